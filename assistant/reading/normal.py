"""The clauses of an outline in plain words: what a CRM system would write, and what people say when they speak."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .advising import as_rule_said
from .announcing import announces, without_apologies
from .formal import in_plain_english
from .framing import in_usual_frame
from .gaining import with_leads_in_front
from .idioms import with_idioms
from .instead import instead
from .judging import concluded
from .labels import with_labels
from .mending import mended, opening, put_right_by, takes_all_back, unreadable
from .numbers import phrases, words_at
from .operators import Called, with_operators
from .outline import Clause
from .rephrased import as_usual, with_zeros
from .resumed import with_it_named
from .ruled import as_rule, is_else
from .running import cut_apart, with_pause, with_plain_points
from .spoken import without_fillers, without_hums
from .tokens import Token
from .viewpoint import without_view_behind, without_viewpoint

_ELSE_IF: Final = phrases("else if|elseif|elsif|elif|otherwise if|else when|or else if|otherwise when")


def in_plain_words(clauses: Sequence[Clause], text: str, called: Called, are_below: bool = False) -> list[Clause]:
    """The clauses with their tokens in plain words; the places of tokens stay those of the text. ``are_below``: a
    heading stands above them."""
    found: list[Clause] = []
    for clause in _without_announcements(clauses):
        clause.below = in_plain_words(clause.below, text, called, True)
        before = found[-1] if found else None
        if before is not None and not (before.below or clause.below) and _goes_on(before.tokens, clause.tokens):
            comma = Token("sign", ",", ",", before.end, before.end)
            found[-1] = replace(before, tokens=(*before.tokens, comma, *clause.tokens), end=clause.end)
        else:
            found.append(clause)
    found = [part for clause in found for part in _cut(clause, are_below)]
    for clause in found:
        plain = with_idioms(without_viewpoint(clause.tokens))
        plain = with_leads_in_front(in_plain_english(plain)) if plain else plain
        plain = in_usual_frame(plain) if plain else plain
        plain = with_labels(tuple(plain), called.names) if plain else plain
        plain = as_usual(with_zeros(plain), called.names) if plain else plain
        clause.tokens = with_operators(_as_rules(plain, called.names), text, called)
    return found


def as_meant(clauses: Sequence[Clause]) -> tuple[list[Clause], list[str]]:
    """The clauses without what only people who speak put in, and with what they take back put right; and what was, as
    sentences."""
    found: list[Clause] = []
    notes: list[str] = []
    for clause in clauses:
        clause.below, more = as_meant(clause.below)
        notes += more
        before = found[-1] if found else None
        if before is not None and opening(clause.tokens) and not clause.below:
            both = None if before.below else put_right_by(before.tokens, clause.tokens)
            if both is not None:
                found[-1] = replace(before, tokens=both.tokens, end=clause.end)
                notes.append(both.note)
                continue
            is_more = opening(clause.tokens) < len(clause.tokens) and not _is_plain_word(clause.tokens[0])
            if is_more or takes_all_back(clause.tokens):
                found[-1] = replace(before, tokens=unreadable(before.tokens))
                clause.tokens = unreadable(clause.tokens)
        said = mended(without_hums(clause.tokens))
        clause.tokens = without_fillers(said.tokens) if not said.is_open else said.tokens
        notes += [said.note] if said.note else []
        found.append(clause)
    return found, notes


def _is_plain_word(t: Token) -> bool:
    """ "Apologies for the long mail": no correction."""
    return t.is_word("sorry", "apologies", "pardon", "excuse", "wait", "oh", "hold", "hang", "oops", "whoops")


def _without_announcements(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses below "two things from sales:" in its place."""
    found: list[Clause] = []
    for clause in clauses:
        found += clause.below if clause.below and announces(clause.tokens) else [clause]
    return found


def _cut(clause: Clause, is_below: bool) -> list[Clause]:
    said = as_rule_said(without_apologies(clause.tokens))
    if said and not clause.below and len(said) < len(clause.tokens):
        clause = replace(clause, start=said[0].start, end=said[-1].end)
    clause.tokens = without_view_behind(concluded(with_it_named(said)))
    clause.tokens = with_plain_points(clause.tokens)
    if not (is_below or clause.is_item):
        clause.tokens = with_pause(clause.tokens)
    return cut_apart(clause)


def _with_points(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "if A, 40" of a chain as "if A: +40"."""
    if tokens and tokens[-1].is_sign(",", ";"):
        return (*_with_points(tokens[:-1]), tokens[-1])
    if len(tokens) < 3 or not tokens[0].is_word("if", "when") or not tokens[-2].is_sign(",", ":"):
        return tokens
    last = tokens[-1]
    is_plain = last.kind == "number" and _is_plain(last)
    return (*tokens[:-2], *instead([tokens[-2]], ":"), replace(last, signed="+")) if is_plain else tokens


_LABELS: Final = (
    "rule",
    "condition",
    "criterion",
    "criteria",
    "filter",
    "case",
    "step",
    "trigger",
    "statement",
    "scenario",
)


def _without_label(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "Rule 1: Country = US" without what only numbers it."""
    if len(tokens) > 3 and tokens[0].is_sign("#") and tokens[1].kind == "number" and _is_plain(tokens[1]):
        return tokens[2:]
    if len(tokens) > 3 and tokens[0].is_word(*_LABELS) and tokens[1].kind == "number" and _is_plain(tokens[1]):
        return tokens[3:] if tokens[2].is_sign(":", ")", "-", ".") else tokens
    return tokens


def _is_plain(t: Token) -> bool:
    return not (t.signed or t.unit or t.percent or t.money or t.or_more)


def _goes_on(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """ "ELSE IF …" and "ELSE …" on lines of their own, below "IF …"."""
    is_if = before[0].is_word("if", "when")
    else_if = [t for t in tokens[:3] if not t.is_sign(",")]
    return words_at(else_if, 0, _ELSE_IF) > 0 or (is_if and is_else(tokens, 0))


def _as_rules(tokens: tuple[Token, ...], names: frozenset[str]) -> tuple[Token, ...]:
    """A clause as a plain sentence, each part of a chain of "else" by itself."""
    tokens = _without_label(tokens)
    cuts = [i for i in range(1, len(tokens)) if is_else(tokens, i)]
    if not cuts:
        return as_rule(tokens, names)
    found: list[Token] = []
    start = 0
    for cut in [*cuts, len(tokens)]:
        part = tokens[start:cut]
        lead = part[:1] if start else ()
        body = part[len(lead) :]
        if lead and not found[-1].is_sign(",", ";"):
            found.append(Token("sign", ",", ",", lead[0].start, lead[0].start))
        while lead and body and body[0].is_sign(",", ":"):
            body = body[1:]
        found += [*lead, *_with_points(as_rule(body, names) if body else ())]
        start = cut
    return tuple(found)
