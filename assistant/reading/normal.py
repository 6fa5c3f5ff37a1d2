"""The clauses of an outline in plain words: what a CRM system would write, and what people say when they speak."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .numbers import phrases, words_at
from .operators import Called, with_operators
from .outline import Clause
from .ruled import as_rule, is_else
from .tokens import Token

_ELSE_IF: Final = phrases("else if|elseif|elsif|elif|otherwise if|else when|or else if|otherwise when")


def in_plain_words(clauses: Sequence[Clause], text: str, called: Called) -> list[Clause]:
    """The clauses with their tokens in plain words; the places of tokens stay those of the text."""
    found: list[Clause] = []
    for clause in clauses:
        clause.below = in_plain_words(clause.below, text, called)
        before = found[-1] if found else None
        if before is not None and not (before.below or clause.below) and _goes_on(before.tokens, clause.tokens):
            comma = Token("sign", ",", ",", before.end, before.end)
            found[-1] = replace(before, tokens=(*before.tokens, comma, *clause.tokens), end=clause.end)
        else:
            found.append(clause)
    for clause in found:
        clause.tokens = with_operators(_as_rules(clause.tokens, called.names), text, called)
    return found


def _goes_on(before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """ "ELSE IF …" and "ELSE …" on lines of their own, below "IF …"."""
    is_if = before[0].is_word("if", "when")
    return words_at(tokens, 0, _ELSE_IF) > 0 or (is_if and is_else(tokens, 0))


def _as_rules(tokens: tuple[Token, ...], names: frozenset[str]) -> tuple[Token, ...]:
    """A clause as a plain sentence, each part of a chain of "else" by itself."""
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
        found += [*lead, *(as_rule(body, names) if body else ())]
        start = cut
    return tuple(found)
