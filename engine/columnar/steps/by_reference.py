"""Histories by the reference evaluator, lead by lead: for models in which an event comes to pass a filter, or stops to,
by time alone (`page_view[read_at within 7d]`), so that events do not come and go in order; and for those that compare a
number of days from a field with another measure (`days until renewal < score`)."""

from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ...evaluate import Evaluator, Scored
from ...lifetime import scored_over_time
from ...plan import Plan
from ...records import Lead
from .clock import EARLIEST
from .given import Given
from .history import History, Steps
from .over_time import OverTime
from .rows import Rows, changing, compressed

Life = list[tuple[int, Scored]]
"""The moments of a lead, the first for all time before it, and the lead as of each."""


def lives_of(model: m.Model, leads: Iterable[Lead], until: int) -> list[Life]:
    evaluator = Evaluator(model)
    return [list(scored_over_time(evaluator, lead, until)) for lead in leads]


def origin_of(lives: list[Life]) -> int:
    """The earliest moment at which anything changes."""
    return min(moment for life in lives for moment, _ in [*life[1:], life[-1]])


class HistoryByReference(History):
    def __init__(self, plan: Plan, over: OverTime, leads: NDArray[np.int64], lives: list[Life]) -> None:
        super().__init__(plan, over, leads)
        self._lives = lives

    @cached_property
    def _scored(self) -> tuple[NDArray[np.int64], list[Scored]]:
        """Keys, every lead's first among them, and the lead as of each."""
        clock = self.clock
        keys: list[NDArray[np.int64]] = []
        for number, life in enumerate(self._lives):
            at = np.array([max(moment, EARLIEST) for moment, _ in life], np.int64)
            at[0] = EARLIEST
            keys.append(clock.keys(np.full(len(at), number), at))
        key = np.concatenate(keys) if keys else clock.base
        # Of several that are before the origin the last stands for all time before it.
        last = np.append(key[1:] != key[:-1], True)
        found = [scored for life in self._lives for _, scored in life]
        return key[last], [each for each, is_last in zip(found, last.tolist(), strict=True) if is_last]

    def _rows(self, values: Iterator[int]) -> Rows:
        key, _ = self._scored
        numbers = list(values)
        wide = any(abs(number) >= 2**62 for number in numbers)
        return compressed(self.clock, key, np.array(numbers, object if wide else np.int64))

    def _flags(self, values: Iterator[bool]) -> Rows:
        return compressed(self.clock, self._scored[0], np.array(list(values), np.bool_))

    @cached_property
    def _given(self) -> tuple[Given, ...]:
        key, scored = self._scored
        found: list[Given] = []
        for number, rule in enumerate(self.plan.rules):
            each = [s.given[number] for s in scored]
            if isinstance(rule.gives, m.Tally):
                rows = self._rows(iter([g.points for g in each]))
                found.append(Given(rows.key, rows.data))
                continue
            position = {case.choice: i for i, case in enumerate(rule.gives, 1)}
            # A rule of one case gives nothing, or its points; of a choice it is told which.
            choices = np.array([position[g.choice] if g.points or g.choice is not None else 0 for g in each], np.uint32)
            kept = changing(self.clock, choices, key=key)
            worth = np.array([0, *(case.points for case in rule.gives)], np.int64)
            found.append(Given(key[kept], worth[choices[kept]], choices[kept]))
        return tuple(found)

    @cached_property
    def _groups(self) -> dict[str, Rows]:
        scored = self._scored[1]
        return {g.name: self._rows(s.groups[g.name] for s in scored) for g in self.plan.model.groups}

    @cached_property
    def _score(self) -> Rows:
        return self._rows(s.score for s in self._scored[1])

    @cached_property
    def _reasons(self) -> Rows:
        whens = self.plan.model.disqualifications
        texts = [when.because or when.text for when in whens]
        return self._rows(-1 if s.reason is None else texts.index(s.reason) for s in self._scored[1])

    @cached_property
    def _reached(self) -> dict[str, Rows]:
        scored = self._scored[1]
        return {s.name: self._flags(at.reached[s.name] for at in scored) for s in self.plan.model.stages}

    @cached_property
    def segments(self) -> tuple[tuple[str, Steps], ...]:
        labels = dict.fromkeys(segment.label for segment in self.plan.model.segments)
        return tuple(
            (label, self._steps(self._flags(label in s.segments for s in self._scored[1]))) for label in labels
        )

    def truth(self, condition: m.Condition) -> Steps:
        return self._steps(self._flags(s.at.truth(condition) is True for s in self._scored[1]))
