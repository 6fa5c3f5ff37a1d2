"""Finds what a lead's address tells: private mail, a provider, a domain, how the domain ends."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ....dsl.words import written_name, written_text
from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from ..names.lexicon import FieldName, Lexicon
from .condition import Fact, Open
from .events import Found

_FREE: Final = tuple(
    (*head, *tail)
    for head in phrases(
        "free|freemail|free mail|personal|private|generic|consumer|free email|personal email|private email|"
        "generic email|consumer email|webmail|freemailer|non business email|non corporate email|non work email"
    )
    for tail in (
        (),
        ("email",),
        ("emails",),
        ("addresses",),
        ("address",),
        ("domains",),
        ("domain",),
        ("email", "address"),
        ("email", "addresses"),
        ("mail", "addresses"),
        ("mail", "address"),
        ("email", "domain"),
        ("email", "domains"),
        ("providers",),
        ("provider",),
        ("accounts",),
        ("account",),
        ("users",),
        ("mailbox",),
        ("mailboxes",),
        ("inbox",),
        ("inboxes",),
    )
    if (*head, *tail)
    not in phrases(
        "free|free|personal|private|generic|consumer|free account|free accounts|free users|private accounts|"
        "personal account|personal accounts|private account|private users|free provider|free providers|"
        "generic users|consumer users|personal users|generic accounts|generic account"
    )
)
_BUSINESS: Final = tuple(
    (head, *tail)
    for head in ("business", "work", "corporate", "company")
    for tail in phrases("email|emails|email address|email addresses|email domain")
)
FREE_QUESTION: Final = "Which mail domains are free mail here?"
FREE_CHOICES: Final = (
    "gmail.com, yahoo.com, hotmail.com, outlook.com",
    "gmail.com, googlemail.com, yahoo.com, hotmail.com, outlook.com, live.com, icloud.com, aol.com, gmx.de, web.de",
)


def address_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """Any of them, where it begins."""
    return _mail(tokens, at, lexicon, answers) or _endings(tokens, at, lexicon) or _domain(tokens, at, lexicon)


def domains_at(tokens: Sequence[Token], at: int) -> tuple[list[str], int]:
    """Domains that are listed here, in parentheses or after a colon."""
    i = at
    i += words_at(tokens, i, phrases("such as|like|is|are|eg"))
    is_open = i < len(tokens) and tokens[i].is_sign("(")
    if i < len(tokens) and tokens[i].is_sign("(", ":", "=", "-", ","):
        i += 1
    i += words_at(tokens, i, phrases("eg|such as|like"))
    found, i = _listed(tokens, i, lambda t, _: (t.text,) if t.kind == "domain" else ())
    if not found:
        return [], at
    if is_open:
        if i < len(tokens) and tokens[i].is_sign(")"):
            return found, i + 1
        return [], at
    return found, i


def _listed(tokens: Sequence[Token], at: int, item: Callable[[Token, bool], Sequence[str]]) -> tuple[list[str], int]:
    """Domains one after another, and where they end. ``item``: those of a word; it is told whether it is the first."""
    found: list[str] = []
    end = i = at
    while i < len(tokens) and (domains := item(tokens[i], not found)):
        found += [d.removeprefix("www.") for d in domains]
        end = i = i + 1
        i += i < len(tokens) and tokens[i].is_sign(",", "/")
        i += i < len(tokens) and tokens[i].is_word("and", "or")
    return found, end


def one_of_domains(email: FieldName, domains: Sequence[str], name: str) -> Fact:
    if len(domains) == 1:
        return Fact(f"{email.written} domain is {written_text(domains[0])}", name, email.written)
    return Fact(f"{email.written} domain in ({', '.join(map(written_text, domains))})", name, email.written)


def _mail(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    email = lexicon.of_concept("email")
    if email is None:
        return None
    negated = False
    lead = words_at(tokens, at, _MAIL_LEADS)
    size = words_at(tokens, at, _FREE) or (lead and (lead + (words_at(tokens, at + lead, _FREE) or _NONE)))
    if lead and size <= 0 and words_at(tokens, at, _MAIL_IS) == lead:
        size = lead + (words_at(tokens, at + lead, _FREE_ALONE) or _NONE)
    if size <= 0:
        size = words_at(tokens, at, _BUSINESS) or (lead and (lead + (words_at(tokens, at + lead, _BUSINESS) or _NONE)))
        negated = size > 0
    if size <= 0:
        return _provider(tokens, at, email, lexicon) or (_provider(tokens, at + lead, email, lexicon) if lead else None)
    end = at + size
    like = words_at(tokens, end, phrases("like|such as|eg|including"))
    if like and not negated and (these := _provider(tokens, end + like, email, lexicon)) is not None:
        return these
    domains, after = domains_at(tokens, end)
    if not domains and end < len(tokens) and tokens[end].is_sign("("):
        listed = _provider(tokens, end + 1 + words_at(tokens, end + 1, phrases("e g|eg|like|such as")), email, lexicon)
        if listed is not None and listed.end < len(tokens) and tokens[listed.end].is_sign(")") and not negated:
            return replace(listed, end=listed.end + 1)
    name = "business_mail" if negated else "free_mail"
    inside: Fact
    if domains and not negated:
        inside, end = one_of_domains(email, domains, name), after
    else:
        found = lexicon.list_named("free", "freemail", "private", "personal", "webmail")
        if found is not None:
            inside = Fact(f"{email.written} domain in {written_name(found.name)}", name, email.written)
        else:
            answer = answers.get(FREE_QUESTION)
            if answer is None:
                return Found(Open(" ".join(t.raw for t in tokens[at:end]), FREE_CHOICES, FREE_QUESTION), end)
            inside = one_of_domains(email, [d.strip() for d in answer.replace(";", ",").split(",") if d.strip()], name)
    if negated:
        negative = inside.text.replace(" domain in ", " domain not in ").replace(" domain is ", " domain is not ")
        return Found(Fact(negative, name, email.written), end)
    return Found(inside, end)


_NONE: Final = -99
_MAIL_LEADS: Final = phrases(
    "on|is on|are on|uses a|use a|using a|uses|use|using|has a|have a|with a|on a|is on a|are on a|"
    "signed up with a|signed up with|"
    "registered with a|signed up using a|came in with a|email is a|email is from a|email is|email from a|mail is a|"
    "email address is a|email address is|email is on a|domain is a|email domain is a|email domain is|emails from a|"
    "gave a|gave us a|provided a|wrote from a|their email is a|an|a|is a|are a|email address is from a|email with a|"
    "email at a|whose email is a|whose email is|is using a|are using a|only has a|only gave a"
)
_MAIL_IS: Final = phrases(
    "email is a|email is from a|email is|email from a|email address is a|email address is|email is on a|domain is a|"
    "email domain is a|email domain is|mail is a|emails from a|email address is from a|whose email is a|whose email is"
)
_FREE_ALONE: Final = phrases(
    "free|personal|private|free provider|personal one|private one|free one|generic one|webmail"
)
_PROVIDERS: Final = {
    "gmail": ("gmail.com",),
    "yahoo": ("yahoo.com",),
    "hotmail": ("hotmail.com",),
    "aol": ("aol.com",),
    "gmx": ("gmx.com", "gmx.de", "gmx.net"),
    "protonmail": ("protonmail.com", "proton.me"),
    "outlook": ("outlook.com",),
    "icloud": ("icloud.com",),
}


def _of_provider(t: Token, is_first: bool) -> Sequence[str]:
    """Of a word that names a provider; of a domain, behind one, or if it is one of them."""
    if t.kind == "word":
        return _PROVIDERS.get(t.text, ())
    is_known = t.kind == "domain" and (not is_first or any(t.text in domains for domains in _PROVIDERS.values()))
    return (t.text,) if is_known else ()


_AND_SO_ON: Final = phrases("etc|and so on|and the like|or similar|and similar|and others|et al|or the like|and co")


def _provider(tokens: Sequence[Token], at: int, email: FieldName, lexicon: Lexicon) -> Found | None:
    """ "Gmail or Yahoo addresses"; with "etc", the project's list of free mail, if those are in it."""
    found, i = _listed(tokens, at, _of_provider)
    if not found:
        return None
    more = _so_on(tokens, i)
    i += more
    end = i + words_at(
        tokens,
        i,
        phrases("addresses|address|emails|email|email addresses|email address|accounts|users|domains|domain|account"),
    )
    raw = " ".join(t.raw for t in tokens[at:i])
    listed = lexicon.list_named("free", "freemail", "private", "personal", "webmail")
    if more and listed is not None and {found[0]} <= {e.lower() for e in listed.entries}:
        fact = Fact(f"{email.written} domain in {written_name(listed.name)}", "free_mail", email.written)
        return Found(fact, end, (f"read “{raw}” by the list `{listed.name}`",))
    note = f"read “{raw}” as {', '.join(found)}" + (": “etc” names no other" if more else "")
    return Found(one_of_domains(email, found, "free_mail"), end, (note,))


def _so_on(tokens: Sequence[Token], at: int) -> int:
    """How many tokens "etc", ", …" and the like have."""
    i = at
    while i < len(tokens) and tokens[i].is_sign(",", "/") and i - at < 1:
        i += 1
    size = words_at(tokens, i, _AND_SO_ON)
    if size:
        i += size
        return i - at + (i < len(tokens) and tokens[i].is_sign("."))
    dots = 0
    while i + dots < len(tokens) and tokens[i + dots].is_sign(".", "…"):
        dots += 1
    return i + dots - at if dots and (dots > 1 or tokens[i].is_sign("…")) else 0


_TLDS: Final = ("edu", "gov", "org", "ac", "mil", "net", "io", "ai", "info", "biz")
_ENDS: Final = phrases(
    "email ends in|email ends with|email ending in|emails ending in|address ends in|addresses ending in|"
    "email address ends in|email domain ends in|domain ends in|domain ends with|email domain ends with|ending in|"
    "addresses that end in|email addresses ending in|email address ending in|whose email ends in|mail ends in|"
    "domains ending in|email is|email is a"
)
_ADDRESSES: Final = phrases("addresses|emails|email|domains|email addresses|email address|address|domain|mail|accounts")


def _endings(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ ".edu addresses", "email ends in .ac.uk or .edu"."""
    email = lexicon.of_concept("email")
    if email is None:
        return None
    head = words_at(tokens, at, _ENDS)
    i = at + head
    found: list[str] = []
    has_dot = False
    while i < len(tokens):
        dot = tokens[i].is_sign(".")
        t = tokens[i + dot] if i + dot < len(tokens) else None
        if t is None or not (t.is_word(*_TLDS) or (t.kind == "domain" and (dot or (found and has_dot)))):
            break
        has_dot = has_dot or dot
        found.append(f".{t.text}")
        i += 1 + dot
        if (
            i + 1 < len(tokens)
            and (tokens[i].is_sign(",", "/") or tokens[i].is_word("or", "and"))
            and (tokens[i + 1].is_sign(".") or tokens[i + 1].is_word(*_TLDS))
        ):
            i += 1
    after = words_at(tokens, i, _ADDRESSES)
    is_first = at == 0 and tokens[at].is_word("edu", "gov", "mil")
    if not found or not (has_dot or head or (is_first and (after or i == len(tokens)))):
        return None
    end = i + after
    shown = written_text(found[0]) if len(found) == 1 else f"any of ({', '.join(map(written_text, found))})"
    name = f"{found[0].strip('.').replace('.', '_')}_mail"
    return Found(Fact(f"{email.written} domain ends with {shown}", name, email.written), end)


def _domain(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "email domain is acme.com", "acme.com addresses", ".edu addresses"."""
    email = lexicon.of_concept("email")
    if email is None:
        return None
    head = words_at(
        tokens,
        at,
        phrases(
            "email domain is|email is from|email is at|email domain|domain is|domain|email|emails from|"
            "email ends with|email domains|domains|"
            "works at|work at|working at|works for|work for|working for|comes from|come from|"
            "anyone from|emails ending in|email ending in|email addresses at"
        ),
    )
    domains, end = domains_at(tokens, at + head)
    if not domains:
        return None
    after = words_at(
        tokens,
        end,
        phrases("addresses|emails|email|domain|email address|email addresses"),
    )
    if not head and not after and not (at == 0 or end == len(tokens)):
        return None
    return Found(
        one_of_domains(email, domains, "_".join(["from", *domains[0].split(".")[:1]]).replace("-", "_")), end + after
    )
