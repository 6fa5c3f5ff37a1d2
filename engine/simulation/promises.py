"""What routes promised: each time that a lead came to a stage, who was to respond by when, and whether they did."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.zones import Calendar
from ..columnar.deadlines import deadlines
from ..columnar.steps import EARLIEST, LATEST
from ..phrases import duration_text
from .periods import Periods
from .quantiles import quantile
from .stays import NONE, Batch


@dataclass(frozen=True, slots=True)
class Promises:
    """For each of the stays at a stage. ``route``: the first whose `for` was true when the lead came, by its position,
    −1 for none. ``due``: microseconds, ``LATEST`` if nothing is; ``met``: the first event after it that meets the
    promise, ``LATEST`` if there is none yet."""

    route: NDArray[np.int16]
    due: NDArray[np.int64]
    met: NDArray[np.int64]

    @property
    def is_due(self) -> NDArray[np.bool_]:
        return self.due < LATEST

    @property
    def is_met(self) -> NDArray[np.bool_]:
        return self.met < LATEST

    @property
    def is_met_in_time(self) -> NDArray[np.bool_]:
        return self.is_due & self.is_met & (self.met <= self.due)


def promises_of(batch: Batch, stage: m.Stage, calendar: Calendar) -> Promises:
    """Deadlines count from when the stage was reached; nothing is due if it always has been."""
    stays = batch.stays(stage)
    size = len(stays)
    promises = Promises(np.full(size, NONE, np.int16), np.full(size, LATEST, np.int64), np.full(size, LATEST, np.int64))
    came = np.where(stays.since > EARLIEST, stays.since, batch.as_of)
    left = np.ones(size, np.bool_)
    for number, route in enumerate(stage.routes):
        hit = left if route.only_for is None else left & _true(batch, route.only_for, stays.lead, came)
        promises.route[hit] = number
        rows = np.flatnonzero(hit & (stays.reached > EARLIEST))
        due = deadlines(route, stays.reached[rows], calendar)
        if due is not None:
            promises.due[rows] = due
        if route.met_by is not None:
            promises.met[rows] = _next(batch, route.met_by, stays.lead[rows], stays.reached[rows])
        left = left & ~hit
        if not left.any():
            break
    return promises


def _true(batch: Batch, condition: m.Condition, lead: NDArray[np.int32], at: NDArray[np.int64]) -> NDArray[np.bool_]:
    return batch.history.truth(condition).of(lead, at) != 0


def _next(batch: Batch, stream: m.Stream, lead: NDArray[np.int32], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lead's first event of a stream strictly after each moment; ``LATEST`` if there is none."""
    over = batch.history.over
    events = over.moments(stream)
    found = events.searchsorted(over.clock.keys(lead, after), side="right")
    there = np.flatnonzero(found < len(events))
    keys = events[found[there]]
    same = over.clock.lead(keys) == lead[there]
    met = np.full(len(lead), LATEST, np.int64)
    met[there[same]] = over.clock.at(keys[same])
    return met


@dataclass(frozen=True, slots=True)
class Kept:
    """How a route's promises were kept, of the leads that came in the time that is looked at.

    ``came``: how often a lead came to the stage by this route; ``due``: how often a response was promised by a
    deadline. Of these, ``in_time``, ``late`` (met after it), ``missed`` (not met, and past), ``open`` (not met yet, and
    not past). ``median``: microseconds from the stage to the response, of all that were met; ``p90`` likewise.
    """

    came: int
    due: int
    in_time: int
    late: int
    missed: int
    open: int
    median: int | None
    p90: int | None

    @property
    def decided(self) -> int:
        return self.in_time + self.late + self.missed

    @property
    def share(self) -> float | None:
        """In time, of those of which it is decided."""
        return self.in_time / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class RouteKept:
    """``by_period``: the same by when the lead came, label and figures; periods in which none came are left out."""

    stage: str
    queue: str
    promise: str
    kept: Kept
    by_period: tuple[tuple[str, Kept], ...]


@dataclass(slots=True)
class _Sums:
    counts: Counter[str] = field(default_factory=Counter[str])
    taken: list[NDArray[np.int64]] = field(default_factory=list[NDArray[np.int64]])

    def add(self, other: "_Sums") -> None:
        self.counts += other.counts
        self.taken += other.taken

    def kept(self) -> Kept:
        ordered = np.sort(np.concatenate(self.taken)) if self.taken else np.zeros(0, np.int64)
        names = ("came", "due", "in_time", "late", "missed", "open")
        counts = {name: self.counts[name] for name in names}
        return Kept(**counts, median=quantile(ordered, 50), p90=quantile(ordered, 90))


class RoutesKept:
    """Adds up batches."""

    def __init__(self, stages: tuple[m.Stage, ...], periods: Periods, first: int, last: int) -> None:
        self.stages = [stage for stage in stages if stage.routes]
        self.periods = periods
        self.first = first
        self.last = last
        self._sums: dict[tuple[str, int], dict[int, _Sums]] = {
            (stage.name, number): {} for stage in self.stages for number in range(len(stage.routes))
        }

    def add(self, batch: Batch) -> None:
        for stage in self.stages:
            stays, promises = batch.stays(stage), promises_of(batch, stage, self.periods.calendar)
            inside = (stays.since >= self.first) & (stays.since <= self.last) & (promises.route != NONE)
            rows = np.flatnonzero(inside)
            numbers = self.periods.numbers(stays.since[rows])
            route = promises.route[rows]
            for key in np.unique(np.stack([route, numbers]), axis=1).T.tolist():
                chosen = rows[(route == key[0]) & (numbers == key[1])]
                self._sums[stage.name, key[0]].setdefault(key[1], _Sums()).add(
                    _sums(promises, stays.reached, chosen, batch.as_of)
                )

    def result(self) -> tuple[RouteKept, ...]:
        """Route by route."""
        return tuple(self._routes())

    def by_stage(self) -> tuple[RouteKept, ...]:
        """All routes of a stage together."""
        found: list[RouteKept] = []
        for stage in self.stages:
            together: dict[int, _Sums] = {}
            for number in range(len(stage.routes)):
                for period, sums in self._sums[stage.name, number].items():
                    together.setdefault(period, _Sums()).add(sums)
            found.append(self._kept(stage.name, "", "", together))
        return tuple(found)

    def _routes(self) -> Iterator[RouteKept]:
        for stage in self.stages:
            for number, route in enumerate(stage.routes):
                yield self._kept(stage.name, route.queue, promise_text(route), self._sums[stage.name, number])

    def _kept(self, stage: str, queue: str, promise: str, by_period: dict[int, _Sums]) -> RouteKept:
        total = _Sums()
        for sums in by_period.values():
            total.add(sums)
        each = tuple((self.periods.label(period), by_period[period].kept()) for period in sorted(by_period))
        return RouteKept(stage, queue, promise, total.kept(), each)


def _sums(promises: Promises, reached: NDArray[np.int64], rows: NDArray[np.int64], as_of: int) -> _Sums:
    due, met = promises.due[rows], promises.met[rows]
    is_due, is_met = due < LATEST, met < LATEST
    in_time = is_due & is_met & (met <= due)
    counts = Counter(
        came=len(rows),
        due=int(is_due.sum()),
        in_time=int(in_time.sum()),
        late=int((is_due & is_met & ~in_time).sum()),
        missed=int((is_due & ~is_met & (due <= as_of)).sum()),
        open=int((is_due & ~is_met & (due > as_of)).sum()),
    )
    return _Sums(counts, [(met - reached[rows])[is_met]])


def promise_text(route: m.Route) -> str:
    """``within 30 minutes``, ``within 2 business days``; an empty text if nothing is promised."""
    if route.business_days is not None:
        return f"within {route.business_days} business day{'' if route.business_days == 1 else 's'}"
    return "" if route.within is None else f"within {duration_text(route.within)}"
