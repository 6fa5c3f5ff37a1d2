"""The leads of a batch over time: what ``LeadsAt`` is as of one moment, this is for all of them up to an end.

Nothing is worked out before it is asked for, or twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

import numpy as np

from ....dsl import model as m
from ....dsl.types import NUMBER_SCALE, Type
from ...columns import TextColumn, ValueColumn
from ..leads_at import LeadsAt, asks_for_outcomes
from ..values import calendar_days
from .clock import Clock, Keys
from .conditions import truth_rows
from .measures import Clip, days_from_field, measured
from .rows import Rows, TruthRows, ValueRows, merged_keys
from .seen import Seen, Span, seen, span
from .tallies import earned

_T = TypeVar("_T")
_HUNDREDTHS = NUMBER_SCALE // 100


@dataclass(slots=True)
class Outcomes:
    """What is known of the leads over time once their points are. Points in hundredths."""

    score: Rows | None = None
    groups: dict[str, Rows] = field(default_factory=dict[str, Rows])
    grade: tuple[Rows, tuple[str, ...]] | None = None
    disqualified: Rows | None = None
    stage: tuple[Rows, tuple[str, ...]] | None = None


class OverTime:
    """``now``: the leads as of the moment after which no event exists; their store has the events of each lead side by
    side, in order of time. ``clock`` may go on after that moment."""

    def __init__(self, now: LeadsAt, clock: Clock) -> None:
        self.now = now
        self.clock = clock
        self.size = clock.size
        self._kept: dict[object, object] = {}

    def _get(self, key: object, work_out: Callable[[], _T]) -> _T:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = work_out()
        return cast("_T", found)

    def merged(self, keys: Sequence[Keys]) -> Keys:
        return merged_keys(self.clock, keys)

    # --- events

    def moments(self, stream: m.Stream) -> Keys:
        """The keys of a stream's events."""

        def found() -> Keys:
            rows = self.now.rows(stream)
            return self.clock.keys(rows.lead, rows.at)

        return self._get(("moments", stream), found)

    def seen(self, events: m.Events) -> Seen:
        return self._get(events, lambda: seen(events, self))

    def span(self, events: m.Events) -> Span:
        return self._get(("span", events), lambda: span(self.seen(events), self))

    # --- measures

    def value(self, measure: m.Measure, outcomes: Outcomes | None = None, clip: Clip = None) -> ValueRows:
        """``clip``: which whole days matter, of a measure that is a number of days."""
        match measure:
            case m.Score():
                assert outcomes is not None and outcomes.score is not None
                return _points(outcomes.score)
            case m.GroupPoints(group):
                assert outcomes is not None
                return _points(outcomes.groups[group])
            case m.GradeText():
                assert outcomes is not None
                if outcomes.grade is None:
                    return ValueRows(self.clock.base, TextColumn(np.full(self.size, -1, np.int8), ()))
                rows, texts = outcomes.grade
                return ValueRows(rows.key, TextColumn(rows.data, texts))
            case m.StageText():
                assert outcomes is not None and outcomes.stage is not None
                rows, texts = outcomes.stage
                return ValueRows(rows.key, TextColumn(rows.data, texts))
            case m.PropertyValue():
                raise AssertionError(measure)
            case m.DaysFromField():
                return self._get((measure, clip), lambda: days_from_field(measure, self, clip))
            case m.CalendarDay(of):
                rows = self.value(of)
                return ValueRows(rows.key, calendar_days(rows.values, self.now.calendar))
            case m.FieldValue() | m.DomainOf():
                return ValueRows(self.clock.base, self.now.value(measure))
            case m.DaysSinceEvent():
                return self._get((measure, clip), lambda: measured(measure, self, clip))
            case _:
                return self._get(measure, lambda: measured(measure, self))

    def points(self, tally: m.Tally) -> Rows:
        """What a tally gives each lead, in hundredths."""
        return self._get(tally, lambda: earned(tally, self))

    # --- conditions

    def truth(self, condition: m.Condition, outcomes: Outcomes | None = None) -> TruthRows:
        if outcomes is not None and asks_for_outcomes(condition):
            return truth_rows(condition, self, outcomes)
        return self._get(condition, lambda: truth_rows(condition, self, None))

    def days_in_force(self, first: int | None, last: int | None) -> Rows | None:
        """From and until which calendar day, both included, as 0 and 1; None: always."""
        if first is None and last is None:
            return None
        clock, calendar = self.clock, self.now.calendar
        keys: list[Keys] = [clock.base]
        lead = np.arange(self.size)
        for day in (first, None if last is None else last + 1):
            if day is not None:
                at = calendar.first_instant(day)
                if clock.origin <= at <= clock.until:
                    keys.append(clock.keys(lead, np.full(self.size, at, np.int64)))
        key = np.sort(np.concatenate(keys), kind="stable")
        moments = clock.moments(key)
        true = np.ones(len(key), np.bool_)
        if first is not None:
            true &= moments >= calendar.first_instant(first)
        if last is not None:
            true &= moments < calendar.first_instant(last + 1)
        return Rows(key, true)


def _points(rows: Rows) -> ValueRows:
    return ValueRows(rows.key, ValueColumn(Type.NUMBER, rows.data, None, _HUNDREDTHS))
