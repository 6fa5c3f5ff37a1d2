"""Follow-ups about the thresholds of a grade: "make A 85", "B from 60"."""

from collections.abc import Mapping, Sequence
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import written
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .places import FILL, Edit, Part, label_of, one_of

_SAYS: Final = FILL | frozenset(
    "grade from starts start begins begin above over score or more threshold should".split()
)


def regraded(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Another threshold for the one letter that is named."""
    numbers = [t for t in tokens if t.kind == "number"]
    if len(numbers) != 1 or numbers[0].value is None or numbers[0].money or numbers[0].percent or numbers[0].signed:
        return None
    places: list[tuple[Edit, str]] = []
    for p in parts:
        for node in n.walk(p.statement) if isinstance(p.statement, n.Grade) else ():
            if not isinstance(node, n.GradeBand) or not isinstance(node.threshold, n.Number):
                continue
            label = node.label.text if isinstance(node.label, n.Name) else ""
            named = [t for t in tokens if t.raw == label]
            others = [t for t in tokens if t is not numbers[0] and t not in named and not t.is_sign(":", "=", ",")]
            if len(named) == 1 and all(t.is_word(*_SAYS) for t in others):
                span = node.threshold.span
                places.append((Edit(span.start, span.end, written(numbers[0].value)), f"{label} of {label_of(p)}"))
    return one_of(places, f"Which grade is to be from {written(numbers[0].value)}?", answers)
