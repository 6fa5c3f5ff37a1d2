"""When a response is due, for many moments at once: what ``engine.routes`` says of one."""

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.zones import Calendar
from ..routes import after_business_days

_SATURDAY = 5
_MONDAY = 3
"""1970-01-01 was a Thursday: so many days after a Monday."""
_LONGEST = 200 * 366 * MICROSECONDS_PER_DAY
"""Of a longer time the changes of clocks are not listed: single moments are worked out one by one."""


def deadlines(route: m.Route, since: NDArray[np.int64], calendar: Calendar) -> NDArray[np.int64] | None:
    """When a response to each moment is due; None if the route promises nothing."""
    if route.within is not None:
        return since + route.within
    if route.business_days is not None:
        return business_days_after(since, route.business_days, calendar)
    return None


def business_days_after(moments: NDArray[np.int64], days: int, calendar: Calendar) -> NDArray[np.int64]:
    """The same clock time so many weekdays later; a moment on a weekend counts as Monday 00:00."""
    if not len(moments):
        return moments
    ahead = (2 * days + 7) * MICROSECONDS_PER_DAY
    first, last = int(moments.min()) - MICROSECONDS_PER_DAY, int(moments.max()) + ahead
    if last - first > _LONGEST:
        return np.array([after_business_days(at, days, calendar) for at in moments.tolist()], np.int64)
    starts, offsets = (np.array(part, np.int64) for part in zip(*calendar.shifts(first, last), strict=True))
    local = moments + offsets[starts.searchsorted(moments, side="right") - 1]
    day, clock = np.divmod(local, MICROSECONDS_PER_DAY)
    weekday = (day + _MONDAY) % 7
    on_weekend = weekday >= _SATURDAY
    day = np.where(on_weekend, day + 7 - weekday, day)
    clock = np.where(on_weekend, 0, clock)
    weekday = np.where(on_weekend, 0, weekday)
    weeks, rest = divmod(days, 5)
    day += 7 * weeks + rest + np.where(weekday + rest >= _SATURDAY, 2, 0)
    local = day * MICROSECONDS_PER_DAY + clock
    # Of two instants with the same clock time the first is meant, and what the clocks skip counts from before the gap:
    # so a new offset holds from the later of the two clock times at which the clocks were changed.
    turned = starts.copy()
    turned[1:] += np.maximum(offsets[1:], offsets[:-1])
    turned[0] += offsets[0]
    return local - offsets[np.maximum(turned.searchsorted(local, side="right") - 1, 0)]
