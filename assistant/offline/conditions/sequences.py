"""One event behind another: "a webinar, then a demo request within 7 days", "a demo within 7 days of a webinar"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.times import Length, length_at, window_at
from ...reading.tokens import Token, same_length, tokens_of
from ..names.lexicon import Lexicon
from .condition import Happened, Open, Steps
from .events import Found, event_at

_THEN: Final = phrases(
    "then|and then|followed by|and later|and afterwards|and subsequently|and after that|before then|and then later|"
    "before|followed up by|and next|later|afterwards|and only then|followed up with|and is followed by|"
    "is followed by|that is followed by|leading to|before they|and after this|which is followed by"
)
_MEANWHILE: Final = phrases("followed|and|then|and then|followed up|and is followed|is followed")
_AFTER: Final = phrases("after|of|following|from|since|after having|after they|after a|of their|after their|upon")
_AFTERWARDS: Final = phrases("after|following|after having|right after|soon after")
_FILL: Final = frozenset(
    "they he she has have also a an the having later their being it by with who someone did".split()
)
_AT_MOST: Final = phrases(
    "no more than|not more than|at most|less than|up to|within|in less than|in under|no later than|not later than|"
    "under|max|within at most|inside|in at most|in|within the next|in the next|in the following|within the following|"
    "over the next|during the next|during the following"
)
_LATER: Final = phrases(
    "of each other|of it|of that|later|after|afterwards|after that|thereafter|of this|after it|after this|apart|of one "
    "another|between them|in between|or less later|or less|from then"
)  # fmt: skip


def steps_at(
    tokens: Sequence[Token], at: int, first: Found, lexicon: Lexicon, answers: Mapping[str, str]
) -> Found | None:
    """What an event begins that is one of several in an order: the steps, the event alone if it is none, or None if the
    order cannot be read."""
    if not _is_plain(first):
        return first
    behind = _behind(tokens, first, lexicon, answers)
    if behind is not None:
        return behind
    found, end, notes = [first], first.end, list(first.notes)
    length: Length | None = None
    while True:
        comma = end < len(tokens) and tokens[end].is_sign(",")
        size = words_at(tokens, end + comma, _THEN)
        if comma and not (size and tokens[end + 1].is_word("then", "and", "later", "followed", "afterwards")):
            size = 0
        between = None if size else _between(tokens, end + comma)
        if not size and between is None:
            break
        i = end + comma + size
        if between is not None:
            length, i = between
        elif (
            length is None and (inner := _length(tokens, i)) is not None and _event(tokens, inner[1], lexicon, answers)
        ):
            length, i = inner  # "then within 3 days a demo request"
        following = _event(tokens, i, lexicon, answers)
        if following is None:
            return None if size else first
        found.append(following)
        end, notes = following.end, [*notes, *following.notes]
    if len(found) == 1:
        return first
    if length is None:
        if end < len(tokens) and tokens[end].is_word("in", "on", "up") and window_at(tokens, end) is None:
            end += _length(tokens, end) is None  # "logged in within 3 days"
        last = _length(tokens, end + (end < len(tokens) and tokens[end].is_sign(",")))
        if last is None and end < len(tokens) and tokens[end].is_sign("("):
            inner = _length(tokens, end + 1)
            if inner is not None and inner[1] < len(tokens) and tokens[inner[1]].is_sign(")"):
                last = inner[0], inner[1] + 1
        if last is not None:
            length, end = last
    return _steps(found, length, end, notes, answers)


def _behind(tokens: Sequence[Token], last: Found, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """ "a demo request within 7 days of a webinar", "a demo request after a webinar"."""
    timed = _length(tokens, last.end, False)
    if timed is not None:
        step = words_at(tokens, timed[1], _AFTER)
        before = _event(tokens, timed[1] + step, lexicon, answers) if step else None
        if before is None:
            return None
        return _steps([before, last], timed[0], before.end, [*last.notes, *before.notes], answers)
    step = words_at(tokens, last.end, _AFTERWARDS)
    before = _event(tokens, last.end + step, lexicon, answers) if step else None
    if before is None:
        return None
    length = _length(tokens, before.end)
    end = length[1] if length is not None else before.end
    return _steps([before, last], length[0] if length else None, end, [*last.notes, *before.notes], answers)


def _steps(
    found: Sequence[Found], length: Length | None, end: int, notes: Sequence[str], answers: Mapping[str, str]
) -> Found:
    sources = tuple(f.condition.source for f in found if isinstance(f.condition, Happened))
    if length is None:
        question = f"Within how long does {' then '.join(f'`{s}`' for s in sources)} have to happen?"
        choices = ("7 days", "14 days", "30 days")
        said = length_at(tokens_of(same_length(answers.get(question, ""))), 0)
        if said is None:
            return Found(Open(" then ".join(sources), choices, question), end, tuple(notes), True)
        length = said[0]
    return Found(Steps(sources, length.text), end, (*notes, length.assumption), True)


def goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and then …" or "followed by …" stands here."""
    at += at < len(tokens) and tokens[at].is_sign(",")
    return words_at(tokens, at, _THEN) > 0


def _is_plain(found: Found) -> bool:
    c = found.condition
    return isinstance(c, Happened) and not (c.bound or c.measure or c.negated or c.window)


def _event(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    i = at
    while i < len(tokens) and tokens[i].is_word(*_FILL):
        if (found := event_at(tokens, i, lexicon, answers)) is not None:
            return found if _is_plain(found) else None
        i += 1
    found = event_at(tokens, i, lexicon, answers) if i < len(tokens) else None
    return found if found is not None and _is_plain(found) else None


def _between(tokens: Sequence[Token], at: int) -> tuple[Length, int] | None:
    """ "followed within 7 days by", "and within 7 days": the time that stands before the second event."""
    step = words_at(tokens, at, _MEANWHILE)
    if not step:
        return None
    found = _length(tokens, at + step)
    if found is None or not tokens[at + step].is_word("within", "in", "no", "not", "at", "less", "inside"):
        return None
    is_by = found[1] < len(tokens) and tokens[found[1]].is_word("by", "with", "of")
    return replace(found[0]), found[1] + is_by


def _length(tokens: Sequence[Token], at: int, is_last: bool = True) -> tuple[Length, int] | None:
    """How much later at most: "within 7 days", "no more than 60 days later"."""
    i = at + words_at(tokens, at, phrases("and|but|all|both"))
    step = words_at(tokens, i, _AT_MOST)
    found = length_at(tokens, i + step) if step else None
    if found is None:
        return None
    return found[0], found[1] + (words_at(tokens, found[1], _LATER) if is_last else 0)
