"""Where all leads stand by one version of the rules, and how that differs from another version."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..changes.states import DISQUALIFIED, Scale, Texts
from ..columnar.outcomes import Scores
from ..columns import Bools, TextColumn
from ..result_columns import too_many_points

LESS, SAME, MORE = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A row a lead. ``score``: hundredths; ``disqualified``: reasons, code −1 where a lead is not."""

    model: m.Model
    score: NDArray[np.int64]
    grade: TextColumn | None
    stage: TextColumn
    disqualified: TextColumn


@dataclass(frozen=True, slots=True)
class Differences:
    """``delta``: the score now without the one before, hundredths. ``stage``: 1 where a lead is at a later stage than
    before, −1 where at an earlier one (to be disqualified is the earliest), 0 where at the same. ``grade``: where it
    is another one. ``changed``: where any of these is other than before."""

    delta: NDArray[np.int64]
    grade: Bools
    stage: NDArray[np.int8]
    changed: Bools


def standing_of(scores: Scores) -> Standing:
    """Raises DataError if a lead has more points than can be written."""
    score = scores.points.score
    try:
        score = score.astype(np.int64, copy=False)
    except OverflowError:
        raise too_many_points() from None
    return Standing(scores.plan.model, score, scores.grade, scores.stage, scores.disqualified)


def differences(before: Standing, now: Standing) -> Differences:
    """How leads stand now against before; both are of the same leads."""
    delta = now.score - before.score
    grade = _grades_differ(before, now)
    scale = Scale(before.model, now.model, {})
    stage = np.sign(_ranks(now, scale) - _ranks(before, scale)).astype(np.int8)
    return Differences(delta, grade, stage, (delta != 0) | grade | (stage != 0))


def _grades_differ(before: Standing, now: Standing) -> Bools:
    if before.grade is None or now.grade is None:
        return np.full(len(now.score), (before.grade is None) is not (now.grade is None), np.bool_)
    texts = Texts()
    old, new = (texts.codes(column.codes, column.texts) for column in (before.grade, now.grade))
    return old != new


def _ranks(standing: Standing, scale: Scale) -> NDArray[np.int64]:
    """How far each lead has come on a scale of the stages of two models."""
    names = scale.names
    ranks = np.array([names.index(name) for name in standing.stage.texts], np.int64)[standing.stage.codes]
    ranks[standing.disqualified.codes >= 0] = names.index(DISQUALIFIED)
    return ranks
