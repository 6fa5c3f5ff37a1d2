"""Whether a bound is in: "over 50" must not be written as "at least 50", nor "at most 50" as "less than 50"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ..reading.numbers import Phrases, phrases, words_at, written
from ..reading.tokens import Token

_BEYOND: Final = phrases(
    "over|more than|above|exceeding|exceeds|greater than|bigger than|larger than|beyond|higher than|upwards of|"
    "in excess of"
)
_SHORT_OF: Final = phrases("under|below|less than|fewer than|smaller than|lower than|short of")
_AT_LEAST: Final = phrases(
    "at least|equals or exceeds|equal or exceeds|meets or exceeds|or exceeds|minimum|minimum of|no less than|"
    "not less than|no fewer than|not fewer than|not under|not below"
)
_AT_MOST: Final = phrases("at most|no more than|not more than|not over|not above|up to and including|maximum of")
_BOUNDS: Final = (
    (_AT_LEAST, r">= {v}\b|> {low}\b|{v} or more|{v} to|between {v}\b|from {v}\b|= {v}\b", r"> {v}\b|above {v}\b"),
    (_AT_MOST, r"<= {v}\b|to {v}\b|and {v}\b|(?:<|below) {high}\b|max {v}\b", r"(?:<|below|>|above) {v}\b|>= {v}\b"),
    (
        _BEYOND,
        r"(?:>|above) {v}\b|>= {high}\b|{high} (?:or|to)|(?:between|from) {high}\b",
        r">= {v}\b|{v} or more|between {v}\b",
    ),
    (_SHORT_OF, r"(?:<|below) {v}\b|(?:<=|to|and) {low}\b|(?:>=|from) {v}\b|{v} or more", r"(?:<=|to|and) {v}\b"),
)
"""What is said in front of a number, how rules write it, and how they write something else."""


def misread_bounds(said: Sequence[Token], rules: str) -> Iterator[Token]:
    """The numbers whose bound is in where it should be out, or the other way round."""
    for i, t in enumerate(said):
        if t.kind != "number" or t.value is None or t.or_more or t.value == 0:
            continue
        for words, right, wrong in _BOUNDS:
            if not _ends_before(said, i, words):
                continue
            if _is_written(t.value, wrong, rules) and not _is_written(t.value, right, rules):
                yield t
            break


def _ends_before(said: Sequence[Token], at: int, words: Phrases) -> bool:
    return any(at >= n and words_at(said, at - n, words) == n for n in (4, 3, 2, 1))


def _is_written(value: Decimal, form: str, rules: str) -> bool:
    v, low, high = (re.escape(written(value + k)) for k in (0, -1, 1))
    return re.search(form.format(v=v, low=low, high=high), rules) is not None
