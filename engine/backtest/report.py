"""All that a backtest comes to, as figures: what any form of output is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from ..report import Problem
from .leaks import Finding
from .ranking import Confusion, Counted, Ranking
from .rules import RuleResult
from .sample import Left, Sample


@dataclass(frozen=True, slots=True)
class Threshold:
    """A score from which on leads are called, in hundredths, and where it comes from: ``stage MQL``, ``best F1``."""

    at: int
    source: str


@dataclass(frozen=True, slots=True)
class SweepRow:
    """``a_week``: leads at or above the threshold a week, those that are still open among them; None if all moments are
    in one week. ``marks``: why this one is looked at."""

    confusion: Confusion
    leads: int
    a_week: float | None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage as a forecast: leads that have reached it at their moment and are not disqualified count as called."""

    stage: str
    confusion: Confusion


@dataclass(frozen=True, slots=True)
class Segmented:
    """The leads with a label at their moment; ``roc_area``: how well the score tells them apart among themselves."""

    label: str
    leads: int
    won: int
    roc_area: float | None


@dataclass(frozen=True, slots=True)
class Graded:
    grade: str
    leads: int
    won: int


@dataclass(frozen=True)
class Backtest:
    """``moment``: as of which moment each lead was scored, in words. ``segment``: the only one that was looked at.
    ``said``: what the run settled by itself.

    Counts of leads: ``leads`` all; ``compared`` those of the ranking; ``open`` without an outcome; ``left`` with one,
    but not compared; ``early`` compared, although decided at their moment. ``first`` and ``last`` are the moments of
    leads that are scored, ``weeks`` between them. ``values``: each outcome in the data, what it counts as, its rows.
    """

    model: str
    timezone: str
    moment: str
    segment: str | None
    said: Sequence[str]
    leads: int
    open: int
    left: Left
    early: int
    first: int | None
    last: int | None
    weeks: float | None
    ranking: Ranking
    deciles: Sequence[Counted]
    bands: Sequence[Counted]
    sweep: Sequence[SweepRow]
    threshold: Threshold | None
    stages: Sequence[Reached]
    grades: Sequence[Graded]
    segments: Sequence[Segmented]
    rules: Sequence[RuleResult]
    findings: Sequence[Finding]
    values: Mapping[str, tuple[int, int]]
    problems: Sequence[Problem]
    ignored: Mapping[int, int]
    sample: Sample = field(repr=False)

    @property
    def compared(self) -> int:
        return self.ranking.total

    @property
    def won(self) -> int:
        return self.ranking.total_won

    @property
    def conversion(self) -> float | None:
        return self.ranking.conversion

    @property
    def ids(self) -> pa.Array:
        return self.sample.ids
