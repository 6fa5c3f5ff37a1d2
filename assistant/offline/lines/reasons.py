"""Reasons behind a rule that change nothing of it: ", we lose money on those", ", legal says so"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.remarks import TELLING
from ..clauses.talk import is_of_people, names_nothing, tells
from ..names.lexicon import Lexicon
from .restricting import may_restrict

_BECAUSE: Final = phrases(
    "because|since we|since they|since it|cause|cos|cuz|as we|as they|given that we|the reason is|so the team|so that|"
    "so we|so sales|so they|so our|so the reps|so reps|so my team|so someone|so somebody|so the sales team|so it|so an|"
    "as that is|as this is|as these are|as those are|since that is|since this is|as it is a|as it is our|"
    "as they are our|"
    "in order to|to make sure|just so|so the bdrs|so the sdrs|so bdrs|so sdrs|so i|so he|so she|so marketing"
)
_WHAT_IS: Final = phrases("that is|that was|this is")
_STARTS: Final = phrases(
    "we|legal|sales says|sales said|sales insists|sales wants|finance says|my boss|the boss|our boss|they are our|"
    "they are the|they are my|that is our|that is the|that is a|that is my|it is a|it is our|it was a|those are our|"
    "those are the|these are our|these are the|i do|i am|i hate|i love|i like|sorry|no idea why|do not ask|"
    "compliance says|management says|the ceo says|the board says|the lawyers|our lawyers|waste of|a waste of|"
    "pointless|useless|too expensive|our bread|our best|our favourite|our favorite|big fish|great fit|good fit|"
    "bad fit|strong signal|weak signal|huge|obviously|they love|they are great|they are serious|that is serious|"
    "a very strong|a strong|a really|a clear|a great|an excellent|very important|really important|very strong|"
    "very valuable|quite important|important|our strongest|our number one|the strongest|a very clear|an important|"
    "they mean it|they mean business|sweet spot|our sweet spot|the sweet spot"
)
_DENIED: Final = frozenset("not no never without".split())


def without_reason(clause: Clause, lexicon: Lexicon) -> tuple[Clause, tuple[int, int]] | None:
    """The clause without the reason at its end, and where that stands; None if it has none."""
    tokens = clause.tokens
    for at in range(len(tokens) - 2, 1, -1):
        is_long = tokens[at].is_word("as") and tokens[at - 1].is_word("long", "soon", "far", "much", "well")
        is_because = words_at(tokens, at, _BECAUSE) > 0 and not is_long  # "as long as that is …"
        if not is_because and not tokens[at].is_sign(",", "-", ";"):
            continue
        start = at if is_because else at + 1
        rest = tokens[start:]
        while rest and rest[-1].is_sign(",", ".", "!", ")"):
            rest = rest[:-1]
        if not is_reason(rest, lexicon):
            continue
        body = tokens[:at]
        while body and body[-1].is_sign(",", "-", ";", "("):
            body = body[:-1]
        is_open = sum(t.is_sign("(") - t.is_sign(")") for t in body) != 0
        return None if is_open or not body else (replace(clause, tokens=body), (rest[0].start, rest[-1].end))
    return None


def is_reason(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words say why, and nothing of what: no name of the project, no number, nothing that counts or limits."""
    size = words_at(tokens, 0, _BECAUSE)
    is_because = size > 0
    if len(tokens) < 1 or not (is_because or words_at(tokens, 0, _STARTS)):
        return False
    size += words_at(tokens, size, _WHAT_IS) if is_because else 0
    said = {t.text for t in tokens[size:] if t.kind == "word"}
    if any(t.kind != "word" and not t.is_sign(",", "-") for t in tokens) or said & (TELLING - _DENIED):
        return False
    if said & _DENIED and not is_because and not tokens[0].is_word("we", "i", "do", "no"):
        return False
    if said & _OF_RULES or tells(tokens) or not names_nothing(tokens, lexicon) or is_of_people(tokens[1:]):
        return False
    return not may_restrict(Clause(tuple(tokens), tokens[0].start, tokens[-1].end, 0, False), lexicon)


_OF_RULES: Final = frozenset(
    """score scored scores points point mql sql qualify qualifies qualified stage ignore ignored give gives get gets add
    adds award exclude excluded disqualify disqualified halve halves decay decays expire fade instead except
    same""".split()
)
