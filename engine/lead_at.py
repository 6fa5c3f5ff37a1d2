"""One lead as of one moment: which events its rules see, what its measures are worth, what is true of it.

This, with ``evaluate.py``, is the meaning of the language; every other executor has to agree with it. It is plain on
purpose. Nothing is worked out before it is asked for, or twice.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from ..dsl import model as m
from ..dsl.comparing import Comparable, Truth, at_least, both, domain, either, fold, key, negation, relation
from ..dsl.filtering import passes, value_truth
from ..dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type, Value
from ..dsl.zones import Calendar
from .plan import Plan
from .records import Event, Lead

EARLIEST = -(2**62)
LATEST = 2**62

_MISSING = object()


class Shared:
    """What all leads of a run share: the plan, its calendar, and a number for each of its parts.

    Parts that mean the same have the same number, so that a measure which several rules ask for is worked out once
    for each lead.
    """

    def __init__(self, plan: Plan) -> None:
        model = plan.model
        self.model = model
        self.filters_have_clock = plan.filters_have_clock
        self.calendar = Calendar(model.timezone)
        self.numbers: dict[int, int] = {}
        self._kept: list[object] = []
        known: dict[object, int] = {}
        for part in m.parts(
            (
                model.rules,
                model.groups,
                model.stages,
                model.disqualifications,
                model.segments,
                model.tests,
                model.ignores,
            )
        ):
            self._add(part, known)
        self._known = known

    def _add(self, part: object, known: dict[object, int]) -> None:
        if isinstance(part, _NUMBERED):
            self.numbers[id(part)] = known.setdefault(part, len(known))
            self._kept.append(part)

    def number(self, part: object) -> int:
        found = self.numbers.get(id(part))
        if found is None:
            self._add(part, self._known)
            found = self.numbers[id(part)]
        return found


_NUMBERED = (m.Stream, m.Events, *m.Measure.__args__, m.Sequence, m.Exists)


@dataclass(slots=True)
class Outcomes:
    """What is known of a lead once its points are: for conditions that stand in stages, segments and tests.

    Points in hundredths. What is not worked out yet is None.
    """

    score: int = 0
    groups: Mapping[str, int] | None = None
    grade: str | None = None
    stage: str | None = None
    disqualified: bool = False
    segments: Sequence[str] = ()


class Streams:
    """A lead's events, ignored ones taken out, sorted into the streams that the rules ask for.

    ``as_of`` is the clock of `within` and `older than` in filters. Where no filter has one, which is the rule, the
    streams are the same at all times, and serve for the lead as of any moment.
    """

    def __init__(self, shared: Shared, lead: Lead, as_of: int) -> None:
        self.shared = shared
        self.as_of = as_of
        self.ignored: list[tuple[int, int]] = []  # the number of the `ignore`, and the event's time
        self.events = [e for e in lead.events if not self._is_ignored(e)] if shared.model.ignores else lead.events
        self._by_type: dict[str, list[Event]] | None = None
        self._streams: dict[int, list[Event]] = {}

    def _is_ignored(self, event: Event) -> bool:
        for number, ignore in enumerate(self.shared.model.ignores):
            what = ignore.what
            if what.event in (None, event.type) and self._passes(what.filter, event):
                self.ignored.append((number, event.at))
                return True
        return False

    def _passes(self, filter: m.Condition | None, event: Event) -> bool:
        return filter is None or passes(filter, event.properties, self.shared.calendar, self.as_of)

    def __getitem__(self, stream: m.Stream) -> list[Event]:
        number = self.shared.number(stream)
        found = self._streams.get(number)
        if found is None:
            found = self._streams[number] = self._find(stream)
        return found

    def _find(self, stream: m.Stream) -> list[Event]:
        alternatives = stream.alternatives
        if len(alternatives) == 1:
            (only,) = alternatives
            of_type = self.events if only.event is None else self._of_type(only.event)
            return of_type if only.filter is None else [e for e in of_type if self._passes(only.filter, e)]
        types = {a.event for a in alternatives}
        if None not in types and not any(self._of_type(t) for t in types if t is not None):
            return []
        return [
            e for e in self.events if any(a.event in (None, e.type) and self._passes(a.filter, e) for a in alternatives)
        ]

    def _of_type(self, type: str) -> list[Event]:
        if self._by_type is None:
            self._by_type = {}
            for event in self.events:
                self._by_type.setdefault(event.type, []).append(event)
        return self._by_type.get(type, [])


class LeadAt:
    """A lead as of a moment. ``outcomes`` are filled in by the evaluator.

    ``streams``: those of the same lead as of another moment, to save work.
    """

    def __init__(self, shared: Shared, lead: Lead, as_of: int, streams: Streams | None = None) -> None:
        self.shared = shared
        self.lead = lead
        self.as_of = as_of
        self.outcomes = Outcomes()
        if streams is None or shared.filters_have_clock:
            streams = Streams(shared, lead, as_of)
        self.streams = streams
        self._visible: dict[int, list[Event] | None] = {}
        self._values: dict[int, object] = {}
        self._truths: dict[int, Truth] = {}

    @property
    def events(self) -> list[Event]:
        """All events up to now that are not ignored."""
        return self._up_to_now(self.streams.events)

    @property
    def ignored(self) -> Counter[int]:
        """How many events up to now each `ignore` took out, by its position."""
        return Counter(number for number, at in self.streams.ignored if at <= self.as_of)

    # --- events

    def stream(self, stream: m.Stream) -> list[Event]:
        """Its events up to now in order of time; those at the same instant as in the data."""
        return self._up_to_now(self.streams[stream])

    def _up_to_now(self, events: list[Event]) -> list[Event]:
        if not events or events[-1].at <= self.as_of:
            return events
        return events[: bisect_right(events, self.as_of, key=_time)]

    def visible(self, events: m.Events) -> list[Event] | None:
        """The events inside all windows; None if a window is unknown."""
        number = self.shared.number(events)
        found = self._visible.get(number, _MISSING)
        if found is _MISSING:
            found = self._visible[number] = self._bounded(events.stream, events.windows, events.resets)
        return found  # type: ignore[return-value]

    def _bounded(
        self, stream: m.Stream, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...]
    ) -> list[Event] | None:
        events = self.streams[stream]
        if not windows and not resets:
            return self._up_to_now(events)
        bounds = self.bounds(windows, resets)
        if bounds is None:
            return None
        after, until = bounds
        until = min(until, self.as_of)
        return events[bisect_right(events, after, key=_time) : bisect_right(events, until, key=_time)]

    def bounds(self, windows: tuple[m.Window, ...], resets: tuple[m.Stream, ...]) -> tuple[int, int] | None:
        """All windows as one: strictly after the first moment, up to and with the second. None if one is unknown."""
        after, until = EARLIEST, LATEST
        for reset in resets:
            events = self.stream(reset)
            if events:
                after = max(after, events[-1].at)
        reset_at = after
        for window in windows:
            found = self._window(window, reset_at)
            if found is None:
                return None
            after, until = max(after, found[0]), min(until, found[1])
        return after, until

    def _window(self, window: m.Window, reset_at: int) -> tuple[int, int] | None:
        match window:
            case m.Within(length):
                return self.as_of - length, self.as_of
            case m.BetweenAgo(near, far):
                return self.as_of - far, self.as_of - near
            case m.FromMoment(at):
                return at - 1, LATEST
            case m.AfterField(field):
                at = self.moment(field)
                return None if at is None else (at, LATEST)
            case m.AfterEvent(which, stream):
                at = self._edge(which, stream, reset_at)
                if at is None:
                    return (EARLIEST, LATEST) if which == "last" else None
                return at, LATEST
            case m.Following(length, which, stream):
                at = self._edge(which, stream, reset_at)
                return None if at is None else (at, at + length)
        assert_never(window)

    def _edge(self, which: m.Which, stream: m.Stream, reset_at: int) -> int | None:
        """The time of the first or last event of a stream after a reset."""
        events = self.stream(stream)
        start = bisect_right(events, reset_at, key=_time) if reset_at > EARLIEST else 0
        if start == len(events):
            return None
        return events[start if which == "first" else -1].at

    # --- measures

    def value(self, measure: m.Measure) -> Comparable | None:
        """A measure's value: numbers in millionths (an average an exact fraction of them); None if unknown."""
        number = self.shared.number(measure)
        found = self._values.get(number, _MISSING)
        if found is _MISSING:
            found = self._values[number] = self._value(measure)
        return found  # type: ignore[return-value]

    def _value(self, measure: m.Measure) -> Comparable | None:
        calendar = self.shared.calendar
        match measure:
            case m.FieldValue(name):
                return self.lead.fields.get(name)
            case m.DomainOf(of):
                text = self.value(of)
                return None if text is None else domain(str(text))
            case m.CalendarDay(of):
                at = self.value(of)
                return None if at is None else calendar.day(int(at))
            case m.DaysFromField(direction, field):
                at = self.moment(field)
                if at is None:
                    return None
                age = self.as_of - at if direction == "since" else at - self.as_of
                return age // MICROSECONDS_PER_DAY * NUMBER_SCALE
            case m.Score():
                return self.outcomes.score * (NUMBER_SCALE // 100)
            case m.GroupPoints(group):
                assert self.outcomes.groups is not None
                return self.outcomes.groups[group] * (NUMBER_SCALE // 100)
            case m.GradeText():
                return self.outcomes.grade
            case m.StageText():
                return self.outcomes.stage
            case m.PropertyValue():
                raise AssertionError(measure)
            case _:
                events = self.visible(measure.events)
                return None if events is None else self._of_events(measure, events)

    def _of_events(self, measure: m.EventMeasure, events: list[Event]) -> Comparable | None:
        match measure:
            case m.Count():
                return len(events) * NUMBER_SCALE
            case m.ActiveDays():
                return len({self.shared.calendar.day(e.at) for e in events}) * NUMBER_SCALE
            case m.Distinct(property=p):
                return len({key(v) for _, v in known(events, p)}) * NUMBER_SCALE
            case m.Total(property=p):
                return sum(int(v) for _, v in known(events, p))
            case m.Average(property=p):
                values = [int(v) for _, v in known(events, p)]
                return Fraction(sum(values), len(values)) if values else None
            case m.Extreme(kind, property=p):
                values = [v for _, v in known(events, p)]
                return (max if kind == "largest" else min)(values, default=None)  # type: ignore[type-var]
            case m.Edge(which, property=p):
                return edge_value(which, known(events, p))
            case m.DaysSinceEvent(which):
                if not events:
                    return None
                at = events[0 if which == "first" else -1].at
                return (self.as_of - at) // MICROSECONDS_PER_DAY * NUMBER_SCALE
        assert_never(measure)

    def moment(self, field: m.FieldValue) -> int | None:
        """The instant in a date or time field; a date is its first instant."""
        value = self.lead.fields.get(field.name)
        if value is None:
            return None
        return self.shared.calendar.first_instant(int(value)) if field.type is Type.DATE else int(value)

    # --- conditions

    def truth(self, condition: m.Condition) -> Truth:
        """True, false, or None: unknown."""
        match condition:
            case m.AllOf(parts):
                return both(self.truth(p) for p in parts)
            case m.AnyOf(parts):
                return either(self.truth(p) for p in parts)
            case m.AtLeast(number, parts):
                return at_least(number, [self.truth(p) for p in parts])
            case m.Not(part):
                return negation(self.truth(part))
            case m.Named(part):
                return self.truth(part)
            case m.Exists(events, wanted):
                found = self.visible(events)
                return None if found is None else bool(found) == wanted
            case m.Sequence():
                return self._sequence_truth(condition)
            case m.Ratio(left, sign, right, percent):
                a, b = self.value(left), self.value(right)
                if a is None or b is None:
                    return None
                return relation(a * 100_000_000, sign, b * percent)  # type: ignore[operator]
            case m.InSegment(label):
                return label in self.outcomes.segments
            case m.IsDisqualified():
                return self.outcomes.disqualified
            case m.IsTrue(left) | m.IsKnown(left):
                return value_truth(condition, self.value(left), left.type, self.shared.calendar, self.as_of)
            case _:
                left = condition.left
                return value_truth(condition, self.value(left), left.type, self.shared.calendar, self.as_of)

    def _sequence_truth(self, condition: m.Sequence) -> Truth:
        number = self.shared.number(condition)
        if number not in self._truths:
            found = self.sequence(condition)
            self._truths[number] = None if found is None else bool(found)
        return self._truths[number]

    def sequence(self, condition: m.Sequence) -> list[Event] | None:
        """The events of the latest-starting sequence that is found, one a step; none if there is none.

        From each first event on, the earliest that can follow is taken: nothing can end sooner.
        """
        steps = [self._bounded(s, condition.windows, condition.resets) for s in condition.steps]
        if any(s is None for s in steps):
            return None
        first, *later = [s for s in steps if s is not None]
        for start in reversed(first):
            chain = [start]
            for events in later:
                following = bisect_right(events, chain[-1].at, key=_time)
                if following == len(events):
                    break
                chain.append(events[following])
            if len(chain) == len(steps) and chain[-1].at - start.at <= condition.spanning:
                return chain
        return []


def _time(event: Event) -> int:
    return event.at


def known(events: Sequence[Event], property: m.PropertyValue) -> list[tuple[Event, Value]]:
    """The events that know a property, with its value."""
    name = property.name
    return [(e, e.properties[name]) for e in events if name in e.properties]


def edge_value(which: m.Which, values: list[tuple[Event, Value]]) -> Value | None:
    """The first or last value; of several at the same instant the largest."""
    if not values:
        return None
    at = values[0 if which == "first" else -1][0].at
    return max((v for e, v in values if e.at == at), key=_rank)


def _rank(value: Value) -> tuple[Comparable, Value]:
    """By what texts are compared as; texts that differ in case alone by themselves, so that one is always chosen."""
    return (fold(value), value) if isinstance(value, str) else (value, value)
