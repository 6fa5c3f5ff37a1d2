"""All leads of a store as of one moment: which events their rules see, what their measures are, what is true of them.

What ``engine.lead_at`` is for one lead, this is for many, a column at a time. Nothing is worked out before it is
asked for; what was is kept under what it means, so that another plan for the same store, moment, time zone and
`ignore`s works out only what is new.
"""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type
from ...dsl.zones import Calendar
from ..columns import Bools, Ints, TextColumn, ValueColumn
from ..plan import Moment, as_count
from ..store import Store
from .kept import Kept
from .measures import measured, moment_of
from .rows import Alive, Rows, Visible, after_resets, reset_rows, stream_rows, visible_rows
from .sequences import sequence_truths
from .tallies import earned
from .truths import Truths, always, at_least, both, either, negation
from .values import Values, calendar_days, domains, instants, ratio_truths, value_truths


@dataclass(slots=True)
class Outcomes:
    """What is known of all leads once their points are. Points in hundredths."""

    score: Ints | None = None
    groups: dict[str, Ints] = field(default_factory=dict[str, Ints])
    grade: TextColumn | None = None
    stage: TextColumn | None = None
    disqualified: Bools | None = None


_OUTCOMES = (m.Score, m.GroupPoints, m.GradeText, m.StageText, m.InSegment, m.IsDisqualified)


class LeadsAt:
    """``limit``: how many bytes of what was worked out are kept."""

    def __init__(self, store: Store, timezone: str, ignores: tuple[m.Ignore, ...], as_of: int, limit: int) -> None:
        self.key = as_of, timezone, ignores
        """Whatever has another key needs another one of these."""
        self.store = store
        self.size = store.size
        self.as_of = as_of
        self.calendar = Calendar(timezone)
        self.day = self.calendar.day(as_of)
        self.kept = Kept(limit)
        self.alive = Alive(self, ignores)

    # --- events

    def rows(self, stream: m.Stream, resets: tuple[m.Stream, ...] = ()) -> Rows:
        """A stream's events up to now, after all resets."""
        if not resets:
            return self.kept.get(stream, lambda: stream_rows(stream, self))
        return self.kept.get((stream, resets), lambda: after_resets(stream, resets, self))

    def reset(self, resets: tuple[m.Stream, ...]) -> Bools:
        """Whether each event of the store is after all resets."""
        return self.kept.get(("reset", resets), lambda: reset_rows(resets, self))

    def visible(self, stream: m.Stream, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...]) -> Visible:
        """The events inside all windows."""
        return self.kept.get((stream, windows, resets), lambda: visible_rows(stream, windows, resets, self))

    def moment(self, moment: Moment) -> ValueColumn:
        """When each lead's first or last event of a stream was."""
        return self.kept.get(moment, lambda: moment_of(moment, self))

    def instants(self, field: m.FieldValue) -> ValueColumn:
        """The instant in a date or time field; a date is its first instant."""

        def found() -> ValueColumn:
            values = self.value(field)
            assert isinstance(values, ValueColumn)
            return ValueColumn(Type.TIME, instants(values, self.calendar), values.known)

        return self.kept.get(("instants", field), found)

    # --- measures

    def value(self, measure: m.Measure, outcomes: Outcomes | None = None) -> Values:
        """A measure's value for each lead."""
        if isinstance(measure, _OUTCOMES):
            assert outcomes is not None
            return self._outcome(measure, outcomes)
        return self.kept.get(measure, lambda: self._value(measure))

    def _value(self, measure: m.Measure) -> Values:
        match measure:
            case m.FieldValue(name, type):
                return self.store.field(name, type)
            case m.DomainOf(of):
                return domains(self.value(of))
            case m.CalendarDay(of):
                return calendar_days(self.value(of), self.calendar)
            case m.DaysFromField(direction, of):
                at = self.instants(of)
                age = self.as_of - at.data if direction == "since" else at.data - self.as_of
                return ValueColumn(Type.NUMBER, age // MICROSECONDS_PER_DAY, at.known, NUMBER_SCALE)
            case m.PropertyValue() | m.Score() | m.GroupPoints() | m.GradeText() | m.StageText():
                raise AssertionError(measure)
            case _:
                return measured(measure, self)

    def _outcome(self, measure: m.Measure, outcomes: Outcomes) -> Values:
        match measure:
            case m.Score():
                assert outcomes.score is not None
                return ValueColumn(Type.NUMBER, outcomes.score, None, NUMBER_SCALE // 100)
            case m.GroupPoints(group):
                return ValueColumn(Type.NUMBER, outcomes.groups[group], None, NUMBER_SCALE // 100)
            case m.GradeText():
                return outcomes.grade or TextColumn(np.full(self.size, -1, np.int8), ())
            case _:
                assert outcomes.stage is not None
                return outcomes.stage

    def points(self, tally: m.Tally) -> NDArray[np.signedinteger]:
        """What a tally gives each lead, in hundredths."""
        return self.kept.get(tally, lambda: earned(tally, self))

    # --- conditions

    def truth(self, condition: m.Condition, outcomes: Outcomes | None = None) -> Truths:
        """A condition's truth for each lead; ``outcomes`` are needed where it asks for some."""
        if outcomes is not None and asks_for_outcomes(condition):
            return self._truth(condition, outcomes)
        return self.kept.get(condition, lambda: self._truth(condition, None))

    def _truth(self, condition: m.Condition, outcomes: Outcomes | None) -> Truths:
        match condition:
            case m.AllOf(parts):
                return both([self.truth(part, outcomes) for part in parts])
            case m.AnyOf(parts):
                return either([self.truth(part, outcomes) for part in parts])
            case m.AtLeast(number, parts):
                return at_least(number, [self.truth(part, outcomes) for part in parts])
            case m.Not(part):
                return negation(self.truth(part, outcomes))
            case m.Named(part):
                return self.truth(part, outcomes)
            case m.Exists():
                return self.truth(as_count(condition))
            case m.Sequence():
                return sequence_truths(condition, self)
            case m.Ratio(left, _, right):
                return ratio_truths(condition, self.value(left, outcomes), self.value(right, outcomes))
            case m.InSegment():  # segments are for `expect` alone: no segment can ask for another
                return always(self.size, False)
            case m.IsDisqualified():
                assert outcomes is not None and outcomes.disqualified is not None
                return Truths(outcomes.disqualified)
            case m.IsTrue(measure) | m.IsKnown(measure):
                return value_truths(condition, self.value(measure, outcomes), self)
            case _:
                return value_truths(condition, self.value(condition.left, outcomes), self)


@lru_cache(4096)
def asks_for_outcomes(condition: m.Condition) -> bool:
    """Whether a condition asks for the score, a group, the grade, the stage or the like."""
    return any(isinstance(part, _OUTCOMES) for part in m.parts(condition))
