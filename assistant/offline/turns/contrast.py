"""The value that is there now, beside the new one: "15 instead of 10", "100 employees, not 200", "from 30 to 60",
"make the 30 a 35"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...reading.numbers import phrases, words_at, written
from ...reading.times import length_at
from ...reading.tokens import Token
from ...reading.words import stem
from .places import MAKE, Edit

_INSTEAD: Final = phrases(
    "instead of|rather than|not|in place of|and not|in lieu of|instead of the|rather than the|not the|down from|"
    "up from|instead of just|instead of only|where it was|it was|was|and no longer|no longer|previously|before it was"
)
_UNITS: Final = frozenset(
    """point pts pt employee people visit view time download click open day week month machine page year as it is now
    today before currently any more anymore previously at the moment right present user seat each a""".split()
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """``rest``: what is said without the old value; ``old``: how that may be written in a rule."""

    rest: tuple[Token, ...]
    old: frozenset[str]
    takes: bool = False
    """Whether it is about points that are taken off."""


_TAKE: Final = phrases("take off|subtract|deduct|take away|dock|minus|remove|lose|they lose|knock off|penalise by|take")


def contrast_in(tokens: Sequence[Token]) -> Contrast | None:
    """Where the old value is said, and what is said without it; None if none is."""
    found = _contrast_in(tokens)
    size = words_at(found.rest, 0, _TAKE) if found is not None else 0
    if found is None or not 0 < size < len(found.rest) or found.rest[size].kind != "number":
        return found
    number = replace(found.rest[size], signed="-")
    return Contrast((MAKE, number, *found.rest[size + 1 :]), found.old, takes=True)


def _contrast_in(tokens: Sequence[Token]) -> Contrast | None:
    becomes = becoming(tokens)
    if becomes is not None:
        return becomes
    for at in range(len(tokens)):
        if tokens[at].is_word("from") and at + 3 < len(tokens) + 1:
            found = _value(tokens, at + 1)
            if found is not None and found[1] < len(tokens) - 1 and tokens[found[1]].is_word("to"):
                if at and tokens[at - 1].is_word("up", "down"):
                    return Contrast((MAKE, *tokens[: at - 1], *tokens[found[1] + 1 :]), found[0])
                return Contrast((*tokens[:at], *tokens[found[1] :]), found[0])
        if words_at(tokens, at, phrases("up from|down from")) and any(t.is_word("to") for t in tokens[at:]):
            continue
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
            return Contrast((MAKE, *tokens[joint:]), old)
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


_BECOMES: Final = phrases(
    "a|an|should be|should now be|should rather be|should have been|becomes|should become|to|into|for|with|is now|"
    "must be|has to be|have to be|needs to be|ought to be|was meant to be|is supposed to be|to a|into a|for a|"
    "should be a|is wrong it should be|is a typo should be|was a typo should be|is wrong should be|by|to be|"
    "was supposed to be|with a|goes to|goes up to|goes down to|as|are now|were meant to be|was wrong it is|"
    "should read|must read|reads|"
    "needs to go to"
)
_BEFORE: Final = phrases(
    "make the|make that|make|change the|change that|change|turn the|turn|the|that|those|set the|replace the|replace|"
    "swap the|swap|switch the|switch|raise the|lower the|raise|lower|move the|move|update the|bump the|increase the|"
    "decrease the|reduce the|take the|bring the|put the|correct the|correct|fix the|i would make the|exchange the|"
    "substitute the|no the|cut the|drop the|up the|push the|this"
)
_JOINTS: Final = frozenset("a as is it now".split())
_ARROW: Final = (",", "-", ":", "→", ">", "->")


def becoming(tokens: Sequence[Token]) -> Contrast | None:
    """ "make the 30 a 35", "change 30 to 35", "the 30 days should be 60", "30 → 35"."""
    numbers = [i for i, t in enumerate(tokens) if t.kind == "number"]
    if len(numbers) != 2:
        return None
    at, new = numbers
    found = _value(tokens, at)
    if found is None or (at and tokens[at - 1].is_word("from", "between")):
        return None
    if tokens[at].or_more and not tokens[new].or_more:
        return None  # "500+ should be 40": what that row is worth
    old, end = found
    start = next((at - b for b in (4, 3, 2, 1) if b <= at and words_at(tokens, at - b, _BEFORE) == b), at)
    units = list(tokens[at + 1 : end])
    while end < new and tokens[end].kind == "word" and stem(tokens[end].text) in _UNITS - _JOINTS:
        units.append(tokens[end])
        end += 1
    joint = tokens[end:new]
    signs = [t for t in joint if t.kind == "sign"]
    words = [t for t in joint if t.kind != "sign"]
    is_arrow = bool(signs) and not words and all(t.is_sign("→", ">", "->") for t in signs)
    is_joint = bool(words) and words_at(words, 0, _BECOMES) == len(words)
    if not is_arrow and not (is_joint and all(t.is_sign(*_ARROW) for t in signs)):
        return None
    if words and words[0].is_word("a", "an", "as", "for", "by", "with") and start == at:
        return None  # "5 a 10"
    behind = list(tokens[new + 1 :])
    is_bare = not tokens[new].unit and not any(t.kind == "word" and stem(t.text) in _UNITS for t in behind[:1])
    return Contrast((MAKE, *tokens[:start], tokens[new], *(units if is_bare else ()), *behind), old)


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
