"""Event times: from a column of any type to microseconds since 1970-01-01T00:00Z, mostly inside DuckDB.

Three kinds are told apart: instants (with an offset), clock times (without: they are in the source's zone), and
texts in a rarer notation, which Python reads (``dsl.values.time_from``) once for each different text. Zones are
those of Python's data, handed to DuckDB as a table; its own are not used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ..dsl.types import MICROSECONDS_PER_DAY
from ..dsl.values import FIRST_INSTANT, LAST_INSTANT, Unreadable, time_from
from .quoting import quote_text
from .table import Database

_CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?)?"
_OFFSET = "(Z|[+-]([01][0-9]|2[0-3])(:[0-5][0-9])?)"
_EPOCH = datetime(1970, 1, 1)
_HOUR = 3_600_000_000
_EDGE = 2 * MICROSECONDS_PER_DAY
"""Clock times so near to an end of the calendar are beyond it in some zones."""


@dataclass(frozen=True, slots=True)
class TimeParts:
    """SQL for a time column: its instant, its clock time (both in microseconds), and its text if it is neither."""

    instant: str
    clock: str
    other: str


def time_parts(sql: str, type: str) -> TimeParts:
    """How to read the time column ``sql``, of DuckDB's type ``type``."""
    if type == "TIMESTAMP WITH TIME ZONE":
        return TimeParts(_bounded(f"epoch_us({sql})"), "NULL::BIGINT", "NULL::VARCHAR")
    if type.startswith("TIMESTAMP") or type == "DATE":
        return TimeParts("NULL::BIGINT", _bounded(f"epoch_us({sql})"), "NULL::VARCHAR")
    if type != "VARCHAR":
        return TimeParts("NULL::BIGINT", "NULL::BIGINT", f"{sql}::VARCHAR")
    is_clock = f"regexp_full_match({sql}, {quote_text(_CLOCK)})"
    is_instant = f"regexp_full_match({sql}, {quote_text(_CLOCK.removesuffix('?') + _OFFSET)})"
    clock = _bounded(f"CASE WHEN {is_clock} THEN epoch_us(try_cast({sql} AS TIMESTAMP)) END", _EDGE)
    instant = _bounded(f"CASE WHEN {is_instant} THEN epoch_us(try_cast({sql} AS TIMESTAMPTZ)) END")
    return TimeParts(instant, clock, f"CASE WHEN ({clock}) IS NULL AND ({instant}) IS NULL THEN {sql} END")


def _bounded(sql: str, edge: int = 0) -> str:
    """SQL: a moment, or null if it is not in the calendar, or nearer than ``edge`` to an end of it."""
    return f"CASE WHEN {sql} BETWEEN {FIRST_INSTANT + edge} AND {LAST_INSTANT - edge} THEN {sql} END"


def add_instants(database: Database, table: str, zone: ZoneInfo) -> str:
    """Make a view of ``table`` (which has the columns instant, clock and other) with the column ``moment``.

    ``moment`` is microseconds since 1970-01-01T00:00Z, or null if there is no readable time. Returns the view's
    name; it lives as long as the tables ``{table}_texts`` and ``{table}_shifts`` do.
    """
    joins = ""
    moments = ["e.instant"]
    texts = database.rows(f"SELECT DISTINCT other FROM {table} WHERE other IS NOT NULL")
    read = ((text, time_from(text, zone)) for (text,) in texts)
    known = [(text, at) for text, at in read if at is not None and not isinstance(at, Unreadable)]
    if known:
        database.rows(f"CREATE TABLE {table}_texts (other VARCHAR, moment BIGINT)")
        _insert(database, f"{table}_texts", known)
        joins += f" LEFT JOIN {table}_texts t ON e.other = t.other"
        moments.append("t.moment")
    shifts = _zone_shifts(database, table, zone)
    if any(offset for _, offset in shifts):
        database.rows(f"CREATE TABLE {table}_shifts (start BIGINT, offset_us BIGINT)")
        _insert(database, f"{table}_shifts", shifts)
        joins += f" ASOF LEFT JOIN {table}_shifts s ON e.clock >= s.start"
        moments.append(_bounded("(e.clock - s.offset_us)"))
    else:
        moments.append("e.clock")
    database.rows(
        f"CREATE VIEW {table}_timed AS SELECT e.*, coalesce({', '.join(moments)}) AS moment FROM {table} e{joins}"
    )
    return f"{table}_timed"


def _zone_shifts(database: Database, table: str, zone: ZoneInfo) -> list[tuple[int, int]]:
    """The zone as a table for the clock times that occur: from which on (microseconds) which offset."""
    if zone.key == "UTC":
        return []
    days = database.rows(
        f"SELECT DISTINCT (clock - {FIRST_INSTANT}) // {MICROSECONDS_PER_DAY} FROM {table} "
        "WHERE clock IS NOT NULL ORDER BY 1"
    )
    return [shift for (day,) in days for shift in shifts_of_day(FIRST_INSTANT + day * MICROSECONDS_PER_DAY, zone)]


def drop_instants(database: Database, table: str) -> None:
    database.rows(f"DROP VIEW IF EXISTS {table}_timed")
    for name in (f"{table}_texts", f"{table}_shifts", table):
        database.rows(f"DROP TABLE IF EXISTS {name}")


def _insert(database: Database, table: str, rows: list[tuple[object, int]] | list[tuple[int, int]]) -> None:
    for start in range(0, len(rows), 10_000):
        part = rows[start : start + 10_000]
        first, second = [row[0] for row in part], [row[1] for row in part]
        database.rows(f"INSERT INTO {table} SELECT unnest(?), unnest(?)", [first, second])


def shifts_of_day(day: int, zone: ZoneInfo) -> Iterator[tuple[int, int]]:
    """The offsets in force in one day of clock times: from which clock time on (microseconds) which offset."""
    yield day, _offset(day, zone)
    for hour in range(0, 24, 6):
        low = day + hour * _HOUR
        high = min(low + 6 * _HOUR, day + MICROSECONDS_PER_DAY - 1)
        before, after = _offset(low, zone), _offset(high, zone)
        if before == after:
            continue
        while high - low > 1:  # `low` has the old offset, `high` the new one
            middle = (low + high) // 2
            low, high = (middle, high) if _offset(middle, zone) == before else (low, middle)
        yield high, after


def _offset(clock: int, zone: ZoneInfo) -> int:
    offset = (_EPOCH + timedelta(microseconds=clock)).replace(tzinfo=zone).utcoffset()
    return 0 if offset is None else offset // timedelta(microseconds=1)
