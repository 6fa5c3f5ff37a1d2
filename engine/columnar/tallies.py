"""`each` and `latest` for all leads at once: the same steps as ``engine.tally``, a column at a time."""

from math import gcd
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import Bools, Ints, ValueColumn
from ..points import faded
from ..tally import MONDAY
from .days import days_of, months_of
from .measures import compact, counts_of, different, sums_of, value_codes
from .rows import EARLIEST, Rows, property_values
from .values import SAFE, largest, scaled, wide

if TYPE_CHECKING:
    from .leads_at import LeadsAt

_ROOM_FOR_PERIODS = 1 << 24
"""Periods of leads that have a place each in a table; for more, those that occur are numbered by sorting."""
_PER_NUMBER = 10**12
"""Millionths of one per cent of millionths, in hundredths."""


def earned(tally: m.Tally, at: "LeadsAt") -> NDArray[Any]:
    """The points of each lead in hundredths, held by `up to`; 0 where a window is unknown."""
    events = tally.events
    rows = at.visible(events.stream, events.windows, events.resets).rows
    found = _sums(tally, rows, at)
    if tally.limit is not None:
        found = np.clip(found, -tally.limit, tally.limit)
    if found.dtype == object and largest(found) < SAFE:
        found = found.astype(np.int64)
    if found.dtype == np.int64 and largest(found) < 2**31:
        return found.astype(np.int32)
    return found


def _sums(tally: m.Tally, rows: Rows, at: "LeadsAt") -> NDArray[Any]:
    fixed = tally.fade is None and not isinstance(tally.points.amount, m.Carried)
    if tally.kind == "each" and tally.once_per is None:
        if fixed:
            return counts_of(rows.lead, at.size).astype(np.int64) * tally.points.fixed
        return sums_of(rows.lead, _worth(tally, rows, at), at.size)
    if tally.kind == "latest":
        return _of_newest(tally, rows, rows.lead, at.size, at)
    there, codes = periods_of(tally, rows, at)
    rows = rows if isinstance(there, slice) else rows.where(there)
    if fixed:
        return different(rows.lead, codes, at.size).astype(np.int64) * tally.points.fixed
    numbers, several = compact(codes)
    period = rows.lead.astype(np.int64) * max(several, 1) + numbers
    several = at.size * max(several, 1)
    if several > _ROOM_FOR_PERIODS or several > 4 * len(period):
        found, period = np.unique(period, return_inverse=True)
        several = len(found)
    return _of_newest(tally, rows, period, several, at)


def _of_newest(tally: m.Tally, rows: Rows, period: Ints, several: int, at: "LeadsAt") -> NDArray[Any]:
    """The sum of the points of the newest event of each period; of several at that instant, the most."""
    newest = np.full(several, EARLIEST, np.int64)
    np.maximum.at(newest, period, rows.at)
    is_newest = rows.at == newest[period]
    rows, period = rows.where(is_newest), period[is_newest]
    worth = _worth(tally, rows, at)
    one_each = np.full(several, -1, np.int32)
    one_each[period] = np.arange(len(period), dtype=np.int32)
    if isinstance(tally.points.amount, m.Carried):
        most: NDArray[Any] = np.full(several, EARLIEST, worth.dtype)
        np.maximum.at(most, period, worth)
        worth = most[period]
    one_each = one_each[one_each >= 0]
    return sums_of(rows.lead[one_each], worth[one_each], at.size)


def periods_of(tally: m.Tally, rows: Rows, at: "LeadsAt") -> tuple[Bools | slice, NDArray[np.int64]]:
    """Which events are in a period of `once per`, and the number of each of those's."""
    per = tally.once_per
    assert per is not None
    if per.property is not None:
        return value_codes(property_values(per.property, rows, at))
    days = days_of(rows.at, at.calendar)
    match per.period:
        case "week":
            return slice(None), (days + MONDAY) // 7
        case "month":
            return slice(None), months_of(days)
        case _:
            return slice(None), days // per.days


# --- what one event is worth


def _worth(tally: m.Tally, rows: Rows, at: "LeadsAt") -> Ints:
    """The points of each event, faded and rounded."""
    points = tally.points
    if isinstance(points.amount, m.Carried):
        return carried(points.amount, points.sign, rows, at)
    if tally.fade is None:
        return np.full(len(rows), points.fixed, np.int64)
    left = np.array([*faded(points.amount, tally.fade), 0], np.int64) * points.sign
    steps = (at.as_of - rows.at) // tally.fade.every
    return left[np.minimum(steps, len(left) - 1)]


def carried(amount: m.Carried, sign: int, rows: Rows, at: "LeadsAt") -> Ints:
    """The points that each event, or its lead, carries; 0 where that is not known."""
    if isinstance(amount.of, m.PropertyValue):
        values = property_values(amount.of, rows, at)
        assert isinstance(values, ValueColumn)
        return _known(shares(wide(values), amount.percent) * sign, values.known)
    values = at.value(amount.of)
    assert isinstance(values, ValueColumn)
    return _known(shares(wide(values), amount.percent) * sign, values.known)[rows.lead]


def _known(points: NDArray[Any], known: Bools | None) -> NDArray[Any]:
    return points if known is None else np.where(known, points, 0)


def shares(numbers: NDArray[Any], percent: int) -> NDArray[Any]:
    """``points.share`` of each number: hundredths, half away from zero."""
    common = gcd(percent, _PER_NUMBER) or 1
    by, whole = percent // common, _PER_NUMBER // common
    sizes = scaled(np.abs(numbers), 2 * by)
    if sizes.dtype != object and largest(sizes) + whole >= SAFE:
        sizes = sizes.astype(object)
    parts = (sizes + whole) // (2 * whole)
    return np.where(numbers < 0, -parts, parts)
