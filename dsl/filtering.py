"""Whether an event passes a filter: the meaning of conditions on its properties alone."""

from collections.abc import Mapping
from functools import lru_cache

from . import model
from .comparing import Comparable, Truth, at_least, both, domain, either, key, negation, relation, text_test
from .model import Condition, Measure
from .types import Type, Value
from .zones import Calendar


def passes(condition: Condition | None, properties: Mapping[str, Value], calendar: Calendar, as_of: int | None) -> bool:
    """Only true counts. ``as_of``: microseconds; None where there is no clock (`within`, `older than` are unknown)."""
    return condition is None or truth(condition, properties, calendar, as_of) is True


def truth(condition: Condition, properties: Mapping[str, Value], calendar: Calendar, as_of: int | None) -> Truth:
    match condition:
        case model.AllOf(parts):
            return both(truth(p, properties, calendar, as_of) for p in parts)
        case model.AnyOf(parts):
            return either(truth(p, properties, calendar, as_of) for p in parts)
        case model.AtLeast(number, parts):
            return at_least(number, [truth(p, properties, calendar, as_of) for p in parts])
        case model.Not(part):
            return negation(truth(part, properties, calendar, as_of))
        case model.Named(part):
            return truth(part, properties, calendar, as_of)
        case (
            model.IsTrue(left)
            | model.IsKnown(left)
            | model.Relation(left)
            | model.Among(left)
            | model.Between(left)
            | model.TextTest(left)
            | model.Recent(left)
            | model.Older(left)
        ):
            return value_truth(condition, value(left, properties, calendar), left.type, calendar, as_of)
        case _:
            raise AssertionError(condition)


def value(measure: Measure, properties: Mapping[str, Value], calendar: Calendar) -> Value | None:
    match measure:
        case model.PropertyValue(name):
            return properties.get(name)
        case model.CalendarDay(of):
            at = value(of, properties, calendar)
            return None if at is None else calendar.day(int(at))
        case model.DomainOf(of):
            text = value(of, properties, calendar)
            return None if text is None else domain(str(text))
        case _:
            raise AssertionError(measure)


@lru_cache(1024)
def _keys(values: tuple[Value, ...]) -> frozenset[Comparable]:
    return frozenset(key(v) for v in values)


SingleValue = (
    model.IsTrue
    | model.IsKnown
    | model.Relation
    | model.Among
    | model.Between
    | model.TextTest
    | model.Recent
    | model.Older
)


def value_truth(condition: SingleValue, left: object, type: Type, calendar: Calendar, as_of: int | None) -> Truth:
    """A condition on one measure, whose value (None: missing) is ``left``."""
    if isinstance(condition, model.IsKnown):
        return (left is not None) == condition.known
    if left is None:
        return None
    match condition:
        case model.IsTrue():
            return left is True
        case model.Relation(sign=sign, right=right):
            return relation(left, sign, right)  # type: ignore[arg-type]
        case model.Among(values=values, negated=negated):
            return (key(left) in _keys(values)) != negated  # type: ignore[arg-type]
        case model.Between(low=low, high=high):
            return relation(low, "<=", left) and relation(left, "<=", high)  # type: ignore[arg-type]
        case model.TextTest(sign=sign, patterns=patterns, negated=negated):
            return any(text_test(sign, left, p) for p in patterns) != negated  # type: ignore[arg-type]
        case model.Recent(length=length):
            at = calendar.first_instant(left) if type is Type.DATE else left  # type: ignore[arg-type]
            return None if as_of is None else as_of - length < at <= as_of  # type: ignore[operator]
        case model.Older(length=length):
            at = calendar.first_instant(left) if type is Type.DATE else left  # type: ignore[arg-type]
            return None if as_of is None else at <= as_of - length  # type: ignore[operator]
