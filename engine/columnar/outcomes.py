"""What follows from the points, for all leads at once: grade, disqualification, stages, segments, routes.

Stages that hold, and deadlines, need the history of a lead: that of the leads that can be concerned is worked out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import Bools, Ints, TextColumn
from ..evaluate import NO_STAGE
from ..plan import Plan
from .deadlines import deadlines
from .ever import ever_true
from .grades import graded
from .leads_at import LeadsAt, Outcomes
from .points import PointColumns, points_at
from .steps import EARLIEST, LATEST, each_history, visits
from .steps.history import History


@dataclass(frozen=True, slots=True)
class Scores:
    """All that a plan says of the leads of a store as of a moment, a row a lead.

    ``disqualified`` holds reasons (code −1: is not), ``route`` queues (−1: none), ``due`` microseconds where
    ``is_due``; ``segments`` each `segment` of the model with the leads that have its label by it, and by none before.
    ``reached``: by the name of each stage, who has reached it, whatever stage the lead itself has.
    """

    plan: Plan
    at: LeadsAt
    points: PointColumns
    grade: TextColumn | None
    disqualified: TextColumn
    stage: TextColumn
    reached: dict[str, Bools]
    segments: tuple[tuple[str, Bools], ...]
    route: TextColumn
    due: NDArray[np.int64]
    is_due: Bools


def scores_at(plan: Plan, at: LeadsAt) -> Scores:
    """Everything about all leads."""
    return _Outcomes(plan, at).scores()


class _Outcomes:
    def __init__(self, plan: Plan, at: LeadsAt) -> None:
        self.plan = plan
        self.model = plan.model
        self.at = at
        self.points = points_at(plan, at)
        self.outcomes = Outcomes(self.points.score, dict(self.points.groups))

    def scores(self) -> Scores:
        outcomes = self.outcomes
        outcomes.grade = self._grade()
        reasons = self._reasons()
        outcomes.disqualified = reasons.codes >= 0
        reached = self._reached()
        outcomes.stage = self._stage(reached)
        segments = self._segments()
        queue, due, is_due = self._routes(outcomes.stage.codes)
        return Scores(
            self.plan,
            self.at,
            self.points,
            outcomes.grade,
            reasons,
            outcomes.stage,
            reached,
            segments,
            queue,
            due,
            is_due,
        )

    def _true(self, condition: m.Condition) -> Bools:
        return self.at.truth(condition, self.outcomes).true

    def _segments(self) -> tuple[tuple[str, Bools], ...]:
        so_far: dict[str, Bools] = {}
        found: list[tuple[str, Bools]] = []
        for segment in self.model.segments:
            true = self._true(segment.condition)
            before = so_far.get(segment.label)
            found.append((segment.label, true if before is None else true & ~before))
            so_far[segment.label] = true if before is None else true | before
        return tuple(found)

    def _grade(self) -> TextColumn | None:
        if not self.model.grade:
            return None
        points = self.points
        return graded(
            self.model.grade,
            [points.score if line.group is None else points.groups[line.group] for line in self.model.grade],
        )

    def _reasons(self) -> TextColumn:
        codes = np.full(self.at.size, -1, np.int32)
        for number, when in reversed(list(enumerate(self.model.disqualifications))):
            codes[self._true(when.condition)] = number
        return TextColumn(codes, [when.because or when.text for when in self.model.disqualifications])

    # --- stages

    def _reached(self) -> dict[str, Bools]:
        reached: dict[str, Bools] = {}
        for stage in self.model.stages:
            true = np.zeros(self.at.size, np.bool_)
            for when in stage.whens:
                true |= self._true(when.condition)
            if stage.after is not None:
                true &= reached[stage.after]
            if stage.holds_until is not None:
                concerned = np.flatnonzero(self._ever_reached(stage) & ~true)
                true[concerned] = self._over_time(concerned, partial(_reached_at_end, stage.name))
            reached[stage.name] = true
        return reached

    def _ever_reached(self, stage: m.Stage) -> Bools:
        clock = self.plan.filters_have_clock
        found = np.logical_or.reduce([ever_true(when.condition, self.at, clock) for when in stage.whens])
        return found if stage.after is None else found & self._ever_reached(self._stage_named(stage.after))

    def _stage_named(self, name: str) -> m.Stage:
        return next(stage for stage in self.model.stages if stage.name == name)

    def _stage(self, reached: dict[str, Bools]) -> TextColumn:
        codes = np.zeros(self.at.size, np.int32)
        for number, stage in enumerate(self.model.stages, 1):
            codes[reached[stage.name]] = number
        assert self.outcomes.disqualified is not None
        codes[self.outcomes.disqualified] = 0
        return TextColumn(codes, [NO_STAGE, *(stage.name for stage in self.model.stages)])

    def _over_time(self, leads: NDArray[np.int64], ask: Callable[[History], NDArray[Any]]) -> NDArray[Any]:
        """What the history of each of some leads says."""

        def asked(history: History) -> tuple[NDArray[np.int64], NDArray[Any]]:
            return history.leads, ask(history)

        if not len(leads):
            return np.zeros(0, np.int64)
        found = list(each_history(asked, self.plan, self.at.store, self.at.as_of, leads=leads))
        numbers, answers = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return answers[np.argsort(numbers)]

    # --- routes

    def _routes(self, stage: Ints) -> tuple[TextColumn, NDArray[np.int64], Bools]:
        """The queue of each lead's stage, and when a response is due."""
        size = self.at.size
        queues: dict[str, int] = {}
        codes = np.full(size, -1, np.int32)
        due_at, is_due = np.zeros(size, np.int64), np.zeros(size, np.bool_)
        for number, here in enumerate(self.model.stages, 1):
            left = stage == number
            for route in here.routes:
                if not left.any():
                    break
                hit = left if route.only_for is None else left & self._true(route.only_for)
                codes[hit] = queues.setdefault(route.queue, len(queues))
                if route.within is not None or route.business_days is not None:
                    self._deadlines(here, route, np.flatnonzero(hit), due_at, is_due)
                left = left & ~hit
        return TextColumn(codes, tuple(queues)), due_at, is_due

    def _deadlines(
        self, stage: m.Stage, route: m.Route, leads: NDArray[np.int64], due_at: NDArray[np.int64], is_due: Bools
    ) -> None:
        """When a response is due: from the start of the time that the stage has been reached without a break."""

        def since(history: History) -> NDArray[np.int64]:
            at_stage = visits(history.reached[stage.name])
            still = at_stage.until == LATEST
            found = np.full(history.size, EARLIEST, np.int64)
            found[at_stage.lead[still]] = at_stage.since[still]
            return found

        found = self._over_time(leads, since)
        there = found > EARLIEST
        leads, found = leads[there], found[there]
        is_due[leads] = True
        due = deadlines(route, found, self.at.calendar)
        assert due is not None
        due_at[leads] = due


def _reached_at_end(stage: str, history: History) -> NDArray[Any]:
    return history.reached[stage].at_end()


def texts_of(column: TextColumn) -> list[str | None]:
    """The text of each row."""
    return [None if code < 0 else column.texts[int(code)] for code in column.codes]
