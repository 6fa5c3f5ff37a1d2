"""Follow-ups that change points by so much: "5 more for the webinar", "double the demo", "raise it by 10"."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from ....dsl import nodes as n
from ...drafts import Question
from ...reading.numbers import phrases, words_at, written
from ...reading.tokens import Token
from ..names.lexicon import Lexicon
from .amending import COMPARED
from .places import Edit, Part, label_of, meant_in, one_of

_UP: Final = frozenset("raise increase bump boost more up extra higher add additional further".split())
_DOWN: Final = frozenset("lower decrease reduce drop cut less fewer down knock take".split())
_FACTORS: Final[Mapping[str, Decimal]] = {
    "double": Decimal(2), "doubled": Decimal(2), "twice": Decimal(2), "triple": Decimal(3), "tripled": Decimal(3),
    "halve": Decimal("0.5"), "halved": Decimal("0.5"), "half": Decimal("0.5"),
}  # fmt: skip
_OTHER: Final = frozenset(
    "day days week weeks month months hour hours year years every each per until max cap within last visits "
    "times".split()
)
_FILL: Final = frozenset(
    "by points point pts for the to on off of from as many much value worth both everything all".split()
)


def relative(
    said: str, tokens: Sequence[Token], parts: Sequence[Part], lexicon: Lexicon, answers: Mapping[str, str]
) -> Sequence[Edit] | Question | None:
    """Other points, counted from those that are there."""
    if any(t.text in _OTHER for t in tokens):
        return None
    numbers = [t for t in tokens if t.kind == "number"]
    factor = next((_FACTORS[t.text] for t in tokens if t.kind == "word" and t.text in _FACTORS), None)
    step: Decimal | None = None
    if factor is None:
        step = _step(tokens, numbers)
        if step is None:
            return None
    elif numbers:
        return None
    rest = [
        t for t in tokens
        if t.kind == "word" and t.text not in _UP | _DOWN | _FILL and t.text not in _FACTORS
    ]  # fmt: skip
    meant = meant_in(rest, [p for p in parts if isinstance(p.statement, n.Rule)])
    if meant is None:
        return None
    says_points = any(t.is_word("points", "point", "pts") or t.unit in ("pts", "points", "pt") for t in tokens)
    if not says_points and any(m[1] for p in meant for m in COMPARED.finditer(p.text)):
        return None  # it may as well be how often something happens
    places: list[tuple[Edit, str]] = []
    for p in meant:
        rule = p.statement
        assert isinstance(rule, n.Rule)
        effect = rule.body.effect if isinstance(rule.body, n.Tally) else rule.body
        if not isinstance(effect, n.Effect) or not isinstance(effect.amount, n.Number):
            continue
        now = effect.amount.value
        new = now * factor if factor is not None else now + (step or 0)
        if new <= 0 or new != round(new, 2):
            return None
        places.append((Edit(effect.amount.span.start, effect.amount.span.end, written(new)), label_of(p)))
    if any(t.is_word("both", "everything", "all") for t in tokens) and len(places) > 1:
        return [e for e, _ in places]
    return one_of(places, f"Which points does “{' '.join(said.split())[:80]}” change?", answers)


def _step(tokens: Sequence[Token], numbers: Sequence[Token]) -> Decimal | None:
    """ "raise it by 10", "5 more for the webinar": how much more, or less."""
    if len(numbers) != 1:
        return None
    t = numbers[0]
    if (
        t.value is None
        or t.money
        or t.percent
        or t.or_more
        or t.signed == "-"
        or t.unit not in ("", "pts", "pt", "points")
    ):
        return None
    at = next(i for i, x in enumerate(tokens) if x is t)
    end = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].is_word("points", "pts", "point"))
    is_by = at > 0 and tokens[at - 1].is_word("by")
    behind = words_at(tokens, end, phrases("more|extra|higher|less|fewer|lower"))
    if not (is_by or behind):
        return None
    words = {x.text for x in (tokens[:at] if is_by else tokens[end : end + behind])}
    if bool(words & _UP) == bool(words & _DOWN):
        return None
    return t.value if words & _UP else -t.value
