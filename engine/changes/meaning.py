"""What a part of a model means, as a value: equal for two parts that mean the same however they are written.

The order of what stands in `and`, `or`, lists and unions, definitions and signals, double negations, letters that
are folded anyway: none of it makes a difference. Resets are left out: a group's are compared with the group, and would
make each of its rules look changed. Two values can differ though no lead would ever show it; never the other way round.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import cast

from ...dsl import model as m
from ...dsl.comparing import fold, words
from ...dsl.source import Place
from ...dsl.types import Value
from ..plan import as_count

Meaning = Hashable

_SAME_NAMES: Mapping[str, str] = {}


def meaning(part: object, groups: Mapping[str, str] = _SAME_NAMES) -> Meaning:
    """``groups``: names of groups that are to be taken for others."""
    match part:
        case m.Named(condition) | m.Not(m.Not(condition)):
            return meaning(condition, groups)
        case m.AllOf() | m.AnyOf():
            return _joined(type(part), part.parts, groups)
        case m.AtLeast(number, parts):
            return _at_least(number, parts, groups)
        case m.Exists():
            return meaning(as_count(part), groups)
        case m.Not(m.Exists(events, wanted)):
            return meaning(m.Exists(events, not wanted), groups)
        case m.Between(left, low, high):
            return meaning(m.AllOf((m.Relation(left, ">=", low), m.Relation(left, "<=", high))), groups)
        case m.Relation(left, sign, right):
            return "relation", meaning(left, groups), sign, _constant(right)
        case m.Among(left, values, negated):
            constants = frozenset(map(_constant, values))
            if len(constants) == 1:
                return "relation", meaning(left, groups), "!=" if negated else "=", *constants
            return "among", meaning(left, groups), constants, negated
        case m.TextTest(left, sign, patterns, negated):
            as_compared = words if sign == "mentions" else fold
            return "text", meaning(left, groups), sign, frozenset(map(as_compared, patterns)), negated
        case m.GroupPoints(group):
            return "points", groups.get(group, group)
        case m.Stream(alternatives):
            return "stream", _all_of(alternatives, groups)
        case m.Events(stream, windows):
            return "events", meaning(stream, groups), _all_of(windows, groups)
        case m.Sequence(steps, spanning, windows):
            return "sequence", meaning(steps, groups), spanning, _all_of(windows, groups)
        case m.Points(sign, amount):
            return sign * amount if isinstance(amount, int) else (sign, meaning(amount, groups))
        case m.Rule():
            return meaning((part.condition, part.body, part.first_day, part.last_day), groups)
        case _:
            return _as_it_stands(part, groups)


def _as_it_stands(part: object, groups: Mapping[str, str]) -> Meaning:
    if isinstance(part, tuple):
        return tuple(meaning(item, groups) for item in cast("tuple[object, ...]", part))
    if is_dataclass(part) and not isinstance(part, type | Place):
        counted = (getattr(part, f.name) for f in fields(part) if f.compare)
        return (type(part).__name__, *(meaning(cast("object", value), groups) for value in counted))
    return cast("Hashable", part)


def _constant(value: Value) -> Meaning:
    if isinstance(value, str):
        return fold(value)
    return type(value).__name__, value


def _all_of(items: Iterable[object], groups: Mapping[str, str]) -> frozenset[Meaning]:
    return frozenset(meaning(item, groups) for item in items)


def _joined(kind: type[m.AllOf] | type[m.AnyOf], parts: Iterable[m.Condition], groups: Mapping[str, str]) -> Meaning:
    found = frozenset(meaning(part, groups) for part in _flat(kind, parts))
    if len(found) == 1:
        (only,) = found
        return only
    return kind.__name__, found


def _flat(kind: type[m.AllOf] | type[m.AnyOf], parts: Iterable[m.Condition]) -> Iterator[m.Condition]:
    """The parts, with those of parts of the same kind in their place."""
    for part in parts:
        inner = unnamed(part)
        if isinstance(inner, m.Between) and kind is m.AllOf:
            inner = m.AllOf((m.Relation(inner.left, ">=", inner.low), m.Relation(inner.left, "<=", inner.high)))
        if isinstance(inner, kind):
            yield from _flat(kind, inner.parts)
        else:
            yield inner


def _at_least(number: int, parts: tuple[m.Condition, ...], groups: Mapping[str, str]) -> Meaning:
    if number == 1:
        return _joined(m.AnyOf, parts, groups)
    if number == len(parts):
        return _joined(m.AllOf, parts, groups)
    return "at least", number, frozenset(Counter(meaning(part, groups) for part in parts).items())


def unnamed(condition: m.Condition) -> m.Condition:
    """A condition without the name of its definition."""
    while isinstance(condition, m.Named):
        condition = condition.condition
    return condition
