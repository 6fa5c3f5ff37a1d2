"""What fields are called in English: by their own names, by what they hold, and by what is said of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from ....dsl.types import Type
from ....dsl.words import written_name
from ...names import Name, Names
from ...reading.words import stem

CONCEPTS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    # concept: names that fields of it have, without signs between words; how people call it
    "employees": (
        ("employees", "employeecount", "numberofemployees", "numemployees", "headcount", "companysize", "staff",
         "employeescount", "employee", "size", "companyemployees", "companyheadcount", "companyemployeecount"),
        ("employees", "employee", "employee count", "headcount", "head count", "company size", "number of employees",
         "people", "staff", "staff members", "size", "ftes", "fte", "employee size", "team members", "ees", "seats",
         "emp", "company headcount", "workers", "persons", "employees worldwide", "workforce", "people on staff",
         "people on payroll", "on payroll", "number of staff", "number of people", "staff count",
         "staff size"),
    ),
    "revenue": (
        ("revenue", "annualrevenue", "companyrevenue", "turnover", "arr", "yearlyrevenue", "companyannualrevenue"),
        ("revenue", "annual revenue", "yearly revenue", "turnover", "arr", "revenues", "in revenue",
         "in annual revenue",
         "company revenue", "annual turnover", "in arr", "yearly turnover", "annual sales", "yearly sales",
         "sales volume", "in sales", "in annual sales", "in turnover", "annual recurring revenue"),
    ),
    "country": (
        ("country", "countrycode", "companycountry", "billingcountry", "hqcountry", "location", "region", "geo"),
        ("country", "location", "region", "geo", "geography", "countries", "hq", "headquarters"),
    ),
    "industry": (
        ("industry", "companyindustry", "sector", "vertical"),
        ("industry", "sector", "vertical", "industries", "verticals", "space"),
    ),
    "title": (
        ("jobtitle", "title", "role", "position", "jobrole", "jobposition"),
        ("job title", "title", "role", "position", "titles", "job titles", "job role", "roles"),
    ),
    "seniority": (("seniority", "senioritylevel", "joblevel", "level"), ("seniority", "seniority level", "job level")),
    "email": (("email", "emailaddress", "workemail", "mail"), ("email", "email address", "email domain", "domain")),
    "age": (("age", "ageinyears", "years"), ("age", "aged", "ages", "age group")),
    "credit": (
        ("creditscore", "ficoscore", "fico"),
        ("credit score", "fico score", "fico", "credit scores"),
    ),
    "income": (
        ("income", "annualincome", "householdincome", "yearlyincome", "grossincome"),
        ("income", "annual income", "household income", "yearly income", "salary", "earnings", "in income"),
    ),
    "department": (("department", "jobfunction", "function"), ("department", "function", "dept", "departments")),
    "source": (
        ("leadsource", "source", "originalsource", "channel", "utmsource"),
        ("lead source", "source", "channel", "original source"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldName:
    """A field. ``said``: the words by which people call it, each as words; ``enumerated``: values that its description
    lists; ``about``: stems of the words of its name and description."""

    name: str
    written: str
    type: Type | None
    concept: str
    said: tuple[tuple[str, ...], ...]
    description: str
    enumerated: tuple[str, ...]
    about: frozenset[str] = frozenset()
    also: tuple[tuple[str, ...], ...] = ()
    """Names that something of an event has as well."""


def words_of(name: str) -> list[str]:
    """The words that a name is made of, in lower case.

    >>> words_of("Total Time"), words_of("jobTitle"), words_of("web.page_view")
    (['total', 'time'], ['job', 'title'], ['web', 'page', 'view'])
    """
    return list(_words_of(name))


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> tuple[str, ...]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return tuple(w.lower() for w in re.findall(r"[^\W\d_][^\W_]*|\d+", spaced))


def bare(name: str) -> str:
    """A name without the signs between its words."""
    return "".join(words_of(name))


def fields_of(names: Names) -> tuple[FieldName, ...]:
    """The fields, each with the words that mean it and no other."""
    found = [_field_name(name) for name in names.of("field")]
    own = {tuple(words_of(f.name)) for f in found}
    taken = own | {tuple(words_of(name.name)) for name in names.of("event", "signal", "define", "group")}
    of_events = {tuple(words_of(p.name)) for name in names.of("event") for p in name.properties} - taken
    taken |= of_events
    more: list[list[tuple[str, ...]]] = [_other_names(f) for f in found]
    result: list[FieldName] = []
    for i, f in enumerate(found):
        mine = tuple(words_of(f.name))
        said = {s for s in f.said if s == mine or s not in own}
        others = {s for k, several in enumerate(more) if k != i for s in several}
        others |= {s for k, other in enumerate(found) if k != i for s in other.said}
        said |= {s for s in more[i] if s not in taken and s not in others}
        also = tuple(s for s in more[i] if s in of_events and s not in others and s not in said)
        result.append(replace(f, said=tuple(sorted(said, key=len, reverse=True)), also=also))
    return tuple(result)


_TOO_WIDE: Final = frozenset(
    """at date on time id type kind name code score points value size number count status state level amount total flag
    text first last page form source reason title mode user lead contact company account average area rate group list
    stage role day days year month week email phone call web site event interest interested change""".split()
)
"""Words that end the names of fields and mean other things as well."""
_UNITS: Final = frozenset(
    """us dollar dollars euro euros pound pounds usd eur gbp years days percent hours minutes iso code letters yes
    no""".split()
)
_STOPS: Final = frozenset(
    "of that who which at in for on as when where what how with by the a an to from whether if is was were has".split()
)


def _other_names(f: FieldName) -> list[tuple[str, ...]]:
    """Names that a field has beside its own: its last word, its words turned round, what it is said to be."""
    own = words_of(f.name)
    found: list[tuple[str, ...]] = []
    if f.type in (Type.FLAG, Type.DATE, Type.TIME) or f.concept in ("title", "country", "email", "seniority"):
        return found
    if own[-1] in ("company", "organization", "organisation", "account"):
        found.append((own[-1], "name"))
    if len(own) == 2:
        found.append((own[1], own[0]))
    if len(own) > 1:
        if own[0] in ("current", "preferred", "lead", "contact", "company", "annual", "total", "primary", "our"):
            found.append(tuple(own[1:]))
        if f.type is Type.NUMBER and own[-1] in ("value", "worth", "price"):
            found.append((*own[:-1], "worth"))
        if f.type is Type.NUMBER and own[-1] in ("size", "count", "amount", "number") and not set(own[:-1]) & _TOO_WIDE:
            found.append(tuple(own[:-1]))
        if own[-1] not in _TOO_WIDE and len(own[-1]) > 2:
            found.append((own[-1],))
    words = re.findall(r"[^\W_]+|[,;:(.]", f.description.lower())
    if words[:2] in (["how", "many"], ["number", "of"]):
        words = words[2:]
    elif words[:1] in (["the"], ["a"], ["an"]):
        words = words[1:]
    end = next((i for i, w in enumerate(words) if w in _STOPS or not w.isalpha()), len(words))
    head = tuple(words[:end])
    is_free = not f.enumerated or all(" ".join(head) != v.lower() for v in f.enumerated)
    if 0 < len(head) <= 3 and is_free and not set(head) & _UNITS and not (len(head) == 1 and head[0] in _TOO_WIDE):
        found.append(head)
    if f.type is Type.NUMBER:
        found += _told_of_number(f.description)
    return [s for s in found if s and not (len(s) == 1 and len(s[0]) < 3)]


_TELLS: Final = re.compile(
    r"\b(?:that|which) (?:they|the \w+|he or she) (wants?|plans?|hopes?|needs?|intends?) to (\w+)"
)
_ASKED: Final = re.compile(r"\b(?:that they ask for|asked for|that they asked for)\b")
_SHORT: Final = re.compile(r"\b[A-Z]{3,6}\b(?! (?:dollars?|code))")


def _told_of_number(description: str) -> list[tuple[str, ...]]:
    """What a number is by its description: "US dollars that they want to borrow", "IELTS overall band, 0 to 9"."""
    found: list[tuple[str, ...]] = []
    for short in dict.fromkeys(m.group().lower() for m in _SHORT.finditer(description)):
        if short not in _UNITS:
            found += [(short,), (short, "score"), (short, "result"), (short, "band")]
    if _ASKED.search(description.lower()) and "dollar" in description.lower():
        found += [(w, "for") for w in ("ask", "asks", "asked", "asking")]
        found += [(w, "to", "borrow") for w in ("want", "wants", "wanting", "wanted")]
    for m in _TELLS.finditer(description.lower()):
        wish = m[1].removesuffix("s")
        found += [(w, "to", m[2]) for w in (wish, wish + "s", wish + "ing", wish + "ed")]
    return found


def _field_name(name: Name) -> FieldName:
    key = bare(name.name)
    wanted_number = ("employees", "revenue", "age", "income", "credit")
    if {"job", "title"} <= set(words_of(name.description)) and words_of(name.name)[-1:] in (["title"], ["role"]):
        key = "title"  # "contact_title", the "job title of our contact"
    concept = next(
        (
            c
            for c, (keys, _) in CONCEPTS.items()
            if key in keys
            and (name.type is None or (name.type is Type.NUMBER) == (c in wanted_number))
            and name.type not in (Type.DATE, Type.TIME, Type.FLAG)
            and (key != "level" or {"senior", "seniority", "job", "title"} & set(words_of(name.description)))
        ),
        "",
    )
    said = {tuple(words_of(name.name))}
    if concept:
        said |= {tuple(w.split()) for w in CONCEPTS[concept][1]}
    return FieldName(
        name.name, written_name(name.name), name.type, concept, tuple(sorted(said, key=len, reverse=True)),
        name.description, enumerated(name.description) if name.type in (Type.TEXT, None) else (),
        frozenset(stem(w) for w in (*words_of(name.name), *words_of(name.description))),
    )  # fmt: skip


def enumerated(description: str) -> tuple[str, ...]:
    """The values that a description lists: "whitepaper, ebook or case study".

    >>> enumerated("how the lead was won: organic, paid search, referral …"), enumerated("head count of the company")
    (('organic', 'paid search', 'referral'), ())
    """
    for part in reversed(description.split(":")):
        pieces = [p.strip(" .…\"'") for p in re.split(r",| or ", part)]
        pieces = [p for p in pieces if p]
        is_list = " or " in part or "…" in part or "..." in part or len(pieces) > 2
        if len(pieces) > 1 and is_list and all(len(p.split()) <= 3 for p in pieces):
            return tuple(p.removeprefix("an ").removeprefix("a ") for p in pieces)
    return ()
