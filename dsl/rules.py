"""Rules and groups: from nodes to the model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import codes, model
from . import nodes as n
from .conditions import by_day, compared_measure, condition, text_test, values
from .constants import A_TYPE, TYPE_OF, Scope, Use, constant, day_of, duration, percent_millionths, percentage, points
from .diagnostics import Related
from .model import Measure, Points
from .streams import bounds_nothing, event_property, events_of, settled, stream
from .types import MICROSECONDS_PER_DAY, Type
from .words import written_name

_LABELS = {
    n.UpTo: "up to",
    n.OncePer: "once per",
    n.Fade: "fade",
    n.As: "as",
    n.Because: "because",
    n.FromDay: "from",
    n.UntilDay: "until",
}
RESULT_COLUMNS = frozenset({"lead_id", "segments", "route", "due", "fired"})
"""Columns of results that stand beside a column for each group; the others are reserved words."""

NAMING = (n.As, n.Because)
IN_FORCE = (n.FromDay, n.UntilDay)


@dataclass(slots=True)
class Modifiers:
    """The modifiers of an effect, or of a table's or choice's head, each at most once."""

    up_to: n.UpTo | None = None
    once_per: n.OncePer | None = None
    fade: n.Fade | None = None
    name: str | None = None
    because: str | None = None
    first_day: int | None = None
    last_day: int | None = None


def group(node: n.Group, scope: Scope) -> model.Group | None:
    """A group with its limits; None after a report."""
    limits: dict[str, int | None] = {}
    parent: str | None = None
    resets: tuple[model.Stream, ...] = ()
    apart = False
    if node.name.text in RESULT_COLUMNS:
        scope.names.report(
            codes.RESERVED_NAME, f"a group cannot be called `{node.name.text}`: results have a column of that name",
            scope.place(node.name), "", "give the group another name",
        )  # fmt: skip
    once(node.clauses, scope)
    for clause in node.clauses:
        match clause.keyword, clause.value:
            case ("max" | "min") as which, (n.Number() | n.Name()) as value:
                limits[which] = points(value, scope, "limits", signed=True)
            case "in", n.Name() as name:
                parent = _parent(node, name, scope)
            case "apart", _:
                apart = True
            case "resets", n.Source() as source:
                found = stream(source, scope)
                resets = (found,) if found is not None else ()
            case _:
                pass
    if parent is not None and apart:
        scope.names.report(
            codes.WRONG_PLACE,
            f"`{node.name.text}` cannot be `in {parent}` and `apart`: its points count in `{parent}`",
            scope.place(node.name),
            "",
            f"set `{written_name(parent)}` apart, or leave out `in`",
        )
    check_limits(limits.get("max"), limits.get("min"), node, scope)
    only_for = None if node.only_for is None else condition(node.only_for, scope)
    return model.Group(
        node.name.text, parent, limits.get("max"), limits.get("min"), apart, resets, only_for, scope.place(node.name)
    )


def check_limits(maximum: int | None, minimum: int | None, node: n.Model | n.Group, scope: Scope) -> None:
    if maximum is not None and minimum is not None and maximum < minimum:
        clause = next(c for c in node.clauses if c.keyword == "max")
        scope.names.report(codes.BAD_LIMITS, "the `max` is below the `min`", scope.place(clause), "below the `min`")


def once(clauses: Sequence[n.Clause], scope: Scope) -> None:
    seen: dict[str, n.Clause] = {}
    for clause in clauses:
        if clause.keyword in seen:
            _twice(clause.keyword, clause, seen[clause.keyword], scope)
        seen.setdefault(clause.keyword, clause)


def _twice(word: str, node: n.Node, first: n.Node, scope: Scope) -> None:
    scope.names.report(
        codes.TWICE,
        f"`{word}` is given twice",
        scope.place(node),
        "again",
        related=(Related(scope.place(first), "first here"),),
    )


def _parent(node: n.Group, name: n.Name, scope: Scope) -> str | None:
    names = scope.names
    if name.text not in names.groups:
        kind = names.kind(name.text)
        if kind is None:
            names.report_unknown(codes.UNKNOWN_NAME, "group", name.text, scope.place(name), names.groups)
        else:
            names.report(codes.WRONG_KIND, f"`{name.text}` is {kind}, not a group", scope.place(name), kind)
        return None
    names.used.add(name.text)
    chain = [node.name.text]
    here: str | None = name.text
    while here is not None:
        if here in chain:
            if here == node.name.text:
                circle = " → ".join(f"`{x}`" for x in (*chain, here))
                names.report_circle(chain, f"groups are in each other in a circle: {circle}", scope.place(name))
            return None
        chain.append(here)
        found = names.groups.get(here)
        inside = next((c.value for c in found[0].clauses if c.keyword == "in"), None) if found else None
        here = inside.text if isinstance(inside, n.Name) else None
    return name.text


# --- rules


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
            body = _table(table, scope)
        case n.Choose() as choose:
            head = modifiers(choose.modifiers, scope, (*NAMING, *IN_FORCE), "a `choose` as a whole")
            body = _choose(choose, scope)
    if isinstance(node.body, n.Table | n.Choose):
        _register(head.name, node.body.modifiers, scope)
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


def modifiers(nodes: tuple[n.Modifier, ...], scope: Scope, allowed: tuple[type[n.Node], ...], what: str) -> Modifiers:
    """Reads modifiers; reports those that do not go with ``what``, and those given twice."""
    result = Modifiers()
    seen: dict[type[n.Node], n.Modifier] = {}
    for node in nodes:
        kind = node.__class__
        if kind in seen:
            _twice(_LABELS[kind], node, seen[kind], scope)
            continue
        seen[kind] = node
        if kind not in allowed:
            scope.names.report(
                codes.BAD_MODIFIER,
                f"`{_LABELS[kind]}` does not go with {what}",
                scope.place(node),
                "",
                *_where_it_goes(kind),
            )
            continue
        match node:
            case n.UpTo():
                result.up_to = node
            case n.OncePer():
                result.once_per = node
            case n.Fade():
                result.fade = node
            case n.As(name):
                result.name = name.text
            case n.Because(text):
                result.because = text.value
            case n.FromDay(day):
                result.first_day = day_of(day, scope)
            case n.UntilDay(day):
                result.last_day = day_of(day, scope)
    return result


def _where_it_goes(kind: type[n.Node]) -> tuple[str, ...]:
    where: dict[type[n.Node], tuple[str, ...]] = {
        n.UpTo: ("`up to` limits an `each` rule; a group is limited with `max`",),
        n.OncePer: ("`once per` thins out the events of an `each` rule",),
        n.Fade: ("`fade` is about the age of events: it goes with `each` and `latest`",),
        n.FromDay: ("write it behind the head: `by MEASURE from DATE`, `choose from DATE`",),
        n.UntilDay: ("write it behind the head: `by MEASURE until DATE`, `choose until DATE`",),
    }
    return where.get(kind, ())


def fixed_points(effect: n.Effect, named: Modifiers, scope: Scope) -> Points | None:
    """Points that are a number."""
    if isinstance(effect.amount, n.ShareOf):
        scope.names.report(
            codes.BAD_POINTS, "only `each` and `latest` give a share of a number", scope.place(effect.amount), "",
            "write the points as a number",
        )  # fmt: skip
        return None
    if isinstance(effect.amount, n.Name) and scope.names.kinds.get(effect.amount.text) == "a lead field":
        scope.names.report(
            codes.BAD_POINTS,
            f"only `each` and `latest` give points from a field; `{effect.amount.text}` is a lead field",
            scope.place(effect.amount),
            "a lead field",
        )
        return None
    amount = points(effect.amount, scope)
    if amount is None:
        return None
    _register(named.name, effect.modifiers, scope)
    return Points(1 if effect.verb == "add" else -1, amount, named.name, named.because, scope.place(effect))


def _register(name: str | None, nodes: tuple[n.Modifier, ...], scope: Scope) -> None:
    """Notes a rule's name, so that tests may speak of it."""
    if name is None:
        return
    node = next(m.name for m in nodes if isinstance(m, n.As))
    scope.names.rule_names.setdefault(name, scope.place(node))


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
    _register(head.name, node.effect.modifiers, scope)
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


# --- tables and choices


def _table(node: n.Table, scope: Scope) -> model.Table | None:
    wanted = _wanted_by_rows(node.rows)
    use = Use()
    inside = scope
    if node.windows:
        windows = settled(node.windows, scope)
        if windows is None:
            return None
        inside = scope.bounded(windows, use)
    left = compared_measure(node.measure, inside, wanted)
    if left is None:
        return None
    if node.windows and not use.any:
        bounds_nothing(node.windows, scope)
        return None
    words = scope.words(node.measure)
    rows: list[model.Row] = []
    whole = True
    for row in node.rows:
        named = modifiers(row.effect.modifiers, scope, NAMING, "a row of a table")
        matches = None if row.key is None else _matches(row.key, left, words, scope)
        given = fixed_points(row.effect, named, scope)
        if given is None or (row.key is not None and matches is None):
            whole = False
        else:
            text = "otherwise" if row.key is None else scope.words(row.key)
            rows.append(model.Row(matches, given, text, scope.place(row.key or row)))
    return model.Table(by_day(left) if _compares_days(node.rows) else left, tuple(rows)) if whole else None


def _wanted_by_rows(rows: tuple[n.Row, ...]) -> Type | None:
    for row in rows:
        match row.key:
            case n.OneOfKey(values):
                found = TYPE_OF.get(values[0].__class__)
            case n.InKey(tuple() as among):
                found = TYPE_OF.get(among[0].__class__)
            case n.InKey() | n.TextKey():
                found = Type.TEXT
            case n.RangeKey(low=low, high=high):
                term = low if low is not None else high
                found = Type.NUMBER if term is None else TYPE_OF.get(term.__class__, Type.NUMBER)
            case _:
                found = None
        if found is not None:
            return Type.TIME if found is Type.DATE else found
    return None


def _compares_days(rows: tuple[n.Row, ...]) -> bool:
    return any(not isinstance(row.key, n.UnknownKey | None) for row in rows)


def _matches(key: n.Key, left: Measure, words: str, scope: Scope) -> model.Condition | None:
    match key:
        case n.OneOfKey(literals):
            found = values(literals, left, words, scope)
            return None if found is None else model.Among(by_day(left), found)
        case n.InKey(among):
            found = values(among, left, words, scope)
            return (
                None
                if found is None
                else model.Among(by_day(left), found, False, among.text if isinstance(among, n.Name) else "")
            )
        case n.TextKey(test):
            return text_test(test, left, words, scope)
        case n.UnknownKey():
            return model.IsKnown(left, known=False)
        case n.RangeKey():
            return _range(key, left, words, scope)


def _range(key: n.RangeKey, left: Measure, words: str, scope: Scope) -> model.Condition | None:
    if left.type not in (Type.NUMBER, Type.DATE, Type.TIME):
        scope.names.report(
            codes.WRONG_TYPE,
            f"`{scope.words(key)}` compares numbers or days; `{words}` is {A_TYPE[left.type]}",
            scope.place(key),
            A_TYPE[left.type],
        )
        return None
    low = None if key.low is None else constant(key.low, left.type, scope, words)
    high = None if key.high is None else constant(key.high, left.type, scope, words)
    if (key.low is not None and low is None) or (key.high is not None and high is None):
        return None
    day = by_day(left)
    match key.kind:
        case "below":
            assert high is not None
            return model.Relation(day, "<", high)
        case "above":
            assert low is not None
            return model.Relation(day, ">", low)
        case "or more":
            assert low is not None
            return model.Relation(day, ">=", low)
        case "to":
            assert low is not None and high is not None
            return model.Between(day, low, high)


def _choose(node: n.Choose, scope: Scope) -> model.Choose | None:
    branches: list[model.Branch] = []
    whole = True
    for branch in node.branches:
        named = modifiers(branch.effect.modifiers, scope, NAMING, "an `if` of a `choose`")
        test = None if branch.condition is None else condition(branch.condition, scope)
        given = fixed_points(branch.effect, named, scope)
        if given is None or (branch.condition is not None and test is None):
            whole = False
        else:
            text = "otherwise" if branch.condition is None else f"if {scope.words(branch.condition)}"
            branches.append(model.Branch(test, given, text, scope.place(branch.condition or branch)))
    return model.Choose(tuple(branches)) if whole else None
