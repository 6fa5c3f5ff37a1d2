"""A lead's timeline as data: its state at the beginning, and every change after it with its moment and its causes.

Exact: the moments are those of ``columnar.steps``, where every moment at which anything can change is one; none is
sampled. Points are hundredths, times microseconds since 1970-01-01T00:00Z.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.steps import EARLIEST, LATEST, History, Steps, histories, visits
from ..evaluate import Given
from ..lead_at import LeadAt, Shared
from ..plan import Plan
from ..records import Event, Lead
from ..schema import schema_of
from ..store import store_of
from .causes import Cause, causes_at, each_once, timed_parts


@dataclass(frozen=True, slots=True)
class State:
    """What is said of the lead from one change to the next."""

    score: int
    groups: Mapping[str, int]
    grade: str | None
    stage: str
    disqualified: str | None
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What a rule gave before and from now on. ``label``: its name, or that of the row or branch that gives now."""

    rule: m.Rule
    label: str
    before: int
    after: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """``entered`` and ``left``: stages whose conditions, holding included, came to be met or ceased to be.

    ``causes``: all that made anything change at this moment, each once.
    """

    at: int
    before: State
    after: State
    rules: tuple[RuleChange, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class StageDates:
    """``first_reached``: None if never, ``EARLIEST`` if for as long as the history goes; ``since``: None if it is not
    reached now; ``times``: how often it came to be reached."""

    name: str
    first_reached: int | None
    since: int | None
    times: int


@dataclass(frozen=True)
class Timeline:
    """From ``start`` to ``end``, both included; after ``as_of`` nothing more happens.

    ``initial``: the state right before ``start``; ``events``: those up to ``as_of`` between both, ignored ones left
    out; ``stages``: over all of the history up to ``end``.
    """

    lead: Lead
    plan: Plan
    start: int
    end: int
    as_of: int
    initial: State
    changes: tuple[Change, ...]
    events: tuple[Event, ...]
    stages: tuple[StageDates, ...]

    @property
    def final(self) -> State:
        return self.changes[-1].after if self.changes else self.initial

    @cached_property
    def silent_events(self) -> tuple[Event, ...]:
        """The events that changed nothing."""
        told = {id(cause.event) for change in self.changes for cause in change.causes if cause.kind == "event"}
        return tuple(event for event in self.events if id(event) not in told)


def timeline_of(
    plan: Plan,
    lead: Lead,
    as_of: int,
    start: int | None = None,
    end: int | None = None,
    between: Callable[[], None] | None = None,
) -> Timeline:
    """The timeline of one lead. ``start``: its first change if None; ``end``: ``as_of`` if None; later than that, it
    tells what becomes of the lead if nothing more happens. ``between``: called between moments, for stopping by what
    it raises."""
    end = as_of if end is None else end
    known = Lead(lead.id, lead.fields, [event for event in lead.events if event.at <= min(as_of, end)])
    store = store_of([known], schema_of(plan.model))
    (history,) = histories(plan, store, min(as_of, end), until=end)
    return _Telling(plan, known, history, as_of, start, end, between).timeline()


class _Telling:
    def __init__(
        self,
        plan: Plan,
        lead: Lead,
        history: History,
        as_of: int,
        start: int | None,
        end: int,
        between: Callable[[], None] | None,
    ) -> None:
        self.between = between
        self.plan = plan
        self.model = plan.model
        self.lead = lead
        self.history = history
        self.as_of = as_of
        self.end = end
        self.moments = self._moments()
        self.start = start if start is not None else self.moments[0] if self.moments else end
        self.at = LeadAt(Shared(plan), lead, end)
        self._parts: dict[int, tuple[object, ...]] = {}

    def timeline(self) -> Timeline:
        moments = [at for at in self.moments if self.start <= at <= self.end]
        states = self._states([self.start - 1, *moments])
        changes = [
            change
            for at, before, after in zip(moments, states, states[1:], strict=False)
            if (change := self._change(at, before, after)) is not None
        ]
        events = tuple(event for event in self.at.events if self.start <= event.at <= self.end)
        return Timeline(
            self.lead,
            self.plan,
            self.start,
            self.end,
            self.as_of,
            states[0],
            tuple(changes),
            events,
            tuple(self._dates(stage.name) for stage in self.model.stages),
        )

    # --- moments and states

    def _all_steps(self) -> list[Steps]:
        history = self.history
        found = [history.score, history.stage, history.disqualified, *history.groups.values()]
        found += [*history.given, *history.reached.values(), *(steps for _, steps in history.segments)]
        return found + ([history.grade] if history.grade is not None else [])

    def _moments(self) -> list[int]:
        found: set[int] = set()
        for steps in self._all_steps():
            found.update(steps.at.tolist())
        return sorted(at for at in found if at > EARLIEST)

    @cached_property
    def _stepping(self) -> dict[int, list[int]]:
        """The rules that may give something else from a moment on, by the moment. Most rules rest at most moments."""
        found: dict[int, list[int]] = {}
        for number, steps in enumerate(self.history.given):
            for at in dict.fromkeys(steps.at.tolist()):
                found.setdefault(at, []).append(number)
        return found

    def _of(self, steps: Steps, moments: NDArray[np.int64]) -> list[int]:
        return steps.of(np.zeros(len(moments), np.int64), moments).tolist()

    def _states(self, moments: list[int]) -> list[State]:
        history, at = self.history, np.array(moments, np.int64)
        groups = {name: self._of(steps, at) for name, steps in history.groups.items()}
        segments = [(label, self._of(steps, at)) for label, steps in history.segments]
        score, stage = self._of(history.score, at), self._of(history.stage, at)
        reason = self._of(history.disqualified, at)
        grade = None if history.grade is None else self._of(history.grade, at)
        return [
            State(
                score[i],
                {name: points[i] for name, points in groups.items()},
                None if grade is None or history.grade is None else history.grade.texts[grade[i]],
                history.stage.texts[stage[i]],
                None if reason[i] < 0 else history.disqualified.texts[reason[i]],
                tuple(label for label, is_so in segments if is_so[i]),
            )
            for i in range(len(moments))
        ]

    # --- changes

    def _change(self, at: int, before: State, after: State) -> Change | None:
        if self.between is not None:
            self.between()
        rules = tuple(
            change for number in self._stepping.get(at, ()) if (change := self._rule_change(number, at)) is not None
        )
        entered, left = self._stages_at(at)
        if not rules and not entered and not left and before == after:
            return None
        causes = [cause for rule in rules for cause in rule.causes]
        causes += self._other_causes(at, before, after, (*entered, *left))
        return Change(at, before, after, rules, entered, left, each_once(causes))

    def _rule_change(self, number: int, at: int) -> RuleChange | None:
        planned, steps = self.plan.rules[number], self.history.given[number]
        rows = steps.rows_at(np.zeros(2, np.int64), np.array([at - 1, at], np.int64))
        before, after = (int(points) for points in steps.data[rows])
        if before == after:
            return None
        label = planned.rule.label
        if steps.choice is not None and not isinstance(planned.gives, m.Tally):
            told = int(steps.choice[rows[1]] or steps.choice[rows[0]])
            label = Given(planned.rule, after, planned.gives[told - 1].choice).label
        if number not in self._parts:
            self._parts[number] = timed_parts((planned.rule, planned.gates, planned.gives))
        return RuleChange(planned.rule, label, before, after, causes_at(self._parts[number], self.at, at))

    def _stages_at(self, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        entered: list[str] = []
        left: list[str] = []
        for stage in self.model.stages:
            before, after = self._of(self.history.reached[stage.name], np.array([at - 1, at], np.int64))
            if before != after:
                (entered if after else left).append(stage.name)
        return tuple(entered), tuple(left)

    def _other_causes(self, at: int, before: State, after: State, stages: tuple[str, ...]) -> tuple[Cause, ...]:
        """Why a stage, disqualification or segment changed, as far as no rule's points tell."""
        model = self.model
        whole: list[object] = [stage for stage in model.stages if stage.name in stages]
        if before.disqualified != after.disqualified:
            whole += model.disqualifications
        changed = set(before.segments) ^ set(after.segments)
        whole += [segment for segment in model.segments if segment.label in changed]
        return causes_at(timed_parts(tuple(whole)), self.at, at)

    # --- stages

    def _dates(self, name: str) -> StageDates:
        times = visits(self.history.reached[name])
        if not len(times):
            return StageDates(name, None, None, 0)
        since = int(times.since[-1]) if int(times.until[-1]) == LATEST else None
        return StageDates(name, int(times.since[0]), since, len(times))
