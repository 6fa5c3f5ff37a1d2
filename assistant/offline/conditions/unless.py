"""Conditions with an exception: "unless they asked for a demo", "except if they are a customer"."""

from collections.abc import Sequence
from typing import Final

from ...reading.numbers import phrases, words_at
from ...reading.tokens import Token
from .condition import Condition, Fact, Happened, Joined, Open, Opposite, joined
from .negation import not_known_to_be

_UNLESS: Final = phrases(
    "unless|except if|except when|except where|but not if|but not when|but not where|except they|unless of course|"
    "only not if|excepting if|save if|except in case|as long as not|but not if they"
)


def unless_at(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """The words of a condition and those of its exception, wherever "unless" stands; None if there is none, or two."""
    found = [(i, size) for i in range(len(tokens)) if (size := words_at(tokens, i, _UNLESS))]
    if not found:
        return None
    at, size = found[0]
    if len(found) > 1:
        return (), ()
    before, behind = list(tokens[:at]), list(tokens[at + size :])
    if any(t.kind != "sign" for t in before):
        depth = sum(t.is_sign("(") - t.is_sign(")") for t in before)
        if depth > 0:  # "(unless they are students)"
            close = next((i for i, t in enumerate(behind) if t.is_sign(")")), -1)
            if close < 0 or not before[-1].is_sign("("):
                return (), ()
            return [*before[:-1], *behind[close + 1 :]], behind[:close]
        return before, behind
    comma = next((i for i, t in enumerate(behind) if t.is_sign(",")), -1)
    return (behind[comma + 1 :], behind[:comma]) if comma > 0 else ((), ())


def spared(condition: Condition, exception: Condition) -> Condition:
    """The condition where the exception does not hold, as far as is known."""
    return joined("all", [condition, excluded(exception)])


def excluded(condition: Condition) -> Condition:
    """The condition turned round: where nothing is known it is taken not to hold."""
    match condition:
        case Joined("any", parts):
            return joined("all", [excluded(p) for p in parts])
        case Joined("all", parts):
            return joined("any", [excluded(p) for p in parts])
        case Fact(text=text, field=field) if field and text.startswith(f"{field} ") and not condition.is_loose:
            found = not_known_to_be(condition)
            if found.is_loose or text.endswith((" is known", " is unknown")):
                return found
            return Fact(f"{field} is unknown or not ({text})", f"not_{condition.name}"[:40], field, is_loose=True)
        case Happened(bound=None, measure=""):
            return Happened(
                condition.source, condition.noun, "", None, not condition.negated, condition.window, condition.name
            )
        case Opposite(part):
            return part
        case Open():
            return condition
        case _:
            return Opposite(condition)
