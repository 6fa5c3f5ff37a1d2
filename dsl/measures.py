"""Measures: from nodes to the model."""

from typing import Literal as OneOf
from typing import assert_never

from . import codes, model, streams
from . import nodes as n
from .constants import A_TYPE, Scope
from .diagnostics import Related
from .model import Measure
from .types import Type
from .words import written_name

_ORDER = "points, groups, score, grade, disqualify, stages, segments are worked out in this order"


def not_yet(what: str, node: n.Node, scope: Scope) -> bool:
    """Reports an outcome that is asked for before it is known."""
    if scope.filtering:
        return about_events(node, scope)
    if what in scope.outcomes:
        return False
    too_early(f"`{what}` is", node, scope)
    return True


def too_early(what: str, node: n.Node, scope: Scope) -> None:
    asked = () if scope.asked_by is None else (Related(scope.asked_by, "asked for here"),)
    scope.names.report(
        codes.WRONG_PLACE,
        f"{what} not known yet where {'this is asked for' if asked else 'this stands'}",
        scope.place(node),
        "not known yet",
        _ORDER,
        related=asked,
    )


def about_events(node: n.Node, scope: Scope) -> bool:
    """Reports, inside a filter, what is not about the event itself."""
    if scope.filtering:
        scope.names.report(
            codes.BAD_FILTER, f"`{scope.words(node)}` is not about the event", scope.place(node), "",
            "a filter compares properties of the event with a literal, a `let` or a `list`",
        )  # fmt: skip
        return True
    return False


def bare_name(node: n.Measure) -> n.Name | None:
    match node:
        case n.Occurrences(n.Counted(n.Source(n.Name() as name, None), None)):
            return name
        case _:
            return None


def compared_measure(node: n.Measure, scope: Scope, wanted: Type | None) -> Measure | None:
    """A measure that is compared: there an undeclared bare name is a field, or in a filter a property."""
    name = bare_name(node)
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
                too_early(f"the points of `{name.text}` are", name, scope)
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
        about_events(node, scope)
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
            if not_yet(what, node, scope):
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


def by_day(left: Measure) -> Measure:
    """A time is compared with days by its calendar day."""
    return model.CalendarDay(left) if left.type is Type.TIME else left
