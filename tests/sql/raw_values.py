"""Texts and columns of every kind as they stand in people's data, and what an engine's reading makes of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from leadwright.dsl.types import Type
from leadwright.dsl.values import UNREADABLE, value_from
from leadwright.engine.sql.typed_columns import Reading, TypedColumns, Wanted
from leadwright.engine.table import Column

TEXTS = (
    # blanks
    *("", " ", "\u00a0", "x", " x ", "a'b\\c\"d", "${x}", "ß", "x" * 300, "Select", " Select", "select"),
    # numbers
    *("5", " 5 ", "\u00a05\t", "+5.", ".5", "-.5e2", "1e3", "1E-7", "5e-7", "4.9999999e-7", "0.0000005", "-0.0000005"),
    *("999999999999.9999994", "999999999999.9999995", "1e12", "1e11", "1e999999999", "1e-999999999", "0e99999"),
    *("0" * 48 + "12", "0." + "3" * 60, "1,000", "0x10", "١٢", "5\n", "5\u2028", "5\u0085", "5d", "1_000"),
    *("NaN", "-inf", "Infinity", "+nan ", "nano"),
    # flags
    *("true", "TRUE", "Yes", "t", "Y", "1", "0", "no", "F", "maybe", " true ", "on"),
    # times
    *("2026-01-15", "2026-01-15T12:00:00Z", "2026-01-15t12:00:00z", "2026-01-15 12:00", "2026-01-15 9:30"),
    *("2026-01-15 9:30:01.5", "2026-01-15T12:00:00.123456789", "2026-01-15T12:00:00,25", "2026-01-15T12:00:00 UTC"),
    *("2026-01-15T12:00:00utc", "2026-01-15T12:00+01", "2026-01-15T12:00+0130", "2026-01-15T12:00-05:45"),
    *("2026-01-15T12:00 +02:00", "2026-01-15T12:00  +02:00", "2026-01-15T12:00+24:00", "2026-01-15T12:00+23:59"),
    *("2026-01-15T12:00+01:60", "2026-02-30", "2026-02-29", "2024-02-29", "2026-13-01", "2026-00-01", "2026-01-00"),
    *("2026-01-15T24:00", "2026-01-15T23:60", "2026-01-15T23:59:60", "2026-01-15T", "2026-01-15Z", "2026-1-5"),
    *("1/2/1970", "0001-01-01", "0001-01-01T00:00+01:00", "0000-12-31T23:00-05:00", "0000-01-01", "infinity"),
    *("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-01:00", "1969-12-31T23:59:59.999999", "1900-01-01 00:00"),
    *("2026-03-29 02:30", "2026-10-25 02:30", "2026-10-25 02:30+01:00", "2026-03-29", " 2026-01-15 ", "now", "epoch"),
    *("2026-01-15T12:00:00.", "+2026-01-15", "20260115", "2026-01-15 12", "2026-01-15T12:00:00.0000009Z"),
    *("2026-01-15 12:00:00 PM", "2026-01-15 12:00:00 Europe/Berlin"),
)

ZONES = (("UTC", "UTC", frozenset[str]()), ("Europe/Berlin", "America/New_York", frozenset(["Select"])))
"""The zone of times without an offset, that of calendar days, and texts that mean no value."""

_MOMENTS = [datetime(2026, 1, 15, 23, 30, 0, 500_000), datetime(1, 1, 1), datetime(1969, 12, 31, 23, 59), None]

COLUMNS: Mapping[str, pa.Array] = {
    "BIGINT": pa.array([0, 1, -7, 10**12 - 1, 10**12, -(2**63), None]),
    "INTEGER": pa.array([0, 1, 2**31 - 1, None], pa.int32()),
    "DECIMAL(20,8)": pa.array(
        [Decimal("0.00000050"), Decimal("-0.00000050"), Decimal("1.50000000"), Decimal("999999999999.99999950"), None],
        pa.decimal128(20, 8),
    ),
    "DOUBLE": pa.array(
        [
            0.0,
            1.0,
            -0.1,
            1e-7,
            5e-7,
            0.30000000000000004,
            123456789.123456,
            1e12,
            20000.0,
            float("nan"),
            float("inf"),
            None,
        ]
    ),
    "BOOLEAN": pa.array([True, False, None]),
    "DATE": pa.array([date(2026, 1, 15), date(1, 1, 1), date(9999, 12, 31), None]),
    "TIMESTAMP": pa.array(_MOMENTS, pa.timestamp("us")),
    "TIMESTAMP WITH TIME ZONE": pa.array(
        [None if m is None else m.replace(tzinfo=UTC) for m in _MOMENTS], pa.timestamp("us", "UTC")
    ),
}
"""By the type that a source gives it: a column of values."""


def wanted(type: str) -> list[Wanted]:
    """One column, read as every type."""
    return [Wanted(Column("x", "k0", type), asked, f"c{n}") for n, asked in enumerate(Type)]


def typed(reading: Reading, type: str, zone: str, day_zone: str, missing: frozenset[str]) -> TypedColumns:
    data: Any = SimpleNamespace(zone=ZoneInfo(zone), missing=missing)
    return TypedColumns("leads", reading, data, wanted(type), day_zone)


def read(rows: Sequence[Mapping[str, Any]], type: str) -> Iterator[list[Any]]:
    """Of each row the values as ``dsl.values`` gives them: by type, missing ones None, UNREADABLE for others."""
    for row in rows:
        yield [UNREADABLE if row[want.unreadable] is not None else row[want.name] for want in wanted(type)]


def expected(raw: object, zone: str, day_zone: str, missing: frozenset[str]) -> list[Any]:
    if isinstance(raw, str) and raw.strip() in missing:
        return [None] * len(Type)
    return [value_from(raw, type, ZoneInfo(zone), ZoneInfo(day_zone)) for type in Type]


def as_python_is_given(type: str, raw: object) -> object:
    """What ``Source.read`` gives Python of such a value: its text, but for whole numbers, floats and flags."""
    if raw is None or type in ("VARCHAR", "BIGINT", "INTEGER", "DOUBLE", "BOOLEAN"):
        return raw
    if isinstance(raw, datetime):
        text = raw.replace(tzinfo=None).isoformat(" ")
        text = text.rstrip("0") if "." in text else text
        return f"{text}+00" if raw.tzinfo else text
    return format(raw, "f") if isinstance(raw, Decimal) else str(raw)
