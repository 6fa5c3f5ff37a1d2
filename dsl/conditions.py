"""Conditions: from nodes to the model."""

from dataclasses import replace
from typing import assert_never

from . import codes, model, streams
from . import nodes as n
from .comparisons import comparison, resolve_right, wanted_type
from .constants import A_TYPE, Scope, Use, duration
from .implied import always_one, never_both
from .measures import about_events, bare_name, compared_measure, measure, not_yet
from .model import Condition, Measure
from .parse import DEEPEST
from .suspicions import always_the_same, last_window, mixed, saying_nothing
from .types import Type
from .words import written_name

MOST_UNFOLDED = 100_000
"""So many times a definition may be unfolded in one model: two that each name another twice double it."""


def condition(node: n.Condition, scope: Scope) -> Condition | None:
    """What a condition means; None after a report."""
    match node:
        case n.Either(parts):
            mixed(node, scope)
            last_window(node, parts, scope)
            found = _all(parts, scope)
            if found is None:
                return None
            saying_nothing(parts, found, always_one, "one of the two is always true", scope)
            return model.AnyOf(found)
        case n.Both(parts):
            last_window(node, parts, scope)
            found = _all(parts, scope)
            if found is None:
                return None
            saying_nothing(parts, found, never_both, "the two are never true together", scope)
            return model.AllOf(found)
        case n.Negated(part):
            inner = condition(part, scope)
            return None if inner is None else model.Not(inner)
        case n.Parenthesised(part, windows):
            return _parenthesised(part, windows, scope)
        case n.Quantified():
            return _quantified(node, scope)
        case n.NoEvent(counted, windows):
            if about_events(node, scope):
                return None
            events = streams.events_of(counted.source, windows, scope)
            return None if events is None else model.Exists(events, wanted=False)
        case n.Sequence():
            return None if about_events(node, scope) else _sequence(node, scope)
        case n.Plain():
            return _plain(node, scope)
        case n.Compared():
            return _compared(node, scope)
        case n.InSegment(label):
            return _in_segment(node, label, scope)
        case n.Disqualified():
            return None if not_yet("disqualified", node, scope) else model.IsDisqualified()
    assert_never(node)


def _all(parts: tuple[n.Condition, ...], scope: Scope) -> tuple[Condition, ...] | None:
    found = [condition(part, scope) for part in parts]
    return None if any(f is None for f in found) else tuple(f for f in found if f is not None)


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
    if not_yet("segment", node, scope):
        return None
    names = scope.names
    if label.value not in names.segments:
        names.report_unknown(
            codes.UNKNOWN_NAME, "segment", label.value, scope.place(label), names.segments, as_text=True
        )
        return None
    return model.InSegment(label.value)


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


def _compared(node: n.Compared, scope: Scope) -> Condition | None:
    wanted = wanted_type(node.comparison, scope)
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
        resolve_right(node.comparison, inside)
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
    always_the_same(node, found, scope)
    if found is not None and node.windows and not scope.filtering and not use.any:
        streams.bounds_nothing(node.windows, scope, *_read_as_field(node, left, scope))
        return None
    return found


def _read_as_field(node: n.Compared, left: Measure, scope: Scope) -> tuple[str, ...]:
    if isinstance(left, model.FieldValue) and left.name not in scope.names.fields:
        name = written_name(left.name)
        return (
            f"`{name}` is not declared and is compared, so it is read as a lead field; "
            f"for a number of events write `{name} visits`",
        )
    return ()


def _plain_property(node: n.Plain, scope: Scope) -> Condition | None:
    name = bare_name(node.measure)
    if name is None:
        about_events(node, scope)
        return None
    wanted = Type.TIME if node.windows else Type.FLAG
    found = streams.event_property(scope.filtering, name, scope, wanted)
    return None if found is None else _plain_value(found, node, scope)
