"""Finds whom nobody sells to: competitors, students, private addresses; and what a mail's domain tells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ...dsl.words import written_name, written_text
from ..reading.numbers import phrases, words_at
from ..reading.tokens import Token
from .conditions import Fact, Open
from .events import Found
from .lexicon import FieldName, Lexicon
from .titles import mentions_fact

_COMPETITORS: Final = phrases(
    "competitors|competitor|competitor domain|competitor domains|competing companies|competitor email domain|"
    "competitor email domains|competitor companies|competitor emails|competitor email|work for a competitor|"
    "works for a competitor|working for a competitor|work for competitors|from a competitor|"
    "works at a competitor|work at a competitor|employees of competitors|our competitors|email is a competitor|"
    "email domain is a competitor|domain is a competitor|email is from a competitor|"
    "email belongs to a competitor|email domain in competitors|competitor addresses"
)
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
_STUDENTS: Final = phrases(
    "students|student|a student|students and interns|students or interns|students interns|student titles|"
    "student or intern|student intern"
)
FREE_QUESTION: Final = "Which mail domains are free mail here?"
FREE_CHOICES: Final = (
    "gmail.com, yahoo.com, hotmail.com, outlook.com",
    "gmail.com, googlemail.com, yahoo.com, hotmail.com, outlook.com, live.com, icloud.com, aol.com, gmx.de, web.de",
)


def outsider_at(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    """Any of them, where it begins."""
    return (
        _competitor(tokens, at, lexicon)
        or _mail(tokens, at, lexicon, answers)
        or _student(tokens, at, lexicon)
        or _university(tokens, at, lexicon)
        or _domain(tokens, at, lexicon)
    )


def _competitor(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    size = words_at(tokens, at, _COMPETITORS)
    email = lexicon.of_concept("email")
    if not size or email is None:
        return None
    end = at + size
    domains, after = _domains(tokens, end)
    if domains:
        return Found(_in(email, domains, "competitor"), after)
    found = lexicon.list_named("competitor", "rival")
    if found is None:
        return None
    fact = Fact(f"{email.written} domain in {written_name(found.name)}", "competitor", email.written)
    return Found(fact, end)


def _domains(tokens: Sequence[Token], at: int) -> tuple[list[str], int]:
    """Domains that are listed here, in parentheses or after a colon."""
    i = at
    i += words_at(tokens, i, phrases("such as|like|is|are|eg"))
    is_open = i < len(tokens) and tokens[i].is_sign("(")
    if i < len(tokens) and tokens[i].is_sign("(", ":", "=", "-", ","):
        i += 1
    i += words_at(tokens, i, phrases("eg|such as|like"))
    found: list[str] = []
    while i < len(tokens):
        if tokens[i].kind == "domain":
            found.append(tokens[i].text.removeprefix("www."))
            i += 1
        elif (
            found
            and (tokens[i].is_sign(",", "/") or tokens[i].is_word("and", "or"))
            and i + 1 < len(tokens)
            and (
                tokens[i + 1].kind == "domain"
                or (tokens[i + 1].is_word("and", "or") and i + 2 < len(tokens) and tokens[i + 2].kind == "domain")
            )
        ):
            i += 1
        else:
            break
    if not found:
        return [], at
    if is_open:
        if i < len(tokens) and tokens[i].is_sign(")"):
            return found, i + 1
        return [], at
    return found, i


def _in(email: FieldName, domains: Sequence[str], name: str) -> Fact:
    if len(domains) == 1:
        return Fact(f"{email.written} domain is {written_text(domains[0])}", name, email.written)
    return Fact(f"{email.written} domain in ({', '.join(map(written_text, domains))})", name, email.written)


def _mail(tokens: Sequence[Token], at: int, lexicon: Lexicon, answers: Mapping[str, str]) -> Found | None:
    email = lexicon.of_concept("email")
    if email is None:
        return None
    negated = False
    size = words_at(tokens, at, _FREE)
    if not size:
        size = words_at(tokens, at, _BUSINESS)
        negated = bool(size)
    if not size:
        return _provider(tokens, at, email)
    end = at + size
    like = words_at(tokens, end, phrases("like|such as|eg|including"))
    if like and not negated and (these := _provider(tokens, end + like, email)) is not None:
        return these
    domains, after = _domains(tokens, end)
    if not domains and end < len(tokens) and tokens[end].is_sign("("):
        listed = _provider(tokens, end + 1, email)
        if listed is not None and listed.end < len(tokens) and tokens[listed.end].is_sign(")") and not negated:
            return replace(listed, end=listed.end + 1)
    name = "business_mail" if negated else "free_mail"
    inside: Fact
    if domains and not negated:
        inside, end = _in(email, domains, name), after
    else:
        found = lexicon.list_named("free", "freemail", "private", "personal", "webmail")
        if found is not None:
            inside = Fact(f"{email.written} domain in {written_name(found.name)}", name, email.written)
        else:
            answer = answers.get(FREE_QUESTION)
            if answer is None:
                return Found(Open(" ".join(t.raw for t in tokens[at:end]), FREE_CHOICES, FREE_QUESTION), end)
            inside = _in(email, [d.strip() for d in answer.replace(";", ",").split(",") if d.strip()], name)
    if negated:
        negative = inside.text.replace(" domain in ", " domain not in ").replace(" domain is ", " domain is not ")
        return Found(Fact(negative, name, email.written), end)
    return Found(inside, end)


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


def _provider(tokens: Sequence[Token], at: int, email: FieldName) -> Found | None:
    """ "Gmail or Yahoo addresses"."""
    found: list[str] = []
    i = at
    while i < len(tokens):
        if tokens[i].kind == "word" and tokens[i].text in _PROVIDERS:
            found += _PROVIDERS[tokens[i].text]
            i += 1
        elif (
            found
            and (tokens[i].is_sign(",", "/") or tokens[i].is_word("and", "or"))
            and i + 1 < len(tokens)
            and (tokens[i + 1].kind == "word" and tokens[i + 1].text in _PROVIDERS)
        ):
            i += 1
        else:
            break
    if not found:
        return None
    end = i + words_at(
        tokens,
        i,
        phrases("addresses|address|emails|email|email addresses|email address|accounts|users"),
    )
    return Found(
        _in(email, found, "free_mail"), end, (f"read “{' '.join(t.raw for t in tokens[at:i])}” as {', '.join(found)}",)
    )


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


_UNIVERSITIES: Final = tuple(
    (*head, *tail)
    for head in phrases(
        "university|universities|academic|academia|educational|college|edu|email is a university|email is an academic|"
        "email address is a university|email is from a university|email at a university"
    )
    for tail in ((), *phrases("email|emails|address|addresses|email address|email addresses|domain|domains|"
                              "email domain|email domains|mail"))
)  # fmt: skip


def _university(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "university addresses", by the project's own list of them."""
    size = words_at(tokens, at, _UNIVERSITIES)
    email = lexicon.of_concept("email")
    found = lexicon.list_named("university", "academic", "education", "edu", "college")
    if not size or email is None or found is None:
        return None
    said = {t.text for t in tokens[at : at + size]}
    if not said & {"email", "emails", "address", "addresses", "domain", "domains", "mail", "universities", "academia"}:
        return None  # "a university" may be where somebody works
    note = f"read “{' '.join(t.raw for t in tokens[at : at + size])}” by the list `{found.name}`"
    return Found(
        Fact(f"{email.written} domain in {written_name(found.name)}", "university", email.written), at + size, (note,)
    )


def _domain(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Found | None:
    """ "email domain is acme.com", "acme.com addresses", ".edu addresses"."""
    email = lexicon.of_concept("email")
    if email is None:
        return None
    if at + 1 < len(tokens) and tokens[at].is_sign(".") and tokens[at + 1].is_word("edu", "gov", "org", "ac"):
        end = (
            at
            + 2
            + words_at(
                tokens,
                at + 2,
                phrases("addresses|emails|email|domains|email addresses|address"),
            )
        )
        ending = f".{tokens[at + 1].text}"
        return Found(
            Fact(
                f"{email.written} domain ends with {written_text(ending)}", f"{tokens[at + 1].text}_mail", email.written
            ),
            end,
        )
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
    domains, end = _domains(tokens, at + head)
    if not domains:
        return None
    after = words_at(
        tokens,
        end,
        phrases("addresses|emails|email|domain|email address|email addresses"),
    )
    if not head and not after and not (at == 0 or end == len(tokens)):
        return None
    return Found(_in(email, domains, "_".join(["from", *domains[0].split(".")[:1]]).replace("-", "_")), end + after)
