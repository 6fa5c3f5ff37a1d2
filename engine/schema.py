"""What a model reads of its data: which fields, event types and properties, and as which type."""

from collections.abc import Iterator, Mapping

from ..dsl import model as m
from ..dsl.types import Type
from .plan import Plan
from .records import Schema


def schema_of(model: m.Model) -> Schema:
    """All that is declared (or, where nothing of its kind is, used), so that what it cannot hold is noticed.

    Properties that are asked of any event (`activity`) are read of every type.
    """
    whole = (
        model.rules, model.groups, model.stages, model.disqualifications, model.segments, model.ignores, model.tests,
    )  # fmt: skip
    activity = {p.name: p.type for part in m.parts(whole) for p in _asked_of_any(part)}
    return Schema(
        {name: f.type for name, f in model.fields.items()},
        {e.name: {p.name: p.type for p in e.properties.values()} for e in model.events.values()},
        activity,
    )


def needed_schema(schema: Schema, plan: Plan) -> Schema:
    """What of a schema the rules read, to score by; the rest is declared and no more."""
    fields = {(field.name, field.type) for field in plan.fields}
    properties = {(property.name, property.type) for property in plan.properties}

    def read(asked: Mapping[str, Type]) -> dict[str, Type]:
        return {name: type for name, type in asked.items() if (name, type) in properties}

    return Schema(
        {name: type for name, type in schema.fields.items() if (name, type) in fields},
        {event: read(asked) for event, asked in schema.events.items()},
        read(schema.activity),
    )


def _asked_of_any(part: object) -> Iterator[m.PropertyValue]:
    """The properties that a part asks of events of any type."""
    match part:
        case m.Filtered(None, filter) if filter is not None:
            yield from (p for p in m.parts(filter) if isinstance(p, m.PropertyValue))
        case m.Distinct() | m.Total() | m.Average() | m.Extreme() | m.Edge() if _any(part.events):
            yield part.property
        case m.Tally(events=events) if _any(events):
            yield from (p for p in m.parts((part.points, part.once_per)) if isinstance(p, m.PropertyValue))
        case _:
            pass


def _any(events: m.Events) -> bool:
    return any(a.event is None for a in events.stream.alternatives)
