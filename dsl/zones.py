"""Calendar days in a time zone, from the IANA data that is shipped (the `tzdata` package), never the machine's own."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from .types import MICROSECONDS_PER_DAY

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_SECOND = 1_000_000
_SECONDS_PER_DAY = 86_400
SHIFT_STEP = 6 * 3_600 * _SECOND
"""Microseconds: no zone changes its offset twice within so long a time and ends as it began."""


@lru_cache
def zone(name: str) -> ZoneInfo | None:
    """The zone of that name, letter by letter; None if the IANA data has none."""
    parts = name.split("/")
    if not all(part and part.strip(".") and "\\" not in part for part in parts):
        return None
    found = files("tzdata").joinpath("zoneinfo", *parts)
    try:
        with found.open("rb") as data:
            return ZoneInfo.from_file(data, key=name)
    except (OSError, ValueError):
        return None


@lru_cache
def zone_names() -> tuple[str, ...]:
    return tuple(files("tzdata").joinpath("zones").read_text("utf-8").split())


class Calendar:
    """Days and instants of one time zone. Instants are microseconds, days are counted, both since 1970-01-01."""

    def __init__(self, name: str) -> None:
        found = zone(name)
        if found is None:
            raise ValueError(f"no time zone {name!r}")
        self.name = name
        self.zone = found
        self.is_utc = name in ("UTC", "Etc/UTC", "Zulu", "Etc/Zulu", "UCT", "Etc/UCT", "Universal", "Etc/Universal")
        self._days: dict[int, int] = {}

    def day(self, at: int) -> int:
        """The calendar day of an instant."""
        if self.is_utc:
            return at // MICROSECONDS_PER_DAY
        second = at // _SECOND
        found = self._days.get(second)
        if found is None:
            if len(self._days) > 100_000:
                self._days.clear()
            offset = self._local(second).utcoffset()
            assert offset is not None
            found = (second * _SECOND + offset // _MICROSECOND) // MICROSECONDS_PER_DAY
            self._days[second] = found
        return found

    def first_instant(self, day: int) -> int:
        """The first instant of a calendar day: its first midnight, or the end of the gap that swallowed it."""
        if self.is_utc or not 1 <= day + _EPOCH_ORDINAL <= date.max.toordinal():
            return day * MICROSECONDS_PER_DAY
        start = datetime.fromordinal(day + _EPOCH_ORDINAL).replace(tzinfo=self.zone)
        found = (start - _EPOCH) // _MICROSECOND
        if self.day(found - 1) < day:
            return found
        # The clocks went from before midnight to after it: midnight, counted from before the gap, is too late.
        before, second = found // _SECOND - _SECONDS_PER_DAY, found // _SECOND
        while second - before > 1:
            middle = (before + second) // 2
            before, second = (middle, second) if self.day(middle * _SECOND) < day else (before, middle)
        return second * _SECOND

    def local(self, at: int) -> datetime:
        """An instant as local time; the ends of the calendar where there is no such time."""
        return self._local(at // _SECOND) + timedelta(microseconds=at % _SECOND)

    def instant(self, local: datetime) -> int:
        """The instant of a local time; of two, the first; one that the clocks skip counts from before the gap."""
        return (local.replace(tzinfo=self.zone) - _EPOCH) // _MICROSECOND

    def shifts(self, first: int, last: int) -> list[tuple[int, int]]:
        """The offsets in force from one instant to another: from which instant on, which offset (microseconds)."""
        found = [(first, self._offset(first))]
        if not self.is_utc:
            steps = range(first // SHIFT_STEP, last // SHIFT_STEP + 1)
            found += [shift for shift in self.shifts_within(steps) if first < shift[0] <= last]
        return [shift for i, shift in enumerate(found) if i == 0 or shift[1] != found[i - 1][1]]

    def shifts_within(self, steps: Iterable[int]) -> Iterator[tuple[int, int]]:
        """The same for some spans of time alone, each ``SHIFT_STEP`` long and given by how many there were before it
        since 1970. Two changes within one that cancel each other would be missed; no zone has any."""
        for step in steps:
            start, end = step * SHIFT_STEP, (step + 1) * SHIFT_STEP - 1
            before, after = self._offset(start), self._offset(end)
            yield start, before
            while before != after:
                low, high = start, end
                while high - low > 1:
                    middle = (low + high) // 2
                    low, high = (middle, high) if self._offset(middle) == before else (low, middle)
                yield high, self._offset(high)
                start, before = high, self._offset(high)

    def _offset(self, at: int) -> int:
        offset = self._local(at // _SECOND).utcoffset()
        return 0 if offset is None else offset // _MICROSECOND

    def _local(self, second: int) -> datetime:
        try:
            return (_EPOCH + timedelta(seconds=second)).astimezone(self.zone)
        except (OverflowError, ValueError):
            return (datetime.min if second < 0 else datetime.max).replace(tzinfo=UTC, microsecond=0)


def day_number(text: str) -> int | None:
    """The days since 1970-01-01 of YYYY-MM-DD; None if there is no such day."""
    try:
        return date.fromisoformat(text).toordinal() - _EPOCH_ORDINAL
    except ValueError:
        return None
