"""Two sentences of which the second says how many points the first is: "Pricing visits add points. 10 each, max 30"."""

from collections.abc import Sequence
from typing import Final

from ...reading.outline import Clause
from ...reading.tokens import Token
from ...reading.words import HARMLESS, stem
from ..names.lexicon import Lexicon
from .amounts import amounts_in
from .effects import effect_of
from .unsaid import unsaid_in, without_open_limit

_ANY: Final = frozenset("time occurrence event one instance case that this it those them these".split())


def with_numbers_behind(clauses: Sequence[Clause], lexicon: Lexicon) -> list[Clause]:
    """The clauses, a sentence that gives points without a number joined with the one behind it that has the number."""
    found: list[Clause] = []
    for clause in clauses:
        before = found[-1] if found else None
        whole = _joined(before, clause, lexicon) if before is not None else None
        if whole is None:
            found.append(clause)
        else:
            found[-1] = whole
    return found


def _joined(before: Clause, clause: Clause, lexicon: Lexicon) -> Clause | None:
    if before.below or clause.below or amounts_in(before.tokens, lexicon):
        return None
    unsaid = unsaid_in(without_open_limit(before.tokens))
    if unsaid is None or unsaid.sign < 0 or not _is_only_effect(clause.tokens, unsaid.rest, lexicon):
        return None
    comma = Token("sign", ",", ",", before.end, before.end)
    tokens = (*unsaid.rest, comma, *clause.tokens)
    return Clause(tokens, before.start, clause.end, before.level, before.is_item)


def _is_only_effect(tokens: Sequence[Token], subject: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a sentence has an amount and no subject but words such as "a visit"."""
    if len(amounts_in(tokens, lexicon)) != 1:
        return False
    effect = effect_of(tokens, lexicon)
    said = {stem(t.text) for t in subject if t.kind == "word"}
    return effect.amount is not None and all(
        t.is_sign(",", ":", "-", "(", ")")
        or (t.kind == "word" and (t.text in HARMLESS or t.text in _ANY or stem(t.text) in said))
        for t in effect.rest
    )
