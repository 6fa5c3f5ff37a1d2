"""Windows and lengths of time: "in the last 30 days", "past week", "this quarter", "twice a week", "every 14 days"."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from .numbers import phrases, words_at
from .tokens import Token

UNITS_OF_TIME: Final = frozenset(
    """hour hours day days week weeks fortnight fortnights month months quarter quarters year years""".split()
)
_UNITS: Final = {
    "minute": ("h", 0), "minutes": ("h", 0), "min": ("h", 0), "mins": ("h", 0),
    "hour": ("h", 1), "hours": ("h", 1), "hr": ("h", 1), "hrs": ("h", 1), "h": ("h", 1),
    "day": ("d", 1), "days": ("d", 1), "d": ("d", 1),
    "week": ("d", 7), "weeks": ("d", 7), "wk": ("d", 7), "wks": ("d", 7), "w": ("d", 7),
    "fortnight": ("d", 14), "fortnights": ("d", 14),
    "month": ("d", 30), "months": ("d", 30), "mo": ("d", 30), "mos": ("d", 30),
    "quarter": ("d", 90), "quarters": ("d", 90),
    "year": ("d", 365), "years": ("d", 365), "yr": ("d", 365), "yrs": ("d", 365),
}  # fmt: skip
_ROUGH: Final = {"month": 30, "months": 30, "mo": 30, "mos": 30, "quarter": 90, "quarters": 90, "year": 365,
                 "years": 365, "yr": 365, "yrs": 365}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Length:
    """A duration as the language writes it, and what had to be assumed to get there."""

    text: str
    assumption: str = ""


def length_at(tokens: Sequence[Token], at: int, bare: bool = False) -> tuple[Length, int] | None:
    """A length that begins here: "30 days", "30-day", "14d", "two weeks"; with ``bare`` also "week"."""
    if at >= len(tokens):
        return None
    t = tokens[at]
    if t.kind == "number" and t.value is not None and not t.money and not t.percent and t.signed != "+":
        if t.value != int(t.value) or not 0 < t.value < 100_000 or t.or_more:
            return None
        if t.unit in _UNITS:
            return _length(int(t.value), t.unit, t.raw), at + 1
        after = at + 1
        if after < len(tokens) and tokens[after].is_sign("-"):
            after += 1
        if after < len(tokens) and tokens[after].is_word("calendar", "full"):
            after += 1
        if after < len(tokens) and tokens[after].kind == "word" and tokens[after].text in _UNITS:
            unit = tokens[after].text
            if unit in ("min", "m"):
                return None
            return _length(int(t.value), unit, f"{t.raw} {unit}"), after + 1
        return None
    if bare and t.kind == "word" and t.text in _UNITS and t.text not in ("d", "h", "w", "min", "mins"):
        return _length(1, t.text, t.raw), at + 1
    if t.is_word("a", "one", "an") and at + 1 < len(tokens) and tokens[at + 1].kind == "word":
        unit = tokens[at + 1].text
        if unit in _UNITS and unit not in ("d", "h", "w", "min", "mins"):
            return _length(1, unit, f"{t.raw} {tokens[at + 1].raw}"), at + 2
    return None


def _length(count: int, unit: str, words: str) -> Length:
    base, size = _UNITS[unit]
    if size == 0:
        return Length(f"{count} minutes")
    text = f"{count * size}{base}"
    if unit in _ROUGH:
        return Length(text, f"read “{words}” as {count * size} days")
    return Length(text)


_SINCE: Final = phrases(
    "since|from|starting|starting on|starting from|beginning|beginning on|as of|as from|any time since|"
    "at any time since|ever since|on or after|not before|no earlier than|from the|since the|dated from|dating from"
)
_AFTER: Final = phrases("after|later than|any time after")
_ON: Final = phrases("on|onwards|onward|and later|or later|forward|on wards|and after|or after")


def since_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """ "since 1 January 2026", "after 31 March 2026", "from 1 May 2026 on"; not "from 1 May until …"."""
    size = words_at(tokens, at, _SINCE)
    after = 0 if size else words_at(tokens, at, _AFTER)
    day = tokens[at + size + after] if at + size + after < len(tokens) else None
    if day is None or not (size or after) or day.kind != "date" or day.text.startswith("*"):
        return None
    end = at + size + after + 1
    end += words_at(tokens, end, _ON)
    if (
        end < len(tokens)
        and tokens[end].is_word("to", "until", "till", "through", "and", "or")
        and any(t.kind == "date" for t in tokens[end : end + 3])
    ):
        return None
    if end < len(tokens) and (tokens[end].is_sign("-") or tokens[end].is_word("until", "till", "to")):
        return None
    if not after:
        return Length(f"since {day.text}"), end
    following = datetime.date.fromisoformat(day.text) + datetime.timedelta(days=1)
    return Length(f"since {following}", f"“after {day.raw}” begins on the day behind it, {following}"), end


_RANGE: Final = phrases("between|from|within|in the|in the last|in the past|in|within the last|over the last")
_TO: Final = phrases(
    "to|and|until|till|up to|but less than|but not more than|but at most|but no more than|but under|and up to|"
    "but in the last|but within the last|and in the last|and within the last|but in the past|but over the last|"
    "but within|and less than|but fewer than|and no more than|and at most|but not over|and under|through"
)
_MORE: Final = phrases("more than|over|at least|longer than|older than")


def earlier_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """ "31 to 90 days ago", "between 30 and 90 days ago", "more than 30 but less than 90 days ago"."""
    head = words_at(tokens, at, _RANGE)
    more = words_at(tokens, at + head, _MORE)
    i = at + head + more
    low = _whole(tokens, i)
    if low is None:
        return None
    i += 1
    first = ""
    if i < len(tokens) and tokens[i].kind == "word" and tokens[i].text in _UNITS and not tokens[i - 1].unit:
        first, i = tokens[i].text, i + 1
    first = first or tokens[i - 1].unit
    i += words_at(tokens, i, phrases("ago|old"))
    dash = i < len(tokens) and tokens[i].is_sign("-")
    step = int(dash) or words_at(tokens, i, _TO)
    rest = list(tokens[i + step : i + step + 4])
    if rest and not step and rest[0].kind == "number" and rest[0].signed == "-":
        rest[0] = replace(rest[0], signed="")  # "31-90 days ago"
    elif not step:
        return None
    high = _whole(rest, 0)
    if high is None or high <= low:
        return None
    found = length_at(rest, 0)
    found = None if found is None else (found[0], found[1] + i + step)
    if found is None or not found[0].text.endswith(("d", "h")):
        return None
    end = found[1]
    is_ago = end < len(tokens) and tokens[end].is_word("ago", "old", "back", "earlier")
    said = [*tokens[at : at + head], *(tokens[i : i + step] if more else ())]
    says_last = any(t.is_word("last", "past") for t in said)
    if not (is_ago or says_last) or tokens[end - 1].is_word("old"):
        return None
    unit = tokens[end - 1].text if tokens[end - 1].kind == "word" else tokens[end - 1].unit
    base, size = _UNITS[unit]
    own, of = _UNITS[first] if first else (base, size)
    if own != base or not size or not of:
        return None
    start, stop = low * of, int(found[0].text[:-1])
    notes = [found[0].assumption]
    if not more and of == 1 and base == "d" and low > 1 and ((low - 1) % 10 == 0 or (low - 1) % 7 == 0):
        start -= 1
        notes.append(f"day {low} is the one that begins after {start} whole days")
    length = Length(f"between {start}{base} and {stop}{base} ago", "; ".join(n for n in notes if n))
    return (length, end + is_ago) if start < stop else None


def _whole(tokens: Sequence[Token], at: int) -> int | None:
    t = tokens[at] if at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.value != int(t.value):
        return None
    plain = not (t.money or t.percent or t.or_more or t.signed) and (not t.unit or t.unit in _UNITS)
    return int(t.value) if plain and t.value > 0 else None


_LAST: Final = ("last", "past", "previous", "prior", "preceding", "trailing", "recent", "latest", "rolling", "running")
_BEFORE_LAST: Final = phrases(
    "in the|within the|over the|during the|for the|in|within|over|during|the|from the|inside the|inside|on the|"
    "for|of the|at any point in the|any time in the|at any time in the|over a|in a|within a|on a|during a|"
    "in any|over any|within any|across a|across the"
)  # fmt: skip
_PLAIN: Final = phrases(
    "within|in|inside of|inside|within the space of|in the space of|over|during|in under|in less than|"
    "within a period of|for"
)  # fmt: skip


def window_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """A window up to now that begins here, or another that is bound by calendar days or by two lengths of time."""
    if at >= len(tokens):
        return None
    fixed = since_at(tokens, at) or earlier_at(tokens, at)
    if fixed is not None:
        return fixed
    before = words_at(tokens, at, _BEFORE_LAST)
    for skip in sorted({before, 0}, reverse=True):
        here = at + skip
        if here < len(tokens) and tokens[here].is_word(*_LAST):
            found = length_at(tokens, here + 1, bare=True)
            if found is not None:
                is_rolling = tokens[here].is_word("rolling", "running", "trailing")
                behind = words_at(tokens, found[1], phrases("window|period|basis|time frame")) if is_rolling else 0
                return found[0], found[1] + behind
    before = words_at(tokens, at, phrases("in the|during|within|over|in|within the"))
    here = at + before
    if here < len(tokens) and tokens[here].is_word("this", "same") and here + 1 < len(tokens):
        unit = tokens[here + 1]
        if unit.kind == "word" and unit.text in ("week", "month", "quarter", "year"):
            days = {"week": 7, "month": 30, "quarter": 90, "year": 365}[unit.text]
            assumed = f"read “{tokens[here].raw} {unit.raw}” as the last {days} days"
            return Length(f"{days}d", assumed if tokens[here].text == "this" else ""), here + 2
    skip = words_at(tokens, at, _PLAIN)
    if skip:
        if at + skip < len(tokens) and tokens[at + skip].is_word("any", "the", "same"):
            found = length_at(tokens, at + skip + 1, bare=True) or length_at(tokens, at + skip + 1)
        else:
            found = length_at(tokens, at + skip)
        if found is not None and found[0].text.endswith("minutes") and tokens[at].is_word("over", "for"):
            return None  # "calls over 10 minutes"
        if found is not None:
            after = words_at(tokens, found[1], phrases("period|window|time frame|timeframe"))
            if found[1] + after < len(tokens) and tokens[found[1] + after].is_word("ago", "of"):
                return None
            return found[0], found[1] + after
    if tokens[at].is_word("per", "a", "an", "each", "every") and at + 1 < len(tokens):
        unit = tokens[at + 1]
        if unit.is_word("day", "week", "month", "fortnight", "quarter"):
            found = length_at(tokens, at + 1, bare=True)
            if found is not None:
                return Length(found[0].text, found[0].assumption), found[1]
    if tokens[at].is_word("weekly", "daily", "monthly"):
        days = {"weekly": 7, "daily": 1, "monthly": 30}[tokens[at].text]
        return Length(f"{days}d"), at + 1
    return None


def bare_window_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """A length that stands alone where a window is meant, as in a heading or after a comma: "(14 days)"."""
    found = window_at(tokens, at) or length_at(tokens, at)
    if found is None:
        return None
    after = words_at(tokens, found[1], phrases("window|lookback|look back|only|period"))
    return found[0], found[1] + after


def days_of(length: Length) -> int | None:
    """The days of a length that is written in days."""
    return int(length.text[:-1]) if re.fullmatch(r"\d+d", length.text) else None
