"""Clock times to instants, and instants to clock times, of many rows at once."""

from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.values import FIRST_INSTANT
from ...dsl.zones import SHIFT_STEP, Calendar
from ..instants import shifts_of_day

Moments = NDArray[np.int64]


class Offsets:
    """A zone's offsets by moments; those of each stretch of time are worked out when a moment in it is asked for.

    ``shifts`` gives, for some stretches (how many there were before each since 1970), from which moment on which
    offset is in force, the beginning of each stretch among them.
    """

    def __init__(self, step: int, shifts: Callable[[Iterable[int]], Iterable[tuple[int, int]]]) -> None:
        self._step = step
        self._shifts = shifts
        self._seen = np.zeros(0, np.int64)
        self._found: dict[int, int] = {}
        self._starts = np.zeros(0, np.int64)
        self._offsets = np.zeros(0, np.int64)

    def of(self, moments: Moments) -> Moments:
        """The offset at each moment, in microseconds."""
        if not len(moments):
            return np.zeros(0, np.int64)
        new = np.setdiff1d(moments // self._step, self._seen)
        if len(new):
            self._found.update(self._shifts(new.tolist()))
            self._seen = np.union1d(self._seen, new)
            self._starts = np.array(sorted(self._found), np.int64)
            self._offsets = np.array([self._found[start] for start in self._starts.tolist()], np.int64)
        if (self._offsets == self._offsets[0]).all():
            return np.full(len(moments), self._offsets[0])
        return self._offsets[self._starts.searchsorted(moments, side="right") - 1]


def offsets_of_clocks(zone: ZoneInfo) -> Offsets | None:
    """What to take from clock times to get instants: of a clock time that occurs twice the earlier, of one that is
    skipped counted from before the gap. None if it is nothing."""
    if zone.key == "UTC":
        return None
    first = FIRST_INSTANT // MICROSECONDS_PER_DAY

    def shifts(days: Iterable[int]) -> Iterable[tuple[int, int]]:
        for day in days:
            yield from shifts_of_day(FIRST_INSTANT + (day - first) * MICROSECONDS_PER_DAY, zone)

    return Offsets(MICROSECONDS_PER_DAY, shifts)


def offsets_of_instants(zone: ZoneInfo) -> Offsets | None:
    """What to add to instants to get clock times; None if it is nothing."""
    calendar = Calendar(zone.key)
    return None if calendar.is_utc else Offsets(SHIFT_STEP, calendar.shifts_within)
