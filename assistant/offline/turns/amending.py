"""Follow-ups that say several things at once, "make it 3 visits and 30 points", and those that change how many."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...reading.numbers import Bound, bound_at, phrases, words_at, written
from ...reading.times import bare_window_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon
from ..names.saying import said_at

NOUNS: Final = frozenset(
    """visit view download open click submission registration attendance signup reply request purchase login event
    time session call meeting chat order invite share day""".split()
)
"""Stems of what is counted in a condition."""
_OPENING: Final = phrases(
    "make it|make that|make this|make the|make them|change|set it|set the|set that|instead|actually|rather|raise it|"
    "raise the|lower it|lower the|it should be|they should be|should be|use|no|no make it|please make it|ok make it|"
    "okay make it|let us make it|can you make it|could you make it|can we make it|please change|increase it|"
    "bump|bump it|bump the|take the|take it|put the|put it|bring the|bring it|lower|raise|increase|decrease|reduce|"
    "decrease it|reduce it|reduce the|bump it|switch|replace|update|i meant|we meant|not"
)
COMPARED: Final = re.compile(
    r'"(?:[^"]|"")*"|`[^`]*`|([A-Za-z_][\w.]*) (?:(>=|<=|>|<) (\d+(?:\.\d+)?[kMB]?)(?![\w%])'
    r"|between (\d+(?:\.\d+)?[kMB]?) and (\d+(?:\.\d+)?[kMB]?)(?!\w))"
)


_TALK: Final = phrases(
    "actually|ok|okay|please|hmm|oh|ah|right|so|well|and please|can you|could you|can you please|could you please|"
    "would you|let us|can we|could we|thanks|thank you|great|perfect|good|nice|cool|sorry|hm|also please|"
    "one more thing|one change|small change|quick change|on second thought|on second thoughts|i think|we think|"
    "we decided to|wait|we have decided to|looks good|looks great|looks good but|fine|yes|yep|yeah|sure|all good|"
    "good but|great but|but please|ok but|hang on|hold on|maybe|perhaps|then|i would like to|we would like to|"
    "we want to|i want to|one more|just"
)
_TAIL: Final = phrases(
    "please|thanks|thank you|now|thx|cheers|ok|then|after all|if possible|if you can|though|pls|actually"
)


def without_talk(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Without "Sales has come back to me:" and "actually, please" around what is to be different."""
    found = tuple(tokens)
    colon = next((i for i, t in enumerate(found) if t.is_sign(":", "-") and i > 1), 0)
    if 2 < colon < len(found) - 2 and all(t.kind == "word" for t in found[:colon]) and is_change(found[colon + 1 :]):
        found = found[colon + 1 :]
    while len(found) > 1 and ((size := words_at(found, 0, _TALK)) or found[0].is_sign(",", "-")):
        if size == len(found):
            break
        found = found[size or 1 :]
    while len(found) > 1:
        back = next((b for b in (3, 2, 1) if words_at(found, len(found) - b, _TAIL) == b), 0)
        if back and back < len(found):
            found = found[:-back]
        elif found[-1].is_sign(","):
            found = found[:-1]
        else:
            break
    return found


def is_change(tokens: Sequence[Token]) -> bool:
    """Whether what is said is about what is there: it must never be added to it."""
    return bool(words_at(tokens, 0, _OPENING)) or any(t.is_word("instead") for t in tokens)


def counted_at(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int, Bound, frozenset[str]] | None:
    """ "3 visits", "more than 200 employees": where it stands, the number, and what is counted."""
    for at in range(len(tokens)):
        found = bound_at(tokens, at)
        if found is None or found[0].percent:
            continue
        bound, end = found
        if any(t.kind == "number" and t.unit not in ("", "x") for t in tokens[at:end]):
            continue
        if end - at == 1 and tokens[at].unit == "x":
            return at, end, bound, NOUNS
        for f in lexicon.fields:
            if size := said_at(tokens, end, f):
                return at, end + size, bound, frozenset({f.name, f.written})
        i = end
        while i < len(tokens) and i < end + 3 and tokens[i].kind == "word":
            s = stem(tokens[i].text)
            if s in ("time", "occasion"):
                return at, i + 1, bound, NOUNS
            if s in NOUNS and s != "day":
                same = {"visit", "view", "time"} if s in ("visit", "view") else {s, "time"}
                return at, i + 1, bound, frozenset(same)
            i += 1
    return None


def places_of(text: str, counted: frozenset[str], bound: Bound) -> Iterator[tuple[int, int, str]]:
    """Where a rule compares what is counted, and what is to stand there instead."""
    for m in COMPARED.finditer(text):
        if m[1] is None or not ({m[1], stem(m[1])} & counted):
            continue
        start = m.end(1) + 1
        if bound.low is not None and bound.high is not None and not bound.exact:
            yield start, m.end(), f"between {written(bound.low)} and {written(bound.high)}"
        elif bound.exact and bound.low is not None:
            if m[2]:
                yield m.start(3), m.end(3), written(bound.low)
        elif bound.low is not None:
            yield start, m.end(), f"{'>=' if bound.low_included else '>'} {written(bound.low)}"
        elif bound.high is not None:
            yield start, m.end(), f"{'<=' if bound.high_included else '<'} {written(bound.high)}"


def segments(tokens: Sequence[Token], lexicon: Lexicon) -> list[list[Token]]:
    """What is said, cut at "and" and commas, each part with the first words before it; else at its numbers."""
    parts: list[list[Token]] = [[]]
    for t in tokens:
        if t.is_sign(",", ";") or t.is_word("and", "but", "also"):
            parts.append([])
        else:
            parts[-1].append(t)
    parts = [p for p in parts if p]
    if len(parts) > 1:
        return [cut for part in parts for cut in _by_values(part, lexicon)]
    return _by_values(list(tokens), lexicon)


def _by_values(tokens: list[Token], lexicon: Lexicon) -> list[list[Token]]:
    """ "30 points in 14 days": a part for each number, with all words that belong to none."""
    values: list[list[Token]] = []
    rest = list(tokens)
    at = 0
    while at < len(rest):
        window = bare_window_at(rest, at)
        if window is not None:
            values.append(rest[at : window[1]])
            del rest[at : window[1]]
            continue
        at += 1
    counted = counted_at(rest, lexicon)
    if counted is not None:
        values.append(rest[counted[0] : counted[1]])
        del rest[counted[0] : counted[1]]
    numbers = [i for i, t in enumerate(rest) if t.kind == "number"]
    if len(numbers) == 1:
        i = numbers[0]
        end = i + 1 + (i + 1 < len(rest) and rest[i + 1].is_word("points", "point", "pts"))
        values.append(rest[i:end])
        del rest[i:end]
    if len(values) < 2 or any(t.kind == "number" for t in rest):
        return [tokens]
    return [[*rest, *value] for value in values]
