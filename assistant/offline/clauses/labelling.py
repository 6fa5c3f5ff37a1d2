"""Headings that name a segment of the leads for which the lines below hold: "Segment "hot list", all of these:"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.reader import head_at
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from .talk import is_of_people, names_nothing, voids

_NAMING: Final = frozenset(
    "segment tag label call bucket list group audience cohort mark flag named called tagged labelled".split()
)
_BEFORE: Final = frozenset(
    """ok okay so for the a an our we please put them people leads everyone in into as make create build new this that
    those is are who it and now define definition of""".split()
)
_IS: Final = phrases(
    "is|are|is called|are called|counts as|count as|is considered|are considered|is marked|is tagged as|becomes|means|"
    "goes into|belongs to|is labelled|is flagged as|is in the segment|goes in the segment|is our definition of"
)
_IF: Final = ("if", "when", "where", "means", "once", "whenever", "has", "have", "must", "is", "are", "needs")
_LONGEST: Final = 4


def segment_heading(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, list[Token]] | None:
    """The label, and what the heading says besides of the lines below it."""
    body = list(tokens)
    while body and body[-1].is_sign(":", "-", "."):
        body.pop()
    if any(t.is_word("not", "never", "no") for t in body) or voids([t for t in body if not t.is_word("if", "only")]):
        return None
    for i, t in enumerate(body[:9]):
        if t.kind != "text":
            continue
        before = body[:i]
        is_said = all(b.kind == "word" and b.text in _BEFORE | _NAMING for b in before)
        is_named = is_said and any(b.text in _NAMING for b in before)
        rest = body[i + 1 :]
        linked = next((k for k in range(1, i) if words_at(body, k, _IS) == i - k), 0)
        is_of_whom = linked and names_nothing(body[:linked], lexicon) and not is_of_people(body[:linked])
        if is_named or (is_of_whom and rest and rest[0].is_word(*_IF)):
            return t.text, _plain(rest)
        return None
    found = unquoted(body, lexicon)
    return None if found is None else (found[0], list(found[1]))


def unquoted(body: Sequence[Token], lexicon: Lexicon) -> tuple[str, tuple[Token, ...]] | None:
    """ "Hot account = at least two of": a name before a sign, and how many have to hold."""
    at = next((i for i, t in enumerate(body[: _LONGEST + 1]) if t.is_sign("=", ":")), 0)
    start = int(body[0].is_word("a", "an", "our", "the")) if body else 0
    name = body[start:at]
    if not name or any(t.kind != "word" for t in name) or stage_at(body, start, lexicon) is not None:
        return None
    if not name[-1].is_word(*_NAMED) or is_of_people(name) or not names_nothing(name, lexicon):
        return None
    rest = _plain(body[at:])
    head = head_at(rest, 0) if rest else None
    return (" ".join(t.raw for t in name), tuple(rest)) if head is not None else None


_NAMED: Final = "account accounts lead leads prospect prospects applicant buyer company companies customer list".split()


def _plain(rest: Sequence[Token]) -> list[Token]:
    at = 0
    while at < len(rest) and (rest[at].is_sign(",", ":", "=", "-") or rest[at].is_word(*_IF, "segment", "list")):
        at += 1
    return list(rest[at:])
