"""A made-up lead of whom a condition is true, or false: fields and deeds, just on this side of each threshold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..dsl import model as m
from ..dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, Type, Value
from ..dsl.values import date_text, number_text
from ..dsl.words import written_name, written_text
from ..dsl.zones import Calendar
from ..engine.phrases import duration_text

DAY = MICROSECONDS_PER_DAY
_HOUR = DAY // 24
_ONE = NUMBER_SCALE
OTHER = "something else"
"""A text that no rule asks for."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Events that a lead did: of a source in the words of the language, so long ago."""

    source: str
    times: int = 1
    age: int = 0
    properties: str = ""

    def step(self) -> str:
        words = ["given", self.source]
        words += ["with", self.properties] if self.properties else []
        words += [f"{self.times} times"] if self.times > 1 else []
        words += [f"{duration_text(self.age)} ago"] if self.age else []
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Made:
    """``fields``: names and values as they are written."""

    fields: tuple[tuple[str, str], ...] = ()
    deeds: tuple[Deed, ...] = ()

    def __add__(self, other: "Made") -> "Made":
        """Both; a field that both have keeps the first value, and equal deeds are one."""
        known = {name for name, _ in self.fields}
        fields = [f for f in other.fields if f[0] not in known]
        return Made((*self.fields, *fields), (*self.deeds, *(d for d in other.deeds if d not in self.deeds)))

    def steps(self) -> Iterator[str]:
        if self.fields:
            yield "given lead " + ", ".join(f"{written_name(n)} {v}" for n, v in self.fields)
        yield from (deed.step() for deed in self.deeds)


NOBODY = Made()


def inside(events: m.Events) -> tuple[int, int | None]:
    """The greatest age that is inside its windows by whole days, hours or minutes; and how much later it is outside.

    None: it never is.
    """
    age, step = 0, None
    for window in events.windows:
        match window:
            case m.Within(length) | m.BetweenAgo(_, length):
                unit = DAY if length >= 2 * DAY else _HOUR if length >= 2 * _HOUR else _HOUR // 60
                if step is None or length - unit < age:
                    age, step = length - unit, unit
            case _:
                pass
    near = max((w.near for w in events.windows if isinstance(w, m.BetweenAgo)), default=0)
    return max(age, near), step


class Maker:
    """Of one model. ``clock``: the moment at which a test begins."""

    def __init__(self, model: m.Model, clock: int) -> None:
        self.model = model
        self.clock = clock
        self.calendar = Calendar(model.timezone)

    def made(self, condition: m.Condition, wanted: bool = True) -> Made | None:
        """None if it is not known how. What comes out may still be neither: whoever asks has to try it."""
        match condition:
            case m.Named(condition=inner):
                return self.made(inner, wanted)
            case m.Not(part):
                return self.made(part, not wanted)
            case m.AllOf(parts):
                return self._all(parts, True) if wanted else self.made(parts[0], False)
            case m.AnyOf(parts):
                return self._first(parts) if wanted else self._all(parts, False)
            case m.AtLeast(number, parts):
                return self._all(parts[:number], True) if wanted else self._all(parts[: number - 1], True)
            case m.Exists(events, is_there):
                return Made((), (self.deed(events),)) if wanted is is_there else NOBODY
            case m.Sequence():
                return Made((), self.in_turn(condition)) if wanted else NOBODY
            case m.InSegment() | m.IsDisqualified() | m.Ratio():
                return None
            case _:
                return self._compared(condition, wanted)

    def _all(self, parts: tuple[m.Condition, ...], wanted: bool) -> Made | None:
        whole = NOBODY
        for part in parts:
            made = self.made(part, wanted)
            if made is None:
                return None
            whole += made
        return whole

    def _first(self, parts: tuple[m.Condition, ...]) -> Made | None:
        return next((made for part in parts if (made := self.made(part)) is not None), None)

    # --- deeds

    def deed(self, events: m.Events, times: int = 1, age: int | None = None, properties: str = "") -> Deed:
        return Deed(self.source(events.stream), times, inside(events)[0] if age is None else age, properties)

    def source(self, stream: m.Stream) -> str:
        """A stream as `given` takes it; for any event, one that is declared and not ignored."""
        if any(alternative.event is not None for alternative in stream.alternatives):
            return " ".join(stream.text.split())
        ignored = {i.what.event for i in self.model.ignores if i.what.filter is None}
        return written_name(next((name for name in self.model.events if name not in ignored), "activity"))

    def in_turn(self, sequence: m.Sequence, span: int | None = None) -> tuple[Deed, ...]:
        """The steps of a sequence, the last now and the first as long ago as may be, or ``span`` ago."""
        whole = min(sequence.spanning, self._reach(sequence)) if span is None else span
        steps = sequence.steps
        ages = [whole - whole * i // (len(steps) - 1) // _HOUR * _HOUR for i in range(len(steps) - 1)]
        return tuple(Deed(self.source(s), 1, max(a, 0)) for s, a in zip(steps, [*ages, 0], strict=True))

    def _reach(self, sequence: m.Sequence) -> int:
        age, step = inside(m.Events(sequence.steps[0], sequence.windows))
        return sequence.spanning if step is None else age

    # --- comparisons

    def _compared(self, condition: m.Condition, wanted: bool) -> Made | None:
        left: m.Measure | None = getattr(condition, "left", None) or getattr(condition, "measure", None)
        if left is None:
            return None
        if isinstance(condition, m.IsKnown) and condition.known is not wanted:
            return NOBODY
        value = next(iter(self.values(condition, wanted)), None)
        return None if value is None else self.with_value(left, value)

    def values(self, condition: m.Condition, wanted: bool) -> Iterator[Value]:
        """Values of the measure of a comparison for which it holds, or not: those at its edges first."""
        match condition:
            case m.IsTrue():
                yield wanted
            case m.IsKnown(left):
                yield _any_value(left.type)
            case m.Relation(left, sign, right):
                yield from _related(sign if wanted else _OPPOSITE[sign], right, _step_of(left.type))
            case m.Between(left, low, high):
                step = _step_of(left.type)
                yield from (low, high) if wanted else (_moved(low, -step), _moved(high, step))
            case m.Among(left, values, negated):
                yield from values if wanted is not negated else (_none_of(values, left.type),)
            case m.TextTest(_, sign, patterns, negated):
                yield from map(_example(sign), patterns) if wanted is not negated else (OTHER,)
            case m.Recent(left, length) | m.Older(left, length):
                far = length if wanted is isinstance(condition, m.Older) else length - DAY
                at = self.clock - far - DAY * (far == length)
                yield at if left.type is Type.TIME else self.calendar.day(at)
            case _:
                pass

    def with_value(self, measure: m.Measure, value: Value) -> Made | None:
        """A lead of whom a measure has a value."""
        match measure:
            case m.FieldValue(name, type):
                return Made(((name, self.literal(value, type)),))
            case m.DomainOf(m.FieldValue(name)):
                return Made(((name, written_text(f"kim@{value}" if value != OTHER else "kim@elsewhere.example")),))
            case m.DaysFromField(direction, field):
                days = _whole(value) if direction == "since" else -_whole(value)
                day = self.calendar.day(self.clock) - days
                return Made(((field.name, date_text(day)),))
            case m.CalendarDay(m.FieldValue(name)):
                return Made(((name, self.literal(value, Type.DATE)),))
            case m.Count(events):
                return Made((), self._times(events, _whole(value)))
            case m.ActiveDays(events):
                deeds = (self.deed(events, age=max(inside(events)[0] - DAY * i, 0)) for i in range(_whole(value)))
                return Made((), tuple(deeds))
            case m.Distinct(events, p):
                texts = (self.nth(p.type, i) for i in range(_whole(value)))
                return Made((), tuple(self.deed(events, properties=f"{written_name(p.name)} {t}") for t in texts))
            case m.Total(events, p) | m.Average(events, p) | m.Extreme(_, events, p) | m.Edge(_, events, p):
                return Made(
                    (), (self.deed(events, properties=f"{written_name(p.name)} {self.literal(value, p.type)}"),)
                )
            case m.DaysSinceEvent(_, events):
                return Made((), (self.deed(events, age=_whole(value) * DAY),))
            case _:
                return None

    def _times(self, events: m.Events, times: int) -> tuple[Deed, ...]:
        return (self.deed(events, times),) if times > 0 else ()

    def nth(self, type: Type, number: int) -> str:
        """One of several values that differ, as it is written."""
        return self.literal(_nth(type, number), type)

    def literal(self, value: Value, type: Type) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return written_text(value)
        match type:
            case Type.DATE:
                return date_text(value)
            case Type.TIME:
                return date_text(self.calendar.day(value))
            case _:
                return number_text(value)


def older(deeds: tuple[Deed, ...], by: int) -> tuple[Deed, ...]:
    """The same deeds, longer ago."""
    return tuple(replace(deed, age=deed.age + by) for deed in deeds)


_OPPOSITE: dict[m.Sign, m.Sign] = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def _related(sign: m.Sign, right: Value, step: int) -> Iterator[Value]:
    if isinstance(right, bool):
        yield right if sign == "=" else not right
    elif isinstance(right, str):
        yield right if sign == "=" else OTHER
    else:
        yield right + {"=": 0, "<=": 0, ">=": 0, "<": -step, ">": step, "!=": step}[sign]


def _step_of(type: Type) -> int:
    return DAY if type is Type.TIME else 1 if type is Type.DATE else _ONE


def _moved(value: Value, by: int) -> Value:
    return value if isinstance(value, str | bool) else value + by


def _none_of(values: tuple[Value, ...], type: Type) -> Value:
    numbers = [v for v in values if not isinstance(v, str)]
    return max(numbers) + _step_of(type) if numbers else OTHER


def _example(sign: m.TextSign):
    def example(pattern: str) -> str:
        return pattern.replace("*", "").replace("?", "a") if sign == "matches" else pattern

    return example


def _any_value(type: Type) -> Value:
    return {Type.TEXT: OTHER, Type.FLAG: True, Type.NUMBER: _ONE, Type.DATE: 20_000, Type.TIME: 20_000 * DAY}[type]


def _nth(type: Type, number: int) -> Value:
    return f"{chr(ord('a') + number % 26)}{number // 26 or ''}" if type is Type.TEXT else (number + 1) * _step_of(type)


def _whole(value: Value) -> int:
    return 0 if isinstance(value, str) else max(0, value // _ONE)
