"""From data to declarations: what ``leadwright vocabulary`` writes.

Types are told by the values, not by how they are stored: a CSV column of numbers is a number. Every value is
looked at. Comments say how often a field or property is known and which values it has.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..dsl.types import Type
from ..dsl.words import written_name
from .quoting import quote_text
from .report import counted
from .source import Data, Source
from .table import Column

_MARKERS = (
    "select", "please select", "n/a", "#n/a", "na", "n.a.", "none", "null", "nil", "nan", "-", "--", "---", "?",
    "undefined", "not set", "(not set)", "not specified", "not provided", "not available", "unspecified", "tbd",
)  # fmt: skip
_NUMBER = r"-?(0|[1-9][0-9]{0,11})([.][0-9]+)?([eE][+-]?[0-9]{1,2})?"
_DAY = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"[T ]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)? ?(Z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)?"
_COLUMNS_AT_ONCE = 40
_NOTHING: Sequence[Any] = (0, 0, 0, *[None] * 12)
_SHOWN_VALUES = 5
_SHOWN_LETTERS = 24
_WIDEST_COMMENT = 100


@dataclass(frozen=True, slots=True)
class Profile:
    """What a column's known values look like, of the leads or of the events of one type.

    ``rows`` are all, ``known`` those with a value. ``top`` are the most frequent values with their counts,
    ``markers`` values that look as if they meant "missing". ``low`` and ``high`` are texts; None for texts and
    flags.
    """

    type: Type
    rows: int
    known: int
    different: int
    top: tuple[tuple[str, int], ...]
    markers: tuple[tuple[str, int], ...]
    low: str | None
    high: str | None
    zero_one: bool


def vocabulary(source: Source) -> str:
    """Declarations of all fields, event types and properties of the data, as the text of a rules file.

    A property belongs to an event type if it is ever known there. Raises DataError if the data cannot be read.
    """
    source.bring()
    blocks = [_lead_block(source, source.leads)] if source.leads else []
    if source.events:
        blocks += _event_blocks(source, source.events)
    return "\n".join(blocks)


def name_text(name: str) -> str | None:
    """A name as the language writes it, in backticks if it needs them; None if it cannot be one.

    >>> name_text("country"), name_text("Total Time"), name_text("stage"), name_text("a`b")
    ('country', '`Total Time`', '`stage`', None)
    """
    if "`" in name or "\n" in name or "\r" in name or not name:
        return None
    return written_name(name)


def _lead_block(source: Source, data: Data) -> str:
    rows = source.database.rows(f"SELECT count(*) FROM {data.table.view}")[0][0]
    fields = [(name, profile) for (name, _), profile in _profiles(source, data, None, {"": rows}).items()]
    head = f"lead  # {counted(rows, 'lead')}, id in {_comment_text(data.lead.found)}"
    return "\n".join([head, *_lines(fields), ""])


def _event_blocks(source: Source, data: Data) -> Iterator[str]:
    types = source.event_types()
    profiles = _profiles(source, data, data.type, types)
    for event, rows in types.items():
        shown = name_text(event)
        if shown is None:
            yield f"# the event type {_comment_text(event)} cannot be a name: {counted(rows, 'event')}\n"
            continue
        found = [(name, profiles[name, event]) for name in data.columns]
        properties = [(name, profile) for name, profile in found if profile.known]
        yield "\n".join([f"event {shown}  # {counted(rows, 'event')}", *_lines(properties), ""])


def _lines(fields: Sequence[tuple[str, Profile]]) -> list[str]:
    named = [(name_text(name), name, profile) for name, profile in fields]
    width = max((len(shown) for shown, _, _ in named if shown), default=0)
    lines: list[str] = []
    for shown, name, profile in named:
        if shown is None:
            lines.append(f"  # the column {_comment_text(name)} cannot be a name: rename it in leadwright.toml")
        else:
            lines.append(f"  {shown:{width}}  {profile.type}  # {_comment(profile)}")
    return lines


def _comment(profile: Profile) -> str:
    if not profile.known:
        return "never known"
    parts = ["always known" if profile.known == profile.rows else f"known {_share(profile)}"]
    if profile.zero_one:
        parts.append("0 and 1 only, could be a flag")
    elif profile.low is not None and profile.low == profile.high:
        parts.append(f"always {profile.low}")
    elif profile.low is not None:
        parts.append(f"{profile.low} to {profile.high}")
    elif profile.different == profile.known and profile.known > _SHOWN_VALUES:
        parts.append(f"all different, such as {_comment_text(profile.top[0][0])}")
    else:
        parts.append(_values(profile, sum(map(len, parts))))
    if profile.markers:
        shown = ", ".join(f"{_comment_text(value)} ({count:,})" for value, count in profile.markers)
        parts.append(f"looks missing: {shown}")
    return "; ".join(parts)


def _share(profile: Profile) -> str:
    """Never "0 %" of something, and never "100 %" of less than all."""
    percent = 100 * profile.known / profile.rows
    if percent < 0.1:
        return counted(profile.known, "time")
    return f"{min(percent, 99.9):.1f}".removesuffix(".0") + " %"


def _values(profile: Profile, used: int) -> str:
    shown: list[str] = []
    for value, count in profile.top:
        text = f"{_comment_text(value)} {count:,}"
        if shown and used + sum(map(len, shown)) + len(text) > _WIDEST_COMMENT:
            break
        shown.append(text)
    more = profile.different - len(shown)
    return ", ".join([*shown, *([f"{more:,} more"] if more > 0 else [])])


def _comment_text(value: str) -> str:
    value = " ".join(value.split())
    return f'"{value}"' if len(value) <= _SHOWN_LETTERS else f'"{value[: _SHOWN_LETTERS - 1]}…"'


def _profiles(source: Source, data: Data, by: Column | None, rows: Mapping[str, int]) -> dict[tuple[str, str], Profile]:
    """The profiles of all columns: (name, event type) → profile; the type is empty for leads.

    ``rows`` are the groups of rows and their sizes; ``by`` is the column that tells the groups apart.
    """
    found: dict[tuple[str, str], Sequence[Any]] = {}
    columns = list(data.columns.items())
    for start in range(0, len(columns), _COLUMNS_AT_ONCE):
        part = {column.sql: name for name, column in columns[start : start + _COLUMNS_AT_ONCE]}
        for sql, group, *row in source.database.rows(_profile_sql(data, part, by)):
            found[part[sql], unicodedata.normalize("NFC", group)] = row
    return {
        (name, group): _profile(count, found.get((name, group), _NOTHING))
        for name, _ in columns
        for group, count in rows.items()
    }


def _profile_sql(data: Data, columns: Iterable[str], by: Column | None) -> str:
    """One row for each column and group in which it is known. Every different value is judged once."""
    texts = ", ".join(f"{sql}::VARCHAR AS {sql}" for sql in columns)
    group = "''" if by is None else f"{by.sql}::VARCHAR"
    known = f"NOT {data.is_missing('v')}" + ("" if by is None else f" AND NOT {data.is_missing('g')}")
    markers = ", ".join(quote_text(marker) for marker in _MARKERS)
    number, day, time = (f"regexp_full_match(b, {quote_text(p)})" for p in (_NUMBER, _DAY, _DAY + _CLOCK))
    return f"""
        WITH texts AS (
            UNPIVOT (SELECT {group} AS g, {texts} FROM {data.table.view})
            ON {", ".join(columns)} INTO NAME c VALUE v
        ), counts AS (
            SELECT c, g, v, count(*) AS n FROM texts GROUP BY ALL
        ), kinds AS (
            SELECT *, trim(v) AS b, lower(trim(v)) IN ({markers}) AS marker FROM counts WHERE {known}
        ), judged AS (
            SELECT *,
                CASE WHEN {number} THEN abs(try_cast(b AS DOUBLE)) < 999999999999 ELSE false END AS number,
                {day} AND try_cast(b AS DATE) IS NOT NULL AS day,
                {time} AND try_cast(left(b, 10) AS DATE) IS NOT NULL AS time,
                lower(b) IN ('true', 'false', 'yes', 'no') AS word,
                lower(b) IN ('t', 'f', 'y', 'n') AS letter,
                row_number() OVER (PARTITION BY c, g, marker ORDER BY n DESC, v) AS rank
            FROM kinds
        )
        SELECT c, g, sum(n)::BIGINT, count(*) FILTER (NOT marker), count(*) FILTER (marker),
            bool_and(number) FILTER (NOT marker), bool_and(day) FILTER (NOT marker),
            bool_and(day OR time) FILTER (NOT marker), bool_and(word) FILTER (NOT marker),
            bool_and(letter) FILTER (NOT marker), bool_and(b IN ('0', '1')) FILTER (NOT marker),
            arg_min(b, try_cast(b AS DOUBLE)) FILTER (number),
            arg_max(b, try_cast(b AS DOUBLE)) FILTER (number),
            min(b) FILTER (day OR time), max(b) FILTER (day OR time),
            list({{'v': v, 'n': n}} ORDER BY rank) FILTER (NOT marker AND rank <= {_SHOWN_VALUES}),
            list({{'v': v, 'n': n}} ORDER BY rank) FILTER (marker AND rank <= {_SHOWN_VALUES})
        FROM judged GROUP BY c, g
        """


def _profile(rows: int, row: Sequence[Any]) -> Profile:
    known, plain, marked, number, day, time, word, letter, zero_one, low, high, first, last, top, markers = row
    values, marker_values = _pairs(top), _pairs(markers)
    type = Type.TEXT
    if word or (letter and plain == 2):
        type = Type.FLAG
    elif number:
        type = Type.NUMBER
    elif day:
        type = Type.DATE
    elif time:
        type = Type.TIME
    elif not plain:  # nothing but what looks missing
        values = marker_values
    if type is Type.NUMBER:
        low, high = _short(low), _short(high)
    elif type in (Type.DATE, Type.TIME):
        low, high = first, last
    else:
        low = high = None
    return Profile(type, rows, known, plain or marked, values, marker_values, low, high, bool(zero_one))


def _pairs(found: Iterable[dict[str, Any]] | None) -> tuple[tuple[str, int], ...]:
    return tuple((pair["v"], pair["n"]) for pair in found or ())


def _short(number: str) -> str:
    """A number without zeros at its end."""
    return number.rstrip("0").rstrip(".") if "." in number and "e" not in number.lower() else number
