"""Calendar days and first instants of many moments and dates at once, by the model's time zone."""

import numpy as np
from numpy.typing import NDArray

from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.zones import SHIFT_STEP, Calendar
from ..columns import Ints

_MOST_STEPS = 1 << 24
"""All of the calendar in steps of six hours is less: 10,000 years."""


def days_of(moments: NDArray[np.int64], calendar: Calendar) -> NDArray[np.int64]:
    """The calendar day of each moment (microseconds), as ``Calendar.day`` gives it."""
    if calendar.is_utc or not len(moments):
        return moments // MICROSECONDS_PER_DAY
    steps = moments // SHIFT_STEP
    first = int(steps.min())
    steps -= first
    last = int(steps.max())
    if last > _MOST_STEPS:
        return np.array([calendar.day(int(at)) for at in moments], np.int64)
    occurs = np.zeros(last + 1, np.bool_)
    occurs[steps] = True
    offsets = np.zeros(last + 1, np.int64)
    broken: list[tuple[int, int]] = []
    numbers = np.flatnonzero(occurs)
    for start, offset in calendar.shifts_within((numbers + first).tolist()):
        if start % SHIFT_STEP == 0:
            offsets[start // SHIFT_STEP - first] = offset
        else:
            broken.append((start, offset))
    local = moments + offsets[steps]
    for start, offset in broken:
        inside = (moments >= start) & (moments < (start // SHIFT_STEP + 1) * SHIFT_STEP)
        local[inside] = moments[inside] + offset
    return local // MICROSECONDS_PER_DAY


def first_instants(days: Ints, calendar: Calendar) -> NDArray[np.int64]:
    """The first instant of each calendar day (days since 1970-01-01), as ``Calendar.first_instant`` gives it."""
    if calendar.is_utc:
        return days.astype(np.int64) * MICROSECONDS_PER_DAY
    different, positions = np.unique(days, return_inverse=True)
    starts = np.array([calendar.first_instant(int(day)) for day in different], np.int64)
    return starts[positions] if len(starts) else np.zeros(0, np.int64)


def months_of(days: NDArray[np.int64]) -> NDArray[np.int64]:
    """The calendar month of each day, counted from 1970-01."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
