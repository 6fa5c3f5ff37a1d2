"""How often something happened: twice, 3x, at least two different, more than once."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...reading.numbers import Bound, bound_at, phrases, words_at
from ...reading.tokens import Token

_DIFFERENT: Final = ("different", "unique", "distinct", "separate", "individual", "various")


_TIMES: Final = "days day weeks week months month quarters years".split()
_NO_COUNTS: Final = ("minutes", "minute", "min", "mins", "seconds", "second", "sec", "secs", "hours", "hour", "percent")


_ONCE: Final = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class Count:
    bound: Bound
    end: int
    different: bool = False
    days: bool = False
    note: str = ""
    is_bare: bool = False
    """A number and nothing else, which counts only before a noun: "3 clicks"."""


def count_at(tokens: Sequence[Token], at: int) -> Count | None:
    """How often: "twice", "2 or more times", "3x", "at least two different", "more than once"."""
    t = tokens[at] if at < len(tokens) else None
    if t is None:
        return None
    sign = ""
    start = at
    for phrase, s in (
        (("at", "least"), ">="),
        (("more", "than"), ">"),
        (("exactly",), "="),
        (("only",), "="),
        (("just",), "="),
    ):
        size = words_at(tokens, at, (phrase,))
        if size and at + size < len(tokens) and tokens[at + size].is_word(*_ONCE):
            at, sign = at + size, s
            break
    if tokens[at].is_word(*_ONCE):
        value = Decimal(_ONCE[tokens[at].text])
        if at + 2 < len(tokens) and tokens[at + 1].is_word("or") and tokens[at + 2].is_word("more"):
            return Count(Bound(low=value), at + 3)
        if tokens[at].text == "once" and at + 1 < len(tokens) and tokens[at + 1].is_word("per", "a", "every", "each"):
            return None
        if sign == ">":
            return Count(Bound(low=value + 1), at + 1)
        if sign == "=":
            return Count(Bound(value, value), at + 1)
        note = "" if sign or value == 1 else f"read “{tokens[at].raw}” as {value} or more times"
        return Count(Bound(low=value), at + 1, note=note)
    found = bound_at(tokens, start)
    if found is None or words_at(tokens, start, (("up", "to"),)):
        return None  # "up to 3 webinars" is no condition: none are fewer than three as well
    bound, end = found
    number = next((x for x in tokens[start:end] if x.kind == "number"), None)
    if number is None or bound.money or bound.percent or any(x.unit not in ("", "x") for x in tokens[start:end]):
        return None
    if any(v is not None and v != int(v) for v in (bound.low, bound.high)):
        return None
    if end < len(tokens) and tokens[end].is_word(*_NO_COUNTS):
        return None  # "longer than 10 minutes"
    if end < len(tokens) and tokens[end].is_word(*_TIMES) and not (start and tokens[start - 1].is_word("on", "active")):
        return None  # "no more than 60 days later"
    if number.raw.lower().rstrip("+ ").endswith(("k", "m")) and not number.raw.lower().endswith("mm"):
        return None  # "quotes above 10k" are no 10,000 quotes
    note = ""
    is_bare = bound.exact and number.unit != "x"
    if bound.exact:
        bound = Bound(low=bound.low)
        note = f"read “{number.raw}” as {number.raw.strip('xX')} or more"
    different = end < len(tokens) and tokens[end].is_word(*_DIFFERENT)
    end += different
    if end < len(tokens) and tokens[end].is_word("times", "time", "occasions", "x"):
        end += 1
        is_bare = False
        size = words_at(tokens, end, phrases("or more|and more|plus"))
        end += size
        if size:
            note = ""
        elif end < len(tokens) and tokens[end].is_sign("+"):
            end, note = end + 1, ""
    elif end < len(tokens) and tokens[end].is_word("days", "day") and start and tokens[start - 1].is_word("on"):
        return Count(bound, end + 1, different, True, note)
    return Count(bound, end, different, note=note, is_bare=is_bare)
