"""Points by bands of a number: "over 500 employees get 30 points, 50 to 500 get 20, fewer than 50 get 5"."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ...reading.numbers import Bound, bound_at, phrases, words_at, written
from ...reading.tokens import Token
from ..conditions.condition import Fact
from ..conditions.numbered import number_fact
from ..names.lexicon import FieldName, Lexicon
from ..names.saying import said_at


@dataclass(frozen=True, slots=True)
class Bands:
    """Facts of one field, each with its points. ``overlap``: two of them hold of the same number."""

    field: str
    rows: tuple[tuple[Fact, Decimal], ...]

    @property
    def overlap(self) -> tuple[Bound, Bound] | None:
        """Two bands that have more in common than the number at which they meet."""
        bounds = [fact.bound for fact, _ in self.rows if fact.bound is not None]
        for i, a in enumerate(bounds):
            for b in bounds[i + 1 :]:
                if a.overlaps(b) and not _touch(a, b):
                    return a, b
        return None


def _touch(a: Bound, b: Bound) -> bool:
    return (a.low is not None and a.low == b.high) or (b.low is not None and b.low == a.high)


def listed_bands(tokens: Sequence[Token], lexicon: Lexicon) -> Bands | None:
    """ "Employees: 500+ 30, 50-500 20, fewer than 50 5": a number after each band, in every usual way of writing it."""
    number_fields = [f for f in lexicon.fields if str(f.type or "") == "number"]
    at = 0
    field: FieldName | None = None
    at += words_at(tokens, at, phrases("by|points by|points for|score by|based on"))
    best = 0
    for f in number_fields:
        size = said_at(tokens, at, f)
        if size > best:
            best, field = size, f
    at += best
    rows: list[tuple[Bound, Decimal]] = []
    while at < len(tokens):
        t = tokens[at]
        if t.is_sign(",", ";", ":", "-", "|", "(", ")") or t.is_word("and", "is", "companies", "with", "of"):
            at += 1
            continue
        bound = bound_at(tokens, at)
        if bound is None:
            return None
        at = bound[1]
        for f in number_fields:
            size = said_at(tokens, at, f)
            if size and (field is None or f is field):
                field, at = f, at + size
                break
        takes = False
        while at < len(tokens) and (
            tokens[at].is_sign(":", "=", "→", "-")
            or tokens[at].is_word(
                "get", "gets", "is", "are", "gives", "give", "worth", "companies", "score", "earn", "scores", *_TAKES
            )
        ):
            takes = takes or tokens[at].is_word(*_TAKES)
            at += 1
        n = tokens[at] if at < len(tokens) else None
        if (
            n is None
            or n.kind != "number"
            or n.value is None
            or n.money
            or n.percent
            or n.or_more
            or not n.may_be_points
        ):
            return None
        rows.append((bound[0], -n.value if takes or n.signed == "-" else n.value))
        at += 1
        at += words_at(tokens, at, phrases("points|point|pts"))
        off = words_at(tokens, at, phrases("off|away")) if at < len(tokens) else 0
        if off and not takes:
            return None
        at += off
    if field is None or len(rows) < 2 or any(b.exact for b, _ in rows):
        return None
    return Bands(field.written, tuple((number_fact(field, b), n) for b, n in rows))


_TAKES: Final = "minus take takes subtract deduct lose loses less knock".split()


def sentence_bands(parts: Sequence[tuple[Sequence[Token], Decimal]], first: Fact, lexicon: Lexicon) -> Bands | None:
    """Bands of which only the first names its field; ``parts``: the words of each, without its points."""
    field = next((f for f in lexicon.fields if f.written == first.field), None)
    if field is None or first.bound is None:
        return None
    rows = [(first, parts[0][1])]
    for words, points in parts[1:]:
        words = _unnamed(words, field)
        body = [
            t for i, t in enumerate(words) if _is_between(words, i) or not (t.is_sign(*_SIGNS) or t.is_word(*_FILL))
        ]
        body = body[1:] if len(body) > 1 and body[0].is_word("to", "and") else body
        beyond = _beyond([fact.bound for fact, _ in rows if fact.bound is not None], body)
        if beyond is not None:
            rows.append((number_fact(field, beyond), points))
            continue
        bound = bound_at(body, 0)
        if bound is None or bound[1] != len(body) or bound[0].exact:
            return None
        rows.append((number_fact(field, bound[0]), points))
    return Bands(field.written, tuple(rows))


def _unnamed(words: Sequence[Token], field: FieldName) -> list[Token]:
    """The words without the name of the field: "50-250 staff", behind "under 50 staff"."""
    found: list[Token] = []
    at = 0
    while at < len(words):
        size = said_at(words, at, field)
        if not size:
            found.append(words[at])
        at += size or 1
    return found


_SIGNS: Final = (",", ";", ":")
_FILL: Final = (
    "and those with companies ones the for from while but of have who has to company employees people if when"
).split()


def _is_between(words: Sequence[Token], at: int) -> bool:
    """The "to" of "$1M to $10M", and the "and" of "between 1 and 10"."""
    numbers = 0 < at < len(words) - 1 and words[at - 1].kind == "number" and words[at + 1].kind == "number"
    return numbers and words[at].is_word("to", "and")


_ABOVE: Final = phrases(
    "above that|above|over that|more|more than that|anything above|anything above that|beyond|beyond that|bigger|"
    "larger|anything over|anything over that|anything more|anything bigger|anything larger|bigger than that|"
    "larger than that|everything above|everything above that|and above|any more|higher"
)
_BELOW: Final = phrases(
    "below that|below|under that|less|less than that|fewer|fewer than that|smaller|anything below|"
    "anything below that|anything under|anything under that|anything smaller|smaller than that|everything below|"
    "everything below that|lower"
)


def _beyond(bounds: Sequence[Bound], body: Sequence[Token]) -> Bound | None:
    """ "30 above that": beyond all the bands before it."""
    if body and words_at(body, 0, _ABOVE) == len(body):
        highs = [b for b in bounds if b.high is not None]
        if len(highs) < len(bounds):
            return None
        top = max(highs, key=lambda b: (b.high or 0, b.high_included))
        return Bound(low=top.high, low_included=not top.high_included)
    if body and words_at(body, 0, _BELOW) == len(body):
        lows = [b for b in bounds if b.low is not None]
        if len(lows) < len(bounds):
            return None
        first = min(lows, key=lambda b: (b.low or 0, not b.low_included))
        return Bound(high=first.low, high_included=not first.low_included)
    return None


def row_of(fact: Fact) -> str | None:
    """The fact as a row of a table."""
    b = fact.bound
    if b is None and fact.text == f"{fact.field} is unknown":
        return "unknown"
    if b is None:
        is_not = any(words in fact.text for words in (" is not ", " not in ", " not mentions ")) or fact.is_loose
        return None if is_not else fact.row or None  # "not in the US" is no row of "US"
    if b.low is not None and b.high is not None:
        if b.low == b.high:
            return written(b.low)
        if b.low_included and b.high_included:
            return f"{written(b.low)} to {written(b.high)}"
        return None
    if b.low is not None:
        return f"{written(b.low)} or more" if b.low_included else f"above {written(b.low)}"
    assert b.high is not None
    return f"0 to {written(b.high)}" if b.high_included else f"below {written(b.high)}"


def ordered(rows: Sequence[tuple[Fact, Decimal]]) -> list[tuple[Fact, Decimal]]:
    """The higher first where one holds of more than the other, so that each row can be reached."""
    if all(f.bound is not None and f.bound.high is None for f, _ in rows):
        return sorted(rows, key=lambda r: -(r[0].bound.low or 0) if r[0].bound else 0)
    return list(rows)


_MORE: Final = re.compile(
    r"\b(?:on top|both|also|addition\w*|extra|another|further|more points|plus|again|stack\w*|cumulat\w*|as well|too|"
    r"together|sum|bonus|either|highest|instead)\b",
    re.IGNORECASE,
)


def says_more(text: str, leans: bool = False) -> bool:
    """Whether a definition may say how bands that overlap go together: "+10" and "+20" may both be given. ``leans``:
    one of them goes on with the sentence before."""
    return _MORE.search(text) is not None or (not leans and re.search(r"(?<!\w)\+\s?\d", text) is not None)


def are_tiers(rows: Sequence[tuple[Fact, Decimal]]) -> bool:
    """Whether all of the bands are "… or more", and a higher one is worth more."""
    bounds = [(fact.bound, points) for fact, points in rows]
    found = sorted((b.low, n) for b, n in bounds if b is not None and b.high is None and b.low is not None)
    grows = all(a[0] < b[0] and 0 < a[1] < b[1] for a, b in itertools.pairwise(found))
    return len(found) == len(rows) and grows


def are_steps(rows: Sequence[tuple[Fact, Decimal]]) -> bool:
    """Whether bands go up: "under 20 … , under 100 …, above that …": the first that fits is meant."""
    bounds = [fact.bound for fact, _ in rows]
    highs = [b.high for b in bounds if b is not None and b.low is None and b.high is not None]
    if len(highs) < 2:
        return False
    above = [b for b in bounds[len(highs) :] if b is None or b.high is not None or b.low is None or b.low < highs[-1]]
    is_first = all(b is not None and b.low is None and b.high is not None for b in bounds[: len(highs)])
    return is_first and not above and all(a < b for a, b in itertools.pairwise(highs))


def only_highest(name: str) -> str:
    return f"only the highest band of `{name}` that a lead reaches counts"
