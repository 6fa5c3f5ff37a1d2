"""Follow-ups that say several things at once, "make it 3 visits and 30 points", and those that change how many."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...reading.numbers import Bound, bound_at, phrases, words_at, written
from ...reading.times import UNITS_OF_TIME, bare_window_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon
from ..names.naming import FieldName
from ..names.saying import said_at
from .places import FILL

NOUNS: Final = frozenset(
    """visit view download open click submission registration attendance signup reply request purchase login event
    time session call meeting chat order invite share day""".split()
)
"""Stems of what is counted in a condition."""
COMPARED: Final = re.compile(
    r'"(?:[^"]|"")*"|`[^`]*`|([A-Za-z_][\w.]*) (?:(>=|<=|>|<) (\d+(?:\.\d+)?[kMB]?)(?![\w%])'
    r"|between (\d+(?:\.\d+)?[kMB]?) and (\d+(?:\.\d+)?[kMB]?)(?!\w))"
)


def counted_at(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[int, int, Bound, frozenset[str]] | None:
    """ "3 visits", "more than 200 employees": where it stands, the number, and what is counted."""
    for at in range(len(tokens)):
        found = bound_at(tokens, at)
        if found is None or found[0].percent:
            continue
        bound, end = found
        if end < len(tokens) and tokens[end].is_word("of"):
            return None  # "two of them"
        if any(t.kind == "number" and t.unit not in ("", "x", "min", "mins") for t in tokens[at:end]):
            continue
        if measured := _property_at(tokens, at, end, lexicon):
            return at, measured[1], bound, frozenset({measured[0]})
        if end - at == 1 and tokens[at].unit == "x":
            return at, end, bound, NOUNS
        for f in lexicon.fields:
            if size := said_at(tokens, end, f):
                return at, end + size, bound, frozenset({f.name, f.written})
            if start := _named_before(tokens, at, f):
                return start - 1, end, bound, frozenset({f.name, f.written})
        i = end
        while i < len(tokens) and i < end + 3 and tokens[i].kind == "word":
            s = stem(tokens[i].text)
            if s in ("time", "occasion"):
                return at, i + 1, bound, NOUNS
            if s in NOUNS and s != "day":
                same = {"visit", "view", "time"} if s in ("visit", "view") else {s, "time"}
                return at, i + 1, bound, frozenset(same)
            if i == end and any(s in source.own for source in lexicon.sources):
                return at, i + 1, bound, NOUNS  # "3 skips"
            i += 1
    return None


def _property_at(tokens: Sequence[Token], at: int, end: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """ "10 minutes": the property of an event that is measured in it, and where that ends."""
    known = {stem(p.name): p.name for s in lexicon.sources for p in s.properties if str(p.type or "") == "number"}
    if end < len(tokens) and tokens[end].kind == "word" and (found := known.get(stem(tokens[end].text))):
        return (found, end + 1) if found not in ("amount", "quantity") else None
    minutes = known.get("minute")
    return (minutes, end) if minutes and tokens[end - 1].unit in ("min", "mins") else None


def names_something(tokens: Sequence[Token]) -> bool:
    """Whether a word is said that is neither filling nor what is counted."""
    return any(
        t.kind == "word" and not t.is_word(*FILL, *_COUNTED, *_SHAPING) and stem(t.text) not in NOUNS for t in tokens
    )


_SHAPING: Final = "cap capped max maximum limit limited ceiling halve fade once most per times".split()
"""Words about how points are given, which name nothing."""
_COUNTED: Final = UNITS_OF_TIME | {"each", "employees"}
_BEFORE: Final = phrases("to|of|at|is|now|should be|should be at|be|by|should now be|is now")


def _named_before(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """ "credit score 680", "the budget to 50k": where the name of the field begins, counted from one; else nothing."""
    end = at
    while end and any(words_at(tokens, i, _BEFORE) == end - i for i in (end - 1, end - 2) if i >= 0):
        end -= 1
    for start in range(max(end - 4, 0), end):
        if str(field.type or "") == "number" and said_at(tokens, start, field) == end - start:
            return start + 1
    return 0


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
