"""Names that a definition gives to a condition and uses later: "Our ICP: 100-1,000 employees, US. ICP fit = 40"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.outline import Clause
from ..reading.tokens import Token
from .amounts import amounts_in
from .conditions import Condition, Open, leaves, text
from .heads import stage_at
from .lexicon import Lexicon
from .reader import Ambiguous, Reader
from .vague import fill

_NAMES: Final = phrases(
    "icp|ideal customer profile|ideal customer|target account|target accounts|target company|target companies|"
    "core market|sweet spot|key account|key accounts|target market|target persona|buyer persona|ideal buyer|icps|"
    "ideal customers|target customer|target customers|icp company|icp account|icp companies|icp accounts|buying team"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A named condition. ``words``: how it is called."""

    name: str
    words: tuple[str, ...]
    condition: Condition
    start: int
    end: int
    notes: tuple[str, ...]


def terms_in(clauses: Sequence[Clause], lexicon: Lexicon, answers: Mapping[str, str]) -> dict[int, Term]:
    """The names that clauses define and others use, by where the defining clause starts."""
    found: dict[int, Term] = {}
    flat = list(_all(clauses))
    for clause in flat:
        head = _head(clause.tokens, lexicon)
        if head is None or clause.below or amounts_in(head[1], lexicon):
            continue
        words, rest = head
        if not any(c is not clause and _says(c.tokens, words) for c in flat):
            continue
        filled = fill(rest, lexicon, answers)
        if filled.questions:
            continue
        try:
            reading = Reader(lexicon, answers).read(filled.tokens)
        except Ambiguous:
            continue
        if reading is None or any(isinstance(c, Open) for c in leaves(reading.condition)):
            continue
        name = "_".join(words)
        shown = f"read as: {text(reading.condition)}"
        found[clause.start] = Term(
            name,
            words,
            reading.condition,
            clause.start,
            clause.end,
            (*reading.notes, f"“{' '.join(words)}” is {shown}"),
        )
    return found


def _all(clauses: Sequence[Clause]) -> Iterator[Clause]:
    for clause in clauses:
        yield clause
        yield from _all(clause.below)


def _head(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[Token, ...]] | None:
    at = words_at(tokens, 0, phrases("our|the|a|an|definition of|we define|define|our definition of"))
    size = words_at(tokens, at, _NAMES)
    if not size or stage_at(tokens, at, lexicon) is not None:
        return None
    words = tuple(t.text for t in tokens[at : at + size])
    end = at + size
    link = words_at(
        tokens,
        end,
        phrases("is|are|means|is defined as|as|are defined as|stands for|is a company with|are companies with"),
    )
    link = link or int(end < len(tokens) and tokens[end].is_sign(":", "=", "-", "→"))
    return (words, tuple(tokens[end + link :])) if link and end + link < len(tokens) else None


def _says(tokens: Sequence[Token], words: tuple[str, ...]) -> bool:
    return any(words_at(tokens, i, (words,)) for i in range(len(tokens)))
