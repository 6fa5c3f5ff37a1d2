"""Sentences that only go on with the one before: "20 points for a meeting; they lose 25% of that each week"."""

from collections.abc import Sequence
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.outline import Clause
from ..reading.tokens import Token
from .effects import amounts_in
from .lexicon import Lexicon
from .limits import expiry_at, fade_at, limit_at, once_at

_OF_THOSE: Final = phrases("they|these|it|this|that|which|these points|those|those points|that one|halve|halved|but")


def with_what_follows(clauses: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """Two clauses of which the second limits the points of the first, as one; of more it is not plain what is meant."""
    if len(clauses) != 2 or any(c.below for c in clauses):
        return list(clauses)
    first, second = clauses
    tokens = second.tokens
    if not words_at(tokens, 0, _OF_THOSE) or len(amounts_in(first.tokens, lexicon)) != 1:
        return list(clauses)
    if not _only_limits(tokens, lexicon):
        return list(clauses)
    comma = Token("sign", ",", ",", first.end, first.end)
    return [Clause((*first.tokens, comma, *tokens), first.start, second.end, first.level, first.is_item)]


def _only_limits(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    at = 0
    while at < len(tokens):
        found = (
            fade_at(tokens, at)
            or once_at(tokens, at, lexicon)
            or expiry_at(tokens, at)
            or limit_at(tokens, at, lexicon)
        )
        if found is not None:
            at = found[0]
        elif tokens[at].is_sign(",") or tokens[at].is_word("and", "but"):
            at += 1
        else:
            return False
    return True
