"""Events, signals and windows: from names to streams, from words to settled windows."""

from dataclasses import replace

from . import codes, conditions
from . import nodes as n
from .constants import Scope, day_of, duration
from .model import (
    AfterEvent,
    AfterField,
    AllOf,
    BetweenAgo,
    Condition,
    Events,
    FieldValue,
    Filtered,
    Following,
    FromMoment,
    PropertyValue,
    Stream,
    Window,
    Within,
)
from .parse import DEEPEST
from .source import Place
from .types import Type
from .words import written_name


def stream(node: n.Source, scope: Scope) -> Stream | None:
    """The events that a source names, signals unfolded. None after a report."""
    return _stream(node, scope, ())


def _stream(node: n.Source, scope: Scope, within: tuple[str, ...]) -> Stream | None:
    alternatives = _named(node, scope, within)
    if alternatives is None:
        return None
    if node.filter is not None:
        inside = replace(
            scope, windows=(), use=None, outcomes=frozenset(), filtering=tuple(a.event for a in alternatives)
        )
        condition = conditions.condition(node.filter, inside)
        if condition is None:
            return None
        alternatives = tuple(
            Filtered(a.event, condition if a.filter is None else both(a.filter, condition)) for a in alternatives
        )
    return Stream(tuple(dict.fromkeys(alternatives)), scope.words(node))


def both(first: Condition, second: Condition) -> Condition:
    parts: tuple[Condition, ...] = ()
    for part in (first, second):
        parts += part.parts if isinstance(part, AllOf) else (part,)
    return AllOf(parts)


def _named(node: n.Source, scope: Scope, within: tuple[str, ...]) -> tuple[Filtered, ...] | None:
    if node.name is None:
        return (Filtered(None),)
    names, name, place = scope.names, node.name.text, scope.place(node.name)
    kind = names.kind(name)
    if kind == "an event":
        return (Filtered(name),)
    if kind == "a signal":
        if name in within:
            circle = " → ".join(f"`{x}`" for x in (*within[within.index(name) :], name))
            names.report_circle(
                within[within.index(name) :], f"signals refer to each other in a circle: {circle}", place
            )
            return None
        return _signal(name, scope, within)
    if kind is not None:
        names.report(codes.WRONG_KIND, f"`{name}` is {kind}, not an event", place, kind, *_instead(name, kind))
        return None
    if names.declares_events:
        names.report_unknown(
            codes.UNKNOWN_EVENT, "event", name, place,
            names.names_of("an event", "a signal", *(["a lead field", "a definition"] if node.filter is None else [])),
            f"declare it: `event {written_name(name)}`",
        )  # fmt: skip
        return None
    names.inferred_events.setdefault(name, place)
    return (Filtered(name),)


def _instead(name: str, kind: str) -> tuple[str, ...]:
    if kind == "a lead field":
        return (f"compare the field: `{written_name(name)} is …`, `{written_name(name)} >= …`",)
    if kind == "a definition":
        return ("a definition is a condition: it takes no noun and no filter",)
    return ()


def _signal(name: str, scope: Scope, within: tuple[str, ...]) -> tuple[Filtered, ...] | None:
    if name in scope.names.resolved_signals:
        return scope.names.resolved_signals[name]
    if len(within) >= DEEPEST:
        too_deep(name, scope.names.places[name], scope)
        return None
    node, source = scope.names.signals[name]
    at = replace(scope, source=source, windows=(), use=None, resets=(), outcomes=frozenset(), filtering=())
    result: tuple[Filtered, ...] = ()
    whole = True
    for part in node.sources:
        found = _stream(part, at, (*within, name))
        if found is None:
            whole = False
        else:
            result += found.alternatives
    found_all = tuple(dict.fromkeys(result)) if whole else None
    scope.names.resolved_signals[name] = found_all
    return found_all


def too_deep(name: str, place: Place, scope: Scope) -> None:
    """Reports, once, a chain of definitions or signals that is too long."""
    if not any(d.code is codes.TOO_DEEP for d in scope.names.diagnostics):
        scope.names.report(
            codes.TOO_DEEP, f"`{name}` unfolds to more than anyone could follow", place, "", "say it with fewer steps"
        )


def event_property(
    events: tuple[str | None, ...], node: n.Name, scope: Scope, wanted: Type | None
) -> PropertyValue | None:
    """A property that all of the event types have, with one type. None after a report."""
    names, name, place = scope.names, node.text, scope.place(node)
    types: dict[Type, str] = {}
    for event in dict.fromkeys(events):
        found = _property_type(event, name, wanted, place, scope, len(set(events)) > 1)
        if found is None:
            return None
        types.setdefault(found, event or "activity")
    if len(types) > 1:
        shown = " and ".join(f"{t} in `{event}`" for t, event in types.items())
        names.report(codes.TWO_TYPES, f"`{name}` has different types: {shown}", place, "",
                     "filter each event by itself")  # fmt: skip
        return None
    return PropertyValue(name, next(iter(types)))


def _property_type(
    event: str | None, name: str, wanted: Type | None, place: Place, scope: Scope, union: bool
) -> Type | None:
    names = scope.names
    if not names.declares_events:
        return names.property_type(event, name, wanted, place)
    if event is None:
        having = [e for e in names.events.values() if name in e.properties]
        types = {e.properties[name].type for e in having}
        if len(types) == 1:
            return types.pop()
        if having:
            shown = ", ".join(f"{e.properties[name].type} in `{e.name}`" for e in having[:3])
            names.report(codes.TWO_TYPES, f"`{name}` has different types: {shown}", place)
            return None
        everything = {p for e in names.events.values() for p in e.properties}
        names.report_unknown(codes.UNKNOWN_PROPERTY, "property", name, place, everything, "no event has it")
        return None
    declared = names.events[event]
    if name in declared.properties:
        return declared.properties[name].type
    if event in names.broken:
        return None
    if union:
        names.report(
            codes.UNKNOWN_PROPERTY, f"not every event here has the property `{name}`: `{event}` has none", place, "",
            "of a union, only properties that all its events have may be used; filter the events one by one",
        )  # fmt: skip
        return None
    help = f"`{event}` has {_listed(declared.properties)}" if declared.properties else f"`{event}` has no properties"
    names.report_unknown(
        codes.UNKNOWN_PROPERTY, "property", name, place, declared.properties, help,
        f"declare it below `event {written_name(event)}`", of=f" of `{event}`",
    )  # fmt: skip
    return None


def _listed(names: object) -> str:
    shown = [f"`{name}`" for name in names]  # type: ignore[attr-defined]
    return ", ".join(shown[:6]) + (" …" if len(shown) > 6 else "")


# --- windows


def settled(windows: tuple[n.Window, ...], scope: Scope) -> tuple[Window, ...] | None:
    """The windows in one order, each once. None after a report."""
    found = [window(w, scope) for w in windows]
    if any(w is None for w in found):
        return None
    return tuple(sorted({w for w in found if w is not None}, key=repr))


def window(node: n.Window, scope: Scope) -> Window | None:
    match node:
        case n.Within(length):
            found = duration(length, scope)
            return None if found is None else Within(found)
        case n.BetweenAgo(near, far):
            return _between_ago(node, near, far, scope)
        case n.Since(moment):
            return _since(moment, scope)
        case n.SinceEvent(which, counted):
            events = stream(counted.source, scope)
            return None if events is None else AfterEvent(which, events)
        case n.WithinOf(length, which, counted):
            found = duration(length, scope)
            events = stream(counted.source, scope)
            return None if found is None or events is None else Following(found, which, events)


def _between_ago(node: n.BetweenAgo, near: n.Term, far: n.Term, scope: Scope) -> Window | None:
    start, end = duration(near, scope), duration(far, scope)
    if start is None or end is None:
        return None
    if start >= end:
        scope.names.report(
            codes.BAD_WINDOW,
            f"`{scope.words(node)}` is empty: its nearer end comes first",
            scope.place(node),
            "",
            f"write `between {scope.words(far)} and {scope.words(near)} ago`"
            if start > end
            else "the two ends are the same",
        )
        return None
    return BetweenAgo(start, end)


def _since(moment: n.Date | n.Name, scope: Scope) -> Window | None:
    names = scope.names
    if isinstance(moment, n.Name):
        kind = names.kind(moment.text)
        place = scope.place(moment)
        if kind == "a lead field" or (kind is None and not names.declares_fields and not names.is_broken(moment.text)):
            type = names.field_type(moment.text, Type.TIME, place)
            if type not in (Type.DATE, Type.TIME):
                names.report(codes.WRONG_TYPE, f"`{moment.text}` is a {type}; a window begins at a date or time",
                             place, f"a {type}")  # fmt: skip
                return None
            return AfterField(FieldValue(moment.text, type))
        if kind in ("an event", "a signal"):
            names.report(
                codes.WRONG_KIND,
                f"`{moment.text}` is {kind}",
                place,
                kind,
                f"write `since last {written_name(moment.text)}` or `since first {written_name(moment.text)}`",
            )
            return None
        if kind is None:
            names.report_unknown(
                codes.UNKNOWN_FIELD, "field", moment.text, place, names.names_of("a lead field", "a let"),
                "after `since` stands a day, a field, or `last` or `first` with an event",
            )  # fmt: skip
            return None
    day = day_of(moment, scope)
    if day is None:
        return None
    return FromMoment(names.calendar.first_instant(day))


def events_of(source: n.Source, own: tuple[n.Window, ...], scope: Scope) -> Events | None:
    """The events of a source in its own windows, or else in those handed down."""
    found = stream(source, scope)
    windows = handed(own, scope)
    if found is None or windows is None:
        return None
    return Events(found, windows, scope.resets)


def handed(own: tuple[n.Window, ...], scope: Scope) -> tuple[Window, ...] | None:
    """A measure's own windows, settled; if it has none, those handed down, which then bound something."""
    if own:
        return settled(own, scope)
    if scope.use is not None:
        scope.use.any = True
    return scope.windows


def bounds_nothing(windows: tuple[n.Window, ...], scope: Scope, *help: str) -> None:
    span = n.Span(windows[0].span.start, windows[-1].span.end)
    shown = " ".join(scope.source[span].split())
    scope.names.report(
        codes.BOUNDS_NOTHING, f"the window `{shown}` bounds nothing", Place(scope.source, span), "no event before it",
        *(help or ("a window bounds the events of the comparison before it; fields have no events",)),
    )  # fmt: skip
