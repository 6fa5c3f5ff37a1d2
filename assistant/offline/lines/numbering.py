"""Lists whose lines end, or begin, with a bare number: "Demo request 50", "50: demo request"."""

from collections.abc import Sequence
from dataclasses import replace

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..clauses.barring import disqualify_head
from ..names.heads import stage_head
from ..names.lexicon import Lexicon
from ..names.saying import said_at
from ..points.amounts import amounts_in
from ..points.listing import ends_in_amount, number_at_end

_FEWEST = 3


def numbers_tell(clauses: Sequence[Clause], lexicon: Lexicon, is_told: bool = False) -> list[str]:
    """What is assumed if the numbers of a list can only be points: nearly each line has one, and nothing says of
    what. Lines that say themselves what they give or make, and those without a number, are none of the list.
    ``is_told``: other lists of the definition tell it."""
    lines = [c for c in clauses if not c.below and not _says_itself(c, lexicon)]
    last = [c for c in lines if _ends(c, lexicon)]
    first = [c for c in lines if _begins(c)]
    others = [c for c in lines if c not in last and not _has_points_last(c)]
    if (len(last) >= _FEWEST or (is_told and last)) and len(last) >= _FEWEST * len(others):
        return ["the numbers at the ends of the lines are read as points"]
    if len(first) >= 2 and len(first) == len(lines):
        return ["the numbers at the beginnings of the lines are read as points"]
    return []


def parts_tell(clause: Clause, lexicon: Lexicon) -> list[str]:
    """The same of a list in one line: "demo request 30, case study 5, pricing page 10"."""
    parts: list[list[Token]] = [[]]
    for t in clause.tokens:
        if t.is_sign(",", ";", "/", "|"):
            parts.append([])
        else:
            parts[-1].append(t)
    if len(parts) < _FEWEST or not all(parts) or _says_itself(clause, lexicon):
        return []
    if not all(len(p) > 1 and ends_in_amount(p) and p[0].kind == "word" for p in parts):
        return []
    if any(sum(t.kind == "number" for t in p) > 1 or any(said_at(p, 0, f) for f in lexicon.fields) for p in parts):
        return []  # "employees 50, revenue 5"
    return ["the numbers behind the things are read as points"]


def _says_itself(clause: Clause, lexicon: Lexicon) -> bool:
    if not any(t.kind == "number" for t in clause.tokens) or amounts_in(clause.tokens, lexicon):
        return True
    return stage_head(clause.tokens, lexicon) is not None or disqualify_head(clause.tokens) is not None


def _has_points_last(clause: Clause) -> bool:
    """ "Video watched to 75% or more 10": a number at its end that belongs to none of the words before it."""
    tokens = clause.tokens
    is_begun = tokens[0].kind == "word" or tokens[0].or_more
    return len(tokens) > 2 and is_begun and number_at_end(tokens) and tokens[-2].kind == "word"


def points_last(clause: Clause) -> Clause:
    """ "50: demo request" as "demo request: 50", "video watched to 75% or more 10" as "…: 10"."""
    if not clause.below and _has_points_last(clause) and sum(t.kind == "number" for t in clause.tokens) > 1:
        *rest, number = clause.tokens
        colon = Token("sign", ":", ":", number.start, number.start)
        return replace(clause, tokens=(*rest, colon, replace(number, signed=number.signed or "+")))
    if clause.below or not _begins(clause):
        return clause
    number, sign, *rest = clause.tokens
    if sign.kind == "word":
        rest = rest[1:]
    colon = Token("sign", ":", ":", clause.end, clause.end)
    return replace(clause, tokens=(*rest, colon, replace(number, start=clause.end, end=clause.end)))


def _ends(clause: Clause, lexicon: Lexicon) -> bool:
    tokens = clause.tokens
    return len(tokens) > 1 and not amounts_in(tokens, lexicon) and ends_in_amount(tokens) and tokens[0].kind == "word"


def _begins(clause: Clause) -> bool:
    tokens = clause.tokens
    if len(tokens) < 3 or tokens[0].kind != "number" or tokens[0].money or tokens[0].percent or tokens[0].or_more:
        return False
    if sum(t.kind == "number" for t in tokens) > 1 or not tokens[0].may_be_points:
        return False
    return tokens[1].is_sign(":", "=", "-", "→") and tokens[2].kind == "word"
