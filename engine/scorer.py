"""One lead, now: for a webhook, a form handler or anything else that has a lead in its hands.

``Scorer`` takes a lead and its events as plain Python data, named as the project's data are, and scores them by the
reference evaluator. Rules are read and checked once, when it is made.

    scorer = leadwright.open("my-scoring")
    scored = scorer.score_one(
        {"lead_id": "L-1", "country": "US"},
        [{"ts": "2026-01-14T09:00:00Z", "type": "page_view", "path": "/pricing"}],
        as_of="2026-01-15T12:00:00Z",
    )
    scored.score, scored.stage, scored.explanation()
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from ..dsl.errors import DataError
from ..dsl.model import Model
from ..dsl.types import Type, Value
from ..dsl.values import UNREADABLE, text_from, time_from, value_from
from ..dsl.zones import zone as zone_named
from .evaluate import Evaluator, Scored
from .explain import explain
from .explanation import to_json
from .project import AS_OF_HELP, EventsSettings, LeadsSettings, Project, parse_as_of
from .records import Event, Lead, Schema
from .report import shown_value
from .schema import schema_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that gave points, before its group's limits."""

    rule: str
    points: Decimal


@dataclass(frozen=True)
class LeadScore:
    """What a lead comes out with. Points are exact decimals, times aware of UTC.

    ``groups`` holds the points of every group after its limits; ``disqualified`` the reason; ``due`` when a response to
    ``route`` is due, ``met`` when it came. ``problems`` says which values were not of their type, and so count as
    missing, and which events were left out.
    """

    lead_id: str | int | None
    score: Decimal
    groups: Mapping[str, Decimal]
    grade: str | None
    stage: str
    disqualified: str | None
    segments: tuple[str, ...]
    route: str | None
    due: datetime | None
    met: datetime | None
    fired: tuple[FiredRule, ...]
    problems: tuple[str, ...]
    _lead: Lead = field(repr=False, compare=False)
    _as_of: int = field(repr=False, compare=False)
    _evaluator: Evaluator = field(repr=False, compare=False)

    def explanation(self) -> Mapping[str, Any]:
        """The whole reasoning as plain data: what ``leadwright explain --format json`` prints."""
        return cast("Mapping[str, Any]", to_json(explain(self._evaluator, self._lead, self._as_of)))


class Scorer:
    """Scores leads one by one by the rules of a project. May be used by several threads, each call for itself."""

    def __init__(self, project: Project, model: Model) -> None:
        self.project = project
        self.model = model

    @cached_property
    def _evaluator(self) -> Evaluator:
        from .columnar.steps.one_lead import history_of_one

        return Evaluator(self.model, history_of_one)

    @cached_property
    def _reader(self) -> "_Reader":
        return _Reader(self.project, self.model)

    def score_one(
        self,
        lead: Mapping[str, Any],
        events: Iterable[Mapping[str, Any]] = (),
        as_of: str | datetime = "now",
    ) -> LeadScore:
        """Score one lead as of a moment.

        ``lead`` and ``events`` are named as the columns of the project's data are (``lead_id``; ``ts`` and ``type`` of
        events, unless leadwright.toml says otherwise); inner objects become names with dots. Values may be Python's or
        texts. Events may come in any order; those after ``as_of`` do not count. ``as_of``: ``now``, an ISO text, or a
        datetime (UTC if it has no zone).

        Raises DataError for an ``as_of`` that cannot be read, and for data that the project's ``[data]`` settings make
        an error.
        """
        at = _moment(as_of)
        problems: list[str] = []
        found = self._reader.lead(lead, events, problems)
        evaluator = self._evaluator
        return _told(evaluator.at(found, at), found, at, evaluator, problems)


def _moment(as_of: str | datetime) -> int:
    if isinstance(as_of, str):
        return parse_as_of(as_of)
    at = time_from(as_of)
    if not isinstance(at, int):
        raise DataError(f"cannot read the as-of time {as_of!r}", AS_OF_HELP)
    return at


def _told(scored: Scored, lead: Lead, at: int, evaluator: Evaluator, problems: Sequence[str]) -> LeadScore:
    result = scored.result()
    return LeadScore(
        lead_id=lead.id or None,
        score=_points(result.score),
        groups={name: _points(points) for name, points in result.groups.items()},
        grade=result.grade,
        stage=result.stage,
        disqualified=result.disqualified,
        segments=result.segments,
        route=result.route,
        due=_time(result.due),
        met=_time(result.met),
        fired=tuple(FiredRule(fired.label, _points(fired.points)) for fired in result.fired),
        problems=tuple(problems),
        _lead=lead,
        _as_of=at,
        _evaluator=evaluator,
    )


def _points(hundredths: int) -> Decimal:
    return Decimal(hundredths).scaleb(-2)


def _time(at: int | None) -> datetime | None:
    try:
        return None if at is None else _EPOCH + timedelta(microseconds=at)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


class _Values(dict[tuple[Any, Any], Any]):
    """Values by raw value and its Python type (1, 1.0 and True are equal, and are not the same), as one type."""

    def __init__(self, type: Type, settings: LeadsSettings | EventsSettings, day_zone: tzinfo | None) -> None:
        super().__init__()
        self.type = type
        self.zone = zone_named(settings.timezone)
        self.missing = frozenset(text.strip() for text in settings.missing)
        self.day_zone = day_zone

    def of(self, raw: Any) -> Any:
        key = raw.__class__, raw
        try:
            return self[key]
        except TypeError:  # a list or the like, which no dictionary can hold
            return value_from(str(raw), self.type, self.zone, self.day_zone)

    def __missing__(self, key: tuple[Any, Any]) -> Any:
        raw = key[1]
        if isinstance(raw, str) and raw.strip() in self.missing:
            return None
        value = value_from(raw, self.type, self.zone, self.day_zone)
        if len(self) < _REMEMBERED and raw == raw:
            self[key] = value
        return value


class _Reader:
    """From plain data to a lead: names and values as the project's settings and rules say."""

    def __init__(self, project: Project, model: Model) -> None:
        self.project = project
        self.schema: Schema = schema_of(model)
        day_zone = zone_named(model.timezone)
        self.field_values = _by_type(project.leads, day_zone)
        self.event_values = _by_type(project.events, day_zone)
        self.kinds: dict[str, tuple[str, Mapping[str, Type]]] = {}

    def lead(self, lead: Mapping[str, Any], events: Iterable[Mapping[str, Any]], problems: list[str]) -> Lead:
        settings = self.project.leads
        fields: dict[str, Value] = {}
        id: Any = None
        for found, raw in _flat(lead):
            if found == settings.id:
                id = raw
                continue
            name = _named(found, settings.rename)
            type = self.schema.fields.get(name)
            if type is not None:
                self._take(fields, name, raw, self.field_values[type], name, problems)
        found_events = [e for e in (self._event(event, problems) for event in events) if e is not None]
        found_events.sort(key=lambda event: event.at)
        return Lead(id if isinstance(id, int) else str(text_from(id) or ""), fields, found_events)

    def _event(self, event: Mapping[str, Any], problems: list[str]) -> Event | None:
        settings = self.project.events
        kind = self._text(event.get(settings.type))
        if kind is None:
            self._left_out(f"an event has no type (`{settings.type}`)", self.project.data.event_without_type, problems)
            return None
        at = self.event_values[Type.TIME].of(event.get(settings.time))
        if not isinstance(at, int):
            raw = event.get(settings.time)
            what = "has no time" if at is None else f"has a time that cannot be read, {shown_value(raw)}"
            self._left_out(
                f"an event of type `{kind}` {what} (`{settings.time}`)", self.project.data.event_without_time, problems
            )
            return None
        name, types = self.kinds.get(kind) or self._kind(kind)
        properties: dict[str, Value] = {}
        if types:
            for found, raw in _flat(event):
                property = _named(found, settings.rename)
                type = types.get(property)
                if type is not None and found not in (settings.type, settings.time, settings.lead):
                    shown = f"{name}.{property}"
                    self._take(properties, property, raw, self.event_values[type], shown, problems)
        return Event(at, name, properties)

    def _text(self, raw: Any) -> str | None:
        found = text_from(raw)
        if not isinstance(found, str) or not found.strip() or found.strip() in self.project.events.missing:
            return None
        return found

    def _kind(self, found: str) -> tuple[str, Mapping[str, Type]]:
        name = unicodedata.normalize("NFC", found)
        if len(self.kinds) < _REMEMBERED:
            self.kinds[found] = name, {**self.schema.activity, **self.schema.events.get(name, {})}
            return self.kinds[found]
        return name, {**self.schema.activity, **self.schema.events.get(name, {})}

    def _take(
        self, into: dict[str, Value], name: str, raw: Any, values: _Values, shown: str, problems: list[str]
    ) -> None:
        if raw is None:
            return
        value = values.of(raw)
        if value is UNREADABLE:
            message = f"`{shown}` is not a {values.type}: {shown_value(raw)}"
            if self.project.data.unreadable_value == "error":
                raise DataError(message, "give a value that can be read, or leave it out", "LW807")
            problems.append(f"{message} counts as missing")
        elif value is not None:
            into[name] = value

    @staticmethod
    def _left_out(message: str, setting: str, problems: list[str]) -> None:
        if setting == "error":
            raise DataError(message)
        problems.append(f"{message} and was left out")


def _by_type(settings: LeadsSettings | EventsSettings, day_zone: tzinfo | None) -> Mapping[Type, _Values]:
    make: Callable[[Type], _Values] = lambda type: _Values(type, settings, day_zone)  # noqa: E731
    return {type: make(type) for type in Type}


def _named(found: str, rename: Mapping[str, str]) -> str:
    name = rename.get(found, found)
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Names and values; those of inner objects have names with dots."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(cast("Mapping[str, Any]", value), f"{before}{name}.")
        else:
            yield before + name, value
