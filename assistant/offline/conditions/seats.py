"""Who booked a seat and did not come: "registered for a webinar but did not attend"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.lexicon import Lexicon, Source, words_of
from .condition import Happened, joined
from .events import Found
from .filters import BOOKING

_BOOKED: Final = phrases("registered|signed up|register|sign up|registers|signs up|enrolled")
_NOT: Final = phrases(
    "but did not|but never|and did not|but does not|but do not|and never|and then did not|but then did not|"
    "but has not|but have not|without"
)
_MISSED: Final = phrases(
    "no show|no shows|noshow|noshows|no showed|missed it|no show up|did not show up|did not show|"
    "did not turn up|did not come|missed|never showed|never showed up"
)
_CAME: Final = phrases(
    "attend|attended|show up|showed up|come|came|join|joined|turn up|turned up|attending|showing up|attend it|"
    "attend one|attend any|joining"
)


def no_show_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    flagged = _flagged(tokens, at, lexicon)
    if flagged is not None:
        return flagged
    pair = _pair(lexicon)
    if pair is None:
        return None
    booked, came = pair
    start, missed = _named(tokens, at, came)
    no_show = words_at(tokens, start, _MISSED) if missed else 0
    size = words_at(tokens, at, _BOOKED)
    i, named = _named(tokens, at + size, came)
    step = words_at(tokens, i, _NOT) if size else 0
    there = words_at(tokens, i + step, _CAME) if step else 0
    if (only := _only_booked(tokens, at, came)) is not None:
        end, again = only, True
    elif no_show:
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


def _flagged(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """The same where one event has both, and a flag that tells who came: "webinar registered, no show"."""
    for source in lexicon.sources:
        if not source.attended or source.is_signal:
            continue
        end = _no_show_of(tokens, at, source)
        if end is None:
            continue
        raw = " ".join(t.raw for t in tokens[at:end])
        missed = Happened(f"{source.written}[{source.attended} is false]", source.noun, name=f"{source.name}_missed")
        return Found(missed, end, (f"read “{raw}” as `{source.name}` with `{source.attended}` false",), True)
    return None


def _only_booked(tokens: Sequence[Token], at: int, came: Source) -> int | None:
    """ "only registered for a webinar": and did not come."""
    only = words_at(tokens, at, phrases("only|just|merely"))
    size = words_at(tokens, at + only, _BOOKED) if only else 0
    if not size:
        size = words_at(tokens, at, _BOOKED)
        i, _ = _named(tokens, at + size, came)
        only = words_at(tokens, i, phrases("only|but nothing more")) if size else 0
        return i + only if only else None
    return _named(tokens, at + only + size, came)[0]


def _no_show_of(tokens: Sequence[Token], at: int, source: Source) -> int | None:
    only = _only_booked(tokens, at, source)
    if only is not None:
        return only
    i, named = _named(tokens, at, source)
    if named:
        direct = words_at(tokens, i, _MISSED)
        if direct:
            return i + direct
        i += words_at(tokens, i, _BOOKED) or words_at(tokens, i, phrases("signup|signups|registration|registrations"))
        i += words_at(tokens, i, phrases("only"))
    elif size := words_at(tokens, at, _MISSED):
        i, named = _named(tokens, at + size + words_at(tokens, at + size, phrases("at|of|in|from")), source)
        return i if named else None
    elif size := words_at(tokens, at, _BOOKED):
        i, named = _named(tokens, at + size, source)
        if not named:
            i = at + size
    else:
        return None
    is_open = i < len(tokens) and tokens[i].is_sign("(")
    i += i < len(tokens) and tokens[i].is_sign(",", "(", "-", "/")
    i += words_at(tokens, i, phrases("but|and|then|but was a|but was|was a|and was a"))
    gone = words_at(tokens, i, _MISSED)
    if not gone:
        step = words_at(tokens, i, phrases("did not|never|has not|have not|does not|do not|not|then did not|without"))
        there = words_at(tokens, i + step, _CAME) if step else 0
        gone = step + there if there else 0
    if not gone:
        return None
    i += gone
    end, again = _named(tokens, i, source)
    if again:
        i = end
    if is_open:
        i += i < len(tokens) and tokens[i].is_sign(")")
    return i if named or again else None


def _named(tokens: Sequence[Token], at: int, came: Source) -> tuple[int, bool]:
    """ "for a webinar", and whether it stands here."""
    i = at + words_at(tokens, at, phrases("for"))
    i += words_at(tokens, i, phrases("a|an|the|any|our"))
    words = words_of(came.name)
    size = sum(1 for t, w in zip(tokens[i : i + len(words)], words, strict=False) if stem(t.text) == stem(w))
    if len(words) > 1 and size == len(words):
        return i + size, True
    bare = [w for w in words if stem(w) != "attend"]
    here = tokens[i : i + len(bare)]
    alike = all(t.kind == "word" and stem(t.text) == stem(w) for t, w in zip(here, bare, strict=False))
    if len(bare) > 1 and len(here) == len(bare) and alike:
        return i + len(bare), True
    for s in came.own - {"attend"} if len(words) - ("attend" in came.own) == 1 else ():
        if words_at(tokens, i, ((s,), (s + "s",))):
            return i + 1, True
    return at, False


def _pair(lexicon: Lexicon) -> tuple[Source, Source] | None:
    """The one source of bookings, and the one of those who came."""
    booked = [s for s in lexicon.sources if s.own & BOOKING and not s.attended]
    came = [s for s in lexicon.sources if "attend" in s.own]
    if len(booked) != 1 or len(came) != 1 or came[0].own - {"attend"} != booked[0].own - BOOKING:
        return None
    return booked[0], came[0]
