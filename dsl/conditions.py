"""Conditions and measures: from nodes to the model."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Literal as OneOf
from typing import assert_never

from . import codes, model, streams
from . import nodes as n
from .constants import A_TYPE, KINDS, TYPE_OF, Scope, Use, constant, duration, percent_millionths
from .diagnostics import Edit, Fix, Related
from .implied import always_one, always_same, never_both
from .model import Condition, Measure
from .parse import DEEPEST
from .types import Type, Value
from .words import written_name

MOST_UNFOLDED = 100_000
"""So many times a definition may be unfolded in one model: two that each name another twice double it."""

_SIGNS: dict[str, model.Sign] = {
    "=": "=",
    "is": "=",
    "!=": "!=",
    "is not": "!=",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
}


def condition(node: n.Condition, scope: Scope) -> Condition | None:
    """What a condition means; None after a report."""
    match node:
        case n.Either(parts):
            _mixed(node, scope)
            _last_window(node, parts, scope)
            found = _all(parts, scope)
            if found is None:
                return None
            _say_nothing(parts, found, always_one, "one of the two is always true", scope)
            return model.AnyOf(found)
        case n.Both(parts):
            _last_window(node, parts, scope)
            found = _all(parts, scope)
            if found is None:
                return None
            _say_nothing(parts, found, never_both, "the two are never true together", scope)
            return model.AllOf(found)
        case n.Negated(part):
            inner = condition(part, scope)
            return None if inner is None else model.Not(inner)
        case n.Parenthesised(part, windows):
            return _parenthesised(part, windows, scope)
        case n.Quantified():
            return _quantified(node, scope)
        case n.NoEvent(counted, windows):
            if _about_events(node, scope):
                return None
            events = streams.events_of(counted.source, windows, scope)
            return None if events is None else model.Exists(events, wanted=False)
        case n.Sequence():
            return None if _about_events(node, scope) else _sequence(node, scope)
        case n.Plain():
            return _plain(node, scope)
        case n.Compared():
            return _compared(node, scope)
        case n.InSegment(label):
            return _in_segment(node, label, scope)
        case n.Disqualified():
            return None if _not_yet("disqualified", node, scope) else model.IsDisqualified()
    assert_never(node)


def _all(parts: tuple[n.Condition, ...], scope: Scope) -> tuple[Condition, ...] | None:
    found = [condition(part, scope) for part in parts]
    return None if any(f is None for f in found) else tuple(f for f in found if f is not None)


def _say_nothing(
    nodes: tuple[n.Condition, ...],
    parts: tuple[Condition, ...],
    together: Callable[[Condition, Condition], bool],
    why: str,
    scope: Scope,
) -> None:
    for (i, one), (k, other) in combinations(enumerate(parts), 2):
        if together(one, other):
            scope.names.report(
                codes.ALWAYS_SAME,
                f"`{scope.words(nodes[i])}` and `{scope.words(nodes[k])}`: {why}",
                scope.place(nodes[k]),
                why,
                *(
                    ["for one of several values write `in (…)`, for none of them `not in (…)`"]
                    if _is_equality(one)
                    else []
                ),
                related=(Related(scope.place(nodes[i]), "the other"),),
            )
            return


def _is_equality(condition: Condition) -> bool:
    return isinstance(condition, model.Relation) and condition.sign in ("=", "!=") and condition.left.type is Type.TEXT


def _parenthesised(part: n.Condition, windows: tuple[n.Window, ...], scope: Scope) -> Condition | None:
    inside = _inside(windows, scope)
    if inside is None:
        condition(part, scope)
        return None
    found = condition(part, inside)
    return found if _bounded(windows, inside, found, scope) else None


def _inside(windows: tuple[n.Window, ...], scope: Scope) -> Scope | None:
    """The scope inside parentheses that have windows; None after a report."""
    if not windows:
        return scope
    if scope.filtering:
        streams.bounds_nothing(windows, scope, "a filter looks at one event; put the window after the source")
        return None
    found = streams.settled(windows, scope)
    return None if found is None else scope.bounded(found, Use())


def _bounded(windows: tuple[n.Window, ...], inside: Scope, found: object, scope: Scope) -> bool:
    if found is None:
        return False
    if windows and inside.use is not None and not inside.use.any:
        streams.bounds_nothing(windows, scope, "every measure inside has a window of its own, or is not about events")
        return False
    return True


def _quantified(node: n.Quantified, scope: Scope) -> Condition | None:
    inside = _inside(node.windows, scope)
    found = _all(node.parts, scope if inside is None else inside)
    if inside is None or not _bounded(node.windows, inside, found, scope) or found is None:
        return None
    if node.least == "any":
        return model.AnyOf(found)
    if node.least == "all":
        return model.AllOf(found)
    assert isinstance(node.least, n.Number)
    wanted = node.least.value
    if wanted != wanted.to_integral_value() or not 1 <= wanted <= len(found):
        _bad_least(node.least, len(found), scope)
        if wanted != wanted.to_integral_value() or wanted < 0:
            return None
    return model.AtLeast(int(wanted), found)


def _bad_least(node: n.Number, count: int, scope: Scope) -> None:
    wanted, shown = node.value, scope.words(node)
    if wanted != wanted.to_integral_value() or wanted < 0:
        scope.names.report(codes.BAD_NUMBER, f"`at least {shown} of` asks for no whole number", scope.place(node), "",
                           f"write a number from 1 to {count}")  # fmt: skip
        return
    how = "never" if wanted else "always"
    scope.names.report(codes.ALWAYS_SAME, f"`at least {shown} of` {count} condition{'s' * (count > 1)} is {how} true",
                       scope.place(node), f"write a number from 1 to {count}")  # fmt: skip


def _sequence(node: n.Sequence, scope: Scope) -> Condition | None:
    steps = [streams.stream(step.source, scope) for step in node.steps]
    spanning = duration(node.spanning, scope)
    windows = streams.handed(node.windows, scope)
    if spanning is None or windows is None or any(s is None for s in steps):
        return None
    return model.Sequence(tuple(s for s in steps if s is not None), spanning, windows, scope.resets)


def _in_segment(node: n.InSegment, label: n.Text, scope: Scope) -> Condition | None:
    if _not_yet("segment", node, scope):
        return None
    names = scope.names
    if label.value not in names.segments:
        names.report_unknown(
            codes.UNKNOWN_NAME, "segment", label.value, scope.place(label), names.segments, as_text=True
        )
        return None
    return model.InSegment(label.value)


_ORDER = "points, groups, score, grade, disqualify, stages, segments are worked out in this order"


def _not_yet(what: str, node: n.Node, scope: Scope) -> bool:
    """Reports an outcome that is asked for before it is known."""
    if scope.filtering:
        return _about_events(node, scope)
    if what in scope.outcomes:
        return False
    _too_early(f"`{what}` is", node, scope)
    return True


def _too_early(what: str, node: n.Node, scope: Scope) -> None:
    asked = () if scope.asked_by is None else (Related(scope.asked_by, "asked for here"),)
    scope.names.report(
        codes.WRONG_PLACE,
        f"{what} not known yet where {'this is asked for' if asked else 'this stands'}",
        scope.place(node),
        "not known yet",
        _ORDER,
        related=asked,
    )


def _about_events(node: n.Node, scope: Scope) -> bool:
    """Reports, inside a filter, what is not about the event itself."""
    if scope.filtering:
        scope.names.report(
            codes.BAD_FILTER, f"`{scope.words(node)}` is not about the event", scope.place(node), "",
            "a filter compares properties of the event with a literal, a `let` or a `list`",
        )  # fmt: skip
        return True
    return False


# --- what is warned of


def _mixed(node: n.Either, scope: Scope) -> None:
    for part in node.parts:
        if isinstance(part, n.Both):
            text = scope.source[part.span]
            scope.names.report(
                codes.MIXED_AND_OR, "`and` and `or` without parentheses", scope.place(node), "`and` binds tighter",
                f"it is read as `({' '.join(text.split())})`; write the parentheses",
                fix=Fix("add parentheses", (Edit(part.span, f"({text})"),)),
            )  # fmt: skip
            return


def _has_window(part: n.Condition) -> bool:
    match part:
        case n.NoEvent(windows=windows) | n.Sequence(windows=windows) | n.Plain(windows=windows):
            return bool(windows)
        case n.Compared(measure_windows=before, windows=after):
            return bool(before or after)
        case _:
            return False


def _counts_events(part: n.Condition, scope: Scope) -> bool:
    """Whether a part without parentheses measures events, without a window."""
    match part:
        case n.Negated(inner):
            return _counts_events(inner, scope)
        case n.NoEvent(windows=()) | n.Sequence(windows=()):
            return True
        case n.Plain(measure=measure, windows=()) | n.Compared(measure=measure, measure_windows=(), windows=()):
            pass
        case _:
            return False
    match measure:
        case n.Occurrences(n.Counted(source, noun)):
            if source.name is None or noun is not None or source.filter is not None:
                return True
            kind = scope.names.kinds.get(source.name.text)
            return kind in ("an event", "a signal") or (
                kind is None and isinstance(part, n.Plain) and not scope.names.declares_events
            )
        case n.ActiveDays() | n.Aggregated():
            return True
        case _:
            return False


_LITERAL_ONLY = ("is", "is not")
_MISSING = frozenset(["empty", "null", "blank", "missing", "none", "nil", "nothing", "unset", "na", "nan"])


def _is_missing(node: n.Relation, right: n.Occurrences, scope: Scope) -> bool:
    """`is empty`, `is not null`: other languages' ways to ask for a missing value."""
    name = _bare_name(right)
    return name is not None and name.text not in scope.names.kinds and name.text.casefold() in _MISSING


def _last_window(node: n.Condition, parts: tuple[n.Condition, ...], scope: Scope) -> None:
    *before, last = parts
    if scope.filtering or scope.windows or not _has_window(last):
        return
    for part in before:
        if _counts_events(part, scope):
            scope.names.report(
                codes.WINDOW_ON_LAST,
                f"the window bounds only `{scope.words(last)}`",
                scope.place(last),
                "bounds this alone",
                f"`{scope.words(part)}` counts all time; put the parts in parentheses and the window behind",
                related=(Related(scope.place(part), "counts all time"),),
            )
            return


# --- measures that are conditions by themselves


def _plain(node: n.Plain, scope: Scope) -> Condition | None:
    if scope.filtering:
        return _plain_property(node, scope)
    names = scope.names
    match node.measure:
        case n.Occurrences(n.Counted(n.Source(n.Name(name) as at, None), None)):
            kind = names.kind(name)
            if kind == "a definition":
                return _definition(name, at, node.windows, scope)
            if kind == "a lead field":
                return _plain_value(model.FieldValue(name, names.field_type(name, None, scope.place(at))), node, scope)
            if kind in ("a let", "a list", "a group"):
                _no_condition(node, kind, scope)
                return None
            if kind is None and names.declares_events and not names.is_broken(name):
                everything = names.names_of("an event", "a signal", "a definition", "a lead field")
                if not names.declares_fields or "lead" not in names.broken:
                    names.report_unknown(codes.UNKNOWN_EVENT, "event", name, scope.place(at), everything,
                                         f"declare it: `event {written_name(name)}`")  # fmt: skip
                return None
            events = streams.events_of(node.measure.counted.source, node.windows, scope)
            return None if events is None else model.Exists(events)
        case n.Occurrences(counted):
            events = streams.events_of(counted.source, node.windows, scope)
            return None if events is None else model.Exists(events)
        case _:
            inside = scope
            if node.windows and not isinstance(node.measure, n.DaysFromField | n.Domain | n.Outcome):
                windows = streams.settled(node.windows, scope)
                if windows is None:
                    return None
                inside = scope.bounded(windows, Use())
            found = measure(node.measure, inside, None)
            return None if found is None else _plain_value(found, node, scope)


def _plain_value(found: Measure, node: n.Plain, scope: Scope) -> Condition | None:
    """A value where a condition stands: a flag, or a time `within 30d`."""
    is_field = isinstance(found, model.FieldValue | model.PropertyValue)
    if is_field and node.windows:
        match node.windows:
            case (n.Within(length),) if found.type in (Type.DATE, Type.TIME):
                within = duration(length, scope)
                return None if within is None else model.Recent(found, within)
            case _:
                streams.bounds_nothing(node.windows, scope)
                return None
    if found.type is Type.FLAG:
        return model.IsTrue(found)
    _no_condition(node, A_TYPE[found.type], scope)
    return None


def _no_condition(node: n.Plain, kind: str, scope: Scope) -> None:
    shown = scope.words(node.measure)
    example = {
        "a text": f'{shown} is "…"',
        "a number": f"{shown} >= 1",
        "a group": f"{shown} >= 10",
        "a list": f"FIELD in {shown}",
        "a date": f"{shown} within 30d",
        "a time": f"{shown} within 30d",
    }.get(kind)
    scope.names.report(
        codes.NOT_A_CONDITION, f"`{shown}` is {kind}, not a condition", scope.place(node.measure), kind,
        *([f"compare it: `{example}`"] if example else []),
    )  # fmt: skip


def _definition(name: str, at: n.Name, windows: tuple[n.Window, ...], scope: Scope) -> Condition | None:
    names = scope.names
    if name in scope.within_defines:
        circle = (*scope.within_defines[scope.within_defines.index(name) :], name)
        names.report_circle(
            circle, f"definitions refer to each other in a circle: {' → '.join(f'`{x}`' for x in circle)}",
            scope.place(at),
        )  # fmt: skip
        return None
    names.unfolded += 1
    if len(scope.within_defines) >= DEEPEST or names.unfolded > MOST_UNFOLDED:
        streams.too_deep(name, names.places[name], scope)
        return None
    inside = _inside(windows, scope)
    if inside is None:
        return None
    node, source = names.defines[name]
    there = replace(
        inside, source=source, within_defines=(*scope.within_defines, name), asked_by=scope.asked_by or scope.place(at)
    )
    found = condition(node.condition, there)
    if found is None or not _bounded(windows, inside, found, scope):
        return None
    return model.Named(found, name)


# --- comparisons


def _compared(node: n.Compared, scope: Scope) -> Condition | None:
    wanted = _wanted(node.comparison, scope)
    use = Use()
    inside: Scope | None = scope
    if node.windows and not scope.filtering:
        windows = streams.settled(node.windows, scope)
        inside = None if windows is None else scope.bounded(windows, use)
    if inside is None:
        return None
    left_scope = inside
    if node.measure_windows and not scope.filtering:
        windows = streams.settled(node.measure_windows, scope)
        if windows is None:
            return None
        left_scope = scope.bounded(windows, Use())
    left = compared_measure(node.measure, left_scope, wanted)
    if left is None:
        _resolve_right(node.comparison, inside)
        return None
    if scope.filtering:
        if node.windows or node.measure_windows:
            streams.bounds_nothing(node.measure_windows or node.windows, scope,
                                   "a filter looks at one event; put the window after the source")  # fmt: skip
            return None
    elif node.measure_windows and left_scope.use is not None and not left_scope.use.any:
        streams.bounds_nothing(node.measure_windows, scope, *_read_as_field(node, left, scope))
        return None
    found = comparison(node.comparison, left, scope.words(node.measure), inside)
    _same(node, found, scope)
    if found is not None and node.windows and not scope.filtering and not use.any:
        streams.bounds_nothing(node.windows, scope, *_read_as_field(node, left, scope))
        return None
    return found


def _same(node: n.Compared, found: Condition | None, scope: Scope) -> None:
    same = None if found is None or isinstance(node.comparison, n.Between) else always_same(found)
    if same is None:
        return
    how = "always true" if same else "never true"
    help = "a window behind a comparison bounds both its sides; put the other behind its own measure"
    scope.names.report(
        codes.ALWAYS_SAME,
        f"`{scope.words(node)}` is {how}",
        scope.place(node),
        how,
        *([help] if isinstance(found, model.Ratio) and node.windows else []),
    )


def _read_as_field(node: n.Compared, left: Measure, scope: Scope) -> tuple[str, ...]:
    if isinstance(left, model.FieldValue) and left.name not in scope.names.fields:
        name = written_name(left.name)
        return (
            f"`{name}` is not declared and is compared, so it is read as a lead field; "
            f"for a number of events write `{name} visits`",
        )
    return ()


def _resolve_right(node: n.Comparison, scope: Scope) -> None:
    """Reports what is wrong on the right even if the left is."""
    if isinstance(node, n.Relation) and isinstance(node.right, n.Share):
        measure(node.right.measure, scope, Type.NUMBER)


def _wanted(node: n.Comparison, scope: Scope) -> Type | None:
    """The type that a comparison asks of an undeclared name on its left."""
    match node:
        case n.Relation(sign, right):
            if isinstance(right, n.Share):
                return Type.NUMBER
            name = None if isinstance(right, n.Literal) else _bare_name(right)
            if name is not None and name.text not in scope.names.kinds and (sign in _LITERAL_ONLY or scope.filtering):
                return None
            return _literal_type(right, scope) or (Type.NUMBER if isinstance(right, n.Measure) else None)
        case n.Known():
            return None
        case n.Membership(among=among):
            return _among_type(among, scope)
        case n.Between(low=low):
            return _literal_type(low, scope)
        case n.TextTest():
            return Type.TEXT
        case n.Calendar() | n.Older():
            return Type.TIME
    assert_never(node)


def _literal_type(term: n.Node, scope: Scope) -> Type | None:
    if isinstance(term, n.Occurrences):
        name = _bare_name(term)
        if name is None or scope.names.kinds.get(name.text) != "a let":
            return None
        term = scope.names.lets[name.text][0].value
    elif isinstance(term, n.Name):
        if scope.names.kinds.get(term.text) != "a let":
            return None
        term = scope.names.lets[term.text][0].value
    found = TYPE_OF.get(term.__class__)
    return Type.TIME if found is Type.DATE else found


def _among_type(among: n.Name | tuple[n.Term, ...], scope: Scope) -> Type | None:
    if isinstance(among, tuple):
        return _literal_type(among[0], scope)
    found = scope.names.lists.get(among.text)
    if found is not None and isinstance(found[0], n.ListOf) and found[0].values:
        return _literal_type(found[0].values[0], scope)
    return Type.TEXT


def _bare_name(node: n.Measure) -> n.Name | None:
    match node:
        case n.Occurrences(n.Counted(n.Source(n.Name() as name, None), None)):
            return name
        case _:
            return None


def compared_measure(node: n.Measure, scope: Scope, wanted: Type | None) -> Measure | None:
    """A measure that is compared: there an undeclared bare name is a field, or in a filter a property."""
    name = _bare_name(node)
    if name is None:
        return measure(node, scope, wanted)
    if scope.filtering:
        return streams.event_property(scope.filtering, name, scope, wanted)
    return named_value(name, scope, wanted)


def named_value(name: n.Name, scope: Scope, wanted: Type | None) -> Measure | None:
    """A bare name that is compared: a field, a group, or the number of events."""
    names, place = scope.names, scope.place(name)
    kind = names.kind(name.text)
    match kind:
        case "a lead field":
            return model.FieldValue(name.text, names.field_type(name.text, wanted, place))
        case "an event" | "a signal":
            events = streams.events_of(n.Source(name, span=name.span), (), scope)
            return None if events is None else model.Count(events)
        case "a group":
            if "score" not in scope.outcomes:
                _too_early(f"the points of `{name.text}` are", name, scope)
                return None
            return model.GroupPoints(name.text)
        case None:
            if names.is_broken(name.text) or (names.declares_fields and "lead" in names.broken):
                return None
            if names.declares_fields:
                among = names.names_of("a lead field", "an event", "a signal", "a group")
                if name.text in names.rule_names and "score" in scope.outcomes:
                    names.report(
                        codes.WRONG_KIND,
                        f"`{name.text}` is the name of a rule, and not compared",
                        place,
                        "a rule",
                        f"write `expect {written_name(name.text)} fires` or `expect {written_name(name.text)} silent`",
                    )
                    return None
                names.report_unknown(codes.UNKNOWN_FIELD, "field", name.text, place, among,
                                     f"declare it: `lead {written_name(name.text)} TYPE`")  # fmt: skip
                return None
            return model.FieldValue(name.text, names.field_type(name.text, wanted, place))
        case _:
            help = "a definition is true or false by itself" if kind == "a definition" else ""
            names.report(codes.WRONG_KIND, f"`{name.text}` is {kind}: it cannot be compared", place, kind,
                         *([help] if help else []))  # fmt: skip
            return None


def measure(node: n.Measure, scope: Scope, wanted: Type | None) -> Measure | None:
    """What a measure means; None after a report."""
    if scope.filtering and not isinstance(node, n.Domain):
        _about_events(node, scope)
        return None
    match node:
        case n.Occurrences(counted):
            events = streams.events_of(counted.source, (), scope)
            return None if events is None else model.Count(events)
        case n.ActiveDays(source):
            events = streams.events_of(source, (), scope)
            return None if events is None else model.ActiveDays(events)
        case n.Aggregated():
            return _aggregated(node, scope, wanted)
        case n.DaysSinceEvent(which, counted):
            events = streams.events_of(counted.source, (), scope)
            return None if events is None else model.DaysSinceEvent(which, events)
        case n.DaysFromField(direction, name):
            return _days_from_field(direction, name, scope)
        case n.Domain(name):
            value = (
                streams.event_property(scope.filtering, name, scope, Type.TEXT)
                if scope.filtering
                else _field(name, scope, Type.TEXT)
            )
            if value is None:
                return None
            if value.type is not Type.TEXT:
                scope.names.report(codes.WRONG_TYPE, f"`{name.text}` is {A_TYPE[value.type]}; only a text has a domain",
                                   scope.place(name), A_TYPE[value.type])  # fmt: skip
                return None
            return model.DomainOf(value)
        case n.Outcome(what):
            if _not_yet(what, node, scope):
                return None
            return {"score": model.Score(), "grade": model.GradeText(), "stage": model.StageText()}[what]
    assert_never(node)


def _field(name: n.Name, scope: Scope, wanted: Type) -> model.FieldValue | None:
    names, place = scope.names, scope.place(name)
    kind = names.kind(name.text)
    if kind not in ("a lead field", None):
        names.report(codes.WRONG_KIND, f"`{name.text}` is {kind}, not a lead field", place, kind)
        return None
    if kind is None and (names.is_broken(name.text) or "lead" in names.broken):
        return None
    if kind is None and names.declares_fields:
        names.report_unknown(codes.UNKNOWN_FIELD, "field", name.text, place, names.fields,
                             f"declare it: `lead {written_name(name.text)} {wanted}`")  # fmt: skip
        return None
    return model.FieldValue(name.text, names.field_type(name.text, wanted, place))


def _days_from_field(direction: OneOf["since", "until"], name: n.Name, scope: Scope) -> Measure | None:
    kind = scope.names.kinds.get(name.text)
    if kind in ("an event", "a signal"):
        scope.names.report(
            codes.WRONG_KIND, f"`{name.text}` is {kind}, not a lead field", scope.place(name), kind,
            f"write `days since last {written_name(name.text)}` or `days since first {written_name(name.text)}`",
        )  # fmt: skip
        return None
    field = _field(name, scope, Type.TIME)
    if field is None:
        return None
    if field.type not in (Type.DATE, Type.TIME):
        scope.names.report(
            codes.WRONG_TYPE,
            f"`{name.text}` is {A_TYPE[field.type]}; days are counted from a date or time",
            scope.place(name),
            A_TYPE[field.type],
        )
        return None
    return model.DaysFromField(direction, field)


_AGGREGATE_TYPES: dict[str, tuple[Type, ...]] = {
    "total": (Type.NUMBER,), "average": (Type.NUMBER,),
    "largest": (Type.NUMBER, Type.DATE, Type.TIME), "smallest": (Type.NUMBER, Type.DATE, Type.TIME),
}  # fmt: skip


def _aggregated(node: n.Aggregated, scope: Scope, wanted: Type | None) -> Measure | None:
    events = streams.events_of(node.source, (), scope)
    if events is None:
        return None
    types = tuple(a.event for a in events.stream.alternatives)
    if node.kind in ("total", "average"):
        wanted = Type.NUMBER
    elif node.kind == "distinct":
        wanted = None
    elif node.kind in ("largest", "smallest") and wanted not in (Type.DATE, Type.TIME):
        wanted = Type.NUMBER
    found = streams.event_property(types, node.property, scope, wanted)
    if found is None:
        return None
    allowed = _AGGREGATE_TYPES.get(node.kind)
    if allowed is not None and found.type not in allowed:
        scope.names.report(
            codes.WRONG_TYPE,
            f"`{node.kind}` takes {' or '.join(A_TYPE[t] for t in allowed)}; `{found.name}` is {A_TYPE[found.type]}",
            scope.place(node.property),
            A_TYPE[found.type],
        )
        return None
    match node.kind:
        case "distinct":
            return model.Distinct(events, found)
        case "total":
            return model.Total(events, found)
        case "average":
            return model.Average(events, found)
        case "largest" | "smallest":
            return model.Extreme(node.kind, events, found, found.type)
        case "first" | "last":
            return model.Edge(node.kind, events, found, found.type)
    assert_never(node.kind)


def _plain_property(node: n.Plain, scope: Scope) -> Condition | None:
    name = _bare_name(node.measure)
    if name is None:
        _about_events(node, scope)
        return None
    wanted = Type.TIME if node.windows else Type.FLAG
    found = streams.event_property(scope.filtering, name, scope, wanted)
    return None if found is None else _plain_value(found, node, scope)


# --- what a value is compared with


def comparison(node: n.Comparison, left: Measure, words: str, scope: Scope) -> Condition | None:
    """``left``, of which ``words`` tell, against what stands on the right; None after a report."""
    names, place = scope.names, scope.place(node)
    match node:
        case n.Relation(sign, n.Occurrences() as right) if _is_missing(node, right, scope):
            known = sign in ("is not", "!=")
            names.report(
                codes.OTHER_SPELLING, f"`{scope.words(node)}` is written `is {'known' if known else 'unknown'}`", place,
                f"write `is {'known' if known else 'unknown'}`",
                fix=Fix("write it so", (Edit(node.span, f"is {'known' if known else 'unknown'}"),)),
            )  # fmt: skip
            return None
        case n.Relation(sign, right):
            return _relation(node, _SIGNS[sign], left, right, words, scope)
        case n.Known(known):
            return model.IsKnown(left, known)
        case n.Membership(negated, among):
            found = values(among, left, words, scope)
            if found is None:
                return None
            return model.Among(by_day(left), found, negated, among.text if isinstance(among, n.Name) else "")
        case n.Between(low, high):
            if left.type is Type.FLAG:
                names.report(codes.WRONG_TYPE, f"`{words}` is a flag: it has no order", place)
                return None
            a, b = constant(low, left.type, scope, words), constant(high, left.type, scope, words)
            if a is None or b is None:
                return None
            _ends(a, b, node, scope)
            return model.Between(by_day(left), a, b)
        case n.TextTest():
            return text_test(node, left, words, scope)
        case n.Calendar(sign, day):
            if not _is_moment(left, words, sign, node, scope):
                return None
            value = constant(day, left.type, scope, words)
            return None if value is None else model.Relation(by_day(left), "<" if sign == "before" else ">", value)
        case n.Older(length):
            if not _is_moment(left, words, "older than", node, scope):
                return None
            found = duration(length, scope)
            return None if found is None else model.Older(left, found)
    assert_never(node)


def by_day(left: Measure) -> Measure:
    """A time is compared with days by its calendar day."""
    return model.CalendarDay(left) if left.type is Type.TIME else left


def _ends(low: Value, high: Value, node: n.Between, scope: Scope) -> None:
    from .comparing import fold

    wrong = fold(low) > fold(high) if isinstance(low, str) and isinstance(high, str) else low > high  # type: ignore[operator]
    if wrong:
        scope.names.report(
            codes.ALWAYS_SAME,
            f"`{scope.words(node)}` is never true: its ends are the wrong way round",
            scope.place(node),
            "",
            f"write `between {scope.words(node.high)} and {scope.words(node.low)}`",
        )


def _is_moment(left: Measure, words: str, sign: str, node: n.Node, scope: Scope) -> bool:
    if left.type in (Type.DATE, Type.TIME):
        return True
    scope.names.report(
        codes.WRONG_TYPE,
        f"`{sign}` takes a date or a time; `{words}` is {A_TYPE[left.type]}",
        scope.place(node),
        A_TYPE[left.type],
    )
    return False


def _relation(
    node: n.Relation, sign: model.Sign, left: Measure, right: n.Literal | n.Measure | n.Share, words: str, scope: Scope
) -> Condition | None:
    if isinstance(right, n.Share):
        percent = percent_millionths(right.percent, scope)
        return None if percent is None else _ratio(node, sign, left, right.measure, percent, words, scope)
    term: n.Term
    if isinstance(right, n.Literal):
        term = right
    else:
        name = _bare_name(right)
        kind = scope.names.kind(name.text) if name is not None else None
        literal_only = node.sign in _LITERAL_ONLY or bool(scope.filtering)
        if name is not None and node.sign in _LITERAL_ONLY and _is_measured(name, kind, scope):
            scope.names.report(
                codes.WRONG_KIND,
                f"after `{node.sign}` stands a literal or a `let`, and `{name.text}` is {kind or 'a lead field'}",
                scope.place(right),
                kind or "a lead field",
                f"to compare numbers with each other write `{'=' if node.sign == 'is' else '!='}`",
            )
            return None
        is_constant = kind in ("a let", "a list") or literal_only or (kind is None and _is_no_number(left, scope))
        if name is not None and is_constant:
            term = name
        elif literal_only:
            wanted = "a literal or a `let`"
            scope.names.report(
                codes.WRONG_KIND, f"after `{node.sign}` stands {wanted}, not a measure", scope.place(right), "",
                *(["use `=`"] if not scope.filtering else ["a filter compares with a literal, a `let` or a `list`"]),
            )  # fmt: skip
            return None
        else:
            return _ratio(node, sign, left, right, 100_000_000, words, scope)
    if left.type is Type.FLAG and sign not in ("=", "!="):
        scope.names.report(codes.WRONG_TYPE, f"`{words}` is a flag: it has no order", scope.place(node), "a flag",
                           f"a flag is a condition by itself: `{words}`, `not {words}`")  # fmt: skip
        return None
    value = constant(term, left.type, scope, words)
    if value is None or not _outcome_exists(left, value, term, scope):
        return None
    return model.Relation(by_day(left), sign, value)


def _is_measured(name: n.Name, kind: str | None, scope: Scope) -> bool:
    """Whether a name is a field, or another measure, of a lead."""
    if scope.filtering:
        return False
    return kind in ("a lead field", "an event", "a signal", "a group") or (
        kind is None and name.text in scope.names.known.fields
    )


def _is_no_number(left: Measure, scope: Scope) -> bool:
    """Whether ``left`` cannot be compared with a number field, so that an undeclared name is a text without quotes."""
    return scope.names.declares_fields and left.type is not Type.NUMBER


def _outcome_exists(left: Measure, value: Value, term: n.Term, scope: Scope) -> bool:
    if isinstance(left, model.StageText) and value != "none" and value not in scope.names.stages:
        from .comparing import fold

        if any(fold(str(value)) == fold(s) for s in scope.names.stages):
            return True
        scope.names.report_unknown(
            codes.UNKNOWN_NAME,
            "stage",
            str(value),
            scope.place(term),
            scope.names.stages,
            f"there are {', '.join(f'`{s}`' for s in scope.names.stages)}"
            if scope.names.stages
            else "there are no stages",
            as_text=True,
        )
        return False
    return True


def _ratio(
    node: n.Relation, sign: model.Sign, left: Measure, right: n.Measure, percent: int, words: str, scope: Scope
) -> Condition | None:
    if scope.filtering:
        _about_events(node, scope)
        return None
    other = compared_measure(right, scope, Type.NUMBER)
    if other is None:
        return None
    for value, text, at in ((left, words, node), (other, scope.words(right), right)):
        if value.type is not Type.NUMBER:
            scope.names.report(
                codes.WRONG_TYPE,
                f"only numbers are compared with each other; `{text}` is {A_TYPE[value.type]}",
                scope.place(at),
                A_TYPE[value.type],
            )
            return None
    return model.Ratio(left, sign, other, percent)


def values(among: n.Name | tuple[n.Term, ...], left: Measure, words: str, scope: Scope) -> tuple[Value, ...] | None:
    """The constants of `in (…)` or `in LIST`, as the type of ``left``."""
    if isinstance(among, tuple):
        found = [constant(term, left.type, scope, words) for term in among]
        return None if any(f is None for f in found) else tuple(f for f in found if f is not None)
    return list_values(among, left.type, words, scope)


def list_values(name: n.Name, type: Type, words: str, scope: Scope) -> tuple[Value, ...] | None:
    from .values import UNREADABLE, value_from

    names, place = scope.names, scope.place(name)
    kind = names.kind(name.text)
    if kind != "a list":
        if kind is None:
            names.report_unknown(
                codes.UNKNOWN_NAME, "list", name.text, place, names.lists, 'declare it: `list NAME = ["…"]`'
            )
        else:
            names.report(codes.WRONG_KIND, f"`{name.text}` is {kind}, not a list", place, kind,
                         *(["write `= …` or `is …`"] if kind == "a let" else []))  # fmt: skip
        return None
    node, source = names.lists[name.text]
    if name.text in names.bad_lists:
        return None
    if type not in (Type.TEXT, Type.NUMBER):
        names.report(codes.WRONG_TYPE, f"`{words}` is {A_TYPE[type]}; a list holds texts or numbers", place, "a list")
        return None
    if isinstance(node, n.ListOf):
        found = [_entry(value, type, words, name, replace(scope, source=source), place) for value in node.values]
        return None if any(f is None for f in found) else tuple(f for f in found if f is not None)
    entries = names.list_entries.get(name.text)
    if entries is None:
        return None
    result: list[Value] = []
    for entry in entries:
        value = entry if type is Type.TEXT else value_from(entry, type, None)
        if value is None or value is UNREADABLE:
            names.report(
                codes.WRONG_TYPE,
                f"`{words}` is {A_TYPE[type]}; the list `{name.text}` holds `{entry}`",
                place,
                "holds a text",
            )
            return None
        result.append(value)
    return tuple(result)


def _entry(value: n.Literal, type: Type, words: str, name: n.Name, scope: Scope, use: object) -> Value | None:
    if TYPE_OF.get(value.__class__) is not type:
        scope.names.report(
            codes.WRONG_TYPE,
            f"`{words}` is {A_TYPE[type]}; the list `{name.text}` holds {KINDS[value.__class__]}",
            use,  # type: ignore[arg-type]
            "another type",
            related=(Related(scope.place(value), "this entry"),),
        )
        return None
    return constant(value, type, scope, words)


def text_test(node: n.TextTest, left: Measure, words: str, scope: Scope) -> Condition | None:
    """`contains`, `mentions` … of one or any of several texts."""
    names = scope.names
    if left.type is not Type.TEXT:
        names.report(
            codes.WRONG_TYPE,
            f"`{node.sign}` takes a text; `{words}` is {A_TYPE[left.type]}",
            scope.place(node),
            A_TYPE[left.type],
        )
        return None
    text = ""
    if isinstance(node.patterns, n.Name):
        found = list_values(node.patterns, Type.TEXT, words, scope)
        text = node.patterns.text
    elif (
        not node.any_of and isinstance(node.patterns[0], n.Name) and names.kinds.get(node.patterns[0].text) == "a list"
    ):
        name = node.patterns[0].text
        names.report(codes.WRONG_KIND, f"`{name}` is a list", scope.place(node.patterns[0]), "a list",
                     f"write `{node.sign} any of {written_name(name)}`")  # fmt: skip
        return None
    else:
        found = values(node.patterns, left, words, scope)
    if found is None:
        return None
    return model.TextTest(left, node.sign, tuple(str(f) for f in found), node.negated, text)
