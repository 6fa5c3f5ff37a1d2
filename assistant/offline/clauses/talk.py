"""Headings and sentences that name nothing of the project: talk around the rules, or words that void some of them."""

from collections.abc import Iterator, Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.people import industry_words, title_words
from ...reading.places import place_words
from ...reading.tokens import Token
from ...reading.words import stem
from ..names.heads import stage_at
from ..names.lexicon import WEAK, Lexicon
from ..points.effects import amounts_in
from .asides import told_plainly

_VOIDING: Final = frozenset(
    """ignore ignored skip old older obsolete outdated previous previously former formerly legacy deprecated retired
    dropped removed rejected cancelled canceled delete deleted remove instead was were wasn't used not never no none
    without stop stopped example examples eg wrong unused parked parking later future someday maybe perhaps
    possibly tbd tbc undecided discuss nobody noone nothing neither questions question open ideas idea brainstorm
    wishlist wish next phase backlog postponed proposal proposals until except unless only exclusively other others
    rest else otherwise alternatively alternative unlike besides nor neither don't""".split()
)
"""Words of a heading after which the lines below it may not be meant as rules."""
_MISCELLANEOUS: Final = frozenset(
    "other others stuff things signals points rules activities actions criteria behaviour behavior the events".split()
)
_OPTIONAL: Final = (
    "nice optional optionally ideally preferably preferred preference typically usually generally mostly often "
    "sometimes bonus plus desirable helpful good could should may might can"
).split()
COMMON: Final = frozenset(
    """company companies people name names size space role position function level source channel lead leads person
    domain region location timeline need title titles segment account accounts call call calls time times topic
    marketing sales us hq customer customers contact contacts product email app status state age major school
    purpose income country sale touch answer reply message""".split()
)
"""Words that some project has as a name, and everybody says."""


_SCORING: Final = frozenset(
    """scoring score scores model policy sheet definition definitions framework matrix grading grade rules criteria
    rubric scorecard scheme qualification system guideline guidelines playbook handbook points""".split()
)
"""Words of a title."""


def is_about_scoring(tokens: Sequence[Token]) -> bool:
    """Whether words are those of a title: "Lead scoring policy", "Campaign scoring Q2"."""
    return any(t.kind == "word" and t.text in _SCORING for t in tokens)


def names_nothing(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether no word of it is a name of the project or a value, and no number stands in it."""
    if any(t.kind in ("number", "text", "domain", "path", "name", "date") for t in tokens):
        return False
    known = _stems(lexicon)
    return not any(t.kind == "word" and t.text not in COMMON and stem(t.text) in known for t in tokens)


def voids(tokens: Sequence[Token]) -> bool:
    """Whether a heading may say that the lines below it are no rules: "Ignore the old ones:"."""
    said = {t.text for t in told_plainly(tokens) if t.kind == "word"}
    if any(words_at(tokens, i, _OPEN) for i in range(len(tokens))):
        return True
    return bool(said & _VOIDING) and not said <= _MISCELLANEOUS


def is_replaced(clause: Clause, others: Sequence[Clause]) -> bool:
    """Whether a heading stands over what is there now, and another one over what is to be instead."""
    if not clause.below or not any(t.is_word(*_NOW) for t in clause.tokens[:3]):
        return False
    return any(c is not clause and any(t.is_word(*_INSTEAD) for t in c.tokens[:4]) for c in others if c.below)


_OPEN: Final = phrases("to be discussed|to be decided|to be confirmed|to be agreed|to be defined|still open|still to")
_NOW: Final = "current currently today now existing before present so far yesterday actual was".split()
_INSTEAD: Final = "new proposed future after replacement target changed updated revised suggestion planned".split()


def is_optional(tokens: Sequence[Token]) -> bool:
    """Whether the lines below a heading need not hold: "Nice to have:"."""
    return any(t.is_word(*_OPTIONAL) for t in tokens)


def is_talk(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a heading says nothing of the lines below it: "quick wins for Q3:"."""
    if voids(tokens) or not names_nothing(tokens, lexicon) or amounts_in(tokens, lexicon):
        return False
    if tells(tokens) or any(stage_at(tokens, i, lexicon) for i in range(len(tokens))):
        return False
    at = next((i for i, t in enumerate(tokens) if t.is_word("for", "among", "within")), len(tokens))
    return not is_of_people(tokens[at:])


def tells(tokens: Sequence[Token]) -> bool:
    """Whether a heading may say how its lines count: "half points", "once per company", "before"."""
    if 0 < len(tokens) <= 2 and tokens[0].is_word(*_NOW):
        return True
    return any(t.kind == "word" and t.text in _COUNTING for t in told_plainly(tokens))


_COUNTING: Final = frozenset(
    """once per each every max maximum min minimum cap capped limit limited limits within after before until unless
    double doubled half halve halved triple tripled twice thrice times total highest lowest any both either least most
    if expire expires monthly weekly daily yearly annually unique distinct quarter third percent multiplied multiply
    weighted weight cumulative additional bonus""".split()
) - frozenset("weight".split())


def is_of_people(tokens: Sequence[Token]) -> bool:
    """Whether a place, a title or an industry is named."""
    known = place_words() | title_words() | industry_words()
    return any(
        t.kind == "word" and ((t.text in known and t.text not in _NO_PLACE) or t.raw in ("US", "UK", "EU"))
        for t in tokens
    )


_NO_PLACE: Final = frozenset("us in it of and the sales marketing team head lead manager business".split())


def _stems(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(_all_stems(lexicon)) - frozenset(stem(w) for w in COMMON) - WEAK


def _all_stems(lexicon: Lexicon) -> Iterator[str]:
    for source in lexicon.sources:
        yield from source.strong
    for f in lexicon.fields:
        for said in f.said:
            if len(said) == 1:
                yield stem(said[0])
        for words in lexicon.spelled(f):
            if len(words) == 1:
                yield stem(words[0])
    for value in lexicon.property_values:
        if len(value.stems) == 1:
            yield value.stems[0]
    for words, _ in lexicon.terms:
        yield from (stem(w) for w in words)
