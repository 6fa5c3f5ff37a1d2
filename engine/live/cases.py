"""A lead as a `test` statement: its fields, the events that the rules look at, and what its score and stage are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from ...dsl import model as m
from ...dsl.errors import DataError
from ...dsl.types import MICROSECONDS_PER_DAY, Type, Value
from ...dsl.values import date_text, number_text, points_text, time_text
from ...dsl.words import written_name, written_text
from ...dsl.zones import Calendar
from ..evaluate import Evaluator, Result
from ..phrases import duration_text
from ..plan import Plan
from ..records import Event, Lead
from ..whole_files import write_whole

_MINUTE = 60_000_000
_NOON = 12 * 60 * _MINUTE
_MOST_STEPS = 300
_UNITS = (MICROSECONDS_PER_DAY, 60 * _MINUTE, _MINUTE)


_NOTHING: Mapping[str, m.Field] = {}


@dataclass(frozen=True, slots=True)
class Case:
    """``text``: the statement. ``same``: whether the test's lead comes out as the lead itself does; times of tests are
    whole minutes before noon, so that it may not."""

    name: str
    text: str
    same: bool


def case_of(model: m.Model, lead: Lead, as_of: int, name: str | None = None) -> Case:
    """The test that says what comes of a lead as of a moment. Raises DataError if it would be too long to read."""
    calendar = Calendar(model.timezone)
    day = calendar.day(as_of)
    noon = calendar.local(calendar.first_instant(day) + _NOON).replace(hour=12, minute=0, second=0, microsecond=0)
    clock = calendar.instant(noon)
    evaluator = Evaluator(model)
    scored = evaluator.at(lead, as_of)
    itself = scored.result()
    asked = {field.name for field in evaluator.plan.fields}
    fields = {name: value for name, value in lead.fields.items() if name in asked}
    events = list(_seen(evaluator, scored.at.events))

    def tried(unit: int) -> tuple[list[Event], Result]:
        moved = [Event(clock - _age(as_of - event.at, unit), event.type, event.properties) for event in events]
        return moved, evaluator.score(Lead(lead.id, fields, moved), clock)

    # The coarsest unit of time that changes nothing is the easiest to read.
    tries = (tried(unit) for unit in _UNITS)
    moved, found = next((one for one in tries if _outcome(one[1]) == _outcome(itself)), None) or tried(_MINUTE)
    same = _outcome(found) == _outcome(itself)
    name = name or f"{lead.id} as of {date_text(day)}"
    steps = [*_fields(model, fields), *_events(model, moved, clock)]
    if len(steps) > _MOST_STEPS:
        raise DataError(
            f"lead {lead.id} has {len(events):,} events that the rules look at: too many for a test to be read",
            "choose a lead with fewer, or write the few events that matter by hand",
        )
    expected = [f"score = {points_text(found.score)}"]
    if model.grade:
        expected.append(f"grade is {written_text(found.grade or 'none')}")
    if model.stages:
        expected.append(f"stage is {written_text(found.stage)}")
    if found.disqualified is not None:
        expected.append("disqualified")
    lines = [f"test {written_text(name)} at {date_text(day)}"]
    if not same:
        lines.append(f"  # of the lead itself, whose times are not whole minutes before noon: {_told(itself)}")
    lines += [f"  {step}" for step in steps]
    lines.append(f"  expect {' and '.join(expected)}")
    return Case(name, "\n".join(lines) + "\n", same)


def _told(result: Result) -> str:
    return f"score {points_text(result.score)}, stage {result.stage}"


def append_case(file: Path, case: Case, uses: Sequence[str]) -> int:
    """Put a test at the end of a file, which is made if it is not there; the line on which it stands.

    ``uses``: the rules that a new file asks for. A name that is there already gets a number. Raises OSError.
    """
    before = file.read_bytes().decode("utf-8") if file.exists() else "".join(f"use {written_text(u)}\n" for u in uses)
    name, number = case.name, 1
    while f"test {written_text(name)}" in before:
        number += 1
        name = f"{case.name} ({number})"
    text = case.text.replace(f"test {written_text(case.name)}", f"test {written_text(name)}", 1)
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, f"{before}{gap}{text}")
    return (before + gap).count("\n") + 1


def asked_events(plan: Plan) -> set[str | None]:
    """The types of events that the rules look at; None among them: any type."""
    return {alternative.event for signal in plan.signals for alternative in signal.alternatives}


def _seen(evaluator: Evaluator, events: Sequence[Event]) -> Iterator[Event]:
    """The events of types that the rules look at, with the properties that they ask for."""
    plan = evaluator.plan
    types = asked_events(plan)
    names = {property.name for property in plan.properties}
    for event in events:
        if None in types or event.type in types:
            yield replace(event, properties={n: v for n, v in event.properties.items() if n in names})


def _age(age: int, unit: int) -> int:
    """In whole units, if there are some of them; else in the next smaller."""
    while unit > _MINUTE and age < 2 * unit:
        unit = _UNITS[_UNITS.index(unit) + 1]
    return age // unit * unit


def _outcome(result: Result) -> tuple[object, ...]:
    return result.score, result.grade, result.stage, result.disqualified, result.fired


def _fields(model: m.Model, fields: Mapping[str, Value]) -> Iterator[str]:
    written = [f"{written_name(name)} {_literal(value, model.fields[name].type)}" for name, value in fields.items()]
    line = ""
    for part in written:
        if line and len(line) + len(part) > 90:
            yield f"given lead {line}"
            line = ""
        line = f"{line}, {part}" if line else part
    if line:
        yield f"given lead {line}"


def _events(model: m.Model, events: Sequence[Event], clock: int) -> Iterator[str]:
    def told(event: Event) -> tuple[str, str, int]:
        declared = model.events[event.type].properties if event.type in model.events else _NOTHING
        values = [
            f"{written_name(n)} {_literal(v, declared[n].type if n in declared else _type(v))}"
            for n, v in event.properties.items()
        ]
        return written_name(event.type), ", ".join(values), clock - event.at

    for (type, properties, age), same in groupby(map(told, events)):
        count = sum(1 for _ in same)
        parts = [f"given {type}"]
        if properties:
            parts.append(f"with {properties}")
        if count > 1:
            parts.append(f"{count} times")
        if age:
            parts.append(f"{_length(age)} ago")
        yield " ".join(parts)


def _length(age: int) -> str:
    return f"{age // MICROSECONDS_PER_DAY}d" if age % MICROSECONDS_PER_DAY == 0 else duration_text(age)


def _literal(value: Value, type: Type) -> str:
    if isinstance(value, str):
        return written_text(" ".join(value.split()) if "\n" in value else value)
    if type is Type.FLAG:
        return "true" if value else "false"
    match type:
        case Type.DATE:
            return date_text(value)
        case Type.TIME:
            return written_text(time_text(value))
        case _:
            return number_text(value)


def _type(value: Value) -> Type:
    return Type.FLAG if isinstance(value, bool) else Type.NUMBER if isinstance(value, int) else Type.TEXT
