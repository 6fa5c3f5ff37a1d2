"""How long it took from a lead's beginning to a stage; leads that are not there yet are counted apart."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from .quantiles import quantile
from .stays import Batch


@dataclass(frozen=True, slots=True)
class TimeTo:
    """``count``: leads that came to the stage for the first time in the time that is looked at, and whose beginning is
    known; ``median`` and ``p90`` of theirs in microseconds, None if there are none. A lead that was at the stage before
    it had begun took no time.

    ``waiting``: leads that had begun by the end and had not been at the stage; ``unknown``: leads that came to it, but
    nobody knows how long it took.
    """

    stage: str
    count: int
    median: int | None
    p90: int | None
    waiting: int
    unknown: int


class Durations:
    """Adds up batches."""

    def __init__(self, stages: tuple[m.Stage, ...], first: int, last: int) -> None:
        self._stages = stages
        self.first = first
        self.last = last
        self._taken: list[list[NDArray[np.int64]]] = [[] for _ in stages]
        self._waiting = [0] * len(stages)
        self._unknown = [0] * len(stages)

    def add(self, batch: Batch) -> None:
        for number, stage in enumerate(self._stages):
            stays = batch.stays(stage)
            stays = stays.where(stays.first)
            came = np.zeros(batch.size, np.bool_)
            came[stays.lead] = True
            self._waiting[number] += int((batch.known & ~came).sum())
            inside = stays.where((stays.since >= self.first) & (stays.since <= self.last))
            taken, measured = taken_by(batch, inside.lead, inside.since)
            self._unknown[number] += int((~measured).sum()) + int((~stays.dated).sum())
            self._taken[number].append(taken[measured])

    def result(self) -> tuple[TimeTo, ...]:
        return tuple(
            time_to(stage.name, self._taken[number], self._waiting[number], self._unknown[number])
            for number, stage in enumerate(self._stages)
        )


def taken_by(
    batch: Batch, lead: NDArray[np.int32], since: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """How long it took each of some leads up to a moment of its own, and whether that is known."""
    start = batch.start[lead]
    measured = batch.begun[lead]
    return np.where(measured, np.maximum(since - np.where(measured, start, 0), 0), 0), measured


def time_to(stage: str, taken: Sequence[NDArray[np.int64]], waiting: int, unknown: int) -> TimeTo:
    ordered = np.sort(np.concatenate(taken)) if taken else np.zeros(0, np.int64)
    return TimeTo(stage, len(ordered), quantile(ordered, 50), quantile(ordered, 90), waiting, unknown)
