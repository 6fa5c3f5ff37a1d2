"""A batch of leads over time, as a plan has it: every score, stage and label from when on it is so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ...evaluate import NO_STAGE
from ...plan import Plan
from . import given as points
from . import stages
from .clock import EARLIEST, LATEST, Clock, Keys
from .over_time import Outcomes, OverTime
from .rows import Rows


@dataclass(frozen=True, slots=True)
class Steps:
    """Step functions of all leads of a batch: rows in order of lead and, for each lead, of time.

    ``data``: integers, one a row; from the row's moment up to the lead's next row that is the value. Every lead has a
    row at ``EARLIEST``: what was so for as long as its history goes.
    """

    clock: Clock = field(repr=False)
    key: Keys = field(repr=False)
    data: NDArray[Any]

    def __len__(self) -> int:
        return len(self.key)

    @property
    def lead(self) -> NDArray[np.int32]:
        """Of each row, the position of its lead in the batch."""
        return self.clock.lead(self.key)

    @property
    def at(self) -> NDArray[np.int64]:
        """Of each row, its moment in microseconds; ``EARLIEST`` for a lead's first."""
        return self.clock.at(self.key)

    @property
    def until(self) -> NDArray[np.int64]:
        """Of each row, the moment at which the next one takes its place; ``LATEST`` for a lead's last."""
        return self.clock.at(self.clock.ends(self.key))

    def rows_at(self, lead: NDArray[np.integer], at: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which rows hold at some moments: positions of leads in the batch, and microseconds, not after the end."""
        offset = np.clip(at - (self.clock.origin - 1), 0, self.clock.never - 1)
        return self.key.searchsorted((lead.astype(np.int64) << self.clock.bits) | offset, side="right") - 1

    def of(self, lead: NDArray[np.integer], at: NDArray[np.int64]) -> NDArray[Any]:
        """The values at some moments, in any order."""
        return self.data[self.rows_at(lead, at)]

    def at_end(self) -> NDArray[Any]:
        """The last value of each lead of the batch."""
        ends = np.append(self.key.searchsorted(self.clock.base)[1:], len(self.key))
        return self.data[ends - 1]


@dataclass(frozen=True, slots=True)
class GivenSteps(Steps):
    """What a rule gives, in hundredths. ``choice``: which case of the plan gave it (0: none, else its position and one
    more); None for a tally."""

    choice: NDArray[np.uint32] | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class CodedSteps(Steps):
    """``data``: positions in ``texts``, −1 for none."""

    texts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Visits:
    """Each uninterrupted time that something was so, in order of lead and time.

    ``since`` is ``EARLIEST`` if it was so for as long as the history goes, ``until`` the moment from which on it was no
    more: ``LATEST`` if it is so to the end.
    """

    lead: NDArray[np.int32]
    since: NDArray[np.int64]
    until: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lead)


def visits(steps: Steps, code: int = 1) -> Visits:
    """The times at which a step function had a value."""
    clock = steps.clock
    true = steps.data == code
    before = np.zeros(len(true), np.bool_)
    before[1:] = true[:-1] & ~clock.is_base(steps.key[1:])
    starts = np.flatnonzero(true & ~before)
    next = np.zeros(len(true), np.bool_)
    next[:-1] = true[1:] & ~clock.is_base(steps.key[1:])
    ends = clock.ends(steps.key)[true & ~next]
    return Visits(clock.lead(steps.key[starts]), clock.at(steps.key[starts]), clock.at(ends))


class History:
    """One batch. Everything is worked out when it is first asked for, and kept.

    ``leads``: the numbers of its leads in the store; ``until``: the moment, in microseconds, to which it goes.
    """

    def __init__(self, plan: Plan, over: OverTime, leads: NDArray[np.int64]) -> None:
        self.plan = plan
        self.leads = leads
        self.over = over
        self.clock = over.clock
        self.size = over.size
        self.until = over.clock.until

    def _steps(self, rows: Rows) -> Steps:
        return Steps(self.clock, rows.key, rows.data)

    # --- points

    @cached_property
    def _given(self) -> tuple[points.Given, ...]:
        return tuple(points.given_by(rule, self.over) for rule in self.plan.rules)

    @cached_property
    def _groups(self) -> dict[str, Rows]:
        return points.group_points(self.plan, self._given, self.over)

    @cached_property
    def _score(self) -> Rows:
        return points.score(self.plan, self._given, self._groups, self.over)

    @cached_property
    def given(self) -> tuple[GivenSteps, ...]:
        """What each of the plan's rules gave, in their order."""
        return tuple(GivenSteps(self.clock, each.key, each.data, each.choices) for each in self._given)

    @cached_property
    def groups(self) -> dict[str, Steps]:
        """Hundredths after the group's limits, by its name."""
        return {name: self._steps(rows) for name, rows in self._groups.items()}

    @cached_property
    def score(self) -> Steps:
        """Hundredths."""
        return self._steps(self._score)

    # --- what follows from them

    @cached_property
    def _outcomes(self) -> Outcomes:
        """With points only where something asks for them."""
        plan = self.plan
        outcomes = Outcomes()
        if plan.outcomes_ask_for_points:
            outcomes.score = self._score
            outcomes.groups = self._groups
            outcomes.grade = points.grade(plan, self._groups, self._score, self.over)
        return outcomes

    @cached_property
    def _reasons(self) -> Rows:
        return stages.reasons(self.plan, self.over, self._outcomes)

    @cached_property
    def _reached(self) -> dict[str, Rows]:
        return stages.reached(self.plan, self.over, self._outcomes)

    @cached_property
    def grade(self) -> CodedSteps | None:
        found = points.grade(self.plan, self._groups, self._score, self.over)
        return None if found is None else CodedSteps(self.clock, found[0].key, found[0].data, found[1])

    @cached_property
    def disqualified(self) -> CodedSteps:
        """The reason why a lead is taken out of all stages, −1 if it is not."""
        texts = [when.because or when.text for when in self.plan.model.disqualifications]
        return CodedSteps(self.clock, self._reasons.key, self._reasons.data, texts)

    @cached_property
    def reached(self) -> dict[str, Steps]:
        """By the name of each stage, 1 while it is reached, held or not, whatever stage the lead itself has."""
        return {name: self._steps(rows) for name, rows in self._reached.items()}

    @cached_property
    def stage(self) -> CodedSteps:
        """The lead's stage: 0 for none, else its position in the model and one more."""
        rows = stages.stage_codes(self.plan, self._reached, self._reasons, self.over)
        texts = [NO_STAGE, *(stage.name for stage in self.plan.model.stages)]
        return CodedSteps(self.clock, rows.key, rows.data, texts)

    def truth(self, condition: m.Condition) -> Steps:
        """1 while a condition that may ask for what stages may ask for is true, such as the `for` of a route."""
        return self._steps(stages.any_true([condition], self.over, self._outcomes))

    @cached_property
    def segments(self) -> tuple[tuple[str, Steps], ...]:
        """Each label once, 1 while the lead has it."""
        model = self.plan.model
        conditions = {s.label: [t.condition for t in model.segments if t.label == s.label] for s in model.segments}
        return tuple(
            (label, self._steps(stages.any_true(wheres, self.over, self._segment_outcomes)))
            for label, wheres in conditions.items()
        )

    @cached_property
    def _segment_outcomes(self) -> Outcomes:
        stage = self.stage
        return Outcomes(
            self._outcomes.score,
            self._outcomes.groups,
            self._outcomes.grade,
            self._reasons,
            (Rows(stage.key, stage.data), tuple(stage.texts)),
        )


__all__ = ["EARLIEST", "LATEST", "CodedSteps", "GivenSteps", "History", "Steps", "Visits", "visits"]
