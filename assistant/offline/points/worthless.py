"""What is said to be worth nothing: "and nothing for email opens", "no points for page views" need no rule."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Condition, Happened
from ..conditions.reader import Ambiguous, Reader
from ..names.lexicon import Lexicon
from .outcome import Outcome

_NOTHING: Final = phrases(
    "nothing for|no points for|zero points for|zero for|no points at all for|none for|nothing at all for|nil for|"
    "do not score|do not give points for|do not give any points for|do not award points for|no score for|"
    "never score|we do not score|we give nothing for|give nothing for|give no points for|we do not give points for|"
    "no points are given for|nothing is given for|ignore for scoring"
)


_GET_NOTHING: Final = phrases(
    "do not get points|does not get points|do not get any points|does not get any points|get no points|gets no points|"
    "do not give points|does not give points|gives no points|give no points|gives nothing|give nothing|get nothing|"
    "gets nothing|are worth nothing|is worth nothing|earn nothing|earns nothing|earn no points|earns no points|"
    "are not worth anything|is not worth anything|do not earn points|does not earn points|are not scored|"
    "is not scored|do not score|does not score|should not be scored|should get no points|should not get points|"
    "should not give points|score nothing|scores nothing|bring nothing|brings nothing|add nothing|adds nothing|"
    "gets them nothing|get them nothing|gives them nothing|give them nothing|gets you nothing|gives you nothing|"
    "earns them nothing|earn them nothing|earns you nothing|brings them nothing|does not get them anything|"
    "do not get them anything|does not get anything|do not get anything|does not give anything|do not give anything|"
    "does not give them anything|gets them no points|gives them no points|does not earn anything|"
    "does not earn them anything|does not count for anything|counts for nothing|count for nothing|"
    "does not add anything|"
    "is worth zero|are worth zero|is zero|are zero|is nothing|gets zero|get zero|scores zero|gets zip|gets nada|"
    "gets zilch|is not enough|are not enough|does not cut it|is worth zero points|gets zero points|is zero points|"
    "should get nothing|should get zero|will get nothing|gets no credit|get no credit|gets nothing at all"
)
_NOT_FOR: Final = phrases("not for|not just for|not merely for|not simply for|never for|nothing for just")
_ALONE: Final = "alone itself only just merely simply but and though mere a the by for not".split()
_UNCOUNTED: Final = phrases(
    "does not count|do not count|is not counted|are not counted|should not count|will not count"
)
_BOOKING: Final = phrases(
    "registering|registration|registrations|registered|signing up|sign up|sign ups|signup|signups|signed up|"
    "booking a seat|booked a seat|registering for it|signing up for it|registering for one|signing up for one|"
    "registrants|no shows|no show|reserving a seat|registering for a webinar|webinar registration|"
    "webinar registrations|the registration|having registered|being registered|rsvps|rsvp"
)
_COMING: Final = ("attend", "attendance", "attended", "attending", "attends", "attendee", "attendees", "came", "joined",
                  "joining", "present", "showed", "shows", "showing", "join", "come", "coming")  # fmt: skip


def _before_nothing(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands before "get no points" at the end."""
    for back in reversed(range(2, 6)):
        at = len(tokens) - back
        if at > 0 and words_at(tokens, at, _GET_NOTHING) == back:
            while at > 1 and tokens[at - 1].is_word(*_ALONE):
                at -= 1
            return tokens[:at]
    return ()


def is_worthless(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether events, and nothing of what a lead is, are said to give no points."""
    while tokens and tokens[0].is_word("just", "only", "merely", "simply", "but", "though", "mere"):
        tokens = tokens[1:]
    size = words_at(tokens, 0, _NOTHING)
    rest = tokens[size:] if size else _before_nothing(tokens)
    return bool(rest) and _is_worthless(rest, tokens, lexicon)


def _is_worthless(rest: Sequence[Token], tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    try:
        reading = Reader(lexicon, {}).parts(rest)
    except Ambiguous:
        return False
    if reading is None or not all(_is_event(c) and not _is_lead(c) for c in reading[0]):
        return False
    where = tokens[0].start, tokens[-1].end
    lexicon.worthless += [(*where, c.source) for c in reading[0] if isinstance(c, Happened)]
    return True


def _is_lead(condition: Condition) -> bool:
    """ "Customers should not be scored" is said of leads, though it is an event that makes them customers."""
    return isinstance(condition, Happened) and condition.source.split("[")[0] in ("customer", "client", "purchase")


def _is_event(condition: Condition) -> bool:
    return isinstance(condition, Happened) and not (condition.negated or condition.bound or condition.measure)


def without_worthless(tokens: Sequence[Token], lexicon: Lexicon, outcome: Outcome) -> Sequence[Token]:
    """The words before "… and nothing for email opens", ", just registering gets them nothing"."""
    booked = _before_booking(tokens)
    if booked is not None:
        nothing = tokens[booked:]
        outcome.notes.append(f"“{' '.join(t.raw for t in nothing)}” needs no rule")
        return tokens[:booked]
    for at in range(2, len(tokens) - 1):
        size = words_at(tokens, at, _NOTHING) or words_at(tokens, at, _NOT_FOR)
        start = at
        while start > 1 and (tokens[start - 1].is_sign(",", ";") or tokens[start - 1].is_word("and", "but")):
            start -= 1
        if size and start < at and _is_worthless(tokens[at + size :], tokens[at:], lexicon):
            outcome.notes.append(f"“{' '.join(t.raw for t in tokens[at:])}” needs no rule")
            return tokens[:start]
    return tokens


def _before_booking(tokens: Sequence[Token]) -> int | None:
    """Where ", not for registering", "(just signing up gets nothing)" begins, behind points for who came."""
    for at in range(3, len(tokens) - 1):
        if not (tokens[at].is_sign(",", ";", "(", "-") or tokens[at].is_word("but", "and", "not")):
            continue
        if not any(t.is_word(*_COMING) for t in tokens[:at]) or sum(t.kind == "number" for t in tokens[:at]) != 1:
            continue
        rest = list(tokens[at:])
        while rest and (rest[0].kind == "sign" or rest[0].is_word(*_ALONE)):
            rest.pop(0)
        while rest and rest[-1].is_sign(")", ",", "."):
            rest.pop()
        said = words_at(rest, 0, _BOOKING)
        if not said:
            continue
        end = said
        while end < len(rest) and rest[end].is_word("alone", "itself", "only", "by"):
            end += 1
        is_denied = any(t.is_word("not") and t.start < rest[0].start for t in tokens[at:])
        gets = max(words_at(rest, end, _GET_NOTHING), words_at(rest, end, _UNCOUNTED))
        if (end + gets == len(rest)) and bool(gets) != is_denied:
            return at
    return None
