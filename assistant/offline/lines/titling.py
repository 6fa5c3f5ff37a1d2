"""The title of a whole definition: "Lead scoring policy, version 2.1", "MQL definition (agreed with sales)"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause, every
from ...reading.tokens import Token
from ..clauses.bearing import is_bare_kind, is_of_some, may_turn
from ..clauses.headings import binds_below, heading_of
from ..clauses.surrounding import goes_alone, voids_all, without_attribution
from ..clauses.talk import is_about_scoring, is_of_people, is_optional, is_talk, names_nothing, tells, voids
from ..clauses.whom import TELLING
from ..names.chatter import is_polite
from ..names.dated import undated
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .cutting import is_alone

_NARROWING: Final = frozenset(
    """for only if when in within until among outside without except excluding before after during since unless but not
    besides inside excl""".split()
)
_PROPOSING: Final = "proposal proposals idea ideas brainstorm suggestion suggestions".split()
_AROUND_STAGE: Final = frozenset(
    """definition definitions our the a an new current of criteria criterion what is makes counts as lead leads rules
    qualification proposed draft final updated v1 v2 v3 version for we call how define requirements model scoring
    who""".split()
)

DATED: Final = re.compile(r"v\d|q[1-4]|h[12]|fy\d*|version|draft|rev|\d{4}-\d\d-\d\d|20[0-9][0-9]", re.IGNORECASE)
"""A word or number that dates a title."""


@dataclass(frozen=True, slots=True)
class Title:
    """``stage``: the one that the definition is of, if the title says so. ``is_unread``: it says for whom all of it is,
    in words that nothing in the project tells: that is reported."""

    stage: str = ""
    is_unread: bool = False


def title_of(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> Title | None:
    """The first clause as a title of all the others; words that can change none of them are reported alone."""
    if clauses and voids_all(clauses[0].tokens, lexicon):
        return None
    found = _title_of(clauses, text, lexicon)
    if found is not None or len(clauses) + len(clauses[0].below if clauses else ()) < 2:
        return found
    first = clauses[0]
    if first.is_item or not is_alone(first, text) or heading_of(first.tokens, lexicon).role not in ("unread", "stage"):
        return None
    if first.below and is_talk(first.tokens, lexicon):
        return None  # told as a heading that changes nothing
    body = without_attribution(first.tokens)
    at = next((i for i in range(len(body)) if stage_at(body, i, lexicon) is not None), None)
    if at is not None:
        lines = [*first.below, *clauses[1:]]
        if any(c.below and stage_at(c.tokens, i, lexicon) for c in clauses[1:] for i in range(len(c.tokens))):
            return None  # points of one score, and of another
        body = [*body[:at], *body[at + 1 :]]
        if not body or not all(_stands_alone(c, lexicon) or goes_alone(c.tokens, lexicon) for c in lines):
            return None
    elif any(t.is_sign(":", "=") for t in body[:-1]):
        return None
    return Title(is_unread=True) if goes_alone(body, lexicon) else None


def _title_of(clauses: Sequence[Clause], text: str, lexicon: Lexicon) -> Title | None:
    if not clauses or not (clauses[0].below or len(clauses) > 1):
        return None
    first = clauses[0]
    if first.is_item:
        return None
    if (said := _said_first(first, clauses, lexicon)) is not None:
        return said
    if not is_alone(first, text):
        return None
    body = _without_remark(first.tokens)
    if len(body) < len(first.tokens) and binds_below(first.tokens, lexicon):
        return None
    body = undated(body)
    if amounts_in(first.tokens, lexicon) or any(t.kind in ("text", "domain", "path", "date") for t in body) or not body:
        return None
    if has_rule(first.tokens):
        return None
    is_proposal = len(clauses) == 1 and any(t.is_word(*_PROPOSING) for t in body)
    if voids([t for t in first.tokens if not is_proposal or not t.is_word(*_PROPOSING)]) or tells(first.tokens):
        return None
    named = _named(body, lexicon) if names_nothing(body[:-1], lexicon) and not is_of_people(body) else ""
    if named and first.below and not any(c.below or amounts_in(c.tokens, lexicon) for c in first.below):
        return Title(named)
    stage = next((s for i in range(len(body)) if (s := stage_at(body, i, lexicon)) is not None), None)
    if stage is not None:
        at = next(i for i in range(len(body)) if stage_at(body, i, lexicon) is not None)
        around = [*body[:at], *body[stage[1] :]]
        is_plain = bool(around) and all(t.is_sign(",", "-", ":") or t.text in _AROUND_STAGE for t in around)
        if any(c.below and stage_at(c.tokens, i, lexicon) for c in clauses[1:] for i in range(len(c.tokens))):
            return None  # points of one score, and of another
        if first.below and not is_plain and is_about_scoring(body[stage[1] :]) and not is_of_some(around):
            is_plain = is_talk(around, lexicon) and not is_of_people(around) and not {t.text for t in around} & TELLING
        is_last = len(clauses) == 1 or "\n\n" in _gap(first, clauses[1], text)
        if is_plain and not first.below and not first.tokens[-1].is_sign(":") and is_last:
            return Title(stage[0])
        if (
            is_plain
            and is_about_scoring(around)
            and first.below
            and all(_stands_alone(c, lexicon) for c in first.below)
        ):
            return Title()
        is_short = is_last and 0 < len(around) < 4 and not first.below and len(clauses) > 1
        is_short = is_short and all(t.kind == "word" for t in (*around, first.tokens[-1]) if not t.is_sign(")"))
        if is_short and names_nothing(around, lexicon):
            return None if is_of_people(around) or {t.text for t in around} & (_NARROWING | TELLING) else Title()
        return None
    if heading_of(first.tokens, lexicon).role != "unread":
        return None
    words = {t.text for t in body if t.kind == "word"}
    if may_turn(body, every(clauses), lexicon):
        return None
    if is_of_some(body):
        return Title(is_unread=True) if len(clauses) == 1 and is_bare_kind(body, lexicon) else None
    if words & (_NARROWING - {"for"} if is_proposal else _NARROWING):
        return Title(is_unread=True) if _is_for_others(body, lexicon) else None
    if is_about_scoring(body) or not is_of_people(body):
        told = [t for t in body if not is_proposal or not t.is_word(*_PROPOSING)]
        is_plain = is_talk(told, lexicon) and not is_optional(body) and bool(first.below)
        is_title = is_plain or is_about_scoring(body)
        if is_title:
            return Title(is_unread=is_of_people(body) or is_proposal)
    if any(t.is_sign(":", "=") for t in body[:-1]):
        return None  # "Uses: Salesforce" may be asked of all of them
    return Title(is_unread=True) if goes_alone(body, lexicon) else None


def _said_first(first: Clause, clauses: Sequence[Clause], lexicon: Lexicon) -> Title | None:
    """ "Definition of an SQL. Budget of $25K or more …": a sentence that names the stage and says no more."""
    at = words_at(first.tokens, 0, _DEFINING)
    stage = stage_at(first.tokens, at, lexicon) if at else None
    behind = first.tokens[stage[1] :] if stage is not None else ()
    if stage is None or first.below or len(clauses) < 2 or not all(t.is_sign(".", ":", "-") for t in behind):
        return None
    return Title(stage[0])


_DEFINING: Final = phrases(
    "definition of a|definition of an|definition of the|definition of|the definition of a|the definition of an|"
    "the definition of|our definition of a|our definition of an|our definition of|new definition of a|"
    "new definition of an|new definition of|criteria for a|criteria for an|criteria for|the criteria for an|"
    "the criteria for a|what is a|what is an|what makes a|what makes an|requirements for a|requirements for an|"
    "rules for an|rules for a|what counts as an|what counts as a|this is our|here is our|who is an|who is a"
)


def _is_for_others(body: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "Lead points for practices and clinics": whom the company sells to, where no field says who they are."""
    at = next((i for i, t in enumerate(body) if t.is_word("for")), 0)
    before, behind = body[:at], body[at + 1 :]
    if not at or not is_about_scoring(before) or not all(t.kind == "word" for t in before):
        return False
    if any(t.is_word(*_NARROWING) for t in (*before, *behind)) or {t.text for t in body} & TELLING - {"sales"}:
        return False
    return bool(behind) and names_nothing(behind, lexicon) and not is_of_people(behind)


_CALLING: Final = phrases(
    "what we call a|what we call an|what we call|what is a|what is an|what makes a|what makes an|our definition of a|"
    "our definition of an|definition of a|definition of an|definition of|definition|a|an|our|the|who is a|"
    "what counts as a|what counts as an|how we define a|how we define an|criteria for a|criteria for an"
)
_CALLED: Final = frozenset(
    """prospect lead account applicant opportunity candidate buyer customer contact enquiry inquiry borrower patient
    student member client family guest donor tenant visitor exhibitor partner shopper subscriber company""".split()
)
_NO_NAME: Final = frozenset("lead leads scoring score new all of for if when only these those any every".split())


def _named(body: Sequence[Token], lexicon: Lexicon) -> str:
    """ "What we call a qualified prospect": the name of what the lines below it define."""
    at = words_at(body, 0, _CALLING)
    named = body[at:]
    while named and named[-1].is_word("definition", "criteria"):
        named = named[:-1]
    if not 1 < len(named) < 4 or any(t.kind != "word" for t in named):
        return ""
    stage = stage_at(named, 0, lexicon)
    if stage is not None and stage[1] == len(named):
        return ""
    last = named[-1].text.removesuffix("s")
    is_name = last in _CALLED and not named[0].is_word(*_NO_NAME)
    return " ".join([named[0].raw[:1].upper() + named[0].raw[1:], *(t.raw for t in named[1:])]) if is_name else ""


def _stands_alone(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a line says itself what it gives or makes, or all below it do."""
    if clause.below:
        return all(_stands_alone(c, lexicon) for c in clause.below)
    return bool(amounts_in(clause.tokens, lexicon)) or stage_at(clause.tokens, 0, lexicon) is not None


def _gap(first: Clause, second: Clause, text: str) -> str:
    return re.sub(r"[ \t\r]", "", text[first.end : second.start])


def _without_remark(tokens: Sequence[Token]) -> list[Token]:
    """Without "(agreed with sales)" and the colon at the end."""
    body = list(tokens)
    while body and body[-1].is_sign(":", "-", "."):
        body.pop()
    start = next((i for i, t in enumerate(body) if t.is_sign("(") and i), len(body))
    return body[:start] if body and body[-1].is_sign(")") else body


def has_rule(tokens: Sequence[Token]) -> bool:
    """Whether words that are taken for a title end as a rule does: "credit score 700+: 5"."""
    numbers = [i for i, t in enumerate(tokens) if t.kind == "number" and not DATED.fullmatch(t.raw)]
    return any(
        tokens[i].signed or tokens[i].or_more or tokens[i].unit.startswith("p")
        or (i and tokens[i - 1].is_sign(":", "=", "→", "+", "-", ">", "<", ">=", "<=") and i == len(tokens) - 1)
        for i in numbers
    )  # fmt: skip


def is_prose(clause: Clause, lexicon: Lexicon) -> bool:
    """A sentence that says nothing of the rules: "hope you are all well"."""
    return not clause.is_item and (is_polite(clause.tokens) or is_talk(clause.tokens, lexicon))
