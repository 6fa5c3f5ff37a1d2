"""The clauses of an outline in plain words: what a CRM system would write, and what people say when they speak."""

from collections.abc import Sequence

from .operators import Called, with_operators
from .outline import Clause
from .ruled import as_rule


def in_plain_words(clauses: Sequence[Clause], text: str, called: Called) -> list[Clause]:
    """Each clause with its tokens in plain words; the places of tokens stay those of the text."""
    found: list[Clause] = []
    for clause in clauses:
        clause.tokens = with_operators(as_rule(clause.tokens, called.names), text, called)
        clause.below = in_plain_words(clause.below, text, called)
        found.append(clause)
    return found
