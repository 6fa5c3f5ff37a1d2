"""Conditions over time: their truth from each moment on at which it can change."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ....dsl.types import NUMBER_SCALE
from ....dsl.zones import Calendar
from ...columns import TextColumn
from ...plan import as_count
from ..kept import Kept
from ..truths import Truths, always, at_least, both, either, negation
from ..values import instants, ratio_truths, value_truths
from .clock import FAR, Keys
from .measures import Clip
from .rows import TruthRows, ValueRows, compressed_truths, distinct, truths_at, values_at
from .sequences import sequence_rows

if TYPE_CHECKING:
    from .over_time import Outcomes, OverTime


@dataclass(frozen=True, slots=True)
class Moments:
    """What ``value_truths`` asks of where it is: here every row has an as-of time of its own."""

    kept: Kept
    calendar: Calendar
    as_of: NDArray[np.int64]


def truth_rows(condition: m.Condition, over: "OverTime", outcomes: "Outcomes | None") -> TruthRows:
    match condition:
        case m.AllOf(parts):
            return _joined(parts, both, over, outcomes)
        case m.AnyOf(parts):
            return _joined(parts, either, over, outcomes)
        case m.AtLeast(number, parts):
            return _joined(parts, partial(at_least, number), over, outcomes)
        case m.Not(part):
            rows = over.truth(part, outcomes)
            return TruthRows(rows.key, negation(rows.truths))
        case m.Named(part):
            return over.truth(part, outcomes)
        case m.Exists():
            return over.truth(as_count(condition))
        case m.Sequence():
            return sequence_rows(condition, over)
        case m.Ratio(left, _, right):
            a, b = over.value(left, outcomes), over.value(right, outcomes)
            key = over.merged([a.key, b.key])
            truths = ratio_truths(condition, values_at(over.clock, a, key), values_at(over.clock, b, key))
            return compressed_truths(over.clock, key, truths)
        case m.InSegment():  # segments are for `expect` alone
            return TruthRows(over.clock.base, always(over.size, False))
        case m.IsDisqualified():
            assert outcomes is not None and outcomes.disqualified is not None
            rows = outcomes.disqualified
            return TruthRows(rows.key, Truths(rows.data >= 0))
        case m.IsTrue(left) | m.IsKnown(left):
            return _of_value(condition, over.value(left, outcomes), over)
        case m.Recent(left, length) | m.Older(left, length):
            return _of_value(condition, _with_passings(over.value(left, outcomes), length, over), over)
        case _:
            return _of_value(condition, over.value(condition.left, outcomes, clip_of(condition)), over)


def _joined(
    parts: tuple[m.Condition, ...],
    join: Callable[[list[Truths]], Truths],
    over: "OverTime",
    outcomes: "Outcomes | None",
) -> TruthRows:
    rows = [over.truth(part, outcomes) for part in parts]
    key = over.merged([r.key for r in rows])
    return compressed_truths(over.clock, key, join([truths_at(over.clock, r, key) for r in rows]))


def _of_value(
    condition: m.IsTrue | m.IsKnown | m.Relation | m.Among | m.Between | m.TextTest | m.Recent | m.Older,
    rows: ValueRows,
    over: "OverTime",
) -> TruthRows:
    view = Moments(over.now.kept, over.now.calendar, over.clock.moments(rows.key))
    return compressed_truths(over.clock, rows.key, value_truths(condition, rows.values, view))


def _with_passings(rows: ValueRows, length: int, over: "OverTime") -> ValueRows:
    """With the moments, as long as a value stands, at which it comes and at which it is ``length`` ago."""
    clock, values = over.clock, rows.values
    assert not isinstance(values, TextColumn)
    at = instants(values, over.now.calendar)
    there = np.ones(len(at), np.bool_) if values.known is None else values.known
    ends = clock.ends(rows.key)
    more: list[Keys] = []
    for moment in (at, at + min(length, FAR)):
        keys = clock.keys(clock.lead(rows.key), moment)
        more.append(keys[there & (keys > rows.key) & (keys < ends) & ~clock.is_never(keys)])
    key = distinct(np.concatenate([rows.key, *more]))
    return ValueRows(key, values_at(clock, rows, key))


def clip_of(condition: m.Condition) -> Clip:
    """Between which whole days a comparison of a number of days changes."""
    bounds: list[int] = []
    match condition:
        case m.Relation(m.DaysSinceEvent() | m.DaysFromField(), _, right):
            bounds = [int(right)]
        case m.Between(m.DaysSinceEvent() | m.DaysFromField(), low, high):
            bounds = [int(low), int(high)]
        case m.Among(m.DaysSinceEvent() | m.DaysFromField(), values):
            bounds = [int(value) for value in values]
        case _:
            return None
    days = [bound // NUMBER_SCALE for bound in bounds] or [0]
    # Further than any clock goes is all the same.
    return max(min(days), -_FAR), min(max(days) + 1, _FAR)


_FAR = 10_000_000
"""Days: more than the calendar has."""
