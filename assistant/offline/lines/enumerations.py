"""Lists that stand in one line below their heading: "At least 3 of these 4:" and then "budget / need / timeline"."""

from collections.abc import Sequence
from dataclasses import replace

from ...reading.outline import Clause
from ..conditions.quantifiers import head_at


def in_one_line(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses, with a heading that says how many have to hold and the one line that lists them as one sentence."""
    found: list[Clause] = []
    for clause in clauses:
        if not _is_listed_below(clause):
            found.append(clause)
            continue
        first, *others = clause.below
        found.append(replace(clause, tokens=(*clause.tokens, *first.tokens), end=first.end, below=[], is_heading=False))
        found += others
    return found


def _is_listed_below(clause: Clause) -> bool:
    tokens = clause.tokens
    end = len(tokens) - 1
    if not clause.below or not tokens or not tokens[end].is_sign(":"):
        return False
    first, *others = clause.below
    if first.is_item or first.below or any(c.is_item or c.below for c in others):
        return False
    asks = any((head := head_at(tokens[:end], at)) is not None and head.end >= end for at in range(end))
    slashes = sum(t.is_sign("/", ";") for t in first.tokens)
    commas = sum(t.is_sign(",") for t in first.tokens)
    return asks and (slashes > 0 or commas > 1)
