"""Two versions of the rules over the same time: both taken through the history of all leads, and what each says."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...dsl.errors import LeadwrightError
from ...dsl.model import Model
from ...dsl.zones import Calendar
from ..backtest.report import Backtest
from ..backtest.run import Options
from ..changes.changed import Comparison
from ..changes.effects import Effects, scorable
from ..changes.models import compared
from ..columnar import score
from ..columnar.outcomes import Scores
from ..memory import room_in
from ..plan import Plan, plan_of
from ..report import Problem
from ..result_columns import too_many_points
from ..simulation import Asked, Simulating, Simulation
from ..simulation.courses import Course
from ..simulation.durations import TimeTo
from ..simulation.periods import a_year_before
from ..store import Store
from .came import Came, Differing, Firsts
from .data import Data, Progress
from .spread import Spread

BEFORE, AFTER = "before", "after"


def quiet(_what: str, _done: int, _total: int) -> None:
    """Progress that nobody is told of."""


@dataclass(frozen=True)
class Found:
    """``before`` is None if there is no version to compare with; then there are no ``came`` and no ``effects``, which
    are as of the end of the time. ``backtests``: of both, None where there is nothing to tell; ``no_backtest``: why.
    """

    comparison: Comparison | None
    before: Simulation | None
    after: Simulation
    came: tuple[Came, ...]
    effects: Effects | None
    spread: Spread
    backtests: tuple[Backtest | None, Backtest | None]
    no_backtest: str
    problems: tuple[Problem, ...]

    @property
    def model(self) -> Model:
        return self.after.model

    @property
    def stages(self) -> tuple[str, ...]:
        """All stages that either version has, in their order, by the names that they have now."""
        names = tuple(stage.name for stage in self.model.stages)
        return names if self.effects is None else self.effects.scale.stages

    @property
    def is_same(self) -> bool:
        """Whether both versions mean the same."""
        return self.comparison is not None and not self.comparison.changes

    def courses(self, stage: str) -> tuple[Course | None, Course | None]:
        """The course of a stage by the one and the other version."""
        return self._of(stage, lambda s: s.courses)

    def times(self, stage: str) -> tuple[TimeTo | None, TimeTo | None]:
        return self._of(stage, lambda s: s.times)

    def came_to(self, stage: str) -> Came | None:
        return next((came for came in self.came if came.stage == stage), None)

    def name_before(self, stage: str) -> str:
        """What a stage was called by the version before."""
        if self.comparison is None:
            return stage
        return next((old for old, new in self.comparison.stages.items() if new == stage), stage)

    def _of(self, stage: str, parts: Callable[[Simulation], Any]) -> Any:
        sides = (self.before, self.name_before(stage)), (self.after, stage)
        return tuple(
            None if side is None else next((part for part in parts(side) if part.stage == name), None)
            for side, name in sides
        )


def versus(
    before: Model | None,
    after: Model,
    data: Data,
    asked: Asked,
    memory: int | None = None,
    with_backtest: bool = True,
    progress: Progress = quiet,
) -> Found:
    """``progress``: called with what is being done (``reading``, ``before``, ``after``, ``comparing``, ``backtest
    before``, ``backtest after``), how much of it is done, and how much there is. What it raises ends the run.

    Raises DataError for what is asked and cannot be, and for data that cannot be read.
    """
    return _Run(before, after, data, asked, memory, progress).found(with_backtest)


class _Run:
    def __init__(
        self, before: Model | None, after: Model, data: Data, asked: Asked, memory: int | None, progress: Progress
    ) -> None:
        self.data = data
        if asked.first is None:  # both go over the same periods, whichever are empty
            asked = replace(asked, first=a_year_before(asked.last, Calendar(after.timezone)))
        self.asked = asked
        self.room = room_in(memory)
        self.progress = progress
        self.comparison = None if before is None else compared(before, after)
        self.is_same = self.comparison is not None and not (self.comparison.changes or self.comparison.renamed)
        self.after = _Side(after, data, asked, self._told(AFTER))
        self.before: _Side | None = None
        if before is not None:
            self.before = self.after if self.is_same else _Side(before, data, asked, self._told(BEFORE))

    def _told(self, side: str) -> Progress:
        return lambda stage, done, total: self.progress(side, done, total)

    def found(self, with_backtest: bool) -> Found:
        before, after = self.before, self.after
        spread = Spread()
        effects: Effects | None = None
        differing: Differing | None = None
        if before is not None and self.comparison is not None:
            effects = Effects.none_yet(self.comparison, self.asked.last)
            stages = effects.scale.stages
            differing = Differing(stages, self.comparison.stages, after.simulating.first, self.asked.last)
        plans = plan_of((before or after).model), plan_of(after.model)
        done = 0
        for mine, theirs in self.data.stores(*plans, self.progress):
            total = self.data.leads
            if before is not None and not self.is_same:
                before.take(mine, total)
            after.take(theirs, total)
            self.progress("comparing", done, total)
            with self.data.scoring():
                old = None if before is None else self._score(before, mine)
                new = old if self.is_same and old is not None else self._score(after, theirs)
            spread.add(None if old is None else old.points.score, new.points.score)
            if before is not None and old is not None and effects is not None and differing is not None:
                self.progress("comparing", done, total)
                effects.add(old, new, None)
                scores = _whole(old), _whole(new)
                differing.add(theirs, before.firsts, after.firsts, scores)
            done += theirs.size
            self.progress("comparing", done, total)
        backtests, why = self._backtests() if with_backtest else ((None, None), "")
        return Found(
            self.comparison,
            None if before is None else before.simulating.result(),
            after.simulating.result(),
            () if differing is None else differing.result(),
            effects,
            spread,
            backtests,
            why,
            tuple(self.data.problems),
        )

    def _score(self, side: "_Side", store: Store) -> Scores:
        return score(side.scored, store, self.asked.last, self.room)

    def _backtests(self) -> tuple[tuple[Backtest | None, Backtest | None], str]:
        """Of both; or why there are none."""
        if not self.data.project.outcomes.source:
            return (None, None), "no outcomes are named: [outcomes] in leadwright.toml says what became of the leads"
        try:
            after = self._backtest(self.after, AFTER)
            before = None
            if self.before is not None:
                before = after if self.is_same else self._backtest(self.before, BEFORE)
        except LeadwrightError as error:
            return (None, None), error.message + (f" — {error.help}" if error.help else "")
        return (before, after), ""

    def _backtest(self, side: "_Side", name: str) -> Backtest:
        said = f"backtest {name}"
        told: Progress = lambda stage, done, total: self.progress(said, done, total)  # noqa: E731
        return self.data.backtest(side.model, Options(end=self.asked.last), told)


class _Side:
    """One version: its simulation, and when leads first came to its stages."""

    def __init__(self, model: Model, data: Data, asked: Asked, progress: Progress) -> None:
        self.model = model
        self.simulating = Simulating(model, data.source, asked, progress=progress)
        self.firsts = Firsts(model.stages)
        self.simulating.more = (self.firsts,)
        self.scored: Plan = plan_of(scorable(model))

    def take(self, store: Store, total: int) -> None:
        for _ in self.simulating.batches_of(store, total):
            pass


def _whole(scores: Scores) -> Any:
    try:
        return scores.points.score.astype("int64", copy=False)
    except OverflowError:
        raise too_many_points() from None
