"""Rules, groups, stages and what else gives a lead its place, as sentences."""

from collections.abc import Iterator
from typing import assert_never

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE, Type
from ...dsl.values import date_text, number_text, points_text
from .words import LONG, English, code, counted, duration, every, head, listed, plain, points


def rule_lines(rule: m.Rule, english: English) -> Iterator[str]:
    """A rule as an item of a list; what belongs to it below, indented by two."""
    name = _names(rule)
    first, below = _rule(rule, english)
    because, in_force = _because(rule), _in_force(rule)
    start = f"**{name}**: {first}" if name else first[:1].upper() + first[1:]
    if below:
        behind = "; ".join(p for p in (because and f"because: {because}", in_force) if p)
        yield f"- {start}{f' ({behind})' if behind else ''}:"
    else:
        in_force = f" {in_force[:1].upper()}{in_force[1:]}." if in_force else ""
        yield f"- {start}.{f' Because: {because}.' if because else ''}{in_force}"
    yield from (f"  {line}" for line in below)


def _names(rule: m.Rule) -> str:
    if rule.name:
        return rule.name
    return next((p.name for p in rule.all_points() if p.name), "") if isinstance(rule.body, m.Flat | m.Tally) else ""


def _because(rule: m.Rule) -> str:
    given = rule.body.points.because if isinstance(rule.body, m.Flat | m.Tally) else None
    return rule.because or given or ""


def _in_force(rule: m.Rule) -> str:
    if rule.first_day is not None and rule.last_day is not None:
        return f"in force from {date_text(rule.first_day)} until {date_text(rule.last_day)}"
    if rule.first_day is not None:
        return f"in force from {date_text(rule.first_day)} on"
    return "" if rule.last_day is None else f"in force until {date_text(rule.last_day)}"


def _rule(rule: m.Rule, english: English) -> tuple[str, list[str]]:
    """The sentence, and the lines below it."""
    body = rule.body
    match body:
        case m.Flat(given):
            return _if(effect(given), rule.condition, english)
        case m.Tally():
            return _if(tally(body, english), rule.condition, english)
        case m.Table(measure, rows):
            sentence, below = _if(
                f"points by {english.measure(measure)}, the first row that fits", rule.condition, english
            )
            return sentence, [*below, *(f"- {_row(row, english)}" for row in rows)]
        case m.Choose(branches):
            sentence, below = _if("points by the first of these that is true", rule.condition, english)
            return sentence, [*below, *(f"- {_branch(branch, english)}" for branch in branches)]
    assert_never(body)


def _if(does: str, condition: m.Condition | None, english: English) -> tuple[str, list[str]]:
    if condition is None:
        return does, []
    words = english.condition(condition)
    if len(words) > LONG and isinstance(condition, m.AllOf | m.AnyOf | m.AtLeast):
        return f"{does} if {head(condition)}", english.lines(condition)
    return f"{does} if {words}", []


def effect(given: m.Points) -> str:
    """`adds 25 points`, `takes 10 points off`, `adds as many points as amount says`."""
    amount = given.amount
    if isinstance(amount, m.Carried):
        share = "" if amount.percent == 100 * NUMBER_SCALE else f"{number_text(amount.percent)}% of "
        said = f"as many points as {share}{code(amount.of.name)} says"
        return f"adds {said}" if given.sign > 0 else f"takes {said} off"
    if amount == 0:
        return "adds nothing"
    return f"adds {points(amount)}" if given.sign > 0 else f"takes {points(amount)} off"


def tally(body: m.Tally, english: English) -> str:
    which = "each" if body.kind == "each" else "the latest"
    said = f"{effect(body.points)} for {which} {english.stream(body.events.stream)}{english.windows(body.events)}"
    once = body.once_per
    if once is not None:
        match once.period:
            case "property":
                of = "" if once.property is None else code(once.property.name)
                said += f", counting one for each different {of}"
            case "days":
                said += f", counting one a day{f' of {once.days}' if once.days > 1 else ''}"
                said = said.replace(f"one a day of {once.days}", f"one in {once.days} days")
            case _:
                said += f", counting one a {once.period}"
    fade = body.fade
    if fade is not None:
        if fade.linearly:
            said += f", losing {fade.percent}% of the full points {every(fade.every)}"
        elif fade.percent == 50:
            said += f", halving {every(fade.every)}"
        else:
            said += f", losing {fade.percent}% of what is left {every(fade.every)}"
    if body.limit is not None:
        said += f", at most {points(body.limit)} in all"
    return said


def _row(row: m.Row, english: English) -> str:
    said = "otherwise" if row.matches is None else _key(row.matches, english)
    return f"{said}: {_given(row.points)}"


def _key(condition: m.Condition, english: English) -> str:
    """What a row asks of the measure that its table names."""
    match condition:
        case m.Between(left, low, high):
            return f"{english.value(low, left.type)} to {english.value(high, left.type)}"
        case m.IsKnown(known=False):
            return "not known"
        case m.Relation(left, sign, right):
            return english.bound(left, sign, right)
        case _:
            words = english.condition(condition)
            left: m.Measure | None = getattr(condition, "left", None)
            subject = "" if left is None else english.measure(left)
            return words.removeprefix(subject).strip().removeprefix("is ")


def _branch(branch: m.Branch, english: English) -> str:
    said = "otherwise" if branch.condition is None else english.condition(branch.condition)
    return f"{said}: {_given(branch.points)}"


def _given(given: m.Points) -> str:
    sign = "−" if given.sign < 0 and given.fixed else ""
    worth = effect(given) if isinstance(given.amount, m.Carried) else f"{sign}{points(given.amount)}"
    called = f" ({code(given.name)})" if given.name else ""
    return f"{worth}{called}{f', because: {given.because}' if given.because else ''}"


# --- groups, grade, stages


def group_sentence(group: m.Group, english: English) -> str:
    said: list[str] = []
    if group.maximum is not None and group.minimum is not None:
        said.append(f"Its points are held between {_n(group.minimum)} and {_n(group.maximum)}.")
    elif group.maximum is not None:
        said.append(f"It gives at most {points(group.maximum)}.")
    elif group.minimum is not None:
        said.append(f"It gives no less than {_n(group.minimum)} points.")
    if group.parent is not None:
        said.append(f"Its points count in {code(group.parent)}.")
    if group.apart:
        said.append("Its points do not count in the score.")
    for reset in group.resets:
        said.append(f"Only what happened after the latest {english.stream(reset)} counts.")
    if group.only_for is not None:
        said.append(f"It is for leads of whom this is true: {english.condition(group.only_for)}; others get 0.")
    return " ".join(said)


def _n(hundredths: int) -> str:
    return plain(points_text(hundredths))


def grade_line(line: m.GradeLine) -> str:
    of = "the score" if line.group is None else f"the points of {code(line.group)}"
    bands = [f"**{b.label}** from {_n(b.threshold)}" if b.threshold is not None else f"else **{b.label}**"
             for b in line.bands]  # fmt: skip
    return f"- by {of}: {', '.join(bands)}"


def stage_lines(stage: m.Stage, english: English) -> Iterator[str]:
    after = f", and only once **{stage.after}** is reached" if stage.after else ""
    ways = "if this is true" if len(stage.whens) == 1 else "in any of these ways"
    yield f"A lead reaches it {ways}{after}:"
    yield ""
    for when in stage.whens:
        yield from when_lines(when, english)
    if stage.holds_until is not None:
        yield ""
        yield f"Once reached it stays until the next {english.stream(stage.holds_until)}."
    if stage.routes:
        yield ""
        yield "Who takes over:" if len(stage.routes) == 1 else "Who takes over, the first that fits:"
        yield ""
        yield from (f"- {_route(route, english)}" for route in stage.routes)


def when_lines(when: m.When, english: English) -> Iterator[str]:
    words, below = _if("", when.condition, english)
    said = words.strip().removeprefix("if ")
    said = f"{said[:1].upper()}{said[1:]}"
    if below:
        yield f"- {said}{f' (because: {when.because})' if when.because else ''}:"
    else:
        yield f"- {said}.{f' Because: {when.because}.' if when.because else ''}"
    yield from (f"  {line}" for line in below)


def _route(route: m.Route, english: English) -> str:
    said = f"**{route.queue}**"
    if route.within is not None:
        said += f" within {duration(route.within)}"
    elif route.business_days is not None:
        said += f" within {counted(route.business_days, 'business day')}"
    if route.met_by is not None:
        said += f", which the first {english.stream(route.met_by)} meets"
    if route.only_for is not None:
        said += f", if {english.condition(route.only_for)}"
    return f"{said}."


def ignore_sentence(ignore: m.Ignore, english: English) -> str:
    what = "every event" if ignore.what.event is None else f"every {code(ignore.what.event)}"
    if ignore.what.filter is not None:
        what += f" of which this is true: {english.condition(ignore.what.filter)}"
    return f"- {what[:1].upper()}{what[1:]}.{f' Because: {ignore.because}.' if ignore.because else ''}"


def kind_words(type: Type | None) -> str:
    return {None: "", Type.TEXT: "text", Type.NUMBER: "number", Type.FLAG: "yes or no", Type.DATE: "date",
            Type.TIME: "time"}[type]  # fmt: skip


__all__ = [
    "effect", "grade_line", "group_sentence", "ignore_sentence", "kind_words", "listed", "rule_lines", "stage_lines",
    "tally", "when_lines",
]  # fmt: skip
