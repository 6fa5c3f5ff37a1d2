"""From facts to results: the points of every rule, groups, score, grade, disqualification, stage, segments, route."""

from collections.abc import Iterator, Sequence

from sqlglot import exp

from ...dsl import model as m
from ..evaluate import NO_GRADE, NO_STAGE, Given
from ..plan import Plan, PlannedGroup, PlannedRule
from . import expressions as x
from .dialect import Dialect
from .names import TODAY, Names
from .scopes import LeadScope
from .staging import Clock
from .steps import Steps
from .tallies import Tallies

_OUTCOMES = (m.Score, m.GroupPoints, m.GradeText, m.StageText, m.InSegment, m.IsDisqualified)
_MADE_OF_PARTS = (m.AllOf, m.AnyOf, m.AtLeast, m.Not, m.Named, m.TextTest, m.Among)


class Outcomes:
    """``rules``: the column with each rule's points, and what people know it by."""

    def __init__(
        self, plan: Plan, dialect: Dialect, names: Names, scope: LeadScope, tallies: Tallies, clock: Clock
    ) -> None:
        self.plan = plan
        self.model = plan.model
        self.dialect = dialect
        self.names = names
        self.scope = scope
        self.tallies = tallies
        self.clock = clock
        self.truth = scope.conditions.truth
        self.asks_for_today = False
        self.rules: list[tuple[exp.Expr, exp.Expr]] = []
        self.score = names.new("score")
        self.groups = {group.name: names.new("g", group.name) for group in plan.model.groups}
        self.grade = names.new("grade")
        self.disqualified = scope.disqualified
        self.stage = names.new("stage")
        self.segments: list[tuple[str, str]] = []
        self.route = names.new("route")
        self._reached: dict[str, str] = {}

    # --- points

    def shared(self) -> list[exp.Expr]:
        """Conditions that several rules ask for, each a column."""
        count: dict[m.Condition, int] = {}
        for condition in self._asked():
            count[condition] = count.get(condition, 0) + 1
        several = [c for c, times in count.items() if times > 1 and _is_shared(c)]
        words = [c.name if isinstance(c, m.Named) else "" for c in several]
        columns = [
            x.named(self.scope.conditions.written(condition), self.names.new("c", said))
            for condition, said in zip(several, words, strict=True)
        ]
        self.scope.columns = {condition: column.alias for condition, column in zip(several, columns, strict=True)}
        return columns

    def _asked(self) -> Iterator[m.Condition]:
        for rule in self.plan.rules:
            yield from rule.gates
            if isinstance(rule.gives, tuple):
                yield from (case.condition for case in rule.gives if case.condition is not None)
        for group in self.plan.groups:
            yield from group.gates
        for stage in self.model.stages:
            yield from (when.condition for when in stage.whens)
        yield from (when.condition for when in self.model.disqualifications)
        yield from (segment.condition for segment in self.model.segments)

    def points(self) -> tuple[list[exp.Expr], list[exp.Expr]]:
        """The columns of two steps: which row or branch a table or choice takes, and each rule's points."""
        choices: list[exp.Expr] = []
        points: list[exp.Expr] = []
        for planned in self.plan.rules:
            rule = planned.rule
            words = rule.name or rule.head or rule.text
            name = self.names.new("r", words)
            gates = self._gates(planned)
            if gates is None:
                points.append(x.named(x.integer(0), name, comment=f"not in force: {rule.text}"))
                continue
            if not isinstance(planned.gives, tuple):
                worth = self.tallies.points(planned.gives, words)
            elif len(planned.gives) == 1 and planned.gives[0].choice is None:
                worth = x.integer(planned.gives[0].points)
            else:
                choice = self.names.new("choice", words)
                choices.append(x.named(self._choice(planned), choice))
                worth = self._of_choice(planned, choice)
                points.append(x.named(self._gated(gates, worth), name, comment=rule.text))
                labels = [(self._is(choice, c.choice), self._label(planned, c.choice)) for c in planned.gives]
                self.rules.append((x.case(labels), x.column(name)))
                continue
            points.append(x.named(self._gated(gates, worth), name, comment=rule.text))
            self.rules.append((self._label(planned, None), x.column(name)))
        self._names = points
        return choices, points

    def _gates(self, planned: PlannedRule) -> list[exp.Expr] | None:
        """What has to be true; None if the rule is not in force."""
        rule = planned.rule
        gates: list[exp.Expr] = []
        if rule.first_day is not None or rule.last_day is not None:
            if self.clock.day is None:
                self.asks_for_today = True
                if rule.first_day is not None:
                    gates.append(x.compared(x.column(TODAY), ">=", x.integer(rule.first_day)))
                if rule.last_day is not None:
                    gates.append(x.compared(x.column(TODAY), "<=", x.integer(rule.last_day)))
            elif not planned.is_in_force(self.clock.day):
                return None
        return [*gates, *(self.truth(gate) for gate in planned.gates)]

    def _gated(self, gates: list[exp.Expr], worth: exp.Expr) -> exp.Expr:
        return x.case([(x.all_of(gates), worth)], x.integer(0)) if gates else worth

    def _choice(self, planned: PlannedRule) -> exp.Expr:
        assert isinstance(planned.gives, tuple)
        whens: list[tuple[exp.Expr, exp.Expr]] = []
        for case in planned.gives:
            number = x.integer(case.choice or 0)
            if case.condition is None:
                return x.case(whens, number) if whens else number
            whens.append((self.truth(case.condition), number))
        return x.case(whens)

    def _of_choice(self, planned: PlannedRule, choice: str) -> exp.Expr:
        assert isinstance(planned.gives, tuple)
        found = [(self._is(choice, case.choice), x.integer(case.points)) for case in planned.gives if case.points]
        return x.case(found, x.integer(0)) if found else x.integer(0)

    def _is(self, choice: str, number: int | None) -> exp.Expr:
        return x.compared(x.column(choice), "=", x.integer(number or 0))

    def _label(self, planned: PlannedRule, choice: int | None) -> exp.Expr:
        return self.dialect.literal(Given(planned.rule, 0, choice).label)

    def group_steps(self) -> Iterator[list[exp.Expr]]:
        """The columns of steps: groups, the innermost first."""
        depth: dict[str, int] = {}
        for planned in reversed(self.plan.groups):
            parent = planned.group.parent
            depth[planned.name] = 0 if parent is None else depth[parent] + 1
        for level in range(max(depth.values(), default=-1), -1, -1):
            yield [self._group(planned) for planned in self.plan.groups if depth[planned.name] == level]

    def _group(self, planned: PlannedGroup) -> exp.Expr:
        group = planned.group
        of_rules = [self._points_of(rule) for rule in planned.rules]
        of_groups = [x.column(self.groups[g.name]) for g in self.plan.groups if g.group.parent == group.name]
        points = x.held(self._sum(of_rules, of_groups), group.minimum, group.maximum)
        return x.named(self._gated([self.truth(g) for g in planned.gates], points), self.groups[group.name])

    def _sum(self, of_rules: Sequence[exp.Expr], of_groups: Sequence[exp.Expr]) -> exp.Expr:
        """In 64 bits, which the points of rules need not be of."""
        return x.total([*of_groups, *(self.dialect.call("integer", part) for part in of_rules[:1]), *of_rules[1:]])

    def _points_of(self, planned: PlannedRule) -> exp.Expr:
        return x.column(self._names[planned.rule.number].alias)

    def score_columns(self) -> list[exp.Expr]:
        of_rules = [self._points_of(rule) for rule in self.plan.ungrouped]
        of_groups = [x.column(self.groups[planned.name]) for planned in self.plan.counting]
        if self.model.baseline:
            of_rules.append(x.integer(self.model.baseline, "baseline"))
        points = x.held(self._sum(of_rules, of_groups), self.model.minimum, self.model.maximum)
        self.scope.outcomes = {None: self.score, **self.groups}
        return [x.named(points, self.score)]

    # --- what is made of points

    def grade_columns(self) -> list[exp.Expr]:
        if not self.model.grade:
            return []
        result: exp.Expr | None = None
        for line in self.model.grade:
            label = self._grade_label(line)
            result = label if result is None else exp.DPipe(this=result, expression=label)
        assert result is not None
        known = exp.Nullif(this=result, expression=exp.Literal.string(""))
        self.scope.grade = self.grade
        return [x.named(x.or_else(known, exp.Literal.string(NO_GRADE)), self.grade)]

    def _grade_label(self, line: m.GradeLine) -> exp.Expr:
        points = self.score if line.group is None else self.groups[line.group]
        whens: list[tuple[exp.Expr, exp.Expr]] = []
        for band in line.bands:
            label = self.dialect.literal(band.label)
            if band.threshold is None:
                return x.case(whens, label) if whens else label
            whens.append((x.compared(x.column(points), ">=", x.integer(band.threshold)), label))
        return x.case(whens, exp.Literal.string(""))

    def disqualified_columns(self) -> list[exp.Expr]:
        if not self.model.disqualifications:
            return []
        whens = [
            (self.truth(when.condition), self.dialect.literal(when.because or when.text))
            for when in self.model.disqualifications
        ]
        self.scope.can_be_disqualified = True
        return [x.named(x.case(whens), self.disqualified)]

    def reached_steps(self) -> Iterator[list[exp.Expr]]:
        """The columns of steps: whether each stage is reached, those that others come after first."""
        depth: dict[str, int] = {}
        for stage in self.model.stages:
            depth[stage.name] = 0 if stage.after is None else depth[stage.after] + 1
            self._reached[stage.name] = self.names.new("reached", stage.name)
        for level in range(max(depth.values(), default=-1) + 1):
            yield [self._reaches(stage) for stage in self.model.stages if depth[stage.name] == level]

    def _reaches(self, stage: m.Stage) -> exp.Expr:
        found = x.or_else(x.any_of(self.truth(when.condition) for when in stage.whens), x.false())
        if stage.after is not None:
            found = x.all_of([x.column(self._reached[stage.after]), found])
        said = " or ".join(when.text for when in stage.whens)
        return x.named(found, self._reached[stage.name], comment=f"stage {stage.name} {said}")

    def stage_columns(self) -> list[exp.Expr]:
        none = exp.Literal.string(NO_STAGE)
        self.scope.stage = self.stage
        if not self.model.stages:
            asked = any(isinstance(p, m.StageText) for p in m.parts(self.model.segments))
            return [x.named(none, self.stage)] if asked else []
        whens: list[tuple[exp.Expr, exp.Expr]] = []
        if self.model.disqualifications:
            whens.append((self.scope.is_disqualified(), none))
        for stage in reversed(self.model.stages):
            whens.append((x.column(self._reached[stage.name]), self.dialect.literal(stage.name)))
        return [x.named(x.case(whens, none.copy()), self.stage)]

    def segment_and_route_columns(self) -> list[exp.Expr]:
        columns: list[exp.Expr] = []
        before: dict[str, list[exp.Expr]] = {}
        for segment in self.model.segments:
            truth = self.scope.conditions.is_true(segment.condition)
            earlier = before.setdefault(segment.label, [])
            name = self.names.new("segment", segment.label)
            self.segments.append((segment.label, name))
            columns.append(x.named(x.all_of([truth, *(x.negated(t.copy()) for t in earlier)]), name))
            earlier.append(truth)
        routes: list[tuple[exp.Expr, exp.Expr]] = []
        for stage in self.model.stages:
            if stage.routes:
                is_there = x.compared(x.column(self.stage), "=", self.dialect.literal(stage.name))
                routes.append((is_there, self._queue(stage)))
        if routes:
            columns.append(x.named(x.case(routes), self.route))
        return columns

    def _queue(self, stage: m.Stage) -> exp.Expr:
        whens: list[tuple[exp.Expr, exp.Expr]] = []
        for route in stage.routes:
            queue = self.dialect.literal(route.queue)
            if route.only_for is None:
                return x.case(whens, queue) if whens else queue
            whens.append((self.truth(route.only_for), queue))
        return x.case(whens)

    # --- all of it

    def add_to(self, steps: Steps) -> None:
        """The steps from the facts to all that is known of a lead."""
        steps.columns("truths", self.shared(), "what several rules ask for")
        choices, points = self.points()
        steps.columns("choices", choices, "the first row or branch that is true")
        steps.columns("points", points, "the points of every rule, in hundredths")
        for columns in self.group_steps():
            steps.columns("groups", columns, "groups, within their limits")
        steps.columns("scores", self.score_columns())
        steps.columns("grades", self.grade_columns())
        steps.columns("disqualifications", self.disqualified_columns())
        for columns in self.reached_steps():
            steps.columns("reached", columns)
        steps.columns("stages", self.stage_columns(), "the last stage that is reached")
        steps.columns("segments", self.segment_and_route_columns())


def _is_shared(condition: m.Condition) -> bool:
    """Whether a condition is worth a column, and can be one before the points are known."""
    return isinstance(condition, _MADE_OF_PARTS) and not any(isinstance(p, _OUTCOMES) for p in m.parts(condition))
