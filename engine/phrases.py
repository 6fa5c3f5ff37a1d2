"""Parts of a model in the words of the language, and values as people write them: for explanations."""

from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from ..dsl import model as m
from ..dsl.comparing import Comparable
from ..dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type
from ..dsl.values import date_text, number_text, points_text, time_text
from ..dsl.words import written_name, written_text
from ..dsl.zones import Calendar

_MINUTE = 60_000_000
_UNITS = ((MICROSECONDS_PER_DAY, "d"), (60 * _MINUTE, "h"))
_FEW = 6


def duration_text(length: int) -> str:
    """`7d`, `36h`, `30 minutes`."""
    for unit, letter in _UNITS:
        if length % unit == 0:
            return f"{length // unit}{letter}"
    minutes = length // _MINUTE
    return f"{minutes} minute{'s' * (minutes != 1)}"


def value_text(value: Comparable | None, type: Type, calendar: Calendar) -> str:
    """A value as it would be written in a rule; `unknown` if there is none."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return written_text(value)
    if isinstance(value, Fraction):
        if value.denominator == 1:
            return number_text(int(value))
        shown = Decimal(value.numerator) / Decimal(value.denominator) / NUMBER_SCALE
        return f"≈ {shown:.4f}"
    match type:
        case Type.DATE:
            return date_text(value)
        case Type.TIME:
            return moment_text(value, calendar)
        case _:
            return number_text(value)


def moment_text(at: int, calendar: Calendar) -> str:
    """An instant in the model's time zone, to the second where nothing is finer."""
    return time_text(at, None if calendar.name == "UTC" else calendar.zone).replace("T", " ")


def signed(hundredths: int) -> str:
    """`+25`, `−10`, `0`."""
    return (
        points_text(hundredths)
        if hundredths == 0
        else f"{'+' if hundredths > 0 else '−'}{points_text(abs(hundredths))}"
    )


# --- measures and windows


def window_words(window: m.Window) -> str:
    match window:
        case m.Within(length):
            return f"within {duration_text(length)}"
        case m.BetweenAgo(near, far):
            return f"between {duration_text(near)} and {duration_text(far)} ago"
        case m.FromMoment(at):
            return f"since {time_text(at)}"
        case m.AfterField(field):
            return f"since {written_name(field.name)}"
        case m.AfterEvent(which, stream):
            return f"since {which} {stream.text}"
        case m.Following(length, which, stream):
            return f"within {duration_text(length)} of {which} {stream.text}"
    assert_never(window)


def events_words(events: m.Events) -> str:
    words = [window_words(w) for w in events.windows]
    words += [f"since last {reset.text}" for reset in events.resets]
    return " ".join(words)


def _behind(events: m.Events) -> str:
    words = events_words(events)
    return f" {words}" if words else ""


def measure_words(measure: m.Measure) -> str:
    """A measure without its windows."""
    match measure:
        case m.FieldValue(name) | m.PropertyValue(name):
            return written_name(name)
        case m.CalendarDay(of):
            return measure_words(of)
        case m.DomainOf(of):
            return f"{measure_words(of)} domain"
        case m.Count(events):
            return events.stream.text
        case m.ActiveDays(events):
            return f"{events.stream.text} days"
        case m.Distinct(events, p):
            return f"{events.stream.text} distinct {written_name(p.name)}"
        case m.Total(events, p):
            return f"{events.stream.text} total {written_name(p.name)}"
        case m.Average(events, p):
            return f"{events.stream.text} average {written_name(p.name)}"
        case m.Extreme(kind, events, p) | m.Edge(kind, events, p):
            return f"{events.stream.text} {kind} {written_name(p.name)}"
        case m.DaysSinceEvent(which, events):
            return f"days since {which} {events.stream.text}"
        case m.DaysFromField(direction, field):
            return f"days {direction} {written_name(field.name)}"
        case m.Score():
            return "score"
        case m.GroupPoints(group):
            return written_name(group)
        case m.GradeText():
            return "grade"
        case m.StageText():
            return "stage"
    assert_never(measure)


def measure_events(measure: m.Measure) -> m.Events | None:
    """The events that a measure is about, if it is about events."""
    return getattr(measure, "events", None)


def _windows_of(measure: m.Measure) -> str:
    events = measure_events(measure)
    return "" if events is None else _behind(events)


# --- conditions


def condition_words(condition: m.Condition, calendar: Calendar) -> str:
    """A condition in the words of the language; definitions by their names."""

    def several(word: str, parts: tuple[m.Condition, ...]) -> str:
        return f" {word} ".join(_in_parentheses(p, calendar) for p in parts)

    def constants(left: m.Measure, values: tuple[object, ...]) -> str:
        shown = [value_text(v, left.type, calendar) for v in values[:_FEW]]  # type: ignore[arg-type]
        return f"({', '.join(shown)}{', …' if len(values) > _FEW else ''})"

    match condition:
        case m.Named(name=name):
            return written_name(name)
        case m.AllOf(parts):
            return several("and", parts)
        case m.AnyOf(parts):
            return several("or", parts)
        case m.AtLeast(number, parts):
            return f"at least {number} of ({', '.join(condition_words(p, calendar) for p in parts)})"
        case m.Not(part):
            return f"not {_in_parentheses(part, calendar)}"
        case m.Exists(events, wanted):
            return f"{'' if wanted else 'no '}{events.stream.text}{_behind(events)}"
        case m.Sequence(steps, spanning, windows, resets):
            events = _behind(m.Events(steps[0], windows, resets))
            return f"{' then '.join(s.text for s in steps)} spanning {duration_text(spanning)}{events}"
        case m.IsTrue(left):
            return f"{measure_words(left)}{_windows_of(left)}"
        case m.IsKnown(left, known):
            return f"{measure_words(left)} is {'known' if known else 'unknown'}{_windows_of(left)}"
        case m.Relation(left, sign, right):
            sign_words = {"=": "is", "!=": "is not"}.get(sign, sign) if isinstance(right, str) else sign
            return f"{measure_words(left)} {sign_words} {value_text(right, left.type, calendar)}{_windows_of(left)}"
        case m.Ratio(left, sign, right, percent):
            share = "" if percent == 100 * NUMBER_SCALE else f"{number_text(percent)}% of "
            return f"{measure_words(left)}{_windows_of(left)} {sign} {share}{measure_words(right)}{_windows_of(right)}"
        case m.Among(left, values, negated, text):
            among = written_name(text) if text else constants(left, values)
            return f"{measure_words(left)} {'not ' * negated}in {among}{_windows_of(left)}"
        case m.Between(left, low, high):
            ends = f"{value_text(low, left.type, calendar)} and {value_text(high, left.type, calendar)}"
            return f"{measure_words(left)} between {ends}{_windows_of(left)}"
        case m.TextTest(left, sign, patterns, negated, text):
            if text:
                shown = f"any of {written_name(text)}"
            else:
                shown = written_text(patterns[0]) if len(patterns) == 1 else f"any of {constants(left, patterns)}"
            return f"{measure_words(left)} {'not ' * negated}{sign} {shown}{_windows_of(left)}"
        case m.Recent(left, length):
            return f"{measure_words(left)} within {duration_text(length)}"
        case m.Older(left, length):
            return f"{measure_words(left)} older than {duration_text(length)}"
        case m.InSegment(label):
            return f"segment {written_text(label)}"
        case m.IsDisqualified():
            return "disqualified"
    assert_never(condition)


def _in_parentheses(condition: m.Condition, calendar: Calendar) -> str:
    words = condition_words(condition, calendar)
    return f"({words})" if isinstance(condition, m.AllOf | m.AnyOf) else words
