"""How many events each `ignore` of a model takes: a statement of its own, for executors that report it."""

from sqlglot import exp

from ...dsl import model as m
from ...dsl.zones import Calendar
from ..plan import Plan
from . import expressions as x
from .bounds import belongs
from .conditions import Conditions
from .dialect import Dialect
from .inputs import Inputs
from .local_time import ZoneTables
from .names import AGE, EVENTS, Names
from .scopes import EventScope
from .staging import Clock, EventStaging


def ignored_statement(plan: Plan, dialect: Dialect, inputs: Inputs, as_of: int) -> exp.Select | None:
    """A SELECT of the position of each `ignore` that takes events up to the as-of time, and how many; an event that
    several would take belongs to the first. None if the model ignores nothing."""
    ignores = plan.model.ignores
    if not ignores:
        return None
    names = Names()
    clock = Clock(as_of, Calendar(plan.model.timezone).day(as_of))
    zones = ZoneTables(dialect, names, plan.model.timezone)
    source_zones = ZoneTables(dialect, names, inputs.events.zone)
    events = EventStaging(dialect, names, inputs.events, zones, source_zones, clock)
    conditions = Conditions(dialect, EventScope(events, clock))
    whats = [ignore.what for ignore in ignores]
    filters = {what: conditions.is_true(what.filter) for what in whats if what.filter is not None}
    kinds = [what.event for what in whats]
    events.kinds = None if None in kinds else list(dict.fromkeys(kind for kind in kinds if kind is not None))
    first = x.case((belongs(m.Stream((what,)), filters, dialect), x.integer(n)) for n, what in enumerate(whats))
    taken = exp.select(x.named(first, "lw_ignore")).from_(EVENTS)
    taken = taken.where(x.compared(x.column(AGE), ">=", x.integer(0)), copy=False)
    count = exp.select("lw_ignore", x.named(dialect.call("count", x.column("lw_ignore")), "lw_count"), copy=False)
    query = count.from_(exp.Subquery(this=taken, alias=exp.TableAlias(this=x.name("lw_taken"))), copy=False)
    query = query.where(x.is_known(x.column("lw_ignore")), copy=False).group_by("lw_ignore", copy=False)
    steps = events.steps([])
    for name, cte, _ in [cte for tables in (zones, source_zones) for cte in tables.ctes()] + steps:
        query = query.with_(name, as_=cte, copy=False)
    return query
