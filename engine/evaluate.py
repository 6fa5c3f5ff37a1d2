"""The reference evaluator: one lead at a time, plain, and by definition right.

``Evaluator(model).score(lead, as_of)`` gives a ``Result``; ``Evaluator.at`` gives the ``Scored`` lead from which an
explanation is made. Points are integers of hundredths, times microseconds since 1970-01-01T00:00Z.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from ..dsl import model as m
from .history import History, Remembered, reached_now
from .lead_at import LeadAt, Shared, Streams
from .plan import PlannedRule, plan_of
from .points import held
from .records import Lead
from .routes import Routed, routed
from .tally import counted, total

NO_GRADE = "none"
NO_STAGE = "none"


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that gave points, before its group's limits: its label and the points in hundredths."""

    label: str
    points: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a lead comes out with. Points in hundredths, times in microseconds.

    ``groups`` holds every group's points after its limits, in the order of the model; ``grade`` is None if the model
    has none; ``disqualified`` is the reason; ``due`` is when the response to ``route`` is due.
    """

    lead_id: str | int
    score: int
    groups: Mapping[str, int]
    grade: str | None
    stage: str
    disqualified: str | None
    segments: tuple[str, ...]
    route: str | None
    due: int | None
    met: int | None
    fired: tuple[Fired, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule gave: points in hundredths before its group's limits, and by which row or branch (its position)."""

    rule: m.Rule
    points: int
    choice: int | None = None

    @property
    def named(self) -> m.Points | None:
        """The row or branch that gave the points, or the rule's only effect."""
        body = self.rule.body
        match body:
            case m.Flat(points) | m.Tally(points=points):
                return points
            case m.Table(rows=rows):
                return None if self.choice is None else rows[self.choice].points
            case m.Choose(branches):
                return None if self.choice is None else branches[self.choice].points

    @property
    def label(self) -> str:
        """The name of the row or rule, else its words."""
        named = self.named
        if named is not None and named.name is not None:
            return named.name
        if self.rule.name is not None:
            return self.rule.name
        return choice_text(self.rule, self.choice)


def choice_text(rule: m.Rule, choice: int | None) -> str:
    """A rule's words; of a table or choice, its head and the row or branch."""
    body = rule.body
    if choice is None or isinstance(body, m.Flat | m.Tally):
        return rule.text
    return " ".join(f"{rule.head} {rule.choices[choice]}".split())


class PointsAt:
    """A lead as of a moment with its points and grade worked out. ``remembered`` saves work over many moments."""

    def __init__(
        self,
        evaluator: "Evaluator",
        lead: Lead,
        as_of: int,
        streams: Streams | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self.evaluator = evaluator
        self.model = evaluator.model
        self.at = LeadAt(evaluator.shared, lead, as_of, streams)
        self.day = evaluator.shared.calendar.day(as_of)
        if remembered is None:
            self.given = tuple(self._give(rule) for rule in evaluator.plan.rules)
        else:
            self.given = tuple(remembered.give(rule, as_of, self._give) for rule in evaluator.plan.rules)
        self._add_up()
        self.at.outcomes.grade = self._grade()

    # --- points

    def _give(self, planned: PlannedRule) -> Given:
        rule = planned.rule
        if not planned.is_in_force(self.day) or not self._all_true(planned.gates):
            return Given(rule, 0)
        if isinstance(planned.gives, m.Tally):
            found = counted(planned.gives, self.at)
            return Given(rule, 0 if found is None else total(planned.gives, found))
        for case in planned.gives:
            if case.condition is None or self.at.truth(case.condition) is True:
                return Given(rule, case.points, case.choice)
        return Given(rule, 0)

    def _all_true(self, gates: tuple[m.Condition, ...]) -> bool:
        return all(self.at.truth(gate) is True for gate in gates)

    def is_for(self, group: str | None) -> bool:
        """Whether the `for` of a group, and of those it is in, is true."""
        return group is None or self._all_true(self.evaluator.plan.group_of[group].gates)

    def _add_up(self) -> None:
        self.before_limits: dict[str, int] = {group.name: 0 for group in self.model.groups}
        ungrouped = 0
        for given in self.given:
            if given.rule.group is None:
                ungrouped += given.points
            else:
                self.before_limits[given.rule.group] += given.points
        after: dict[str, int] = {}
        for planned in self.evaluator.plan.groups:
            group, points = planned.group, 0
            if self._all_true(planned.gates):
                points = held(self.before_limits[group.name], group.minimum, group.maximum)
            after[group.name] = points
            if group.parent is not None:
                self.before_limits[group.parent] += points
        self.groups = {group.name: after[group.name] for group in self.model.groups}
        self.ungrouped = ungrouped
        self.unlimited = self.model.baseline + ungrouped + sum(after[g.name] for g in self.evaluator.plan.counting)
        self.score = held(self.unlimited, self.model.minimum, self.model.maximum)
        self.at.outcomes.score = self.score
        self.at.outcomes.groups = self.groups

    def _grade(self) -> str | None:
        if not self.model.grade:
            return None
        labels = ""
        for line in self.model.grade:
            points = self.score if line.group is None else self.groups[line.group]
            labels += next((b.label for b in line.bands if b.threshold is None or points >= b.threshold), "")
        return labels or NO_GRADE


class StageHistory(Protocol):
    """Which stages a lead had reached up to now."""

    def reached(self, stage: str) -> bool:
        """Whether a stage is reached now, held or not."""
        ...

    def since(self, stage: str) -> int | None:
        """The start of the time that a stage has been reached without a break; None if it has no start."""
        ...


HistoryOf = Callable[["Evaluator", LeadAt], StageHistory]


class Scored(PointsAt):
    """A lead as of a moment with all that the model says of it."""

    def __init__(self, evaluator: "Evaluator", lead: Lead, as_of: int) -> None:
        super().__init__(evaluator, lead, as_of)
        self.reason = self._disqualified()
        self.at.outcomes.disqualified = self.reason is not None
        self._stages_and_segments()

    def _disqualified(self) -> str | None:
        for when in self.model.disqualifications:
            if self.at.truth(when.condition) is True:
                return when.because or when.text
        return None

    def _stages_and_segments(self) -> None:
        self.reached: dict[str, bool] = {}
        self.history: StageHistory | None = None
        for stage in self.model.stages:
            reached = reached_now(stage, self.at, self.reached)
            if not reached and stage.holds_until is not None:
                reached = self._history().reached(stage.name)
            self.reached[stage.name] = reached
        last = next((s for s in reversed(self.model.stages) if self.reached[s.name]), None)
        self.stage = None if self.reason is not None else last
        self.at.outcomes.stage = NO_STAGE if self.stage is None else self.stage.name
        self.segments = tuple(s.label for s in self.model.segments if self.at.truth(s.condition) is True)
        self.segments = tuple(dict.fromkeys(self.segments))
        self.at.outcomes.segments = self.segments

    def _history(self) -> StageHistory:
        if self.history is None:
            self.history = self.evaluator.history_of(self.evaluator, self.at)
        return self.history

    def since(self, stage: str) -> int | None:
        """Since when a stage has been reached without a break; None if for as long as its history goes."""
        return self._history().since(stage)

    def route(self) -> Routed | None:
        """Who is to respond, by when, and when that happened; None without a stage or route."""
        return None if self.stage is None else routed(self.stage, self)

    # --- all of it

    def result(self) -> Result:
        route = self.route()
        return Result(
            self.at.lead.id,
            self.score,
            self.groups,
            self.at.outcomes.grade,
            self.at.outcomes.stage or NO_STAGE,
            self.reason,
            self.segments,
            None if route is None else route.queue,
            None if route is None else route.due,
            None if route is None else route.met,
            tuple(Fired(given.label, given.points) for given in self.given if given.points),
        )


_OF_POINTS = (m.Score, m.GroupPoints, m.GradeText)
_TIMED = (m.Events, m.Sequence, m.Tally, m.Stage, m.Rule, m.Recent, m.Older, m.Relation, m.Between, m.Among, m.Ratio)


class Evaluator:
    """Scores leads by a model. Holds nothing of a lead: every score is worked out from its events alone.

    ``history_of``: how the history of a lead's stages is worked out; moment by moment, if it is not given.
    """

    def __init__(self, model: m.Model, history_of: "HistoryOf" = History) -> None:
        self.model = model
        self.history_of = history_of
        self.plan = plan_of(model)
        self.shared = Shared(self.plan)
        self.stages = {stage.name: stage for stage in model.stages}
        self.stages_ask_for_points = any(isinstance(p, _OF_POINTS) for p in m.parts(model.stages))

    @cached_property
    def time_parts(self) -> tuple[object, ...]:
        """The parts on which it can depend when a stage is reached, each once."""
        whole = (self.model.stages, self.model.ignores)
        if self.stages_ask_for_points:
            whole += (self.model.rules, self.model.groups)
        return tuple(dict.fromkeys(p for p in m.parts(whole) if isinstance(p, _TIMED)))

    @cached_property
    def all_time_parts(self) -> tuple[object, ...]:
        """The parts on which anything can depend that the model says of a lead over time, each once."""
        model = self.model
        whole = (model.rules, model.groups, model.stages, model.disqualifications, model.segments, model.ignores)
        return tuple(dict.fromkeys(p for p in m.parts(whole) if isinstance(p, _TIMED)))

    @cached_property
    def rule_parts(self) -> Mapping[int, tuple[object, ...]]:
        """For each rule, by its number, the parts on which it can depend what it gives, each once."""
        result: dict[int, tuple[object, ...]] = {}
        for planned in self.plan.rules:
            whole = (planned.rule, planned.gates, self.model.ignores)
            found = (p for p in m.parts(whole) if isinstance(p, (*_TIMED, m.Stream)))
            result[planned.rule.number] = tuple(dict.fromkeys(found))
        return result

    def stages_at(self, lead: Lead, moment: int, streams: Streams, remembered: Remembered | None = None) -> LeadAt:
        """The lead as of a moment, with what stages ask for."""
        if self.stages_ask_for_points:
            return PointsAt(self, lead, moment, streams, remembered).at
        return LeadAt(self.shared, lead, moment, streams)

    def at(self, lead: Lead, as_of: int) -> Scored:
        """The lead as of a moment, for an explanation."""
        return Scored(self, lead, as_of)

    def score(self, lead: Lead, as_of: int) -> Result:
        """``lead.events`` in order of time; those after ``as_of`` do not exist."""
        return Scored(self, lead, as_of).result()
