"""Random leads and their events: ties, events on the ends of windows and a microsecond off, what is to come, missing
values, empty leads, many equal events, texts and numbers of every sort, the ends of days, changes of the clocks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from dice import Dice, Drawn, Rolled, chance, pick, several
from hypothesis import strategies as st
from leadwright.dsl import model as m
from leadwright.dsl.types import Type, Value
from leadwright.engine.records import Event, Lead, Schema
from lexicon import (
    COMMON_LENGTHS,
    COMMON_NUMBERS,
    COMMON_WORDS,
    DAY,
    EVENTS,
    FIELDS,
    HOUR,
    LENGTHS,
    LOOSE_TEXTS,
    NOON,
    NUMBERS,
    PROPERTIES,
    WORDS,
    calendar,
    changes,
    millionths,
)

T = TypeVar("T")

IDS = ("L1", "1", "01", "ü", "it's", 'a "b"', "x,y", "1.0", "l1", "🙂", "a b", "%", "-")
_TYPES = (
    "view",
    "view",
    "view",
    "form",
    "form",
    "form",
    "call",
    "call",
    "click",
    "recycled",
    '`sales "touch" %`',
    "other",
)
_JITTER = (0, 0, 1, -1)
_LENGTHS = (*(LENGTHS[name] for name in COMMON_LENGTHS), *LENGTHS.values(), 7 * DAY)
_OTHER_LENGTHS = (2 * DAY, 3 * DAY, 8 * DAY, 15 * DAY, 21 * DAY, 44 * DAY)


def as_of_in(dice: Dice, zone: str) -> int:
    """An as-of time: a plain noon, about a change of the clocks, the end of a day, any microsecond."""
    kind = dice.between(0, 5)
    if kind == 0:
        return NOON
    if kind <= 2:
        by = pick(dice, (0, HOUR, 12 * HOUR, DAY, -1, 1, 3 * DAY, 8 * DAY, -HOUR))
        return pick(dice, changes(zone)) + by
    if kind == 3:
        return calendar(zone).first_instant(NOON // DAY + dice.between(0, 400)) + pick(dice, (0, -1, 1))
    return NOON + dice.between(-400 * DAY, 400 * DAY)


@dataclass(frozen=True)
class Hints:
    """What some rules ask for: leads that have it, or nearly, tell more about them."""

    types: tuple[str, ...] = _TYPES
    lengths: tuple[int, ...] = _LENGTHS
    moments: tuple[int, ...] = ()
    texts: tuple[str, ...] = COMMON_WORDS
    numbers: tuple[int, ...] = tuple(map(millionths, COMMON_NUMBERS))


def hints_of(model: m.Model) -> Hints:
    """What a model's rules compare with: event types, lengths of time, moments, texts, numbers."""
    days = calendar(model.timezone)
    lengths: list[int] = []
    moments: list[int] = []
    texts: list[str] = []
    numbers: list[int] = []
    types: list[str] = []

    def add(type: Type, value: Value) -> None:
        if type is Type.TEXT:
            texts.append(str(value))
        elif type is Type.DATE:  # a time's, too: it is compared by its day
            moments.append(days.first_instant(int(value)))
        elif type is Type.NUMBER:
            numbers.append(int(value))

    for part in m.parts((model.rules, model.groups, model.stages, model.segments, model.disqualifications)):
        match part:
            case m.Filtered(str(event)):
                types.append(event)
            case m.Within(length) | m.Following(length) | m.Recent(_, length) | m.Older(_, length):
                lengths.append(length)
            case m.Sequence(spanning=length) | m.Fade(every=length):
                lengths.append(length)
            case m.BetweenAgo(near, far):
                lengths += [near, far]
            case m.FromMoment(at):
                moments.append(at)
            case m.Rule(first_day=first, last_day=last):
                moments += [days.first_instant(day) for day in (first, last) if day is not None]
            case m.Relation(left, _, right):
                add(left.type, right)
            case m.Between(left, low, high):
                add(left.type, low)
                add(left.type, high)
            case m.Among(left, values):
                for value in values:
                    add(left.type, value)
            case m.TextTest(patterns=patterns):
                texts += [pattern.replace("*", "a").replace("?", "b") for pattern in patterns]
            case _:
                pass
    texts = [text for text in texts if text]
    return Hints(
        (*types, *_TYPES[:3]),
        (*lengths, *_LENGTHS[:1]),
        tuple(moments),
        (*texts, *COMMON_WORDS),
        tuple(number for number in numbers if abs(number) < 10**18) or (0,),
    )


class Leads:
    """Makes random leads as of a time. ``upcoming``: with events after it, too."""

    def __init__(
        self, dice: Dice, as_of: int, zone: str = "UTC", upcoming: bool = True, hints: Hints | None = None
    ) -> None:
        self.dice = dice
        self.as_of = as_of
        self.zone = zone
        self.calendar = calendar(zone)
        self.upcoming = upcoming
        self.hints = hints or Hints()
        self.known_times: list[int] = []
        self.types: tuple[str, ...] = _TYPES
        self.lengths: tuple[int, ...] = _LENGTHS

    def lead(self, id: str | int = "x", most: int = 8) -> Lead:
        self.known_times = []
        # A few types and lengths of time a lead: so that its events meet in what a rule asks for.
        few = self.dice.between(2, 4)
        self.types = tuple(pick(self.dice, self.common(self.hints.types, _TYPES)) for _ in range(few))
        self.lengths = tuple(pick(self.dice, self.common(self.hints.lengths, _OTHER_LENGTHS)) for _ in range(few))
        fields = self.values(FIELDS, pick(self.dice, (60, 90, 20)))
        events = several(self.dice, self.event, 0, most, 92)
        if chance(self.dice, 10) and events:
            events += [self.repeated(events[-1])] * self.dice.between(1, 14)
        if not self.upcoming:
            events = [e for e in events if e.at <= self.as_of]
        return Lead(id, fields, in_order(events))

    def repeated(self, event: Event) -> Event:
        """The same event; maybe one with numbers of which a few together need more than 64 bits."""
        if chance(self.dice, 60):
            return replace(event)
        largest = (10**18 - 1) * (1 if chance(self.dice, 50) else -1)
        numbers = {bare(name): largest for name, t in EVENTS.get(event.type, {}).items() if t is Type.NUMBER}
        return replace(event, properties={**event.properties, **numbers})

    def common(self, hinted: tuple[T, ...], other: tuple[T, ...], percent: int = 20) -> tuple[T, ...]:
        return other if chance(self.dice, percent) or not hinted else hinted

    def event(self) -> Event:
        type = pick(self.dice, self.types)
        at = self.time()
        # Any event may carry any property, declared for its type or not; most of those that are.
        wanted = EVENTS.get(type) or (PROPERTIES if chance(self.dice, 30) else {})
        event = Event(at, bare(type), self.values(wanted, 75))
        self.known_times.append(at)
        return event

    def values(self, types: dict[str, Type], percent: int) -> dict[str, Value]:
        return {bare(name): self.value(type) for name, type in types.items() if chance(self.dice, percent)}

    def value(self, type: Type) -> Value:
        match type:
            case Type.TEXT:
                text = pick(self.dice, self.common(self.hints.texts, (*WORDS, *LOOSE_TEXTS), 30))
                change = pick(self.dice, (str, str, str, str, str.swapcase, "x{}".format, "{} x".format, str.title))
                return change(text)
            case Type.NUMBER:
                return self.number()
            case Type.FLAG:
                return self.dice.between(0, 1) == 0
            case Type.TIME:
                at = self.time()
                self.known_times.append(at)
                return at
            case Type.DATE:
                ago = pick(self.dice, (0, 1, 7, 14, -1, 2, 30, 365, -30, 3, 8))
                rare = pick(self.dice, (0,) * 30 + (-32_872, 47_482, -1))  # 1880, 2100, 1969-12-31
                return rare or self.calendar.day(self.as_of) - ago

    def number(self) -> int:
        found = pick(self.dice, self.common(self.hints.numbers, tuple(map(millionths, NUMBERS)), 30))
        found += pick(self.dice, (0,) * 12 + (1, -1))
        return max(-(10**18) + 1, min(10**18 - 1, found))

    def time(self) -> int:
        """On the ends of windows, of days, at or near another time that is known; or any."""
        match self.dice.between(0, 12):
            case 0 | 1 | 2 | 3:
                return self.as_of - pick(self.dice, self.lengths) + pick(self.dice, _JITTER)
            case 4:
                return self.as_of + pick(self.dice, (0, 0, -1, 1, -HOUR, HOUR, DAY))
            case 5 | 6 if self.known_times:
                return pick(self.dice, self.known_times) + pick(self.dice, (0, 0, 0, 1, -1))
            case 7 | 8 | 9 if self.known_times:
                known = pick(self.dice, self.known_times)
                by = pick(self.dice, self.lengths) + pick(self.dice, (0, 1, -1))
                return known + by if known + by <= self.as_of and not chance(self.dice, 30) else known - by
            case 10 if self.hints.moments:
                return pick(self.dice, self.hints.moments) + pick(self.dice, _JITTER)
            case 10 | 11:
                day = self.calendar.day(self.as_of) - pick(self.dice, (0, 1, 2, 3, 7, 14, 30))
                return self.calendar.first_instant(day) + pick(self.dice, (0, -1, 1, -HOUR // 2, HOUR))
            case _ if chance(self.dice, 30):
                near = [at for at in changes(self.zone) if abs(at - self.as_of) < 100 * DAY] or [self.as_of]
                return pick(self.dice, near) + pick(self.dice, (0, -1, 1, HOUR // 2, -HOUR // 2, HOUR, -HOUR))
            case _ if chance(self.dice, 4):
                return pick(self.dice, (-1, 0, -(2**51)))  # before 1970, in 1898
            case _:
                return self.as_of - self.dice.between(-DAY, 60 * DAY)


def crowd(seed: int, as_of: int, zone: str, count: int, hints: Hints | None = None, most: int = 14) -> list[Lead]:
    """Leads from a seed: one with nothing, one with fields alone, one with events alone, and others. Their ids are
    texts, or all of them whole numbers."""
    dice = Rolled(seed)
    leads: list[Lead] = []
    for number in range(count):
        id = number * 7 if seed % 4 == 0 else IDS[number] if number < len(IDS) else f"L-{number}"
        lead = Leads(dice, as_of, zone, hints=hints).lead(id, most)
        if number % 10 == 3:
            lead.events = []
        if number % 10 in (4, 5):
            lead.fields = {}
        if number == 5:
            lead.events = []
        leads.append(lead)
    return leads


def delivered(leads: list[Lead], schema: Schema) -> list[Lead]:
    """The leads with what a source would deliver of them: the fields and properties that a schema names."""
    result: list[Lead] = []
    for lead in leads:
        fields = {name: value for name, value in lead.fields.items() if name in schema.fields}
        events = [
            Event(e.at, e.type, {n: v for n, v in e.properties.items() if n in wanted})
            for e in lead.events
            for wanted in [{**schema.activity, **schema.events.get(e.type, {})}]
        ]
        result.append(Lead(lead.id, fields, events))
    return result


def nearby(leads: list[Lead], as_of: int, schema: Schema, days: int) -> list[Lead]:
    """The leads without events, times and dates that are further from a time than so many days."""

    def near(value: Value, type: Type | None) -> bool:
        at = int(value) * DAY if type is Type.DATE else value
        return type not in (Type.DATE, Type.TIME) or abs(int(at) - as_of) < days * DAY

    def kept(values: Mapping[str, Value], types: Mapping[str, Type]) -> dict[str, Value]:
        return {name: value for name, value in values.items() if near(value, types.get(name))}

    result: list[Lead] = []
    for lead in leads:
        events = [
            replace(e, properties=kept(e.properties, {**schema.activity, **schema.events.get(e.type, {})}))
            for e in lead.events
            if near(e.at, Type.TIME)
        ]
        result.append(Lead(lead.id, kept(lead.fields, schema.fields), events))
    return result


def bare(name: str) -> str:
    """A name as the data has it: without backticks."""
    return name.strip("`")


def in_order(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda e: e.at)


@st.composite
def leads(draw: st.DrawFn, as_of: int, upcoming: bool = True, zone: str = "UTC") -> Lead:
    """A lead of which Hypothesis can make a smaller one; ``upcoming``: with events after ``as_of``, too."""
    return Leads(Drawn(draw), as_of, zone, upcoming).lead()
