"""Finds where a lead lives, below the country: in Texas or New Mexico, lives in Berlin."""

import re
from collections.abc import Sequence
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_text
from ...reading import people
from ...reading.numbers import phrases, words_at
from ...reading.states import as_states, state_at
from ...reading.tokens import Token
from ..names.lexicon import FieldName, Lexicon, words_of
from ..names.saying import membership, several
from .condition import Fact
from .events import Found
from .valued import is_otherwise


def dwelling_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """The longest that a field of a state or a city is told by here."""
    best: Found | None = None
    for f in lexicon.fields:
        found = _state(tokens, at, f, lexicon) if f.type in (Type.TEXT, None) else None
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


_LIVES: Final = phrases(
    "lives in|live in|living in|in|from|is in|are in|based in|is based in|located in|is located in|resides in|"
    "reside in|"
    "residing in|who lives in|comes from|lives in the state of|in the state of"
)
_LIVES_NOT: Final = phrases(
    "outside|outside of|not in|is not in|not from|lives outside|does not live in|do not live in"
)


def _state(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    """ "lives in Texas or New Mexico"."""
    if {"city", "town"} & set(words_of(field.name)):
        return _city(tokens, at, field, lexicon)
    if "state" not in words_of(field.name) or (lexicon.values(field) and len(lexicon.values(field)) > 2):
        return None
    no = words_at(tokens, at, _LIVES_NOT)
    led = no or words_at(tokens, at, _LIVES)
    found = several(tokens, at + led, state_at) if led else None
    if found is None:
        return None
    says_codes = re.search(r"\b(?:letters?|codes?|abbreviat\w*)\b", field.description.lower()) is not None
    values = as_states([str(v) for v in found[0]], says_codes)
    if values is None:
        return None
    notes = () if says_codes else (f"`{field.name}` may hold codes or names; both are looked for",)
    name = "_".join(["in", *str(found[0][0]).lower().split(), *(["etc"] if len(found[0]) > 1 else [])])
    row = "" if no else ", ".join(map(written_text, values))
    return Found(Fact(membership(field, values, bool(no)), name[:40], field.written, row=row), found[1], notes)


def _city(tokens: Sequence[Token], at: int, field: FieldName, lexicon: Lexicon) -> Found | None:
    """ "lives in Berlin or Hamburg", as it was typed."""
    led = words_at(tokens, at, _LIVES)

    def one(ts: Sequence[Token], k: int) -> tuple[object, int] | None:
        end = k
        while end < len(ts) and end - k < 3 and ts[end].kind == "word" and ts[end].raw[:1].isupper():
            end += 1
        is_whole = end >= len(ts) or ts[end].kind == "sign" or ts[end].is_word("or", "and")
        if end == k or not is_whole or is_otherwise(ts, k, field, lexicon):
            return None
        return people.as_typed(ts[k:end]), end

    found = several(tokens, at + led, one) if led else None
    if found is None:
        return None
    values = [str(v) for v in found[0]]
    note = f"`{field.name}` is looked up as it was typed: {', '.join(f'“{v}”' for v in values)}"
    name = f"in_{'_'.join(values[0].lower().split())}"[:40]
    row = ", ".join(map(written_text, values))
    return Found(Fact(membership(field, values), name, field.written, row=row), found[1], (note,))
