"""A window of all that stands before it: "+20 trade show, +15 calculator (all in the last quarter)"."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import bare_window_at
from ...reading.tokens import Token
from ..conditions.condition import within
from .outcome import Outcome
from .statements import PointsRule, Statement

_ALL: Final = phrases(
    "all|all of them|all of these|all of it|all of this|all these|everything|each of them|each of these|all events|"
    "all of those|all counted|all activity|every one of them|all from|all of which"
)


@dataclass(frozen=True, slots=True)
class Throughout:
    """The words without the window, the window, and where it stood: it is one of all before it."""

    tokens: tuple[Token, ...]
    window: str
    at: int
    note: str


def window_of_all(tokens: Sequence[Token]) -> Throughout | None:
    """The window that "all" says is one of all before it, in parentheses or at the end."""
    for at in range(1, len(tokens) - 2):
        if not tokens[at].is_sign("(", ",", "-", ";"):
            continue
        size = words_at(tokens, at + 1, _ALL)
        found = bare_window_at(tokens, at + 1 + size) if size else None
        if found is None:
            continue
        length, end = found
        is_closed = tokens[at].is_sign("(") and end < len(tokens) and tokens[end].is_sign(")")
        if not is_closed and (tokens[at].is_sign("(") or end != len(tokens)):
            continue
        rest = (*tokens[:at], *tokens[end + is_closed :])
        return Throughout(rest, length.text, tokens[at].start, length.assumption)
    return None


def bounded(found: Sequence[Statement], window: Throughout, outcome: Outcome) -> list[Statement] | None:
    """The points before the window, with it; None if it cannot be one of all of them."""
    if not all(isinstance(s, PointsRule) for s in found):
        return None
    for s in found:
        if isinstance(s, PointsRule) and s.span.start < window.at:
            s.condition = within(s.condition, window.window)
    outcome.notes += [window.note] if window.note else []
    return list(found)
