"""Follow-ups about where a band of a table begins or ends: "720 instead of 700", "the 80 should be 85"."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .contrast import Contrast, contrast_in
from .places import FILL, Edit, Part, label_of, meant_in, with_rows

_START: Final = phrases("start at|begin at|start from|begin from|begins at|starts at|starts from|from|start with")
_SAYS: Final = FILL | frozenset("start starts begin begins from band row edge limit boundary threshold cutoff".split())


def edged(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Another bound for the one band that has the old one; whether its neighbour goes with it is asked."""
    contrast = contrast_in(tokens)
    found = None if contrast is None else _moved(contrast)
    if contrast is None or found is None:
        return None
    old, new, rest = found
    meant = meant_in([t for t in rest if not t.is_word(*_SAYS)], parts)
    if meant is None:
        return None
    inside = [p for p in meant if not isinstance(p.statement, n.Group)]
    rows = [p for p in with_rows(inside) if p.is_row and _bound(old).search(_key(p))]
    others = [p for p in inside if not _is_table(p) and re.search(rf"(?<![\w.]){written(old)}(?![\w.])", _bare(p.text))]
    amounts = [p for p in with_rows(inside) if p.is_row and re.search(rf"(?:add|subtract) {written(old)}\b", p.text)]
    if len(rows) != 1 or others or amounts:
        return None
    row = rows[0]
    m = _bound(old).search(_key(row))
    assert m is not None
    edit = Edit(row.start + m.start(1), row.start + m.end(1), written(new))
    below = [p for p in with_rows(inside) if p is not row and p.is_row and p.statement is row.statement]
    for p in below:
        end = _bound(old - 1, ending=True).search(_key(p))
        if end is None or m.start() > 0:
            continue
        question = f"“{label_of(p)}” ends below that. Where does it end now?"
        choices = (f"at {written(new - 1)}", f"at {written(old - 1)}, as it does")
        answer = answers.get(question)
        if answer is None:
            return Question(question, choices)
        if answer == choices[0]:
            return [edit, Edit(p.start + end.start(1), p.start + end.end(1), written(new - 1))]
    return [edit]


def _moved(said: Contrast) -> tuple[Decimal, Decimal, list[Token]] | None:
    numbers = [t for t in said.rest if t.kind == "number"]
    olds = [x for x in said.old if re.fullmatch(r"\d+(?:\.\d+)?", x)]
    if len(numbers) != 1 or len(olds) != 1:
        return None
    t, value = numbers[0], numbers[0].value
    if (
        value is None
        or t.percent
        or t.signed
        or t.unit not in ("", "+")
        or any(x.is_word("points", "pts", "point") for x in said.rest)
    ):
        return None
    rest = [x for x in said.rest if x is not t]
    start = next((i for i in range(len(rest)) if words_at(rest, i, _START)), None)
    if start is not None:
        rest = [*rest[:start], *rest[start + words_at(rest, start, _START) :]]
    return Decimal(olds[0]), value, rest


def _is_table(part: Part) -> bool:
    return isinstance(part.statement, n.Rule) and isinstance(part.statement.body, n.Table)


def _key(row: Part) -> str:
    return re.split(r" (?:add|subtract) ", row.text)[0]


def _bare(text: str) -> str:
    return re.sub(r'"(?:[^"]|"")*"', "", text)


def _bound(value: Decimal, ending: bool = False) -> re.Pattern[str]:
    return re.compile(
        rf"(?:\bto |\bbelow )({re.escape(written(value))})\b(?!\.)"
        if ending
        else rf"(?<![\w.])({re.escape(written(value))})(?![\w.])"
    )
