"""Reading a file again after an edit: what is as it was need not be parsed.

A text is cut at lines that begin with a word that begins a statement. Where the parser accepts
such a word behind a whole statement it does there just what it does at the end of a file, whatever the statement: a
test asserts that of its tables. So a piece that is a few whole statements by itself is the same ones anywhere.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import cache
from itertools import pairwise
from typing import Any, cast

from . import nodes as n
from .words import RULE_WORDS, STATEMENT_WORDS

WORDS = STATEMENT_WORDS - {"event"} | RULE_WORDS
"""`event` is a noun, too: what follows decides."""
_CUT = re.compile(r"^[ \t]*(" + "|".join(sorted(WORDS)) + r")(?![\w.])", re.MULTILINE)
_ENDS_WITH_EVENT = re.compile(r"event(?:\s|#[^\n]*(?:\n|$))*\Z")
"""There, too, what follows decides."""


class ReadBefore:
    """The pieces of one file as it was read last, by their texts: where each stood, and its statements."""

    def __init__(self) -> None:
        self.pieces: dict[str, tuple[int, Sequence[n.Statement]]] = {}


class Pieces:
    """A text in pieces, of which some are known from ``before``; in one if it is None."""

    def __init__(self, text: str, before: ReadBefore | None) -> None:
        self._text = text
        self._known = before.pieces if before is not None else {}
        self._cuts = _cuts(text) if before is not None else [0]
        self._ends = dict(pairwise(self._cuts))
        self._dirty: list[tuple[int, int]] = []

    def take(self, at: int, statements: list[n.Statement]) -> int:
        """Puts the known statements that begin at ``at`` to ``statements``; returns where the unknown begins."""
        while at in self._ends:
            end = self._ends[at]
            known = self._known.get(self._text[at:end])
            if known is None:
                return at
            was_at, found = known
            statements.extend(found if was_at == at else (moved(s, at - was_at) for s in found))
            at = end
        return at

    def next_known(self, at: int) -> int:
        """Where, behind ``at``, a piece begins that is known; the end of the text if none does."""
        number = bisect_right(self._cuts, at)
        known, text, cuts = self._known, self._text, self._cuts
        return next((c for c in cuts[number:-1] if text[c : self._ends[c]] in known), len(text))

    def unreadable(self, start: int, end: int) -> None:
        """Nothing of this stretch is to be kept."""
        self._dirty.append((start, end))

    def kept(self, statements: Iterable[n.Statement]) -> dict[str, tuple[int, Sequence[n.Statement]]]:
        """What was read, for the next time."""
        by_piece: dict[int, list[n.Statement]] = {}
        begun = {len(self._text)}
        for statement in statements:
            at = statement.span.start
            begun.add(at)
            by_piece.setdefault(self._cuts[bisect_right(self._cuts, at) - 1], []).append(statement)
        pieces: dict[str, tuple[int, Sequence[n.Statement]]] = {}
        for start, end in self._ends.items():
            begins = start == 0 or start in begun  # else its first words belong to a rule above: `when …` before `each`
            if (
                begins
                and start in by_piece
                and end in begun
                and not any(s <= end and start <= e for s, e in self._dirty)
            ):
                pieces[self._text[start:end]] = start, tuple(by_piece[start])
        return pieces


def _cuts(text: str) -> list[int]:
    """Where pieces begin, and the end of the text."""
    result: list[int] = [0]
    for found in _CUT.finditer(text):
        at = found.start(1)
        if at and not _ENDS_WITH_EVENT.search(text, result[-1], at):
            result.append(at)
    return [*result, len(text)] if text else result


def moved(node: Any, by: int) -> Any:
    """The same node, ``by`` characters further on."""
    kind: Any = cast("object", type(node))
    if kind is tuple:
        return tuple([moved(item, by) for item in node])
    names = _fields(kind)
    if names is None:
        return node
    result = kind.__new__(kind)
    put = object.__setattr__
    for name in names:
        value = getattr(node, name)
        inner = cast("type[object]", type(value))
        if inner is n.Span:
            value = n.Span(value.start + by, value.end + by)
        elif inner is tuple or _fields(inner) is not None:
            value = moved(value, by)
        put(result, name, value)
    return result


@cache
def _fields(kind: type) -> tuple[str, ...] | None:
    return tuple(f.name for f in fields(kind)) if issubclass(kind, n.Node) else None
