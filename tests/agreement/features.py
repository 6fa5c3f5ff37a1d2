"""What of the language a model uses: so that a test can say that random models use all of it."""

from collections.abc import Iterator
from dataclasses import is_dataclass
from itertools import product

from leadwright.dsl import model as m
from leadwright.dsl.types import Type

SIGNS = ("=", "!=", "<", "<=", ">", ">=")
TEXT_SIGNS = ("contains", "mentions", "starts with", "ends with", "matches")
NOT_IN_RULES = {"InSegment", "Test", "GivenLead", "GivenEvents", "Wait", "Expect", "ExpectRule"}
"""What stands in tests alone; `segment "X"` may be asked for in `expect` only."""

CLASSES = {
    name for name, found in vars(m).items() if is_dataclass(found) and found.__module__ == m.__name__
} - NOT_IN_RULES

ANY_TYPE = tuple(str(type) for type in Type)
MOMENTS = ("date", "time")


def wanted() -> set[str]:
    """All features: classes, and the combinations of them that executors may do each in its own way."""
    found = {f"class {name}" for name in CLASSES}
    found |= {f"distinct {t}" for t in ANY_TYPE}
    found |= {f"{which} {t}" for which, t in product(("first", "last"), ANY_TYPE)}
    found |= {f"{kind} {t}" for kind, t in product(("largest", "smallest"), ("number", *MOMENTS))}
    found |= {f"days since {which}" for which in ("first", "last")}
    found |= {f"days {way} {t}" for way, t in product(("since", "until"), MOMENTS)}
    found |= {f"domain of {of}" for of in ("FieldValue", "PropertyValue")}
    found |= {f"{of} {t}" for of, t in product(("FieldValue", "PropertyValue"), ANY_TYPE)}
    found |= {f"day of {of}" for of in ("FieldValue", "PropertyValue", "Extreme", "Edge")}
    for where in ("", "in a filter: "):
        found |= {f"{where}{t} {sign}" for t, sign in product(("text", "number", *MOMENTS), SIGNS)}
        found |= {f"{where}flag {sign}" for sign in ("=", "!=")}
        found |= {f"{where}{known} {t}" for known, t in product(("known", "unknown"), ANY_TYPE)}
        found |= {f"{where}{no}{sign}" for no, sign in product(("", "not "), TEXT_SIGNS)}
        found |= {f"{where}{no}among {t}" for no, t in product(("", "not "), ("text", "number", *MOMENTS))}
        found |= {f"{where}between {t}" for t in ("text", "number", *MOMENTS)}
        found |= {f"{where}{kind} {t}" for kind, t in product(("Recent", "Older"), MOMENTS)}
        found |= {f"{where}{kind}" for kind in ("AllOf", "AnyOf", "AtLeast", "Not", "IsTrue")}
        found |= {f"{where}any of several", f"{where}among nothing"}
    found |= {"exists", "no", "exists in two windows", "filter on any event", "events of any type", "a union"}
    found |= {f"ratio {sign}" for sign in SIGNS} | {"ratio of a share", "ratio of 0%", "ratio of a share of a field"}
    found |= {f"ratio of {kind}" for kind in ("Average", "Total", "Count", "FieldValue", "DaysSinceEvent", "Score")}
    found |= {"sequence of 2", "sequence of 3", "sequence in a window", "sequence after a reset"}
    found |= {f"{kind} of a {t}" for kind, t in product(("AfterField",), MOMENTS)}
    found |= {f"{kind} {which}" for kind, which in product(("AfterEvent", "Following"), ("first", "last"))}
    found |= {"moment of a filtered event", "moment after a reset", "two windows", "two resets", "reset by a union"}
    found |= {f"{kind} {what}" for kind, what in product(("each", "latest"), ("fade", "fade linearly", "carried"))}
    found |= {f"{kind} with a guard" for kind in ("each", "latest", "table", "choose")}
    found |= {f"once per {p}" for p in ("day", "3 days", "14 days", "week", "month", *ANY_TYPE)}
    found |= {f"once per, {what}" for what in ("fade", "carried", "up to", "fade and up to")}
    found |= {
        "up to",
        "carried field",
        "carried property",
        "carried share",
        "subtracted",
        "from",
        "until",
        "from until",
    }
    found |= {f"table of {t}" for t in ANY_TYPE} | {f"table of {k}" for k in ("Count", "FieldValue", "Average", "Edge")}
    found |= {"table with unknown", "table with otherwise", "choose with otherwise", "named row", "named rule"}
    found |= {f"group {c}" for c in ("max", "min", "apart", "in", "resets", "for", "for, in a group", "in in")}
    found |= {"baseline", "model max", "model min", "grade of score", "grade of group", "grade with a last label"}
    found |= {f"stage asks {c}" for c in ("Score", "GroupPoints", "GradeText", "Ratio of Score")}
    found |= {f"segment asks {c}" for c in ("Score", "GradeText", "StageText", "IsDisqualified")}
    found |= {"stage after", "stage holds", "stage holds after one that holds", "or when", "route for an outcome"}
    found |= {f"route {c}" for c in ("within", "business days", "met by", "for", "plain", "second")}
    found |= {"ignore a type", "ignore by a filter", "ignore of any type", "ignore by the clock", "filter by the clock"}
    found |= {"a define with a window", "disqualified for points", "two disqualifications", "a label twice"}
    return found


def features(model: m.Model) -> set[str]:
    found = {"class Model", "class Field", "class EventType"}
    whole = (
        model.rules, model.groups, model.stages, model.disqualifications, model.segments, model.ignores, model.grade,
    )  # fmt: skip
    for part in m.parts(whole):
        found.add(f"class {type(part).__name__}")
        found.update(_of_condition(part))
        found.update(_of_events(part))
        found.update(_of_rule(part))
        if isinstance(part, m.Filtered) and part.filter is not None:
            for inner in m.parts(part.filter):
                found.update(f"in a filter: {feature}" for feature in _of_condition(inner))
            if any(isinstance(p, m.Recent | m.Older) for p in m.parts(part.filter)):
                found.add("filter by the clock")
    found.update(_of_model(model))
    return found


def _of_condition(part: object) -> Iterator[str]:
    match part:
        case m.AllOf() | m.AnyOf() | m.AtLeast() | m.Not() | m.IsTrue():
            yield type(part).__name__
        case m.IsKnown(measure, known):
            yield f"{'known' if known else 'unknown'} {measure.type}"
        case m.Relation(left, sign):
            yield f"{_asked(left)} {sign}"
        case m.Among(left, values, negated):
            yield f"{'not ' if negated else ''}among {_asked(left)}"
            if not values:
                yield "among nothing"
        case m.Between(left):
            yield f"between {_asked(left)}"
        case m.TextTest(_, sign, patterns, negated):
            yield f"{'not ' if negated else ''}{sign}"
            if len(patterns) > 1:
                yield "any of several"
        case m.Recent(left) | m.Older(left):
            yield f"{type(part).__name__} {left.type}"
        case m.Ratio(left, sign, right, percent):
            yield f"ratio {sign}"
            yield from (f"ratio of {type(side).__name__}" for side in (left, right))
            if percent != 100_000_000:
                yield "ratio of a share of a field" if isinstance(right, m.FieldValue) else "ratio of a share"
            if not percent:
                yield "ratio of 0%"
        case m.Exists(events, is_wanted):
            yield "exists" if is_wanted else "no"
            if len(events.windows) > 1:
                yield "exists in two windows"
        case m.Sequence(steps, windows=windows, resets=resets):
            yield f"sequence of {len(steps)}"
            if windows:
                yield "sequence in a window"
            if resets:
                yield "sequence after a reset"
        case m.Named(condition) if any(isinstance(p, m.Events) and p.windows for p in m.parts(condition)):
            yield "a define with a window"
        case _:
            pass


def _asked(left: m.Measure) -> str:
    """The type that a comparison is of: a time is compared by its day."""
    return "time" if isinstance(left, m.CalendarDay) else str(left.type)


def _of_events(part: object) -> Iterator[str]:
    match part:
        case m.FieldValue(_, type_) | m.PropertyValue(_, type_):
            yield f"{type(part).__name__} {type_}"
        case m.CalendarDay(of):
            yield f"day of {type(of).__name__}"
        case m.DomainOf(of):
            yield f"domain of {type(of).__name__}"
        case m.Distinct(property=p):
            yield f"distinct {p.type}"
        case m.Extreme(kind, type=type_):
            yield f"{kind} {type_}"
        case m.Edge(which, type=type_):
            yield f"{which} {type_}"
        case m.DaysSinceEvent(which):
            yield f"days since {which}"
        case m.DaysFromField(direction, field):
            yield f"days {direction} {field.type}"
        case m.AfterField(field):
            yield f"AfterField of a {field.type}"
        case m.AfterEvent(which, stream) | m.Following(_, which, stream):
            yield f"{type(part).__name__} {which}"
            if any(a.filter is not None for a in stream.alternatives):
                yield "moment of a filtered event"
        case m.Filtered(None, filter):
            yield "events of any type" if filter is None else "filter on any event"
        case m.Stream(alternatives) if len(alternatives) > 1:
            yield "a union"
        case m.Events(_, windows, resets):
            if len(windows) > 1:
                yield "two windows"
            if len(resets) > 1:
                yield "two resets"
            if any(len(r.alternatives) > 1 for r in resets):
                yield "reset by a union"
            if resets and any(isinstance(w, m.AfterEvent | m.Following) for w in windows):
                yield "moment after a reset"
        case _:
            pass


def _of_rule(part: object) -> Iterator[str]:
    match part:
        case m.Points(sign, amount):
            if sign < 0:
                yield "subtracted"
            if isinstance(amount, m.Carried):
                yield "carried field" if isinstance(amount.of, m.FieldValue) else "carried property"
                if amount.percent != 100_000_000:
                    yield "carried share"
        case m.Tally():
            yield from _of_tally(part)
        case m.Table(measure, rows):
            yield f"table of {_asked(measure)}"
            yield f"table of {type(measure).__name__}"
            for row in rows:
                if row.points.name is not None:
                    yield "named row"
                if row.matches is None:
                    yield "table with otherwise"
                elif isinstance(row.matches, m.IsKnown):
                    yield "table with unknown"
        case m.Choose(branches) if branches[-1].condition is None:
            yield "choose with otherwise"
        case m.Rule(condition=condition, body=body):
            if condition is not None:
                yield f"{getattr(body, 'kind', type(body).__name__.lower())} with a guard"
            if part.name is not None:
                yield "named rule"
            first, last = part.first_day is not None, part.last_day is not None
            if first or last:
                yield " ".join(["from"] * first + ["until"] * last)
        case _:
            pass


def _of_tally(tally: m.Tally) -> Iterator[str]:
    extra: list[str] = []
    if tally.fade is not None:
        yield f"{tally.kind} fade{' linearly' if tally.fade.linearly else ''}"
        extra.append("fade")
    if isinstance(tally.points.amount, m.Carried):
        yield f"{tally.kind} carried"
        extra.append("carried")
    if tally.limit is not None:
        yield "up to"
        extra.append("up to")
    per = tally.once_per
    if per is not None:
        match per.period:
            case "property":
                assert per.property is not None
                yield f"once per {per.property.type}"
            case "days":
                yield "once per day" if per.days == 1 else f"once per {per.days} days"
            case period:
                yield f"once per {period}"
        yield from (f"once per, {what}" for what in extra)
        if {"fade", "up to"} <= {*extra}:
            yield "once per, fade and up to"


def _of_model(model: m.Model) -> Iterator[str]:
    groups = {group.name: group for group in model.groups}
    for group in model.groups:
        parent = groups[group.parent] if group.parent else None
        clauses = {
            "max": group.maximum is not None,
            "min": group.minimum is not None,
            "apart": group.apart,
            "in": parent is not None,
            "in in": parent is not None and parent.parent is not None,
            "resets": bool(group.resets),
            "for": group.only_for is not None,
            "for, in a group": group.only_for is not None and parent is not None,
        }
        yield from (f"group {clause}" for clause, has in clauses.items() if has)
    yield from ["baseline"] * (model.baseline != 0)
    yield from ["model max"] * (model.maximum is not None) + ["model min"] * (model.minimum is not None)
    for line in model.grade:
        yield f"grade of {'score' if line.group is None else 'group'}"
        if line.bands[-1].threshold is None:
            yield "grade with a last label"
    yield from _of_stages(model)
    for segment in model.segments:
        yield from (f"segment asks {type(p).__name__}" for p in m.parts(segment.condition))
    if len({s.label for s in model.segments}) < len(model.segments):
        yield "a label twice"
    if len(model.disqualifications) > 1:
        yield "two disqualifications"
    if any(isinstance(p, m.Score | m.GroupPoints) for p in m.parts(model.disqualifications)):
        yield "disqualified for points"
    for ignore in model.ignores:
        what = ignore.what
        yield (
            "ignore of any type"
            if what.event is None
            else "ignore a type"
            if what.filter is None
            else ("ignore by a filter")
        )
        if any(isinstance(p, m.Recent | m.Older) for p in m.parts(what.filter)):
            yield "ignore by the clock"


def _of_stages(model: m.Model) -> Iterator[str]:
    by_name = {stage.name: stage for stage in model.stages}
    for stage in model.stages:
        for when in stage.whens:
            for part in m.parts(when.condition):
                yield f"stage asks {type(part).__name__}"
                if isinstance(part, m.Ratio) and isinstance(part.left, m.Score):
                    yield "stage asks Ratio of Score"
        yield from ["or when"] * (len(stage.whens) > 1) + ["stage after"] * (stage.after is not None)
        if stage.holds_until is not None:
            yield "stage holds"
            if stage.after is not None and by_name[stage.after].holds_until is not None:
                yield "stage holds after one that holds"
        for position, route in enumerate(stage.routes):
            clauses = {
                "within": route.within is not None,
                "business days": route.business_days is not None,
                "met by": route.met_by is not None,
                "for": route.only_for is not None,
                "plain": route == m.Route(route.queue),
                "second": position == 1,
            }
            yield from (f"route {clause}" for clause, has in clauses.items() if has)
            if any(isinstance(p, m.Score | m.GroupPoints | m.GradeText) for p in m.parts(route.only_for)):
                yield "route for an outcome"
