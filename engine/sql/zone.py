"""A time zone as tables that a statement can join: calendar days of instants, first instants of calendar days.

No engine's own zones are used: they may be older or newer than the data that is shipped. The tables are cut into years
of equal length, so that every engine can find a row by the number of its year, and need not compare with all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.values import FIRST_INSTANT
from ...dsl.zones import Calendar

YEAR = 366 * MICROSECONDS_PER_DAY
YEARS_BEFORE = 2_000
"""Added to the number of a year before it is rounded down, so that it never is negative."""
DAYS_BEFORE = 5_000_000
"""The same for numbers of days: more than a calendar of 10,000 years has."""

LAST_DAY = (date(2100, 1, 1) - date(1970, 1, 1)).days
"""Up to when a zone's changes are written down if nothing asks for more."""

_FIRST_CHANGE = -4_500_000_000_000_000
"""1827-05-27: no zone of the IANA data changed its offset before."""
_STEP = 5 * MICROSECONDS_PER_DAY
"""No zone changes its offset twice within so long a time and ends as it began (the shortest was a week)."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FAR = 2**62


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` up to, without, ``end``: add ``shift``. Instants, or days; ``shift`` in microseconds."""

    start: int
    end: int
    shift: int


@lru_cache(64)
def offsets(name: str, last_day: int = LAST_DAY) -> tuple[Span, ...]:
    """The zone's offsets by instants; the first and last without bounds."""
    calendar = Calendar(name)
    found: list[tuple[int, int]] = [(-FAR, _offset(calendar, _FIRST_CHANGE))]
    at, last = _FIRST_CHANGE, last_day * MICROSECONDS_PER_DAY
    while at < last:
        end = at + _STEP
        while _offset(calendar, end) != found[-1][1]:
            low, high = max(at, found[-1][0]), end
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if _offset(calendar, middle) == found[-1][1] else (low, middle)
            found.append((high, _offset(calendar, high)))
        at = end
    ends = [start for start, _ in found[1:]] + [FAR]
    return tuple(Span(start, end, offset) for (start, offset), end in zip(found, ends, strict=True))


def _offset(calendar: Calendar, at: int) -> int:
    moment = (_EPOCH + timedelta(microseconds=at)).astimezone(calendar.zone)
    return (moment.utcoffset() or timedelta(0)) // timedelta(microseconds=1)


@lru_cache(64)
def midnights(name: str, last_day: int = LAST_DAY) -> tuple[Span, ...]:
    """By days: what to add to the day × 24 hours to have its first instant."""
    result: list[Span] = []
    following = -FAR
    for span in offsets(name, last_day):
        if following > -FAR:
            first = -(-(span.start + span.shift) // MICROSECONDS_PER_DAY)
            # Days whose midnight the clocks skipped begin with the change itself.
            for day in range(following, first):
                result.append(Span(day, day + 1, span.start - day * MICROSECONDS_PER_DAY))
            following = max(following, first)
        end = FAR if span.end == FAR else -(-(span.end + span.shift) // MICROSECONDS_PER_DAY)
        if end > following:
            result.append(Span(following, end, -span.shift))
            following = end
    return tuple(_merged(result))


@lru_cache(64)
def local_offsets(name: str, last_day: int = LAST_DAY) -> tuple[Span, ...]:
    """By clock times (microseconds, as if they were UTC): what to add to have the instant.

    Of a clock time that occurs twice, the earlier instant; one that is skipped counts with the offset before.
    """
    result: list[Span] = []
    following = -FAR
    for span in offsets(name, last_day):
        end = FAR if span.end == FAR else span.end + span.shift
        if span.end != FAR:
            later = next(s for s in offsets(name, last_day) if s.start == span.end)
            end = max(end, span.end + later.shift)
        if end > following:
            result.append(Span(following, end, -span.shift))
            following = end
    return tuple(_merged(result))


def _merged(spans: list[Span]) -> Iterator[Span]:
    """Neighbours with one shift as one."""
    held: Span | None = None
    for span in spans:
        if held is not None and held.shift == span.shift:
            held = Span(held.start, span.end, held.shift)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held


def in_years(spans: tuple[Span, ...], length: int) -> Iterator[tuple[int, Span]]:
    """The spans with the number of each year (of that length) that they reach into.

    Years before the first change, and those after the last, are not told apart: see ``years_of``.
    """
    first, last = years_of(spans, length)
    for span in spans:
        start = first if span.start == -FAR else span.start // length + YEARS_BEFORE
        end = last if span.end == FAR else (span.end - 1) // length + YEARS_BEFORE
        for year in range(start, end + 1):
            yield year, span


def years_of(spans: tuple[Span, ...], length: int) -> tuple[int, int]:
    """The numbers of the first and the last year of a table; earlier and later ones count as these."""
    return (spans[0].end - 1) // length + YEARS_BEFORE, spans[-1].start // length + YEARS_BEFORE


assert FIRST_INSTANT // YEAR + YEARS_BEFORE > 0
