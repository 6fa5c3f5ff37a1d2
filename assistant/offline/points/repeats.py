"""How many of the events give points: the first one alone ("flat", "one-off"), or "only the first 5"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import UNITS_OF_TIME
from ...reading.tokens import Token
from ...reading.words import stem

_SINGLE: Final = phrases(
    "flat|one off|one time only|one time|only once|once only|just once|only the first time|the first time|"
    "first time only|for the first time|counted once|counts once|count once|only counts once|only count once|"
    "only counted once|once per lead|once per person|once per contact|no matter how often|no matter how many times|"
    "however often|regardless of how often|regardless of how many|regardless of how many times|not per event|"
    "once in total|one time bonus|as a one off|only one time|a single time|once and only once|in total once|"
    "once ever|but only once|but only one time|just the once|but just once"
)
_HOWEVER_MANY: Final = phrases(
    "however many|no matter how many|regardless of how many|irrespective of how many|independent of how many|"
    "regardless of the number of|no matter the number of|irrespective of the number of|whatever the number of"
)
_PERIODS_LONG: Final = UNITS_OF_TIME | {"leads", "people"}


def single_at(tokens: Sequence[Token], at: int) -> int:
    """Where words end that say points are given one time only: "flat", "the first time", "one-off"; 0 if none do."""
    size = words_at(tokens, at, _SINGLE)
    if size:
        return at + size
    however = at + words_at(tokens, at, (("once",),))
    however += however > at and however < len(tokens) and tokens[however].is_sign(",")
    size = words_at(tokens, however, _HOWEVER_MANY)
    if size and however + size < len(tokens) and tokens[however + size].kind == "word":
        end = however + size + 1
        end += words_at(tokens, end, phrases("they visit|they visited|they attend|they attended|there are|there were"))
        if end >= len(tokens) or tokens[end].is_sign(",", ")", ";", ".", ":"):
            return end
    is_one = at < len(tokens) and tokens[at].kind == "number" and tokens[at].raw.casefold() == "one"
    behind = words_at(tokens, at + 1, phrases("off|time only|time|time bonus")) if is_one else 0
    return at + 1 + behind if behind else 0  # the word "one" was read as a number


def first_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "only the first 5 count", "for the first 3 clicks", "first 3 only": where it ends, and how many."""
    head = words_at(
        tokens,
        at,
        phrases(
            "only the first|only count the first|counting only the first|only first|just the first|for the first|"
            "but only the first|for only the first|we only count the first|but only for the first|only for the first|"
            "for just the first|count only the first|the first|first"
        ),
    )
    i = at + head
    t = tokens[i] if head and i < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.value != int(t.value) or not 1 < t.value < 1000:
        return None
    if t.unit or t.money or t.percent or t.or_more or t.signed:
        return None
    end = i + 1
    if end < len(tokens) and tokens[end].kind == "word" and tokens[end].text in _PERIODS_LONG:
        return None
    said = {stem(x.text) for x in tokens[:at] if x.kind == "word"}
    end += (
        end < len(tokens)
        and tokens[end].kind == "word"
        and (tokens[end].is_word("times", "occurrences", "instances", "events") or stem(tokens[end].text) in said)
    )
    behind = words_at(
        tokens, end, phrases("count|counts|are counted|only|will count|should count|matter|get points|score")
    )
    is_plain = tokens[at].is_word("first", "the")
    closes = end + behind >= len(tokens) or tokens[end + behind].is_sign(",", ")", ";")
    return (end + behind, int(t.value)) if closes and (behind or not is_plain) else None
