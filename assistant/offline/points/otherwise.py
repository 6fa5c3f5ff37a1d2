"""Rules of which only the first that fits counts: "if A: 20, else if B: 10, else 5"."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.ruled import is_else
from ...reading.tokens import Token
from ..conditions.condition import Fact, Happened, leaves
from .bands import row_of
from .outcome import Outcome
from .statements import ChooseRule, PointsRule, Span, Statement, TableRule
from .tables import as_fact

_ELSE_IF: Final = phrases("else if|otherwise if|else when|elseif|elsif|elif|or else if|otherwise when|if not but")

ReadPoints = Callable[[Sequence[Token], Span, Outcome], list[Statement] | None]


def chained(tokens: Sequence[Token]) -> list[list[Token]] | None:
    """The parts of a chain, each without its "else"; None if there is no "else if"."""
    if not any(words_at(tokens, i, _ELSE_IF) or _has_amount_behind(tokens, i) for i in range(1, len(tokens))):
        return None
    parts: list[list[Token]] = [[]]
    for i, t in enumerate(tokens):
        if i and is_else(tokens, i):
            parts.append([])
            continue
        parts[-1].append(t)
    return [_bare(p) for p in parts]


def _has_amount_behind(tokens: Sequence[Token], at: int) -> bool:
    """ "else 20 for a trial"."""
    if not is_else(tokens, at) or at + 3 >= len(tokens) or tokens[at + 1].kind != "number":
        return False
    behind = at + 2 + tokens[at + 2].is_word("points", "pts", "point")
    return behind < len(tokens) and tokens[behind].is_word("for", "if", "when")


def _bare(part: Sequence[Token]) -> list[Token]:
    found = list(part)
    while found and (found[-1].is_sign(",", ";", ".", ":") or found[-1].is_word("or", "and", "but")):
        found.pop()
    while found and found[0].is_sign(",", ":", "=", "→"):
        found.pop(0)
    return found


def first_that_fits(parts: Sequence[Sequence[Token]], outcome: Outcome, read: ReadPoints) -> list[Statement] | None:
    """The rules of a chain, each for those for whom none before it holds; None if one of them cannot be read."""
    rest = _amount(parts[-1])
    rules: list[PointsRule] = []
    for part in parts if rest is None else parts[:-1]:
        found = read(part, Span(part[0].start, part[-1].end), outcome) if part else None
        if found is None or len(found) != 1 or not isinstance(found[0], PointsRule):
            return None
        if found[0].effect.has_tally or found[0].effect.fade or outcome.questions:
            return None
        rules.append(found[0])
    if len(rules) < 2:
        return None
    span = Span(rules[0].span.start, parts[-1][-1].end)
    facts = [as_fact(r.condition) for r in rules]
    if all(f is not None and f.field for f in facts) and len({f.field for f in facts if f}) == 1:
        rows = [(row_of(f) or "", r.effect.amount or Decimal(0)) for f, r in zip(facts, rules, strict=True) if f]
        if rest:
            rows.append(("otherwise", rest))
            outcome.notes.append(
                f"what “else” says holds for a lead whose {facts[0].field if facts[0] else ''} is unknown as well"
            )
        is_field = isinstance(rules[0].condition, Fact)
        return [
            TableRule(facts[0].field if facts[0] else "", rows, span, "" if is_field or not facts[0] else facts[0].name)
        ]
    if not all(isinstance(c, Fact | Happened) for r in rules for c in leaves(r.condition)):
        return None
    outcome.notes.append("of rules joined by “else” only the first that fits gives its points")
    rows = tuple((r.condition, r.effect.amount or Decimal(0)) for r in rules)
    return [ChooseRule("", [], span, conditions=rows, rest=rest or None)]


def _amount(part: Sequence[Token]) -> Decimal | None:
    """The points that the others get: "0", "+5 points"."""
    words = [
        t
        for t in part
        if not (t.is_word("points", "point", "pts", "then", "score", "add", "give", "gets") or t.kind == "sign")
    ]
    if len(words) != 1 or words[0].value is None or words[0].kind != "number" or words[0].percent:
        return None
    minus = words[0].signed == "-" or any(t.is_sign("-") for t in part)
    return -words[0].value if minus else words[0].value
