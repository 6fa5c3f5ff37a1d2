"""Sets of values of one measure: what a comparison lets through, what a measure can be at all.

Numbers, dates and times are whole numbers inside (millionths, days, microseconds), so a set of them is a tuple of
closed ranges; texts and flags are listed, or all but those listed.
"""

from dataclasses import dataclass, replace

from . import model
from .comparing import fold
from .types import NUMBER_SCALE, POINT_SCALE, Type, Value

_FAR = 10**30
"""Beyond any value."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Whole numbers in closed ranges, rising, apart from each other."""

    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The values (texts folded), or with ``others`` all but those."""

    values: frozenset[str | bool]
    others: bool = False


Values = Ranges | Listed

EVERY_NUMBER = Ranges(((-_FAR, _FAR),))
NEVER_UNKNOWN = (model.Count, model.ActiveDays, model.Distinct, model.Total, model.Score, model.GroupPoints)
_COUNTED = (model.Count, model.ActiveDays, model.Distinct, model.DaysSinceEvent)


def step(measure: model.Measure) -> int:
    """What the values of a measure of numbers are multiples of."""
    if isinstance(measure, (*_COUNTED, model.DaysFromField)):
        return NUMBER_SCALE
    if isinstance(measure, model.Score | model.GroupPoints):
        return NUMBER_SCALE // POINT_SCALE
    return 1


def possible(measure: model.Measure) -> Values | None:
    """The values that a measure can have; None for texts, which can be anything."""
    if isinstance(measure, _COUNTED):
        return Ranges(((0, _FAR),))
    if measure.type is Type.FLAG:
        return Listed(frozenset({True, False}))
    return Listed(frozenset(), others=True) if measure.type is Type.TEXT else EVERY_NUMBER


def allowed(condition: model.Condition) -> tuple[model.Measure, Values] | None:
    """The measure that a comparison is of, and for which of its values it is true; None if it is no such thing."""
    match condition:
        case model.Named(inner):
            return allowed(inner)
        case model.Exists(events, wanted):
            return _only_possible(model.Count(events), _number(">=" if wanted else "<", NUMBER_SCALE))
        case model.IsTrue(measure):
            return measure, Listed(frozenset({True}))
        case model.Not(part):
            inner = allowed(part)
            return None if inner is None else _only_possible(inner[0], complement(inner[1]))
        case model.Relation(measure, sign, right):
            found = _relation(sign, right)
        case model.Among(measure, values, negated):
            found = _among(values)
            if negated:
                found = complement(found)
        case model.Between(measure, low, high):
            if not (_is_number(low) and _is_number(high)):
                return None
            found = both(_number(">=", int(low)), _number("<=", int(high)))
        case _:
            return None
    return None if found is None else _only_possible(measure, found)


def measured(condition: model.Condition) -> model.Measure | None:
    """The measure that a comparison is of, as ``allowed`` has it, at less cost; None if it is no such thing."""
    match condition:
        case model.Named(inner) | model.Not(inner):
            return measured(inner)
        case model.Exists(events):
            return model.Count(events)
        case model.IsTrue(measure) | model.Relation(measure) | model.Among(measure) | model.Between(measure):
            return measure
        case _:
            return None


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _only_possible(measure: model.Measure, values: Values) -> tuple[model.Measure, Values]:
    whole = possible(measure)
    if whole is not None:
        values = both(values, whole)
    each = step(measure)
    if isinstance(values, Ranges) and each > 1:
        values = Ranges(tuple((-(-low // each) * each, high // each * each) for low, high in values.ranges))
        values = Ranges(tuple((low, high) for low, high in values.ranges if low <= high))
        values = _joined(values, each)
    return measure, values


def _relation(sign: model.Sign, right: Value) -> Values | None:
    if _is_number(right):
        return _number(sign, int(right))
    if sign not in ("=", "!="):
        return None
    return Listed(frozenset({_key(right)}), others=sign == "!=")


def _key(value: Value) -> str | bool:
    return fold(value) if isinstance(value, str) else bool(value)


def _number(sign: model.Sign, right: int) -> Ranges:
    match sign:
        case "=":
            return Ranges(((right, right),))
        case "!=":
            return Ranges(((-_FAR, right - 1), (right + 1, _FAR)))
        case "<":
            return Ranges(((-_FAR, right - 1),))
        case "<=":
            return Ranges(((-_FAR, right),))
        case ">":
            return Ranges(((right + 1, _FAR),))
        case ">=":
            return Ranges(((right, _FAR),))


def _among(values: tuple[Value, ...]) -> Values:
    if values and all(_is_number(v) for v in values):
        return _joined(Ranges(tuple(sorted((int(v), int(v)) for v in values))), 1)
    return Listed(frozenset(_key(v) for v in values))


# --- what sets do


def complement(values: Values) -> Values:
    if isinstance(values, Listed):
        return replace(values, others=not values.others)
    result: list[Range] = []
    begin = -_FAR
    for low, high in values.ranges:
        if begin < low:
            result.append((begin, low - 1))
        begin = high + 1
    if begin <= _FAR:
        result.append((begin, _FAR))
    return Ranges(tuple(result))


def either(a: Values, b: Values) -> Values:
    return complement(both(complement(a), complement(b)))


def both(a: Values, b: Values) -> Values:
    match a, b:
        case Ranges(), Ranges():
            found = [(max(x[0], y[0]), min(x[1], y[1])) for x in a.ranges for y in b.ranges]
            return Ranges(tuple(sorted((low, high) for low, high in found if low <= high)))
        case Listed(x, x_others), Listed(y, y_others):
            if not x_others:
                return Listed(x - y if y_others else x & y)
            return Listed(x | y, others=True) if y_others else Listed(y - x)
        case _:
            return Listed(frozenset())


def is_empty(values: Values) -> bool:
    return not (values.ranges if isinstance(values, Ranges) else values.values or values.others)


def is_within(a: Values, b: Values) -> bool:
    return is_empty(both(a, complement(b)))


def covers(values: Values, measure: model.Measure) -> bool:
    """Whether a measure can have no other value."""
    whole = possible(measure)
    return whole is not None and is_within(_only_possible(measure, whole)[1], values)


def _joined(values: Ranges, each: int) -> Ranges:
    """Ranges with nothing possible between them made one."""
    result: list[Range] = []
    for low, high in values.ranges:
        if result and low - result[-1][1] <= each:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return Ranges(tuple(result))


def union(parts: list[Values], measure: model.Measure) -> Values:
    """All of the sets as one, as far as the measure can have the values."""
    numbers = [r for p in parts if isinstance(p, Ranges) for r in p.ranges]
    if numbers:
        return _joined(Ranges(tuple(sorted(numbers))), step(measure))
    result: Values = Listed(frozenset())
    for part in parts:
        result = either(result, part)
    return result
