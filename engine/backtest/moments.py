"""The moment of each lead, and what the rules gave it then. Events after a lead's moment do not exist for it.

One moment for all is scored by the columnar executor; moments of each lead's own are read off its history.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, assert_never

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.errors import DataError
from ...dsl.nearest import nearest
from ...dsl.types import Type
from ...dsl.zones import Calendar
from ..columnar import score
from ..columnar.leads_at import Outcomes as PointsKnown
from ..columnar.outcomes import Scores
from ..columnar.steps import EARLIEST, LATEST, CodedSteps, History, Steps, each_history
from ..columnar.truths import Truths
from ..columnar.values import instants
from ..columns import Bools, Ints, ValueColumn, narrow
from ..outcomes import Outcomes
from ..plan import Plan
from ..source import Source
from ..store import Store
from .notation import AfterField, AtStage, AtTime, BeforeOutcome, Moment
from .sample import AtMoments, Leaves, Left, LeftOut, joined

Progress = Callable[[int, int], None]
"""Called with how many leads are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of each lead: as of which moment; since when it is there (a field, None: always); whether it is
    compared although it was decided by then; ``end``: there is no moment after it (None: there is any)."""

    moment: Moment
    created: m.FieldValue | None
    with_decided: bool
    end: int | None
    leaves: Leaves


def moment_field(name: str, model: m.Model, source: Source) -> m.FieldValue:
    """A field with a date or time in it. Raises DataError if the leads have none of that name, or it is none."""
    declared = model.fields.get(name)
    if declared is not None and declared.type not in (Type.DATE, Type.TIME):
        raise DataError(f"the field `{name}` is a {declared.type.value}, not a date or time")
    if name not in source.fields:
        close = nearest(name, source.fields)
        there = ", ".join(f"`{field}`" for field in source.fields) or "none"
        raise DataError(
            f"the leads have no field `{name}`", f"did you mean `{close}`?" if close else f"fields: {there}", "LW801"
        )
    return m.FieldValue(name, declared.type if declared is not None else Type.TIME)


def check_moment(moment: Moment, model: m.Model, source: Source, *, has_times: bool) -> None:
    """Raises DataError if leads cannot have such a moment."""
    match moment:
        case AfterField(field):
            moment_field(field, model, source)
        case AtStage(stage):
            names = [s.name for s in model.stages]
            if stage not in names:
                close = nearest(stage, names)
                help = f"did you mean `{close}`?" if close else f"stages: {', '.join(names) or 'none'}"
                raise DataError(f"there is no stage `{stage}`", help)
        case BeforeOutcome() if not has_times:
            raise DataError(
                f'"{moment}": nothing says when the outcomes were',
                'name the column with their days (`at` in [outcomes]), or give another --at, such as "48h after '
                'created_at" or a day',
            )
        case _:
            pass


class Moments:
    """The moments of a store's leads. ``at``: ``LATEST`` where a lead has none; None if histories have to tell."""

    def __init__(self, asked: Asked, store: Store, outcomes: Outcomes, calendar: Calendar) -> None:
        self.asked = asked
        self.store = store
        self.outcomes = outcomes
        self.calendar = calendar
        self.at = self._at(asked.moment)
        self.created = None if asked.created is None else self._instants(asked.created, EARLIEST)
        self.left = Left()
        self._lock = Lock()

    def _at(self, moment: Moment) -> NDArray[np.int64] | None:
        match moment:
            case AtTime(at):
                return np.full(self.store.size, at, np.int64)
            case AfterField(field, delay):
                declared = self.store.schema.fields.get(field, Type.TIME)
                found = self._instants(m.FieldValue(field, declared), LATEST)
                return np.where(found == LATEST, LATEST, found + delay)
            case BeforeOutcome(length):
                known = self.outcomes.is_known & self.outcomes.has_time
                return np.where(known, self.outcomes.at - length, LATEST)
            case AtStage():
                return None
        assert_never(moment)

    def _instants(self, field: m.FieldValue, missing: int) -> NDArray[np.int64]:
        values = self.store.field(field.name, field.type)
        assert isinstance(values, ValueColumn)
        found = instants(values, self.calendar)
        return found if values.known is None else np.where(values.known, found, missing)

    @cached_property
    def first_known(self) -> NDArray[np.int64]:
        """Since when each lead is there: the field that says so, else its first event."""
        first = np.full(self.store.size, self.last, np.int64)
        np.minimum.at(first, self.store.lead, self.store.at)
        return first if self.created is None else np.where(self.created == EARLIEST, first, self.created)

    @cached_property
    def last(self) -> int:
        """The end, or the last event."""
        return int(self.store.at.max(initial=EARLIEST)) if self.asked.end is None else self.asked.end

    def chosen(self, leads: NDArray[np.int64], at: NDArray[np.int64]) -> Bools:
        """Which of some leads with these moments are scored; the others are counted."""
        result = self.outcomes.result[leads]
        has = at <= (LATEST - 1 if self.asked.end is None else self.asked.end)
        there = np.ones(len(leads), np.bool_) if self.created is None else self.created[leads] <= at
        known = result >= 0
        early = known & self.outcomes.has_time[leads] & (self.outcomes.at[leads] <= at)
        if self.asked.with_decided:
            early[:] = False

        def counted(mask: Bools) -> LeftOut:
            return LeftOut(int(np.count_nonzero(mask & known)), int(np.count_nonzero(mask & (result > 0))))

        with self._lock:
            self.left += Left(counted(~has), counted(has & ~there), counted(has & there & early))
        return has & there & ~early


def scored_then(plan: Plan, moments: Moments, progress: Progress | None = None) -> AtMoments:
    """The leads that have a moment and are not left out, as they were then."""
    if isinstance(moments.asked.moment, AtTime):
        return _at_once(plan, moments, moments.asked.moment.at)
    asked = moments.asked
    everybody = np.arange(moments.store.size)
    some = everybody
    end = moments.last
    if moments.at is None:
        _ = moments.first_known  # before several threads ask for it
    else:
        some = np.flatnonzero(moments.chosen(everybody, moments.at))
        end = int(moments.at[some].max(initial=EARLIEST))
    parts = list(
        each_history(
            lambda history: _of_history(history, moments), plan, moments.store, end, leads=some, progress=progress
        )
    )
    return joined(parts) if parts else _nobody(plan, asked.leaves)


def _of_history(history: History, moments: Moments) -> AtMoments:
    if moments.at is None:
        assert isinstance(moments.asked.moment, AtStage)
        at = first_time(history.reached[moments.asked.moment.stage], history.size)
        at = np.maximum(at, moments.first_known[history.leads])
        rows = np.flatnonzero(moments.chosen(history.leads, at))
        at = at[rows]
    else:
        rows = np.arange(history.size)
        at = moments.at[history.leads]

    def then(steps: Steps) -> NDArray[Any]:
        return steps.of(rows, at)

    grade: CodedSteps | None = history.grade
    return AtMoments(
        history.leads[rows],
        at,
        then(history.score),
        tuple(then(history.groups[group.name]) for group in history.plan.model.groups),
        tuple(_narrow(then(given)) for given in history.given),
        np.zeros(len(rows), np.int64) if grade is None else then(grade).astype(np.int64),
        then(history.disqualified) >= 0,
        tuple(then(history.reached[stage.name]).astype(np.bool_) for stage in history.plan.model.stages),
        tuple(then(steps).astype(np.bool_) for _, steps in history.segments),
        tuple(_truths(history, leaf, then) for leaf in moments.asked.leaves),
    )


def _truths(history: History, leaf: m.Condition, then: Callable[[Steps], NDArray[Any]]) -> Truths:
    true = then(history.truth(leaf)).astype(np.bool_)
    false = then(history.truth(m.Not(leaf))).astype(np.bool_)
    return Truths(true, ~(true | false))


def first_time(steps: Steps, size: int) -> NDArray[np.int64]:
    """When each lead of a batch first had a 1: ``LATEST`` if never, ``EARLIEST`` if always."""
    found = np.full(size, LATEST, np.int64)
    rows = np.flatnonzero(steps.data)[::-1]
    found[steps.lead[rows]] = steps.at[rows]
    return found


def _at_once(plan: Plan, moments: Moments, at: int) -> AtMoments:
    """All leads as of one moment."""
    assert moments.at is not None
    scores = score(plan, moments.store, at)
    leads = np.flatnonzero(moments.chosen(np.arange(moments.store.size), moments.at))
    points = scores.points
    known = PointsKnown(points.score, dict(points.groups), scores.grade, scores.stage, scores.disqualified.codes >= 0)
    nothing = np.zeros(moments.store.size, np.int8)
    return AtMoments(
        leads.astype(np.int64),
        moments.at[leads],
        points.score[leads],
        tuple(points.groups[group.name][leads] for group in plan.model.groups),
        tuple(_narrow((nothing if given is None else given.points)[leads]) for given in points.given),
        np.zeros(len(leads), np.int64) if scores.grade is None else scores.grade.codes[leads].astype(np.int64),
        scores.disqualified.codes[leads] >= 0,
        tuple(scores.reached[stage.name][leads] for stage in plan.model.stages),
        tuple(_with_label(label, scores, leads) for label in labels_of(plan.model)),
        tuple(_of(scores.at.truth(leaf, known), leads) for leaf in moments.asked.leaves),
    )


def labels_of(model: m.Model) -> list[str]:
    """The labels of segments, each once, in the order of the model."""
    return list(dict.fromkeys(segment.label for segment in model.segments))


def _with_label(label: str, scores: Scores, leads: NDArray[np.int64]) -> Bools:
    return np.logical_or.reduce([has for name, has in scores.segments if name == label])[leads]


def _of(truths: Truths, rows: Ints) -> Truths:
    return Truths(truths.true[rows], None if truths.unknown is None else truths.unknown[rows])


def _narrow(points: NDArray[Any]) -> NDArray[Any]:
    return points if points.dtype == object else narrow(points)


def _nobody(plan: Plan, leaves: Leaves) -> AtMoments:
    nothing, never = np.zeros(0, np.int64), np.zeros(0, np.bool_)
    model = plan.model
    return AtMoments(
        nothing,
        nothing,
        nothing,
        tuple(nothing for _ in model.groups),
        tuple(nothing for _ in plan.rules),
        nothing,
        never,
        tuple(never for _ in model.stages),
        tuple(never for _ in labels_of(model)),
        tuple(Truths(never) for _ in leaves),
    )
