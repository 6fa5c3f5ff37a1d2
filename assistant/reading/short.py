"""Words that people shorten when they type: "emps", "mgr", "rev", "appt"."""

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Final

from .tokens import Token

_WORDS: Final = {
    "employees": "emps empl empls emplys", "headcount": "hc", "people": "ppl peeps",
    "revenue": "rev revs",
    "manager": "mgr mngr", "managers": "mgrs mngrs", "director": "dir", "directors": "dirs", "president": "prez",
    "months": "mths mnths mnth mth", "meeting": "mtg", "meetings": "mtgs", "download": "dl", "downloads": "dls",
    "downloaded": "dled dl'd dld", "pages": "pgs", "page": "pg", "account": "acct", "accounts": "accts",
    "customer": "cust", "customers": "custs", "marketing": "mktg mkting", "senior": "sr", "junior": "jr",
    "services": "svcs", "service": "svc", "manufacturing": "mfg", "government": "govt gov't", "university": "uni",
    "universities": "unis", "business": "biz", "companies": "cos", "ecommerce": "ecom ecomm", "quarter": "qtr",
    "quarters": "qtrs", "previous": "prev", "between": "btwn", "appointment": "appt", "appointments": "appts",
    "request": "req", "requests": "reqs", "requested": "req'd", "registered": "reg'd", "average": "avg",
    "address": "addr", "addresses": "addrs", "message": "msg", "messages": "msgs", "video": "vid", "videos": "vids",
    "number": "no num", "level": "lvl", "financial": "fin", "education": "educ",
    "coordinator": "coord", "international": "intl int'l", "postgraduate": "postgrad postgrads",
    "undergraduate": "undergrad undergrads",
    "unsubscribed": "unsubbed unsubd unsub'd", "minimum": "minm", "maximum": "maxm", "approximately": "approx",
    "registration": "reg", "registrations": "regs", "application": "appln", "opportunity": "oppty",
    "opportunities": "oppties", "calculator": "calc", "calculators": "calcs", "amount": "amt", "amounts": "amts",
    "conversation": "convo", "conversations": "convos", "document": "doc", "documents": "docs",
}  # fmt: skip
_IN_FULL: Final = {short: word for word, shorts in _WORDS.items() for short in shorts.split()}
_BEFORE: Final = {"no": ("of",), "fin": ("svcs", "svc", "services", "serv")}
"""Short forms that are words as well: what has to follow."""
_DOTTED: Final = frozenset(_IN_FULL) | frozenset("min max approx excl dept depts etc ca vs inc corp".split())


_MISTYPED: Final = {
    "scor": "score", "scroe": "score", "employes": "employees", "employess": "employees", "employe": "employee",
    "emplyee": "employee", "compnay": "company", "comapny": "company", "webinr": "webinar", "emial": "email",
    "emal": "email", "donwload": "download", "pags": "pages", "vists": "visits", "viists": "visits", "clik": "click",
    "teh": "the", "adn": "and", "wihtin": "within", "withing": "within", "thier": "their", "tilte": "title",
}  # fmt: skip
"""Mistakes that are too short, or too near to another word, to be found by their letters."""


def in_full(tokens: Sequence[Token], own: Set[str]) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The tokens with short words written out, and without the dots behind them; and what was put right, as sentences.
    ``own``: words of the project, which mean what they mean there."""
    found: list[Token] = []
    notes: list[str] = []
    for i, typed in enumerate(tokens):
        t = _than(tokens, i)
        if t.kind == "word" and t.text in _MISTYPED and t.text not in own:
            t = replace(t, text=_MISTYPED[t.text])
        if t.text != typed.text:
            notes.append(f"read “{typed.raw}” as “{t.text}”")
        before = tokens[i - 1] if i else None
        if t.is_sign(".") and before is not None and before.end == t.start and before.text in _DOTTED:
            if i + 1 < len(tokens) and tokens[i + 1].start == t.end:
                found.append(t)  # "max.5"
            continue
        is_short = t.kind == "word" and t.text in _IN_FULL and t.text not in own
        if is_short and (t.text not in _BEFORE or _is_followed(tokens, i + 1, _BEFORE[t.text])):
            found.append(replace(t, text=_IN_FULL[t.text]))
        else:
            found.append(t)
    return tuple(found), tuple(notes)


_COMPARED: Final = (
    "more less fewer greater higher lower larger smaller bigger older younger longer shorter better".split()
)


def _than(tokens: Sequence[Token], at: int) -> Token:
    """ "more then 200" is "more than 200"."""
    t = tokens[at]
    is_compared = t.is_word("then") and at and tokens[at - 1].is_word(*_COMPARED)
    return replace(t, text="than") if is_compared and tokens[at + 1 : at + 2] and _is_number(tokens[at + 1]) else t


def _is_number(t: Token) -> bool:
    return t.kind == "number" or t.is_word("a", "one", "two", "three", "ten", "fifty", "hundred")


def _is_followed(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    at += at < len(tokens) and tokens[at].is_sign(".")
    return at < len(tokens) and tokens[at].is_word(*words)
