"""Two models on the same data: both score every store of it, and what they say is compared before the next."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ...dsl.types import Type
from ..columnar import score
from ..memory import room_in, usual_memory
from ..outcomes import Outcomes, OutcomeTable
from ..plan import Plan, plan_of
from ..project import Project
from ..records import Schema
from ..report import Problem
from ..schema import needed_schema, schema_of
from ..source import Source, open_source
from ..store import Store, open_stores
from .changed import Comparison
from .effects import EXAMPLES, Effects, scorable
from .weeks import Weeks

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Tried:
    """What came of trying both models on data. ``weeks``: before and after."""

    effects: Effects
    weeks: tuple[Weeks, Weeks]
    problems: list[Problem]


class StoresOfBoth(Protocol):
    """What two models are tried on, store by store."""

    @property
    def memory(self) -> int | None: ...

    @property
    def leads(self) -> int:
        """How many there are in all, as far as that is known."""
        ...

    @property
    def problems(self) -> list[Problem]: ...

    def stores(self) -> Iterator[tuple[Store, Store]]:
        """Each for the model before and the one after; mostly one for both."""
        ...


class InMemory:
    """A store that is there already and holds everything."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.memory = usual_memory()
        self.problems: list[Problem] = []

    @property
    def leads(self) -> int:
        return self.store.size

    def stores(self) -> Iterator[tuple[Store, Store]]:
        yield self.store, self.store


def tried(
    comparison: Comparison,
    project: Project,
    as_of: int,
    outcomes: OutcomeTable | None,
    progress: Progress,
    memory: int | None = None,
    examples: int = EXAMPLES,
) -> Tried:
    """Score a project's data by both models. ``progress``: called with ``reading`` or ``scoring``, how much of it is
    done, and how much there is. ``examples``: leads that are kept of each change of stage.

    Raises DataError for data that cannot be read.
    """
    before, after = (plan_of(scorable(model)) for model in (comparison.before, comparison.after))
    opened = DataOfBoth(project, before, after, memory or usual_memory(), progress)
    return tried_on(opened, comparison, as_of, outcomes, progress, examples)


def tried_on(
    opened: StoresOfBoth,
    comparison: Comparison,
    as_of: int,
    outcomes: OutcomeTable | None,
    progress: Progress,
    examples: int = EXAMPLES,
) -> Tried:
    """The same for data that is opened already."""
    before, after = (plan_of(scorable(model)) for model in (comparison.before, comparison.after))
    effects = Effects.none_yet(comparison, as_of, examples)
    weeks = Weeks(as_of, comparison.stages), Weeks(as_of)
    room = room_in(opened.memory)
    for mine, theirs in opened.stores():
        done, total = effects.leads, opened.leads
        progress("scoring", done, total)
        old = score(before, mine, as_of, room)
        new = score(after, theirs, as_of, room)
        known: Outcomes | None = None if outcomes is None else outcomes.of(mine.ids)
        effects.add(old, new, None if known is None else known.result)
        for plan, store, found in ((before, mine, weeks[0]), (after, theirs, weeks[1])):
            found.add(plan, store, partial(_over_time, progress, done, total))
        progress("scoring", effects.leads, total)
    problems = list(opened.problems)
    if outcomes is not None:
        problems += outcomes.finish()
    return Tried(effects, weeks, problems)


def _over_time(progress: Progress, before: int, total: int, done: int, _: int) -> None:
    progress("over time", before + done, total)


class DataOfBoth:
    """Stores for two models: one for both, unless values would mean something else in it."""

    def __init__(self, project: Project, before: Plan, after: Plan, memory: int | None, progress: Progress) -> None:
        self.project = project
        self.plans = before, after
        self.memory = memory
        self.progress = progress
        self.schema = _both(schema_of(after.model), schema_of(before.model))
        needed = (needed_schema(schema_of(plan.model), plan) for plan in (after, before))
        self.needed = _both(*needed)
        self.source: Source | None = None

    @property
    def leads(self) -> int:
        return 0 if self.source is None else self.source.report.leads

    @property
    def problems(self) -> list[Problem]:
        return [] if self.source is None else self.source.report.problems

    def stores(self) -> Iterator[tuple[Store, Store]]:
        before, after = (plan.model.timezone for plan in self.plans)
        if before == after or not _reads_days(self.needed):
            share = None if self.memory is None else self.memory * 2 // 3
            yield from ((store, store) for store in self._opened(after, share))
        else:  # the calendar day of an instant depends on the zone: values of their own for each
            yield from zip(self._opened(before, None), self._opened(after, None), strict=True)

    def _opened(self, zone: str, memory: int | None) -> Iterator[Store]:
        self.source = source = open_source(self.project)
        try:
            yield from open_stores(
                source,
                self.schema,
                zone,
                memory,
                lambda done, total: self.progress("reading", done, total),
                needed=self.needed,
            )
        finally:
            source.close()


def _reads_days(schema: Schema) -> bool:
    types = [*schema.fields.values(), *schema.activity.values()]
    return Type.DATE in types or any(Type.DATE in asked.values() for asked in schema.events.values())


def _both(schema: Schema, other: Schema) -> Schema:
    """What either asks for; of a name that they read as two types, that of the first: the other is read when it is
    asked for."""
    events = {
        kind: {**other.events.get(kind, {}), **schema.events.get(kind, {})}
        for kind in {**other.events, **schema.events}
    }
    return Schema({**other.fields, **schema.fields}, events, {**other.activity, **schema.activity})
