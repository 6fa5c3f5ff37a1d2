"""Points: rounding, fading, limits. Integers of hundredths in, integers of hundredths out, exact in between."""

from functools import lru_cache

from ..dsl.model import Fade

_PERCENT_OF_NUMBER = 10**12
"""Millionths of one per cent of millionths, in hundredths: 10⁶ · 10⁶ · 100 / 100."""


def rounded(numerator: int, denominator: int) -> int:
    """The nearest integer to a fraction with a positive denominator, half away from zero."""
    quotient, rest = divmod(abs(numerator), denominator)
    if 2 * rest >= denominator:
        quotient += 1
    return quotient if numerator >= 0 else -quotient


def share(number: int, percent: int) -> int:
    """``percent`` (millionths of one per cent) of a number (millionths), in hundredths of a point."""
    return rounded(number * percent, _PERCENT_OF_NUMBER)


@lru_cache(4096)
def faded(amount: int, fade: Fade) -> tuple[int, ...]:
    """What is left of ``amount`` after 0, 1, 2 … steps of a fade; nothing after the last."""
    kept: list[int] = []
    left, whole = amount, 1
    step = 0
    while True:
        if fade.linearly:
            left, whole = amount * max(0, 100 - step * fade.percent), 100
        value = rounded(left, whole)
        if value == 0:
            return tuple(kept)
        kept.append(value)
        step += 1
        if not fade.linearly:
            left, whole = left * (100 - fade.percent), whole * 100


def held(value: int, minimum: int | None, maximum: int | None) -> int:
    """A number of points within limits."""
    if maximum is not None and value > maximum:
        value = maximum
    if minimum is not None and value < minimum:
        value = minimum
    return value
