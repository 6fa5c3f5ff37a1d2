"""Other ways to say a clause that could not be read as it stands, each with the same meaning."""

from collections.abc import Iterator, Sequence
from typing import Final

from ...reading.gerunds import as_done
from ...reading.instead import instead
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token

_BOOKED: Final = phrases(
    "registering|registered|signing up|signed up|register|sign up|booking a seat|booked a seat|booking|booked|"
    "registers|signs up|reserving a seat|reserved a seat"
)
_COMING: Final = "attend attendance attended attending attends came joined joining showed join coming show".split()
_OF: Final = phrases("of|of these|of the following|of those|of them|of these things|of the following things")


def retold(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The other ways, the nearest first."""
    seen = [tuple(tokens)]
    for way in (booked_only, as_done, without_colon):
        for said in tuple(seen):
            other = way(said)
            if other not in seen:
                seen.append(other)
                yield other


def booked_only(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "10 for attending a webinar, 2 for only registering": for who registered and did not come."""
    for i in range(1, len(tokens) - 1):
        size = words_at(tokens, i + 1, _BOOKED) if tokens[i].is_word("only", "just", "merely", "simply") else 0
        if not size or not any(t.is_word(*_COMING) for t in tokens[:i]):
            continue
        gerund = tokens[i + 1].text.endswith("ing")
        words = "registering but not attending" if gerund else "registered but did not attend"
        return (*tokens[:i], *instead(tokens[i : i + 1 + size], words), *tokens[i + 1 + size :])
    return tuple(tokens)


def without_colon(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """ "If they did at least two of: A, B, C, add 15" without the colon."""
    for i in range(2, len(tokens) - 1):
        if not tokens[i].is_sign(":"):
            continue
        if any(i - n > 0 and words_at(tokens, i - n, _OF) == n for n in range(1, 5)):
            return (*tokens[:i], *tokens[i + 1 :])
    return tuple(tokens)
