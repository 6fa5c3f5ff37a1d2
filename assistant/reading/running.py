"""Sentences that run on: "a demo is 40 points, and if they read a whitepaper that's 5, and …"."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .instead import instead
from .numbers import phrases, words_at
from .outline import Clause
from .tokens import Token

_AND: Final = ("and", "plus", "then", "oh", "also")
_LEANS: Final = frozenset(
    """it that this those these both all not so more extra top instead additional additionally another too also only
    each either any none same again twice them total together altogether otherwise else max maximum capped
    cap""".split()
)
"""Words by which a part says more of the one before it."""
_STAGES: Final = frozenset(
    "mql mqls sql sqls sal pql qualify qualified qualifies stage disqualify disqualified grade".split()
)
_GIVEN: Final = "is are gets get worth be gives give scores earns earn means equals add adds another of makes".split()
_THAT_IS: Final = phrases(
    "that is|that would be|then that is|that makes|that gives|that should be|that will be|that is worth|that gets|"
    "that makes it|that gives them|that earns|that counts as|that is another|that is an extra|that is like|"
    "then it is|then that should be|that brings|that means|that ought to be|i would say|"
    "i give them|we give them|i would give them|we would give them|i will give them|they will get|that earns them|"
    "i give it|that should get|i would give that|i give that|we give that|i would put that at|that deserves|"
    "it is|they should get|then they get|that gets them|call it|let us say|that deserves"
)
_UNITS: Final = ("points", "point", "pts", "pt")


def with_plain_points(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "if they did it that's 10" as "if they did it: +10"."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        size = words_at(tokens, at, _THAT_IS) if found and not found[-1].is_word("if", "when", "and") else 0
        number = tokens[at + size] if size and at + size < len(tokens) else None
        if number is None or not _is_amount_of_points(tokens, at + size):
            found.append(tokens[at])
            at += 1
            continue
        while found and found[-1].is_sign(",", "-"):
            found.pop()
        if found and not found[-1].is_sign(":", "="):
            found += instead(tokens[at : at + size], ":")
        found.append(number if number.signed or number.unit else replace(number, signed="+"))
        at += size + 1
    return tuple(found)


def with_pause(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "A trial start, thirty" and "If they ask for a demo, forty" as "…: 30": a pause before the points."""
    if len(tokens) < 3 or not tokens[-2].is_sign(",") or tokens[-1].kind != "number":
        return tuple(tokens)
    last, before = tokens[-1], tokens[:-2]
    is_plain = not (last.signed or last.unit or last.percent or last.money or last.or_more)
    is_if = tokens[0].is_word("if", "when", "whenever", "once")
    others = sum(t.kind == "number" or t.is_sign(",", ":", "=", ";", "|", "/", "(") for t in before)
    is_spoken = last.raw[:1].isalpha() and last.value is not None and last.value >= 5
    is_alone = is_spoken and others == 0 and all(t.kind == "word" and t.text not in _STAGES for t in before)
    is_told = is_if and not any(
        t.is_sign(":", "=", ";") or (t.kind == "number" and _is_said_as_points(t)) for t in before
    )
    if not is_plain or before[-1].kind != "word" or not (is_alone or is_told):
        return tuple(tokens)
    return (*before, *instead([tokens[-2]], ":"), replace(last, signed="+"))


def _is_said_as_points(t: Token) -> bool:
    return bool(t.signed) or t.unit.startswith("p")


def _is_amount_of_points(tokens: Sequence[Token], at: int) -> bool:
    t = tokens[at]
    if t.kind != "number" or t.percent or t.money or t.or_more or (t.unit and not t.unit.startswith("p")):
        return False
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    return bool(t.unit) or behind is None or behind.is_sign(",", ";", ")") or behind.is_word("and", "but", *_UNITS)


def cut_apart(clause: Clause) -> list[Clause]:
    """The parts of a sentence of which each gives points of its own, if it is plain where one ends."""
    tokens = clause.tokens
    if clause.below or any(t.kind == "word" and t.text in _STAGES for t in tokens):
        return [clause]
    if not any(_is_cut(tokens, i) and _begins_anew(tokens, i) for i in range(2, len(tokens))):
        return [clause]
    cuts = [0, *(i for i in range(2, len(tokens)) if _is_cut(tokens, i)), len(tokens)]
    bare = [_bare(tokens[a:b]) for a, b in itertools.pairwise(cuts)]
    if any(not p or not _has_points(p) or _leans(p) for p in bare):
        return [clause]
    return [replace(clause, tokens=p, start=p[0].start, end=p[-1].end) for p in bare]


def _is_cut(tokens: Sequence[Token], at: int) -> bool:
    """Whether a part ends before this place, with its points, and another may begin."""
    if not (tokens[at].is_word(*_AND) or tokens[at].is_sign(",", ";")) or tokens[at - 1].is_word(*_AND):
        return False
    depth = sum(t.is_sign("(") - t.is_sign(")") for t in tokens[:at])
    last = at - 1
    while last > 0 and tokens[last].is_sign(","):
        last -= 1
    is_comma = tokens[at].is_sign(",", ";")
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if is_comma and (follows is None or follows.is_word(*_AND)):
        return False
    return depth == 0 and follows is not None and _ends_in_points(tokens, last)


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Whether "if …" follows."""
    end = at + 1
    while end < len(tokens) and tokens[end].is_word(*_AND):
        end += 1
    return end < len(tokens) and tokens[end].is_word("if", "when", "whenever", "once")


def _ends_in_points(tokens: Sequence[Token], at: int) -> bool:
    t = tokens[at]
    if t.is_word(*_UNITS, "each", "apiece", "off") and at:
        t, at = tokens[at - 1], at - 1
        if t.is_word(*_UNITS) and at:
            t = tokens[at - 1]
        return t.kind == "number"
    if t.kind != "number" or t.percent or t.money or t.or_more:
        return False
    before = tokens[at - 1] if at else None
    is_given = before is not None and (before.is_sign(":", "=", "→", "+", "-") or before.is_word(*_GIVEN))
    return bool(t.signed or t.unit.startswith("p")) or is_given


def _has_points(tokens: Sequence[Token]) -> bool:
    return any(_ends_in_points(tokens, i) for i, t in enumerate(tokens) if t.kind == "number" or t.is_word(*_UNITS))


def _leans(tokens: Sequence[Token]) -> bool:
    is_if = tokens[0].is_word("if", "when", "whenever", "once")
    leaning = _LEANS if is_if else _LEANS - {"another", "extra", "additional"}
    said = [
        t
        for i, t in enumerate(tokens)
        if not (t.is_word("more") and tokens[i + 1 : i + 2] and tokens[i + 1].is_word("than"))
    ]
    return any(t.kind == "word" and t.text in leaning for t in said)


def _bare(tokens: Sequence[Token]) -> tuple[Token, ...]:
    body = list(tokens)
    while body and (body[-1].is_sign(",", ";", "-") or body[-1].is_word(*_AND)):
        body.pop()
    while body and (body[0].is_sign(",", ";") or body[0].is_word(*_AND)):
        body.pop(0)
    return tuple(body)
