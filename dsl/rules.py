"""Rules: from nodes to the model."""

from dataclasses import replace

from . import codes, model, tables
from . import nodes as n
from .conditions import condition
from .constants import A_TYPE, Scope, duration, percent_millionths, percentage, points
from .model import Points
from .modifiers import IN_FORCE, NAMING, Modifiers, fixed_points, modifiers, register
from .streams import event_property, events_of
from .types import MICROSECONDS_PER_DAY, Type


def rule(node: n.Rule, number: int, group: str | None, scope: Scope) -> model.Rule | None:
    """A rule, ``scope.resets`` being its group's; None after a report."""
    guard = None if node.condition is None else condition(node.condition, scope)
    head = Modifiers()
    body: model.Body | None
    match node.body:
        case n.Effect() as effect:
            head = modifiers(effect.modifiers, scope, (*NAMING, *IN_FORCE), "`when … add`")
            found = fixed_points(effect, head, scope)
            body = None if found is None else model.Flat(found)
        case n.Tally() as tally:
            head, body = _tally(tally, scope)
        case n.Table() as table:
            head = modifiers(table.modifiers, scope, (*NAMING, *IN_FORCE), "a table as a whole")
            body = tables.table(table, scope)
        case n.Choose() as choose:
            head = modifiers(choose.modifiers, scope, (*NAMING, *IN_FORCE), "a `choose` as a whole")
            body = tables.choose(choose, scope)
    if isinstance(node.body, n.Table | n.Choose):
        register(head.name, node.body.modifiers, scope)
    if body is None or (node.condition is not None and guard is None):
        return None
    if head.first_day is not None and head.last_day is not None and head.first_day > head.last_day:
        scope.names.report(
            codes.NEVER_IN_FORCE, "the rule is never in force: its last day is before its first", scope.place(node), ""
        )
    head_words, choices = _choices(node, scope)
    return model.Rule(
        number,
        group,
        guard,
        body,
        head.first_day,
        head.last_day,
        head.name,
        head.because,
        scope.words(node),
        head_words,
        choices,
        scope.place(node),
    )


def _choices(node: n.Rule, scope: Scope) -> tuple[str, tuple[str, ...]]:
    """The words of a table's or choice's head, and of what each row or branch asks for."""
    match node.body:
        case n.Table(measure, windows):
            end = windows[-1].span.end if windows else measure.span.end
            asked = [row.key for row in node.body.rows]
        case n.Choose(branches=branches):
            end = node.body.span.start + len("choose")
            asked = [branch.condition for branch in branches]
        case _:
            return "", ()
    head = " ".join(scope.source[n.Span(node.span.start, end)].split())
    word = "if " if isinstance(node.body, n.Choose) else ""
    return head, tuple("otherwise" if a is None else word + scope.words(a) for a in asked)


def _tally(node: n.Tally, scope: Scope) -> tuple[Modifiers, model.Tally | None]:
    allowed = (*NAMING, *IN_FORCE, n.Fade, *((n.UpTo, n.OncePer) if node.kind == "each" else ()))
    head = modifiers(node.effect.modifiers, scope, allowed, f"`{node.kind}`")
    events = events_of(node.counted.source, node.windows, scope)
    if events is None:
        return head, None
    types = tuple(a.event for a in events.stream.alternatives)
    amount = _amount(node.effect, types, scope)
    fade = None if head.fade is None else _fade(head.fade, scope)
    per = None if head.once_per is None else _once_per(head.once_per, types, scope)
    limit = None if head.up_to is None else points(head.up_to.limit, scope, "limits")
    register(head.name, node.effect.modifiers, scope)
    if isinstance(amount, model.Carried) and head.fade is not None:
        scope.names.report(
            codes.BAD_FADE,
            "points that an event or a field carries do not fade",
            scope.place(head.fade),
            "",
            "give a fixed number of points, or leave `fade` out",
        )
        return head, None
    if (
        amount is None
        or (head.fade is not None and fade is None)
        or (head.once_per is not None and per is None)
        or (head.up_to is not None and limit is None)
    ):
        return head, None
    sign = 1 if node.effect.verb == "add" else -1
    given = Points(sign, amount, head.name, head.because, scope.place(node.effect))
    return head, model.Tally(node.kind, events, given, per, fade, limit)


def _amount(effect: n.Effect, types: tuple[str | None, ...], scope: Scope) -> int | model.Carried | None:
    amount, names = effect.amount, scope.names
    if isinstance(amount, n.ShareOf):
        percent = percent_millionths(amount.percent, scope)
        of = _carrier(amount.name, types, scope)
        return None if percent is None or of is None else model.Carried(of, percent)
    if isinstance(amount, n.Number):
        return points(amount, scope)
    if names.kinds.get(amount.text) == "a let" and not _has_property(amount.text, types, scope):
        return points(amount, scope)
    of = _carrier(amount, types, scope)
    return None if of is None else model.Carried(of)


def _has_property(name: str, types: tuple[str | None, ...], scope: Scope) -> bool:
    events = scope.names.events
    if not scope.names.declares_events:
        return False
    if types == (None,):
        return any(name in e.properties for e in events.values())
    return all(t is not None and name in events[t].properties for t in types)


def _carrier(
    name: n.Name, types: tuple[str | None, ...], scope: Scope
) -> model.PropertyValue | model.FieldValue | None:
    """The number property of the events, else the number field, that carries points."""
    names, place = scope.names, scope.place(name)
    of: model.PropertyValue | model.FieldValue | None
    is_field = names.kinds.get(name.text) == "a lead field"
    if is_field and not _has_property(name.text, types, scope):
        names.used.add(name.text)
        of = model.FieldValue(name.text, names.field_type(name.text, Type.NUMBER, place))
    else:
        of = event_property(types, name, scope, Type.NUMBER)
    if of is not None and of.type is not Type.NUMBER:
        names.report(
            codes.WRONG_TYPE, f"points are numbers; `{name.text}` is {A_TYPE[of.type]}", place, A_TYPE[of.type]
        )
        return None
    return of


def _fade(node: n.Fade, scope: Scope) -> model.Fade | None:
    percent = percentage(node.percent, scope)
    every = duration(node.every, scope)
    if percent is None or every is None:
        return None
    if percent != percent.to_integral_value() or not 1 <= percent <= 100:
        scope.names.report(
            codes.BAD_FADE,
            f"a fade is a whole percentage from 1% to 100%, not {scope.words(node.percent)}",
            scope.place(node.percent),
            "",
        )
        return None
    return model.Fade(int(percent), every, node.linearly)


def _once_per(node: n.OncePer, types: tuple[str | None, ...], scope: Scope) -> model.OncePer | None:
    match node.per:
        case "day":
            return model.OncePer("days", 1)
        case "week":
            return model.OncePer("week", 7)
        case "month":
            return model.OncePer("month")
        case n.Duration() as length:
            found = duration(length, scope)
            if found is not None and found % MICROSECONDS_PER_DAY:
                scope.names.report(
                    codes.BAD_DURATION,
                    f"`once per {scope.words(length)}`: a period is a whole number of days",
                    scope.place(length),
                    "not whole days",
                )
                return None
            return None if found is None else model.OncePer("days", found // MICROSECONDS_PER_DAY)
        case n.Name() as name:
            let = scope.names.lets.get(name.text)
            if let is not None and isinstance(let[0].value, n.Duration) and not _has_property(name.text, types, scope):
                return _once_per(n.OncePer(let[0].value, span=node.span), types, replace(scope, source=let[1]))
            found_property = event_property(types, name, scope, None)
            return None if found_property is None else model.OncePer("property", 1, found_property)
