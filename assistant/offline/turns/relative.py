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
from .places import Edit, Part, label_of, meant_in, one_of, with_rows

_UP: Final = frozenset("raise increase bump boost more up extra higher add additional further".split())
_DOWN: Final = frozenset("lower decrease reduce drop cut less fewer down knock take shave put".split())
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
    rules = [p for p in parts if isinstance(p.statement, n.Rule)]
    meant = meant_in(rest, with_rows(rules)) or meant_in(rest, rules)
    if meant is None:
        return None
    says_points = any(t.is_word("points", "point", "pts") or t.unit in ("pts", "points", "pt") for t in tokens)
    places: list[tuple[Edit, str]] = []
    for p in meant:
        if not says_points and any(m[1] for m in COMPARED.finditer(p.text)) and factor is None:
            return None  # it may as well be how often something happens
        amount = _amount(p)
        if amount is None:
            continue
        now = amount.value
        new = now * factor if factor is not None else now + (step or 0)
        if new <= 0 or new != round(new, 2):
            return None
        places.append((Edit(amount.span.start, amount.span.end, written(new)), label_of(p)))
        if says_points or factor is None:
            continue
        for m in COMPARED.finditer(p.text):
            if m[3] and m[3].isdigit() and (times := int(m[3]) * factor) == int(times):
                places.append(
                    (Edit(p.start + m.start(3), p.start + m.end(3), str(int(times))), f"{m[0]} of {label_of(p)}")
                )
    if any(t.is_word("both", "everything", "all") for t in tokens) and len(places) > 1:
        return [e for e, _ in places]
    return one_of(places, f"Which points does “{' '.join(said.split())[:80]}” change?", answers)


def _amount(part: Part) -> n.Number | None:
    """The points of a rule, or of a row of a table, if they are a number."""
    rule = part.statement
    assert isinstance(rule, n.Rule)
    body = rule.body
    if part.is_row and isinstance(body, n.Table):
        body = next(r.effect for r in body.rows if r.span.start == part.start)
    effect = body.effect if isinstance(body, n.Tally) else body
    return effect.amount if isinstance(effect, n.Effect) and isinstance(effect.amount, n.Number) else None


def _step(tokens: Sequence[Token], numbers: Sequence[Token]) -> Decimal | None:
    """ "raise it by 10", "5 more for the webinar": how much more, or less."""
    if len(numbers) != 1:
        return None
    t = numbers[0]
    if t.value is None or t.money or t.percent or t.or_more or t.signed == "-" or not t.may_be_points:
        return None
    at = next(i for i, x in enumerate(tokens) if x is t)
    end = at + 1 + (at + 1 < len(tokens) and tokens[at + 1].is_word("points", "pts", "point"))
    if (
        at == 1
        and tokens[0].is_word("take", "knock", "shave", "cut")
        and end < len(tokens)
        and tokens[end].is_word("off")
    ):
        return -t.value  # "take 5 off the webinar"
    if at == 1 and tokens[0].is_word("add", "put") and end < len(tokens) and tokens[end].is_word("to", "on"):
        return t.value
    is_by = at > 0 and tokens[at - 1].is_word("by")
    behind = words_at(tokens, end, phrases("more|extra|higher|less|fewer|lower"))
    if not (is_by or behind):
        return None
    words = {x.text for x in (tokens[:at] if is_by else tokens[end : end + behind])}
    if bool(words & _UP) == bool(words & _DOWN):
        return None
    return t.value if words & _UP else -t.value
