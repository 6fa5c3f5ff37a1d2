"""Thresholds worth looking at: round ones, those that stages have, the best by F1; and what each brings a week."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE
from ...dsl.values import points_text
from .ranking import Ranking
from .report import SweepRow, Threshold

BEST_F1 = "best F1"
_MOST_ROWS = 20
_HUNDREDTH = NUMBER_SCALE // 100


def stage_thresholds(model: m.Model) -> list[Threshold]:
    """The scores from which on stages are reached: `score > N`, alone or joined by `and`; in the order of the model."""
    found: list[Threshold] = []
    for stage in model.stages:
        for when in stage.whens:
            for sign, number in _bounds(when.condition):
                at = -(-number // _HUNDREDTH) if sign == ">=" else number // _HUNDREDTH + 1
                told = points_text(number // _HUNDREDTH)
                found.append(Threshold(at, f"stage {stage.name}: score {sign} {told}"))
    return list(dict.fromkeys(found))


def _bounds(condition: m.Condition) -> Iterator[tuple[str, int]]:
    match condition:
        case m.Relation(m.Score(), (">" | ">=") as sign, int(number)):
            yield sign, number
        case m.AllOf(parts):
            for part in parts:
                yield from _bounds(part)
        case m.Named(part):
            yield from _bounds(part)
        case _:
            pass


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
