"""How well scores tell won leads from lost ones: areas, deciles, thresholds. Exact where several leads have one score.

Everything is worked out from one table: each different score once, the highest first, with how many leads have it and
how many of them were won. Counts are integers; only what is divided at the end is a float.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Bools

_POINT = 100
"""Hundredths."""


def share(part: float, of: float) -> float | None:
    """A part of a whole, None of nothing."""
    return part / of if of else None


def percent(part: float | None) -> str:
    """``47 %``, ``5.3 %``: as many digits as tell something.

    >>> percent(0.4712), percent(0.0526), percent(1.0), percent(None)
    ('47.1 %', '5.3 %', '100 %', '–')
    """
    if part is None:
        return "–"
    return "100 %" if part == 1 else f"{100 * part:.1f} %"


@dataclass(frozen=True, slots=True)
class Counted:
    """Leads, and how many of them were won; ``low`` and ``high``: the scores that they have, in hundredths.

    ``won`` of a tenth need not be whole: a score that two tenths share brings each its share of the wins.
    """

    low: int
    high: int
    leads: int
    won: Fraction

    @property
    def conversion(self) -> float | None:
        return share(float(self.won), self.leads)


@dataclass(frozen=True, slots=True)
class Confusion:
    """What a threshold does: leads at or above it (hundredths) are called, the others are not."""

    threshold: int
    called_won: int
    called_lost: int
    missed_won: int
    left_lost: int

    @property
    def called(self) -> int:
        return self.called_won + self.called_lost

    @property
    def precision(self) -> float | None:
        """Of the leads that are called, the share that was won; None if none is called."""
        return share(self.called_won, self.called)

    @property
    def recall(self) -> float | None:
        """Of the leads that were won, the share that is called."""
        return share(self.called_won, self.called_won + self.missed_won)

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 if nothing that was won is called."""
        whole = 2 * self.called_won + self.called_lost + self.missed_won
        return 2 * self.called_won / whole if whole else 0.0


@dataclass(frozen=True)
class Ranking:
    """``scores`` in hundredths, falling, each once; ``leads`` and ``won`` are those with each."""

    scores: NDArray[Any]
    leads: NDArray[np.int64]
    won: NDArray[np.int64]

    @classmethod
    def of(cls, score: NDArray[Any], won: Bools) -> "Ranking":
        """``score`` and whether it was won, a row a lead."""
        scores, place = np.unique(score, return_inverse=True)
        leads = np.bincount(place, minlength=len(scores))
        wins = np.bincount(place[won], minlength=len(scores))
        return cls(scores[::-1], leads[::-1].astype(np.int64), wins[::-1].astype(np.int64))

    @cached_property
    def total(self) -> int:
        return int(self.leads.sum())

    @cached_property
    def total_won(self) -> int:
        return int(self.won.sum())

    @property
    def conversion(self) -> float | None:
        return share(self.total_won, self.total)

    @cached_property
    def roc_area(self) -> float | None:
        """How often a won lead has the higher score of a won and a lost one, an equal score counting half.

        None if all were won or all lost.
        """
        lost = self.leads - self.won
        all_lost = int(lost.sum())
        if not self.total_won or not all_lost:
            return None
        above = np.cumsum(lost) - lost
        twice = int((self.won * (2 * (all_lost - above) - lost)).sum())
        return twice / (2 * self.total_won * all_lost)

    @cached_property
    def pr_area(self) -> float | None:
        """Average precision: at each different score the precision, weighted by the wins that it adds; leads with one
        score come in together. None if none was won."""
        if not self.total_won:
            return None
        called, won = np.cumsum(self.leads), np.cumsum(self.won)
        return float((self.won * (won / called)).sum() / self.total_won)

    def parts(self, number: int = 10) -> list[Counted]:
        """The leads in so many parts of equal size, the highest scores first; the first parts have one lead more if it
        does not come out even. Leads with one score on both sides of a bound bring each side its share of their wins:
        what the parts come to, on average, if ties were broken by lot."""
        number = min(number, self.total)
        size, more = divmod(self.total, number) if number else (0, 0)
        ends = np.cumsum(self.leads)
        parts: list[Counted] = []
        start, won_before = 0, Fraction(0)
        for part in range(number):
            stop = start + size + (part < more)
            first, last = ends.searchsorted([start, stop - 1], side="right").tolist()
            won = self._won_up_to(stop, last, ends)
            parts.append(Counted(int(self.scores[last]), int(self.scores[first]), stop - start, won - won_before))
            start, won_before = stop, won
        return parts

    def _won_up_to(self, place: int, block: int, ends: NDArray[np.int64]) -> Fraction:
        """The wins of the first so many leads, the last of which are in a block of one score."""
        won, leads = int(self.won[block]), int(self.leads[block])
        before = int(self.won[:block].sum())
        return before + Fraction(won * (place - int(ends[block]) + leads), leads)

    def confusion(self, threshold: int) -> Confusion:
        """What calling all leads with at least so many hundredths comes to."""
        rows = int(np.count_nonzero(self.scores >= threshold))
        called, won = int(self.leads[:rows].sum()), int(self.won[:rows].sum())
        missed = self.total_won - won
        return Confusion(threshold, won, called - won, missed, self.total - called - missed)

    def confusions(self) -> Iterator[Confusion]:
        """That of every different score, the highest first."""
        called, won = np.cumsum(self.leads).tolist(), np.cumsum(self.won).tolist()
        for score, c, w in zip(self.scores.tolist(), called, won, strict=True):
            missed = self.total_won - w
            yield Confusion(int(score), w, c - w, missed, self.total - c - missed)

    def best_f1(self) -> Confusion | None:
        """The threshold with the highest F1, the highest of several; None if nothing was won."""
        if not self.total_won:
            return None
        called, won = np.cumsum(self.leads), np.cumsum(self.won)
        return self.confusion(int(self.scores[int(np.argmax(2 * won / (called + self.total_won)))]))

    def bands(self, number: int = 10) -> list[Counted]:
        """The leads by bands of score, the highest first: each score by itself if there are few, else bands of one
        round width but for the first and last, which hold what is far from the rest. Empty ones in between are there.
        """
        if len(self.scores) <= number:
            rows = zip(*(column.tolist() for column in (self.scores, self.leads, self.won)), strict=True)
            return [Counted(int(score), int(score), leads, Fraction(won)) for score, leads, won in rows]
        width, first, last = self._bounds(number)
        place = (np.clip(self.scores // width, first, last) - first).astype(np.int64)
        leads = np.bincount(place, self.leads, last - first + 1)
        won = np.bincount(place, self.won, last - first + 1)
        lowest, highest = int(self.scores[-1]), int(self.scores[0])
        unit = _POINT if width % _POINT == 0 and not (self.scores % _POINT).any() else 1
        bands: list[Counted] = []
        for n in range(last - first, -1, -1):
            low, high = (first + n) * width, (first + n + 1) * width - unit
            low = min(lowest, low) if n == 0 else low
            high = max(highest, high) if n == last - first else high
            bands.append(Counted(low, high, int(leads[n]), Fraction(int(won[n]))))
        return bands

    def _bounds(self, number: int) -> tuple[int, int, int]:
        """The width of a band, and which band is the first and which the last."""
        rising, counts = self.scores[::-1], np.cumsum(self.leads[::-1])
        low, high = (int(rising[np.searchsorted(counts, self.total * q, side="left")]) for q in (0.02, 0.98))
        width = round_width(max(high - low, 1), number)
        first, last = low // width, high // width
        below, above = int(rising[0]) // width, int(rising[-1]) // width
        # A band more or two at an end are no tail: all that is there is shown as it is.
        return width, below if first - below <= 2 else first, above if above - last <= 2 else last


def round_width(range: int, number: int) -> int:
    """The least of 1, 2, 5, 10, 20, 50 … points, in hundredths, of which about ``number`` make up a range; parts of a
    point where the range is small."""
    width = 1
    for factor in _factors():
        width = factor
        if width * number >= range:
            break
    return width


def _factors() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def likely(won: float, leads: int) -> tuple[float, float] | None:
    """Wilson's interval: between which shares the true one lies, 95 times of 100; None of no leads."""
    if not leads:
        return None
    z = 1.959963984540054
    p = won / leads
    middle = (p + z * z / (2 * leads)) / (1 + z * z / leads)
    half = z / (1 + z * z / leads) * sqrt(p * (1 - p) / leads + z * z / (4 * leads * leads))
    return max(0.0, middle - half), min(1.0, middle + half)
