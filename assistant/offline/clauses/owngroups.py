"""Groups that a definition makes itself, so that its stages can ask for their points: "Fit: … Engagement: … MQL needs
fit 40 and engagement 30"."""

from collections.abc import Sequence

from ...reading.outline import Clause, every
from ..names.lexicon import Lexicon
from ..names.naming import words_of
from ..points.amounts import amounts_in
from .headings import heading_of


def own_groups(clauses: Sequence[Clause], lexicon: Lexicon) -> dict[tuple[str, ...], str]:
    """The names of groups by their words, of headings with points below them or behind them."""
    found: dict[tuple[str, ...], str] = {}
    for clause in every(clauses):
        colon = next((i for i, t in enumerate(clause.tokens) if t.is_sign(":")), len(clause.tokens))
        rest = clause.tokens[colon + 1 :]
        has_points = bool(rest and amounts_in(rest, lexicon)) or any(
            amounts_in(c.tokens, lexicon) or any(t.kind == "number" for t in c.tokens) for c in clause.below
        )
        if not has_points or colon > 10 or (not clause.below and colon == len(clause.tokens)):
            continue
        heading = heading_of(clause.tokens[: colon + 1], lexicon)
        if heading.role == "group" and heading.group:
            found.setdefault(tuple(words_of(heading.group)), heading.group)
    return found
