"""The value that is there now, beside the new one: "15 instead of 10", "100 employees, not 200", "from 30 to 60"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...reading.numbers import phrases, words_at, written
from ...reading.times import length_at
from ...reading.tokens import Token
from ...reading.words import stem
from .places import Edit

_INSTEAD: Final = phrases(
    "instead of|rather than|not|in place of|and not|in lieu of|instead of the|rather than the|not the|down from|"
    "up from|instead of just|instead of only|where it was|it was|was|and no longer|no longer|previously|before it was"
)
_MAKE: Final = Token("word", "make", "make", 0, 0)
_UNITS: Final = frozenset(
    """point pts pt employee people visit view time download click open day week month machine page year as it is now
    today before currently any more anymore previously at the moment right present user seat each a""".split()
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """``rest``: what is said without the old value; ``old``: how that may be written in a rule."""

    rest: tuple[Token, ...]
    old: frozenset[str]


def contrast_in(tokens: Sequence[Token]) -> Contrast | None:
    """Where the old value is said, and what is said without it; None if none is."""
    for at in range(len(tokens)):
        if tokens[at].is_word("from") and at + 3 < len(tokens) + 1:
            found = _value(tokens, at + 1)
            if found is not None and found[1] < len(tokens) - 1 and tokens[found[1]].is_word("to"):
                return Contrast((*tokens[:at], *tokens[found[1] :]), found[0])
        size = words_at(tokens, at, _INSTEAD)
        found = _value(tokens, at + size) if size else None
        if found is None:
            continue
        old, end = found
        if at == 0:
            joint = end
            while joint < len(tokens) and (tokens[joint].is_sign(",", "-") or tokens[joint].is_word("but", "rather")):
                joint += 1
            if joint == end or joint >= len(tokens):
                return None
            return Contrast((_MAKE, *tokens[joint:]), old)
        while end < len(tokens) and tokens[end].kind == "word" and stem(tokens[end].text) in _UNITS:
            end += 1
        before = tokens[:at]
        while before and before[-1].is_sign(",", "-", "("):
            before = before[:-1]
        behind = [t for t in tokens[end:] if not t.is_sign(")", ",")]
        if any(t.kind == "number" for t in behind) or not any(t.kind == "number" for t in before):
            return None
        return Contrast((*before, *behind), old)
    return None


def _value(tokens: Sequence[Token], at: int) -> tuple[frozenset[str], int] | None:
    if at >= len(tokens):
        return None
    t = tokens[at]
    length = length_at(tokens, at)
    if length is not None:
        return frozenset({length[0].text, written(t.value)} if t.value is not None else {length[0].text}), length[1]
    if t.kind != "number" or t.value is None or t.percent:
        return None
    return frozenset({written(abs(t.value)), f"{written(abs(t.value))}d"}), at + 1


_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)?[a-zA-Z]*")


def replaces_it(edit: Edit, rules: str, old: frozenset[str]) -> bool:
    """Whether the old value is what an edit puts something else in the place of."""
    there = set(_NUMBERS.findall(rules[edit.start : edit.end]))
    return bool(there & old)
