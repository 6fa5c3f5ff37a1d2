"""What becomes of the leads if nothing more happens: who leaves a stage, or falls below a number of points, by when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.types import MICROSECONDS_PER_DAY
from ..columnar.steps import LATEST
from ..thresholds import Threshold
from .stays import Batch


@dataclass(frozen=True, slots=True)
class Leaving:
    """One lead: the first moment after now at which it is no more so."""

    lead: str | int
    at: int


@dataclass(frozen=True, slots=True)
class Falling:
    """``what``: ``leaves MQL``, or ``falls below score >= 50``. ``now``: leads of which it can be said.

    ``by_day``: how many have gone when so many days of 24 hours have passed, in steps of ``every`` days. ``leaving``:
    those that do, the soonest first.
    """

    what: str
    now: int
    every: int
    by_day: tuple[tuple[int, int], ...]
    leaving: tuple[Leaving, ...]


class Ahead:
    """Adds up batches, whose histories go on to ``until``."""

    def __init__(
        self, stages: tuple[m.Stage, ...], thresholds: Sequence[Threshold], as_of: int, until: int, every: int
    ) -> None:
        self.stages = stages
        self.as_of = as_of
        self.until = until
        self.every = every
        bounds = {threshold.least: threshold for threshold in thresholds}
        self.thresholds = tuple(bounds[least] for least in sorted(bounds))
        names = [f"leaves {stage.name}" for stage in stages] + [f"falls below {t.text}" for t in self.thresholds]
        self._sums = [_Sums(name) for name in names]

    def add(self, batch: Batch) -> None:
        for stage, sums in zip(self.stages, self._sums, strict=False):
            stays = batch.stays(stage)
            there = stays.until > self.as_of
            sums.add(batch, stays.lead[there], stays.until[there])
        everyone = np.flatnonzero(batch.known).astype(np.int32)
        score = batch.history.score
        now = np.full(len(everyone), self.as_of, np.int64)
        points = score.of(everyone, now)
        for threshold, sums in zip(self.thresholds, self._sums[len(self.stages) :], strict=True):
            above = everyone[points >= threshold.least]
            below = (score.data < threshold.least) & (score.at > self.as_of)
            falls = np.full(batch.size, LATEST, np.int64)
            np.minimum.at(falls, score.lead[below], score.at[below])
            sums.add(batch, above, falls[above])

    def result(self) -> tuple[Falling, ...]:
        return tuple(self._falling(sums) for sums in self._sums)

    def _falling(self, sums: "_Sums") -> Falling:
        leaving = tuple(sorted(sums.leaving(), key=lambda leaving: leaving.at))
        moments = np.array([each.at for each in leaving], np.int64)
        whole = (self.until - self.as_of) // MICROSECONDS_PER_DAY
        days = [*range(self.every, whole, self.every), whole]
        by_day = tuple(
            (day, int(moments.searchsorted(self.as_of + day * MICROSECONDS_PER_DAY, side="right"))) for day in days
        )
        return Falling(sums.what, sums.now, self.every, by_day, leaving)


class _Sums:
    def __init__(self, what: str) -> None:
        self.what = what
        self.now = 0
        self._leaving: list[tuple[pa.Array, NDArray[np.int64]]] = []

    def add(self, batch: Batch, lead: NDArray[np.int32], at: NDArray[np.int64]) -> None:
        self.now += len(lead)
        leaves = at < LATEST
        self._leaving.append((batch.store.ids.take(pa.array(lead[leaves])), at[leaves]))

    def leaving(self) -> Iterator[Leaving]:
        for ids, moments in self._leaving:
            for id, at in zip(ids.to_pylist(), moments.tolist(), strict=True):
                yield Leaving(id, at)
