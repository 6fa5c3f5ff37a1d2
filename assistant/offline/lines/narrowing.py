"""Sentences that say of whom all the others are true: "Only score leads from DACH", "All of this for the US only"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..conditions.condition import Condition, Fact, Happened, Joined, joined, leaves
from ..conditions.reader import Ambiguous, Reader
from ..conditions.unless import excluded
from ..conditions.vague import fill
from ..names.heads import own_at, stage_at
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in

_ALL: Final = phrases(
    "all of this|all of these|all of that|all of it|all this|all these|this|these|everything|everything above|"
    "everything below|all of the above|the above|all the above|the rules below|the rules above|these rules|this model|"
    "the model|the rules|all rules|all points|the points|these points|all of these rules|all the rules|the scoring|"
    "this scoring|the score|this score|all of the rules|the whole thing|it all|points|the following|the below|"
    "all the points|the rules here|all scores|scores|scoring|this policy|the policy|the following rules"
)
_APPLY: Final = phrases(
    "only applies|only apply|applies only|apply only|applies|apply|only counts|only count|counts only|count only|"
    "should only apply|should only count|is only valid|are only valid|is only|are only|only|is valid only|"
    "are valid only|is meant only|are meant only|only holds|holds only|hold only|only hold|must only apply|"
    "are given only|are only given|is limited|are limited|is restricted|"
    "are restricted|should be limited|"
    "only be given|should only be given|"
    "is for|are for|are|is|count|counts|should apply|must apply|only work|only works"
)
_TO: Final = phrases("for|to|if|when|for leads|to leads|for companies|to companies|to people|in|for people")
_SCORING: Final = phrases(
    "only score|we only score|score only|we score only|only give points to|we only give points to|only count|"
    "only consider|we only consider|only look at|we only look at|only points for|give points only to|please only score|"
    "only award points to|we only want to score|just score|only ever score|we only count|only rate"
)
_WHO: Final = phrases("leads|companies|people|contacts|accounts|anyone|those|everyone|the leads|prospects|applicants")
_BECOMING: Final = phrases(
    "can become|may become|become|becomes|can be|may be|should become|should be|qualify as|qualifies as|can qualify as|"
    "count as|can ever become|can qualify for|are allowed to become|may qualify as|can make|should qualify as|will be"
)


_OUT_OF_IT: Final = phrases(
    "|".join(
        f"{head}{link}"
        for head in (
            "not",
            "but not",
            "none of this",
            "none of these",
            "none of it",
            "none of the above",
            "nothing of this",
            "this does not apply",
            "these do not apply",
            "does not apply",
            "do not apply",
            "all of this does not apply",
            "does not count",
            "do not count",
            "this does not count",
            "these do not count",
            "except",
            "just not",
            "only not",
            "no points",
            "zero points",
            "nothing",
            "this is not",
            "not valid",
            "none",
            "this does not hold",
            "these do not hold",
            "not given",
            "all of this not",
            "they do not count",
            "that does not apply",
            "that does not count",
        )
        for link in (" for", " if", " when", " to", " where", " in case of")
    )
    + "|unless|except|not with|excepted are|exceptions|exception|exempt are|exempt"
)
_GET_NOTHING: Final = phrases(
    "get nothing|gets nothing|get none of this|get no points|gets no points|get zero points|get 0 points|"
    "earn nothing|earn no points|receive nothing|receive no points|score nothing|score zero|"
    "do not get any points|"
    "do not get points|never get points|get none of it|get none of these|are exempt|are excepted|"
    "do not get any of this|"
    "get none|collect nothing|collect no points|do not collect points|do not get anything|get no points at all"
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """``stage``: the one that is meant; else all stages, if ``are_stages``, and all points if ``are_points``.
    ``is_exception``: those that are named get nothing of what stands before."""

    condition: Condition
    notes: tuple[str, ...]
    stage: str = ""
    are_points: bool = True
    are_stages: bool = True
    is_exception: bool = False


def exception_of(tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Narrowing | None:
    """ "Not if they are students", "None of this for competitors", "Students get nothing": of all rules before it."""
    body = [t for t in tokens if not t.is_sign(".")]
    while body and body[0].is_sign("(") and body[-1].is_sign(")"):
        body = body[1:-1]
    size = words_at(body, 0, _OUT_OF_IT)
    size += size > 0 and size < len(body) and body[size].is_sign(":")
    behind = next((i for i in range(1, len(body)) if words_at(body, i, _GET_NOTHING) == len(body) - i), 0)
    if size:
        body = body[size:]
    elif behind:
        body = body[:behind]
    else:
        return None
    if not body or any(t.is_word("only", "except", "unless", "but", "not", "no") for t in body):
        return None
    if any(t.value != 0 for t in body if t.kind == "number") and amounts_in(body, lexicon):
        return None
    found = _read(body, lexicon, answers, may_have_done=True)
    if found is None:
        return None
    c = found.condition
    if isinstance(c, Joined) and c.least == "all":
        if not all(_is_kind(p) for p in c.parts):
            return None  # "not if they are students and in the US": of both, or of either?
        c = joined("any", c.parts)
    return Narrowing(excluded(c), found.notes, is_exception=True)


def _is_kind(part: Condition) -> bool:
    return isinstance(part, Fact) and part.bound is None and (" mentions " in part.text or " domain " in part.text)


def narrowing_of(
    tokens: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str], is_alone: bool = False
) -> Narrowing | None:
    """What the sentence narrows, if that is all that it says, and it says it of what a lead is. ``is_alone``: it is a
    paragraph of its own."""
    body = [t for t in tokens if not t.is_sign(".")]
    while body and body[0].is_sign("(") and body[-1].is_sign(")"):
        body = body[1:-1]
    at = words_at(body, 0, phrases("and|but|also|please|note|important|nb|note that|please note"))
    at += at < len(body) and body[at].is_sign(":")
    body = body[at:]
    if len(body) < 2 or amounts_in(body, lexicon):
        return None
    size = words_at(body, 0, _SCORING)
    if size:
        return _read(body[size:], lexicon, answers, are_stages=False)
    if is_alone and body[0].is_word("only") and words_at(body, 1, _WHO):
        return _read(body[1:], lexicon, answers)
    if is_alone and body[-1].is_word("only") and len(body) > 1:
        return _read(body[:-1], lexicon, answers)
    becoming = next((i for i in range(2, len(body)) if words_at(body, i, _BECOMING)), 0)
    if becoming and body[0].is_word("only"):
        end = becoming + words_at(body, becoming, _BECOMING)
        end += words_at(body, end, phrases("a|an|the|our"))
        stage = stage_at(body, end, lexicon)
        if stage is not None and stage[1] == len(body):
            return _read(body[1:becoming], lexicon, answers, stage=stage[0], are_points=False)
    never = _never(body, lexicon, answers)
    if never is not None:
        return never
    size = words_at(body, 0, _ALL)
    apply = words_at(body, size, _APPLY)
    to = words_at(body, size + apply, _TO)
    is_said = size and to and (apply or any(t.is_word("only") for t in body))
    if is_said:
        rest = body[size + apply + to :]
        if rest and rest[-1].is_word("only"):
            rest = rest[:-1]
        elif not any(t.is_word("only", "limited", "restricted") for t in body[: size + apply + to]) and size < 2:
            return None
        return _read(rest, lexicon, answers)
    return None


def _never(body: Sequence[Token], lexicon: Lexicon, answers: Mapping[str, str]) -> Narrowing | None:
    """ "Companies under 20 heads are never a PQL", "Never a PQL: students": whom one stage leaves out."""
    whom: Sequence[Token] = ()
    name = ""
    at = next((i for i in range(1, len(body)) if words_at(body, i, _NEVER_IS)), 0)
    if at:
        end = at + words_at(body, at, _NEVER_IS)
        stage = stage_at(body, end, lexicon) or own_at(body, end, lexicon)
        if stage is not None and stage[1] == len(body):
            name, whom = stage[0], body[:at]
    before = words_at(body, 0, _NEVER)
    stage = (stage_at(body, before, lexicon) or own_at(body, before, lexicon)) if before else None
    if stage is not None and stage[1] + 1 < len(body) and body[stage[1]].is_sign(":", "-", "="):
        name, whom = stage[0], body[stage[1] + 1 :]
    no = words_at(body, 0, (("no",),))
    at = next((i for i in range(2, len(body)) if words_at(body, i, _IS_EVER)), 0) if no else 0
    if at:
        end = at + words_at(body, at, _IS_EVER)
        stage = stage_at(body, end, lexicon) or own_at(body, end, lexicon)
        if stage is not None and stage[1] == len(body):
            name, whom = stage[0], body[1:at]
    if not name or not whom or any(t.is_word("not", "never", "no", "nobody", "none", "without") for t in whom):
        return None
    found = _read(whom, lexicon, answers, stage=name, are_points=False)
    if found is None or (isinstance(found.condition, Joined) and found.condition.least == "all"):
        return None  # "students and interns": of both, or of either?
    return replace(found, condition=excluded(found.condition))


_NEVER_IS: Final = tuple(
    (*verb, *article)
    for verb in phrases(
        "are never|is never|can never be|can never become|never become|never becomes|cannot be|cannot become|"
        "can not be|"
        "can not become|must not be|must not become|must never be|must never become|should never be|should not be|"
        "should never become|should not become|never qualify as|never qualifies as|do not qualify as|may not be|"
        "does not qualify as|never count as|never counts as|do not count as|does not count as|are not|is not|"
        "will never be|may never be|are not allowed to be|never make|never makes"
    )
    for article in phrases("a|an|any")
) + phrases(
    "are never|is never|can never be|can never become|never become|cannot be|cannot become|can not be|can not become|"
    "must not be|must not become|must never be|should never be|should not be|should never become|"
    "never qualify as|"
    "do not qualify as|never count as|do not count as|will never be|may never be|may not be|never make"
)
_NEVER: Final = phrases(
    "never a|never an|never|not a|not an|no|cannot be a|cannot be an|can never be a|can never be an"
)
_IS_EVER: Final = phrases(
    "is ever a|is ever an|are ever|ever becomes a|ever becomes an|can be a|can be an|can become a|can become an|"
    "ever become|can ever be a|can ever be an|may become a|may become an|may be a|may be an|is a|is an|becomes a|"
    "becomes an|can be|can become|will be a|will be an|should be a|should be an|should ever be a|should ever be an"
)


def _read(
    tokens: Sequence[Token],
    lexicon: Lexicon,
    answers: Mapping[str, str],
    stage: str = "",
    are_points: bool = True,
    are_stages: bool = True,
    may_have_done: bool = False,
) -> Narrowing | None:
    filled = fill(tokens, lexicon, answers)
    if filled.questions or not tokens or any(t.is_word("only", "except", "unless", "but") for t in tokens):
        return None
    start = words_at(filled.tokens, 0, _WHO)
    for rest in (filled.tokens, filled.tokens[start:]):
        try:
            reading = Reader(lexicon, answers).read(rest)
        except Ambiguous:
            return None
        if reading is not None and all(
            isinstance(c, Fact) or (may_have_done and isinstance(c, Happened) and c.source == "customer")
            for c in leaves(reading.condition)
        ):
            return Narrowing(reading.condition, tuple(reading.notes), stage, are_points, are_stages)
    return None
