"""Headings that are no role of their own: "quick wins for Q3:", "For EMEA leads:", "20 points each:", "Webinars"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from ...drafts import Question
from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.asides import told_plainly
from ..clauses.bearing import is_of_some, may_turn
from ..clauses.headings import Heading, bound_talk, heading_of
from ..clauses.surrounding import goes_alone, is_story, voids_all
from ..clauses.talk import is_about_scoring, is_of_people, is_optional, is_talk, voids
from ..conditions.condition import Condition, Happened, Open, Points, Steps, leaves
from ..conditions.reader import Ambiguous, Reader
from ..conditions.vague import fill
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from ..points.effects import effect_of
from ..points.listing import ends_in_amount
from .narrowing import narrowing_of
from .subjects import Subject, subject_of

_OF_WHOM: Final = phrases(
    "for|only for|just for|for all|only|if|only if|when|for leads|for people|for everyone|for companies|for anyone|"
    "among|applies to|these apply to|applies only to|apply only to|only applies to|for our|in case|for those|"
    "additionally for|extra for|specific to|only when|for any|in addition for|rules for|scoring for|points for|on|in"
)
_TIERS: Final = "tier tiers level priority bucket category cat class p group band grade".split()
_QUANTIFIERS: Final = "any all both either least most one two three of if when unless together only once".split()
_GENERIC: Final = (
    "lead leads scoring score scores points rules rule model criteria extra additional the our new only special a"
).split()
_RESTRICTING: Final = "outside inside without except excluding before after unless only".split()
_OF_RULES: Final = phrases("scoring|points|rules|score|model|criteria|leads only|only|accounts only|specific")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a heading is to its lines. ``points``: the amount that each of them is worth; ``only``: of which leads they
    are said; ``subject``: what they are about; ``alone``: it is not read, and changes none of them; ``heading``:
    what is left of it is a usual heading."""

    kind: Literal["points", "only", "subject", "talk", "alone", "heading", "unread"]
    tokens: tuple[Token, ...] = ()
    condition: Condition | None = None
    subject: Subject | None = None
    heading: Heading | None = None
    notes: list[str] = field(default_factory=list[str])
    questions: tuple[Question, ...] = ()


_UNREAD: Final = Topic("unread")


def topic_of(clause: Clause, lexicon: Lexicon, answers: Mapping[str, str]) -> Topic:
    """What a heading says of the lines below it, where ``heading_of`` does not know."""
    body = list(clause.tokens)
    while body and body[-1].is_sign(":", "-", ".", "→", "=", ","):
        body.pop()
    have_points = any(_has_points(c, lexicon) for c in clause.below)
    if is_story(body, lexicon):
        return Topic("alone", tuple(body))
    if voids_all(body, lexicon):
        return _UNREAD
    of_whom = _start_of_whom(body)
    if not of_whom and voids([t for t in body if not t.is_word("only")]):
        return Topic("alone", tuple(body)) if goes_alone(body, lexicon) else _UNREAD
    bound = bound_talk(body, lexicon)
    if bound is not None and have_points and not any(c.below for c in clause.below):
        is_title = is_about_scoring(bound[1]) and not any(t.is_word("for", "only", "if", "when") for t in bound[1])
        if is_title or is_talk(bound[1], lexicon):
            return Topic("heading", heading=bound[0])
    if amounts_in(body, lexicon):
        return _UNREAD if have_points else _with_amount(body, lexicon)
    narrowing = narrowing_of(body, lexicon, answers)
    if narrowing is not None and narrowing.are_stages:
        return Topic("only", tuple(body), narrowing.condition, notes=list(narrowing.notes))
    if have_points:
        found = _of_whom(body, of_whom, lexicon, answers)
        if found is not None:
            return found
    if of_whom or (body[-1:] and body[-1].is_word("only")):
        return Topic("alone", tuple(body)) if goes_alone(body, lexicon) else _UNREAD
    subject = subject_of(body, lexicon, answers)
    if subject is not None and (subject.field or not is_of_some(body)):
        return Topic("subject", subject=subject)
    if not have_points and is_optional(body):
        return _UNREAD
    if may_turn(body, clause.below, lexicon) or is_of_some(body):
        return _UNREAD
    if any(t.is_word(*_RESTRICTING) for t in told_plainly(body)):
        return _UNREAD  # "Points outside the US"
    if body and body[0].is_word("from") and not goes_alone(body, lexicon):
        return _UNREAD  # "From Berlin"
    if is_talk(body, lexicon) and not is_of_people(body):
        return Topic("talk", tuple(body))
    return Topic("alone", tuple(body)) if goes_alone(body, lexicon) else _UNREAD


def _start_of_whom(body: Sequence[Token]) -> int:
    """Behind "for", "only for", "lead scoring for"."""
    generic = next((i for i, t in enumerate(body) if t.is_word("for")), 0)
    if generic and all(t.is_word(*_GENERIC) for t in body[:generic]):
        return generic + words_at(body, generic, _OF_WHOM)
    return words_at(body, 0, _OF_WHOM)


def _has_points(clause: Clause, lexicon: Lexicon) -> bool:
    if amounts_in(clause.tokens, lexicon) or ends_in_amount(clause.tokens):
        return True
    return any(_has_points(c, lexicon) for c in clause.below)


def _with_amount(body: Sequence[Token], lexicon: Lexicon) -> Topic:
    """ "High intent (20 points each):" above lines without points."""
    if any(t.is_word(*_QUANTIFIERS) for t in body) and not any(t.is_word("each") for t in body):
        return _UNREAD  # "any two of these give 20 points"
    amounts = amounts_in(body, lexicon)
    effect = effect_of(body, lexicon)
    rest = [t for t in effect.rest if t.kind != "sign" and not t.is_word(*_TIERS)]
    if len(rest) < len([t for t in effect.rest if t.kind != "sign"]):
        rest = [t for t in rest if t.kind != "number" or t.value is None or t.value > 9]
    if len(amounts) != 1 or effect.amount is None or effect.window or effect.fade or effect.limit is not None:
        return _UNREAD
    heading = heading_of(rest, lexicon) if rest else Heading()
    if heading.role not in ("plain", "group") and not is_talk(rest, lexicon):
        return _UNREAD
    start, end, _ = amounts[0]
    if effect.each and not any(t.is_word("each", "apiece") for t in body[end:]):
        return _UNREAD
    return Topic("points", tuple(body[start:end]), heading=heading if heading.role == "group" else None)


def _of_whom(body: Sequence[Token], start: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Topic | None:
    """ "For EMEA leads:", "US only", "Enterprise (1,000+ employees)": a condition that holds for all lines."""
    end = len(body)
    while end > start and any(words_at(body, at, _OF_RULES) == end - at for at in range(max(end - 2, start), end)):
        end -= 1
    if end > start + 1 and body[end - 1].is_word("get", "gets", "receive", "receives", "earn", "earns"):
        end -= 1
    rest = body[start:end]
    if not rest:
        return None
    if start and heading_of(rest, lexicon).role in ("group", "plain"):
        return Topic("heading", heading=heading_of(rest, lexicon))
    filled = fill(rest, lexicon, answers)
    try:
        reading = Reader(lexicon, answers).read(filled.tokens)
    except Ambiguous:
        return None
    if reading is None or any(isinstance(c, Open | Points | Steps) for c in leaves(reading.condition)):
        return None
    is_plain_event = any(isinstance(c, Happened) for c in leaves(reading.condition))
    if is_plain_event and not start:
        return None
    return Topic("only", tuple(rest), reading.condition, notes=reading.notes, questions=filled.questions)
