"""Many values read at once are what each of them is read as alone."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from leadwright.dsl.types import Type
from leadwright.dsl.values import UNREADABLE, number_from, value_from
from leadwright.dsl.zones import zone
from leadwright.engine.store.numbers import decimals, doubles, plain_numbers, whole_numbers
from leadwright.engine.store.pieces import codes_of, flags_of, known_of
from leadwright.engine.store.times import MomentReader

ZONES = ("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Apia")
EPOCH = datetime(1970, 1, 1)
MOMENTS = st.integers(-62_135_596_800_000_000 - 10, 253_402_300_799_999_999 + 10) | st.integers(-(10**15), 2 * 10**15)
quick = settings(deadline=None)


def read(piece):
    """The values of a piece."""
    known = np.ones(len(piece.data), bool) if piece.known is None else piece.known
    unreadable = np.zeros(len(piece.data), bool) if piece.unreadable is None else piece.unreadable
    rows = zip(piece.data.tolist(), known.tolist(), unreadable.tolist(), strict=True)
    return [UNREADABLE if u else v * piece.unit if k else None for v, k, u in rows]


HALVES = st.builds(lambda n, e: (n + 0.5) * 10.0**-6 * 10**e, st.integers(-(10**6), 10**6), st.integers(0, 9))
DOUBLES = st.floats() | HALVES | st.integers(-(10**13), 10**13).map(lambda n: n / 100) | st.just(None)


@quick
@given(st.lists(DOUBLES))
@example([0.0000005, -0.0000005, 2.5e-7, 1e12, -1e12, 999999999999.9999, 0.1 + 0.2, 123456.7890125, 5e-324, 1.7e308])
@example([1.0, 2.0])
@example([1.01, -3.0])
def test_doubles(values):
    assert read(doubles(pa.array(values, pa.float64()))) == [number_from(v) for v in values]


def test_very_many_doubles():
    random = np.random.default_rng(5)
    values = np.concatenate([random.normal(0, 10.0**e, 4000) for e in range(-8, 16)])
    values = np.concatenate([values, np.round(values, 7), np.round(values, 6), (np.rint(values * 1e6) + 0.5) / 1e6])
    assert read(doubles(pa.array(values))) == [number_from(v) for v in values.tolist()]


@quick
@given(st.data(), st.sampled_from([8, 16, 32, 64]), st.booleans())
def test_whole_numbers(data, bits, signed):
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
    edges = [n for n in (10**12, 10**12 - 1, -(10**12), 1 - 10**12) if low <= n <= high]
    values = data.draw(st.lists(st.integers(low, high) | st.sampled_from([*edges, None])))
    array = pa.array(values, getattr(pa, f"{'' if signed else 'u'}int{bits}")())
    assert read(whole_numbers(array)) == [None if v is None else number_from(v) for v in values]


@quick
@given(st.data(), st.integers(1, 18))
def test_decimals(data, digits):
    scale = data.draw(st.integers(0, digits))
    numbers = st.integers(1 - 10**digits, 10**digits - 1).map(lambda n: Decimal(n).scaleb(-scale))
    values = data.draw(st.lists(numbers | st.none()))
    array = pa.array(values, pa.decimal128(digits, scale))
    assert read(decimals(array, scale)) == [None if v is None else number_from(v) for v in values]


@quick
@given(st.lists(st.from_regex(r"[-+]?[0-9]{0,14}(\.[0-9]{0,8})?( |e5)?", fullmatch=True) | st.sampled_from(["", "-"])))
def test_numbers_as_texts(texts):
    values, plain = plain_numbers(pa.array(texts, pa.string()))
    for text, value, is_plain in zip(texts, values.tolist(), plain.tolist(), strict=True):
        assert is_plain == bool(re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,6})?", text))
        assert not is_plain or value == number_from(text)


@quick
@given(st.lists(MOMENTS | st.none()), st.sampled_from(ZONES), st.sampled_from([Type.DATE, Type.TIME]), st.booleans())
@example([1_772_953_200_000_000 + n * 1_800_000_000 for n in range(-60, 60)], "America/New_York", Type.TIME, False)
@example([1_325_203_200_000_000 + n * 1_800_000_000 for n in range(-60, 60)], "Pacific/Apia", Type.DATE, True)
def test_moments(moments, name, type, instants):
    reader = MomentReader(type, zone(name), zone(name))
    array = pa.array(moments, pa.int64())
    found = read(reader.instants(array) if instants else reader.clocks(array))

    def alone(moment):
        try:
            text = (EPOCH + timedelta(microseconds=moment)).isoformat()
        except OverflowError:
            return UNREADABLE
        return value_from(text + ("Z" if instants else ""), type, zone(name), zone(name))

    assert found == [None if moment is None else alone(moment) for moment in moments]


TIMES = st.from_regex(
    r"(0000|0001|1969|19[0-9]{2}|20[0-9]{2}|9999)-(0[0-9]|1[0-3])-([0-2][0-9]|3[0-2])"
    r"([T ]([01][0-9]|2[0-5]):[0-6][0-9](:[0-6][0-9](\.[0-9]{1,7})?)?(Z|[+-][0-2][0-9](:?[0-6][0-9])?)?)?",
    fullmatch=True,
)


@quick
@given(
    st.lists(TIMES | st.text(max_size=30) | st.none()), st.sampled_from(ZONES), st.sampled_from([Type.DATE, Type.TIME])
)
@example(
    ["2024-02-29", "2026-02-29", "2026-01-15T24:00Z", "2026-01-15 12:00:00+02", "2026-01-15 12:00:00.5-23:59"],
    "UTC",
    Type.TIME,
)
def test_times_as_texts(texts, name, type):
    reader = MomentReader(type, zone(name), zone(name))
    values, plain = reader.plain(pa.array(["x", *texts], pa.string()).slice(1))
    for text, value, is_plain in zip(texts, values.tolist(), plain.tolist(), strict=True):
        assert not is_plain or value == value_from(text, type, zone(name), zone(name))
    if name == "UTC":
        usual = [t for t, is_plain in zip(texts, plain, strict=True) if not is_plain and t and t.endswith(":00Z")]
        assert all(value_from(text, type) is UNREADABLE for text in usual)


@pytest.mark.parametrize("offset", [0, 1, 7, 8, 13])
def test_bits_of_slices(offset):
    values = [None if n % 3 == 0 else n % 2 == 0 for n in range(40)]
    array = pa.array(values).slice(offset, 17)
    known = known_of(array)
    assert known is not None and known.tolist() == [v is not None for v in values[offset : offset + 17]]
    found = zip(values[offset:], flags_of(array).tolist(), strict=False)
    assert all(value is None or value == flag for value, flag in found)
    codes, different = codes_of(pa.array([None, "b", "a", "b"]).slice(1))
    assert [different[code].as_py() for code in codes.tolist()] == ["b", "a", "b"]


def test_days():
    days = [0, -719_162, 2_932_896, -719_163, 2_932_897, 2**31 - 1, -(2**31) + 1, None]
    array = pa.array(days, pa.int32()).cast(pa.date32())
    utc = zone("UTC")
    expected = [0, -719_162, 2_932_896, UNREADABLE, UNREADABLE, None, None, None]
    assert read(MomentReader(Type.DATE, utc, utc).days(array)) == expected
    moments = [day * 86_400_000_000 if isinstance(day, int) else day for day in expected]
    assert read(MomentReader(Type.TIME, utc, utc).days(array)) == moments
