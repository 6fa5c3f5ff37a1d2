"""Several amounts of points in one sentence: where it is cut."""

import itertools
from collections.abc import Sequence
from decimal import Decimal

from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .beside import beside_at
from .repeats import first_at, single_at


def split_by_amounts(
    tokens: Sequence[Token], amounts: Sequence[tuple[int, int, Decimal]], lexicon: Lexicon
) -> list[Sequence[Token]] | None:
    """A part for each amount, cut at commas and "and"; None if the cuts are not clear."""
    cuts = [0]
    for (_, end, _), (start, _, _) in itertools.pairwise(amounts):
        here = [i for i in range(end, start) if _is_cut(tokens, i) and not _goes_on(tokens, i, lexicon)]
        depth_free = [i for i in here if _depth(tokens, i) == 0]
        if not depth_free:
            return None
        cuts.append(depth_free[0] if len(depth_free) == 1 or amounts[0][0] > 0 else depth_free[-1])
    cuts.append(len(tokens))
    parts: list[Sequence[Token]] = []
    for a, b in itertools.pairwise(cuts):
        part = list(tokens[a:b])
        while part and (part[0].is_sign(",", ";", "/", "+", "|") or part[0].is_word("and", "but", "while", "then")):
            part.pop(0)
        if not part:
            return None
        parts.append(part)
    return parts


def _is_cut(tokens: Sequence[Token], i: int) -> bool:
    return tokens[i].is_sign(",", ";", "|", "/") or tokens[i].is_word("and", "but", "while")


def _goes_on(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether what follows still limits the points before it: "15 each, max 45, demo 30"."""
    i = at + 1
    while i < len(tokens) and (tokens[i].is_sign(",") or tokens[i].is_word("but", "and")):
        i += 1
    if i >= len(tokens):
        return False
    return bool(beside_at(tokens, i, lexicon) or first_at(tokens, i) or single_at(tokens, i))


def _depth(tokens: Sequence[Token], at: int) -> int:
    return sum(t.is_sign("(") - t.is_sign(")") for t in tokens[:at])
