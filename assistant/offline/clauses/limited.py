"""Limits in the words of a heading: "(max 50)", "(0-50)", "(capped at 40 in this section)"."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token


def top_of(inside: Sequence[Token]) -> Decimal | None:
    """ "(0-50)", "(50 points)", "(out of 50)": how many points the lines below can come to."""
    at = words_at(inside, 0, phrases("out of|of|total|total of|worth|up to a total of"))
    rest = inside[at:]
    size = len(rest) - (words_at(rest, len(rest) - 1, phrases("points|pts|point|max|total")) if rest else 0)
    numbers = rest[:size]
    if not numbers or any(t.kind != "number" or t.value is None or t.money or t.percent for t in numbers):
        return None
    if len(numbers) == 2 and numbers[0].value == 0 and numbers[1].signed in ("", "-"):
        return numbers[1].value
    is_said = size < len(rest) or at or numbers[0].unit in ("pts", "pt", "points")
    return numbers[0].value if len(numbers) == 1 and is_said and not numbers[0].signed else None


def limit_at(body: Sequence[Token], at: int) -> tuple[Decimal, int] | None:
    size = words_at(
        body,
        at,
        phrases("max|maximum|capped at|cap|up to|max of|maximum of|cap at|cap of|limit"),
    )
    i = at + size
    i += bool(size) and i < len(body) and body[i].is_sign(".", ":")
    t = body[i] if i < len(body) else None
    if not size or t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.signed:
        return None
    i += 1
    i += words_at(body, i, _IN_TOTAL)
    return t.value, i + words_at(body, i, _HERE)


_IN_TOTAL: Final = phrases(
    "points|pts|point|points in total|points total|total|overall|in all|altogether|in total|points overall|"
    "points altogether|pts total|pts overall|pts in total|pts altogether|points max|max"
)
_HERE: Final = phrases(
    "here|from here|per section|per group|per category|from these|for these|for all of these|from all of these|"
    + "|".join(
        f"{before} {this} {part}"
        for before in ("from", "in", "for")
        for this in ("this", "the", "the whole")
        for part in "section group category block part area bucket list heading".split()
    )
)
"""What a limit in a heading is said of: the lines below it."""
