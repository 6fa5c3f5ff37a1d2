"""Other ways to say a clause that could not be read as it stands, each with the same meaning."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...reading.gerunds import as_done
from ...reading.instead import instead
from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..conditions.condition import Fact, leaves
from ..points.outcome import Outcome
from ..points.statements import PointsRule

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


def of_each_kind(clause: Clause, read: Callable[[Clause], Outcome]) -> Outcome | None:
    """ "Directors and VPs: 15 points each": 15 for each kind of leads; what is done may be done again and again."""
    tokens = clause.tokens
    if len(tokens) < 5 or not tokens[-1].is_word("each", "apiece"):
        return None
    at = len(tokens) - 2
    at -= tokens[at].is_word("points", "pts", "point")
    is_series = any(t.is_word("and", "or") for t in tokens[:at]) and not any(t.kind == "number" for t in tokens[:at])
    if not is_series or tokens[at].kind != "number":
        return None
    found = read(replace(clause, tokens=tokens[:-1]))
    rules = found.statements or []
    are_of_leads = all(
        isinstance(s, PointsRule) and all(isinstance(c, Fact) for c in leaves(s.condition)) for s in rules
    )
    return found if rules and are_of_leads and not (found.unread or found.questions) else None
