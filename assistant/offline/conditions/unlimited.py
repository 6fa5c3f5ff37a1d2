"""What may happen to points, told without its number: "fades over time", "expires at some point", "capped". How fast,
when and at how many is asked."""

from collections.abc import Sequence
from typing import Final

from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from .untimed import Vague

_FADING: Final = phrases(
    "fades over time|fade over time|fading over time|decays over time|decay over time|decaying over time|fades|decays|"
    "fades with time|decays with time|decay with time|fade with time|fades away|fade away|fades gradually|decaying|"
    "decays gradually|loses value over time|lose value over time|losing value over time|lose value with time|"
    "goes down over time|go down over time|gets less over time|get less over time|should fade|should decay|"
    "wears off|wears off over time|wear off over time|should fade over time|should decay over time|with decay|"
    "with time decay|with some decay|with a decay|with a time decay|diminishing over time|dropping over time|"
    "loses points over time|lose points over time|slowly fades|slowly decays|gradually fades|gradually decays|"
    "which fades over time|that fades over time|that fade over time|that decay over time|which decay over time|"
    "lose value after a while|loses value after a while|should go down over time|should lose value over time|fading"
)
_EXPIRING: Final = phrases(
    "expires at some point|expire at some point|should expire at some point|expires eventually|expire eventually|"
    "expires after a while|expire after a while|expires after some time|expire after some time|should expire|"
    "but expires|but expire|with an expiry|with an expiry date|with expiry|that expire|that expires|"
    "runs out after a while|run out after a while|disappears after a while|disappear after a while|"
    "only for a while|for a limited time|for a limited time only|only for a limited time|should run out|"
    "only for some time|only counts for a while|only count for a while|drops off after a while|drop off after a while"
)
_CAPPED: Final = phrases(
    "capped|with a cap|but capped|up to a cap|with a limit|with a maximum|up to a limit|up to a maximum|limited|"
    "up to some maximum|with some cap|but not too many|up to a point|but limited|and capped|with an upper limit|"
    "with some limit|with a max|up to a certain limit|up to a certain maximum|up to a certain amount|not too many|"
    "up to a reasonable limit|within reason|within limits|with a sensible cap|up to a sensible limit|but with a cap|"
    "up to a certain number|but not endlessly|not endlessly|but not without limit|until a limit|until a cap|"
    "up to a ceiling|with a ceiling|but not forever|not more than makes sense"
)


def unlimited_at(tokens: Sequence[Token], at: int) -> Vague | None:
    """What is left open about points that a number is said of."""
    if not at or not any(t.kind == "number" for t in tokens[:at]):
        return None
    for listed, asked, choices, wrap in (
        (
            _FADING,
            "How fast does it go down",
            ("halved every 30 days", "halved every 90 days", "25% every 30 days"),
            "*",
        ),
        (_EXPIRING, "After how long is it nothing", ("30 days", "90 days", "180 days"), "expires after *"),
        (_CAPPED, "Up to how many points in all is it", ("20 points", "30 points", "50 points"), "max *"),
    ):
        size = words_at(tokens, at, listed)
        end = at + size
        if not size or (end < len(tokens) and not tokens[end].is_sign(",", ".", ")", ";")):
            continue
        raw = " ".join(t.raw for t in tokens[at:end])
        before = "" if tokens[at - 1].is_sign(",", "(", "-") else ", "
        return end, Question(f"{asked}: “{raw}”?", choices), choices[0], before + wrap
    return None
