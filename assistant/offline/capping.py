"""Limits that stand in a clause of their own: "Max 50 points", "cap the total at 100"."""

from collections.abc import Sequence
from typing import Final

from ..reading.tokens import Token
from .headings import GROUPS
from .statements import LimitRule, Span

_LIMITED: Final = frozenset(
    """the score total overall is are lead this group section category all of be should points a scores can our we it
    in""".split()
)


def limit_of_group(tokens: Sequence[Token], span: Span) -> tuple[str, LimitRule] | None:
    """ "Fit is capped at 70 points": the name of the group, and its limit."""
    names = [t for t in tokens if t.kind == "word" and t.text in GROUPS and t.text not in _LIMITED]
    found = limit_in([t for t in tokens if t not in names], span) if 0 < len(names) < 3 else None
    return None if found is None else ("_".join(t.text for t in names), found)


def limit_in(tokens: Sequence[Token], span: Span) -> LimitRule | None:
    """ "Max 50 points", "cap the total at 100"."""
    words = [t for t in tokens if not (t.kind == "word" and t.text in _LIMITED)]
    if len(words) not in (2, 3) or not (
        {t.text for t in words if t.kind == "word"}
        <= {"max", "maximum", "cap", "capped", "at", "up", "to", "limit", "limited", "exceed", "never", "not"}
    ):
        return None
    number = next((t for t in words if t.kind == "number"), None)
    if (
        number is None
        or number.value is None
        or number.money
        or number.percent
        or number.signed
        or not any(t.is_word("max", "maximum", "cap", "capped", "limit", "limited", "exceed") for t in words)
    ):
        return None
    if number.unit not in ("", "pts", "points", "pt", "p"):
        return None
    return LimitRule(number.value, any(t.is_word("total", "overall", "score", "lead") for t in tokens), span)
