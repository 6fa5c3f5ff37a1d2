"""What a heading that no reader knows may do to the lines below it: "What costs points:" turns their sign,
"Resellers:" says whom alone they hold for; "answers to your questions:" does nothing."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .talk import is_about_scoring, is_of_people, names_nothing
from .whom import TELLING

_TAKING: Final = frozenset(
    """negative negatives deductions deduction penalties penalty minus subtract deduct deducts deducting takeaways bad
    flags detractors downgrades malus subtractions lose loses losing lost cost costs costing costly against punish
    punishes punished punishment penalise penalises penalised penalize penalizes penalized demerits demerit turnoffs
    offs downvotes hurts hurt worse deducted subtracted downgraded downgrade docked""".split()
)
_OFF: Final = frozenset("take takes taken taking come comes coming knock knocked dock docked points".split())
_GIVING: Final = frozenset(
    "positive positives plus gain gains earn earns win wins bonus reward rewards add adds".split()
)
_GETTING: Final = frozenset("get gets give gives given receive receives give for".split())
_LOSING: Final = frozenset("lose loses losing against".split())


def taken_by(tokens: Sequence[Token]) -> frozenset[str]:
    """The words of a heading that say that points are taken away; none if others say that points are given."""
    said = {t.text for t in tokens if t.kind == "word"}
    found = said & _TAKING
    if "off" in said and said & _OFF:
        found = found | {"off"} | (said & (_OFF - {"points"}))
    is_mixed = bool(said & _GIVING) or ("and" in said and bool(said & _GETTING) and bool(said & _LOSING))
    return frozenset() if is_mixed else frozenset(found)


def speaks_of_taking(tokens: Sequence[Token]) -> bool:
    """Whether a word says that points are taken away, whatever the others say."""
    return any(t.is_word(*_TAKING) for t in tokens)


def may_turn(tokens: Sequence[Token], below: Iterable[Clause], lexicon: Lexicon) -> bool:
    """Whether a heading speaks of points that are taken away, and some line has a number with no sign."""
    said = {t.text for t in tokens if t.kind == "word"}
    if not said & _TAKING and not ("off" in said and said & _OFF):
        return False
    amounts = [(c, a) for c in below for a in amounts_in(c.tokens, lexicon)]
    return not all(any(t.signed for t in c.tokens[start:end]) for c, (start, end, _) in amounts)


_GETS: Final = "get gets receive receives earn earns lose loses collect collects".split()
_ANYBODY: Final = frozenset(
    """they it them he she you we what who which everyone everybody anyone lead leads people contact contacts person
    somebody someone a the each every all any these those and or gain gains win wins how points""".split()
)
_KINDS: Final = frozenset(
    """partner partners reseller resellers customer customers user users attendee attendees student students competitor
    competitors buyer buyers practice practices clinic clinics dealer dealers agency agencies distributor distributors
    vendor vendors supplier suppliers startup startups enterprise enterprises freelancer freelancers consultant
    consultants member members subscriber subscribers owner owners maker makers manager managers director directors
    executive executives founder founders employee employees visitor visitors guest guests donor donors tenant tenants
    patient patients registrant registrants participant participants developer developers engineer engineers client
    clients school schools university universities hospital hospitals bank banks applicant applicants alumni parents
    families exhibitor exhibitors sponsor sponsors borrower borrowers retailer retailers shop shops smb smbs sme
    smes""".split()
)
_SOME: Final = frozenset("lead leads account accounts contact contacts people companies prospects prospect".split())
_FROM: Final = "from with who that in at of whose without working which".split()


def is_of_some(tokens: Sequence[Token]) -> bool:
    """Whether a heading names some leads among others, as all that it says: "Existing customers:", "Students get:"."""
    words = [t for t in tokens if t.kind == "word"]
    if not words or is_about_scoring(words):
        return False
    if words[-1].is_word(*_GETS):
        words = words[:-1]
        return not {t.text for t in words} <= _ANYBODY
    if words[0].is_word(*_SOME) and len(words) > 1 and words[1].is_word(*_FROM):
        return True
    if len(words) > 4:
        return False
    if is_of_persons(words):
        return True
    if words[-1].is_word(*_SOME):
        return any(t.is_word(*TELLING) for t in words[:-1])
    return words[-1].is_word(*_KINDS) or words[0].is_word("if", "when", "where", "whenever")


_PERSONS: Final = re.compile(
    r"[a-z]{2,}(?:ers|ors|ists|ants|ians|ees|eers)|[a-z]*(?:men|women|vps|ceos|cfos|ctos|cmos)"
)
_NO_PERSONS: Final = frozenset(
    """numbers orders offers matters triggers drivers indicators factors parameters filters answers others letters
    papers headers trackers stickers figures colours colors counters markers boosters identifiers modifiers layers
    errors variants constants grants wants openers movers earners detractors downgraders multipliers adders setters
    starters breakers killers blockers fees referees behaviours pointers reminders quarters chapters containers
    registers eers offenders newsletters posters covers folders buckets tiers winners losers accelerators
    differentiators predictors qualifiers disqualifiers enablers barriers centers centres servers computers printers
    vouchers vendors majors minors scores doors floors mirrors powers transfers trailers engagers clusters
    meters matters helpers vectors sectors specimen omen women's acumen regimen warrants descendants committees
    degrees trees guarantees coffees committees""".split()
)


def is_of_persons(words: Sequence[Token]) -> bool:
    """ "Sommeliers", "VPs", "Beekeepers in Wales": some kind of people, whether or not a list has them."""
    end = next((i for i, t in enumerate(words) if t.is_word("in", "from", "of", "with", "at") and i), len(words))
    last = words[end - 1]
    return bool(_PERSONS.fullmatch(last.text)) and last.text not in _NO_PERSONS


def is_bare_kind(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "Exhibitors:" above all of a definition: whom the company sells to, where no name of the project tells them."""
    said = {t.text for t in tokens if t.kind == "word"}
    if said & TELLING or said & {*_GETS, *_FROM, *_RESTRICTING, "if", "when", "where", "for"} or is_of_people(tokens):
        return False
    return names_nothing(tokens, lexicon)


_RESTRICTING: Final = frozenset(
    """only except unless without outside inside excluding before after until if when not no never nobody none per each
    once twice max maximum min minimum cap capped limit limited half double instead else otherwise other others within
    both either any among""".split()
)


def may_bind(tokens: Sequence[Token]) -> bool:
    """Whether a word stands in it that restricts what others say."""
    return any(t.is_word(*_RESTRICTING) for t in tokens)
