"""What makes something change at a moment: an event that came, a window that one left, a step of a fade, a day.

Asked of the parts of a rule or stage and one moment. Between two of these moments nothing changes, so whatever did has
one of these causes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...dsl import model as m
from ...dsl.types import MICROSECONDS_PER_DAY
from ...dsl.words import written_name
from ..history import instants_of
from ..lead_at import LeadAt
from ..phrases import duration_text, measure_words, window_words
from ..records import Event

Kind = Literal["event", "window", "fade", "age", "rule"]
"""``window``: an event came into a window or left it; ``age``: so long since, or until, a moment."""

_TIMED = (
    m.Rule,
    m.Stream,
    m.Events,
    m.Sequence,
    m.Tally,
    m.Stage,
    m.Recent,
    m.Older,
    m.DaysSinceEvent,
    m.DaysFromField,
)


@dataclass(frozen=True, slots=True)
class Cause:
    """``event``: the one that it is about; ``text``: what happened, without the event."""

    kind: Kind
    text: str
    event: Event | None = None


def timed_parts(whole: object) -> tuple[object, ...]:
    """The parts of something on which it can depend when it changes, each once."""
    return tuple(dict.fromkeys(part for part in m.parts(whole) if isinstance(part, _TIMED)))


def causes_at(parts: Iterable[object], at: LeadAt, moment: int) -> tuple[Cause, ...]:
    """What happened to some parts at a moment, events that came first. ``at``: the lead as of then or later."""
    return each_once(cause for part in parts for cause in _of(part, at, moment))


def each_once(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Causes in order, each event for itself: two that are equal are two."""
    found: dict[tuple[str, str, int | None], Cause] = {}
    for cause in causes:
        found.setdefault((cause.kind, cause.text, None if cause.event is None else id(cause.event)), cause)
    return tuple(sorted(found.values(), key=lambda cause: _ORDER[cause.kind]))


_ORDER: dict[Kind, int] = {"event": 0, "window": 1, "fade": 2, "age": 3, "rule": 4}


def _of(part: object, at: LeadAt, moment: int) -> Iterator[Cause]:
    match part:
        case m.Stream():
            yield from (Cause("event", "", event) for event in _happened(part, at, moment))
        case m.Events(stream, windows):
            yield from _at_windows((stream,), windows, at, moment)
        case m.Sequence(steps, windows=windows):
            yield from _at_windows(steps, windows, at, moment)
        case m.Tally(events=events, fade=m.Fade() as fade):
            for event in at.stream(events.stream):
                steps, rest = divmod(moment - event.at, fade.every)
                if rest == 0 and steps > 0:
                    yield Cause("fade", f"faded {steps} time{'s' * (steps != 1)}", event)
        case m.Stage(holds_until=m.Stream() as stream):
            yield from (Cause("event", "", event) for event in _happened(stream, at, moment - 1))
        case m.Rule(first_day=first, last_day=last):
            calendar = at.shared.calendar
            if first is not None and calendar.first_instant(first) == moment:
                yield Cause("rule", "the rule comes into force")
            if last is not None and calendar.first_instant(last + 1) == moment:
                yield Cause("rule", "the rule is no longer in force")
        case m.Recent(left, length) | m.Older(left, length):
            for reached in instants_of(left, at):
                if moment in (reached, reached + length):
                    ago = "now" if moment == reached else f"{duration_text(length)} ago"
                    yield Cause("age", f"{measure_words(left)} is {ago}")
        case m.DaysSinceEvent(events=events):
            for event in at.stream(events.stream):
                days, rest = divmod(moment - event.at, MICROSECONDS_PER_DAY)
                if rest == 0 and days > 0:
                    yield Cause("age", f"{days} day{'s' * (days != 1)} old", event)
        case m.DaysFromField(direction, field):
            start = at.moment(field)
            if start is not None:
                yield from _days_from(direction, field, start, moment)
        case _:
            pass


def _days_from(direction: str, field: m.FieldValue, start: int, moment: int) -> Iterator[Cause]:
    """A number of days since a moment rises at the moment; one until it falls a microsecond after."""
    passed = moment - start if direction == "since" else start - (moment - 1)
    days, rest = divmod(passed, MICROSECONDS_PER_DAY)
    if rest == 0:
        days -= direction == "until"
        yield Cause("age", f"{days} day{'s' * (days != 1)} {direction} {written_name(field.name)}")


def _happened(stream: m.Stream, at: LeadAt, moment: int) -> list[Event]:
    return [event for event in at.stream(stream) if event.at == moment]


def _at_windows(
    streams: tuple[m.Stream, ...], windows: tuple[m.Window, ...], at: LeadAt, moment: int
) -> Iterator[Cause]:
    for window in windows:
        match window:
            case m.Within(length):
                bounds = [(length, "left")]
            case m.BetweenAgo(near, far):
                bounds = [(near, "came into"), (far, "left")]
            case _:
                continue
        for stream in streams:
            for length, verb in bounds:
                for event in _happened(stream, at, moment - length):
                    yield Cause("window", f"{verb} `{window_words(window)}`", event)
