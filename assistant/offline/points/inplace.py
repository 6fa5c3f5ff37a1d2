"""Other points for some leads: "demo request 30 points, only 15 for free mail"; "15 for free mail" may be on top."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, Happened, Steps, joined, leaves
from ..conditions.reader import Reading
from ..names.lexicon import Lexicon
from .amounts import amounts_in
from .outcome import Outcome
from .statements import ChooseRule, Span, Statement

_INSTEAD: Final = ("only", "just", "instead", "but")
_FOR: Final = phrases("for|if|when|with|where|from|in|if it is|if they are|in case of|for those with|if it comes from")
_PLACES: Final = ("in their place", "on top of them")

ReadCondition = Callable[[Sequence[Token]], Reading | None]


def in_place(
    tokens: Sequence[Token],
    span: Span,
    lexicon: Lexicon,
    answers: Mapping[str, str],
    read: ReadCondition,
    outcome: Outcome,
) -> list[Statement] | None:
    """Points for what somebody did, and other points where it was done by leads of a kind; None if it says no such."""
    amounts = amounts_in(tokens, lexicon)
    if len(amounts) == 1 and (more := _second(tokens, amounts[0][1])) is not None:
        amounts = [*amounts, more]
    if len(amounts) != 2:
        return None
    (start, end, first), (other, behind, second) = amounts
    between, rest = list(tokens[end:other]), list(tokens[behind:])
    if not start or first <= 0 or second <= 0 or tokens[other].signed:
        return None
    if not between or not all(t.is_sign(",", "(", ";", "-") or t.is_word(*_INSTEAD, "points", "pts") for t in between):
        return None
    if any(t.is_sign("(") for t in between):
        if not rest or not rest[-1].is_sign(")"):
            return None
        rest = rest[:-1]
    is_said = any(t.is_word(*_INSTEAD) for t in (*between, *rest))
    rest = [t for t in rest if not t.is_word("instead")]
    size = words_at(rest, 0, _FOR)
    if not size or not (is_said or second < first):
        return None
    done, whom = read(tokens[:start]), read(rest[size:])
    if done is None or whom is None or not _is_done(done.condition) or not _is_of_leads(whom.condition):
        return None
    words = f"{written(second)} {' '.join(t.raw for t in tokens[behind:] if not t.is_sign(')'))}"
    question = f"Are the points of “{words}” in place of the {written(first)}, or on top?"
    answer = _PLACES[0] if is_said else answers.get(question)
    if answer == _PLACES[1]:
        return None
    if answer is None:
        outcome.questions.append(Question(question, _PLACES))
    else:
        outcome.notes.append(f"“{words}” is read as in place of the {written(first)}")
    outcome.notes += [*done.notes, *whom.notes]
    both = joined("all", [done.condition, whom.condition])
    return [ChooseRule("", [], span, conditions=((both, second), (done.condition, first)))]


def _second(tokens: Sequence[Token], at: int) -> tuple[int, int, Decimal] | None:
    """ "(15", ", only 15 points" behind an amount."""
    start = at
    while at < len(tokens) and (tokens[at].is_sign(",", "(", ";", "-") or tokens[at].is_word(*_INSTEAD)):
        at += 1
    t = tokens[at] if start < at < len(tokens) else None
    if t is None or t.kind != "number" or t.value is None or t.money or t.percent or t.or_more or t.signed:
        return None
    if not t.may_be_points:
        return None
    return at, at + 1 + words_at(tokens, at + 1, phrases("points|pts")), t.value


def _is_done(condition: Condition) -> bool:
    return isinstance(condition, Happened | Steps) and not (isinstance(condition, Happened) and condition.negated)


def _is_of_leads(condition: Condition) -> bool:
    return all(isinstance(c, Fact) for c in leaves(condition))
