"""How many leads have which score, by either version of the rules, in bins that both share."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WIDTHS = (1, 2, 5, 10, 20, 25, 50)
"""Points; and ten times, a hundred times, … as many."""
_POINT = 100


@dataclass(frozen=True, slots=True)
class Bin:
    """Leads with a score from ``low`` up to, but not with, ``high``, in points."""

    low: int
    high: int
    before: int
    after: int


class Spread:
    """Adds up the scores of stores, in hundredths."""

    def __init__(self) -> None:
        self.before: Counter[int] = Counter()
        self.after: Counter[int] = Counter()

    def add(self, before: NDArray[Any] | None, after: NDArray[Any]) -> None:
        if before is not None:
            _count(self.before, before)
        _count(self.after, after)

    def bins(self, most: int = 12) -> tuple[Bin, ...]:
        """At most so many, from the lowest score to the highest; none if there are no leads."""
        there = [*self.before, *self.after]
        if not there:
            return ()
        low, high = min(there), max(there)
        width = next(w for w in _widths() if high // w - low // w < most)
        was, now = Counter[int](), Counter[int]()
        for counts, into in ((self.before, was), (self.after, now)):
            for points, count in counts.items():
                into[points // width] += count
        return tuple(Bin(n * width, (n + 1) * width, was[n], now[n]) for n in range(low // width, high // width + 1))


def _widths() -> Iterator[int]:
    size = 1
    while True:
        yield from (size * width for width in _WIDTHS)
        size *= 100


def _count(into: Counter[int], score: NDArray[Any]) -> None:
    values, counts = np.unique(score // _POINT, return_counts=True)
    for value, count in zip(values.tolist(), counts.tolist(), strict=True):
        into[int(value)] += count
