"""Which statements of a draft are short of something that was said; they are taken back, and their words reported."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...dsl.parse import parse_text
from ..drafts import Unread
from ..reading.outline import Clause, every
from ..reading.tokens import tokens_of
from .accounts import Accounts
from .layout import Laid, Piece
from .leftout import places_of, told_places
from .lines.drafted import Drafted
from .names.lexicon import Lexicon
from .points.statements import Span, StageRule

_TURNS: Final = re.compile(r"\b(?:but|except|unless|without|only|not|never)\b", re.IGNORECASE)
_HEADING: Final = re.compile(r"“(.*)” is read as a heading that changes nothing below it$", re.DOTALL)


@dataclass(slots=True)
class Short:
    """``pieces``: what is not to be drafted; ``unread``: the words of it."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    unread: list[Unread] = field(default_factory=list[Unread])


def short_of(laid: Laid, drafted: Drafted, clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> Short:
    """The statements in whose words there is something that none of them, nor their group, carries out."""
    told = told_places(drafted, text)
    accounts = Accounts(lexicon)
    written = list(_written(laid, drafted))
    groups = "\n".join(w for _, w, p in written if p.statement is None)
    lost: list[Span] = []
    for clause in every(clauses):
        over = {(s.start, s.end) for s, _, _ in written if s.start < clause.end and clause.start < s.end}
        for start, end in sorted(over):
            rules = "\n".join([groups, *(w for s, w, _ in written if s.start < end and start < s.end)])
            lost += _lost(accounts, text, max(start, clause.start), min(end, clause.end), rules, told)
        if over:
            lost += _lost(accounts, text, clause.start, clause.end, laid.rules, told, ("bound",))
        lost = [place for place in lost if not _is_dropped_cell(clause, place, text)]
    for note in drafted.notes:
        heading = _HEADING.match(note)
        if heading is not None and _TURNS.search(heading[1]):  # "all but one of"
            lost += [Span(start, end) for start, end in places_of(heading[1], text)]
    short = Short()
    for place in lost:
        whole = next((c for c in every(clauses) if c.start <= place.start < c.end), None)
        at = place if whole is None else Span(whole.start, max(c.end for c in every([whole])))
        bad = [(s, p) for s, _, p in written if s.start < at.end and at.start < s.end]
        short.pieces += [p for _, p in bad if p not in short.pieces]
        words = [at, *(s for s, _, q in written if any(q is p for _, p in bad))]
        short.unread += [Unread(text[s.start : s.end]) for s in words]
    return short


def _is_dropped_cell(clause: Clause, place: Span, text: str) -> bool:
    """Whether words stand in a cell of a row that says nothing: the number of the row, "none" as a limit."""
    if not (clause.is_item and clause.start <= place.start < clause.end):
        return False
    edges = [m.span() for m in _BETWEEN.finditer(text, clause.start, clause.end)]
    start = max((b for _, b in edges if b <= place.start), default=clause.start)
    end = min((a for a, _ in edges if a >= place.end), default=clause.end)
    return bool(edges) and not any(start <= t.start < end for t in clause.tokens)


_BETWEEN: Final = re.compile(r"[ ]*[|\t;][ ]*|[ ]{2,}")


def _lost(
    accounts: Accounts,
    text: str,
    start: int,
    end: int,
    rules: str,
    told: Sequence[tuple[int, int]],
    without: Sequence[str] = (),
) -> Iterator[Span]:
    """The places of what is lost, but not of what is told otherwise, nor of the kinds ``without``."""
    for lost in accounts.lost(tokens_of(text, start, end), rules):
        if lost.kind not in without and not any(a <= lost.start < b for a, b in told):
            yield Span(lost.start, lost.end)


def _written(laid: Laid, drafted: Drafted) -> Iterator[tuple[Span, str, Piece]]:
    """Each place that was read, what came of it as it is written, and of which piece that is."""
    parsed = parse_text(laid.rules)
    for piece, statement in zip(laid.pieces, parsed.file.statements, strict=True):
        spans = [piece.span] if piece.span is not None else []
        if isinstance(piece.statement, StageRule):
            name = piece.statement.name
            spans = [s.span for s in drafted.others if isinstance(s, StageRule) and s.name == name]
        for span in spans:
            yield span, laid.rules[statement.span.start : statement.span.end], piece
