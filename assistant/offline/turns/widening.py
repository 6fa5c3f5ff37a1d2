"""Follow-ups about the values of a field: "same for Canada", "the UK too", "Canada instead of the US"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....dsl.words import written_text
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Fact
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon
from .places import CHOSEN, FILL, Edit, Part, label_of, one_of, with_rows

_ADD: Final = phrases(
    "same for|the same for|the same goes for|same goes for|same with|same thing for|add|also|and|plus|include|"
    "also add|also include|including|allow|as well as|also for|and also|and for|also allow|please add|please include|"
    "and include|add in|and add|it should include|should include|let us add|let us include|let us also include|"
    "extend to|extend it to|do the same for|apply the same to|also count|count|and the same for|can we add|"
    "can you add|and also for|let|open it to|open it up to|extend this to|extend that to|accept|also accept|welcome"
)
_TOO: Final = phrases(
    "too|as well|also|counts too|counts as well|count too|count as well|is fine too|is ok too|should count too|"
    "included|should count as well|is good too|are fine too|is in too|are in too|should be included|also counts|"
    "also count|should also count|is also fine|to the list|to it|to that|to this|to the countries|please|"
    "is fine as well|are ok too|as well please|too please|is also ok|should be in too|to the mix|to the regions|"
    "to the industries|to the titles|in|in as well|in too|in please|qualify too|qualify as well|also qualify|"
    "also qualifies|"
    "qualifies too|qualifies as well|is welcome too|are welcome too|also get it|also gets it|get it too|gets it too|"
    "should also be included|should be allowed too|is allowed too|are allowed too|on the list too|"
    "should be on the list"
)
_INSTEAD: Final = phrases("instead of|rather than|in place of|in lieu of|not")
_FOR: Final = phrases("with|by|for|to|should be|should become|becomes|should rather be")
_REPLACE: Final = phrases("replace|swap|change|exchange|swap out|switch|please replace|please change|substitute")
_SET: Final = phrases(
    "make it|make that|change it to|change that to|it should be|should be|use|set it to|switch it to|switch to"
)


def widened(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Other values in the one place that compares the field."""
    if any(t.kind == "number" for t in tokens):
        return None
    for old, new in old_and_new(tokens):
        fact = fact_of(new, lexicon)
        is_all = old is None
        before = fact_of(old, lexicon) if old else None
        if fact is None or (old and not is_all and (before is None or before[0] != fact[0])):
            continue
        field, values = fact
        places = [
            (Edit(p.start + a, p.start + b, text), label_of(p))
            for p in parts
            for a, b, text in _places(
                p.text, field, values, before[1] if before is not None else None if is_all else (), is_all or bool(old)
            )
        ]
        if places:
            return one_of(places, f"Where is “{' '.join(t.raw for t in new)}” meant?", answers)
    return None


def old_and_new(tokens: Sequence[Token]) -> list[tuple[Sequence[Token] | None, Sequence[Token]]]:
    """The words of the old values and of the new: without old ones they are added, None for all that are there."""
    found: list[tuple[Sequence[Token] | None, Sequence[Token]]] = []
    for at in range(1, len(tokens) - 1):
        if size := words_at(tokens, at, _INSTEAD):
            start = words_at(tokens, 0, _SET)
            found.append((tokens[at + size :], tokens[start:at]))
    start = words_at(tokens, 0, _REPLACE)
    if start:
        for at in range(start + 1, len(tokens) - 1):
            if size := words_at(tokens, at, _FOR):
                found.append((tokens[start:at], tokens[at + size :]))
    if tokens and tokens[0].is_word("not"):
        at = next((i for i, t in enumerate(tokens) if t.is_sign(",") or t.is_word("but")), 0)
        if 1 < at < len(tokens) - 1:
            found.append((tokens[1:at], tokens[at + 1 :]))
    start = words_at(tokens, 0, _ADD)
    end = next(
        (len(tokens) - b for b in range(min(5, len(tokens)), 0, -1) if words_at(tokens, len(tokens) - b, _TOO) == b),
        len(tokens),
    )
    if (start or end < len(tokens)) and start < end:
        found.append(((), tokens[start:end]))
    start = words_at(tokens, 0, _SET)
    if start and not found:
        found.append((None, tokens[start:]))
    return found


def fact_of(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[str, tuple[str, ...]] | None:
    """The field and the values that words name, and nothing else."""
    try:
        reading = Reader(lexicon, {}).read(tokens) if tokens else None
    except Ambiguous:
        return None
    c = reading.condition if reading is not None else None
    if not isinstance(c, Fact) or not c.field or c.bound is not None or c.is_loose:
        return None
    m = _OF.fullmatch(c.text)
    if m is None or m[1] != c.field:
        return None
    return f"{m[1]} {'mentions' if m[2].startswith('mentions') else 'is'}", tuple(VALUE.findall(m[3]))


def with_values_placed(tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """ "C-level" and "Germany" as the one place that asks for them; None if no words name values of one place."""
    rows = with_rows(parts)
    for size in (4, 3, 2, 1):
        for at in range(len(tokens) - size + 1):
            here = tokens[at : at + size]
            if any(t.kind != "word" or t.text.startswith(CHOSEN) for t in here) or here[0].text in FILL - {"it"}:
                continue
            fact = fact_of(here, lexicon)
            places = [] if fact is None else [p for p in rows if _holds(p, *fact)]
            if len(places) == 1:
                place = replace(here[0], text=f"{CHOSEN}{places[0].start}")
                return (*tokens[:at], place, *tokens[at + size :])
    return None


def added_to(part: Part, of: str, values: Sequence[str]) -> Edit | None:
    """The values behind those that a rule, or a row of a table, asks for; None if it asks for another field."""
    if part.is_row:
        m = _ROW.match(part.text)
        if (
            m is None
            or not part.named.startswith(f"{of.split()[0]} ")
            or ("mentions" in (m[1] or "")) != ("mentions" in of)
        ):
            return None
        new = list(dict.fromkeys((*VALUE.findall(m[2]), *values)))
        shown = ", ".join(written_text(v.replace('""', '"')) for v in new)
        key = f"mentions any of ({shown})" if m[1] else shown
        return Edit(part.start, part.start + m.end(), key)
    found = _places(part.text, of, values, (), False)
    return Edit(part.start + found[0][0], part.start + found[0][1], found[0][2]) if len(found) == 1 else None


_TEXT: Final = r'"(?:[^"]|"")*"(?:\s*,\s*"(?:[^"]|"")*")*'
_ROW: Final = re.compile(rf"(mentions any of |mentions )?(\(\s*{_TEXT}\s*\)|{_TEXT})")


def _holds(part: Part, of: str, values: Sequence[str]) -> bool:
    """Whether a rule, or a row of a table, asks for these values and no others."""
    text, field = part.text, of.split()[0]
    if part.is_row:
        if not part.named.startswith(f"{field} "):
            return False
        key = text.split(" add ")[0].split(" subtract ")[0]
        return set(VALUE.findall(key)) == set(values)
    return any(set(now) == set(values) for _, _, now in _lists(text, of))


VALUE: Final = re.compile(r'"((?:[^"]|"")*)"')
_VALUES: Final = r'(\(\s*"(?:[^"]|"")*"(?:\s*,\s*"(?:[^"]|"")*")*\s*\)|"(?:[^"]|"")*")'
_OF: Final = re.compile(r"(\S+) (is|in|mentions any of|mentions) " + _VALUES)


def _places(
    text: str, of: str, values: Sequence[str], old: Sequence[str] | None, replaces: bool
) -> list[tuple[int, int, str]]:
    """Where the field is compared in the text of a rule, and how it is to stand there."""
    field, _, kind = of.rpartition(" ")
    found: list[tuple[int, int, str]] = []
    for start, end, now in _lists(text, of):
        gone = now if old is None else old
        if replaces and not set(gone) <= set(now):
            continue
        kept = [v for v in now if v not in gone] if replaces else now
        new = [*kept, *(v for v in values if v not in kept)]
        if new != now:
            found.append((start, end, _compared(field, kind, new)))
    return found


def shrunk(text: str, of: str, values: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where the field is compared with these values and others, and how it is to stand there without them."""
    found: list[tuple[int, int, str]] = []
    for start, end, now in _lists(text, of):
        kept = [v for v in now if v not in values]
        if set(values) <= set(now) and kept:
            field, _, kind = of.rpartition(" ")
            found.append((start, end, _compared(field, kind, kept)))
    return found


def _lists(text: str, of: str) -> list[tuple[int, int, list[str]]]:
    """Where a rule compares the field, from where to where, and with which values."""
    field, _, kind = of.rpartition(" ")
    signs = r"(mentions any of|mentions)" if kind == "mentions" else r"(is|in)"
    quoted = [m.span() for m in re.finditer(r'because\s+"(?:[^"]|"")*"', text)]
    return [
        (m.start(), m.end(), VALUE.findall(m[2]))
        for m in re.finditer(rf"(?<![\w.]){re.escape(field)}\s+{signs}\s+{_VALUES}", text)
        if not any(a <= m.start() < b for a, b in quoted)
    ]


def _compared(field: str, kind: str, values: Sequence[str]) -> str:
    shown = ", ".join(written_text(v.replace('""', '"')) for v in values)
    if kind == "mentions":
        return f"{field} mentions {shown}" if len(values) == 1 else f"{field} mentions any of ({shown})"
    return f"{field} is {shown}" if len(values) == 1 else f"{field} in ({shown})"
