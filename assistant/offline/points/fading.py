"""What becomes of points with time: "halve every 14 days", "decays 25% per month", "loses a quarter a month"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import length_at
from ...reading.tokens import Token

_HALVING: Final = phrases(
    "halve|halves|halved|halving|decay by half|decays by half|half life|half life of|half life is|"
    "with a half life of|decaying by half|fade by half|fades by half|drops by half|drop by half|"
    "a half life of|loses half|is halved|are halved|cut in half|loses half its value|lose half|"
    "lose half their value|lose half of their value|lose half of its value|loses half of their value|lose one half|"
    "losing half of their value|losing half their value|loses one half of its value|lose one half of their value|"
    "forfeit half|forfeits half|forfeit half of their value|forfeits half of its value|decline by half|"
    "declines by half|"
    "diminish by half|diminishes by half|decreases by half|decrease by half|is cut in half|are cut in half|"
    "are reduced by half|is reduced by half|shall be halved|are to be halved|is to be halved|will be halved|"
    "dropping by half|with half life|losing half|losing half its value|"
    "losing half of it|losing half of its value|lose half of it|loses half of its value|decaying to half|"
    "cut it in half|cut them in half|cutting it in half|halving it|half it|it halves|they halve|"
    "gets halved|get halved|goes down by half|go down by half|cut by half|cuts in half|halving in value|"
    "halves in value|halve in value|be halved|reduced by half|reduce by half|reduces by half|falls by half|"
    "loses half its points|lose half their points|with half life of"
)
_FADING: Final = phrases(
    "decay|decays|decaying|decayed|fade|fades|fading|lose|loses|losing|drop|drops|dropping|decrease|"
    "decreases|decreasing|reduce|reduces|reducing|degrade|degrades|shrinks|decay by|decays by|decaying by|"
    "fading by|fades by|drops by|drop by|dropping by|decreases by|decreasing by|reduces by|reduce by|"
    "with a decay of|decay of|degrades by|fade by|with decay of|shrink by|shrinks by|shrinking by|goes down|go down|"
    "goes down by|go down by|going down by|decay at|decays at|decaying at|is reduced by|are reduced by|depreciates|"
    "depreciates by|depreciate by|falls by|fall by|falling by|minus|less|erodes by|erode by|down by|decay rate|"
    "decay rate of|with a decay rate of|drop off by|drops off by|fades at|fade at|decrease by|knock off|taking off|"
    "loses another|degrading by|reduced by|cut by|ages by|cools by|cools off by|cool off by"
)
_SHARES: Final = {"quarter": 25, "half": 50, "fifth": 20, "tenth": 10, "twentieth": 5}
_OF_IT: Final = phrases(
    "of its value|of their value|of that|of them|of the points|points|of it|of its points|of their points|"
    "of what is left|of the value|of these points|of those points|off|its value|their value|decay|of the score|"
    "its points|their points"
)
_EACH_TIME: Final = {"daily": "1d", "weekly": "7d", "monthly": "30d", "quarterly": "90d"}


def _steps_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """ "every 14 days", "a week", "weekly", "/month"."""
    if at >= len(tokens):
        return None
    if tokens[at].kind == "word" and tokens[at].text in _EACH_TIME:
        return _EACH_TIME[tokens[at].text], at + 1
    step = words_at(tokens, at, phrases("every|each|per|a|for each|for every|after each|after every")) or int(
        tokens[at].is_sign("/")
    )
    length = length_at(tokens, at + step, bare=True) if step else None
    return None if length is None else (length[0].text, length[1])


def _share_at(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "25%", "a quarter": how many of a hundred, and where it ends."""
    if at >= len(tokens):
        return None
    t = tokens[at]
    if t.kind == "number" and t.percent and t.value is not None and t.value == int(t.value) and 1 <= t.value <= 100:
        return int(t.value), at + 1
    at += t.is_word("a", "one", "another")
    if at < len(tokens) and tokens[at].kind == "word" and tokens[at].text in _SHARES:
        return _SHARES[tokens[at].text], at + 1
    return None


def fade_at(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    """ "halve every 14 days", "decays 25% per month", "half-life of 30 days", "loses a quarter a month"."""
    i = at + words_at(
        tokens,
        at,
        phrases(
            "and|which|it|that|points|the points|these points|then|this|should|to|they|these|but|with|where|"
            "value|worth|the worth|their value|score|effect|the effect|weight|the weight|each"
        ),
    )
    i += words_at(
        tokens,
        i,
        phrases(
            "should|points|then|which|it|will|they|the points|that|the score|a|those points|these points|its points|"
            "their points|that score|it should|they should|points should|the points should|those points should|"
            "the value|its value"
        ),
    )
    size = words_at(tokens, i, _HALVING)
    if size:
        i += size
        if tokens[i - 1].is_word("life", "of", "is"):
            i += i < len(tokens) and tokens[i].is_sign(":", "=")
            length = length_at(tokens, i, bare=True)
            return None if length is None else (length[1], f"fade 50% every {length[0].text}")
        i += words_at(
            tokens,
            i,
            phrases(
                "it|them|this|of that|of those|of these|of those points|of their points|of the points|of it|of them|"
                "the points|the score|the value|these|that|its value|their value|in value"
            ),
        )
        every = _steps_at(tokens, i)
        return None if every is None else (every[1], f"fade 50% every {every[0]}")
    life = length_at(tokens, i)
    if life is not None and (size := words_at(tokens, life[1], phrases("half life"))):
        return life[1] + size, f"fade 50% every {life[0].text}"
    size = words_at(tokens, i, _FADING)
    is_minus = not size and i < len(tokens) and tokens[i].percent and tokens[i].signed == "-"
    share = _share_at(tokens, i + size) if size or is_minus else None
    if share is None:
        named = _share_at(tokens, i)  # "10% decay per week", "10% weekly decay"
        end = named[1] if named is not None else 0
        behind = words_at(tokens, end, phrases("decay|fade|depreciation")) if named is not None else 0
        every = _steps_at(tokens, end + behind) if named is not None else None
        if every is not None and not behind:
            behind = words_at(tokens, every[1], phrases("decay|fade|depreciation"))
            every = (every[0], every[1] + behind)
        return (
            None if named is None or not behind or every is None else (every[1], f"fade {named[0]}% every {every[0]}")
        )
    percent, i = share
    i += words_at(tokens, i, _OF_IT)
    linear = words_at(tokens, i, (("linearly",),))
    i += linear
    every = _steps_at(tokens, i)
    if every is None:
        return None
    end = every[1]
    after = words_at(tokens, end, (("linearly",),))
    return end + after, f"fade {percent}%{' linearly' if linear or after else ''} every {every[0]}"
