"""Thresholds worth looking at: round ones, those that stages have, the best by F1; and what each brings a week."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl.types import NUMBER_SCALE
from .ranking import Ranking
from .report import SweepRow, Threshold

BEST_F1 = "best F1"
_MOST_ROWS = 20
_HUNDREDTH = NUMBER_SCALE // 100


def sweep(ranking: Ranking, scored: NDArray[Any], weeks: float | None, marked: Sequence[Threshold]) -> list[SweepRow]:
    """The highest threshold first. ``scored``: the scores of all leads that were there, open ones among them."""
    marks: dict[int, list[str]] = {}
    for threshold in marked:
        marks.setdefault(threshold.at, []).append(threshold.source)
    rising = np.sort(scored)
    rows: list[SweepRow] = []
    for at in sorted({*marks, *_round_ones(ranking)}, reverse=True):
        leads = len(rising) - int(np.searchsorted(rising, at, side="left"))
        a_week = None if weeks is None else leads / weeks
        rows.append(SweepRow(ranking.confusion(at), leads, a_week, tuple(marks.get(at, ()))))
    return rows


def _round_ones(ranking: Ranking) -> Iterator[int]:
    """Every score if they are few; else round ones over what nearly all leads have."""
    scores = ranking.scores.tolist()
    if len(scores) <= _MOST_ROWS:
        yield from scores
        return
    bands = ranking.bands(_MOST_ROWS - 5)
    yield from (band.low for band in bands)
