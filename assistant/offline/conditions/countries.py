"""Finds where a lead is: in the US or Canada, outside the EU."""

from collections.abc import Sequence, Set
from typing import Final

from ....dsl.words import written_text
from ...reading.demonyms import CODES as DEMONYMS
from ...reading.numbers import phrases, words_at
from ...reading.places import Place, code_of, is_doubtful, names_of_country, people_of_at, place_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import FieldName, Lexicon, words_of
from ..names.saying import aimed_at, membership, said_at, several
from .condition import Fact
from .events import Found
from .known import whose_at

_NOT: Final = phrases(
    "outside of|outside|not in|not from|not based in|not located in|non|except|is not|not|anywhere outside|"
    "anywhere outside of|anywhere but|anywhere except|everywhere except|everywhere but|anywhere other than|"
    "everywhere outside|other than|anywhere except in|anywhere not in|is anything but|is anywhere but"
)
_IN: Final = phrases(
    "in the|in|from the|from|based in|located in|based in the|located in the|anywhere in|anywhere in the|all of|"
    "lives in|live in|living in|lives in the|live in the|sits in|sit in|somewhere in|out of|residing in|resides in"
)
_EXCEPT: Final = phrases(
    "except|except for|excluding|without|but not|not including|minus|other than|apart from|besides|not|bar|excl|outside"
)
_WHOSE: Final = ("company companies business businesses firm firms organization organizations organisation "
                 "organisations lead leads account accounts prospect prospects contact contacts customer customers "
                 "people applicants students visitors buyers market markets employer employers brands "
                 "manufacturers residents candidates patients exhibitors shoppers").split()  # fmt: skip


def place_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "in the US or Canada", "DACH", "outside the EU", "German companies", "Europe except the UK"."""
    field = lexicon.of_concept("country")
    if field is None:
        return None
    i, negated = at, False
    is_told = (
        tokens[i].kind == "word" and stem(tokens[i].text) in field.about and tokens[i].text not in ("country", "code")
    )
    if is_told and words_at(tokens, i + 1, phrases("in|in the|is in|is in the|located in|based in|are in")):
        i += 1 + words_at(tokens, i + 1, phrases("is|are"))  # "plant in Germany"
    size = words_at(tokens, i, _NOT)
    if size and tokens[i + size - 1].text not in ("has", "have"):
        i, negated = i + size, True
    i += words_at(tokens, i, _IN)
    i += _one_of(tokens, i)
    size = aimed_at(tokens, i, field) or said_at(tokens, i, field)
    is_open = False
    if size:
        i += size
        if words_at(tokens, i, phrases("is not|not in|is not in|is not one of|is anything but|not|other than")):
            negated = True
            i += words_at(tokens, i, phrases("is not|not in|is not in|is not one of|is anything but|not|other than"))
        else:
            i += words_at(tokens, i, phrases("is in|is one of|is|are|in|one of|is either|is any of|such as|like|of"))
        while i < len(tokens) and tokens[i].is_sign(":", "=", "("):
            is_open = is_open or tokens[i].is_sign("(")
            i += 1
        i += words_at(tokens, i, (("the",),)) if i + 1 < len(tokens) and place_at(tokens, i) is None else 0
    found = several(tokens, i, _place)
    if found is None:
        return _quoted_value(tokens, i, field, negated) if size else None
    places = [p for p in found[0] if isinstance(p, Place)]
    end = found[1]
    people = [p for p in places if p.words.lower() in DEMONYMS]
    is_listed = len(people) == len(places) > 1 and (end >= len(tokens) or tokens[end].kind == "sign")
    if people and not is_listed and not (end < len(tokens) and tokens[end].is_word(*_WHOSE)):
        return None
    if not size and _is_something_else(places, lexicon):
        return None
    end += words_at(tokens, end, phrases("based companies|based|only|region|address|addresses"))
    end += whose_at(tokens, end, lexicon)
    left_out, end = _left_out(tokens, end)
    if is_open and end < len(tokens) and tokens[end].is_sign(")"):
        end += 1
    fact, notes = _country_fact(field, places, lexicon, negated, left_out)
    return Found(fact, end, notes)


def _one_of(tokens: Sequence[Token], at: int) -> int:
    """ "one of the Nordic countries", "a DACH country": how many tokens stand before the name of the region."""
    size = words_at(tokens, at, phrases("one of the|any of the|one of|any of|any|a|an|some"))
    found = place_at(tokens, at + size) if size and at + size < len(tokens) else None
    if found is None or found[0].region is None:
        return 0
    is_country = tokens[found[1] - 1].is_word("country", "state")
    return size if size > 1 or is_country else 0


def _place(tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
    return people_of_at(tokens, at) or place_at(tokens, at)


def _is_something_else(places: Sequence[Place], lexicon: Lexicon) -> bool:
    """ "HR" and "PR" are departments; "CA" is a state where the project has states."""
    codes = [p.codes[0] for p in places if len(p.codes) == 1 and p.words == p.codes[0]]
    if len(codes) < len(places):
        return False
    has_states = any({"state", "province"} & set(words_of(f.name)) for f in lexicon.fields)
    return all(is_doubtful(code) for code in codes) or (has_states and all(code in _STATES for code in codes))


_STATES: Final = frozenset("AL AR AZ CA CO DE GA ID IL IN KY LA MA MD ME MN MO MS MT NC NE PA SC SD TN VA".split())
"""Codes of countries that are also states of the US."""


def _left_out(tokens: Sequence[Token], at: int) -> tuple[set[str], int]:
    """ "except the UK", "(excluding Russia)": the codes, and where it ends."""
    i = at
    is_open = i < len(tokens) and tokens[i].is_sign("(", ",")
    i += is_open
    step = words_at(tokens, i, _EXCEPT) or (is_open and words_at(tokens, i, phrases("no|not in|not the")))
    found = (
        several(tokens, i + step + words_at(tokens, i + step, phrases("for|in|in the|the|from")), _place)
        if step
        else None
    )
    if found is None:
        return set(), at
    end = found[1]
    if is_open and tokens[at].is_sign("("):
        if end >= len(tokens) or not tokens[end].is_sign(")"):
            return set(), at
        end += 1
    return {code for p in found[0] if isinstance(p, Place) for code in p.codes}, end


def _quoted_value(tokens: Sequence[Token], at: int, field: FieldName, negated: bool) -> Found | None:
    if at < len(tokens) and tokens[at].kind == "text":
        sign = "is not" if negated else "is"
        return Found(Fact(f"{field.written} {sign} {written_text(tokens[at].text)}", field.name, field.written), at + 1)
    return None


def _country_fact(
    field: FieldName, places: Sequence[Place], lexicon: Lexicon, negated: bool, left_out: Set[str]
) -> tuple[Fact, tuple[str, ...]]:
    codes = [c for c in dict.fromkeys(code for p in places for code in p.codes) if c not in left_out]
    notes = [f"{p.region.name} is {_shown_codes(p.codes)}: {p.region.source}" for p in places if p.region is not None]
    known = lexicon.values(field)
    values: list[str] = []
    about = field.description.lower()
    if known and any(code_of(v) for v in known):
        by_code: dict[str, list[str]] = {}
        for v in known:
            code = code_of(v)
            if code is not None:
                by_code.setdefault(code, []).append(v)
        has_codes = sum(len(v) == 2 for v in known) * 2 > len(known)
        for code in codes:
            values += by_code.get(code, [code if has_codes else names_of_country(code)[0]])
    elif "iso" in about or "code" in about or "code" in words_of(field.name):
        values = codes
    else:
        values = [
            v
            for code in codes
            for v in (code, *(names_of_country(code)[:3] if len(codes) < 6 else names_of_country(code)[:1]))
        ]
        values = list(dict.fromkeys(values))
        notes.append(f"`{field.name}` may hold codes or names; both are looked for")
    name = f"in_{'_'.join(w for p in places for w in words_of(p.words))}"[:40]
    return Fact(
        membership(field, values, negated), name, field.written, row=", ".join(map(written_text, values))
    ), tuple(notes)


def _shown_codes(codes: Sequence[str]) -> str:
    return ", ".join(codes) if len(codes) <= 6 else f"{len(codes)} countries ({', '.join(codes[:4])} …)"
