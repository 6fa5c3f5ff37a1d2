"""Rounding half away from zero, shares of numbers, fade tables, limits: integers of hundredths."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from leadwright.dsl.model import Fade
from leadwright.engine.points import faded, held, rounded, share

DAY = 86_400_000_000


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(0, 3, 0), (1, 2, 1), (-1, 2, -1), (3, 2, 2), (-3, 2, -2), (1, 3, 0), (2, 3, 1), (-2, 3, -1), (5, 10, 1),
     (49, 100, 0), (7, 1, 7), (-7, 1, -7), (10**40 + 1, 2 * 10**40, 1), (10**40 - 1, 2 * 10**40, 0)],
)  # fmt: skip
def test_rounded(numerator: int, denominator: int, expected: int) -> None:
    assert rounded(numerator, denominator) == expected


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_rounded_is_the_nearest_and_of_two_the_one_away_from_zero(numerator: int, denominator: int) -> None:
    found, exact = rounded(numerator, denominator), Fraction(numerator, denominator)
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


@pytest.mark.parametrize(
    ("number", "percent", "expected"),
    [
        ("2", "100", 200),
        ("1.005", "100", 101),  # half a hundredth, away from zero
        ("-1.005", "100", -101),
        ("1.004999", "100", 100),
        ("0.1", "5", 1),  # 0.005
        ("999999999999.999999", "100", 100_000_000_000_000),
        ("33.33", "10", 333),
        ("12.5", "0.4", 5),  # 0.05
        ("0", "100", 0),
    ],
)
def test_share(number: str, percent: str, expected: int) -> None:
    assert share(int(Fraction(number) * 10**6), int(Fraction(percent) * 10**6)) == expected


def test_a_half_life() -> None:
    # 10, 5, 2.5, 1.25, 0.625 → 0.63, 0.3125 → 0.31, 0.15625 → 0.16, 0.078125 → 0.08, 0.0390625 → 0.04,
    # 0.01953125 → 0.02, 0.009765625 → 0.01, 0.0048828125 → 0
    assert faded(1000, Fade(50, DAY)) == (1000, 500, 250, 125, 63, 31, 16, 8, 4, 2, 1)


def test_each_step_is_rounded_from_the_exact_value() -> None:
    # 1 hundredth less a third of it each: 0.67 → 0.01, 0.4489 → 0. Had 0.01 been faded again, it would stay for ever.
    assert faded(1, Fade(33, DAY)) == (1, 1)
    # 0.25: exactly half of 0.5 hundredths away from zero
    assert faded(2, Fade(50, DAY)) == (2, 1, 1)


def test_a_linear_fade() -> None:
    assert faded(1000, Fade(25, DAY, True)) == (1000, 750, 500, 250)
    assert faded(1000, Fade(30, DAY, True)) == (1000, 700, 400, 100)
    assert faded(5, Fade(50, DAY, True)) == (5, 3)  # 2.5
    assert faded(1, Fade(1, DAY, True)) == (1,) * 51  # 0.5 is the last that rounds up
    assert faded(100, Fade(1, DAY, True)) == tuple(range(100, 0, -1))


def test_all_at_once() -> None:
    assert faded(1000, Fade(100, DAY)) == (1000,)
    assert faded(1000, Fade(100, DAY, True)) == (1000,)
    assert faded(0, Fade(50, DAY)) == ()


@given(st.integers(0, 10**8), st.integers(1, 100), st.booleans())
def test_a_fade_table_is_the_formula(amount: int, percent: int, linearly: bool) -> None:
    table = faded(amount, Fade(percent, DAY, linearly))
    for k in (0, 1, 2, 3, 7, 30, 99, len(table) - 1, len(table), len(table) + 1):
        if k < 0:
            continue
        left = max(Fraction(0), 1 - k * Fraction(percent, 100)) if linearly else (1 - Fraction(percent, 100)) ** k
        exact = left * amount
        assert (table[k] if k < len(table) else 0) == int(exact + Fraction(1, 2))


def test_held() -> None:
    assert [held(x, -5, 10) for x in (-6, -5, 0, 10, 11)] == [-5, -5, 0, 10, 10]
    assert [held(x, None, 10) for x in (-600, 11)] == [-600, 10]
    assert [held(x, 3, None) for x in (0, 11)] == [3, 11]
    assert held(7, None, None) == 7
