"""The few figures that a comparison over time comes to: each before, after, and what is between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ..backtest.report import Backtest
from .run import Found

_HALF = 2
"""The position of the median in the quantiles of scores."""


class Kind(StrEnum):
    """COUNT: leads. LENGTH: microseconds. POINTS: hundredths. SHARE: 0 to 1. RATIO: a float."""

    COUNT = "count"
    LENGTH = "length"
    POINTS = "points"
    SHARE = "share"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Figure:
    """``name`` for programs, ``said`` for people. ``before`` and ``after`` are None where there is nothing to tell."""

    name: str
    said: str
    kind: Kind
    before: int | float | None
    after: int | float | None

    @property
    def difference(self) -> int | float | None:
        return None if self.before is None or self.after is None else self.after - self.before


def figures(found: Found, stage: str | None) -> tuple[Figure, ...]:
    """Of one stage; without one, of the scores alone."""
    return tuple(_figures(found, stage))


def _figures(found: Found, stage: str | None) -> Iterator[Figure]:
    if stage is not None:
        old, new = found.courses(stage)
        yield Figure("first_reached", f"new {stage}", Kind.COUNT, old and old.first, 0 if new is None else new.first)
        ends = [None if c is None else c.steps[-1].at_end if c.steps else 0 for c in (old, new)]
        yield Figure("at_end", f"{stage} at the end", Kind.COUNT, *ends)
        lengths = [None if time is None else time.median for time in found.times(stage)]
        yield Figure("median_time", f"median time to {stage}", Kind.LENGTH, *lengths)
    medians = [
        None if s is None or not s.levels else s.levels[-1].quantiles[_HALF] for s in (found.before, found.after)
    ]
    yield Figure("median_score", "median score", Kind.POINTS, *medians)
    before, after = found.backtests
    if after is None:
        return
    if stage is not None:
        sides = (before, found.name_before(stage)), (after, stage)
        yield Figure(
            "precision", f"{stage}s that were won", Kind.SHARE, *(_of(side, name, "precision") for side, name in sides)
        )
        yield Figure(
            "recall", f"won that were {stage}", Kind.SHARE, *(_of(side, name, "recall") for side, name in sides)
        )
    areas = [None if side is None else side.ranking.roc_area for side in (before, after)]
    yield Figure("roc_area", "ROC area", Kind.RATIO, *areas)


def _of(backtest: Backtest | None, stage: str, what: str) -> float | None:
    if backtest is None:
        return None
    found = next((reached.confusion for reached in backtest.stages if reached.stage == stage), None)
    return None if found is None else getattr(found, what)
