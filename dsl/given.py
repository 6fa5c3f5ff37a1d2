"""`test` statements: from nodes to the model, and the events that `given` makes from a signal's filter."""

from collections.abc import Iterator
from dataclasses import replace

from . import codes, model
from . import nodes as n
from .conditions import condition
from .constants import A_TYPE, KINDS, TYPE_OF, Scope, constant, day_of, duration
from .filtering import passes
from .outcomes import IN_EXPECTATIONS
from .streams import event_property, stream
from .types import NUMBER_SCALE, Type, Value
from .values import UNREADABLE, date_text, number_text, time_text, value_from
from .words import written_name, written_text
from .zones import Calendar, day_number

_START_DAY = day_number("2026-01-15")
_NOON = 12 * 3_600_000_000
_MOST_EVENTS = 10_000


def test(node: n.Test, ignores: tuple[model.Ignore, ...], scope: Scope) -> model.Test | None:
    """A test with the clock's start; None after a report."""
    names = scope.names
    day = _START_DAY if node.at is None else day_of(node.at, scope)
    if not expects(node) and scope.place(node) not in names.cut_tests:
        names.report(
            codes.EXPECTS_NOTHING,
            f"the test “{node.name.value}” expects nothing",
            scope.place(node.name),
            "no `expect`",
            'add `expect score = …`, `expect stage is "…"` or `expect RULE fires`',
        )
    steps: list[model.Step] = []
    whole = day is not None
    for step in node.steps:
        found = _step(step, ignores, scope)
        if found is None:
            whole = False
        else:
            steps.append(found)
    if not whole or day is None:
        return None
    noon = names.calendar.local(names.calendar.first_instant(day) + _NOON).replace(
        hour=12, minute=0, second=0, microsecond=0
    )
    return model.Test(node.name.value, names.calendar.instant(noon), tuple(steps), scope.place(node.name))


def expects(node: n.Test) -> bool:
    return any(isinstance(step, n.Expect | n.ExpectRule) for step in node.steps)


def _step(node: n.Step, ignores: tuple[model.Ignore, ...], scope: Scope) -> model.Step | None:
    names = scope.names
    match node:
        case n.GivenLead(fields):
            found = [_field(f, scope) for f in fields]
            return None if any(f is None for f in found) else model.GivenLead(tuple(f for f in found if f is not None))
        case n.GivenEvent():
            return _events(node, ignores, scope)
        case n.Wait(length):
            found_length = duration(length, scope)
            return None if found_length is None else model.Wait(found_length)
        case n.Expect(expected):
            found_condition = condition(expected, replace(scope, outcomes=IN_EXPECTATIONS))
            if found_condition is None:
                return None
            return model.Expect(found_condition, scope.words(expected), scope.place(node))
        case n.ExpectRule(name, fires):
            if name.text not in names.rule_names:
                names.report_unknown(
                    codes.UNKNOWN_NAME,
                    "rule",
                    name.text,
                    scope.place(name),
                    names.rule_names,
                    "a rule is named with `as NAME`",
                )
                return None
            return model.ExpectRule(name.text, fires, scope.words(node), scope.place(node))


def _field(node: n.Assignment, scope: Scope) -> tuple[str, Value] | None:
    names, name = scope.names, node.name.text
    kind = names.kind(name)
    if kind not in ("a lead field", None):
        names.report(codes.WRONG_KIND, f"`{name}` is {kind}, not a lead field", scope.place(node.name), kind)
        return None
    if kind is None and names.declares_fields:
        if "lead" not in names.broken:
            names.report_unknown(codes.UNKNOWN_FIELD, "field", name, scope.place(node.name), names.fields)
        return None
    type = names.field_type(name, None if kind is None else TYPE_OF.get(node.value.__class__), scope.place(node.name))
    if kind is None and name not in names.known.fields:
        type = TYPE_OF.get(node.value.__class__, Type.TEXT)
    value = given_value(node, type, scope)
    return None if value is None else (name, value)


def given_value(node: n.Assignment, type: Type, scope: Scope) -> Value | None:
    """A value as data would give it: a day or a text is read as a time; a text as any type it can be read as."""
    literal = node.value
    calendar = scope.names.calendar
    if type is Type.TIME and isinstance(literal, n.Date):
        day = day_of(literal, scope)
        return None if day is None else calendar.first_instant(day)
    if type in (Type.TIME, Type.DATE) and isinstance(literal, n.Text):
        value = value_from(literal.value, type, calendar.zone)
        if value is None or value is UNREADABLE:
            scope.names.report(
                codes.BAD_GIVEN,
                f"`{node.name.text}` is a {type}; {scope.words(literal)} cannot be read as one",
                scope.place(literal),
                "",
                'write it as `2026-01-31` or `"2026-01-31T09:00:00Z"`',
            )
            return None
        return value
    if TYPE_OF.get(literal.__class__) is not type:
        names = scope.names
        names.report(
            codes.BAD_GIVEN,
            f"`{node.name.text}` is {A_TYPE[type]}, given {KINDS[literal.__class__]}",
            scope.place(literal),
            KINDS[literal.__class__],
        )
        return None
    return constant(literal, type, scope, node.name.text)


def _events(node: n.GivenEvent, ignores: tuple[model.Ignore, ...], scope: Scope) -> model.GivenEvents | None:
    names, source = scope.names, node.source
    if source.name is None:
        names.report(
            codes.CANNOT_MAKE_EVENT, "`activity` is any event", scope.place(source), "which event?", "name the event"
        )
        return None
    found = stream(source, scope)
    times = _times(node.times, scope)
    if found is None or times is None:
        return None
    made = _made(found.alternatives[0], names.calendar)
    event = found.alternatives[0].event
    if event is None:
        names.report(
            codes.CANNOT_MAKE_EVENT,
            f"`{scope.words(source)}` is any event",
            scope.place(source),
            "which event?",
            "name the event",
        )
        return None
    explicit = _explicit(event, node.properties, scope)
    if explicit is None:
        return None
    shown = scope.words(source)
    if made is None:
        made = {}
    made = {name: value for name, value in (made | explicit).items() if value != ""}  # an empty text is missing
    matching = [a for a in found.alternatives if a.event == event]
    spelled = f"`given {written_name(event)} with PROPERTY VALUE, …`"
    if not any(passes(a.filter, made, names.calendar, None) for a in matching):
        names.report(
            codes.CANNOT_MAKE_EVENT,
            f"no event can be made from `{shown}`: `{event}`{_with(made, event, scope)} is not one of its events",
            scope.place(source),
            "",
            f"spell the event out: {spelled}",
        )
        return None
    for ignore in ignores:
        if ignore.what.event in (None, event) and passes(ignore.what.filter, made, names.calendar, None):
            names.report(
                codes.CANNOT_MAKE_EVENT,
                f"the event made from `{shown}` is ignored by `{ignore.text}`",
                scope.place(source),
                "ignored",
                f"spell the event out: {spelled}",
            )
            return None
    ago = 0 if node.ago is None else node.ago.microseconds
    return model.GivenEvents(event, tuple(sorted(made.items())), times, ago)


def _with(made: dict[str, Value], event: str, scope: Scope) -> str:
    """The properties of an event that was made, in words."""
    if not made:
        return ""
    found = [event_property((event,), n.Name(name, span=n.Span(0, 0)), scope, None) for name in made]
    shown = [
        f"{written_name(name)} {_value_text(value, None if p is None else p.type)}"
        for (name, value), p in zip(made.items(), found, strict=True)
    ]
    return f" with {', '.join(shown)}"


def _value_text(value: Value, type: Type | None) -> str:
    match value, type:
        case int(), Type.NUMBER:
            return number_text(value)
        case int(), Type.DATE:
            return date_text(value)
        case int(), Type.TIME:
            return time_text(value)
        case str(), _:
            return written_text(value)
        case _:
            return str(value).lower()


def _times(node: n.Number | None, scope: Scope) -> int | None:
    if node is None:
        return 1
    if node.value != node.value.to_integral_value() or not 1 <= node.value <= _MOST_EVENTS:
        scope.names.report(
            codes.BAD_GIVEN, f"`{scope.words(node)}`: a whole number from 1 to 10,000", scope.place(node), ""
        )
        return None
    return int(node.value)


def _explicit(event: str, nodes: tuple[n.Assignment, ...], scope: Scope) -> dict[str, Value] | None:
    result: dict[str, Value] = {}
    for node in nodes:
        wanted = TYPE_OF.get(node.value.__class__)
        found = event_property((event,), node.name, scope, wanted if not scope.names.declares_events else None)
        value = None if found is None else given_value(node, found.type, scope)
        if value is None:
            return None
        result[node.name.text] = value
    return result


# --- events from filters


def _made(alternative: model.Filtered, calendar: Calendar) -> dict[str, Value] | None:
    """The properties that a filter's comparisons give; None where one cannot."""
    result: dict[str, Value] = {}
    if alternative.filter is not None:
        for part in _joined(alternative.filter):
            made = _property(part, calendar)
            if made is None:
                return None
            result.setdefault(*made)
    return result


def _joined(condition: model.Condition) -> Iterator[model.Condition]:
    """The comparisons joined by `and`; of an `or` the first."""
    match condition:
        case model.AllOf(parts):
            for part in parts:
                yield from _joined(part)
        case model.AnyOf(parts):
            yield from _joined(parts[0])
        case model.AtLeast(number, parts):
            for part in parts[:number]:
                yield from _joined(part)
        case _:
            yield condition


_STEPS: dict[Type, int] = {Type.NUMBER: NUMBER_SCALE, Type.DATE: 1}


def _property(part: model.Condition, calendar: Calendar) -> tuple[str, Value] | None:
    match part:
        case model.Relation(left, sign, value):
            step = _STEPS.get(left.type)
            if sign in ("=", ">=", "<="):
                return _given(left, value, calendar)
            if sign in (">", "<") and step is not None and isinstance(value, int):
                return _given(left, value + (step if sign == ">" else -step), calendar)
        case model.Among(left, (value, *_), False) | model.Between(left, value):
            return _given(left, value, calendar)
        case model.IsTrue(left):
            return _given(left, True, calendar)
        case model.TextTest(left, sign, (text, *_), False):
            return _given(left, text.replace("*", "").replace("?", "a") if sign == "matches" else text, calendar)
        case _:
            pass
    return None


def _given(left: model.Measure, value: Value, calendar: Calendar) -> tuple[str, Value] | None:
    """The property that is compared with a value; a time compared with a day is that day's first instant."""
    match left:
        case model.PropertyValue(name):
            return name, value
        case model.CalendarDay(model.PropertyValue(name)):
            return name, calendar.first_instant(int(value))
        case _:
            return None
