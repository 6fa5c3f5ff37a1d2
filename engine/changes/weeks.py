"""How many leads reached each stage in each of the last weeks, by the moments at which they first did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...dsl.types import MICROSECONDS_PER_DAY
from ..columnar.steps import EARLIEST, History, each_history, visits
from ..plan import Plan
from ..store import Store

WEEK = 7 * MICROSECONDS_PER_DAY
MOST = 12

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Weeks:
    """``reached``: by stage, how many leads first reached it in each week, the oldest first; each week is seven days,
    the last one ends at the as-of time. ``called``: stages that are to stand under another name."""

    as_of: int
    called: Mapping[str, str] = field(default_factory=dict[str, str])
    reached: dict[str, NDArray[np.int64]] = field(default_factory=dict[str, NDArray[np.int64]])

    @property
    def starts(self) -> Sequence[int]:
        """The moment after which each week begins."""
        return [self.as_of - WEEK * n for n in range(MOST, 0, -1)]

    def add(self, plan: Plan, store: Store, progress: Progress | None = None) -> None:
        """The leads of a store."""
        for stage in plan.model.stages:
            self.reached.setdefault(self.called.get(stage.name, stage.name), np.zeros(MOST, np.int64))
        if not plan.model.stages:
            return
        for found in each_history(self._firsts, plan, store, self.as_of, progress=progress):
            for name, counts in found.items():
                self.reached[self.called.get(name, name)] += counts

    def _firsts(self, history: History) -> dict[str, NDArray[np.int64]]:
        """By stage, how many leads of a batch first reached it in each week."""
        counts: dict[str, NDArray[np.int64]] = {}
        for name, steps in history.reached.items():
            found = visits(steps)
            _, first = np.unique(found.lead, return_index=True)  # in order of lead and time
            since = found.since[first]
            ago = (self.as_of - since[since != EARLIEST]) // WEEK
            counts[name] = np.bincount(MOST - 1 - ago[ago < MOST], minlength=MOST)
        return counts
