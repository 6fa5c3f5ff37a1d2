"""Windows that begin with an event or a day of the lead: "since signup", "within 48h of the first visit", "no login for
14 days after the trial began"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ....dsl.types import Type
from ...reading.numbers import phrases, words_at
from ...reading.times import Length, days_of, length_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..names.telling import told_at
from .condition import Condition, Fact, Happened, joined
from .events import Found, event_at

_SINCE: Final = phrases("since|ever since|any time since|at any time since|from the time of|since the time of")
_FIRST: Final = phrases("first|very first|earliest|initial")
_LAST: Final = phrases("last|latest|most recent|newest|previous")
_WHOSE: Final = phrases(
    "the|their|his|her|its|our|a|an|they|he|she|we|that|having|being|the day of|the date of|the moment of|the time of|"
    "the lead|the contact|the company|the customer|the account|the person|the user|the client|leads|"
    "were|was|are|is|got|have|has|had|been|did|a lead|someone"
)
_WITHIN: Final = phrases(
    "within|in|inside|in less than|in under|less than|no more than|not more than|at most|up to|no later than|"
    "not later than|within at most|within the first|in the first|for|for the first|during the first|during|under"
)
_OF: Final = phrases("of|after|from|following|since|behind|upon|beyond")
_IT: Final = phrases(
    "of that|of it|after that|after it|afterwards|after this|of this|thereafter|from then|from then on|later|after|"
    "of doing so|of doing that|of each other|since then|behind it"
)
_AGAIN: Final = frozenset("recycle hand reject".split())


@dataclass(frozen=True, slots=True)
class Anchor:
    """``window`` as the language writes it; ``event``: what has to be there to begin from, if anything has."""

    window: str
    event: Happened | None
    end: int
    notes: tuple[str, ...] = ()

    def bounds(self, condition: Happened) -> Condition:
        """The events inside the window. Without anything to begin from, ``since last`` would be all time."""
        inside = replace(condition, window=self.window)
        return inside if self.event is None else joined("all", [there(self.event), inside])


def there(event: Happened) -> Fact:
    """That there was such an event at all, whatever windows come later."""
    return Fact(event.source, event.name or event.source)


def anchored_at(
    tokens: Sequence[Token], at: int, last: Found, lexicon: Lexicon, answers: Mapping[str, str]
) -> Found | None:
    """The events that were just named, in a window that begins here with something else."""
    c = last.condition
    if not isinstance(c, Happened) or c.window:
        return None
    is_missing = c.negated and not (c.bound or c.measure)
    missing = missed_at(tokens, at, c, lexicon, answers) if is_missing else None
    if missing is not None:
        return replace(missing, notes=(*last.notes, *missing.notes))
    anchor = anchor_at(tokens, at, lexicon, answers, bool(c.bound or c.measure))
    if anchor is None:
        return None
    return replace(last, condition=anchor.bounds(c), end=anchor.end, notes=(*last.notes, *anchor.notes))


def anchor_at(
    tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str], is_counted: bool = False
) -> Anchor | None:
    """ "since signup", "since their last login", "within 2 days of the first visit", "since they signed up"."""
    size = words_at(tokens, at, _SINCE)
    if size:
        which, begun = _begun(tokens, at + size, lexicon, answers)
        if begun is not None:
            assert isinstance(begun.condition, Happened)
            source = begun.condition.source
            said = () if which else (f"read “since” `{source}` as since the last one",)
            begins = None if any(w in source for w in _AGAIN) else begun.condition
            return Anchor(f"since {which or 'last'} {source}", begins, begun.end, (*begun.notes, *said))
        return _since_field(tokens, at + size, lexicon)
    size = words_at(tokens, at, _WITHIN)
    length = length_at(tokens, at + size) if size else None
    of = words_at(tokens, length[1], _OF) if length is not None else 0
    if length is None or not of or tokens[at].is_word("for"):
        return None
    which, begun = _begun(tokens, length[1] + of, lexicon, answers)
    if begun is None or not (which or is_counted):
        return None
    assert isinstance(begun.condition, Happened)
    window = f"within {length[0].text} of {which or 'last'} {begun.condition.source}"
    return Anchor(window, None, begun.end, (*begun.notes, length[0].assumption))


def missed_at(
    tokens: Sequence[Token], at: int, missing: Happened, lexicon: Lexicon, answers: Mapping[str, str]
) -> Found | None:
    """ "(no login) for 14 days after the trial began", "(no reply) within 5 days of the first call": once so much time
    has gone by without it."""
    after = words_at(tokens, at, phrases("after|following|once"))
    size = words_at(tokens, at, _WITHIN) or words_at(tokens, at, phrases("by|after|even"))
    length = length_at(tokens, at + size)
    if length is None and after:
        which, begun = _begun(tokens, at + after, lexicon, answers)
        if begun is None:
            return None
        assert isinstance(begun.condition, Happened)
        anchor = Anchor(f"since {which or 'last'} {begun.condition.source}", begun.condition, begun.end)
        return Found(anchor.bounds(missing), begun.end, begun.notes, True)
    of = words_at(tokens, length[1], _OF) if length is not None else 0
    if length is None or not of or not (size or tokens[length[1]].is_word("after")):
        return None
    which, begun = _begun(tokens, length[1] + of, lexicon, answers)
    if begun is None:
        return None
    assert isinstance(begun.condition, Happened)
    condition = missed(begun.condition, missing, length[0], which or "last")
    return None if condition is None else Found(condition, begun.end, (*begun.notes, length[0].assumption), True)


def missed(begun: Happened, missing: Happened, length: Length, which: str = "last") -> Condition | None:
    """Something began so long ago, and what was missing did not follow in that time."""
    days = days_of(length)
    if days is None and which == "first":
        return None
    quiet = replace(missing, negated=True, window=f"within {length.text} of {which} {begun.source}")
    if days is not None:
        return joined("all", [Fact(f"days since {which} {begun.source} >= {days}", begun.name or begun.source), quiet])
    return joined("all", [there(begun), replace(begun, negated=True, window=length.text), quiet])


def afterwards_at(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """ "within 3 days of that": so long after what was named before."""
    size = words_at(tokens, at, _WITHIN)
    length = length_at(tokens, at + size) if size else None
    behind = words_at(tokens, length[1], _IT) if length is not None else 0
    return (length[0], length[1] + behind) if length is not None and behind else None


def _begun(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> tuple[str, Found | None]:
    """Which of the events a window begins with, the first or the last, if it is said; and the event."""
    i = _past_whose(tokens, at)
    first = words_at(tokens, i, _FIRST)
    last = words_at(tokens, i, _LAST)
    i += first + last
    which = "first" if first else "last" if last else ""
    for start in dict.fromkeys((i, at, *range(at + 1, i))):
        found = event_at(tokens, start, lexicon, answers)
        c = found.condition if found is not None else None
        if isinstance(c, Happened) and not (c.bound or c.measure or c.negated or c.window):
            return which, found
    return which, None


def _past_whose(tokens: Sequence[Token], at: int) -> int:
    while size := words_at(tokens, at, _WHOSE):
        at += size
    return at


def _since_field(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Anchor | None:
    """ "since they signed up", where that is a day of the lead."""
    for start in dict.fromkeys((at, _past_whose(tokens, at))):
        for field in lexicon.fields:
            size = told_at(tokens, start, field) if field.type in (Type.DATE, Type.TIME) else 0
            if size:
                return Anchor(f"since {field.written}", None, start + size)
    return None
