"""Limits that stand in a clause of their own: "Max 50 points", "cap the total at 100", "nobody gets more than 50"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..points.statements import LimitRule, Span
from .headings import GROUPS

_LIMITED: Final = frozenset(
    """the score total overall is are lead this group section category all of be should points a scores can our we it
    in""".split()
)


def limit_of_group(tokens: Sequence[Token], span: Span) -> tuple[str, LimitRule] | None:
    """ "Fit is capped at 70 points": the name of the group, and its limit."""
    names = [t for t in tokens if t.kind == "word" and t.text in GROUPS and t.text not in _LIMITED]
    found = limit_in([t for t in tokens if t not in names], span) if 0 < len(names) < 3 else None
    return None if found is None else ("_".join(t.text for t in names), found)


_NOBODY: Final = phrases(
    "nobody gets more than|no one gets more than|no lead gets more than|nobody can get more than|"
    "no lead can have more than|nobody should get more than|no lead should have more than|no lead may have more than|"
    "nobody scores more than|the score never exceeds|scores never exceed|no lead scores more than|"
    "nobody can have more than|no score exceeds|no lead can get more than|no lead should get more than|"
    "the total never exceeds|nobody has more than"
)


def limit_in(tokens: Sequence[Token], span: Span) -> LimitRule | None:
    """ "Max 50 points", "cap the total at 100"."""
    size = words_at(tokens, 0, _NOBODY)
    t = tokens[size] if size and size < len(tokens) else None
    if t is not None and t.kind == "number" and t.value is not None and not (t.money or t.percent or t.signed):
        rest = [
            x
            for x in tokens[size + 1 :]
            if not x.is_word("points", "pts", "in", "total", "all", "altogether", "overall")
        ]
        if not rest and (t.unit in ("pts", "points", "pt", "p") or len(tokens) > size + 1):
            return LimitRule(t.value, True, span)
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
    if not number.may_be_points:
        return None
    return LimitRule(number.value, any(t.is_word("total", "overall", "score", "lead") for t in tokens), span)
