"""How scores were distributed over time: on a grid of moments, over the leads that had begun by then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..thresholds import Threshold
from .quantiles import quantiles_of_counts
from .stays import Batch

PERCENTS = (10, 25, 50, 75, 90)
_MOST_CHANGES = 1 << 22
"""Changes that are gathered before they are added up."""

_MOST_SPAN = 1 << 62

_Changes = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]
"""From which point of the grid on, how many hundredths, so many leads more or less."""


@dataclass(frozen=True, slots=True)
class Level:
    """One moment. ``quantiles``: hundredths, in the order of ``PERCENTS``, None if no lead had begun; ``above``: how
    many leads had what each threshold asks for."""

    at: int
    leads: int
    quantiles: tuple[int | None, ...]
    above: tuple[int, ...]


class Levels:
    """Adds up batches. What changed at which point of the grid is kept, not what was so at each."""

    def __init__(self, grid: NDArray[np.int64], thresholds: Sequence[Threshold]) -> None:
        self.grid = grid
        self.thresholds = tuple(thresholds)
        self._changes: list[_Changes] = []
        self._gathered = 0

    def add(self, batch: Batch) -> None:
        score = batch.history.score
        points = score.data.astype(np.int64)
        begin = self.grid.searchsorted(batch.start)[score.lead]
        since = np.maximum(self.grid.searchsorted(score.at), begin)
        until = np.full(len(since), len(self.grid), np.int64)
        same = score.lead[1:] == score.lead[:-1]
        until[:-1][same] = since[1:][same]
        kept = since < until
        since, until, points = since[kept], until[kept], points[kept]
        came, went = np.ones(len(since), np.int64), np.full(len(until), -1, np.int64)
        both = np.concatenate([since, until]), np.concatenate([points, points]), np.concatenate([came, went])
        self._changes.append(_summed(*both))
        self._gathered += len(self._changes[-1][0])
        if self._gathered > _MOST_CHANGES:
            self._changes = [_summed(*self._all())]
            self._gathered = 0

    def _all(self) -> "_Changes":
        when, points, change = (np.concatenate(column) for column in zip(*self._changes, strict=True))
        return when, points, change

    def result(self) -> tuple[Level, ...]:
        if not self._changes:
            return tuple(
                Level(at, 0, (None,) * len(PERCENTS), (0,) * len(self.thresholds)) for at in self.grid.tolist()
            )
        return tuple(self._levels(*self._all()))

    def _levels(self, when: NDArray[np.int64], points: NDArray[np.int64], change: NDArray[np.int64]) -> Iterator[Level]:
        values, codes = np.unique(points, return_inverse=True)
        order = np.argsort(when, kind="stable")
        codes, change = codes[order], change[order]
        bounds = when[order].searchsorted(np.arange(len(self.grid) + 1))
        there = np.zeros(len(values), np.int64)
        least = values.searchsorted([threshold.least for threshold in self.thresholds]).tolist()
        for number, at in enumerate(self.grid.tolist()):
            rows = slice(bounds[number], bounds[number + 1])
            np.add.at(there, codes[rows], change[rows])
            above = tuple(int(there[position:].sum()) for position in least)
            yield Level(at, int(there.sum()), tuple(quantiles_of_counts(values, there, PERCENTS)), above)


def _summed(when: NDArray[np.int64], points: NDArray[np.int64], change: NDArray[np.int64]) -> _Changes:
    """The changes at one point of the grid by one number of points as one."""
    if not len(when):
        return when, points, change
    order = _by_both(when, points)
    when, points, change = when[order], points[order], change[order]
    new = np.ones(len(when), np.bool_)
    new[1:] = (when[1:] != when[:-1]) | (points[1:] != points[:-1])
    return when[new], points[new], np.add.reduceat(change, np.flatnonzero(new))


def _by_both(when: NDArray[np.int64], points: NDArray[np.int64]) -> NDArray[np.int64]:
    """The order by grid and points: of one number made of both, where one can hold them."""
    least, most = int(points.min()), int(points.max())
    span = most - least + 1
    if (int(when.max()) + 1) * span < _MOST_SPAN:
        return np.argsort(when * span + (points - least))
    return np.lexsort((points, when))
