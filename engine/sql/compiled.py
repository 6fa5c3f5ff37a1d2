"""A model as the text of one statement, for people to run where their data lies."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...dsl.values import time_text
from ..plan import Plan
from ..project import EventsSettings, LeadsSettings
from .dialect import Dialect
from .inputs import natural_inputs
from .statement import Options, statement


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of leads and events, as they are written behind FROM, and how the project names their columns."""

    leads: str = "leads"
    events: str = "events"
    leads_settings: LeadsSettings = field(default_factory=LeadsSettings)
    events_settings: EventsSettings = field(default_factory=EventsSettings)


def compiled(plan: Plan, dialect: Dialect, tables: Tables, options: Options | None = None) -> str:
    """The statement with a head that says what it is and how to run it.

    Raises UnsupportedError for what SQL cannot do.
    """
    options = options or Options()
    inputs = natural_inputs(plan, tables.leads_settings, tables.events_settings, tables.leads, tables.events)
    head = "\n".join(f"-- {' '.join(line.split())}" for line in _head(plan, dialect, tables, options))
    return f"{head}\n\n{dialect.text_of(statement(plan, dialect, inputs, options))}\n"


def _head(plan: Plan, dialect: Dialect, tables: Tables, options: Options) -> Iterator[str]:
    leads, events = tables.leads_settings, tables.events_settings
    by = f", by the model “{plan.model.name}”" if plan.model.name else ""
    yield f"The scores of every lead{by}, for {dialect.title}."
    yield "Made by `leadwright compile`: change the rules and compile again, not this."
    yield f"Leads: {tables.leads}, a row a lead (id: {leads.id})."
    yield f"Events: {tables.events} (lead: {events.lead}, time: {events.time}, type: {events.type})."
    if options.as_of is None:
        yield f"As of: {dialect.how_to_give_as_of}."
    else:
        yield f"As of: {time_text(options.as_of)}."
    yield from dialect.notes
    yield "Inside, points are hundredths, numbers millionths, times microseconds since 1970-01-01T00:00Z."
