"""What was simulated, and what is asked of the next one: kept while one goes to and fro. No Textual in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from weakref import ref

from ..dsl.errors import DataError
from ..dsl.values import time_text
from ..dsl.zones import Calendar
from ..engine.live import LiveScores, Scored
from ..engine.live.against import Base, Wanted, usual_start
from ..engine.simulation import Asked
from ..engine.simulation.periods import By, end_of, start_of
from ..engine.versus import Found
from .workspace import Workspace


@dataclass
class Choices:
    """``first`` and ``last`` as they are written; empty for what is usual. ``stage``: None for the first one."""

    base: Base
    by: By = "week"
    first: str = ""
    last: str = ""
    stage: str | None = None


@dataclass(frozen=True)
class Kept:
    """A simulation. ``rules``: the texts that it was made of; ``saved``: those of the files at the time. ``names``:
    what the leads that are listed are called. ``live``: whose data it is of."""

    found: Found
    labels: tuple[str, str]
    wanted: Wanted
    rules: Mapping[Path, str]
    saved: Mapping[Path, str]
    seconds: float
    names: Mapping[str | int, str]
    live: ref[LiveScores]


@dataclass
class Simulations:
    """``live`` and ``why_not`` are asked each time: the session, and why there is none; ``branch``: empty without
    git."""

    workspace: Workspace
    live: Callable[[], LiveScores | None]
    scored: Callable[[], Scored | None]
    why_not: Callable[[], str]
    branch: Callable[[], str]
    choices: Choices = field(default_factory=lambda: Choices("saved"))
    kept: Kept | None = None

    def usual_base(self) -> Base:
        """What a newcomer would compare with: the files if the texts are others, else the last commit."""
        return "saved" if self.workspace.texts() or not self.branch() else "committed"

    def rules(self) -> dict[Path, str]:
        return {path: self.workspace.text_of(path) for path in self.workspace.rules_files()}

    def saved(self) -> dict[Path, str]:
        held = self.workspace.documents
        return {path: held[path].saved if path in held else text for path, text in self.rules().items()}

    def why_old(self) -> str:
        """Why what is kept is not what one would get now; empty if it is."""
        kept = self.kept
        if kept is None:
            return ""
        live = self.live()
        if live is not None and kept.live() is not live:
            return "The data was read anew since"
        if kept.rules != self.rules():
            return "This is of an older version of the rules"
        if kept.wanted.base == "saved" and kept.saved != self.saved():
            return "This is against an older version of the files"
        return ""

    def wanted(self, live: LiveScores) -> Wanted:
        """What is asked for. Raises DataError for a time that is none."""
        choices = self.choices
        calendar = Calendar(live.zone)
        usual = self.usual_last(live)
        last = live.as_of if choices.last.strip() in ("", usual) else end_of(choices.last, calendar)
        text = choices.first.strip()
        first = usual_start(last, live.zone, choices.by) if not text else start_of(text, calendar)
        if first > last:
            raise DataError("the time ends before it begins", None)
        return Wanted(self.workspace.texts(), choices.base, Asked(last=last, first=first, by=choices.by))

    def usual_last(self, live: LiveScores) -> str:
        return f"{time_text(live.as_of)[:16]}Z"

    def usual_first(self, live: LiveScores, wanted: Wanted | None = None) -> str:
        """The day from which on is looked, if nothing is said."""
        last = live.as_of if wanted is None else wanted.asked.last
        first = usual_start(last, live.zone, self.choices.by)
        calendar = Calendar(live.zone)
        return calendar.local(first).date().isoformat()

    def labels(self, wanted: Wanted) -> tuple[str, str]:
        """What the versions before and after are called."""
        before = {"saved": "the saved rules", "committed": "the committed rules", "none": "nothing"}[wanted.base]
        after = "the rules in the editor" if wanted.base == "none" else "those in the editor"
        return before, after + (" (not saved)" if wanted.texts else "")
