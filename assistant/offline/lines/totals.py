"""Last lines of a list of points: what they add up to, and how many a stage needs: "Total 55", "needed for MQL: 50"."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.statements import PointsRule, Statement, TableRule

_NEEDED: Final = frozenset(
    """needed required minimum min needs requires necessary total threshold target pass passing qualifying requirement
    cutoff sum reach""".split()
)
_AROUND: Final = frozenset(
    """points point pts score scores for to be become becoming qualify as a an the of is at least or more and up above
    in order lead leads number how many are must have total count being make mark line level get getting""".split()
)
_SUM: Final = frozenset("total totals sum subtotal grand possible achievable available attainable overall".split())
_AROUND_SUM: Final = frozenset("points point pts score scores max maximum of the is all for lead highest in".split())
_FEW: Final = 10
_SIGNS: Final = (":", "=", "-", "→", "|", "(", ")", ">=", ",")


def as_threshold(clause: Clause, lexicon: Lexicon) -> Clause | None:
    """ "Points needed for MQL: 50", "MQL minimum score = 50" as "MQL: 50"."""
    tokens = clause.tokens
    at = next((i for i in range(len(tokens)) if tokens[i].kind == "word" and stage_at(tokens, i, lexicon)), -1)
    stage = stage_at(tokens, at, lexicon) if at >= 0 else None
    if clause.below:
        return None
    if stage is None:
        return _without_stage(clause)
    around = [*tokens[:at], *tokens[stage[1] :]]
    numbers = [t for t in around if t.kind == "number"]
    rest = [t for t in around if t.kind != "number"]
    if len(numbers) != 1 or not _is_plain(numbers[0]) or not any(t.is_word(*_NEEDED) for t in rest):
        return None
    if not all(t.is_sign(*_SIGNS) or (t.kind == "word" and t.text in _NEEDED | _AROUND) for t in rest):
        return None
    is_said = numbers[0].unit != "" or any(t.is_word("points", "point", "pts", "score", "scores") for t in rest)
    if not is_said and (numbers[0].value or 0) < _FEW:
        return None  # "MQL requires at least 2"
    number = replace(numbers[0], unit="points")
    colon = Token("sign", ":", ":", number.start, number.start)
    return replace(clause, tokens=(*tokens[at : stage[1]], colon, number))


_CUT: Final = frozenset("cutoff cut off pass passing mark needed required qualifying bar".split())


def _without_stage(clause: Clause) -> Clause | None:
    """ "Score needed: 50", "Cut-off: 50" as "Threshold: 50"."""
    number = clause.tokens[-1]
    unit = number.is_word("points", "pts")
    number = clause.tokens[-2] if unit and len(clause.tokens) > 2 else number
    rest = list(clause.tokens[: -2 if unit else -1])
    if not rest or number.kind != "number" or not _is_plain(number) or not any(t.is_word(*_CUT) for t in rest):
        return None
    if not all(t.is_sign(*_SIGNS) or t.is_word(*_CUT, "score", "points", "the", "lead") for t in rest):
        return None
    if (number.value or 0) < _FEW:
        return None
    start = rest[0].start
    threshold = Token("word", "threshold", rest[0].raw, start, rest[-1].end)
    colon = Token("sign", ":", ":", number.start, number.start)
    return replace(clause, tokens=(threshold, colon, replace(number, unit="points")))


def sum_in(clause: Clause) -> Decimal | None:
    """ "Total points possible: 55": the number, if the line says nothing more than what the others add up to."""
    numbers = [t for t in clause.tokens if t.kind == "number"]
    rest = [t for t in clause.tokens if t.kind != "number"]
    if len(numbers) != 1 or not _is_plain(numbers[0]) or not any(t.is_word(*_SUM) for t in rest) or clause.below:
        return None
    is_only = all(t.is_sign(*_SIGNS) or (t.kind == "word" and t.text in _SUM | _AROUND_SUM) for t in rest)
    return numbers[0].value if is_only else None


def sum_of(statements: Iterable[Statement]) -> Decimal:
    """The most that rules come to, if each counts once."""
    total = Decimal(0)
    for s in statements:
        if isinstance(s, TableRule):
            total += max([n for _, n in s.rows if n > 0], default=Decimal(0))
        elif isinstance(s, PointsRule):
            amount = s.effect.limit if s.effect.limit is not None else s.effect.amount
            total += max(amount or Decimal(0), Decimal(0))
    return total


def _is_plain(t: Token) -> bool:
    return t.value is not None and not (t.money or t.percent or t.signed) and t.may_be_points
