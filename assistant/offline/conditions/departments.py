"""Finds where in a company somebody works: in marketing, the IT department, HR people."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.people import industry_at
from ...reading.tokens import Token
from ..names.lexicon import FieldName, Lexicon
from ..names.saying import membership, several
from .condition import Fact
from .events import Found

_FUNCTIONS: Final = phrases(
    "marketing|sales|engineering|operations|ops|product|finance|it|hr|legal|support|procurement|purchasing|security|"
    "data|design|research|accounting|logistics|production|human resources|information technology|customer success|"
    "customer service|customer support|business development|product management|r and d|pr|communications|revops|"
    "revenue operations|sales ops|sales operations|marketing ops|marketing operations|administration|quality|devops|"
    "development|maintenance|compliance|analytics|research and development|public relations"
)
_WORKS: Final = phrases(
    "works in|work in|working in|works for|working for|is in|are in|in|from|works within|sits in|works on|in the|"
    "works in the|work in the|is in the|are in the|from the|working in the"
)
_NOUNS: Final = phrases("department|dept|departments|team|teams|function|functions|depts|division|office")
_PEOPLE: Final = phrases("people|folks|staff|professionals|pros|contacts|leads|employees|persons|roles|guys|person")
_PERSONS: Final = (
    "anyone", "anybody", "someone", "somebody", "people", "everyone", "everybody", "contacts", "those", "person",
    "folks", "contact",
)  # fmt: skip


def department_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "works in marketing or IT", "the sales department", "IT people"."""
    field = lexicon.of_concept("department")
    if field is None:
        return None
    works = words_at(tokens, at, _WORKS)
    start = at + works
    found = several(tokens, start, _function)
    if found is None:
        return None
    end = found[1]
    noun = words_at(tokens, end, _NOUNS)
    people = 0 if noun else words_at(tokens, end, _PEOPLE)
    is_work = works and tokens[at].is_word("works", "work", "working", "sits")
    is_person = works and at and tokens[at - 1].is_word(*_PERSONS)
    if not (noun or people or is_work or is_person) or (
        people and not works and tokens[start].is_word("product", "data")
    ):
        return None
    if people and not works and end + people < len(tokens) and "sales" in (str(v).lower() for v in found[0]):
        return None  # "sales people called"
    if not noun and not people and industry_at(tokens, start) is not None and not is_person:
        return None  # "works in finance" may be the industry
    if (
        not noun
        and end < len(tokens)
        and tokens[end].kind == "word"
        and not tokens[end].is_word("or", "and", "who", "at")
    ):
        return None if not people else _fact(field, found[0], lexicon, tokens, at, end + people)
    return _fact(field, found[0], lexicon, tokens, at, end + noun + people)


def _fact(
    field: FieldName, said: Sequence[object], lexicon: Lexicon, tokens: Sequence[Token], at: int, end: int
) -> Found:
    known = {v.casefold(): v for v in lexicon.values(field)}
    values = [known.get(str(v).casefold(), str(v)) for v in said]
    shown = ", ".join(f"“{v}”" for v in values)
    notes = () if known else (f"`{field.name}` is looked up as it was typed: {shown}",)
    name = "_".join(values[0].lower().split())[:40]
    return Found(Fact(membership(field, values), name, field.written), end, notes)


def _function(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    size = words_at(tokens, at, _FUNCTIONS)
    if not size or (tokens[at].is_word("it", "pr") and not tokens[at].raw.isupper()):
        return None
    return " ".join(t.raw for t in tokens[at : at + size]), at + size
