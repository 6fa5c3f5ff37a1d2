"""A lead as it might be: other values, other events, another moment; or one made up from nothing. No data is touched.

what_if = WhatIf(scored.model, live.lead(scored, 17), scored.as_of)
what_if.write("country", "DE")                        # as a person types it; empty: missing
what_if.add(Event(what_if.moment(), "page_view"), 3)
explained(scored.model, what_if.lead(), what_if.moment())
"""

import re
from bisect import insort_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge

from ...dsl import model as m
from ...dsl.build import microseconds_of
from ...dsl.check import check
from ...dsl.nearest import nearest
from ...dsl.source import SourceText
from ...dsl.types import Type, Value
from ...dsl.values import FIRST_INSTANT, LAST_INSTANT, UNREADABLE, date_text, number_text, time_from, value_from
from ...dsl.zones import Calendar
from ..evaluate import Evaluator
from ..explain import explain
from ..explanation import Explanation, GroupExplained, RuleExplained
from ..phrases import moment_text
from ..plan import plan_of
from ..project import Project
from ..records import Event, Lead
from .cases import Case, asked_events, case_of
from .rules import root_of

MADE_UP = "made-up lead"
MOST_TIMES = 10_000
_FILE = ".what-if.lead"
_TEST = "a lead as it might be"
_BEFORE = f'test "{_TEST}"\n  given '
_AFTER = "\n  expect score = 0\n"
_LENGTH = r"(\d+)[ \t]*(d|h|w|min|minutes?|hours?|days?|weeks?)"
_AGO = re.compile(rf"{_LENGTH}(?:[ \t]+ago)?", re.IGNORECASE)
_SHIFT = re.compile(rf"([+\-−])[ \t]*{_LENGTH}", re.IGNORECASE)
_AS_A = {
    Type.NUMBER: "not a number: 120 or 57.5",
    Type.FLAG: "not yes or no",
    Type.DATE: "not a date: 2026-03-31",
    Type.TIME: "not a time: 2026-03-31 09:30",
    Type.TEXT: "no text",
}


class UnfitError(ValueError):
    """What was written cannot be taken; says why, in a few words."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A field as it can be filled in. ``real``: what the lead itself has, as it is written; ``is_asked``: the rules
    look at it."""

    name: str
    type: Type
    said: str
    real: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class FormEvent:
    """An event of the lead. ``number``: by which it is taken away; ``is_asked``: the rules look at its type."""

    number: int
    event: Event
    is_added: bool
    is_removed: bool
    is_asked: bool


@dataclass(slots=True)
class Edits:
    """What is other than it is. ``fields`` and ``as_of`` as they are written; ``removed``: numbers of events."""

    fields: dict[str, str] = field(default_factory=dict[str, str])
    as_of: str = ""
    removed: frozenset[int] = frozenset()
    added: tuple[Event, ...] = ()

    @property
    def are_none(self) -> bool:
        return not (self.fields or self.as_of.strip() or self.removed or self.added)


class WhatIf:
    """``real``: the lead itself, None for one that is made up. ``edits`` may be those of an earlier what-if."""

    def __init__(self, model: m.Model, real: Lead | None, as_of: int, edits: Edits | None = None) -> None:
        self.model = model
        self.real = real
        self.as_of = as_of
        self.edits = edits or Edits()
        self.calendar = Calendar(model.timezone)
        plan = plan_of(model)
        self._asked = {f.name for f in plan.fields}
        self._asked_events = asked_events(plan)
        self.asked_properties = {p.name for p in plan.properties}
        self._before: list[tuple[frozenset[int], tuple[Event, ...]]] = []
        values: Mapping[str, Value] = real.fields if real is not None else {}
        self.fields = tuple(
            FormField(name, f.type, f.description or "", self._written(values.get(name), f.type), name in self._asked)
            for name, f in model.fields.items()
        )
        self._by_name = {f.name: f for f in self.fields}

    # --- fields and the moment

    def written(self, name: str) -> str:
        """What stands in a field now."""
        return self.edits.fields.get(name, self._by_name[name].real)

    def write(self, name: str, text: str) -> None:
        """Fill a field in; ``value`` tells whether that can be taken."""
        if text.strip() == self._by_name[name].real.strip():
            self.edits.fields.pop(name, None)
        else:
            self.edits.fields[name] = text

    def value(self, name: str) -> Value | None:
        """The value of a field, read as data is; None if it is missing. Raises UnfitError."""
        if name not in self.edits.fields:
            return None if self.real is None else self.real.fields.get(name)
        type = self._by_name[name].type
        found = value_from(self.edits.fields[name].strip(), type, self.calendar.zone, self.calendar.zone)
        if found is UNREADABLE:
            raise UnfitError(_AS_A[type])
        return found

    def moment(self) -> int:
        """As of when it is looked at. Raises UnfitError."""
        return shifted(self.edits.as_of, self.as_of, self.calendar)

    def problems(self) -> dict[str, str]:
        """Fields whose text cannot be taken, and why; the moment by an empty name."""
        found: dict[str, str] = {}
        for name in self.edits.fields:
            try:
                self.value(name)
            except UnfitError as error:
                found[name] = str(error)
        try:
            self.moment()
        except UnfitError as error:
            found[""] = str(error)
        return found

    # --- events

    def events(self) -> Iterator[FormEvent]:
        """All events, the newest first, those that were taken away among them; one after the other, as a lead may have
        many."""
        added = _newest_first(enumerate(self.edits.added, len(self._real_events)))
        for number, event in merge(self._newest, added, key=_order):
            is_added = number >= len(self._real_events)
            yield FormEvent(number, event, is_added, number in self.edits.removed, self._is_asked(event))

    @property
    def count(self) -> int:
        """How many events there are, those that were taken away among them."""
        return len(self._real_events) + len(self.edits.added)

    @cached_property
    def asked_count(self) -> int:
        """How many of the lead's own events the rules look at."""
        return sum(map(self._is_asked, self._real_events))

    @cached_property
    def _real_events(self) -> list[Event]:
        return self.real.events if self.real is not None else []

    @cached_property
    def _newest(self) -> list[tuple[int, Event]]:
        return _newest_first(enumerate(self._real_events))

    def add(self, event: Event, times: int = 1) -> None:
        self._keep()
        self.edits.added += (event,) * times

    def toggle(self, number: int) -> None:
        """Take an event away, or put it back; one that was added goes."""
        self._keep()
        real = len(self._real_events)
        if number < real:
            self.edits.removed ^= {number}
        else:
            self.edits.added = tuple(e for n, e in enumerate(self.edits.added) if n != number - real)

    def undo(self) -> bool:
        """Take back the last change of the events; False if there is none."""
        if not self._before:
            return False
        self.edits.removed, self.edits.added = self._before.pop()
        return True

    def _keep(self) -> None:
        self._before.append((self.edits.removed, self.edits.added))

    def _is_asked(self, event: Event) -> bool:
        return None in self._asked_events or event.type in self._asked_events

    # --- the lead that comes of it

    def lead(self) -> Lead:
        """Raises UnfitError if something that is written cannot be taken."""
        fields = {f.name: value for f in self.fields if (value := self.value(f.name)) is not None}
        events = [event for n, event in enumerate(self._real_events) if n not in self.edits.removed]
        for event in self.edits.added:
            insort_right(events, event, key=lambda e: e.at)
        return Lead(MADE_UP if self.real is None else self.real.id, fields, events)

    def case(self) -> Case:
        """It as a `test` statement. Raises UnfitError, and DataError if that would be too long to read."""
        lead = self.lead()
        day = date_text(self.calendar.day(self.moment()))
        name = f"{lead.id} as of {day}" if self.edits.are_none else f"{lead.id}, what if, as of {day}"
        return case_of(self.model, lead, self.moment(), name)

    def _written(self, value: Value | None, type: Type) -> str:
        """A value so that it is read as the same again."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return value
        match type:
            case Type.DATE:
                return date_text(value)
            case Type.TIME:
                return moment_text(value, self.calendar)
            case _:
                return number_text(value)


def _order(row: tuple[int, Event]) -> tuple[int, int]:
    return -row[1].at, -row[0]


def _newest_first(rows: Iterable[tuple[int, Event]]) -> list[tuple[int, Event]]:
    return sorted(rows, key=_order)


def explained(model: m.Model, lead: Lead, as_of: int) -> Explanation:
    """Why a lead has its score, though its history be long."""
    from ..columnar.steps.one_lead import history_of_one

    return explain(Evaluator(model, history_of_one), lead, as_of)


# --- moments as they are written


def shifted(text: str, as_of: int, calendar: Calendar) -> int:
    """Another as-of time: ``+7d``, ``-36h``, a day or a time; nothing: ``as_of``. Raises UnfitError."""
    written = text.strip()
    if not written:
        return as_of
    found = _SHIFT.fullmatch(written)
    if found is None:
        return _time(written, calendar, "+7d, -2w, 2026-05-01 or 2026-05-01 09:30")
    length = microseconds_of(f"{found[2]} {found[3].lower()}")
    return _within_calendar(as_of + length if found[1] == "+" else as_of - length)


def moment_of(text: str, as_of: int, calendar: Calendar) -> int:
    """When something happened: ``2d ago``, ``36h``, a day or a time; nothing: at ``as_of``. Raises UnfitError."""
    written = text.strip()
    if not written or written.lower() == "now":
        return as_of
    found = _AGO.fullmatch(written)
    if found is not None:
        return _within_calendar(as_of - microseconds_of(f"{found[1]} {found[2].lower()}"))
    return _time(written, calendar, "2d ago, 2026-02-27 or 2026-02-27 09:30")


def times_of(text: str) -> int:
    """How many times: a whole number; nothing: once. Raises UnfitError."""
    written = text.strip() or "1"
    if not written.isdecimal() or not 1 <= int(written) <= MOST_TIMES:
        raise UnfitError(f"how many times: 1 to {MOST_TIMES:,}")
    return int(written)


def _time(written: str, calendar: Calendar, such: str) -> int:
    found = time_from(written, calendar.zone)
    if not isinstance(found, int):
        raise UnfitError(f"write {such}")
    return found


def _within_calendar(at: int) -> int:
    if not FIRST_INSTANT <= at <= LAST_INSTANT:
        raise UnfitError("no calendar goes that far")
    return at


# --- events as they are written


def events_given(project: Project, sources: Sequence[SourceText], names: Collection[str], text: str) -> m.GivenEvents:
    """What follows `given` in a test, such as ``page_view with path "/pricing" 2 times 1d ago``, or a signal, read
    beside the rules as they are in ``sources``. ``names``: the event types of rules and data. Raises UnfitError.
    """
    if not text.strip():
        raise UnfitError('an event, such as page_view with path "/pricing"')
    file = (project.root / _FILE).resolve()
    texts = {source.path: source.text for source in sources if source.path is not None}
    entries = project.rule_files()
    checked = check([*entries, file], root_of(project, entries), {**texts, file: f"{_BEFORE}{text}{_AFTER}"})
    own = next((d for d in checked.diagnostics if d.place.source.path == file and d.is_error), None)
    if own is not None:
        help = next((h for h in own.help if not h.startswith("declare")), "")
        raise UnfitError(f"{own.message}{f' — {help}' if help else ''}")
    if checked.model is None:
        raise UnfitError("the rules have errors")
    steps = [step for test in checked.model.tests if test.name == _TEST for step in test.steps]
    given = [step for step in steps if isinstance(step, m.GivenEvents)]
    if len(given) != 1 or len(steps) != 2:
        raise UnfitError('one event, such as page_view with path "/pricing"')
    if names and given[0].event not in names:
        near = nearest(given[0].event, names)
        raise UnfitError(f"no event is a `{given[0].event}`" + (f": did you mean `{near}`?" if near else ""))
    return given[0]


# --- what is other


@dataclass(frozen=True, slots=True)
class RuleChanged:
    """A rule that gives other points: ``rule`` as it is now, ``before`` hundredths."""

    label: str
    before: int
    now: int
    rule: RuleExplained


def rules_changed(before: Explanation, now: Explanation) -> list[RuleChanged]:
    """The rules that give other points, the greatest difference first; both are by the same model."""
    pairs = zip(_rules(before), _rules(now), strict=True)
    found = [RuleChanged(new.label, old.points, new.points, new) for old, new in pairs if old.points != new.points]
    return sorted(found, key=lambda c: -abs(c.now - c.before))


def _rules(explanation: Explanation) -> Iterator[RuleExplained]:
    yield from explanation.ungrouped
    for group in explanation.groups:
        yield from _of_group(group)


def _of_group(group: GroupExplained) -> Iterator[RuleExplained]:
    yield from group.rules
    for inner in group.groups:
        yield from _of_group(inner)
