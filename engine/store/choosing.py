"""How each column of the data is read as each type: many values at once where its type allows, one by one elsewhere."""

import unicodedata
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pyarrow as pa

from ...dsl.types import Type
from ..gathering import raw_sql
from ..reading import Reader
from ..source import Data
from ..table import Column
from .numbers import decimals, doubles, plain_numbers, whole_numbers
from .pieces import Piece, flags_of, known_of
from .raw_values import Plain, RawValues
from .readings import Reading, TextReading, ValueReading
from .space import Space
from .times import MomentReader

INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
_HUGE = ("HUGEINT", "UHUGEINT")
_CLOCKS = ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")
_INSTANT = "TIMESTAMP WITH TIME ZONE"
_LONGEST_DECIMAL = 18
_MOST_DIGITS = 12


def reading_of(column: Column, type: Type, data: Data, day_zone: ZoneInfo, space: Space) -> Reading:
    """How to read ``column`` as ``type``."""
    text = column if column.type == "VARCHAR" else None
    if type is Type.TEXT:
        return TextReading(
            raw_sql(column),
            lambda raw: not raw or raw.strip() in data.missing,
            sorted(data.missing),
            space,
            plain=text,
        )
    found = _at_once(column, type, data, day_zone)
    if found is not None:
        convert, sql = found
        return ValueReading(type, convert, sql, space)
    reader = Reader(type, data, day_zone)
    if text is not None:
        convert = RawValues(reader, plain=_plain(type, data, day_zone), mostly_different=type is Type.TIME)
        return ValueReading(type, convert, column.sql, space, plain=text)
    if column.type in _HUGE:
        return ValueReading(type, RawValues(reader, int), f"{column.sql}::VARCHAR", space)
    return ValueReading(type, RawValues(reader), raw_sql(column), space)


def time_reading_of(data: Data, space: Space) -> Reading:
    """How to read the times of events."""
    column = data.time
    assert column is not None
    if column.type == "VARCHAR":
        reader = Reader(Type.TIME, data, data.zone)
        plain = MomentReader(Type.TIME, data.zone, data.zone).plain
        return ValueReading(Type.TIME, RawValues(reader, plain=plain, mostly_different=True), data.time_sql, space)
    found = _moments(column, Type.TIME, data, data.zone)
    if found is None:
        return ValueReading(Type.TIME, RawValues(Reader(Type.TIME, data, data.zone)), f"{column.sql}::VARCHAR", space)
    convert, sql = found

    def beyond_the_calendar_is_missing(array: pa.Array) -> Piece:
        piece = convert(array)
        piece.unreadable = None
        return piece

    return ValueReading(Type.TIME, beyond_the_calendar_is_missing, sql, space)


def kind_reading_of(data: Data, space: Space) -> Reading:
    """How to read the types of events."""
    column = data.type
    assert column is not None
    return TextReading(
        f"{column.sql}::VARCHAR",
        lambda raw: raw.strip(" ") in ("", *data.missing),
        sorted(data.missing),
        space,
        plain=column if column.type == "VARCHAR" else None,
        written=lambda text: unicodedata.normalize("NFC", text),
    )


def perhaps_unreadable(column: Column, type: Type) -> str | None:
    """SQL that holds for every value of ``column`` that is unreadable as ``type``, and perhaps for a few more; None if
    no value can be."""
    sql = column.sql
    match type:
        case Type.TEXT:
            return None
        case Type.NUMBER:
            digits, scale = _decimal(column)
            if (column.type in INTEGERS and "BIG" not in column.type) or 0 < digits - scale < _MOST_DIGITS:
                return None
            if column.type in ("BIGINT", "UBIGINT", "DOUBLE"):
                finite = f"isfinite({sql}) AND " if column.type == "DOUBLE" else ""
                return f"{finite}{sql} NOT BETWEEN {1 - 10**_MOST_DIGITS} AND {10**_MOST_DIGITS - 1}"
        case Type.FLAG:
            if column.type == "BOOLEAN":
                return None
            if column.type in INTEGERS:
                return f"{sql} NOT IN (0, 1)"
        case Type.DATE | Type.TIME:
            if column.type == "TIMESTAMP_NS":
                return None
            if column.type in ("DATE", *_CLOCKS, _INSTANT):
                return f"isfinite({sql}) AND {sql} NOT BETWEEN '0001-01-03' AND '9999-12-29'"
    return f"{sql} IS NOT NULL"


def _at_once(
    column: Column, type: Type, data: Data, day_zone: ZoneInfo
) -> tuple[Callable[[pa.Array], Piece], str] | None:
    """How to read many values at once, and the SQL that gives them."""
    match type:
        case Type.NUMBER:
            digits, scale = _decimal(column)
            if column.type in INTEGERS:
                return whole_numbers, column.sql
            if column.type == "DOUBLE":
                return doubles, column.sql
            if 0 < digits <= _LONGEST_DECIMAL and not _may_look_like_digits(data):
                return lambda array: decimals(array, scale), column.sql
        case Type.FLAG:
            if column.type == "BOOLEAN":
                return lambda array: Piece(flags_of(array), known_of(array)), column.sql
        case Type.DATE | Type.TIME:
            if not _may_look_like_digits(data):
                return _moments(column, type, data, day_zone)
        case Type.TEXT:
            pass
    return None


def _moments(
    column: Column, type: Type, data: Data, day_zone: ZoneInfo
) -> tuple[Callable[[pa.Array], Piece], str] | None:
    reader = MomentReader(type, data.zone, day_zone)
    if column.type == "DATE":
        return reader.days, column.sql
    if column.type in _CLOCKS:
        return reader.clocks, f"epoch_us({column.sql})"
    if column.type == _INSTANT:
        return reader.instants, f"epoch_us({column.sql})"
    return None


def _plain(type: Type, data: Data, day_zone: ZoneInfo) -> Plain | None:
    if _may_look_like_digits(data):
        return None
    if type is Type.NUMBER:
        return plain_numbers
    return MomentReader(type, data.zone, day_zone).plain if type in (Type.DATE, Type.TIME) else None


def _may_look_like_digits(data: Data) -> bool:
    """Whether a text that means no value could be a number, a date or a time as a text."""
    return any(sign.isdigit() for text in data.missing for sign in text)


def _decimal(column: Column) -> tuple[int, int]:
    """A decimal's digits and those of them after the point; (0, 0) of other types."""
    if not column.type.startswith("DECIMAL("):
        return 0, 0
    digits, _, scale = column.type[len("DECIMAL(") : -1].partition(",")
    return int(digits), int(scale)
