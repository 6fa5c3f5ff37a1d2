"""Two statements of different kinds in one sentence: "demo 40 points, MQL at 50", "gmail -10, and students are out"."""

from collections.abc import Sequence
from typing import Final

from ...reading.tokens import Token
from ..conditions.unless import unless_at
from ..names.heads import stage_head
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .barring import disqualify_head

_OUT: Final = "dq disqualify exclude reject kick block".split()
_LEANING: Final = "they them it he she these those that this only who".split()


def of_two_kinds(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """The two parts, one of which gives points, and the other says who is out or what makes a stage."""
    if unless_at(tokens) is not None:
        return None
    for at in range(2, len(tokens) - 2):
        if not (tokens[at].is_sign(",", ";") or tokens[at].is_word("and")):
            continue
        if sum(t.is_sign("(") - t.is_sign(")") for t in tokens[:at]):
            continue
        start = at + 1
        while start < len(tokens) - 1 and tokens[start].is_word("and", "but", "also", "then"):
            start += 1
        before, behind = tokens[:at], tokens[start:]
        if len(behind) < 2 or behind[0].is_word(*_LEANING):
            continue
        decides = _decides(before, lexicon)
        if decides == _decides(behind, lexicon):
            continue
        amounts = amounts_in(before, lexicon)
        if amounts and not _is_the_only_cut(tokens[amounts[-1][1] :], tokens[at]):
            continue  # "+20 for a demo, a webinar, students excluded"
        if amounts_in(behind, lexicon) if decides else amounts:
            return before, behind
    return None


def _is_the_only_cut(tokens: Sequence[Token], cut: Token) -> bool:
    """Whether behind the points there is one place only where another statement may begin."""
    commas = sum(t.is_sign(",", ";") for t in tokens)
    return commas == 1 and cut.kind == "sign" if commas else sum(t.is_word("and") for t in tokens) == 1


def _decides(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    stage = stage_head(tokens, lexicon)
    if stage is not None:
        return bool(stage.rest)
    out = disqualify_head(tokens)
    if out is None or out[1] or amounts_in(tokens, lexicon):
        return False
    return tokens[0].is_word(*_OUT) or out[0][0] is tokens[0]
