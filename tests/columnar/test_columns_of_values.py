"""Whole columns compared, added up and dated as single values are."""

from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.dsl import model as m
from leadwright.dsl.comparing import domain
from leadwright.dsl.filtering import value_truth
from leadwright.dsl.types import Type
from leadwright.dsl.zones import Calendar
from leadwright.engine.columnar.days import days_of, first_instants, months_of
from leadwright.engine.columnar.measures import different, sums_of
from leadwright.engine.columnar.tallies import shares
from leadwright.engine.columnar.texts import FoldedTexts, domains_of, text_truths
from leadwright.engine.columnar.values import MeanColumn, against, ratio_truths
from leadwright.engine.columns import ValueColumn
from leadwright.engine.points import share

DAY = 86_400_000_000
PIECES = st.sampled_from(
    [
        "a",
        "B",
        "İ",
        "Σ",
        "ς",
        "ß",
        "é",
        "e\u0301",
        " ",
        "  ",
        "@",
        "-",
        ".",
        "'",
        "%",
        "_",
        "\\",
        "*",
        "?",
        "😀",
        "\n",
        "VP",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map("".join)
LEFT = m.FieldValue("x", Type.TEXT)
CONDITIONS = st.one_of(
    st.builds(m.Relation, st.just(LEFT), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), TEXTS),
    st.builds(m.Among, st.just(LEFT), st.lists(TEXTS, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(m.Between, st.just(LEFT), TEXTS, TEXTS),
    st.builds(
        m.TextTest,
        st.just(LEFT),
        st.sampled_from(["contains", "mentions", "starts with", "ends with", "matches"]),
        st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
        st.booleans(),
    ),
)


@given(CONDITIONS, st.lists(TEXTS, max_size=5, unique=True))
def test_texts_are_compared_as_one_by_one(
    condition: m.Relation | m.Among | m.Between | m.TextTest, texts: list[str]
) -> None:
    found = text_truths(condition, FoldedTexts(texts)).tolist()
    assert found == [value_truth(condition, text, Type.TEXT, Calendar("UTC"), 0) for text in texts]


@given(st.lists(TEXTS, max_size=8))
def test_domains_as_one_by_one(texts: list[str]) -> None:
    codes, known = domains_of(texts)
    assert [None if code < 0 else known[code] for code in codes.tolist()] == [domain(text) for text in texts]
    assert len(set(known)) == len(known)


ZONES = ["UTC", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"]


@lru_cache
def changes(zone: str) -> list[int]:
    """When clocks were changed from 1980 to 2025."""
    return [at for at, _ in Calendar(zone).shifts(315_532_800_000_000, 1_767_225_600_000_000)]


@pytest.mark.parametrize("zone", ZONES)
@settings(deadline=None)
@given(data=st.data())
def test_days_as_one_by_one(zone: str, data: st.DataObject) -> None:
    calendar = Calendar(zone)
    near = st.builds(int.__add__, st.sampled_from(changes(zone)), st.integers(-2 * DAY, 2 * DAY) | st.integers(-2, 2))
    anywhere = st.integers(-60_000_000_000_000_000, 250_000_000_000_000_000)
    moments = data.draw(st.lists(near | anywhere, max_size=6))
    days = days_of(np.array(moments, np.int64), calendar)
    assert days.tolist() == [calendar.day(at) for at in moments]
    assert first_instants(days, calendar).tolist() == [calendar.first_instant(day) for day in days.tolist()]


def test_months_are_counted_from_1970() -> None:
    assert months_of(np.array([-1, 0, 30, 31, 365])).tolist() == [-1, 0, 0, 1, 12]


NUMBERS = st.integers(-(10**18) + 1, 10**18 - 1) | st.integers(-3_000_000, 3_000_000)


@given(st.lists(st.tuples(st.integers(0, 2), NUMBERS), max_size=30))
def test_sums_are_exact_whatever_their_size(rows: list[tuple[int, int]]) -> None:
    lead = np.array([lead for lead, _ in rows], np.int32)
    sums = sums_of(lead, np.array([value for _, value in rows], np.int64), 3)
    assert [int(total) for total in sums] == [sum(v for lead, v in rows if lead == n) for n in range(3)]


@given(st.lists(NUMBERS, max_size=5), st.integers(0, 10**12))
def test_shares_are_rounded_as_one_by_one(numbers: list[int], percent: int) -> None:
    found = shares(np.array(numbers, np.int64), percent)
    assert [int(points) for points in found] == [share(number, percent) for number in numbers]


SIGNS: list[m.Sign] = ["=", "!=", "<", "<=", ">", ">="]


@given(st.lists(st.integers(-(10**12), 10**12), max_size=5), NUMBERS, st.sampled_from(SIGNS))
def test_a_unit_changes_no_comparison(whole: list[int], bound: int, sign: m.Sign) -> None:
    plain = ValueColumn(Type.NUMBER, np.array(whole, np.int64) * 1000)
    with_unit = ValueColumn(Type.NUMBER, np.array(whole, np.int64), None, 1000)
    assert against(with_unit, sign, bound).tolist() == against(plain, sign, bound).tolist()


@given(
    st.lists(st.tuples(NUMBERS, st.integers(1, 1000), NUMBERS), min_size=1, max_size=4),
    st.sampled_from(SIGNS),
    st.sampled_from([1, 33_333_333, 50_000_000, 100_000_000, 10**14]),
)
def test_ratios_are_exact(rows: list[tuple[int, int, int]], sign: m.Sign, percent: int) -> None:
    sums, counts, values = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    mean = MeanColumn(sums, counts, np.ones(len(rows), np.bool_))
    plain = ValueColumn(Type.NUMBER, values)
    condition = m.Ratio(m.FieldValue("a", Type.NUMBER), sign, m.FieldValue("b", Type.NUMBER), percent)
    compared = {"=": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}[sign]
    expected = [
        bool(getattr(Fraction(s, c) * 100_000_000, compared)(Fraction(v * percent))) for s, c, v in rows
    ]  # fmt: skip
    assert ratio_truths(condition, mean, plain).true.tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-5, 5) | st.integers(-(2**60), 2**60)), max_size=30))
def test_different_values_are_counted(rows: list[tuple[int, int]]) -> None:
    lead = np.array([lead for lead, _ in rows], np.int32)
    codes = np.array([code for _, code in rows], np.int64)
    assert different(lead, codes, 4).tolist() == [len({c for lead, c in rows if lead == n}) for n in range(4)]
