"""Finds members of lists that the project keeps: tier 1 countries, our target industries, on the competitor list."""

from collections.abc import Sequence
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_name
from ...names import Name
from ...reading.numbers import phrases, words_at
from ...reading.places import code_of
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import FieldName, Lexicon, words_of
from ..names.saying import said_at
from .condition import Fact
from .events import Found

_IN: Final = phrases(
    "is in|are in|in|is on|are on|on|is one of|are one of|one of|is among|among|is from|from|belongs to|is any of|"
    "any of|is part of|is listed in|listed in|is listed on|listed on|is|are|is a|is an|uses one of|using one of|"
    "use one of|use a|uses a|"
    "using a|"
    "is in one of|in one of|appears on|is found in|matches|is a member of|using|uses|with"
)
_OUR: Final = phrases("our|the|our own|a|an|one of our|one of the|any of our|any of the|their|known")
_LIST: Final = phrases("list|lists|file")


def listed_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """The longest phrase about a list that begins here."""
    best: Found | None = None
    texts = [f for f in lexicon.fields if f.type in (Type.TEXT, None)]
    for name in lexicon.names.of("list"):
        for field in (None, *texts):
            found = _member(tokens, at, name, field, lexicon)
            if found is not None and (best is None or found.end > best.end):
                best = found
    return best


def _member(tokens: Sequence[Token], at: int, name: Name, field: FieldName | None, lexicon: Lexicon) -> Found | None:
    said = said_at(tokens, at, field) if field is not None else 0
    if field is not None and not said:
        return None
    if field is not None and field.concept != "email" and _are_domains(name):
        return None
    i = at + said
    i += words_at(tokens, i, phrases("domain|address"))
    link = words_at(tokens, i, _IN)
    i += link
    our = words_at(tokens, i, _OUR)
    i += our
    start, i = i, _named(tokens, i, name)
    if i == start:
        return None
    noun = field or _field_named(tokens, i, lexicon)
    if field is None and noun is not None:
        i += said_at(tokens, i, noun)
    is_list = words_at(tokens, i, _LIST)
    i += is_list
    of = noun or _field_of(name, lexicon)
    if of is None or not ((said and link) or is_list or (field is None and noun is not None) or _is_noun(name, of)):
        return None
    if not said and not is_list and of.concept in ("email", "title"):
        return None  # "VP titles", "competitors": what people say without thinking of a list
    note = f"read “{' '.join(t.raw for t in tokens[at:i])}” by the list `{name.name}`"
    return Found(Fact(_text(of, name), name.name, of.written, row=_row(of, name)), i, (note,))


def _named(tokens: Sequence[Token], at: int, name: Name) -> int:
    words = words_of(name.name)
    here = tokens[at : at + len(words)]
    is_said = len(here) == len(words) and all(
        t.kind in ("word", "number") and (stem(t.text) == stem(w) or t.text == w)
        for t, w in zip(here, words, strict=True)
    )
    return at + len(words) if is_said else at


def _field_named(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> FieldName | None:
    """ "tier 1 countries": the field whose values the list holds, said behind its name."""
    return next((f for f in lexicon.fields if f.type in (Type.TEXT, None) and said_at(tokens, at, f)), None)


def _field_of(name: Name, lexicon: Lexicon) -> FieldName | None:
    """The field whose values a list holds, by its name and its entries."""
    last = stem(words_of(name.name)[-1])
    for f in lexicon.fields:
        if any(stem(said[-1]) == last for said in f.said) or stem(words_of(f.name)[-1]) == last:
            return f
    if _are_domains(name):
        return lexicon.of_concept("email")
    if name.entries and all(code_of(e) for e in name.entries):
        return lexicon.of_concept("country")
    return None


def _are_domains(name: Name) -> bool:
    return bool(name.entries) and all("." in e and " " not in e for e in name.entries)


def _is_noun(name: Name, of: FieldName) -> bool:
    """Whether the list's name says of what it is: "target_industries", not "tier_1"."""
    last = stem(words_of(name.name)[-1])
    return stem(words_of(of.name)[-1]) == last or any(stem(said[-1]) == last for said in of.said)


def _text(of: FieldName, name: Name) -> str:
    listed = written_name(name.name)
    if of.concept == "email":
        return f"{of.written} domain in {listed}"
    return f"{of.written} mentions any of {listed}" if of.concept == "title" else f"{of.written} in {listed}"


def _row(of: FieldName, name: Name) -> str:
    return "" if of.concept in ("email", "title") else f"in {written_name(name.name)}"
