"""Who booked a seat and did not come: "registered for a webinar but did not attend"."""

from collections.abc import Sequence
from typing import Final

from ..reading.numbers import phrases, words_at
from ..reading.tokens import Token
from .conditions import Happened, joined
from .events import Found
from .filters import BOOKING
from .lexicon import Lexicon, Source

_BOOKED: Final = phrases("registered|signed up|register|sign up|registers|signs up|enrolled")
_NOT: Final = phrases(
    "but did not|but never|and did not|but does not|but do not|and never|and then did not|but then did not|"
    "but has not|but have not|without"
)
_CAME: Final = phrases(
    "attend|attended|show up|showed up|come|came|join|joined|turn up|turned up|attending|showing up|attend it|"
    "attend one|attend any|joining"
)


def no_show_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    pair = _pair(lexicon)
    if pair is None:
        return None
    booked, came = pair
    start, missed = _named(tokens, at, came)
    no_show = words_at(tokens, start, phrases("no show|no shows")) if missed else 0
    size = words_at(tokens, at, _BOOKED)
    i, named = _named(tokens, at + size, came)
    step = words_at(tokens, i, _NOT) if size else 0
    there = words_at(tokens, i + step, _CAME) if step else 0
    if no_show:
        end, again = start + no_show, True
    elif there:
        end, again = _named(tokens, i + step + there, came)
    else:
        return None
    condition = joined(
        "all",
        [
            Happened(booked.written, booked.noun, name=booked.name.replace(".", "_")),
            Happened(came.written, came.noun, negated=True, name=came.name.replace(".", "_")),
        ],
    )
    raw = " ".join(t.raw for t in tokens[at:end])
    kind = " ".join(sorted(came.own - {"attend"}))
    note = f"read “{raw}” as {'' if named or again else f'{kind}s: '}registered for one or more and attended none"
    return Found(condition, end, (note,), True)


def _named(tokens: Sequence[Token], at: int, came: Source) -> tuple[int, bool]:
    """ "for a webinar", and whether it stands here."""
    i = at + words_at(tokens, at, phrases("for"))
    i += words_at(tokens, i, phrases("a|an|the|any|our"))
    for s in came.own - {"attend"}:
        if words_at(tokens, i, ((s,), (s + "s",))):
            return i + 1, True
    return at, False


def _pair(lexicon: Lexicon) -> tuple[Source, Source] | None:
    """The one source of bookings, and the one of those who came."""
    booked = [s for s in lexicon.sources if s.own & BOOKING and not s.attended]
    came = [s for s in lexicon.sources if "attend" in s.own]
    if len(booked) != 1 or len(came) != 1 or came[0].own - {"attend"} != booked[0].own - BOOKING:
        return None
    return (booked[0], came[0]) if len(came[0].own) == 2 else None
