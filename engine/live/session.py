"""The live session of a project: its data in memory, and whatever version of its rules an editor holds scored on it.

What scoring works out is kept beside the data under what it means (``engine.columnar``), so after an edit only what
the edit changed is worked out.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import RLock
from time import perf_counter

import numpy as np

from ...dsl import model as m
from ...dsl.check import Checked
from ...dsl.errors import LeadwrightError, SourceError
from ...dsl.gather import Before
from ...dsl.types import Type
from ..changes.effects import scorable
from ..columnar import score
from ..columns import Bools
from ..explanation import Explanation
from ..memory import usual_memory
from ..plan import Plan, plan_of
from ..project import Project, parse_as_of
from ..records import Lead, Schema
from ..report import DataReport
from ..schema import needed_schema, schema_of
from ..source import Source, open_source
from ..store import Store, open_stores
from ..timeline import Timeline, timeline_of
from .compared import Standing, standing_of
from .filtering import FilterProblem, Selected, condition_of, holding, is_search, true_of
from .known import Known, Occurring
from .rules import checked_rules
from .scored import Scored, Unscored
from .shown import shown_fields
from .what_if import explained

Progress = Callable[[str, int, int], None]
"""Called with ``reading``, how many rows were read, and how many there are (0: not known)."""

_NOTHING = Schema({}, {})


def _unseen(stage: str, done: int, total: int) -> None:
    """Progress that nobody looks at."""


class LiveScores:
    """One project's data, opened once. Made by ``open``.

    ``as_of``: the project's, else the time of the latest event. ``is_part``: the data is larger than memory, and only
    its first leads are here. ``report``: what was found while the data was read.
    """

    def __init__(self, project: Project, source: Source, stores: Iterator[Store], zone: str, saved: m.Model | None):
        self.project = project
        self.source = source
        self.zone = zone
        self._stores = stores
        self.store = next(stores)
        self.is_part = self.store.size < self.store.report.leads
        self.as_of = _as_of(project, self.store)
        self._saved = saved
        self._standing: tuple[m.Model, int, Standing] | None = None
        self._lock = RLock()
        self._known: Known | None = None
        self._read: Before = {}
        self._filter: tuple[m.Model, str, Bools | FilterProblem] | None = None

    @staticmethod
    def open(project: Project, progress: Progress = _unseen) -> "LiveScores":
        """Reads all of a project's data; to be called in a worker.

        The rules as they are in the files, if they have no errors, are the saved version. Raises LeadwrightError if
        the project names no data, or for data that cannot be read.
        """
        saved: m.Model | None = None
        with suppress(SourceError, OSError):
            saved = checked_rules(project, {}).model
        zone = "UTC" if saved is None else saved.timezone
        source, stores = _opened(project, None if saved is None else plan_of(saved), zone, progress)
        return LiveScores(project, source, stores, zone, saved)

    def close(self) -> None:
        """Let go of the data; waits for what is being worked out."""
        with self._lock:
            self.source.close()

    @property
    def report(self) -> DataReport:
        return self.store.report

    def __len__(self) -> int:
        return self.store.size

    # --- versions of the rules

    def check(self, texts: Mapping[Path, str]) -> Checked:
        """The project's rules with unsaved texts in place of files. Raises SourceError if there are no rules."""
        return checked_rules(self.project, texts)

    def score(self, texts: Mapping[Path, str], version: int = 0, checked: Checked | None = None) -> Scored | Unscored:
        """All leads by the rules with unsaved texts in place of files, beside the saved version.

        ``checked``: the check of the same texts, if it is there already.
        """
        started = perf_counter()
        try:
            found = self.check(texts) if checked is None else checked
            if found.model is None or found.has_errors:
                return Unscored(version, found.diagnostics, found.sources)
            with self._lock:
                return self._scored(found, found.model, version, started)
        except LeadwrightError as error:
            return Unscored(version, (), (), error.message, error.help)
        except OSError as error:
            return Unscored(version, (), (), f"{error.filename} cannot be read: {error.strerror or error}")

    def compare_with(self, model: m.Model | None) -> None:
        """What is the saved version from now on: after a save the model of the text that was saved."""
        with self._lock:
            self._saved = model

    def held(self) -> AbstractContextManager[object]:
        """While it is entered no version is scored by anybody else: for other runs on the same data."""
        return self._lock

    def look_from(self, as_of: int) -> None:
        """Another as-of time (microseconds) for all that is scored from now on."""
        with self._lock:
            self.as_of = as_of

    def _scored(self, checked: Checked, model: m.Model, version: int, started: float) -> Scored:
        plan = plan_of(model)
        before = self._before()
        self._in_zone(model.timezone, plan)
        scores = score(plan_of(scorable(model)), self.store, self.as_of)
        now = standing_of(scores)
        if self._saved is model:
            before = now
        elif before is not None and len(before.score) != len(now.score):
            before = None
        return Scored(
            version,
            model,
            checked.diagnostics,
            checked.sources,
            self.as_of,
            self.store.ids,
            scores,
            now,
            before,
            shown_fields(plan, self.source, self.store),
            perf_counter() - started,
        )

    def _before(self) -> Standing | None:
        """Where leads stand by the saved version; worked out once, while the data is read as it asks for it."""
        saved, known = self._saved, self._standing
        if saved is None:
            return None
        if known is not None and known[0] is saved and known[1] == self.as_of:
            return known[2]
        if saved.timezone != self.zone:
            return None
        try:
            found = standing_of(score(plan_of(scorable(saved)), self.store, self.as_of))
        except LeadwrightError:
            return None
        self._standing = saved, self.as_of, found
        return found

    def _in_zone(self, zone: str, plan: Plan) -> None:
        """Read the data anew if the calendar day of its instants is another one."""
        if zone == self.zone:
            return
        self.source, self._stores = _opened(self.project, plan, zone, _unseen)
        self.store = next(self._stores)
        self.zone = zone
        self._known = None

    # --- what is in the data

    @property
    def known(self) -> Known:
        """Names, counts and values, for completion. Not to be asked while a version is scored in another thread for
        the first time: see ``values``."""
        with self._lock:
            if self._known is None:
                self._known = Known(self.store, self.source, self.zone)
            return self._known

    def values(self, name: str, type: Type, event: str | None = None) -> tuple[Occurring, ...]:
        """The most frequent values of a field, or of a property of an event; to be called in a worker."""
        with self._lock:
            return self.known.values(name, type) if event is None else self.known.values_of_property(event, name, type)

    # --- some of the leads

    def filtered(self, scored: Scored, condition: str) -> Bools | FilterProblem:
        """Of which leads a condition is true: ``score >= 60 and country is "US"``; to be called in a worker."""
        with self._lock:
            if self._filter is not None and self._filter[0] is scored.model and self._filter[1] == condition:
                return self._filter[2]
            found = condition_of(self.project, self.known.fields, self.known.events(), scored, condition, self._read)
            mask = found if isinstance(found, FilterProblem) else true_of(found, scored.scores)
            self._filter = scored.model, condition, mask
            return mask

    def selected(self, scored: Scored, text: str) -> Selected | FilterProblem:
        """The same; but plain words that are no condition are looked for in ids and shown fields."""
        found = self.filtered(scored, text)
        if not isinstance(found, FilterProblem):
            return Selected(found, False)
        return Selected(holding(scored, text.strip()), True) if is_search(text) else found

    # --- one lead

    def lead(self, scored: Scored, number: int) -> Lead:
        """A lead with all that the model declares of it."""
        with self._lock:
            return self.store.lead_at(number, schema_of(scored.model))

    def explain(self, scored: Scored, number: int) -> Explanation:
        """Why a lead has its score."""
        return self.explain_lead(scored, self.lead(scored, number))

    def explain_lead(self, scored: Scored, lead: Lead) -> Explanation:
        """The same for a lead that need not be in the data."""
        return explained(scored.model, lead, scored.as_of)

    def timeline(self, scored: Scored, number: int, between: Callable[[], None] | None = None) -> Timeline:
        """A lead's score over time. ``between``: called now and then, for stopping by what it raises."""
        return timeline_of(plan_of(scored.model), self.lead(scored, number), scored.as_of, between=between)


def _opened(project: Project, plan: Plan | None, zone: str, progress: Progress) -> tuple[Source, Iterator[Store]]:
    source = open_source(project)
    schema = _NOTHING if plan is None else schema_of(plan.model)
    needed = _NOTHING if plan is None else needed_schema(schema, plan)
    memory = usual_memory()

    def read(done: int, total: int) -> None:
        progress("reading", done, total)

    return source, open_stores(source, schema, zone, memory and memory * 2 // 3, read, needed=needed)


def _as_of(project: Project, store: Store) -> int:
    at = project.as_of_time()
    if at is not None:
        return at
    return int(np.max(store.at)) if len(store.at) else parse_as_of("now")
