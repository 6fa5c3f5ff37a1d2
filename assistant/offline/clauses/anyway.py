"""Another way to reach a stage, whatever else is asked: "MQL at 60, and in any case with a demo request"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token

_ANYWAY: Final = phrases(
    "|".join(
        f"{joint}{how}{when}"
        for joint in ("and ", "or ", "but ", "plus ", "", "and also ", "or also ")
        for how in (
            "in any case",
            "always",
            "in every case",
            "regardless",
            "straight away",
            "immediately",
            "automatically",
            "right away",
            "at once",
            "regardless of points",
            "regardless of score",
            "regardless of the score",
            "independent of the score",
            "independently of the score",
            "whatever the score",
            "no matter the score",
            "no matter what",
            "instantly",
            "directly",
            "anyway",
            "either way",
            "at any rate",
        )
        for when in (" when", " if", " with", " for", " after", " once", " as soon as", " at", " on", "")
    )
)
_OF_ITSELF: Final = phrases(
    "regardless of points|regardless of score|regardless of the score|regardless of their score|"
    "regardless of the points|"
    "at any score|with any score|whatever the score|whatever their score|no matter the score|no matter their score|"
    "no matter how many points|however many points|whatever their points|independent of the score|alone|on its own|"
    "independently of the score|irrespective of the score|irrespective of points|regardless|in any case|anyway|"
    "whatever else|no matter what|by itself|is enough|alone is enough|on its own is enough|with or without points"
)


def alternatives(rest: Sequence[Token]) -> list[Sequence[Token]]:
    """The ways to reach a stage, each of them enough; one, if nothing says that there are more."""
    for at in range(1, len(rest) - 1):
        size = words_at(rest, at, _ANYWAY)
        is_apart = size and (rest[at].is_word("and", "or", "but", "plus") or rest[at - 1].is_sign(",", ";"))
        if not is_apart or at + size >= len(rest):
            continue
        first, second = _trimmed(rest[:at]), _itself(_trimmed(rest[at + size :]))
        return [first, second] if first and second else [rest]
    for at in range(1, len(rest) - 1):
        if rest[at].is_word("or") and len(_itself(rest[at + 1 :])) < len(rest) - at - 1:
            if any(t.is_word("or") for t in rest[:at]):
                break
            return [_trimmed(rest[:at]), _itself(rest[at + 1 :])]
    return [rest]


def _itself(words: Sequence[Token]) -> Sequence[Token]:
    """Without "regardless of points" at the end."""
    for size in range(6, 0, -1):
        at = len(words) - size
        if at > 0 and words_at(words, at, _OF_ITSELF) == size:
            return _trimmed(words[:at])
    return words


def _trimmed(words: Sequence[Token]) -> Sequence[Token]:
    start, end = 0, len(words)
    while start < end and (words[start].is_sign(",", ";", ":") or words[start].is_word("they", "it")):
        start += 1
    while end > start and (words[end - 1].is_sign(",", ";") or words[end - 1].is_word("and", "or", "but")):
        end -= 1
    return words[start:end]
