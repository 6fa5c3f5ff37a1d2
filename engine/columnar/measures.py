"""Measures of all leads at once: the value of each lead, from the events that its rules see."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.comparing import key
from ...dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type
from ..columns import Bools, Ints, TextColumn, ValueColumn
from ..plan import Moment
from .days import days_of
from .rows import EARLIEST, LATEST, Rows, property_values
from .values import SAFE, MeanColumn, Values, largest, scaled

if TYPE_CHECKING:
    from .leads_at import LeadsAt

_ROOM_FOR_PAIRS = 1 << 27
"""Pairs of lead and value that are marked in a table of bytes; for more, the pairs that occur are sorted."""
_ONE = np.int32(1)


def measured(measure: m.EventMeasure, at: "LeadsAt") -> Values:
    """A measure of events, lead by lead."""
    seen = at.visible(measure.events.stream, measure.events.windows, measure.events.resets)
    rows, known = seen.rows, seen.known
    match measure:
        case m.Count():
            return ValueColumn(Type.NUMBER, counts_of(rows.lead, at.size), known, NUMBER_SCALE)
        case m.ActiveDays():
            days = days_of(rows.at, at.calendar)
            return ValueColumn(Type.NUMBER, different(rows.lead, days, at.size), known, NUMBER_SCALE)
        case m.Distinct(property=p):
            there, codes = value_codes(property_values(p, rows, at))
            found = different(rows.lead[there], codes, at.size)
            return ValueColumn(Type.NUMBER, found, known, NUMBER_SCALE)
        case m.Total(property=p):
            _, lead, values, unit = _known_numbers(p, rows, at)
            return ValueColumn(Type.NUMBER, sums_of(lead, values, at.size, unit), known, unit)
        case m.Average(property=p):
            _, lead, values, unit = _known_numbers(p, rows, at)
            counts = counts_of(lead, at.size)
            return MeanColumn(scaled(sums_of(lead, values, at.size, unit), unit), counts, counts > 0)
        case m.Extreme(kind, property=p):
            _, lead, values, unit = _known_numbers(p, rows, at)
            highest = kind == "largest"
            return _column(p.type, *extreme(lead, values.astype(np.int64, copy=False), at.size, highest), unit)
        case m.Edge(which, property=p):
            return _edge_values(which, p, rows, at)
        case m.DaysSinceEvent(which):
            found, there = extreme(rows.lead, rows.at, at.size, which == "last")
            days = (at.as_of - np.where(there, found, 0)) // MICROSECONDS_PER_DAY
            return _column(Type.NUMBER, days, there, NUMBER_SCALE)
    assert_never(measure)


def moment_of(moment: Moment, at: "LeadsAt") -> ValueColumn:
    """The time of each lead's first or last event of a stream after the latest event of each of some resets."""
    rows = at.rows(moment.stream, moment.resets)
    return _column(Type.TIME, *extreme(rows.lead, rows.at, at.size, moment.which == "last"))


def _column(type: Type, data: Ints, there: Bools, unit: int = 1) -> ValueColumn:
    return ValueColumn(type, data, None if there.all() else there, unit)


# --- sums and extremes, lead by lead


def counts_of(lead: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    counts = np.zeros(size, np.int32)
    np.add.at(counts, lead, _ONE)
    return counts


def sums_of(lead: NDArray[np.int32], values: Ints, size: int, unit: int = 1) -> NDArray[Any]:
    """The sum of the values of each lead; Python's integers if 64 bits might not hold one, in parts of a ``unit``."""
    most = largest(values)
    if most * unit * max(len(values), 1) < SAFE:
        sums = np.zeros(size, np.int64)
        np.add.at(sums, lead, values.astype(np.int64, copy=False))
        return sums
    if values.dtype == object:
        exact = np.zeros(size, object)
        np.add.at(exact, lead, values)
        return exact
    high, low = np.zeros(size, np.int64), np.zeros(size, np.int64)
    whole = values.astype(np.int64, copy=False)
    np.add.at(high, lead, whole >> 32)
    np.add.at(low, lead, whole & 0xFFFF_FFFF)
    return (high.astype(object) << 32) + low.astype(object)


def extreme(
    lead: NDArray[np.int32], values: NDArray[np.int64], size: int, highest: bool
) -> tuple[NDArray[np.int64], Bools]:
    """The largest or smallest value of each lead, and which leads have one."""
    found = np.full(size, EARLIEST if highest else LATEST, np.int64)
    (np.maximum if highest else np.minimum).at(found, lead, values)
    return found, found != (EARLIEST if highest else LATEST)


def _known_numbers(property: m.PropertyValue, rows: Rows, at: "LeadsAt") -> tuple[Rows, NDArray[np.int32], Ints, int]:
    """The events that know a number, date or time: themselves, their leads, the values and their unit."""
    values = property_values(property, rows, at)
    assert isinstance(values, ValueColumn)
    if values.known is None:
        return rows, rows.lead, values.data, values.unit
    rows = rows.where(values.known)
    return rows, rows.lead, values.data[values.known], values.unit


def _edge_values(which: m.Which, property: m.PropertyValue, rows: Rows, at: "LeadsAt") -> Values:
    """The value of the first or last event that knows it; of several at that instant the largest."""
    values = property_values(property, rows, at)
    if isinstance(values, TextColumn):
        there = values.codes >= 0
        order, ranks = text_ranks(values.texts)
        found, known = _edge(which, rows.lead[there], rows.at[there], ranks[values.codes[there]], at.size)
        codes = np.append(order, -1)[np.where(known, found, len(order))]
        return TextColumn(codes, values.texts)
    rows, lead, data, unit = _known_numbers(property, rows, at)
    found, known = _edge(which, lead, rows.at, data.astype(np.int64, copy=False), at.size)
    return _column(property.type, found, known, unit)


def text_ranks(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions of texts in the order in which they are compared, and the rank of each."""
    order = np.array(sorted(range(len(texts)), key=lambda n: (str(key(texts[n])), texts[n])), np.int64)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return order, ranks


def _edge(
    which: m.Which, lead: NDArray[np.int32], moments: NDArray[np.int64], values: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], Bools]:
    edge, _ = extreme(lead, moments, size, which == "last")
    at_edge = moments == edge[lead]
    return extreme(lead[at_edge], values[at_edge], size, highest=True)


# --- different values


def value_codes(values: Values) -> tuple[Bools | slice, NDArray[np.int64]]:
    """Which rows know a value, and a number for the value of each of those; equal ones (texts folded) have the same."""
    if isinstance(values, TextColumn):
        there = values.codes >= 0
        folded: dict[object, int] = {}
        numbers = np.array([folded.setdefault(key(text), len(folded)) for text in values.texts], np.int64)
        return there, numbers[values.codes[there]] if len(numbers) else np.zeros(0, np.int64)
    assert isinstance(values, ValueColumn)
    if values.known is None:
        return slice(None), values.data.astype(np.int64, copy=False)
    return values.known, values.data[values.known].astype(np.int64, copy=False)


def compact(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], int]:
    """The same values as numbers from 0 up to, but not with, the second; small ones where that costs little."""
    if not len(codes):
        return codes, 0
    lowest, highest = int(codes.min()), int(codes.max())
    if highest - lowest < max(4 * len(codes), 1 << 16):
        return codes - lowest, highest - lowest + 1
    found, numbers = np.unique(codes, return_inverse=True)
    return numbers.astype(np.int64, copy=False), len(found)


def different(lead: NDArray[np.int32], codes: NDArray[np.int64], size: int) -> NDArray[np.int32]:
    """How many different codes each lead has."""
    numbers, several = compact(codes)
    if not several:
        return np.zeros(size, np.int32)
    pairs = lead.astype(np.int64) * several + numbers
    if size * several <= _ROOM_FOR_PAIRS:
        marked = np.zeros(size * several, np.bool_)
        marked[pairs] = True
        return np.count_nonzero(marked.reshape(size, several), axis=1).astype(np.int32)
    pairs.sort()
    first = np.ones(len(pairs), np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    return counts_of((pairs[first] // several).astype(np.int32), size)
