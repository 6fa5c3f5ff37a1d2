"""Lists that name kinds of leads: "Segments", and below it "Enterprise: more than 1,000 employees"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ..names.heads import stage_at
from ..names.lexicon import Lexicon
from ..points.amounts import amounts_in
from .banding import kind_of

_LONGEST: Final = 4
_NO_LABELS: Final = frozenset("all any both either none and or if when not only at least max".split())


def names_kinds(heading: Sequence[Token], clauses: Sequence[Clause], lexicon: Lexicon) -> bool:
    """Whether lines below a heading name kinds of leads, each with its condition."""
    by = next((i for i, t in enumerate(heading) if t.is_word("by") and i), len(heading))
    if kind_of(heading[:by]) not in ("segment", "grade") or len(clauses) < 2:
        return False
    return all(labelled(c, lexicon) is not None for c in clauses)


def labelled(clause: Clause, lexicon: Lexicon) -> Clause | None:
    """ "Enterprise: 1,000+ employees" as "segment "Enterprise": …"; None if it has points, or no label."""
    tokens = clause.tokens
    sign = next((i for i, t in enumerate(tokens[: _LONGEST + 1]) if t.is_sign(":", "=", "-", "→")), 0)
    label, rest = tokens[:sign], tokens[sign + 1 :]
    if clause.below or not label or not rest or amounts_in(rest, lexicon) or stage_at(tokens, 0, lexicon):
        return None
    if not label[0].raw[:1].isupper() or any(t.kind not in ("word", "number") for t in label):
        return None
    if any(t.is_word(*_NO_LABELS) for t in label) or (rest[-1].kind == "number" and len(rest) == 1):
        return None
    name = "".join(("-" if t.is_joined else " ") + t.raw for t in label)[1:]
    at = label[0].start
    segment = Token("word", "segment", "segment", at, at)
    text = Token("text", name, name, at, label[-1].end)
    colon = Token("sign", ":", ":", tokens[sign].start, tokens[sign].end)
    return replace(clause, tokens=(segment, text, colon, *rest))
