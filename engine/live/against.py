"""Rules over time on the data of a live session: those in an editor against those saved or committed."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from ...dsl import model as m
from ...dsl.check import Checked
from ...dsl.diagnostics import in_order
from ...dsl.errors import SourceError
from ...dsl.zones import Calendar
from ..changes.sides import sides_of
from ..memory import usual_memory
from ..project import Project
from ..simulation import Asked
from ..simulation.periods import By, Periods
from ..versus import Data, Found, InMemory, OnDisk, versus
from .rules import checked_rules
from .session import LiveScores

Base = Literal["saved", "committed", "none"]
WEEKS = 12
"""How far back is looked if nothing is said."""
_PART = 4
"""Of the memory that may be used a part in so many is left where a session holds as many leads as it may."""


@dataclass(frozen=True)
class Wanted:
    """``texts``: the unsaved texts that stand in for files. ``base``: what they are compared with."""

    texts: Mapping[Path, str]
    base: Base
    asked: Asked


def usual_start(last: int, zone: str, by: By = "week") -> int:
    """The beginning of the twelve weeks that end with the one of a moment; of the twelve months likewise."""
    periods = Periods(Calendar(zone), by)
    return periods.start(periods.number(last) - WEEKS + 1)


def simulated(live: LiveScores, wanted: Wanted, progress: Callable[[str, int, int], None]) -> Found:
    """To be called in a worker; what ``progress`` raises ends it.

    What is in memory is used as it is; if that is a part only, or its days are those of another zone, the source is
    read anew. Raises LeadwrightError: for rules with errors on either side, too.
    """
    after = _sound(checked_rules(live.project, wanted.texts), "the rules in the editor", _told_in(live.project))
    before = _before(live.project, wanted.base)
    return versus(before, after, _data_of(live, before, after), wanted.asked, progress=progress)


def _before(project: Project, base: Base) -> m.Model | None:
    if base == "none":
        return None
    if base == "saved":
        return _sound(checked_rules(project, {}), "the saved rules", _told_in(project))
    with TemporaryDirectory(prefix="leadwright-") as folder:
        side, _ = sides_of("HEAD", None, project.root, Path(folder))
        return _sound(side.checked(), "the committed rules", side.told)


def _told_in(project: Project) -> Callable[[str], str]:
    """Files by their paths from the project's folder on."""
    return lambda text: text.replace(f"{project.root.resolve()}{os.sep}", "")


def _sound(checked: Checked, whose: str, told: Callable[[str], str]) -> m.Model:
    errors = [d for d in in_order(checked.diagnostics) if d.is_error]
    if checked.model is None or errors:
        first = f"{errors[0].place}: {errors[0].message}" if errors else None
        count = f"{len(errors)} errors" if len(errors) > 1 else "an error"
        raise SourceError(f"{whose} have {count}", first and told(first))
    return checked.model


def _data_of(live: LiveScores, before: m.Model | None, after: m.Model) -> Data:
    zones = {model.timezone for model in (before, after) if model is not None}
    if not live.is_part and zones == {live.zone}:
        return InMemory(live.project, live.source, live.store, live.held())
    memory = usual_memory()
    return OnDisk(live.project, live.source, memory and memory // _PART)
