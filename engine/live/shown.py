"""Which fields a table of leads shows: first what leads are called, then what the rules ask for."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...dsl import model as m
from ...dsl.types import Type
from ...dsl.values import date_text, number_text, time_text
from ..columns import Column
from ..plan import Plan
from ..source import Source
from ..store import Store

_CALLED = ("name", "full_name", "lead_name", "contact", "company", "company_name", "account", "account_name", "email")
_MOST = 8


@dataclass(frozen=True, slots=True)
class ShownField:
    name: str
    type: Type
    column: Column

    @property
    def is_name(self) -> bool:
        """Whether it says what a lead is called."""
        return self.name.lower().replace(" ", "_") in _CALLED

    def text(self, lead: int) -> str:
        """The value of a lead, for people; empty if it is missing."""
        value = self.column.value(lead)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, str):
            return value
        match self.type:
            case Type.DATE:
                return date_text(value)
            case Type.TIME:
                return time_text(value)[:16].replace("T", " ")
            case _:
                return number_text(value)


def shown_fields(plan: Plan, source: Source, store: Store) -> tuple[ShownField, ...]:
    """At most eight, the most telling first."""
    wanted = dict.fromkeys(_wanted(plan, source))
    chosen = list(wanted)[:_MOST]
    return tuple(ShownField(name, type, store.field(name, type)) for name, type in chosen)


def _wanted(plan: Plan, source: Source) -> Iterator[tuple[str, Type]]:
    there = source.fields
    declared = plan.model.fields
    by_folded = {name.lower().replace(" ", "_"): name for name in there}
    for called in _CALLED:
        name = by_folded.get(called)
        if name is not None:
            yield name, declared[name].type if name in declared else Type.TEXT
    asked = {field.name: field.type for field in plan.fields}
    # In an order that no edit changes: the columns stay where they are.
    yield from ((name, asked[name]) for name in (*declared, *there) if name in asked and name in there)
    yield from ((name, f.type) for name, f in declared.items() if name in there and _is_short(f))


def _is_short(field: m.Field) -> bool:
    return field.type is not Type.TIME
