"""What a statement reads: two relations, leads and events, and how their columns hold values.

A relation is a table, a view or whatever else a FROM takes. Its columns are either typed, as ``dsl.types`` holds values
(numbers as millionths, days and instants as whole numbers), or of the dialect's own types. Executors give typed ones;
`leadwright compile` cannot look, and takes every column to be of a type as the model declares it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ...dsl import model as m
from ...dsl.types import Type
from ..plan import Plan
from ..project import EventsSettings, LeadsSettings


class Kind(StrEnum):
    """How a column holds its values."""

    TYPED = "typed"
    """As ``dsl.types`` holds them, by the type that is asked for; nothing to be read."""
    TEXT = "text"
    NUMBER = "number"
    """Numbers of any of the dialect's numeric types."""
    FLAG = "flag"
    DATE = "date"
    INSTANT = "instant"
    """Timestamps that are instants (with a time zone)."""
    CLOCK = "clock"
    """Timestamps without a zone: clock times in the relation's."""


NATURAL: Mapping[Type, Kind] = {
    Type.TEXT: Kind.TEXT,
    Type.NUMBER: Kind.NUMBER,
    Type.FLAG: Kind.FLAG,
    Type.DATE: Kind.DATE,
    Type.TIME: Kind.INSTANT,
}
"""The kind of a column that is of a type as it is declared."""


@dataclass(frozen=True, slots=True)
class RawColumn:
    """A column by its name in the relation."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Relation:
    """Leads or events. ``table``: what stands behind FROM, in the dialect. ``lead``: the column with the lead's id.

    ``columns``: by name in the rules and type; what the rules read and the relation does not have is left out.
    ``missing``: texts that mean no value, besides the empty one. ``zone``: that of times without an offset.
    ``time``, ``type``: an event's time and type.
    """

    table: str
    lead: str
    columns: Mapping[tuple[str, Type], RawColumn]
    missing: frozenset[str] = frozenset()
    zone: str = "UTC"
    time: RawColumn = RawColumn("", Kind.TYPED)
    type: RawColumn = RawColumn("", Kind.TYPED)


@dataclass(frozen=True, slots=True)
class Inputs:
    leads: Relation
    events: Relation


def natural_inputs(
    plan: Plan, leads: LeadsSettings, events: EventsSettings, leads_table: str, events_table: str
) -> Inputs:
    """Tables whose columns are named as the project says and of the types that the model declares."""
    return Inputs(
        Relation(
            leads_table,
            leads.id,
            _columns(plan.fields, leads),
            _missing(leads.missing),
            leads.timezone,
        ),
        Relation(
            events_table,
            events.lead,
            _columns(plan.properties, events),
            _missing(events.missing),
            events.timezone,
            RawColumn(events.time, _of_type(Type.TIME, events)),
            RawColumn(events.type, Kind.TEXT),
        ),
    )


def _columns(
    wanted: tuple[m.FieldValue, ...] | tuple[m.PropertyValue, ...], settings: LeadsSettings | EventsSettings
) -> dict[tuple[str, Type], RawColumn]:
    found_by_name = {name: found for found, name in settings.rename.items()}
    return {
        (value.name, value.type): RawColumn(found_by_name.get(value.name, value.name), _of_type(value.type, settings))
        for value in wanted
    }


def _of_type(type: Type, settings: LeadsSettings | EventsSettings) -> Kind:
    """A time column is one of clock times if the settings say in which zone these are."""
    is_clock = type is Type.TIME and settings.timezone != "UTC"
    return Kind.CLOCK if is_clock else NATURAL[type]


def _missing(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(text.strip() for text in texts) - {""}
