"""Stages over time: since when a stage has been reached, and whether one still holds.

The slow way: the lead is worked out afresh at every moment at which anything about it can change. Between two such
moments nothing does, so nothing is missed.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from math import floor
from typing import TYPE_CHECKING

from ..dsl import model as m
from ..dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type
from .lead_at import LeadAt
from .plan import PlannedRule
from .points import faded

if TYPE_CHECKING:
    from .evaluate import Evaluator, Given


Days = m.DaysSinceEvent | m.DaysFromField
DAYS = (m.DaysSinceEvent, m.DaysFromField)


class History:
    """Which stages a lead had reached at each moment up to ``as_of``.

    ``moments``: ascending; what is true at one is true up to the next. The first stands for all time before.
    """

    def __init__(self, evaluator: "Evaluator", now: LeadAt) -> None:
        self.evaluator = evaluator
        self.now = now
        self.as_of = now.as_of
        self.remembered = Remembered(evaluator, now)

    @cached_property
    def moments(self) -> list[int]:
        return moments_of(self.evaluator, self.evaluator.time_parts, self.now, self._at)

    @cached_property
    def states(self) -> list[dict[str, bool]]:
        """For each moment, which stages were reached."""
        true_at: dict[str, int] = {}
        return [self._state(moment, true_at) for moment in self.moments]

    def _state(self, moment: int, true_at: dict[str, int]) -> dict[str, bool]:
        """The stages reached at a moment; ``true_at`` tells when each that holds was last true, and is kept up."""
        at = self._at(moment)
        reached: dict[str, bool] = {}
        for stage in self.evaluator.model.stages:
            name = stage.name
            reached[name] = reached_now(stage, at, reached)
            if stage.holds_until is not None:
                if reached[name]:
                    true_at[name] = moment
                # The end itself is no moment after the end; the next microsecond is a moment of its own.
                ends = at.stream(stage.holds_until)
                reached[name] = reached[name] or (name in true_at and (not ends or true_at[name] > ends[-1].at))
        return reached

    def _at(self, moment: int) -> LeadAt:
        return self.evaluator.stages_at(self.now.lead, moment, self.now.streams, self.remembered)

    def reached(self, stage: str) -> bool:
        return self.states[-1][stage]

    def since(self, stage: str) -> int | None:
        """The start of the time that a stage has been reached without a break; None if it has no start."""
        since: int | None = None
        for i in range(len(self.moments) - 1, -1, -1):
            if not self._was_reached(stage, i):
                return since
            since = self.moments[i]
        return None

    def _was_reached(self, stage: str, position: int) -> bool:
        chain = [found := self.evaluator.stages[stage]]
        while found.after is not None:
            chain.insert(0, found := self.evaluator.stages[found.after])
        if any(s.holds_until is not None for s in chain):
            return self.states[position][stage]
        at = self._at(self.moments[position])
        reached: dict[str, bool] = {}
        for s in chain:
            reached[s.name] = reached_now(s, at, reached)
        return reached[stage]


class Remembered:
    """What each rule gave, from one of its own change points to the next: in between it gives the same."""

    def __init__(self, evaluator: "Evaluator", now: LeadAt) -> None:
        self.evaluator = evaluator
        self.now = now
        self._changes: dict[int, list[int]] = {}
        self._given: dict[tuple[int, int], Given] = {}

    def give(self, planned: PlannedRule, moment: int, work_out: "Callable[[PlannedRule], Given]") -> "Given":
        number = planned.rule.number
        parts = self.evaluator.rule_parts[number]
        if any(is_crossing(part) for part in parts):
            return work_out(planned)
        changes = self._changes.get(number)
        if changes is None:
            changes = self._changes[number] = sorted(set(changes_of(self.evaluator, parts, self.now)))
        key = number, bisect_right(changes, moment)
        found = self._given.get(key)
        if found is None:
            found = self._given[key] = work_out(planned)
        return found


def reached_now(stage: m.Stage, at: LeadAt, reached: Mapping[str, bool]) -> bool:
    """Whether one of its `when` is true as of this moment, and the stage that it comes after is reached."""
    if stage.after is not None and not reached[stage.after]:
        return False
    return any(at.truth(when.condition) is True for when in stage.whens)


def moments_of(
    evaluator: "Evaluator", parts: tuple[object, ...], now: LeadAt, at: "Callable[[int], LeadAt]"
) -> list[int]:
    """Every moment up to now at which some parts of the model can change, and some at which nothing does; ascending.

    The first stands for all time before. ``at``: the lead as of a moment.
    """
    found = {e.at for e in now.lead.events} | set(changes_of(evaluator, parts, now))
    found = {moment for moment in found if moment <= now.as_of}
    found.add(min(found, default=now.as_of) - 1)
    crossing = tuple(p for p in parts if isinstance(p, m.Ratio) and is_crossing(p))
    new = found if crossing else set[int]()
    while new:
        crossed = {c for moment in new for c in crossings(crossing, at(moment))}
        new = {moment for moment in crossed if moment <= now.as_of} - found
        found |= new
    return sorted({min(found) - 1, *found, now.as_of})


def changes_of(evaluator: "Evaluator", parts: Iterable[object], at: LeadAt) -> Iterator[int]:
    """The moments at which some parts of the model can change: those of their events, windows, fades, days."""
    calendar = evaluator.shared.calendar
    for part in parts:
        match part:
            case m.Stream():
                yield from _occurrences(part, at)
            case m.Events(stream, windows):
                yield from _moved(_occurrences(stream, at), _ends(windows))
            case m.Sequence(steps, windows=windows):
                for step in steps:
                    yield from _moved(_occurrences(step, at), _ends(windows))
            case m.Tally(events=events, fade=m.Fade() as fade, points=points):
                assert isinstance(points.amount, int)
                steps = [k * fade.every for k in range(1, len(faded(points.amount, fade)) + 1)]
                yield from _moved(_occurrences(events.stream, at), steps)
            case m.Stage(holds_until=m.Stream() as stream):
                yield from _moved(_occurrences(stream, at), [1])
            case m.Rule(first_day=first, last_day=last):
                yield from (
                    calendar.first_instant(day)
                    for day in (first, None if last is None else last + 1)
                    if day is not None
                )
            case m.Recent(left, length) | m.Older(left, length):
                yield from _moved(instants_of(left, at), [0, length])
            case m.Relation(m.DaysSinceEvent() | m.DaysFromField() as left, _, right):
                yield from _days(left, [int(right)], at)
            case m.Between(m.DaysSinceEvent() | m.DaysFromField() as left, low, high):
                yield from _days(left, [int(low), int(high)], at)
            case m.Among(m.DaysSinceEvent() | m.DaysFromField() as left, values):
                yield from _days(left, [int(v) for v in values], at)
            case m.Ratio(left, _, right) if isinstance(left, DAYS) and isinstance(right, DAYS):
                yield from _every_day((left, right), at)
            case _:
                pass


def is_crossing(part: object) -> bool:
    """Whether a part compares a number of days with another measure, which is no number of days."""
    return isinstance(part, m.Ratio) and isinstance(part.left, DAYS) != isinstance(part.right, DAYS)


def crossings(ratios: tuple[m.Ratio, ...], at: LeadAt) -> Iterator[int]:
    """When a number of days passes what another measure is worth at this moment, and up to the next change."""
    for ratio in ratios:
        days, other = ratio.left, ratio.right
        share = Fraction(ratio.percent, 100_000_000)
        if isinstance(other, DAYS):
            days, other = other, days
            share = 1 / share if share else share
        worth = at.value(other)
        if isinstance(days, DAYS) and isinstance(worth, int | Fraction):
            yield from _days(days, [floor(worth * share)], at)


def _occurrences(stream: m.Stream, at: LeadAt) -> list[int]:
    """The times of a stream's events; where filters have a clock, of all that may have been some at any time."""
    if not at.shared.filters_have_clock:
        return [e.at for e in at.stream(stream)]
    types = {a.event for a in stream.alternatives}
    return [e.at for e in at.lead.events if e.at <= at.as_of and (None in types or e.type in types)]


def _moved(moments: Iterable[int], by: list[int]) -> Iterator[int]:
    if by:
        for moment in moments:
            for length in by:
                yield moment + length


def _ends(windows: tuple[m.Window, ...]) -> list[int]:
    """How long after an event it comes into a window or leaves it."""
    found: list[int] = []
    for window in windows:
        match window:
            case m.Within(length):
                found.append(length)
            case m.BetweenAgo(near, far):
                found += [near, far]
            case _:
                pass
    return found


def instants_of(measure: m.Measure, at: LeadAt) -> Iterator[int]:
    """The instants that a date or time can be: of a field, of any event's property, or of a measure of those."""
    match measure:
        case m.FieldValue():
            moment = at.moment(measure)
            if moment is not None:
                yield moment
        case m.PropertyValue() | m.Extreme() | m.Edge():
            of = measure if isinstance(measure, m.PropertyValue) else measure.property
            for event in at.lead.events:
                value = event.properties.get(of.name)
                if isinstance(value, int):
                    yield at.shared.calendar.first_instant(value) if of.type is Type.DATE else value
        case _:
            pass


def _starts(measure: Days, at: LeadAt) -> list[int]:
    """The moments from or to which days are counted."""
    if isinstance(measure, m.DaysSinceEvent):
        return _occurrences(measure.events.stream, at)
    moment = at.moment(measure.field)
    return [] if moment is None else [moment]


def _counts_down(measure: Days) -> bool:
    return isinstance(measure, m.DaysFromField) and measure.direction == "until"


def _days(measure: Days, bounds: list[int], at: LeadAt) -> Iterator[int]:
    """When a number of days passes a bound (millionths of a day)."""
    for start in _starts(measure, at):
        for step in {bound // NUMBER_SCALE + by for bound in bounds for by in (0, 1)}:
            length = step * MICROSECONDS_PER_DAY
            # Days until a moment count down: one is over a microsecond after the whole number.
            yield start - length + 1 if _counts_down(measure) else start + length


def _every_day(measures: tuple[Days, ...], at: LeadAt) -> Iterator[int]:
    """Every change of several numbers of days between the earliest moment known and now."""
    starts = [(start, int(_counts_down(measure))) for measure in measures for start in _starts(measure, at)]
    earliest = min([start for start, _ in starts] + [e.at for e in at.lead.events[:1]], default=at.as_of)
    for start, shift in starts:
        moment = start + shift - (start - earliest) // MICROSECONDS_PER_DAY * MICROSECONDS_PER_DAY
        while moment <= at.as_of:
            yield moment
            moment += MICROSECONDS_PER_DAY
