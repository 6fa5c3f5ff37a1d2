"""What comparisons of single values mean: folding, patterns, whole words, order, Kleene's three truths.

Truth is ``True``, ``False`` or ``None`` (unknown).
"""

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from .model import Sign, TextSign
from .types import Value

_FOLDED_FIRST = str.maketrans("İΣς", "iσσ")
_RUN = re.compile(" +")
_BLANKS = str.maketrans(dict.fromkeys(".,;:/|&()-_'\"+", " "))


@lru_cache(65536)
def fold(text: str) -> str:
    """A text as it is compared: İ becomes i, Σ and ς become σ, then each character its Unicode lower case."""
    if text.isascii():
        return text.lower()
    return "".join([c.lower() for c in text.translate(_FOLDED_FIRST)])


@lru_cache(65536)
def words(text: str) -> str:
    """A text as `mentions` sees it: folded, punctuation made blanks, runs of blanks made one, one at each end."""
    return _RUN.sub(" ", f" {fold(text).translate(_BLANKS)} ")


@lru_cache(4096)
def _pattern(pattern: str) -> re.Pattern[str]:
    parts = {"*": ".*", "?": "."}
    return re.compile("".join(parts.get(c) or re.escape(c) for c in fold(pattern)), re.DOTALL)


def text_test(sign: TextSign, text: str, pattern: str) -> bool:
    match sign:
        case "contains":
            return fold(pattern) in fold(text)
        case "starts with":
            return fold(text).startswith(fold(pattern))
        case "ends with":
            return fold(text).endswith(fold(pattern))
        case "matches":
            return _pattern(pattern).fullmatch(fold(text)) is not None
        case "mentions":
            return words(pattern) in words(text)


def domain(text: str) -> str | None:
    """What follows the last `@`, folded; None without an `@`, or with nothing behind it."""
    _, at, rest = text.rpartition("@")
    return fold(rest) if at and rest else None


Comparable = Value | Fraction


def key(value: Comparable) -> Comparable:
    """A value as it is compared and counted: a text folded."""
    return fold(value) if isinstance(value, str) else value


def relation(left: Comparable, sign: Sign, right: Comparable) -> bool:
    """Two known values of one type against each other."""
    a, b = key(left), key(right)
    match sign:
        case "=":
            return a == b
        case "!=":
            return a != b
        case "<":
            return a < b  # type: ignore[operator]
        case "<=":
            return a <= b  # type: ignore[operator]
        case ">":
            return a > b  # type: ignore[operator]
        case ">=":
            return a >= b  # type: ignore[operator]


Truth = bool | None


def both(truths: Iterable[Truth]) -> Truth:
    """False if any is, else unknown if any is, else true."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def either(truths: Iterable[Truth]) -> Truth:
    """True if any is, else unknown if any is, else false."""
    unknown = False
    for truth in truths:
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False


def at_least(number: int, truths: Iterable[Truth]) -> Truth:
    """True if so many are true, false if fewer are true or unknown, else unknown."""
    found = list(truths)
    true = sum(truth is True for truth in found)
    if true >= number:
        return True
    return None if true + sum(truth is None for truth in found) >= number else False


def negation(truth: Truth) -> Truth:
    return None if truth is None else not truth
