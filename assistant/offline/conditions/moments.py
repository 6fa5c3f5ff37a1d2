"""Finds days and times of a lead: created in the last 30 days, contract ends within 60 days."""

import re
from collections.abc import Sequence
from typing import Final, Literal

from ....dsl.types import Type
from ...reading.numbers import phrases, words_at
from ...reading.times import Length, days_of, length_at, window_at
from ...reading.tokens import Token
from ..names.naming import FieldName, words_of
from ..names.saying import said_at
from ..names.telling import told_at
from .condition import Fact
from .events import Found

_NEXT: Final = phrases(
    "in the next|within the next|in next|within next|over the next|during the next|in the coming|within the coming|"
    "is in the next|is within the next|are in the next|next|is due in the next|due in the next|due within|"
    "is due within|"
    "coming up in the next|coming up within|comes up in the next|falls in the next|falls within the next|"
    "at most|is at most|no later than|is less than|less than|is in less than|in less than|in under|in at most|"
    "in no more than|within at most|not later than|is no more than|is not more than|is up in the next|is up in|"
    "under|below|of less than|of at most|of under|shorter than|max|up to|"
    "is up within|is coming up in the next|is coming up within|is coming up in"
)
_SOON: Final = phrases("in|within|is in|is within|inside|falls within|falls in|inside of|are within|is due in|due in")
_AWAY: Final = phrases("away|from now|out|from today|ahead")
_YOUNGER: Final = phrases("less than|fewer than|not more than|no more than|at most|within|under|is less than|max")
_OLDER: Final = phrases("more than|over|at least|longer than|older than|is more than|is older than|is over")
_TO_COME: Final = frozenset(
    """ends end expires expiry expiration due timeline renewal renews renew deadline birthday move planned target launch
    start starts arrival travel wedding departure next want wants wish plan plans""".split()
)
_GONE: Final = frozenset(
    """created first last since applied signed joined registered opened founded born birth birthdate updated
    submitted visited ordered added became""".split()
)


def moment_at(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """A date or time of the lead, against a length of time up to now, or from now on."""
    if field.type not in (Type.DATE, Type.TIME):
        return None
    at += words_at(tokens, at, _WANTS)
    size = max(told_at(tokens, at, field), said_at(tokens, at, field))
    if not size and {"founded", "established", "incorporated", "founding"} & set(words_of(field.name)):
        return _trading(tokens, at, field)
    if not size:
        return None
    size += at + size < len(tokens) and tokens[at + size].is_word("date", "day")
    return _on_days(tokens, at + size, field) or _bounded(tokens, at + size, field)


_TRADING: Final = phrases(
    "in business|been in business|has been in business|have been in business|trading|operating|been trading|"
    "has been trading|have been trading|in operation|been around|has been around|been operating|is in business|"
    "are in business|business is|company is|the business is"
)
_AT_LEAST: Final = phrases("more than|over|at least|longer than|older than|no less than|not less than|for more than")
_LESS: Final = phrases("less than|under|fewer than|not even|younger than|shorter than")


def _trading(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ "In business for at least 2 years": how long ago it was founded."""
    size = words_at(tokens, at, _TRADING)
    i = at + size + (words_at(tokens, at + size, phrases("for|since")) if size else 0)
    more, less = words_at(tokens, i, _AT_LEAST), words_at(tokens, i, _LESS)
    length = length_at(tokens, i + max(more, less)) if size and (more or less) else None
    if length is None:
        return None
    return _past(
        field, "within" if less else "older than", length[0], length[1] + words_at(tokens, length[1], (("old",),))
    )


_DAYS: Final = (
    (phrases("since|on or after|from|not before|no earlier than|starting|as of|from the|since the"), ">="),
    (phrases("after|later than|behind|is later than"), ">"),
    (phrases("before|earlier than|prior to|until before|is earlier than"), "<"),
    (phrases("by|until|on or before|not after|no later than|not later than|till|up to|through|latest by"), "<="),
    (phrases("on|is|equals"), "="),
)
_IS: Final = phrases("is|was|are|were|falls|lies|date is|dated|happened|took place|came|ends|starts|has been|is dated")


def _on_days(tokens: Sequence[Token], at: int, field: FieldName) -> Found | None:
    """ "created after 1 January 2026", "contract ends before 31 December 2026"."""
    i = at + words_at(tokens, at, _IS)
    i += i < len(tokens) and tokens[i].is_sign(":")
    if words_at(tokens, i, phrases("between|from")) and (days := _two_days(tokens, i + 1)) is not None:
        return _dated(field, f"between {days[0]} and {days[1]}", days[2])
    signs = {">": ">", ">=": ">=", "<": "<", "<=": "<=", "=": "="}
    if i < len(tokens) and tokens[i].kind == "sign" and tokens[i].text in signs and (day := _day(tokens, i + 1)):
        return _dated(field, f"{signs[tokens[i].text]} {day}", i + 2)
    for start in dict.fromkeys((i, at)):
        for listed, sign in _DAYS:
            size = words_at(tokens, start, listed)
            day = _day(tokens, start + size) if size else ""
            if day:
                end = start + size + 1
                end += words_at(tokens, end, phrases("or later|onwards|onward|on|or earlier|and later|and after"))
                more = tokens[end - 1].text if end > start + size + 1 else ""
                sign = {"later": ">=", "earlier": "<=", "onwards": ">=", "onward": ">="}.get(more, sign)
                return _dated(field, f"{sign} {day}", end)
    return None


def _day(tokens: Sequence[Token], at: int) -> str:
    t = tokens[at] if at < len(tokens) else None
    return t.text if t is not None and t.kind == "date" and not t.text.startswith("*") else ""


def _two_days(tokens: Sequence[Token], at: int) -> tuple[str, str, int] | None:
    first, to = _day(tokens, at), at + 1 < len(tokens) and tokens[at + 1].is_word("and", "to", "until", "till")
    last = _day(tokens, at + 2) if first and to else ""
    return (first, last, at + 3) if last and first <= last else None


def _dated(field: FieldName, compared: str, end: int) -> Found:
    return Found(Fact(f"{field.written} {compared}", f"{field.name}_dated", field.written), end)


_WANTS: Final = phrases(
    "wants to|want to|wanting to|plans to|plan to|planning to|hopes to|hope to|needs to|need to|is looking to|"
    "looking to|intends to|is planning to|are planning to|wishes to|would like to|expects to|aims to|who wants to|"
    "who want to|wants to be|want to be|"
    "go|going|plans to be|hopes to be|needs to be|to be|to go|wants to go|want to go|plans to go"
)


def _bounded(tokens: Sequence[Token], end: int, field: FieldName) -> Found | None:
    direction = _direction(field)
    if field.type is Type.DATE:
        size = words_at(tokens, end, _NEXT)
        is_named = size and any(t.is_word("next", "coming") for t in tokens[end : end + size])
        soon = words_at(tokens, end, _SOON)
        for step, is_sure in ((size, is_named), (soon, False)):
            length = length_at(tokens, end + step, bare=bool(is_named)) if step else None
            if length is None:
                continue
            away = words_at(tokens, length[1], _AWAY) or words_at(
                tokens, length[1], phrases("or less|or sooner|or fewer")
            )
            if length[1] < len(tokens) and tokens[length[1]].is_word("ago"):
                break
            if is_sure or away or direction == "to come":
                return _soon(field, length[0], length[1] + away)
    if direction == "to come":
        return None
    for listed, sign in ((_YOUNGER, "within"), (_OLDER, "older than")):
        size = words_at(tokens, end, listed)
        length = length_at(tokens, end + size) if size else None
        if length is not None and length[1] < len(tokens) and tokens[length[1]].is_word("ago", "old"):
            return _past(field, sign, length[0], length[1] + 1)
    window = window_at(tokens, end)
    if window is not None and " " in window[0].text:
        return _between(field, window[0], window[1])
    if window is None or (direction != "gone" and not _is_last(tokens[end : window[1]])):
        return None
    return _past(field, "within", window[0], window[1])


def _between(field: FieldName, length: Length, end: int) -> Found | None:
    """ "created 30 to 90 days ago"."""
    m = re.fullmatch(r"between (\d+[dh]) and (\d+[dh]) ago", length.text)
    if m is None:
        return None
    text = f"{field.written} older than {m[1]} and {field.written} within {m[2]}"
    return Found(Fact(text, f"{field.name}_between", is_loose=True), end, (length.assumption,))


def _is_last(words: Sequence[Token]) -> bool:
    return any(t.is_word("last", "past", "previous", "this", "recent", "prior") for t in words)


def _direction(field: FieldName) -> Literal["to come", "gone", ""]:
    words = {*words_of(field.name), *words_of(field.description)}
    if words & _GONE or field.type is Type.TIME:
        return "gone"
    return "to come" if words & _TO_COME else ""


def _soon(field: FieldName, length: Length, end: int) -> Found | None:
    days = days_of(length)
    if days is None:
        return None
    fact = Fact(f"days until {field.written} between 0 and {days}", f"{field.name}_soon", field.written)
    return Found(fact, end, (length.assumption,) if length.assumption else ())


def _past(field: FieldName, sign: str, length: Length, end: int) -> Found:
    fact = Fact(f"{field.written} {sign} {length.text}", f"{field.name}_recent", field.written)
    return Found(fact, end, (length.assumption,) if length.assumption else ())
