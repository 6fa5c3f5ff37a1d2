"""Finds where in a company somebody works: in marketing, the IT department, HR people."""

from collections.abc import Sequence
from typing import Final

from ....dsl.words import written_text
from ...reading.numbers import phrases, words_at
from ...reading.people import industry_at
from ...reading.tokens import Token
from ..names.lexicon import FieldName, Lexicon
from ..names.saying import membership, said_at, several
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
        return _in_title(tokens, at, lexicon)
    named = said_at(tokens, at, field)
    if named:  # "department marketing or sales"
        found = several(tokens, at + named, _function)
        is_whole = found is not None and (found[1] >= len(tokens) or tokens[found[1]].kind == "sign")
        return _fact(field, found[0], lexicon, found[1]) if found is not None and is_whole else None
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
        return None if not people else _fact(field, found[0], lexicon, end + people)
    return _fact(field, found[0], lexicon, end + noun + people)


def _fact(field: FieldName, said: Sequence[object], lexicon: Lexicon, end: int) -> Found:
    known = {v.casefold(): v for v in lexicon.values(field)}
    values = [known.get(str(v).casefold(), str(v)) for v in said]
    shown = ", ".join(f"“{v}”" for v in values)
    notes = () if known else (f"`{field.name}` is looked up as it was typed: {shown}",)
    name = "_".join(values[0].lower().split())[:40]
    return Found(Fact(membership(field, values), name, field.written), end, notes)


_IN_FULL: Final = {
    "hr": ("hr", "human resources"),
    "human resources": ("human resources", "hr"),
    "it": ("it", "information technology"),
    "information technology": ("it", "information technology"),
    "ops": ("ops", "operations"),
    "pr": ("pr", "public relations"),
    "r and d": ("r&d", "research and development"),
}


def _in_title(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "someone in marketing", where nothing but the title tells of it."""
    field = lexicon.of_concept("title")
    works = words_at(tokens, at, _WORKS)
    found = several(tokens, at + works, _function) if field is not None else None
    if field is None or found is None:
        return None
    end = found[1]
    noun = words_at(tokens, end, _NOUNS)
    is_work = works > 1 and tokens[at].is_word("works", "work", "working", "sits")
    is_person = works and at and tokens[at - 1].is_word(*_PERSONS)
    if not is_person and not (is_work and industry_at(tokens, at + works) is None) and not (works and noun):
        return None
    if end + noun < len(tokens) and not (tokens[end + noun].kind == "sign" or tokens[end + noun].is_word("and", "or")):
        return None
    said = [str(v).lower() for v in found[0]]
    mentions = list(dict.fromkeys(w for v in said for w in _IN_FULL.get(v, (v,))))
    shown = ", ".join(map(written_text, mentions))
    text = f"{field.written} mentions {shown if len(mentions) == 1 else f'any of ({shown})'}"
    note = f"nothing tells of departments: “{', '.join(said)}” is looked for in `{field.name}`"
    return Found(Fact(text, "_".join(said[0].split()), field.written), end + noun, (note,))


def _function(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    size = words_at(tokens, at, _FUNCTIONS)
    if not size or (tokens[at].is_word("it", "pr") and not tokens[at].raw.isupper()):
        return None
    return " ".join(t.raw for t in tokens[at : at + size]), at + size
