"""One lead's history while it is made up: the clock, e-mails, visits. Nothing here reads the real clock."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

Value = str | int | bool | None
Row = dict[str, Value]

AS_OF = datetime(2026, 3, 1, 9, tzinfo=UTC)
"""The moment that every example is scored at; the newest event is before it."""

DAY = 86_400
DAYS = 270
"""How far back the histories go: nine months."""

_NOW = int(AS_OF.timestamp())


def stamp(second: int) -> str:
    """The time so many seconds after 1970, as text.

    >>> stamp(0)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(second: int) -> str:
    """The calendar day, in UTC, of the time so many seconds after 1970."""
    return stamp(second)[:10]


def moment(rng: Random, days_ago: int) -> int:
    """A second about ``days_ago`` days before ``AS_OF``: mostly on a weekday, in American office hours."""
    midnight = (_NOW // DAY - days_ago) * DAY
    weekday = (midnight // DAY + 3) % 7  # 1970-01-01 was a Thursday; Monday is 0
    if weekday >= 5 and rng.randrange(100) < 75:
        midnight -= (weekday - 4) * DAY
    second = midnight + 13 * 3600 + rng.randrange(9 * 3600) + rng.randrange(2) * rng.randrange(2 * 3600)
    return second if second < _NOW else second - DAY


@dataclass(slots=True)
class History:
    """The events of one lead; ``days_known``: how long ago it came."""

    lead_id: str
    rng: Random
    days_known: int
    rows: list[Row] = field(default_factory=list[Row])

    def add(self, second: int, event: str, /, **properties: Value) -> int:
        """One event, unless it would lie after ``AS_OF``; gives back its second."""
        if second < _NOW:
            self.rows.append({"lead_id": self.lead_id, "ts": stamp(second), "type": event, **properties})
        return second

    def spread(self, count: int, newest: int = 0, oldest: int | None = None) -> list[int]:
        """``count`` moments between ``newest`` and ``oldest`` days ago (of late, more than long ago), oldest first."""
        last = max(newest, min(self.days_known, DAYS if oldest is None else oldest))
        span = last - newest + 1
        return sorted(moment(self.rng, newest + self.rng.randrange(span)) for _ in range(count))

    def visit(self, second: int, paths: list[str], /, **properties: Value) -> int:
        """A visit: the pages one after the other, some seconds or minutes apart; gives back the last one's second."""
        last = second
        for path in paths:
            stay = self.rng.randrange(4, 90) if self.rng.randrange(3) else self.rng.randrange(90, 420)
            self.add(second, "page_view", path=path, **properties, **self.seconds(stay))
            last, second = second, second + stay
        return last

    def seconds(self, stay: int) -> Row:
        """What a page view says about its length: now and then nothing."""
        return {"seconds": stay} if self.rng.randrange(20) else {}


@dataclass(frozen=True, slots=True)
class Dataset:
    """Leads, events and outcomes as rows, with the order of their columns; events are in order of time."""

    lead_columns: tuple[str, ...]
    event_columns: tuple[str, ...]
    leads: list[Row]
    events: list[Row]
    outcome_columns: tuple[str, ...] = ()
    outcomes: list[Row] = field(default_factory=list[Row])


def in_order(events: list[Row]) -> list[Row]:
    """The events by time; those of one second stay as they were made."""
    return sorted(events, key=lambda row: str(row["ts"]))
