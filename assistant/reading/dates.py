"""Calendar days: "1 January 2026", "Jan 1st, 2026", "since March 2026", "31.12.2026", each as one token."""

import datetime
import re
from collections.abc import Sequence
from typing import Final

from .tokens import Token

_NAMES: Final = (
    "january february march april may june july august september october november december".split(),
    "jan feb mar apr may jun jul aug sep oct nov dec".split(),
)
_MONTHS: Final = {
    **{name: n for names in _NAMES for n, name in enumerate(names, 1)},
    "sept": 9,
}
_BEFORE: Final = ("since", "from", "after", "until", "till", "before", "by", "through", "of", "on")
"""What stands before a day whose year is left out."""
"""A day of a year that nobody has said."""


def with_dates(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Each day as one token of the kind "date", as the language writes it; ``*`` for a year that is not said."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        day = _day_at(tokens, at)
        if day is None:
            found.append(tokens[at])
            at += 1
            continue
        written, end = day
        raw = " ".join(t.raw for t in tokens[at:end])
        found.append(Token("date", written, raw, tokens[at].start, tokens[end - 1].end))
        at = end
    return tuple(found)


def _day_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    t = tokens[at]
    if t.kind == "text" and t.raw == t.text and re.fullmatch(r"\d{4}-\d\d-\d\d", t.text):
        return (t.text, at + 1) if _is_day(t.text) else None
    named = _named(tokens, at) or _in_digits(tokens, at)
    return named if named is not None and _is_day(named[0]) else None


def _named(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """ "1 January", "the 1st of January, 2026", "January 1st 2026", behind "since" also "January 2026"."""
    i = at + (tokens[at].is_word("the") and _count(tokens, at + 1, 31) > 0)
    day = _count(tokens, i, 31)
    month = 0
    if day:
        i += 1
        i += i < len(tokens) and tokens[i].is_word("st", "nd", "rd", "th")
        i += i < len(tokens) and tokens[i].is_word("of")
        month = _month(tokens, i)
        i += 1
    elif (month := _month(tokens, at)) and _count(tokens, at + 1, 31):
        day, i = _count(tokens, at + 1, 31), at + 2
        i += i < len(tokens) and tokens[i].is_word("st", "nd", "rd", "th")
    elif month and at and tokens[at - 1].is_word(*_BEFORE[:6]) and _year(tokens, at + 1):
        if tokens[at - 1].is_word("since", "from", "before"):
            return f"{_year(tokens, at + 1)}-{month:02}-01", at + 2
        return None  # "after March 2026": behind its end
    if not (day and month):
        return None
    comma = i < len(tokens) and tokens[i].is_sign(",", ".")
    year = _year(tokens, i + comma)
    if year:
        return f"{year}-{month:02}-{day:02}", i + comma + 1
    start = at - (at > 0 and tokens[at - 1].is_word("the"))
    if start and tokens[start - 1].is_word(*_BEFORE):
        return f"*-{month:02}-{day:02}", i
    return None


def _in_digits(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """ "31.12.2026", "12/31/2026"; not "03/04/2026", which may be two days."""
    t = tokens[at]
    if t.kind != "number" or at + 2 >= len(tokens):
        return None
    m = re.fullmatch(r"(\d{1,2})\.(\d{1,2})", t.raw)
    if m and tokens[at + 1].is_sign(".") and _year(tokens, at + 2):
        return f"{_year(tokens, at + 2)}-{int(m[2]):02}-{int(m[1]):02}", at + 3
    a, b = _count(tokens, at, 31), _count(tokens, at + 2, 31)
    if at + 4 >= len(tokens) or not (a and b and _year(tokens, at + 4)):
        return None
    if not all(tokens[at + k].is_sign("/") for k in (1, 3)):
        return None
    if a > 12 or a == b:
        return f"{_year(tokens, at + 4)}-{b:02}-{a:02}", at + 5
    return (f"{_year(tokens, at + 4)}-{a:02}-{b:02}", at + 5) if b > 12 else None


def _count(tokens: Sequence[Token], at: int, most: int) -> int:
    """A small whole number, also "1st"; 0 if none stands here."""
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.signed or t.percent or t.money or t.or_more:
        return 0
    if t.unit not in ("", "st", "nd", "rd", "th") or t.value != int(t.value) or not 1 <= t.value <= most:
        return 0
    return int(t.value)


def _year(tokens: Sequence[Token], at: int) -> int:
    t = tokens[at] if at < len(tokens) else None
    is_year = t is not None and t.kind == "number" and re.fullmatch(r"(?:19|20)\d\d", t.raw)
    return int(t.raw) if t is not None and is_year else 0


def _month(tokens: Sequence[Token], at: int) -> int:
    return _MONTHS.get(tokens[at].text, 0) if at < len(tokens) and tokens[at].kind == "word" else 0


def _is_day(written: str) -> bool:
    try:
        datetime.date.fromisoformat(written.replace("*", "2024"))
    except ValueError:
        return False
    return True
