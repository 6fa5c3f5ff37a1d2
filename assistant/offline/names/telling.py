"""Words that tell of one field: those of its name in any form and order, or all that its description says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ...reading.tokens import Token
from ...reading.words import stem
from .naming import FieldName, words_of

_FILLER: Final = frozenset(
    """a an the to of in for our us their his her its my your is are was were be been being has have had with who that
    which they he she it already wants want wanted would like someone somebody this there on at from yet them
    by other existing present incumbent already""".split()
)
_DROPPED: Final = frozenset(
    """is has was are have had wants want gets get got will can does did at date on time when the a an of to in for by
    and or our us we with from they he she it that who which already there been be as what how this their no
    not""".split()
)
_NEGATIVE: Final = frozenset("no not never without none nothing false".split())
_SAME: Final = {
    "expires": "end", "expire": "end", "expiring": "end", "expiry": "end", "ends": "end", "ending": "end", "ended":
    "end",
    "expiration": "end", "expired": "end", "lapses": "end", "renews": "renew", "renewal": "renew", "renewals": "renew",
    "mail": "email", "mails": "email", "emails": "email", "mailing": "email", "mailings": "email",
    "spent": "spend", "ran": "run", "runs": "run", "running": "run",
    "paying": "pay", "pays": "pay", "paid": "pay", "using": "use", "uses": "use", "used": "use",
    "withdrew": "withdraw", "withdrawn": "withdraw", "withdrawal": "withdraw", "withdrawals": "withdraw",
    "enquired": "enquir", "enquiry": "enquir", "inquiry": "enquir", "inquired": "enquir", "enquiries": "enquir",
    "inquiries": "enquir", "enquires": "enquir", "inquire": "enquir", "enquire": "enquir", "enquiring": "enquir",
    "cancelled": "cancel", "canceled": "cancel", "cancellation": "cancel", "cancels": "cancel", "cancel": "cancel",
    "applied": "applic", "applies": "applic", "apply": "applic", "applying": "applic", "application": "applic",
    "applications": "applic", "referred": "referr", "referral": "referr", "referrals": "referr",
    "consultation": "consult", "consultations": "consult", "donation": "donat", "donations": "donat", "donor": "donat",
    "prequalified": "prequalif", "prequalification": "prequalif", "prequalify": "prequalif",
    "abandonment": "abandon", "payment": "pay", "payments": "pay", "subscription": "subscrib",
    "complained": "complain", "complaint": "complain", "complaints": "complain", "complains": "complain",
    "upgraded": "upgrad", "enrolled": "enrol", "enrolment": "enrol", "enrollment": "enrol", "enrolls": "enrol",
    **dict.fromkeys(
        "configure configures configured configuring configuration configurations configurator".split(), "configur"
    ),
    "homeowner": "homeown", "homeowners": "homeown",
}  # fmt: skip


@lru_cache(maxsize=10_000)
def root(word: str) -> str:
    """What forms of a word have in common, for names that people bend: "exhibitor", "exhibited".

    >>> root("owners"), root("owns"), root("consented"), root("moving"), root("move")
    ('own', 'own', 'consent', 'mov', 'mov')
    """
    low = word.lower()
    if low in _SAME:
        return _SAME[low]
    known = stem(low)
    if known in ("register", "signup", "attend", "request", "email", "customer", "view", "visit"):
        return known
    for ending in ("ings", "ing", "ers", "ors", "er", "or", "ees", "ee", "ed", "es", "s", "e", "ship"):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    return low[:-1] if len(low) > 4 and low[-1] == low[-2] and low[-1] not in "ls" else low


@dataclass(frozen=True, slots=True)
class _About:
    name: frozenset[str]
    description: frozenset[str]
    """Empty, if the description says what is not so."""
    either: frozenset[str]


@lru_cache(maxsize=5_000)
def _about(name: str, description: str) -> _About:
    own = frozenset(root(w) for w in words_of(name) if w not in _DROPPED) or frozenset(root(w) for w in words_of(name))
    first = re.split(r"[,;:(]", description.lower())[0]
    words = re.findall(r"[^\W\d_]+", first)
    told = frozenset(root(w) for w in words if w not in _DROPPED)
    all_told = frozenset(root(w) for w in re.findall(r"[^\W\d_]+", description.lower()) if w not in _DROPPED)
    fewest = 1 if words[:1] == ["when"] else 2
    said = frozenset[str]() if _NEGATIVE & set(words) or len(told) < fewest else told
    return _About(own, said, own | all_told)


def told_at(tokens: Sequence[Token], at: int, field: FieldName) -> int:
    """How many tokens tell of the field here; 0 if they do not. The first of them is one of its own words."""
    about = _about(field.name, field.description)
    own = words_of(field.name)
    found: set[str] = set()
    best = 0
    i = at
    while i < len(tokens) and tokens[i].kind == "word" and i - at < 14:
        word = tokens[i].text
        r = root(word)
        step = 1
        joined = (
            root(tokens[i].text + tokens[i + 1].text) if i + 1 < len(tokens) and tokens[i + 1].kind == "word" else ""
        )
        if word in ("runs", "run", "running") and i + 1 < len(tokens) and tokens[i + 1].is_word("out", "up"):
            r, step = "end", 2
        elif word == "up" and "end" in about.name and found and i + 1 < len(tokens):
            renewed = tokens[i + 1].is_word("for") and i + 2 < len(tokens) and tokens[i + 2].is_word("renewal")
            if renewed or tokens[i + 1].is_word("in", "within", "by", "next"):
                r, step = "end", 3 if renewed else 1  # "contract is up for renewal"
        elif joined in about.name and r not in about.name and min(len(word), len(tokens[i + 1].text)) > 2:
            r, step = joined, 2
        if r in about.either and (word not in _FILLER or r in about.name):
            found.add(r)
        elif set(_parts(word, about.name)):
            found |= _parts(word, about.name)
        elif i > at and word in ("or", "and") and not best and f" {word} " in field.description:
            i += 1
            continue
        elif i == at or (word not in _FILLER and word not in own):
            break
        else:
            i += 1
            continue
        i += step
        if about.name <= found or (about.description and about.description <= found):
            best = i - at
    return best


def _parts(word: str, name: frozenset[str]) -> frozenset[str]:
    """ "homeowners", of a name of two words."""
    for a in name:
        if word.startswith(a) and root(word[len(a) :]) in name - {a}:
            return frozenset((a, root(word[len(a) :])))
    return frozenset()
