"""The rules as a table that can be read without knowing the language: what, how many points, why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE
from ...dsl.values import date_text, number_text, points_text
from ...dsl.words import written_name
from ...dsl.zones import Calendar
from ..phrases import condition_words, duration_text, signed
from ..simulation.promises import promise_text


@dataclass(frozen=True, slots=True)
class RuleLine:
    """``depth`` 1: a row of the table above it."""

    words: str
    points: str
    notes: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that stand together. ``words``: what holds for all of them."""

    title: str
    words: str
    lines: tuple[RuleLine, ...]


def rule_groups(model: m.Model) -> Iterator[RuleGroup]:
    """The groups of points, then stages, and who is left out."""
    calendar = Calendar(model.timezone)
    free = [rule for rule in model.rules if rule.group is None]
    if free:
        yield RuleGroup("Rules without a group", "", _lines(free))
    for group in model.groups:
        rules = [rule for rule in model.rules if rule.group == group.name]
        yield RuleGroup(group.name, _group_words(group, calendar), _lines(rules))
    for stage in model.stages:
        yield RuleGroup(f"Stage {stage.name}", _stage_words(stage), tuple(_stage_lines(stage, calendar)))
    out = [RuleLine(when.text, "", when.because or "") for when in model.disqualifications]
    if out:
        yield RuleGroup("Left out of all stages", "", tuple(out))
    ignored = [
        RuleLine(_without_reason(ignore.text.removeprefix("ignore ")), "", ignore.because or "")
        for ignore in model.ignores
    ]
    if ignored:
        yield RuleGroup("Events that do not count", "", tuple(ignored))


def _group_words(group: m.Group, calendar: Calendar) -> str:
    words: list[str] = []
    if group.maximum is not None:
        words.append(f"at most {points_text(group.maximum)} points")
    if group.minimum is not None:
        words.append(f"at least {points_text(group.minimum)} points")
    if group.apart:
        words.append("beside the score, not in it")
    if group.parent is not None:
        words.append(f"part of {group.parent}")
    if group.only_for is not None:
        words.append(f"only for {condition_words(group.only_for, calendar)}")
    words += [f"starts afresh at {reset.text}" for reset in group.resets]
    return ", ".join(words)


def _lines(rules: Sequence[m.Rule]) -> tuple[RuleLine, ...]:
    return tuple(line for rule in rules for line in _rule_lines(rule))


def _rule_lines(rule: m.Rule) -> Iterator[RuleLine]:
    notes = _joined(rule.because, _in_force(rule))
    match rule.body:
        case m.Flat(points):
            yield RuleLine(_head(rule.text), _points(points), _joined(points.because, notes))
        case m.Tally(kind=kind, points=points):
            each = " each" if kind == "each" else ""
            yield RuleLine(
                _head(rule.text), _points(points) + each, _joined(_tally_words(rule.body), points.because, notes)
            )
        case m.Table(rows=rows):
            yield from _choices(rule, [row.points for row in rows], notes)
        case m.Choose(branches):
            yield from _choices(rule, [branch.points for branch in branches], notes)


def _choices(rule: m.Rule, points: Sequence[m.Points], notes: str) -> Iterator[RuleLine]:
    head = _without_reason(rule.head)
    yield RuleLine(f"{head}: the first that holds" if head == "choose" else head, "", notes)
    for words, each in zip(rule.choices, points, strict=True):
        yield RuleLine(words, _points(each), each.because or "", 1)


def _head(text: str) -> str:
    """What stands before the points."""
    return re.split(r" (?:add|subtract) ", text, maxsplit=1)[0]


def _without_reason(text: str) -> str:
    return re.sub(r' because "(?:[^"]|"")*"', "", text)


def _points(points: m.Points) -> str:
    if isinstance(points.amount, int):
        return signed(points.fixed)
    sign = "+" if points.sign > 0 else "−"
    share = points.amount.percent
    part = "" if share == 100 * NUMBER_SCALE else f"{number_text(share)} % of "
    return f"{sign} {part}{written_name(points.amount.of.name)}"


def _tally_words(tally: m.Tally) -> str:
    words: list[str] = []
    if tally.once_per is not None:
        what = tally.once_per.period
        if what == "property" and tally.once_per.property is not None:
            what = written_name(tally.once_per.property.name)
        elif what == "days":
            what = "day" if tally.once_per.days == 1 else f"{tally.once_per.days} days"
        words.append(f"once per {what}")
    if tally.fade is not None:
        how = " of the points" if tally.fade.linearly else ""
        words.append(f"loses {tally.fade.percent} %{how} every {duration_text(tally.fade.every)}")
    if tally.limit is not None:
        words.append(f"up to {points_text(tally.limit)}")
    return ", ".join(words)


def _in_force(rule: m.Rule) -> str:
    first = "" if rule.first_day is None else f"from {date_text(rule.first_day)}"
    last = "" if rule.last_day is None else f"until {date_text(rule.last_day)}"
    return " ".join(filter(None, (first, last)))


def _joined(*notes: str | None) -> str:
    """Each once: a rule that is one effect has its reason from it."""
    return "; ".join(dict.fromkeys(note for note in notes if note))


def _stage_words(stage: m.Stage) -> str:
    words = [f"after {stage.after}"] if stage.after is not None else []
    if stage.holds_until is not None:
        words.append(f"once reached, held until {stage.holds_until.text}")
    return ", ".join(words)


def _stage_lines(stage: m.Stage, calendar: Calendar) -> Iterator[RuleLine]:
    for number, when in enumerate(stage.whens):
        yield RuleLine(f"{'or ' if number else ''}when {when.text}", "", when.because or "")
    for route in stage.routes:
        said = [f"goes to {route.queue}", promise_text(route)]
        if route.met_by is not None:
            said.append(f"met by {route.met_by.text}")
        if route.only_for is not None:
            said.append(f"for {condition_words(route.only_for, calendar)}")
        yield RuleLine(" ".join(filter(None, said)), "", "", 1)
