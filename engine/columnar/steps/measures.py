"""Measures over time: what each lead's is worth from each moment on at which it can change."""

from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ....dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type
from ...columns import Ints, TextColumn, ValueColumn
from ..days import days_of
from ..measures import text_ranks, value_codes
from ..rows import property_values
from ..values import SAFE, MeanColumn, Values, largest, scaled
from .clock import Keys
from .rows import ValueRows, distinct, truths_at
from .seen import Seen, Span, span, span_at

if TYPE_CHECKING:
    from .over_time import OverTime

Days = m.DaysSinceEvent | m.DaysFromField
Clip = tuple[int, int] | None
"""Whole days between which a number of days has to be exact: of one outside, no more matters than on which side."""


def measured(measure: m.EventMeasure, over: "OverTime", clip: Clip = None) -> ValueRows:
    """A measure of events; ``clip`` is for those of days."""
    of = over.seen(measure.events)
    match measure:
        case m.Distinct(property=p):
            return _distinct(of, p, over)
        case m.DaysSinceEvent():
            return _days_since(measure, of, over, clip)
        case m.Count():
            at = over.span(measure.events)
            return _rows(at, _number(at.high - at.low), of, over)
        case m.ActiveDays():
            at = over.span(measure.events)
            return _rows(at, _number(_active_days(of, at, over)), of, over)
        case m.Total(property=p):
            known, numbers, unit = _known_numbers(of, p, over)
            at = span(known, over)
            return _rows(at, ValueColumn(Type.NUMBER, sums_between(numbers, at, unit), None, unit), of, over)
        case m.Average(property=p):
            known, numbers, unit = _known_numbers(of, p, over)
            at = span(known, over)
            counts = at.high - at.low
            return _rows(at, MeanColumn(scaled(sums_between(numbers, at, unit), unit), counts, counts > 0), of, over)
        case m.Extreme(kind, property=p):
            known, numbers, unit = _known_numbers(of, p, over)
            at = span(known, over)
            found = extremes_between(numbers.astype(np.int64, copy=False), at, kind == "largest")
            return _rows(at, ValueColumn(p.type, found, at.high > at.low, unit), of, over)
        case m.Edge(which, property=p):
            return _edge(which, p, of, over)
    assert_never(measure)


def days_from_field(measure: m.DaysFromField, over: "OverTime", clip: Clip) -> ValueRows:
    """Whole days since or until the moment in a field."""
    clock = over.clock
    found = over.now.instants(measure.field)
    there = np.ones(over.size, np.bool_) if found.known is None else found.known
    leads = np.flatnonzero(there)
    start = found.data[leads].astype(np.int64, copy=False)
    until = measure.direction == "until"
    # What is left until a moment counts down: one day less from a microsecond after the whole number on.
    keys = _passings(leads, start + 1 if until else start, clip, until, over)
    key = distinct(np.concatenate([clock.base, keys]))
    lead = key >> clock.bits
    moments = clock.moments(key)
    field = found.data[lead]
    days = (field - moments if until else moments - field) // MICROSECONDS_PER_DAY
    known = None if found.known is None else found.known[lead]
    return ValueRows(key, ValueColumn(Type.NUMBER, _clipped(days, clip), known, NUMBER_SCALE))


def _passings(leads: Ints, start: NDArray[np.int64], clip: Clip, backwards: bool, over: "OverTime") -> Keys:
    """The moments a whole number of days from some moments, all that the clock has or those that ``clip`` asks for."""
    clock = over.clock
    low = -((start - clock.origin) // MICROSECONDS_PER_DAY)
    high = (clock.until - start) // MICROSECONDS_PER_DAY
    if clip is not None:
        first, last = (-clip[1] - 1, -clip[0] + 1) if backwards else (clip[0], clip[1] + 1)
        low, high = np.maximum(low, first), np.minimum(high, last)
    row, number = expanded(high - low + 1)
    return np.sort(clock.keys(leads[row], start[row] + (low[row] + number) * MICROSECONDS_PER_DAY), kind="stable")


def expanded(counts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """So many rows of each: the position of the one that each is of, and its number among those, from 0."""
    counts = np.maximum(counts, 0)
    ends = np.cumsum(counts)
    row = np.repeat(np.arange(len(counts)), counts)
    return row, np.arange(int(ends[-1]) if len(ends) else 0) - (ends - counts)[row]


def _clipped(days: NDArray[np.int64], clip: Clip) -> NDArray[np.int64]:
    return days if clip is None else np.clip(days, clip[0] - 1, clip[1] + 1)


def _number(data: Ints) -> ValueColumn:
    return ValueColumn(Type.NUMBER, data, None, NUMBER_SCALE)


def _rows(at: Span, values: Values, of: Seen, over: "OverTime") -> ValueRows:
    """Values at the keys of a span, unknown where the windows are."""
    if of.known is None:
        return ValueRows(at.key, values)
    known = truths_at(over.clock, of.known, at.key).true
    if isinstance(values, MeanColumn):
        return ValueRows(at.key, MeanColumn(values.sums, values.counts, values.known & known))
    if isinstance(values, TextColumn):
        return ValueRows(at.key, TextColumn(np.where(known, values.codes, -1), values.texts))
    if values.known is not None:
        known = known & values.known
    return ValueRows(at.key, ValueColumn(values.type, values.data, known, values.unit))


# --- what is between two positions


def sums_between(numbers: NDArray[Any], at: Span, unit: int = 1) -> NDArray[Any]:
    """The sum of the numbers seen at each key; Python's integers if 64 bits might not hold one, in parts of a unit."""
    if numbers.dtype != object and largest(numbers) * unit * max(len(numbers), 1) >= SAFE:
        numbers = numbers.astype(object)
    sums = np.concatenate([np.zeros(1, np.int64), np.cumsum(numbers, dtype=_of_sums(numbers))])
    return sums[at.high] - sums[at.low]


def _of_sums(numbers: NDArray[Any]) -> type[object]:
    return object if numbers.dtype == object else np.int64


def extremes_between(numbers: NDArray[np.int64], at: Span, highest: bool) -> NDArray[np.int64]:
    """The largest or smallest number seen at each key; anything where none is.

    A run of events is covered by two that overlap, each as long as the same power of two.
    """
    better = np.maximum if highest else np.minimum
    length = at.high - at.low
    found = np.zeros(len(length), np.int64)
    level, best = 0, numbers
    most = int(length.max(initial=0))
    while (1 << level) <= most:
        rows = np.flatnonzero((length >> level) == 1)
        found[rows] = better(best[at.low[rows]], best[at.high[rows] - (1 << level)])
        if (2 << level) <= most:
            best = better(best[: -(1 << level)], best[1 << level :])
        level += 1
    return found


def _known_numbers(of: Seen, property: m.PropertyValue, over: "OverTime") -> tuple[Seen, Ints, int]:
    """The events that know a number, date or time, their values and the unit of those."""
    values = property_values(property, of.events, over.now)
    assert isinstance(values, ValueColumn)
    if values.known is None:
        return of, values.data, values.unit
    return of.where(values.known), values.data[values.known], values.unit


# --- edges, days, different values


def _edge(which: m.Which, property: m.PropertyValue, of: Seen, over: "OverTime") -> ValueRows:
    """The value of the first or last event that knows it; of several at that instant the largest."""
    values = property_values(property, of.events, over.now)
    if isinstance(values, TextColumn):
        order, ranks = text_ranks(values.texts)
        known = of.where(values.codes >= 0)
        best = _best_of_instant(known, ranks[values.codes[values.codes >= 0]])
        at = span(known, over)
        found = _at_edge(which, best, at)
        codes = np.where(at.high > at.low, np.append(order, -1)[found], -1)
        return _rows(at, TextColumn(codes, values.texts), of, over)
    known, numbers, unit = _known_numbers(of, property, over)
    best = _best_of_instant(known, numbers.astype(np.int64, copy=False))
    at = span(known, over)
    return _rows(at, ValueColumn(property.type, _at_edge(which, best, at), at.high > at.low, unit), of, over)


def _best_of_instant(of: Seen, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each event the largest number of those of its lead at its instant."""
    if not len(numbers):
        return numbers
    lead, at = of.events.lead, of.events.at
    first = np.ones(len(numbers), np.bool_)
    first[1:] = (lead[1:] != lead[:-1]) | (at[1:] != at[:-1])
    if first.all():
        return numbers
    return np.maximum.reduceat(numbers, np.flatnonzero(first))[np.cumsum(first) - 1]


def _at_edge(which: m.Which, numbers: NDArray[np.int64], at: Span) -> NDArray[np.int64]:
    if not len(numbers):
        return np.zeros(len(at.key), np.int64)
    position = at.high - 1 if which == "last" else at.low
    return numbers[np.where(at.high > at.low, position, 0)]


def _active_days(of: Seen, at: Span, over: "OverTime") -> NDArray[np.int64]:
    """Events are in order of time, so their days are too: they change between one event and the next, or do not."""
    if not len(of.enter):
        return np.zeros(len(at.key), np.int64)
    lead, days = of.events.lead, days_of(of.events.at, over.now.calendar)
    new = np.ones(len(days), np.int64)
    new[1:] = (lead[1:] != lead[:-1]) | (days[1:] != days[:-1])
    number = np.cumsum(new)
    there = at.high > at.low
    return np.where(there, number[at.high - 1] - number[np.where(there, at.low, 0)] + 1, 0)


def _distinct(of: Seen, property: m.PropertyValue, over: "OverTime") -> ValueRows:
    """How many different values are seen: each from its first event on until none of its events is seen any more."""
    there, codes = value_codes(property_values(property, of.events, over.now))
    enter, leave, lead = of.enter[there], of.leave[there], of.events.lead[there]
    order = np.lexsort((codes, lead))
    enter, leave, lead, codes = enter[order], leave[order], lead[order], codes[order]
    new = np.ones(len(enter), np.bool_)
    new[1:] = (lead[1:] != lead[:-1]) | (codes[1:] != codes[:-1]) | (enter[1:] > leave[:-1])
    last = np.append(new[1:], True) if len(new) else new
    runs = Seen(of.events, np.sort(enter[new]), np.sort(leave[last]), of.known)
    at = span(runs, over)
    return _rows(at, _number(at.high - at.low), of, over)


def _days_since(measure: m.DaysSinceEvent, of: Seen, over: "OverTime", clip: Clip) -> ValueRows:
    clock = over.clock
    at = over.span(measure.events)
    moments = of.events.at
    there = np.flatnonzero(at.high > at.low)
    position = (at.high[there] - 1) if measure.which == "last" else at.low[there]
    start, ends = moments[position], clock.ends(at.key)[there]
    # Between this row and the next only whole days after the event change anything.
    from_, to = clock.moments(at.key[there]), clock.moments(ends)
    low = (from_ - start) // MICROSECONDS_PER_DAY + 1
    high = (np.minimum(to, clock.until + 1) - 1 - start) // MICROSECONDS_PER_DAY
    if clip is not None:
        low, high = np.maximum(low, clip[0]), np.minimum(high, clip[1] + 1)
    row, number = expanded(high - low + 1)
    lead = clock.lead(at.key[there])
    more = clock.keys(lead[row], start[row] + (low[row] + number) * MICROSECONDS_PER_DAY)
    at = span_at(of, distinct(np.concatenate([at.key, more])))
    seen = at.high > at.low
    if not len(moments):
        return _rows(at, ValueColumn(Type.NUMBER, np.zeros(len(at.key), np.int64), seen, NUMBER_SCALE), of, over)
    position = np.where(seen, at.high - 1 if measure.which == "last" else at.low, 0)
    days = (clock.moments(at.key) - moments[position]) // MICROSECONDS_PER_DAY
    return _rows(at, ValueColumn(Type.NUMBER, _clipped(days, clip), seen, NUMBER_SCALE), of, over)
