"""Calendar weeks and months of the model's time zone, numbered, and the time that a simulation looks at."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ...dsl.zones import Calendar, day_number
from ..columnar.days import days_of, months_of
from ..project import parse_as_of

By = Literal["week", "month"]

_MONDAY = 3
"""Days from a Monday to 1970-01-01, a Thursday."""


@dataclass(frozen=True)
class Periods:
    """Weeks (from Monday on) or months of a zone. A period is known by its number: both count from the one that
    1970-01-01 is in."""

    calendar: Calendar
    by: By

    def numbers(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """The period that each moment is in."""
        days = days_of(moments, self.calendar)
        return (days + _MONDAY) // 7 if self.by == "week" else months_of(days)

    def number(self, moment: int) -> int:
        return int(self.numbers(np.array([moment], np.int64))[0])

    def first_day(self, number: int) -> date:
        """The calendar day on which a period begins."""
        if self.by == "week":
            return date(1970, 1, 1) + timedelta(days=7 * number - _MONDAY)
        return date(1970 + number // 12, number % 12 + 1, 1)

    def start(self, number: int) -> int:
        """The first instant of a period."""
        return self.calendar.first_instant((self.first_day(number) - date(1970, 1, 1)).days)

    def label(self, number: int) -> str:
        """``2026-03``, or the Monday of a week: ``2026-03-02``."""
        day = self.first_day(number).isoformat()
        return day if self.by == "week" else day[:7]


def start_of(text: str, calendar: Calendar) -> int:
    """The moment from which on: a time, or the first instant of a calendar day. Raises DataError if it is neither."""
    day = day_number(text.strip())
    return parse_as_of(text) if day is None else calendar.first_instant(day)


def end_of(text: str, calendar: Calendar) -> int:
    """The last moment that is meant: a time, or the last instant of a calendar day."""
    day = day_number(text.strip())
    return parse_as_of(text) if day is None else calendar.first_instant(day + 1) - 1


def a_year_before(moment: int, calendar: Calendar) -> int:
    """The first instant of the calendar month a year before the one that a moment is in."""
    months = Periods(calendar, "month")
    return months.start(months.number(moment) - 12)


def grid_of(first: int, last: int, every: int) -> NDArray[np.int64]:
    """From the first moment on, every so many microseconds; the last one, too."""
    moments = np.arange(first, last + 1, every, dtype=np.int64)
    return moments if len(moments) and moments[-1] == last else np.append(moments, np.int64(last))
