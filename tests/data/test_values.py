"""Single values: read exactly, and never with an exception."""

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leadwright.dsl import values
from leadwright.dsl.types import Type
from leadwright.dsl.values import (
    FIRST_INSTANT,
    LAST_INSTANT,
    UNREADABLE,
    date_from,
    date_text,
    flag_from,
    number_from,
    number_text,
    points_text,
    text_from,
    time_from,
    time_text,
    value_from,
)

NEW_YORK = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")


def test_examples():
    assert doctest.testmod(values).failed == 0


@pytest.mark.parametrize(
    ("raw", "millionths"),
    [
        ("57", 57_000_000),
        (" +57.5 ", 57_500_000),
        ("-.5", -500_000),
        ("5.", 5_000_000),
        ("1e3", 1_000_000_000),
        ("1.5E-6", 2),
        ("0.0000005", 1),
        ("-0.0000005", -1),
        ("0.00000049999999999999999999999999999999999", 0),
        ("0.0000015", 2),
        ("1e-400000000", 0),
        ("999999999999.9999994", 999_999_999_999_999_999),
        ("-0", 0),
        (0.1, 100_000),
        (1e-7, 0),
        (5e-7, 1),
        (2.675, 2_675_000),
        (Decimal("12.3456785"), 12_345_679),
        (7, 7_000_000),
        (0, 0),
    ],
)
def test_numbers(raw, millionths):
    assert number_from(raw) == millionths


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "NaN", "-Infinity", "inf", float("nan"), float("-inf"), Decimal("NaN")]
)
@pytest.mark.parametrize("type", [Type.NUMBER])
def test_missing_numbers(raw, type):
    assert value_from(raw, type) is None


@pytest.mark.parametrize(
    "raw",
    ["1e999999999999999999", True, "1/2", "12 %", b"1", object(), "1,000", "1_000", "١٢", "12 000", "0x10", "1e",
     "many", "--1", "1000000000000", "999999999999.9999995", 10**12, 1e12],
)  # fmt: skip
def test_unreadable_numbers(raw):
    assert number_from(raw) is UNREADABLE


def test_flags():
    assert [flag_from(x) for x in ("TRUE", "yes", " t ", "Y", "1", 1, True, 1.0)] == [True] * 8
    assert [flag_from(x) for x in ("False", "NO", "f", "n", "0", 0, False, Decimal(0))] == [False] * 8
    assert [flag_from(x) for x in (None, "", " ", float("nan"))] == [None] * 4
    assert [flag_from(x) for x in ("maybe", 2, 0.5, "on")] == [UNREADABLE] * 4


def test_dates():
    assert date_from("1970-01-01") == 0
    assert date_from("1969-12-31") == -1
    assert date_from("0001-01-01") == -719162
    assert date_from(date(2026, 1, 15)) == 20468
    assert date_from("2026-01-15 23:59:59", NEW_YORK) == 20468, "without an offset, as it is written"
    assert date_from("2026-01-15T03:00:00Z", NEW_YORK) == 20467
    assert date_from("2026-01-15T03:00:00Z") == 20468
    assert date_from(datetime(2026, 1, 15, 3, tzinfo=UTC), NEW_YORK) == 20467
    assert date_from(datetime(2026, 1, 15, 3), NEW_YORK) == 20468
    assert date_from("") is None
    for raw in ("2026-02-29", "15.01.2026", "2026-1-5", "20260115", 20260115, True):
        assert date_from(raw) is UNREADABLE


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2026-01-15", "2026-01-15T00:00:00Z"),
        ("2026-01-15 12:00", "2026-01-15T12:00:00Z"),
        ("2026-01-15 4:16:23", "2026-01-15T04:16:23Z"),
        ("2026-01-15T12:00:00.5Z", "2026-01-15T12:00:00.5Z"),
        ("2026-01-15t12:00:00,25z", "2026-01-15T12:00:00.25Z"),
        ("2026-01-15 12:00:00.123456999", "2026-01-15T12:00:00.123456Z"),
        ("2026-01-15 12:00:00 UTC", "2026-01-15T12:00:00Z"),
        ("2026-01-15T12:00:00+02:00", "2026-01-15T10:00:00Z"),
        ("2026-01-15T12:00:00-0530", "2026-01-15T17:30:00Z"),
        ("2026-01-15T12:00:00+02", "2026-01-15T10:00:00Z"),
        ("0001-01-01", "0001-01-01T00:00:00Z"),
        ("9999-12-31 23:59:59.999999", "9999-12-31T23:59:59.999999Z"),
        ("1969-12-31 23:59:59.999999", "1969-12-31T23:59:59.999999Z"),
    ],
)
def test_times(raw, iso):
    assert time_text(time_from(raw)) == iso


@pytest.mark.parametrize(
    "raw",
    ["2026-01-15T25:00", "2026-01-15T24:00:00", "2026-13-01", "1/15/2026", "2026-01-15T12:00:60", "0000-01-01",
     1768478400, "2026-01-15T12:00+24:00", "0001-01-01T00:00+01:00", "9999-12-31T23:00-02:00", "now",
     "2026-01-15T12:00:00 CET"],
)  # fmt: skip
def test_unreadable_times(raw):
    assert time_from(raw) is UNREADABLE


def test_times_without_an_offset_are_in_the_zone():
    assert time_text(time_from("2026-01-15 12:00", NEW_YORK)) == "2026-01-15T17:00:00Z"
    assert time_text(time_from("2026-01-15T12:00Z", NEW_YORK)) == "2026-01-15T12:00:00Z"
    assert time_text(time_from("2026-11-01 01:30", NEW_YORK)) == "2026-11-01T05:30:00Z", "twice: the earlier"
    assert time_text(time_from("2026-03-08 02:30", NEW_YORK)) == "2026-03-08T07:30:00Z", "skipped: the old offset"
    assert time_from("0001-01-01", TOKYO) is UNREADABLE
    assert time_from(datetime(2026, 1, 15, 12), NEW_YORK) == time_from("2026-01-15T17:00Z")
    assert time_from(date(2026, 1, 15), NEW_YORK) == time_from("2026-01-15T05:00Z")


def test_texts():
    assert text_from("  Select ") == "  Select "
    assert [text_from(x) for x in (None, "", float("nan"))] == [None] * 3
    assert [text_from(x) for x in (5, 20000.0, 2.5, 1e-7, True, Decimal("1.50"))] == [
        "5", "20000", "2.5", "0.0000001", "true", "1.5",
    ]  # fmt: skip
    assert text_from(b"x") is UNREADABLE


def test_written():
    assert [number_text(x) for x in (0, 57_000_000, -57_500_000, 1, -1)] == [
        "0",
        "57",
        "-57.5",
        "0.000001",
        "-0.000001",
    ]
    assert [points_text(x) for x in (0, 5700, 5750, -5, 100_000_000)] == ["0", "57", "57.5", "-0.05", "1000000"]
    assert date_text(20468) == "2026-01-15"
    assert date_text(10**9) == "day 1000000000"
    assert time_text(0, NEW_YORK) == "1969-12-31T19:00:00-05:00"
    assert time_text(FIRST_INSTANT, NEW_YORK) == "0001-01-01T00:00:00Z"
    assert time_text(LAST_INSTANT + 1).endswith("microseconds")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none(), st.decimals(), st.datetimes()))
def test_no_reader_raises(raw):
    for type in Type:
        value = value_from(raw, type, TOKYO, NEW_YORK)
        assert value is None or value is UNREADABLE or isinstance(value, (str, int))


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_numbers_come_back(millionths):
    assert number_from(number_text(millionths)) == millionths


@given(st.integers(FIRST_INSTANT, LAST_INSTANT), st.sampled_from([None, NEW_YORK, TOKYO]))
def test_times_come_back(at, zone):
    text = time_text(at, zone)
    if text.count(":") < 4:  # an offset of whole minutes
        assert time_from(text) == at
