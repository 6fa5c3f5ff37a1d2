"""Finds where a lead is: in the US or Canada, outside the EU."""

from collections.abc import Sequence

from ...dsl.words import written_text
from ..reading.numbers import phrases, words_at
from ..reading.places import Place, code_of, names_of_country, place_at
from ..reading.tokens import Token
from .conditions import Fact
from .events import Found
from .lexicon import FieldName, Lexicon, words_of
from .saying import membership, said_at, several


def place_field_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "in the US or Canada", "DACH", "outside the EU"."""
    field = lexicon.of_concept("country")
    if field is None:
        return None
    i, negated = at, False
    size = words_at(
        tokens, i, phrases("outside of|outside|not in|not from|not based in|not located in|non|except|is not|not")
    )
    if size and tokens[i + size - 1].text not in ("has", "have"):
        i, negated = i + size, True
    i += words_at(tokens, i, phrases("in the|in|from the|from|based in|located in|based in the|located in the"))
    size = said_at(tokens, i, field)
    if size:
        i += size
        i += words_at(tokens, i, (("is", "not"),)) and 0
        if words_at(tokens, i, phrases("is not|not in|is not in")):
            negated = True
            i += words_at(tokens, i, phrases("is not|not in|is not in"))
        else:
            i += words_at(tokens, i, phrases("is in|is one of|is|are|in|one of"))
        if i < len(tokens) and tokens[i].is_sign(":", "=", "("):
            i += 1
        i += words_at(tokens, i, (("the",),)) if i + 1 < len(tokens) and place_at(tokens, i) is None else 0
    found = several(tokens, i, place_at)
    if found is None:
        return _quoted_value(tokens, i, field, negated) if size else None
    places = [p for p in found[0] if isinstance(p, Place)]
    end = found[1]
    end += words_at(tokens, end, phrases("based companies|based|only|region|address|addresses"))
    fact, notes = _country_fact(field, places, lexicon, negated)
    return Found(fact, end, notes)


def _quoted_value(tokens: Sequence[Token], at: int, field: FieldName, negated: bool) -> Found | None:
    if at < len(tokens) and tokens[at].kind == "text":
        sign = "is not" if negated else "is"
        return Found(Fact(f"{field.written} {sign} {written_text(tokens[at].text)}", field.name, field.written), at + 1)
    return None


def _country_fact(
    field: FieldName, places: Sequence[Place], lexicon: Lexicon, negated: bool
) -> tuple[Fact, tuple[str, ...]]:
    codes = list(dict.fromkeys(code for p in places for code in p.codes))
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
