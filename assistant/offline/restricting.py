"""What words that could not be read may do to the others: "only in the US" limits them, "route to sales" does not."""

from typing import Final

from ..reading.outline import Clause
from .amounts import amounts_in
from .barring import disqualify_head
from .heads import segment_head, stage_at, stage_head
from .lexicon import Lexicon

_ROUTING: Final = frozenset(
    """route routed routing assign assigned notify notified alert slack sdr sdrs sla contacted called followed worked
    handed""".split()
)
_LIMITS: Final = frozenset("expire expires decay decays max maximum cap capped total unless except fade fades".split())
_RESTRICTING: Final = frozenset(
    """only must minimum required require requires unless except provided least not all but both limit limited
    never max maximum cap capped double triple multiply halve expire expires decay decays fade fades total reset
    resets recycled until after before if no""".split()
)


_BARRING: Final = frozenset("only nobody none unless except noone never exclusively".split())
"""Words that bar leads from what other clauses give, whatever else the clause names."""


def may_restrict(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether words that could not be read may change what others mean: "only in the US", "points expire"."""
    tokens = clause.tokens
    words = {t.text for t in tokens if t.kind == "word"}
    if words & _BARRING:
        return True
    if words & (_ROUTING | {"grade", "grades", "grading"}) or any(
        stage_at(tokens, i, lexicon) for i in range(len(tokens))
    ):
        return False
    if amounts_in(tokens, lexicon) and not words & _LIMITS:
        return False
    if stage_head(tokens, lexicon) or segment_head(tokens):
        return False
    out = disqualify_head(tokens)
    if out is not None and not out[1]:
        return bool(words & {"points", "score", "scoring", "rule", "rules", "but", "only"})
    return bool(words & _RESTRICTING) or any(t.kind == "number" for t in tokens)
