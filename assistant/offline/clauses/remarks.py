"""Remarks in parentheses that change nothing: "(as agreed)", "(effective Q1)", "(see the wiki)"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..points.worthless import is_worthless
from .talk import is_of_people, names_nothing, voids

TELLING: Final = frozenset(
    """only not no except unless max maximum min minimum once per each every if when within last first never without
    cap capped limit until after before expires decays all any both either one least most more less points pts score
    scores or for from who that with which count counts counted total times visits days weeks months highest lowest
    dq dq'd disqualify disqualified excluded exclude out required optional must should unique different distinct
    halves halved double doubled minus plus""".split()
)
"""Words that may change what stands before them."""
_STARTS: Final = (
    "as see agreed effective copied updated source supersedes replaces valid thanks approved confirmed discussed tbc "
    "taken according reviewed owner owned written requested suggested proposed adapted based"
).split()
"""Words that begin a remark, whatever follows."""
_WORDS: Final = (
    "new draft final finally v1 v2 v3 version our the a an in hubspot salesforce marketo spreadsheet wiki sales "
    "marketing team q1 q2 q3 q4 fy now again important obviously of course duh sorry yes ok sic pls please review "
    "top priority signal strong weak great best biggest huge key main still unchanged changed revised and own "
    "favourite favorite as is very really super quite crucial vital critical essential good valuable"
).split()


def is_remark(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words in parentheses say nothing of what stands before them."""
    if len(tokens) > 1 and tokens[0].is_sign("=", "→"):
        tokens = tokens[1:]  # "(= nurture track B)"
        starts = all(t.kind == "word" for t in tokens)
    else:
        starts = bool(tokens) and tokens[0].is_word(*_STARTS)
    telling = TELLING - {"with", "from", "for", "total"} if starts else TELLING
    if not tokens or voids(tokens) or any(t.kind == "word" and t.text in telling for t in tokens):
        return False
    if not names_nothing(tokens, lexicon) or is_of_people(tokens):
        return False
    return starts or all(t.kind == "sign" or t.is_word(*_WORDS) for t in tokens)


def without_remarks(clause: Clause, lexicon: Lexicon) -> tuple[Clause, list[tuple[int, int]]] | None:
    """The clause without its remarks, and where they stand; None if it has none."""
    tokens = list(clause.tokens)
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        end = next((i for i in range(at, len(tokens)) if tokens[i].is_sign(")")), 0) if tokens[at].is_sign("(") else 0
        inside = tokens[at + 1 : end]
        if end and (is_remark(inside, lexicon) or is_worthless(inside, lexicon)):
            found.append((tokens[at].start, tokens[end].end))
            del tokens[at : end + 1]
        else:
            at += 1
    return (replace(clause, tokens=tuple(tokens)), found) if found and tokens else None
