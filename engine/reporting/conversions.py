"""From lead to MQL to SQL to customer: how many go on, by the month in which they came, and how long it takes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.steps import LATEST
from ..outcomes import LOST, WON, OutcomeTable
from ..simulation.periods import Periods
from ..simulation.quantiles import quantile
from ..simulation.stays import Batch, Stays
from ..store import Store


@dataclass(frozen=True, slots=True)
class Funnel:
    """Of the leads that began in the time that is looked at (or of which nobody knows when they did), all that has
    become of them by its end: ``mqls`` of ``leads``, ``sqls`` of ``mqls``, ``customers`` of ``sqls``."""

    leads: int
    mqls: int
    sqls: int
    customers: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Leads that came to a stage for the first time in one month, and how many of them went on by the end.

    ``lost``: known to go no further; ``median``: microseconds from the stage to the next, None if nobody went on.
    ``is_young``: so late that many who will go on have had no time to.
    """

    label: str
    count: int
    went_on: int
    lost: int
    median: int | None
    is_young: bool

    @property
    def share(self) -> float | None:
        return self.went_on / self.count if self.count else None


@dataclass(frozen=True, slots=True)
class Conversion:
    """``median`` and ``p90``: from the stage to the next, of all who went on."""

    cohorts: tuple[Cohort, ...]
    median: int | None
    p90: int | None

    @property
    def count(self) -> int:
        return sum(cohort.count for cohort in self.cohorts)

    @property
    def went_on(self) -> int:
        return sum(cohort.went_on for cohort in self.cohorts)

    @property
    def lost(self) -> int:
        return sum(cohort.lost for cohort in self.cohorts)

    @property
    def settled(self) -> tuple[int, int]:
        """How many came, and how many of them went on, in the months that are not young; of all if all are."""
        old = [cohort for cohort in self.cohorts if not cohort.is_young] or self.cohorts
        return sum(cohort.count for cohort in old), sum(cohort.went_on for cohort in old)


@dataclass(slots=True)
class _Sums:
    count: Counter[int] = field(default_factory=Counter[int])
    went_on: Counter[int] = field(default_factory=Counter[int])
    lost: Counter[int] = field(default_factory=Counter[int])
    taken: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict[int, list[NDArray[np.int64]]])


class Conversions:
    """Adds up batches of a simulation. ``customer``: the stage of customers; ``outcomes`` say better who is one."""

    def __init__(
        self,
        mql: m.Stage,
        sql: m.Stage | None,
        customer: m.Stage | None,
        outcomes: OutcomeTable | None,
        periods: Periods,
        first: int,
        last: int,
    ) -> None:
        self.mql = mql
        self.sql = sql
        self.customer = customer
        self.outcomes = outcomes
        self.periods = periods
        self.first = first
        self.last = last
        self._funnel = Counter[str]()
        self._to_mql, self._to_sql, self._to_customer = _Sums(), _Sums(), _Sums()
        self._result: NDArray[np.int8] | None = None
        self._decided: NDArray[np.int64] | None = None

    def begin(self, store: Store) -> None:
        if self.outcomes is not None:
            found = self.outcomes.of(store.ids)
            self._result, self._decided = found.result, found.at

    def add(self, batch: Batch) -> None:
        mqls = batch.stays(self.mql)
        at_mql = _first_moments(mqls, batch)
        began = np.where(batch.begun, batch.start, self.first)
        inside = (began >= self.first) & (began <= self.last)
        at_sql = _later(batch, self.sql, at_mql)
        any_sql = _first_moments(None if self.sql is None else batch.stays(self.sql), batch)
        at_customer, lost = self._customers(batch, any_sql)
        self._funnel["leads"] += int(inside.sum())
        through = inside
        for name, moments in (("mqls", at_mql), ("sqls", at_sql), ("customers", at_customer)):
            through = through & (moments < LATEST)
            self._funnel[name] += int(through.sum())
        no_one = np.zeros(batch.size, np.bool_)
        self._count(self._to_mql, np.where(batch.begun & batch.known, batch.start, LATEST), at_mql, no_one)
        self._count(self._to_sql, at_mql, at_sql, no_one)
        self._count(self._to_customer, any_sql, at_customer, lost)

    def _customers(self, batch: Batch, at_sql: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """When each lead that was an SQL bought, and which are lost."""
        if self._result is None or self._decided is None:
            return _later(batch, self.customer, at_sql), np.zeros(batch.size, np.bool_)
        result, at = self._result[batch.numbers], self._decided[batch.numbers]
        known = (at_sql < LATEST) & (at <= self.last)
        bought = np.where(known & (result == WON), np.maximum(at, at_sql), LATEST)
        return bought, known & (result == LOST)

    def _count(self, sums: _Sums, came: NDArray[np.int64], next: NDArray[np.int64], lost: NDArray[np.bool_]) -> None:
        rows = np.flatnonzero((came >= self.first) & (came <= self.last))
        numbers = self.periods.numbers(came[rows])
        went_on = next[rows] < LATEST
        sums.count.update(numbers.tolist())
        sums.went_on.update(numbers[went_on].tolist())
        sums.lost.update(numbers[lost[rows] & ~went_on].tolist())
        for number in np.unique(numbers[went_on]).tolist():
            chosen = rows[went_on & (numbers == number)]
            sums.taken.setdefault(number, []).append(np.maximum(next[chosen] - came[chosen], 0))

    # --- what it comes to

    def funnel(self) -> Funnel:
        return Funnel(*(self._funnel[name] for name in ("leads", "mqls", "sqls", "customers")))

    def to_mql(self) -> Conversion:
        """From lead to MQL, by when leads began."""
        return self._conversion(self._to_mql)

    def to_sql(self) -> Conversion:
        """From MQL to SQL, by when leads became MQLs."""
        return self._conversion(self._to_sql)

    def to_customer(self) -> Conversion:
        """From SQL to customer, by when leads became SQLs. When that was is known only if outcomes have a day."""
        return self._conversion(self._to_customer)

    def _conversion(self, sums: _Sums) -> Conversion:
        everything = _ordered([part for parts in sums.taken.values() for part in parts])
        median, p90 = quantile(everything, 50), quantile(everything, 90)
        numbers = range(self.periods.number(self.first), self.periods.number(self.last) + 1)
        cohorts = tuple(
            Cohort(
                self.periods.label(number),
                sums.count[number],
                sums.went_on[number],
                sums.lost[number],
                quantile(_ordered(sums.taken.get(number, [])), 50),
                p90 is not None and self.periods.start(number + 1) + p90 > self.last,
            )
            for number in numbers
        )
        return Conversion(cohorts, median, p90)

    def days_to_mql(self) -> NDArray[np.int64]:
        """Microseconds from a lead's beginning to its being an MQL, in order, of leads that began in this time."""
        return _ordered([part for parts in self._to_mql.taken.values() for part in parts])


def _ordered(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.sort(np.concatenate(parts)) if parts else np.zeros(0, np.int64)


def _first_moments(stays: Stays | None, batch: Batch) -> NDArray[np.int64]:
    """When each lead first came to a stage; ``EARLIEST`` if it always was there, ``LATEST`` if it never was."""
    found = np.full(batch.size, LATEST, np.int64)
    if stays is not None:
        found[stays.lead[stays.first]] = stays.since[stays.first]
    return found


def _later(batch: Batch, stage: m.Stage | None, after: NDArray[np.int64]) -> NDArray[np.int64]:
    """From when on each lead was at a stage, at a moment of its own or later; ``LATEST`` if it was not."""
    found = np.full(batch.size, LATEST, np.int64)
    if stage is None:
        return found
    stays = batch.stays(stage)
    after = after[stays.lead]
    hit = (after < LATEST) & (stays.until > after)
    np.minimum.at(found, stays.lead[hit], np.maximum(stays.since, after)[hit])
    return found
