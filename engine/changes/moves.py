"""How far the scores of some leads move, up and down. Points in hundredths."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Bools


@dataclass(frozen=True, slots=True)
class Way:
    """Those that move in one direction, by how much (a positive number)."""

    leads: int = 0
    median: int = 0
    largest: int = 0
    total: int = 0


@dataclass(slots=True)
class Moves:
    """``stage``, ``grade``: leads whose stage (or disqualification), whose grade is another one."""

    leads: int = 0
    stage: int = 0
    grade: int = 0
    by: list[NDArray[Any]] = field(default_factory=list[NDArray[Any]], repr=False)

    def add(self, by: NDArray[Any], stage: Bools, grade: Bools, chosen: Bools | None = None) -> None:
        """Of more leads (of those, the chosen): the differences of their scores, and what else is another one."""
        if chosen is not None:
            by, stage, grade = by[chosen], stage[chosen], grade[chosen]
        self.leads += len(by)
        self.stage += int(np.count_nonzero(stage))
        self.grade += int(np.count_nonzero(grade))
        moved = by[by != 0]
        if len(moved):
            self.by.append(moved)

    @property
    def up(self) -> Way:
        return _way([by[by > 0] for by in self.by])

    @property
    def down(self) -> Way:
        return _way([-by[by < 0] for by in self.by])

    @property
    def score(self) -> int:
        """How many scores are another one."""
        return sum(map(len, self.by))


def _way(parts: list[NDArray[Any]]) -> Way:
    """The median of an even number is the lower one of the two in the middle: it is one that a lead has."""
    if not sum(map(len, parts)):
        return Way()
    all = np.sort(np.concatenate(parts))
    return Way(len(all), int(all[(len(all) - 1) // 2]), int(all[-1]), sum(map(int, (part.sum() for part in parts))))
