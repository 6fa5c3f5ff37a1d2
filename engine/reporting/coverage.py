"""What the data covers: since when each type of event is known, how many there are, when the last one was."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from ...dsl.types import MICROSECONDS_PER_DAY
from ..plan import Plan
from ..simulation.periods import Periods
from ..simulation.stays import Batch
from ..store import Store

_QUIET = 30 * MICROSECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class Covered:
    """One type of event. ``first`` and ``last``: microseconds, None if there is none. ``is_read``: whether a rule, a
    stage or the like reads it; ``by_period``: how many in each period of the time that is looked at."""

    type: str
    count: int
    first: int | None
    last: int | None
    is_read: bool
    is_declared: bool
    by_period: tuple[int, ...]

    def is_quiet(self, end: int) -> bool:
        """Whether rules read it, and none was seen for thirty days: something may have broken."""
        return self.is_read and (self.last is None or self.last < end - _QUIET)


@dataclass(slots=True)
class _Sums:
    count: int = 0
    first: int | None = None
    last: int | None = None
    periods: Counter[int] = field(default_factory=Counter[int])


class Coverage:
    """Adds up batches of a simulation: all events up to the as-of time, ignored ones too."""

    def __init__(self, plan: Plan, periods: Periods, first: int, last: int) -> None:
        self.plan = plan
        self.periods = periods
        self.first = first
        self.last = last
        self._sums: dict[str, _Sums] = {}

    def begin(self, store: Store) -> None:
        pass

    def add(self, batch: Batch) -> None:
        store = batch.store
        there = store.at <= self.last
        kind, at = store.kind[there].astype(np.int64), store.at[there]
        for number in map(int, np.unique(kind)):
            moments = at[kind == number]
            sums = self._sums.setdefault(store.kinds[number], _Sums())
            sums.count += len(moments)
            first, last = int(moments.min()), int(moments.max())
            sums.first = first if sums.first is None else min(sums.first, first)
            sums.last = last if sums.last is None else max(sums.last, last)
            periods, counts = np.unique(self.periods.numbers(moments[moments >= self.first]), return_counts=True)
            for period, count in zip(periods.tolist(), counts.tolist(), strict=True):
                sums.periods[period] += count

    def result(self) -> tuple[Covered, ...]:
        """The most frequent first; declared ones that the data does not have last."""
        read = {a.event for signal in self.plan.signals for a in signal.alternatives}
        declared = dict(self.plan.model.events)
        names = dict.fromkeys([*sorted(self._sums, key=lambda n: (-self._sums[n].count, n)), *declared])
        numbers = range(self.periods.number(self.first), self.periods.number(self.last) + 1)
        return tuple(
            Covered(
                name,
                sums.count,
                sums.first,
                sums.last,
                name in read,
                name in declared,
                tuple(sums.periods[number] for number in numbers),
            )
            for name in names
            for sums in (self._sums.get(name, _Sums()),)
        )
