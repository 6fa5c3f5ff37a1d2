"""Other ways to say a clause that could not be read as it stands, each with the same meaning."""

from collections.abc import Iterator, Sequence
from typing import Final

from ...reading.gerunds import as_done
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token

_OF: Final = phrases("of|of these|of the following|of those|of them|of these things|of the following things")


def retold(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The other ways, the nearest first."""
    seen = [tuple(tokens)]
    for way in (as_done, without_colon):
        for said in tuple(seen):
            other = way(said)
            if other not in seen:
                seen.append(other)
                yield other


def without_colon(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "If they did at least two of: A, B, C, add 15" without the colon."""
    for i in range(2, len(tokens) - 1):
        if not tokens[i].is_sign(":"):
            continue
        if any(i - n > 0 and words_at(tokens, i - n, _OF) == n for n in range(1, 5)):
            return (*tokens[:i], *tokens[i + 1 :])
    return tuple(tokens)
