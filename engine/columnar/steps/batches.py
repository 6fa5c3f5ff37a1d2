"""Histories of the leads of a store, batch after batch.

A batch is small enough for its arrays to stay in the processor's cache, and for its leads and moments to fit into the
64 bits of a key. Its events stand side by side for each lead, in order of time.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from os import cpu_count
from threading import Lock
from typing import TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ....dsl import model as m
from ....dsl.types import MICROSECONDS_PER_DAY, Type
from ....dsl.zones import Calendar
from ...columns import Column, TextColumn, ValueColumn
from ...plan import Plan
from ...points import faded
from ...store import Store
from ..leads_at import LeadsAt
from .by_reference import HistoryByReference, lives_of, origin_of
from .clock import FAR, LATEST, Clock
from .conditions import clip_of
from .history import History
from .over_time import OverTime

_T = TypeVar("_T")
Progress = Callable[[int, int], None]
"""Called with how many leads are done, and how many there are."""

_MOST_LEADS = 1 << 12
_FEW_LEADS = 1 << 6
"""With any moment of the calendar."""
_MOST_EVENTS = 1 << 18
_USUAL_FADES = 256
_MOST_BITS = 63
_MOST_THREADS = 8
_ROOM = 1 << 40
"""What is worked out for a batch is kept as long as the batch: no limit."""


def histories(
    plan: Plan,
    store: Store,
    as_of: int,
    *,
    until: int | None = None,
    leads: NDArray[np.integer] | None = None,
    progress: Progress | None = None,
) -> Iterator[History]:
    """The histories of all leads of a store, or of some of them (numbers), a batch at a time.

    Events after ``as_of`` do not exist. ``until``: to which moment the histories go, ``as_of`` if None; later than
    that, they tell what becomes of the leads if nothing more happens. The order of leads is that of the store, but for
    a few with very old or far moments, which come last.
    """
    return each_history(lambda history: history, plan, store, as_of, until=until, leads=leads, progress=progress)


def each_history(
    work: Callable[[History], _T],
    plan: Plan,
    store: Store,
    as_of: int,
    *,
    until: int | None = None,
    leads: NDArray[np.integer] | None = None,
    progress: Progress | None = None,
) -> Iterator[_T]:
    """``work`` done for every batch, on all cores; its results in the order of ``histories``."""
    cutting = _Cutting(plan, store, as_of, as_of if until is None else max(until, as_of), leads)
    done, total = 0, cutting.total
    threads = min(cpu_count() or 1, _MOST_THREADS)
    if threads < 2 or total <= _MOST_LEADS:
        for batch in cutting.batches():
            yield work(cutting.history(batch))
            done += len(batch.leads)
            if progress is not None:
                progress(done, total)
        return
    with ThreadPoolExecutor(threads) as pool:
        batches = cutting.batches()

        def start(batch: _Batch) -> tuple[int, Future[_T]]:
            return len(batch.leads), pool.submit(lambda: work(cutting.history(batch)))

        waiting = [start(batch) for batch in islice(batches, threads + 1)]
        try:
            while waiting:
                count, future = waiting.pop(0)
                found = future.result()
                waiting += [start(batch) for batch in islice(batches, 1)]
                yield found
                done += count
                if progress is not None:
                    progress(done, total)
        finally:  # whoever stops does not wait for what has not begun
            pool.shutdown(wait=False, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Numbers of leads, and the earliest moment at which anything about any of them can change."""

    leads: NDArray[np.int64]
    origin: int


class _Cutting:
    """Cuts a store into batches."""

    def __init__(self, plan: Plan, store: Store, as_of: int, until: int, leads: NDArray[np.integer] | None) -> None:
        self.plan = plan
        self.store = store
        self.as_of = as_of
        self.until = until
        self.leads = np.arange(store.size) if leads is None else leads.astype(np.int64)
        self.total = len(self.leads)
        self.starts, self.rows = store.rows_by_lead
        facts = _facts_of(plan)
        self.clocked = facts.clocked
        self.first_in_force = facts.first_in_force
        self.most_events = _MOST_EVENTS // max(1, facts.longest_fade // _USUAL_FADES)
        self.lock = Lock()

    def batches(self) -> Iterator[_Batch]:
        if self.plan.has_irregular_histories:
            yield from self._cut_small(self.leads, _FEW_LEADS)
            return
        usual_bits = _MOST_BITS - (_MOST_LEADS - 1).bit_length()
        odd: list[NDArray[np.int64]] = []
        for numbers in self._cut(self.leads, _MOST_LEADS):
            earliest = self._earliest(numbers)
            if Clock.bits_for(int(earliest.min()), self.until) > usual_bits:
                is_odd = np.array([Clock.bits_for(at, self.until) > usual_bits for at in earliest.tolist()], np.bool_)
                odd.append(numbers[is_odd])
                numbers, earliest = numbers[~is_odd], earliest[~is_odd]
            if len(numbers):
                yield _Batch(numbers, int(earliest.min()))
        if odd:
            numbers = np.concatenate(odd)
            bits = Clock.bits_for(int(self._earliest(numbers).min()), self.until)
            yield from self._cut_small(numbers, 1 << max(0, _MOST_BITS - bits))

    def _cut_small(self, leads: NDArray[np.int64], most: int) -> Iterator[_Batch]:
        for numbers in self._cut(leads, most):
            yield _Batch(numbers, int(self._earliest(numbers).min()))

    def _cut(self, leads: NDArray[np.int64], most: int) -> Iterator[NDArray[np.int64]]:
        counts = self.starts[leads + 1] - self.starts[leads]
        ends = np.cumsum(counts)
        start = 0
        while start < len(leads):
            before = int(ends[start - 1]) if start else 0
            stop = int(ends.searchsorted(before + self.most_events, side="right"))
            stop = min(max(stop, start + 1), start + most, len(leads))
            yield leads[start:stop]
            start = stop

    def _rows_of(self, leads: NDArray[np.int64]) -> tuple[NDArray[np.integer], NDArray[np.int64]]:
        """The event rows of some leads, side by side, and how many each has."""
        counts = self.starts[leads + 1] - self.starts[leads]
        if len(leads) and int(leads[-1]) - int(leads[0]) == len(leads) - 1 and (np.diff(leads) == 1).all():
            return self.rows[self.starts[leads[0]] : self.starts[leads[-1] + 1]], counts
        ends = np.cumsum(counts)
        within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
        return self.rows[np.repeat(self.starts[leads], counts) + within], counts

    def _earliest(self, leads: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of each lead, the earliest moment at which anything can change."""
        found = np.full(len(leads), min(self.until, self.first_in_force), np.int64)
        rows, counts = self._rows_of(leads)
        some = np.flatnonzero(counts)
        if len(some):
            at = self.store.at[rows]
            found[some] = np.minimum(found[some], np.minimum.reduceat(at, (np.cumsum(counts) - counts)[some]))
        for of, shift in self.clocked:
            with self.lock:
                column = self.store.field(of.name, of.type)
            assert isinstance(column, ValueColumn)
            moments = column.data[leads].astype(np.int64) * column.unit
            if of.type is Type.DATE:
                # A day more than enough, whatever the zone.
                moments = (moments - 1) * MICROSECONDS_PER_DAY
            moments = np.maximum(moments + max(-FAR, min(shift, FAR)), _FIRST)
            if column.known is not None:
                moments = np.where(column.known[leads], moments, LATEST)
            found = np.minimum(found, moments)
        return found

    def history(self, batch: _Batch) -> History:
        leads = batch.leads
        rows, counts = self._rows_of(leads)
        lead = np.repeat(np.arange(len(leads), dtype=np.int32), counts)
        clock = self._clock(len(leads), batch.origin)
        order = np.argsort(clock.keys(lead, self.store.at[rows]), kind="stable")
        rows = rows[order]
        store = self.store
        own = Store(
            store.ids.take(pa.array(leads)),
            lead,
            store.at[rows],
            store.kind[rows],
            store.kinds,
            store.schema,
            _Part(store, leads, rows, self.lock),
            store.report,
            ids_are_whole=store.ids_are_whole,
        )
        model = self.plan.model
        now = LeadsAt(own, model.timezone, model.ignores, self.as_of, _ROOM)
        if self.plan.has_irregular_histories:
            return self._by_reference(now, leads)
        return History(self.plan, OverTime(now, clock), leads)

    def _by_reference(self, now: LeadsAt, leads: NDArray[np.int64]) -> History:
        found = [now.store.lead_at(number) for number in range(len(leads))]
        for lead in found:
            lead.events = [event for event in lead.events if event.at <= self.as_of]
        lives = lives_of(self.plan.model, found, self.until)
        clock = self._clock(len(leads), max(origin_of(lives), _FIRST))
        return HistoryByReference(self.plan, OverTime(now, clock), leads, lives)

    def _clock(self, size: int, origin: int) -> Clock:
        return Clock(size, origin, self.until, Clock.bits_for(origin, self.until))


_FIRST = -62_135_596_800_000_000
"""The first moment of the calendar, in microseconds: what is earlier was always so."""


class _Part:
    """The columns of some leads and events of a store."""

    def __init__(self, store: Store, leads: NDArray[np.int64], rows: NDArray[np.integer], lock: Lock) -> None:
        self._store = store
        self._leads = leads
        self._rows = rows
        self._lock = lock

    def field(self, name: str, type: Type) -> Column:
        with self._lock:
            column = self._store.field(name, type)
        return _taken(column, self._leads)

    def property(self, name: str, type: Type) -> Column:
        with self._lock:
            column = self._store.property(name, type)
        return _taken(column, self._rows)


def _taken(column: Column, rows: NDArray[np.integer]) -> Column:
    if isinstance(column, ValueColumn):
        known = None if column.known is None else column.known[rows]
        return ValueColumn(column.type, column.data[rows], known, column.unit)
    codes = column.codes[rows]
    if len(column.texts) <= len(rows):
        return TextColumn(codes, column.texts)
    # Texts are looked at one by one: only those that are here.
    found, codes = np.unique(codes, return_inverse=True)
    missing = len(found) > 0 and int(found[0]) < 0
    here: list[int] = found[found >= 0].tolist()
    texts = [column.texts[code] for code in here]
    return TextColumn(codes.astype(np.int32) - int(missing), texts)


# --- what a plan says of moments


@dataclass(frozen=True, slots=True)
class _Facts:
    """``clocked``: the fields from whose moments time is counted, and how long after them the first change can be;
    ``longest_fade``: of how many steps."""

    clocked: tuple[tuple[m.FieldValue, int], ...]
    first_in_force: int
    longest_fade: int


def _facts_of(plan: Plan) -> _Facts:
    found = plan.beside.get(_Facts)
    if not isinstance(found, _Facts):
        found = _Facts(tuple(_clocked_fields(plan)), _first_in_force(plan), _longest_fade(plan))
        plan.beside[_Facts] = found
    return found


def _clocked_fields(plan: Plan) -> Iterator[tuple[m.FieldValue, int]]:
    model = plan.model
    whole = (model.rules, model.groups, model.stages, model.disqualifications, model.segments)
    for part in dict.fromkeys(p for p in m.parts(whole) if isinstance(p, _COMPARED)):
        match part:
            case m.Recent(m.FieldValue() as of, _):
                yield of, 0
            case m.Older(m.FieldValue() as of, length):
                yield of, length
            case m.Ratio(left, _, right):
                for side in (left, right):
                    if isinstance(side, m.DaysFromField):
                        yield side.field, 0
            case (
                m.Relation(m.DaysFromField(direction, of))
                | m.Between(m.DaysFromField(direction, of))
                | m.Among(m.DaysFromField(direction, of))
            ):
                clip = clip_of(part)
                assert clip is not None
                days = -clip[1] - 1 if direction == "until" else clip[0]
                yield of, days * MICROSECONDS_PER_DAY
            case _:
                pass


_COMPARED = (m.Recent, m.Older, m.Ratio, m.Relation, m.Between, m.Among)


def _first_in_force(plan: Plan) -> int:
    """The first moment at which a rule comes into force, or is no more."""
    calendar = Calendar(plan.model.timezone)
    rules = [rule.rule for rule in plan.rules]
    days = [rule.first_day for rule in rules] + [None if r.last_day is None else r.last_day + 1 for r in rules]
    return min((calendar.first_instant(day) for day in days if day is not None), default=LATEST)


@lru_cache(64)
def _faded(amount: int, fade: m.Fade) -> int:
    return len(faded(amount, fade))


def _longest_fade(plan: Plan) -> int:
    tallies = [rule.gives for rule in plan.rules if isinstance(rule.gives, m.Tally)]
    steps = [
        _faded(t.points.amount, t.fade) for t in tallies if t.fade is not None and isinstance(t.points.amount, int)
    ]
    return max(steps, default=0)
