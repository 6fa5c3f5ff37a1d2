"""Several amounts of points in one sentence: where it is cut."""

import itertools
from collections.abc import Sequence
from decimal import Decimal

from ..reading.tokens import Token


def split_by_amounts(
    tokens: Sequence[Token], amounts: Sequence[tuple[int, int, Decimal]]
) -> list[Sequence[Token]] | None:
    """A part for each amount, cut at commas and "and"; None if the cuts are not clear."""
    cuts = [0]
    for (_, end, _), (start, _, _) in itertools.pairwise(amounts):
        here = [i for i in range(end, start) if _is_cut(tokens, i)]
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


def _depth(tokens: Sequence[Token], at: int) -> int:
    return sum(t.is_sign("(") - t.is_sign(")") for t in tokens[:at])
