"""Amounts, comparisons and ranges: "50+", "over 500", "between 50 and 500", "at least 3", "fewer than 50"."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final

from .tokens import Token


@dataclass(frozen=True, slots=True)
class Bound:
    """From ``low`` to ``high``; an end that is None is open. ``exact``: a bare number, with no word of comparison.

    ``money``: the sign of a currency that stands at one of the numbers.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True
    exact: bool = False
    money: str = ""
    percent: bool = False

    def contains(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (self.low_included and value == self.low)
        below = self.high is None or value < self.high or (self.high_included and value == self.high)
        return above and below

    def overlaps(self, other: "Bound") -> bool:
        """Whether some whole number is in both."""
        low = max(_first(self), _first(other))
        high = min(_last(self), _last(other))
        return low <= high


_FAR: Final = Decimal(10) ** 15


def _first(b: Bound) -> Decimal:
    if b.low is None:
        return -_FAR
    return b.low if b.low_included else b.low + 1


def _last(b: Bound) -> Decimal:
    if b.high is None:
        return _FAR
    return b.high if b.high_included else b.high - 1


_MORE: Final = (
    ("more", "than"), ("greater", "than"), ("larger", "than"), ("bigger", "than"), ("higher", "than"), ("over",),
    ("above",), ("exceeds",), ("exceeding",), ("exceed",), ("north", "of"), ("upwards", "of"), ("beyond",),
    ("older", "than"), ("longer", "than"), ("better", "than"), ("later", "than"), ("in", "excess", "of"),
)  # fmt: skip
_LESS: Final = (
    ("less", "than"), ("fewer", "than"), ("smaller", "than"), ("lower", "than"), ("under",), ("below",),
    ("younger", "than"), ("shorter", "than"), ("worse", "than"), ("sub",), ("short", "of"),
)  # fmt: skip
_AT_LEAST: Final = (
    ("at", "least"), ("no", "less", "than"), ("no", "fewer", "than"), ("not", "less", "than"), ("minimum", "of"),
    ("a", "minimum", "of"), ("min",), ("minimum",), ("from",), ("starting", "at"),
    ("starting", "from"), ("not", "fewer", "than"), ("no", "younger", "than"), ("no", "lower", "than"),
    ("not", "under",), ("not", "below"), ("no", "smaller", "than"), ("upward", "from"),
)  # fmt: skip
_AT_MOST: Final = (
    ("at", "most"), ("no", "more", "than"), ("not", "more", "than"), ("up", "to"), ("maximum", "of"),
    ("a", "maximum", "of"), ("max",), ("maximum",), ("until",), ("not", "over"), ("not", "above"),
    ("no", "older", "than"), ("no", "longer", "than"), ("no", "higher", "than"), ("not", "exceeding"),
)  # fmt: skip
_EXACTLY: Final = (("exactly",), ("precisely",), ("equal", "to"), ("equals",))
_MORE_AFTER: Final = (("or", "more"), ("or", "above"), ("or", "over"), ("or", "greater"), ("or", "higher"),
                      ("or", "larger"), ("and", "above"), ("and", "more"), ("and", "up"), ("or", "up"),
                      ("and", "over"), ("or", "bigger"), ("plus",), ("upwards",), ("or", "better"), ("and", "better"),
                      ("or", "older"), ("and", "older"), ("or", "longer"), ("or", "later"), ("or", "upwards"),
                      ("and", "upwards"), ("and", "higher"), ("at", "least"))  # fmt: skip
_LESS_AFTER: Final = (("or", "less"), ("or", "fewer"), ("or", "below"), ("or", "under"), ("or", "lower"),
                      ("or", "smaller"), ("and", "below"), ("and", "under"), ("or", "younger"), ("and", "younger"),
                      ("or", "shorter"), ("or", "earlier"), ("and", "less"), ("and", "fewer"),
                      ("at", "most"))  # fmt: skip


Phrases = tuple[tuple[str, ...], ...]
_BY_FIRST: dict[int, tuple[Phrases, dict[str, Phrases]]] = {}
_MANY: Final = 6


@cache
def phrases(text: str) -> Phrases:
    """Phrases written one after another, a line between them: the same text is always the same object.

    >>> phrases("up to|at most")
    (('up', 'to'), ('at', 'most'))
    """
    return tuple(tuple(phrase.split()) for phrase in text.split("|"))


def words_at(tokens: Sequence[Token], at: int, phrases: Phrases) -> int:
    """How many tokens the longest phrase has that stands at this place; 0 if none does."""
    if at >= len(tokens) or tokens[at].kind != "word":
        return 0
    if len(phrases) > _MANY:
        phrases = _indexed(phrases).get(tokens[at].text, ())
    best = 0
    for phrase in phrases:
        size = len(phrase)
        if size > best and tokens[at].text == phrase[0] and at + size <= len(tokens):
            here = tokens[at : at + size]
            if all(t.kind == "word" and t.text == w for t, w in zip(here, phrase, strict=True)):
                best = size
    return best


def _indexed(phrases: Phrases) -> dict[str, Phrases]:
    """Long lists by their first words. They are constants of modules; each is kept, so that its id stays its own."""
    known = _BY_FIRST.get(id(phrases))
    if known is None or known[0] is not phrases:
        index: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            index.setdefault(phrase[0], []).append(phrase)
        known = phrases, {first: tuple(several) for first, several in index.items()}
        _BY_FIRST[id(phrases)] = known
    return known[1]


_TO_UNDER: Final = phrases(
    "to under|to below|to less than|to fewer than|but under|but less than|but fewer than|up to but not including|"
    "to but not including|up to under|up to below|up to less than|but below|up to just under|to just under|until under|"
    "up to and not including|up to but not incl|and under|and below|to but under|to but below|and less than|"
    "but not including|up to and excluding|up to excluding|to excluding|up to but excluding|to but excluding"
)


def number_at(tokens: Sequence[Token], at: int) -> Token | None:
    """The plain number at this place: no points, no "3x"."""
    if at < len(tokens) and tokens[at].kind == "number" and tokens[at].unit not in ("st", "nd", "rd", "th"):
        return tokens[at]
    return None


def bound_at(tokens: Sequence[Token], at: int) -> tuple[Bound, int] | None:
    """The comparison or range that begins at this place, and where it ends; "more than 50 but fewer than 500" too."""
    found = _one_bound_at(tokens, at)
    if found is None or found[0].low is None or found[0].high is not None:
        return found
    low, end = found
    joint = words_at(tokens, end, (("but",), ("and",), ("but", "also")))
    other = _one_bound_at(tokens, end + joint) if joint else None
    if other is None or other[0].high is None or other[0].low is not None or low.percent or other[0].percent:
        return found
    both = Bound(low.low, other[0].high, low.low_included, other[0].high_included, money=low.money or other[0].money)
    return both, other[1]


def _one_bound_at(tokens: Sequence[Token], at: int) -> tuple[Bound, int] | None:
    start = at
    for phrases, sign in (
        (_AT_LEAST, ">="), (_AT_MOST, "<="), (_MORE, ">"), (_LESS, "<"), (_EXACTLY, "="),
    ):  # fmt: skip
        size = words_at(tokens, at, phrases)
        if size:
            n = number_at(tokens, at + size)
            if n is None or n.value is None or n.signed or n.unit in ("pts", "pt", "points", "point", "p"):
                return None
            if sign == ">=" and tokens[at].text == "from":
                upper = _range_end(tokens, at + size + 1)
                if upper is not None:
                    return _between(n, upper[0]), upper[1]
            if sign == ">" or (sign == ">=" and tokens[at].text in ("from", "at", "starting")):
                under = _short_of(tokens, at + size + 1)
                if under is not None and n.value < (under[0].value or 0):
                    both = replace(_between(n, under[0]), high_included=False)
                    return replace(both, low_included=sign == ">="), under[1]
            upper = _range_end(tokens, at + size + 1) if sign == ">" and _is_said(tokens, at + size + 1) else None
            if upper is not None and n.value < (upper[0].value or 0):  # "over $50M up to $1B"
                return replace(_between(n, upper[0]), low_included=False), upper[1]
            return _compared(sign, n), at + size + 1
    if at < len(tokens) and tokens[at].is_sign(">", "<", ">=", "<=", "="):
        n = number_at(tokens, at + 1)
        if n is None or n.signed:
            return None
        upper = _range_end(tokens, at + 2) if tokens[at].is_sign(">") and _is_said(tokens, at + 2) else None
        if upper is not None and n.value is not None and n.value < (upper[0].value or 0):
            return replace(_between(n, upper[0]), low_included=False), upper[1]
        return _compared(tokens[at].text, n), at + 2
    if at < len(tokens) and tokens[at].is_word("between"):
        n = number_at(tokens, at + 1)
        if n is None or at + 2 >= len(tokens):
            return None
        upper = _range_end(tokens, at + 2)
        if upper is not None:
            return _between(n, upper[0]), upper[1]
        m = number_at(tokens, at + 3) if tokens[at + 2].is_word("and") else None
        return None if m is None else (_between(n, m), at + 4)
    n = number_at(tokens, at)
    if n is None or n.value is None or n.signed:
        return None
    upper = _range_end(tokens, at + 1)
    if upper is not None:
        return _between(n, upper[0]), upper[1]
    under = _short_of(tokens, at + 1)
    if under is not None and under[0].value is not None and n.value < under[0].value:
        return replace(_between(n, under[0]), high_included=False), under[1]
    at += 1
    if n.or_more:
        return _compared(">=", n), at
    size = words_at(tokens, at, _MORE_AFTER)
    if size:
        return _compared(">=", n), at + size
    size = words_at(tokens, at, _LESS_AFTER)
    if size:
        return _compared("<=", n), at + size
    if start + 1 < len(tokens) and tokens[start + 1].is_sign("+") and not number_at(tokens, start + 2):
        return _compared(">=", n), start + 2
    return Bound(n.value, n.value, exact=True, money=n.money, percent=n.percent), at


def side_at(tokens: Sequence[Token], at: int) -> tuple[int, bool] | None:
    """ "or more", "minimum" and the like, behind what was counted; whether the number is the least."""
    size = words_at(tokens, at, _MORE_AFTER) or words_at(tokens, at, (("minimum",), ("min",), ("at", "least")))
    if size:
        return at + size, True
    size = words_at(tokens, at, _LESS_AFTER) or words_at(tokens, at, (("maximum",), ("max",), ("at", "most")))
    return (at + size, False) if size else None


def _short_of(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """The number behind "up to but not including", "- under", "to <", where it is not in the range itself."""
    joint = words_at(tokens, at, _TO_UNDER)
    if not joint:
        dash = 1 if at < len(tokens) and tokens[at].is_sign("-") else words_at(tokens, at, phrases("to|up to"))
        sign = dash and at + dash < len(tokens) and tokens[at + dash].is_sign("<")
        joint = dash + (1 if sign else words_at(tokens, at + dash, _LESS)) if dash else 0
        joint = joint if joint > dash else 0
    m = number_at(tokens, at + joint) if joint else None
    return None if m is None or m.signed or m.value is None else (m, at + joint + 1)


def _is_said(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word joins a range: a dash behind "over 10" may come before its points."""
    return at < len(tokens) and tokens[at].kind == "word"


def _range_end(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    """The number after "-", "to", "through"."""
    if at >= len(tokens):
        return None
    t = tokens[at]
    if t.kind == "number" and t.signed == "-" and t.start <= tokens[at - 1].end:
        return t, at + 1
    step = 1 if t.is_sign("-") else words_at(tokens, at, phrases("to|through|till|thru|up to|and up to|to at most"))
    if step:
        n = number_at(tokens, at + step)
        if n is not None and not n.signed:
            return n, at + step + 1
    return None


def _between(low: Token, high: Token) -> Bound:
    assert low.value is not None and high.value is not None
    first = low.value
    if first < high.value and high.value >= 1000 and low.raw.strip("$€£ ").isdigit() and first < 1000:
        scale = _scale_of(high)
        if scale > 1 and first * scale <= high.value:  # "$10-50M" is from ten million on
            first *= scale
    return Bound(min(first, high.value), max(first, high.value), money=low.money or high.money)


def _scale_of(t: Token) -> int:
    raw = t.raw.lower().rstrip("+ ")
    for ending, scale in (("billion", 10**9), ("bn", 10**9), ("b", 10**9), ("million", 10**6), ("mm", 10**6),
                          ("mn", 10**6), ("m", 10**6), ("thousand", 1000), ("k", 1000)):  # fmt: skip
        if raw.endswith(ending):
            return scale
    return 1


def _compared(sign: str, n: Token) -> Bound:
    value, money = n.value, n.money
    match sign:
        case ">=":
            return Bound(low=value, money=money, percent=n.percent)
        case ">":
            return Bound(low=value, low_included=n.or_more, money=money, percent=n.percent)
        case "<=":
            return Bound(high=value, money=money, percent=n.percent)
        case "<":
            return Bound(high=value, high_included=False, money=money, percent=n.percent)
        case _:
            return Bound(value, value, money=money, percent=n.percent)


def written(value: Decimal) -> str:
    """A number as the language writes it: 50, 20M, 1.5M, 0.25."""
    if value >= 1_000_000_000 and value % 100_000_000 == 0:
        return f"{_plain(value / 1_000_000_000)}B"
    if value >= 1_000_000 and value % 100_000 == 0:
        return f"{_plain(value / 1_000_000)}M"
    return _plain(value)


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
