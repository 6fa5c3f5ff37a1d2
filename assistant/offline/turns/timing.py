"""Within which time something has to be, as it is said later: "only if it happened in the last 60 days"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import Length, length_at, window_at
from ...reading.tokens import Token

_ONLY: Final = phrases(
    "only count|count only|only|just|just count|and only count|and only|only consider|only look at|only include|"
    "only those|only the ones|count just|consider only|only use|but only|but only count|we only count|"
    "should only count"
)


def only_since(tokens: Sequence[Token]) -> tuple[str, list[Token]] | None:
    """ "only count prospectuses from the last 60 days", "only webinars in the past quarter"."""
    if tokens[-1].is_word("only") and not words_at(tokens, 0, _ONLY):
        tokens = (tokens[-1], *tokens[:-1])
    head = words_at(tokens, 0, _ONLY)
    for at in range(head + 1, len(tokens)) if head else ():
        window = window_at(tokens, at)
        if window is None:
            continue
        before = tokens[head:at]
        if before and happened(before, 0) == len(before):
            before = ()
        rest = [*before, *tokens[window[1] :]]
        return None if any(t.kind != "word" for t in rest) or window[1] < len(tokens) else (window[0].text, rest)
    return None


_IF_IT: Final = phrases(
    "if it|when it|if that|when that|if they|if this|that|which|if those|when they|the ones that|those that|if these|"
    "it|they|where it|if he or she|if someone|if the lead"
)
_WAS: Final = phrases(
    "happened|was|were|took place|came|occurred|did it|did that|did so|is|are|has happened|have happened|has been|"
    "happens|was done|was made|came in|were made|did this|have been|did"
)


def happened(tokens: Sequence[Token], at: int) -> int:
    """ "if it happened" before a window: how many words."""
    size = words_at(tokens, at, _IF_IT)
    was = words_at(tokens, at + size, _WAS) if size else 0
    return size + was if was else 0


_WINDOW: Final = phrases("window|time window|lookback|look back|time limit|limit|time frame")


def window_of(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """ "a 14 day window"."""
    if not tokens[at].is_word("a", "an", "the"):
        return None
    found = length_at(tokens, at + 1)
    size = words_at(tokens, found[1], _WINDOW) if found is not None else 0
    return (found[0], found[1] + size) if found is not None and size else None
