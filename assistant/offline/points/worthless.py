"""What is said to be worth nothing: "and nothing for email opens", "no points for page views" need no rule."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Condition, Happened
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon
from .outcome import Outcome

_NOTHING: Final = phrases(
    "nothing for|no points for|zero points for|zero for|no points at all for|none for|nothing at all for|nil for|"
    "do not score|do not give points for|do not give any points for|do not award points for|no score for|"
    "never score|we do not score|we give nothing for|give nothing for|give no points for|we do not give points for|"
    "no points are given for|nothing is given for|ignore for scoring"
)


_GET_NOTHING: Final = phrases(
    "do not get points|does not get points|do not get any points|does not get any points|get no points|gets no points|"
    "do not give points|does not give points|gives no points|give no points|gives nothing|give nothing|get nothing|"
    "gets nothing|are worth nothing|is worth nothing|earn nothing|earns nothing|earn no points|earns no points|"
    "are not worth anything|is not worth anything|do not earn points|does not earn points|are not scored|"
    "is not scored|do not score|does not score|should not be scored|should get no points|should not get points|"
    "should not give points|score nothing|scores nothing|bring nothing|brings nothing|add nothing|adds nothing"
)


def _before_nothing(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands before "get no points" at the end."""
    for back in reversed(range(2, 6)):
        at = len(tokens) - back
        if at > 0 and words_at(tokens, at, _GET_NOTHING) == back:
            return tokens[: at - (at > 1 and tokens[at - 1].is_word("alone", "itself", "only"))]
    return ()


def is_worthless(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether events, and nothing of what a lead is, are said to give no points."""
    size = words_at(tokens, 0, _NOTHING)
    rest = tokens[size:] if size else _before_nothing(tokens)
    if not rest:
        return False
    try:
        reading = Reader(lexicon, {}).parts(rest)
    except Ambiguous:
        return False
    return reading is not None and all(_is_event(c) and not _is_lead(c) for c in reading[0])


def _is_lead(condition: Condition) -> bool:
    """ "Customers should not be scored" is said of leads, though it is an event that makes them customers."""
    return isinstance(condition, Happened) and condition.source.split("[")[0] in ("customer", "client", "purchase")


def _is_event(condition: Condition) -> bool:
    return isinstance(condition, Happened) and not (condition.negated or condition.bound or condition.measure)


def without_worthless(tokens: Sequence[Token], lexicon: Lexicon, outcome: Outcome) -> Sequence[Token]:
    """The words before "… and nothing for email opens"."""
    for at in range(1, len(tokens) - 1):
        size = words_at(tokens, at, _NOTHING)
        start = at
        while start > 1 and (tokens[start - 1].is_sign(",", ";") or tokens[start - 1].is_word("and", "but")):
            start -= 1
        if size and start < at and is_worthless(tokens[at:], lexicon):
            outcome.notes.append(f"“{' '.join(t.raw for t in tokens[at:])}” needs no rule")
            return tokens[:start]
    return tokens
