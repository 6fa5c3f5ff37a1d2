"""What follows from what: whether one condition is true whenever another is, and pairs that say nothing together."""

from . import model
from .comparing import fold, words
from .comparing import text_test as fits
from .sets import allowed, both, covers, is_empty, is_within, measured, union
from .types import NUMBER_SCALE, Type


def implies(a: model.Condition, b: model.Condition) -> bool:
    """Whether ``b`` is certainly true whenever ``a`` is; False where that cannot be told."""
    if a == b:
        return True
    match a:
        case model.Named(inner):
            return implies(inner, b)
        case model.AnyOf(parts):
            return all(implies(part, b) for part in parts)
        case _:
            pass
    match b:
        case model.Named(inner):
            return implies(a, inner)
        case model.AllOf(parts):
            return all(implies(a, part) for part in parts)
        case model.AnyOf(parts) if any(implies(a, part) for part in parts):
            return True
        case model.TextTest() if isinstance(a, model.TextTest) and a.left == b.left:
            return not a.negated and not b.negated and all(_pattern_implies(a.sign, p, b) for p in a.patterns)
        case _:
            pass
    if isinstance(a, model.AllOf):
        return any(implies(part, b) for part in a.parts)
    return _values_imply(a, b) or _count_implies(a, b)


def _values_imply(a: model.Condition, b: model.Condition) -> bool:
    one = allowed(a)
    if one is None:
        return False
    if isinstance(b, model.TextTest) and b.left == one[0]:
        texts = _texts(a)
        return texts is not None and all(any(fits(b.sign, t, p) for p in b.patterns) != b.negated for t in texts)
    other = allowed(b)
    return other is not None and one[0] == other[0] and is_within(one[1], other[1])


def _texts(condition: model.Condition) -> tuple[str, ...] | None:
    match condition:
        case model.Relation(sign="=", right=str(text)):
            return (text,)
        case model.Among(values=values, negated=False):
            return tuple(str(v) for v in values)
        case _:
            return None


def _pattern_implies(sign: model.TextSign, pattern: str, b: model.TextTest) -> bool:
    return any(_text_implies(sign, pattern, b.sign, other) for other in b.patterns)


def _text_implies(sign: model.TextSign, pattern: str, other_sign: model.TextSign, other: str) -> bool:
    """Whether a text that ``pattern`` fits certainly is one that ``other`` fits."""
    a, b = fold(pattern), fold(other)
    match other_sign:
        case "contains":
            one_word = sign != "mentions" or (words(a).strip() == a and " " not in a)
            return sign != "matches" and one_word and b in a
        case "starts with" | "ends with":
            return sign == other_sign and (a.startswith(b) if sign == "starts with" else a.endswith(b))
        case "mentions":
            return sign == "mentions" and words(b) in words(a)
        case "matches":
            return sign == "matches" and a == b


def _count_implies(a: model.Condition, b: model.Condition) -> bool:
    """`x within 7d` is true only if `x within 30d` is; `x visits >= 3` only if `x visits >= 2`."""
    one, other = _at_least(a), _at_least(b)
    if one is None or other is None:
        return False
    (events, number), (wider, least) = one, other
    return (
        number >= least
        and events.stream == wider.stream
        and set(wider.resets) <= set(events.resets)
        and all(any(_narrower(w, v) for w in events.windows) for v in wider.windows)
    )


def _at_least(condition: model.Condition) -> tuple[model.Events, int] | None:
    match condition:
        case model.Exists(events, True):
            return events, NUMBER_SCALE
        case model.Relation(model.Count(events), (">=" | ">" | "=") as sign, int(right)):
            return events, right + (sign == ">")
        case _:
            return None


def _narrower(a: model.Window, b: model.Window) -> bool:
    match a, b:
        case model.Within(x), model.Within(y):
            return x <= y
        case model.BetweenAgo(_, far), model.Within(y):
            return far <= y
        case model.BetweenAgo(near, far), model.BetweenAgo(other_near, other_far):
            return near >= other_near and far <= other_far
        case model.FromMoment(x), model.FromMoment(y):
            return x >= y
        case _:
            return a == b


# --- pairs


def never_both(a: model.Condition, b: model.Condition) -> bool:
    """Whether two conditions, each of which can be true, are certainly never true together."""
    if measured(a) != measured(b):
        return False
    one, other = allowed(a), allowed(b)
    if one is None or other is None or one[0] != other[0]:
        return isinstance(a, model.IsKnown) and isinstance(b, model.IsKnown) and a.measure == b.measure and a != b
    return is_empty(both(one[1], other[1])) and not is_empty(one[1]) and not is_empty(other[1])


def always_one(a: model.Condition, b: model.Condition) -> bool:
    """Whether one of two conditions, neither of which says nothing by itself, is true whatever the value is."""
    if measured(a) != measured(b):
        return False
    one, other = allowed(a), allowed(b)
    if one is None or other is None or one[0] != other[0] or one[0].type is Type.FLAG:
        return False
    measure = one[0]
    return covers(union([one[1], other[1]], measure), measure) and not any(
        covers(v, measure) for v in (one[1], other[1])
    )


def always_same(condition: model.Condition) -> bool | None:
    """Whether a comparison is never (False) or always (True) true, whatever its measure is; None: neither."""
    if isinstance(condition, model.Ratio):
        return condition.sign in ("=", "<=", ">=") if _of_itself(condition) else None
    if isinstance(measured(condition), _ANYTHING):
        return None
    found = allowed(condition)
    if found is None or isinstance(condition, model.Exists | model.IsTrue | model.Named | model.Not):
        return None
    measure, values = found
    if is_empty(values):
        return False
    return True if covers(values, measure) and not isinstance(measure, model.DaysSinceEvent) else None


_ANYTHING = (model.FieldValue, model.PropertyValue, model.CalendarDay, model.DomainOf, model.Total, model.Average)
"""Measures of which no single comparison is true of all values, or of none."""


def _of_itself(ratio: model.Ratio) -> bool:
    return ratio.left == ratio.right and ratio.percent == 100 * NUMBER_SCALE
