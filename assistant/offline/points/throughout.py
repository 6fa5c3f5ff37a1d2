"""What is said behind all of several: "+20 trade show, +15 calculator (all in the last quarter)", "opens 1 point,
clicks 3, each capped at 10", "10 visits 5 points, 20 visits 10 points, in 30 days"."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import bare_window_at
from ...reading.tokens import Token
from ..conditions.condition import Happened, within
from .outcome import Outcome
from .statements import PointsRule, Statement, TableRule

_UNITS: Final = ("points", "point", "pts", "pt")
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


_WITHIN: Final = "in within over during".split()


def _gives_several(tokens: Sequence[Token]) -> bool:
    """Whether points are said of more than one thing."""
    return sum(t.unit in _UNITS or t.is_word("points", "pts") or bool(t.signed) for t in tokens) > 1


def window_of_all(tokens: Sequence[Token]) -> Throughout | None:
    """The window that "all" says is one of all before it, in parentheses or at the end."""
    for at in range(1, len(tokens) - 2):
        if not tokens[at].is_sign("(", ",", "-", ";"):
            continue
        size = words_at(tokens, at + 1, _ALL)
        is_last = tokens[at].is_sign(",") and _gives_several(tokens[:at])
        found = bare_window_at(tokens, at + 1 + size) if size or is_last else None
        if found is None or not (size or (found[1] == len(tokens) and tokens[at + 1].is_word(*_WITHIN))):
            continue
        length, end = found
        if not size:
            words = " ".join(t.raw for t in tokens[at + 1 : end])
            note = f"“{words}” holds for all that stands before it"
            return Throughout(tuple(tokens[:at]), length.text, tokens[at].start, note)
        is_closed = tokens[at].is_sign("(") and end < len(tokens) and tokens[end].is_sign(")")
        if not is_closed and (tokens[at].is_sign("(") or end != len(tokens)):
            continue
        rest = (*tokens[:at], *tokens[end + is_closed :])
        return Throughout(rest, length.text, tokens[at].start, length.assumption)
    return None


def bounded(found: Sequence[Statement], window: Throughout, outcome: Outcome) -> list[Statement] | None:
    """The points before the window, with it; None if it cannot be one of all of them."""
    for s in found:
        if isinstance(s, TableRule) and s.field.count(" ") == 1 and s.span.start < window.at:
            s.field += f" within {window.window}"
        elif not isinstance(s, PointsRule):
            return None
        elif s.span.start < window.at:
            s.condition = within(s.condition, window.window)
    outcome.notes += [window.note] if window.note else []
    return list(found)


def limited_each(found: Sequence[Statement], limit: Decimal) -> list[Statement] | None:
    """Each of them counted whenever it happens, up to the limit; None if one of them is no event by itself."""
    for s in found:
        if not isinstance(s, PointsRule) or not isinstance(s.condition, Happened) or s.condition.bound is not None:
            return None
        s.effect.each, s.effect.limit = True, limit
    return list(found)
