"""The third of the three trees: what any executor has to work out, each part once, and nothing else.

A model says what every rule means; its plan says what that takes. Signals, moments, metrics and conditions that
several rules share stand here once, each before what is made of it. A rule is a list of gates, all of which have to be
true, and either the first of some cases whose condition is true, or a tally of events: integers of hundredths in both.
What holds for every rule of a group (its `for`) is a gate of the rule; `S` and `no S` are counts of S against one.

Parts are those of ``dsl.model``: they are settled, equal if they mean the same, and hash alike, so an executor can keep
what it worked out for one plan and use it for another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

from ..dsl import model as m
from ..dsl.types import NUMBER_SCALE


@dataclass(frozen=True, slots=True)
class Moment:
    """When the first or last event of a stream was, of those after the latest event of each of ``resets``."""

    which: m.Which
    stream: m.Stream
    resets: tuple[m.Stream, ...] = ()


Metric = m.EventMeasure | m.Sequence | m.Tally
"""What is worked out from the events of a lead: a value, a truth, or points in hundredths."""


@dataclass(frozen=True, slots=True)
class Case:
    """Points in hundredths, if the condition (None: always) is true and that of no case before it is.

    ``choice`` is the position of the row or branch; None for `when … add N`.
    """

    condition: m.Condition | None
    points: int
    choice: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedRule:
    """What a rule gives: nothing unless it is in force and every gate is true; then the first case, or a tally."""

    rule: m.Rule
    gates: tuple[m.Condition, ...]
    gives: tuple[Case, ...] | m.Tally

    @property
    def group(self) -> str | None:
        return self.rule.group

    def is_in_force(self, day: int) -> bool:
        """``day``: the as-of time's calendar day, in days since 1970-01-01."""
        first, last = self.rule.first_day, self.rule.last_day
        return (first is None or first <= day) and (last is None or day <= last)

    @property
    def bounds(self) -> tuple[int, int]:
        """The least and the most points that it can give, in hundredths; those of tallies as far as a limit tells."""
        if isinstance(self.gives, tuple):
            points = [0, *(case.points for case in self.gives)]
            return min(points), max(points)
        limit = self.gives.limit
        if limit is None:
            return -(2**62), 2**62
        return -limit, limit


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A group with all that has to be true for it to have points: its own `for` and those of the groups it is in."""

    group: m.Group
    gates: tuple[m.Condition, ...]
    rules: tuple[PlannedRule, ...]

    @property
    def name(self) -> str:
        return self.group.name


@dataclass(frozen=True)
class Plan:
    """``groups``: inner ones before those they are in. ``ungrouped``: rules without a group.

    ``signals``, ``moments``, ``metrics``, ``conditions``: each once, after all that it needs; only what some rule,
    group, stage, route, disqualification or segment needs. Conditions are those that stand by themselves: gates,
    cases, `when`s, not the parts that they are made of.
    """

    model: m.Model
    rules: tuple[PlannedRule, ...]
    groups: tuple[PlannedGroup, ...]
    ungrouped: tuple[PlannedRule, ...]
    signals: tuple[m.Stream, ...]
    moments: tuple[Moment, ...]
    metrics: tuple[Metric, ...]
    conditions: tuple[m.Condition, ...]
    fields: tuple[m.FieldValue, ...]
    properties: tuple[m.PropertyValue, ...]

    @cached_property
    def group_of(self) -> Mapping[str, PlannedGroup]:
        return {group.name: group for group in self.groups}

    @cached_property
    def counting(self) -> tuple[PlannedGroup, ...]:
        """The groups whose points are added up to the score."""
        return tuple(g for g in self.groups if g.group.parent is None and not g.group.apart)

    @cached_property
    def filters_have_clock(self) -> bool:
        """Whether an event can come to pass a filter, or an `ignore`, or stop to, by time alone."""
        filters = [a.filter for s in self.signals for a in s.alternatives] + [i.what.filter for i in self.model.ignores]
        return any(isinstance(part, m.Recent | m.Older) for f in filters for part in m.parts(f))

    @cached_property
    def beside(self) -> dict[object, object]:
        """What executors worked out of it and keep for their next run."""
        return {}

    @cached_property
    def has_irregular_histories(self) -> bool:
        """Whether events come and go in another order than that of their times, or a number of days from a field is
        compared with another measure, which can change at any moment that there ever was. Histories are then told lead
        by lead."""
        if self.filters_have_clock:
            return True
        model = self.model
        whole = (model.rules, model.groups, model.stages, model.disqualifications, model.segments)
        days = (m.DaysFromField, m.DaysSinceEvent)
        return any(
            isinstance(part, m.Ratio)
            and isinstance(part.left, days) != isinstance(part.right, days)
            and isinstance(part.left if isinstance(part.left, days) else part.right, m.DaysFromField)
            for part in m.parts(whole)
        )

    @cached_property
    def outcomes_ask_for_points(self) -> bool:
        """Whether a stage, disqualification or segment asks for the score, a group or the grade."""
        whole = (self.model.stages, self.model.disqualifications, self.model.segments)
        return any(isinstance(part, m.Score | m.GroupPoints | m.GradeText) for part in m.parts(whole))

    @cached_property
    def ignores_events(self) -> bool:
        return bool(self.model.ignores)


def plan_of(model: m.Model) -> Plan:
    """The plan of a model without errors. The model's `test`s are no part of it."""
    return _Planner(model).plan()


def as_count(condition: m.Exists) -> m.Relation:
    """`S`, `no S`: a count of S against one."""
    return m.Relation(m.Count(condition.events), ">=" if condition.wanted else "<", NUMBER_SCALE)


def moments_of(windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...]) -> Iterator[Moment]:
    """The moments that windows and resets begin from, those of the resets first."""
    yield from (Moment("last", reset) for reset in resets)
    for window in windows:
        match window:
            case m.AfterEvent(which, stream) | m.Following(_, which, stream):
                yield Moment(which, stream, resets)
            case _:
                pass


class _Planner:
    def __init__(self, model: m.Model) -> None:
        self.model = model
        self.by_name = {group.name: group for group in model.groups}
        self.signals: dict[m.Stream, None] = {}
        self.moments: dict[Moment, None] = {}
        self.metrics: dict[Metric, None] = {}
        self.conditions: dict[m.Condition, None] = {}
        self.fields: dict[m.FieldValue, None] = {}
        self.properties: dict[m.PropertyValue, None] = {}

    def plan(self) -> Plan:
        model = self.model
        for ignore in model.ignores:
            self._look_at(ignore.what.filter)
        rules = tuple(self._rule(rule) for rule in model.rules)
        groups = tuple(self._group(g, rules) for g in sorted(model.groups, key=self._depth, reverse=True))
        for stage in model.stages:
            for when in stage.whens:
                self._condition(when.condition)
            if stage.holds_until is not None:
                self._signal(stage.holds_until)
            for route in stage.routes:
                if route.only_for is not None:
                    self._condition(route.only_for)
                if route.met_by is not None:
                    self._signal(route.met_by)
        for when in model.disqualifications:
            self._condition(when.condition)
        for segment in model.segments:
            self._condition(segment.condition)
        return Plan(
            model,
            rules,
            groups,
            tuple(rule for rule in rules if rule.group is None),
            tuple(self.signals),
            tuple(self.moments),
            tuple(self.metrics),
            tuple(self.conditions),
            tuple(self.fields),
            tuple(self.properties),
        )

    # --- rules and groups

    def _rule(self, rule: m.Rule) -> PlannedRule:
        gates = self._gates(rule.group)
        if rule.condition is not None:
            gates = tuple(dict.fromkeys((*gates, rule.condition)))
        for gate in gates:
            self._condition(gate)
        return PlannedRule(rule, gates, self._gives(rule.body))

    def _gives(self, body: m.Body) -> tuple[Case, ...] | m.Tally:
        match body:
            case m.Flat(points):
                return (Case(None, points.fixed),)
            case m.Tally():
                self._metric(body)
                return body
            case m.Table(rows=rows):
                cases = tuple(Case(row.matches, row.points.fixed, i) for i, row in enumerate(rows))
            case m.Choose(branches):
                cases = tuple(Case(branch.condition, branch.points.fixed, i) for i, branch in enumerate(branches))
        for case in cases:
            if case.condition is not None:
                self._condition(case.condition)
        return cases

    def _group(self, group: m.Group, rules: tuple[PlannedRule, ...]) -> PlannedGroup:
        gates = self._gates(group.name)
        for gate in gates:
            self._condition(gate)
        return PlannedGroup(group, gates, tuple(rule for rule in rules if rule.group == group.name))

    def _gates(self, name: str | None) -> tuple[m.Condition, ...]:
        """The `for` of a group and of those it is in, the outermost first."""
        gates: list[m.Condition] = []
        while name is not None:
            group = self.by_name[name]
            if group.only_for is not None:
                gates.insert(0, group.only_for)
            name = group.parent
        return tuple(dict.fromkeys(gates))

    def _depth(self, group: m.Group) -> int:
        depth = 0
        while group.parent is not None:
            group = self.by_name[group.parent]
            depth += 1
        return depth

    # --- what they need

    def _condition(self, condition: m.Condition) -> None:
        if condition not in self.conditions:
            self._look_at(condition)
            self.conditions[condition] = None

    def _look_at(self, part: object) -> None:
        """Notes what a condition or filter needs, the innermost first."""
        match part:
            case None:
                pass
            case m.AllOf(parts) | m.AnyOf(parts) | m.AtLeast(_, parts):
                for inner in parts:
                    self._look_at(inner)
            case m.Not(inner) | m.Named(inner):
                self._look_at(inner)
            case m.Exists():
                self._metric(as_count(part).left)  # type: ignore[arg-type]
            case m.Sequence():
                self._metric(part)
            case m.Ratio(left, _, right):
                self._measure(left)
                self._measure(right)
            case m.InSegment() | m.IsDisqualified():
                pass
            case (
                m.IsTrue(left)
                | m.IsKnown(left)
                | m.Relation(left)
                | m.Among(left)
                | m.Between(left)
                | m.TextTest(left)
                | m.Recent(left)
                | m.Older(left)
            ):
                self._measure(left)
            case _:
                raise AssertionError(part)

    def _measure(self, measure: m.Measure) -> None:
        match measure:
            case m.FieldValue():
                self.fields[measure] = None
            case m.PropertyValue():
                self.properties[measure] = None
            case m.CalendarDay(of):
                self._measure(of)
            case m.DomainOf(of):
                self._measure(of)
            case m.DaysFromField(field=of):
                self._measure(of)
            case m.Score() | m.GroupPoints() | m.GradeText() | m.StageText():
                pass
            case _:
                self._metric(measure)

    def _metric(self, metric: Metric) -> None:
        if metric in self.metrics:
            return
        match metric:
            case m.Sequence(steps, windows=windows, resets=resets):
                for step in steps:
                    self._signal(step)
                self._bounds(windows, resets)
            case m.Tally(events=events, points=points, once_per=once_per):
                self._events(events)
                if isinstance(points.amount, m.Carried):
                    self._measure(points.amount.of)
                if once_per is not None and once_per.property is not None:
                    self._measure(once_per.property)
            case m.Count(events) | m.ActiveDays(events) | m.DaysSinceEvent(events=events):
                self._events(events)
            case m.Distinct() | m.Total() | m.Average() | m.Extreme() | m.Edge():
                self._events(metric.events)
                self._measure(metric.property)
            case _:
                assert_never(metric)
        self.metrics[metric] = None

    def _events(self, events: m.Events) -> None:
        self._signal(events.stream)
        self._bounds(events.windows, events.resets)

    def _bounds(self, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...]) -> None:
        for moment in moments_of(windows, resets):
            self._signal(moment.stream)
            self.moments[moment] = None
        for window in windows:
            if isinstance(window, m.AfterField):
                self._measure(window.field)

    def _signal(self, stream: m.Stream) -> None:
        if stream in self.signals:
            return
        for alternative in stream.alternatives:
            self._look_at(alternative.filter)
        self.signals[stream] = None
