"""A backtest: outcomes read, leads scored store by store, each as of its own moment, and all of it counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from ...dsl.errors import DataError
from ...dsl.model import Model
from ...dsl.nearest import nearest
from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.zones import Calendar
from ..beginnings import start_field
from ..columnar.leads_at import LeadsAt
from ..columns import Bools
from ..memory import usual_memory
from ..outcomes import LOST, OPEN, WON, Outcomes, OutcomeTable, open_outcomes
from ..plan import Plan, plan_of
from ..project import Project
from ..report import Problem, counted
from ..schema import needed_schema, schema_of
from ..source import Source, open_source
from ..store import Store, open_stores
from ..thresholds import stage_thresholds
from .leaks import Finding, LookAhead, too_good
from .moments import Asked, Moments, check_moment, labels_of, moment_field, scored_then
from .notation import DEFAULT, AfterField, AtStage, AtTime, Moment
from .ranking import Confusion, Ranking
from .report import Backtest, Graded, Reached, Segmented, Threshold
from .rules import rule_results
from .sample import AtMoments, Left, LeftOut, Sample, joined, taken
from .stages import grades, leaves_of
from .sweep import BEST_F1, sweep

Progress = Callable[[Literal["reading", "scoring", "comparing"], int, int], None]
"""Called with what is being done, how many rows, leads or rules are done, and how many there are (0: not known)."""

_WEEK = 7 * MICROSECONDS_PER_DAY


@dataclass(frozen=True, slots=True)
class Options:
    """``moment``: None for the default. ``created``: the field that says since when a lead is there; None for
    ``created_at`` or the like if the data has it; empty for none. ``threshold``: in hundredths, None for that of a
    stage, or the best. ``segment``: only leads that have this label at their moment. ``end``: no delay ends, and no
    stage is reached, after it (microseconds).
    """

    moment: Moment | None = None
    created: str | None = None
    with_decided: bool = False
    threshold: int | None = None
    end: int | None = None
    segment: str | None = None


def quiet(_stage: str, _done: int, _total: int) -> None:
    """Progress that nobody is told of."""


def backtest(
    model: Model,
    project: Project,
    options: Options | None = None,
    progress: Progress = quiet,
    memory: int | None = None,
) -> Backtest:
    """Compare a project's rules with what became of its leads.

    Raises DataError if leads, events or outcomes cannot be read, if leads can have no such moment, and if no lead is
    left to be compared, or none of them was won, or none lost.
    """
    options = options or Options()
    outcomes = open_outcomes(project)
    try:
        source = open_source(project)
        try:
            run = _Run(model, source, outcomes, options, progress)
            return run.run(run.stores(memory or usual_memory()))
        finally:
            source.close()
    finally:
        outcomes.close()


def backtest_on(
    stores: Iterable[Store],
    source: Source,
    model: Model,
    project: Project,
    options: Options | None = None,
    progress: Progress = quiet,
) -> Backtest:
    """The same on leads that were read before, from a source that is still open."""
    with closing(open_outcomes(project)) as outcomes:
        return _Run(model, source, outcomes, options or Options(), progress).run(stores)


class _Run:
    def __init__(
        self, model: Model, source: Source, outcomes: OutcomeTable, options: Options, progress: Progress
    ) -> None:
        self.model = model
        self.source = source
        self.outcomes = outcomes
        self.options = options
        self.progress = progress
        self.plan: Plan = plan_of(model)
        self.moment = self._moment()
        self.asked = self._asked()
        self.segment = self._segment()
        self.said: list[str] = list(outcomes.said)

    def _moment(self) -> Moment:
        moment = self.options.moment
        if moment is None:
            moment = DEFAULT if self.outcomes.has_times or self.options.end is None else AtTime(self.options.end)
        check_moment(moment, self.model, self.source, has_times=self.outcomes.has_times)
        return moment

    def _asked(self) -> Asked:
        name, created = self.options.created, None
        if name is None:
            usual = start_field(self.model, self.source, None)
            name = "" if usual is None else usual[0]
        if name:
            created = moment_field(name, self.model, self.source)
        end = self.options.end if isinstance(self.moment, AfterField | AtStage) else None
        return Asked(self.moment, created, self.options.with_decided, end, leaves_of(self.model))

    def _segment(self) -> int | None:
        """The position of the label that is asked for."""
        wanted, labels = self.options.segment, labels_of(self.model)
        if wanted is None:
            return None
        if wanted not in labels:
            close = nearest(wanted, labels)
            help = f'did you mean "{close}"?' if close else f"segments: {', '.join(labels) or 'none'}"
            raise DataError(f'the rules have no segment "{wanted}"', help)
        return labels.index(wanted)

    # --- the leads

    def stores(self, memory: int | None) -> Iterator[Store]:
        schema = schema_of(self.model)
        needed = needed_schema(schema, self.plan)

        def reading(rows: int, total: int) -> None:
            self.progress("reading", rows, total)

        return open_stores(self.source, schema, self.model.timezone, memory, reading, needed=needed)

    def run(self, stores: Iterable[Store]) -> Backtest:
        look_ahead = LookAhead(self.plan)
        ignored: Counter[int] = Counter()
        samples: list[Sample] = []
        done = 0
        for store in stores:
            known = self.outcomes.of(store.ids)
            look_ahead.see(store, known)
            samples.append(self._sample(store, known, done))
            ignored.update(_ignored(store, self.model))
            done += store.size
        problems = [*self.source.report.problems, *self.outcomes.finish()]
        return self._compared(_one(samples), done, look_ahead, problems, ignored)

    def _sample(self, store: Store, outcomes: Outcomes, done: int) -> Sample:
        moments = Moments(self.asked, store, outcomes, Calendar(self.model.timezone))

        def scoring(leads: int, _total: int) -> None:
            self.progress("scoring", done + leads, self.source.report.leads)

        then = scored_then(self.plan, moments, scoring)
        left = moments.left
        if self.segment is not None:
            inside = then.segments[self.segment]
            results = outcomes.result[then.leads[~inside]]
            left += Left(outside=LeftOut(int(np.count_nonzero(results >= 0)), int(np.count_nonzero(results == WON))))
            then = taken(then, inside)
        at = outcomes.at[then.leads]
        result = outcomes.result[then.leads]
        early = (result >= 0) & outcomes.has_time[then.leads] & (at <= then.at)
        return Sample(
            store.ids.take(pa.array(then.leads)),
            then,
            result,
            at,
            left,
            int(np.count_nonzero(outcomes.result == OPEN)),
            int(np.count_nonzero(early)),
            grades(self.model, then.score, dict(zip(_groups(self.model), then.groups, strict=True))).texts,
        )

    # --- what they come to

    def _compared(
        self,
        sample: Sample,
        leads: int,
        look_ahead: LookAhead,
        problems: Sequence[Problem],
        ignored: Counter[int],
    ) -> Backtest:
        known = np.flatnonzero(sample.known)
        then, won = taken(sample.then, known), sample.result[known] == WON
        ranking = Ranking.of(then.score, won)
        self._enough(ranking, sample, leads)
        first, last = int(sample.then.at.min()), int(sample.then.at.max())
        weeks = (last - first) / _WEEK if last - first >= _WEEK else None
        of_stages = [Threshold(t.least, f"stage {t.stage}: {t.text}") for t in stage_thresholds(self.model)]
        best = ranking.best_f1()
        assert best is not None
        marked = [*of_stages, Threshold(best.threshold, BEST_F1)]
        threshold = marked[0]
        if self.options.threshold is not None:
            threshold = Threshold(self.options.threshold, "--threshold")
            marked.insert(0, threshold)
        self.progress("comparing", 0, len(self.plan.rules))
        rules = rule_results(self.plan, then, won, threshold.at, self._told)
        findings: list[Finding] = [
            *look_ahead.findings(),
            *too_good(rules, ranking.conversion, ranking.total_won),
        ]
        return Backtest(
            model=self.model.name,
            timezone=self.model.timezone,
            moment=str(self.moment),
            said=self.said,
            leads=leads,
            open=sample.open,
            left=sample.left,
            early=sample.decided_early,
            first=first,
            last=last,
            weeks=weeks,
            ranking=ranking,
            deciles=ranking.parts(10),
            bands=ranking.bands(),
            sweep=sweep(ranking, sample.then.score, weeks, marked),
            threshold=threshold,
            segment=self.options.segment,
            stages=[
                Reached(stage.name, _confusion(reached & ~then.disqualified, won))
                for stage, reached in zip(self.model.stages, then.reached, strict=True)
            ],
            grades=_graded(self.model, sample.grades, then, won),
            segments=_segmented(self.model, then, won),
            rules=rules,
            findings=findings,
            values=self.outcomes.values,
            problems=problems,
            ignored=ignored,
            sample=sample,
        )

    def _told(self, rules: int) -> None:
        self.progress("comparing", rules, len(self.plan.rules))

    def _enough(self, ranking: Ranking, sample: Sample, leads: int) -> None:
        """Raises DataError if there is nothing to compare."""
        if ranking.total and 0 < ranking.total_won < ranking.total:
            return
        values = self.outcomes.values
        rows = Counter({WON: 0, LOST: 0})
        for result, count in values.values():
            rows[result] += count
        if not rows[WON] or not rows[LOST]:
            lacking = "won" if not rows[WON] else "lost"
            there = ", ".join(f'"{value}" ({count:,})' for value, (_, count) in list(values.items())[:12]) or "none"
            raise DataError(
                f"no lead was {lacking}: no outcome in {self.outcomes.shown} counts as {lacking}",
                f'say which do: --{lacking} VALUE, or `{lacking} = ["…"]` in [outcomes]. Outcomes there: {there}',
            )
        left = sample.left
        if ranking.total:
            what = "none was won" if not ranking.total_won else "all were won"
            what = f"{counted(ranking.total, 'lead')} can be compared, and {what}"
        else:
            what = f"none of {counted(leads, 'lead')} can be compared"
        reasons = [
            f"{part.leads:,} {said}"
            for part, said in (
                (left.decided, "were decided by then (--include-decided takes them in)"),
                (left.no_moment, "have no such moment"),
                (left.not_there, "came later (--created none takes them in)"),
                (left.outside, f'were not in the segment "{self.options.segment}"'),
            )
            if part.leads
        ]
        raise DataError(
            f'{what} at "{self.moment}"',
            f"{sample.open:,} have no outcome yet; of the others {', '.join(reasons)}" if reasons else None,
        )


def _groups(model: Model) -> list[str]:
    return [group.name for group in model.groups]


def _ignored(store: Store, model: Model) -> dict[int, int]:
    """How many events each `ignore` takes, by its position."""
    if not model.ignores:
        return {}
    end = int(store.at.max(initial=0))
    return LeadsAt(store, model.timezone, model.ignores, end, 0).alive.ignored


def _one(samples: Sequence[Sample]) -> Sample:
    """The samples of all stores as one."""
    if len(samples) == 1:
        return samples[0]
    left = Left()
    for sample in samples:
        left += sample.left
    then: AtMoments = joined([sample.then for sample in samples])
    return Sample(
        pa.concat_arrays([sample.ids for sample in samples]),
        then,
        np.concatenate([sample.result for sample in samples]),
        np.concatenate([sample.decided_at for sample in samples]),
        left,
        sum(sample.open for sample in samples),
        sum(sample.decided_early for sample in samples),
        samples[0].grades,
    )


def _confusion(called: Bools, won: Bools) -> Confusion:
    both = int(np.count_nonzero(called & won))
    calls, wins = int(np.count_nonzero(called)), int(np.count_nonzero(won))
    return Confusion(0, both, calls - both, wins - both, len(won) - calls - wins + both)


def _segmented(model: Model, then: AtMoments, won: Bools) -> list[Segmented]:
    found = ((label, np.flatnonzero(has)) for label, has in zip(labels_of(model), then.segments, strict=True))
    return [
        Segmented(label, len(rows), int(np.count_nonzero(won[rows])), Ranking.of(then.score[rows], won[rows]).roc_area)
        for label, rows in found
    ]


def _graded(model: Model, texts: Sequence[str], then: AtMoments, won: Bools) -> list[Graded]:
    """The grades that leads have, in the order of the model."""
    if not model.grade:
        return []
    leads = np.bincount(then.grade, minlength=len(texts)).tolist()
    wins = np.bincount(then.grade[won], minlength=len(texts)).tolist()
    return [Graded(text, n, w) for text, n, w in zip(texts, leads, wins, strict=True) if n]
