"""Finds whom nobody sells to: competitors, students, universities; else what an address tells."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl.words import written_name
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .addresses import address_at, domains_at, one_of_domains
from .condition import Fact
from .events import Found
from .titles import mentions_fact

_RIVAL_LEADS: Final = frozenset(
    """email emails e mail address addresses domain is are at from for to works work working employed by belongs belong
    belonging someone who a an one of our any known the direct their existing in with people employees staff anyone
    existing main other whose associated comes coming come""".split()
)
_RIVALS: Final = frozenset("competitor competitors competition rival rivals competing".split())
_RIVAL_TAILS: Final = frozenset(
    """domain domains companies company email emails address addresses employees employee staff people firms businesses
    business s leads contacts organizations organisations mail""".split()
)
_GOODS: Final = frozenset(
    """product products tool tools system systems software solution solutions crm platform service services page pages
    comparison pricing website site webinar customers customer users analysis review list""".split()
)
"""What belongs to competitors and is no address of theirs."""
_STUDENTS: Final = phrases(
    "students|student|a student|students and interns|students or interns|students interns|student titles|"
    "student or intern|student intern"
)


def outsider_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """Any of them, where it begins."""
    return (
        _competitor(tokens, at, lexicon)
        or _student(tokens, at, lexicon)
        or _university(tokens, at, lexicon)
        or address_at(tokens, at, lexicon, answers)
    )


def _competitor(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    email = lexicon.of_concept("email")
    i = at
    while i < len(tokens) and i - at < 9 and tokens[i].is_word(*_RIVAL_LEADS):
        i += 1
    if email is None or i >= len(tokens) or not tokens[i].is_word(*_RIVALS):
        return None
    is_adjective = tokens[i].text == "competing"
    i += 1
    while i < len(tokens) and tokens[i].is_word(*_RIVAL_TAILS):
        is_adjective = False
        i += 1
    if is_adjective or (i < len(tokens) and tokens[i].is_word(*_GOODS)):
        return None
    domains, after = domains_at(tokens, i)
    if domains:
        return Found(one_of_domains(email, domains, "competitor"), after)
    found = lexicon.list_named("competitor", "rival")
    if found is not None and not all("." in entry for entry in found.entries):
        found = lexicon.list_named("competitor") if found.name.startswith("rival") else None
    if found is None:
        return None
    fact = Fact(f"{email.written} domain in {written_name(found.name)}", "competitor", email.written)
    return Found(fact, i)


def _student(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    size = words_at(tokens, at, _STUDENTS)
    if not size:
        return None
    words = [t.text for t in tokens[at : at + size]]
    mentioned = [w for w in ("student", "intern") if w in words or w + "s" in words]
    fact = mentions_fact(lexicon, mentioned)
    if fact is None:
        return None
    said = next(t for t in tokens[at : at + size] if t.text.startswith(("student", "intern")))
    return Found(fact, at + size, (f"read “{said.raw}” as a job title that mentions it",))


_SCHOOL_LEADS: Final = frozenset(
    """email emails e mail address is are at from for works work working employed by someone who a an the people
    belongs to domain anyone studying studies study their with""".split()
)
_SCHOOLS: Final = frozenset("university universities academic academia educational college colleges edu".split())
_SCHOOL_TAILS: Final = frozenset(
    "email emails address addresses domain domains mail accounts account people institution institutions".split()
)


def _university(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "university addresses", by the project's own list of them; ".edu" where it has none."""
    email = lexicon.of_concept("email")
    i = at
    while i < len(tokens) and i - at < 7 and tokens[i].is_word(*_SCHOOL_LEADS):
        i += 1
    if email is None or i >= len(tokens) or not tokens[i].is_word(*_SCHOOLS):
        return None
    start, i = i, i + 1
    while i < len(tokens) and tokens[i].is_word(*_SCHOOL_TAILS):
        i += 1
    raw = " ".join(t.raw for t in tokens[at:i])
    found = lexicon.list_named("university", "academic", "education", "edu", "college")
    said = {t.text for t in tokens[at:i]}
    is_mail = said & {"email", "emails", "address", "addresses", "domain", "domains", "mail", "accounts", "account"}
    if found is None:
        if not is_mail or tokens[start].text != "edu":
            return None
        fact = Fact(f'{email.written} domain ends with ".edu"', "edu_mail", email.written)
        return Found(fact, i, (f"read “{raw}” as addresses that end in .edu",))
    is_there = tokens[at].is_word("works", "work", "working", "studying", "studies", "employed") or (
        (start > at and tokens[at].is_word("from", "at")) or (at and tokens[at - 1].is_word("from", "at"))
    )
    if not is_mail and not said & {"universities", "academia", "colleges"} and not is_there:
        return None  # "a university" may be where somebody works
    note = f"read “{raw}” by the list `{found.name}`"
    return Found(Fact(f"{email.written} domain in {written_name(found.name)}", "university", email.written), i, (note,))
