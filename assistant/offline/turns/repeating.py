"""Follow-ups that give something else the same: "same for ebooks", "C-level should get the same as VPs"."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ....dsl.words import written_text
from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token, as_typed
from ..names.lexicon import Lexicon
from .exchanging import in_place_of, source_of
from .places import FILL, Edit, Part, label_of, meant_in, one_of, with_rows
from .widening import added_to, fact_of, old_and_new, with_values_placed

_FOR: Final = phrases(
    "same for|the same for|same goes for|the same goes for|do the same for|same thing for|and the same for|same with|"
    "same points for|the same points for|give the same to|give the same points to|same rule for|the same rule for|"
    "same with|the same with|and same for|same applies to|the same applies to|apply the same to|same deal for|"
    "also the same for|i want the same for|we want the same for|same treatment for|same again for|the same again for|"
    "repeat that for|repeat this for|do that for|do it for|likewise for|likewise|ditto for|ditto"
)
_AS: Final = phrases(
    "should get the same as|gets the same as|get the same as|should count the same as|counts the same as|same as|"
    "count the same as|should be worth the same as|is worth the same as|are worth the same as|should be the same as|"
    "should count like|counts like|count like|should be treated like|are treated like|is treated like|like|"
    "should count as much as|counts as much as|count as much as|are the same as|is the same as|should score like|"
    "should be treated the same as|should score the same as|scores the same as|score the same as|"
    "is worth as much as|are worth as much as|should be worth as much as|should get as much as|gets as much as|"
    "get as much as|as much as|should get the same points as|get the same points as|gets the same points as|"
    "should be like"
)
_THE_SAME: Final = phrases(
    "should get the same|gets the same|get the same|should count the same|counts the same|count the same|"
    "should be worth the same|is worth the same|are worth the same|should get the same points|get the same points|"
    "gets the same points|should score the same|the same|same|deserves the same|deserve the same|should be the same"
)
_TREAT: Final = phrases("treat|score|count|handle|please treat")


def repeated(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """The rule that is there, for something else as well: other values in its list, or once more for another event."""
    found = new_and_old(tokens) or _added(tokens, lexicon)
    if found is None:
        return None
    new, old = found
    rules = [p for p in parts if isinstance(p.statement, n.Rule)]
    rows = with_rows(rules)
    fact = fact_of(new, lexicon)
    if old is not None:
        placed = with_values_placed(old, parts, lexicon)
        meant = meant_in(placed or old, rows)
    else:
        meant = rows
    if not meant or (old is not None and all(t.text in FILL for t in old)):
        return None
    if fact is not None and old is None:
        meant = rows
    if fact is not None:
        places = [(e, label_of(p)) for p in meant if (e := added_to(p, *fact)) is not None]
        return one_of(places, f"Which of these is to hold for “{as_typed(new)}” as well?", answers)
    after = source_of(new, lexicon, None)
    if after is None:
        return None
    copies: list[tuple[Edit, str]] = []
    for p in meant:
        if p.is_row or re.search(rf"(?<![\w.]){re.escape(after.written)}(?![\w\[])", _bare(p.text)):
            continue
        inside = [
            s for s in lexicon.sources if re.search(rf"(?<![\w.]){re.escape(s.written)}(?![\w\[])", _bare(p.text))
        ]
        if len(inside) != 1:
            continue
        copies.append(
            (_copy(p, inside[0].written, in_place_of(p, inside[0], after, {after.written}), said), label_of(p))
        )
    return one_of(copies, f"Which of these is to hold for “{as_typed(new)}” as well?", answers)


def _added(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Sequence[Token], None] | None:
    """ "ebooks too", where they are events."""
    if any(t.kind == "number" for t in tokens) or words_at(tokens, 0, phrases("count|only|and|include|also include")):
        return None
    return next(((new, None) for old, new in old_and_new(tokens) if old is not None and not old and new), None)


def _copy(part: Part, before: str, edits: Sequence[Edit], said: str) -> Edit:
    text = part.text
    for e in sorted(edits, key=lambda e: e.start, reverse=True):
        text = text[: e.start - part.start] + e.new + text[e.end - part.start :]
    text = re.sub(r"\s+as (?:`[^`]+`|\w+)(?=\s|$)", "", text, count=1)
    words = " ".join(said.split())
    text = re.sub(r'because\s+"(?:[^"]|"")*"', lambda _: f"because {written_text(words)}", text, count=1)
    limit = re.search(r"up to \d+", _bare(text))
    notes = (f"“{words[:80]}” is a rule of its own, {limit[0]} by itself",) if limit is not None else ()
    return Edit(part.end, part.end, f"\n  {text}" if before else text, notes, is_more=True)


def _bare(text: str) -> str:
    return re.sub(r'\bas (?:`[^`]+`|\w+)|"(?:[^"]|"")*"', "", text)


def new_and_old(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token] | None] | None:
    """What is to get the same, and as what, if that is said."""
    if any(t.kind == "number" for t in tokens):
        return None
    if size := words_at(tokens, 0, _FOR):
        rest = tokens[size:]
        for at in range(1, len(rest) - 1):
            if words_at(rest, at, phrases("as|as for|like|as with|like for")):
                return rest[:at], rest[at + words_at(rest, at, phrases("as|as for|like|as with|like for")) :]
        return (rest, None) if rest else None
    for at in range(1, len(tokens) - 1):
        if size := words_at(tokens, at, _AS):
            start = words_at(tokens, 0, _TREAT)
            if at + size < len(tokens) and start < at:
                return tokens[start:at], tokens[at + size :]
    at = next((i for i in range(1, len(tokens)) if words_at(tokens, i, _THE_SAME) == len(tokens) - i), 0)
    return (tokens[:at], None) if at else None
