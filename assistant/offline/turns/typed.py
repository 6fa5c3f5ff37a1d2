"""Follow-ups about values known by nothing but how they are typed: "add PipelineHub too", "drop SalesOrbit"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl.words import written_text
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..clauses.talk import names_nothing
from ..names.lexicon import Lexicon
from .places import Edit, Part, label_of, one_of
from .removing import what_goes
from .repeating import new_and_old
from .widening import VALUE, fact_of, old_and_new

_LIST: Final = re.compile(
    r'(?<![\w.])([A-Za-z_]\w*) (is|in) (\(\s*"(?:[^"]|"")*"(?:\s*,\s*"(?:[^"]|"")*")*\s*\)|"(?:[^"]|"")*")'
)
_MORE: Final = phrases("and|or|as well as|plus|also|both")


def retyped(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Another value beside, or in the place of, one that stands in the rules; or one of several is taken out."""
    if any(t.kind == "number" for t in tokens):
        return None
    question = f"Where is “{' '.join(said.split())[:80]}” meant?"
    same = new_and_old(tokens)
    pairs: list[tuple[Sequence[Token] | None, Sequence[Token], bool]] = []
    if same is not None:
        pairs.append((same[1] or (), same[0], False))
    pairs += [(old, new, bool(old) or old is None) for old, new in old_and_new(tokens)]
    for old, new, replaces in pairs:
        values = _typed(new, lexicon)
        gone = _typed(old, lexicon) if old else ()
        if not values or gone is None or old is None:
            continue
        places = [
            (Edit(p.start + a, p.start + b, text), label_of(p))
            for p in parts
            for a, b, text in _with(p.text, values, gone, replaces, lexicon)
        ]
        if places:
            return one_of(places, question, answers)
    out = what_goes(tokens)
    gone = _typed(out[0], lexicon) if out is not None else None
    if not gone:
        return None
    places = [
        (Edit(p.start + a, p.start + b, text), label_of(p)) for p in parts for a, b, text in _without(p.text, gone)
    ]
    return one_of(places, question, answers)


def _typed(tokens: Sequence[Token] | None, lexicon: Lexicon) -> tuple[str, ...] | None:
    """Names as they were typed, each with a capital or in quotes, none of them a word of the project's."""
    values: list[list[str]] = [[]]
    at = 0
    said = [t for t in tokens or () if not t.is_word("the", "it", "that", "those")]
    while at < len(said):
        size = words_at(said, at, _MORE)
        if size or said[at].is_sign(",", "/", "&"):
            values.append([])
            at += max(size, 1)
            continue
        t = said[at]
        if t.kind == "text":
            values.append([t.text])
            values.append([])
        elif t.kind == "word" and t.raw[:1].isupper():
            values[-1].append(t.raw)
        else:
            return None
        at += 1
    known = {w for v in lexicon.property_values for w in v.value.casefold().split()}
    words = [t for t in said if t.kind == "word" and t.text not in known]
    if words and (not names_nothing(words, lexicon) or fact_of(words, lexicon) is not None):
        return None
    return tuple(" ".join(v) for v in values if v)


def _with(
    text: str, values: Sequence[str], gone: Sequence[str], replaces: bool, lexicon: Lexicon
) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    lost = {v.casefold() for v in gone}
    for start, end, field, now in _lists(text):
        there = {v.casefold() for v in now}
        if (lost and not lost <= there) or not (_is_free(field, lexicon) or _is_known(field, values, lexicon)):
            continue
        kept = [v for v in now if not (replaces and v.casefold() in lost)]
        new = [*kept, *(v for v in values if v.casefold() not in there)]
        if new != now:
            found.append((start, end, _compared(field, new)))
    return found


def _without(text: str, gone: Sequence[str]) -> list[tuple[int, int, str]]:
    lost = {v.casefold() for v in gone}
    found: list[tuple[int, int, str]] = []
    for start, end, field, now in _lists(text):
        kept = [v for v in now if v.casefold() not in lost]
        if kept and lost <= {v.casefold() for v in now}:
            found.append((start, end, _compared(field, kept)))
    return found


def _lists(text: str) -> list[tuple[int, int, str, list[str]]]:
    quoted = [m.span() for m in re.finditer(r'because\s+"(?:[^"]|"")*"', text)]
    return [
        (m.start(), m.end(), m[1], VALUE.findall(m[3]))
        for m in _LIST.finditer(text)
        if not any(a <= m.start() < b for a, b in quoted)
    ]


def _is_free(field: str, lexicon: Lexicon) -> bool:
    """Whether a field of the lead holds whatever people type."""
    found = next((f for f in lexicon.fields if f.written == field), None)
    return found is not None and not lexicon.values(found) and found.concept not in ("country", "email", "state")


def _is_known(field: str, values: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a property of an event is known to have these values, or to have any that are not listed."""
    listed = {v.value.casefold() for v in lexicon.property_values if v.property == field}
    is_property = any(p.name == field for s in lexicon.sources for p in s.properties)
    return is_property and (not listed or {v.casefold() for v in values} <= listed)


def _compared(field: str, values: Sequence[str]) -> str:
    shown = ", ".join(written_text(v.replace('""', '"')) for v in values)
    return f"{field} is {shown}" if len(values) == 1 else f"{field} in ({shown})"
