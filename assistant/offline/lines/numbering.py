"""Lists whose lines end, or begin, with a bare number: "Demo request 50", "50: demo request"."""

from collections.abc import Sequence
from dataclasses import replace

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from ..points.listing import ends_in_amount

_FEWEST = 3


def numbers_tell(clauses: Sequence[Clause], lexicon: Lexicon) -> list[str]:
    """What is assumed if the numbers of a list can only be points: each line has one, and nothing says of what."""
    lines = [c for c in clauses if not c.below]
    last = [c for c in lines if _ends(c, lexicon)]
    first = [c for c in lines if _begins(c)]
    if len(last) >= _FEWEST and len(last) == len(lines):
        return ["the numbers at the ends of the lines are read as points"]
    if len(first) >= 2 and len(first) == len(lines):
        return ["the numbers at the beginnings of the lines are read as points"]
    return []


def points_last(clause: Clause) -> Clause:
    """ "50: demo request" as "demo request: 50"."""
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
    if sum(t.kind == "number" for t in tokens) > 1 or tokens[0].unit not in ("", "pts", "pt", "p"):
        return False
    return tokens[1].is_sign(":", "=", "-", "→") and tokens[2].kind == "word"
