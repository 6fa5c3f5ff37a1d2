"""A simulation: one pass over the history of all leads, batch after batch, added up to the tables that people read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ...dsl.errors import DataError
from ...dsl.model import Model
from ...dsl.nearest import nearest
from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.zones import Calendar
from ..beginnings import Starts, start_field
from ..columnar.steps import History, each_history
from ..memory import usual_memory
from ..plan import plan_of
from ..run import Progress, quiet
from ..schema import needed_schema, schema_of
from ..source import Source
from ..store import Store, open_stores
from ..thresholds import Threshold, points_or_more, stage_thresholds
from .ahead import Ahead, Falling
from .courses import Course, Courses, empty_periods
from .durations import Durations, TimeTo
from .levels import Level, Levels
from .periods import By, Periods, a_year_before, grid_of
from .promises import RouteKept, RoutesKept
from .splits import Split, Splits
from .stays import Batch

_USUAL_SPLITS = ("source", "lead_source", "leadsource", "original_source", "utm_source", "channel")
_MOST_POINTS_OF_GRID = 5_000
_MOST_STEPS_AHEAD = 7
_STEPS_AHEAD = (1, 7, 30, 90)
"""Days between two looks at what is gone."""


@dataclass(frozen=True)
class Asked:
    """What is asked of a simulation. Moments and lengths in microseconds.

    ``last``: the as-of time: nothing later exists. ``first``: from when on, the beginning of the month a year before if
    None. ``every``: between two looks at the scores; a week if None. ``splits``: text fields, None for the usual one
    that tells where leads come from. ``most``: how many values of each stand for themselves. ``since``: the field that
    tells when a lead began. ``ahead``: how far to look forward, in days, None for not at all. ``below``: numbers of
    points, in hundredths, besides those that stages ask for.
    """

    last: int
    first: int | None = None
    by: By = "month"
    every: int | None = None
    splits: Sequence[str] | None = None
    most: int = 8
    since: str | None = None
    ahead: int | None = None
    below: Sequence[int] = ()


@dataclass(frozen=True)
class Simulation:
    """``leads``: all there are; ``known``: those that had begun by ``last``. ``begins``: the field that says when, None
    if it is the first event. ``ahead`` is empty if nobody looked."""

    model: Model
    by: By
    first: int
    last: int
    every: int
    leads: int
    known: int
    begins: str | None
    beginnings: tuple[int, ...]
    courses: tuple[Course, ...]
    times: tuple[TimeTo, ...]
    splits: tuple[Split, ...]
    thresholds: tuple[Threshold, ...]
    levels: tuple[Level, ...]
    routes: tuple[RouteKept, ...]
    stages_kept: tuple[RouteKept, ...]
    ahead: tuple[Falling, ...]


class Sums(Protocol):
    """What else adds up batches. ``begin`` is called with each store before the batches of its leads."""

    def begin(self, store: Store) -> None: ...

    def add(self, batch: Batch) -> None: ...


def source_field(model: Model, source: Source) -> str | None:
    """The field that says where leads come from, called as it is in most CRMs."""
    there = tuple(dict.fromkeys((*source.fields, *model.fields)))
    return next((name for lower in _USUAL_SPLITS for name in there if name.lower() == lower), None)


class Simulating:
    """Takes the leads of a source through their history. ``batches`` can be taken once; then ``result`` is complete.

    Raises DataError for what is asked and cannot be.
    """

    def __init__(
        self,
        model: Model,
        source: Source,
        asked: Asked,
        memory: int | None = None,
        progress: Progress = quiet,
    ) -> None:
        self.model = model
        self.source = source
        self.asked = asked
        self.memory = memory
        self.progress = progress
        self.calendar = Calendar(model.timezone)
        self.last = asked.last
        self.first = a_year_before(asked.last, self.calendar) if asked.first is None else asked.first
        if self.first > self.last:
            raise DataError("the time to simulate ends before it begins", "give --from a time before --to")
        self.every = asked.every or 7 * MICROSECONDS_PER_DAY
        if (self.last - self.first) // self.every > _MOST_POINTS_OF_GRID:
            raise DataError(
                f"that would be more than {_MOST_POINTS_OF_GRID:,} looks at the scores", "give a longer --every"
            )
        self.begins = start_field(model, source, asked.since)
        self.until = self.last + (asked.ahead or 0) * MICROSECONDS_PER_DAY
        self.leads = self.known = 0
        self.more: Sequence[Sums] = ()
        """What else is to be added up on the way."""
        self._begin()

    def _begin(self) -> None:
        model, first, last = self.model, self.first, self.last
        periods = Periods(self.calendar, self.asked.by)
        thresholds = stage_thresholds(model)
        thresholds += tuple(points_or_more(points) for points in self.asked.below)
        self._courses = Courses(model.stages, periods, first, last)
        self._durations = Durations(model.stages, first, last)
        self._splits = Splits(model, self._split_fields(), self.asked.most, first, last)
        self._levels = Levels(grid_of(first, last, self.every), thresholds)
        self._routes = RoutesKept(model.stages, periods, first, last)
        self._ahead = None
        if self.asked.ahead is not None:
            every = next((days for days in _STEPS_AHEAD if days * _MOST_STEPS_AHEAD >= self.asked.ahead), 365)
            self._ahead = Ahead(model.stages, thresholds, last, self.until, every)

    def _split_fields(self) -> tuple[str, ...]:
        model, source = self.model, self.source
        there = tuple(dict.fromkeys((*source.fields, *model.fields)))
        if self.asked.splits is None:
            usual = source_field(model, source)
            return () if usual is None else (usual,)
        for name in self.asked.splits:
            if name not in there:
                close = nearest(name, there)
                raise DataError(f"the leads have no field `{name}`", f"did you mean `{close}`?" if close else None)
        return tuple(self.asked.splits)

    def batches(self) -> Iterator[Batch]:
        """The leads, batch after batch, each added up before it is given."""
        plan = plan_of(self.model)
        schema = schema_of(self.model)
        memory = self.memory or usual_memory()
        stores = open_stores(
            self.source,
            schema,
            self.model.timezone,
            memory,
            lambda done, total: self.progress("reading", done, total),
            needed=needed_schema(schema, plan),
        )
        for store in stores:
            yield from self.batches_of(store, self.source.report.leads)

    def batches_of(self, store: Store, total: int) -> Iterator[Batch]:
        """Those of a store that somebody else opened, of ``total`` leads in all."""
        starts = Starts(self.begins)
        for sums in self.more:
            sums.begin(store)
        done = self.leads

        def work(history: History) -> Batch:
            batch = Batch(history, self.last, starts.of(history))
            for stage in self.model.stages:
                batch.stays(stage)
            _ = history.score
            return batch

        def told(count: int, _: int) -> None:
            self.progress("scoring", done + count, total)

        plan = plan_of(self.model)
        for batch in each_history(work, plan, store, self.last, until=self.until, progress=told):
            self._add(batch)
            yield batch

    def _add(self, batch: Batch) -> None:
        self.leads += batch.size
        self.known += int(batch.known.sum())
        for sums in (self._courses, self._durations, self._splits, self._levels, self._routes, *self.more):
            sums.add(batch)
        if self._ahead is not None:
            self._ahead.add(batch)

    def result(self) -> Simulation:
        beginnings, courses = self._courses.beginnings(), self._courses.result()
        first, levels = self.first, self._levels.result()
        if self.asked.first is None:
            empty = empty_periods(beginnings, courses)
            first = self._courses.start(empty)
            beginnings = beginnings[empty:]
            courses = tuple(replace(course, steps=course.steps[empty:]) for course in courses)
            levels = tuple(level for level in levels if level.at >= first)
        return Simulation(
            self.model,
            self.asked.by,
            first,
            self.last,
            self.every,
            self.leads,
            self.known,
            None if self.begins is None else self.begins[0],
            beginnings,
            courses,
            self._durations.result(),
            self._splits.result(),
            self._levels.thresholds,
            levels,
            self._routes.result(),
            self._routes.by_stage(),
            () if self._ahead is None else self._ahead.result(),
        )
