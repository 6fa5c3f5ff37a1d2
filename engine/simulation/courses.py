"""How many leads came to a stage in each week or month, how many left it, and how many were at it at the end."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from .periods import Periods
from .stays import Batch, Stays


@dataclass(frozen=True, slots=True)
class Step:
    """One period of a stage's course: from ``start`` up to, but not with, ``end``; the last one ends when the time that
    is looked at does.

    ``first``: leads that came to the stage for the first time; ``again``: how often one came back to it; ``left``: how
    often one left it. ``at_end``: leads at it when the period ended; ``own``: those of them for which no later stage
    counts.
    """

    label: str
    start: int
    end: int
    first: int
    again: int
    left: int
    at_end: int
    own: int


@dataclass(frozen=True, slots=True)
class Course:
    """``before``: leads at the stage when the first period began. ``undated``: leads that have always been at it, and
    of which nobody knows since when."""

    stage: str
    before: int
    undated: int
    steps: tuple[Step, ...]

    @property
    def first(self) -> int:
        return sum(step.first for step in self.steps)

    @property
    def again(self) -> int:
        return sum(step.again for step in self.steps)

    @property
    def left(self) -> int:
        return sum(step.left for step in self.steps)


class Courses:
    """Adds up batches. ``first`` and ``last``: the time that is looked at, both included."""

    def __init__(self, stages: tuple[m.Stage, ...], periods: Periods, first: int, last: int) -> None:
        self.periods = periods
        self.first = first
        self.last = last
        self._numbers = range(periods.number(first), periods.number(last) + 1)
        self._of = [_Counts(stage.name) for stage in stages]
        self._stages = stages
        self._begun: Counter[int | None] = Counter()

    def add(self, batch: Batch) -> None:
        self._count(self._begun, batch.start[batch.begun])
        for number, (stage, counts) in enumerate(zip(self._stages, self._of, strict=True)):
            stays = batch.stays(stage)
            dated = stays.dated
            counts.undated += int((~dated).sum())
            self._count(counts.first, stays.since[dated & stays.first])
            self._count(counts.again, stays.since[dated & ~stays.first])
            self._count(counts.left, stays.until)
            self._own(counts, batch.own(number))

    def _own(self, counts: "_Counts", stays: Stays) -> None:
        self._count(counts.own_came, stays.since)
        self._count(counts.own_left, stays.until)

    def _count(self, counts: Counter[int | None], moments: NDArray[np.int64]) -> None:
        """By period; None stands for all time before the first one."""
        moments = moments[moments <= self.last]
        early = moments < self.first
        counts[None] += int(early.sum())
        numbers, found = np.unique(self.periods.numbers(moments[~early]), return_counts=True)
        for number, count in zip(numbers.tolist(), found.tolist(), strict=True):
            counts[number] += count

    def start(self, number: int) -> int:
        """When a period began, given by its position."""
        return max(self.periods.start(self._numbers[number]), self.first)

    def beginnings(self) -> tuple[int, ...]:
        """How many leads began in each period."""
        return tuple(self._begun[number] for number in self._numbers)

    def result(self) -> tuple[Course, ...]:
        return tuple(self._course(counts) for counts in self._of)

    def _course(self, counts: "_Counts") -> Course:
        before = there = counts.undated + counts.first[None] + counts.again[None] - counts.left[None]
        own = counts.own_came[None] - counts.own_left[None]
        steps: list[Step] = []
        for number in self._numbers:
            there += counts.first[number] + counts.again[number] - counts.left[number]
            own += counts.own_came[number] - counts.own_left[number]
            steps.append(
                Step(
                    self.periods.label(number),
                    max(self.periods.start(number), self.first),
                    min(self.periods.start(number + 1), self.last + 1),
                    counts.first[number],
                    counts.again[number],
                    counts.left[number],
                    there,
                    own,
                )
            )
        return Course(counts.stage, before, counts.undated, tuple(steps))


def empty_periods(beginnings: tuple[int, ...], courses: tuple[Course, ...]) -> int:
    """How many periods there are before the first in which a lead began, or was at a stage; never all of them."""
    columns = [beginnings, *(tuple(step.left + step.at_end for step in course.steps) for course in courses)]
    full = (number for number, column in enumerate(zip(*columns, strict=True)) if any(column))
    return next(full, max(len(beginnings) - 1, 0))


class _Counts:
    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.undated = 0
        self.first: Counter[int | None] = Counter()
        self.again: Counter[int | None] = Counter()
        self.left: Counter[int | None] = Counter()
        self.own_came: Counter[int | None] = Counter()
        self.own_left: Counter[int | None] = Counter()
