"""One lead and its events, as every executor of one lead at a time sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..dsl.types import Type, Value


@dataclass(slots=True)
class Event:
    """Something a lead did: ``at`` in microseconds since 1970-01-01T00:00Z, ``properties`` without the missing ones."""

    at: int
    type: str
    properties: Mapping[str, Value] = field(default_factory=dict[str, Value])


@dataclass(slots=True)
class Lead:
    """One lead: ``fields`` without the missing ones; ``events`` in order of time, ties as in the data."""

    id: str | int
    fields: Mapping[str, Value] = field(default_factory=dict[str, Value])
    events: list[Event] = field(default_factory=list[Event])


@dataclass(frozen=True, slots=True)
class Schema:
    """What the rules read, and as which type: what a source has to deliver.

    ``fields``: lead field to type. ``events``: event type to its properties' types. ``activity``: properties
    that are read of events of every type; they are delivered for types that ``events`` does not name, too.
    """

    fields: Mapping[str, Type]
    events: Mapping[str, Mapping[str, Type]]
    activity: Mapping[str, Type] = field(default_factory=dict[str, Type])
