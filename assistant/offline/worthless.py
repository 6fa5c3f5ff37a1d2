"""What is said to be worth nothing: "and nothing for email opens", "no points for page views" need no rule."""

from collections.abc import Sequence
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.tokens import Token
from .conditions import Condition, Happened
from .lexicon import Lexicon
from .outcome import Outcome
from .reader import Ambiguous, Reader

_NOTHING: Final = phrases(
    "nothing for|no points for|zero points for|zero for|no points at all for|none for|nothing at all for|nil for|"
    "do not score|do not give points for|do not give any points for|do not award points for|no score for|"
    "never score|we do not score|we give nothing for|give nothing for|give no points for|we do not give points for|"
    "no points are given for|nothing is given for|ignore for scoring"
)


def is_worthless(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether events, and nothing of what a lead is, are said to give no points."""
    size = words_at(tokens, 0, _NOTHING)
    if not size or size == len(tokens):
        return False
    try:
        reading = Reader(lexicon, {}).parts(tokens[size:])
    except Ambiguous:
        return False
    return reading is not None and all(_is_event(c) for c in reading[0])


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
