"""A plan as one SELECT: typed leads and events, signals, passes over the events, facts, points, stages, results."""

from dataclasses import dataclass

from sqlglot import exp

from ...dsl import model as m
from ...dsl.zones import Calendar
from ..plan import Plan
from . import expressions as x
from .bounds import Bounds, belongs
from .conditions import Conditions
from .dialect import Dialect
from .inputs import Inputs
from .local_time import Joined, ZoneTables
from .metrics import Metrics
from .names import AGE, AS_OF, EVENTS, FACTS, LEADS, RUN, SIGNALS, TODAY, Names
from .outcomes import Outcomes
from .passes import CTE, Passes
from .result_columns import result_columns
from .scopes import EventScope, LeadScope
from .staging import Clock, EventStaging, LeadStaging
from .steps import Steps
from .tallies import Tallies
from .unsupported import refuse
from .zone import LAST_DAY


@dataclass(frozen=True, slots=True)
class Options:
    """``as_of``: microseconds; None makes it a parameter. ``deadlines``: False leaves `due` out, which no dialect can
    work out; True refuses models that have some. ``last_day``: up to when the changes of time zones are written down.
    ``complete``: all columns of results, whatever the model has something for. ``holds``: False takes stages as if they
    did not hold; True refuses models in which some do."""

    as_of: int | None = None
    deadlines: bool = True
    holds: bool = True
    last_day: int = LAST_DAY
    complete: bool = False


def statement(plan: Plan, dialect: Dialect, inputs: Inputs, options: Options | None = None) -> exp.Select:
    """The plan as a SELECT with a row for each lead.

    Columns: `lead_id`, `score`, a column a group, and, where the model has them, `grade`, `stage`, `disqualified`,
    `segments`, `route`; then `fired` (``result_columns.names_of``). Points are decimals. Raises UnsupportedError for
    what SQL cannot do.
    """
    options = options or Options()
    refuse(plan, dialect, deadlines=options.deadlines, holds=options.holds)
    return _Statement(plan, dialect, inputs, options).written()


class _Statement:
    def __init__(self, plan: Plan, dialect: Dialect, inputs: Inputs, options: Options) -> None:
        self.plan = plan
        self.model = plan.model
        self.dialect = dialect
        self.options = options
        self.names = Names()
        at = options.as_of
        self.clock = Clock(at, None if at is None else Calendar(plan.model.timezone).day(at))
        self.zones = ZoneTables(dialect, self.names, plan.model.timezone, options.last_day)
        self.passes = Passes(dialect, self.names)
        leads_zone = ZoneTables(dialect, self.names, inputs.leads.zone, options.last_day)
        events_zone = ZoneTables(dialect, self.names, inputs.events.zone, options.last_day)
        self.source_zones = (leads_zone, events_zone)
        self.leads = LeadStaging(dialect, self.names, inputs.leads, self.zones, leads_zone, self.clock)
        self.events = EventStaging(dialect, self.names, inputs.events, self.zones, events_zone, self.clock)
        self.bounds = Bounds(dialect, self.names, self.passes, self.leads)
        self.metrics = Metrics(dialect, self.names, self.passes, self.bounds, self.events)
        tallies = Tallies(dialect, self.names, self.passes, self.bounds, self.metrics, self.events, self.leads)
        disqualified = self.names.new("disqualified")
        self.scope = LeadScope(dialect, self.names, self.leads, self.metrics, self.clock, disqualified)
        self.outcomes = Outcomes(plan, dialect, self.names, self.scope, tallies, self.clock)

    def written(self) -> exp.Select:
        """The later steps are written first: they tell what the earlier ones have to have."""
        later = Steps(self.names)
        later.add(FACTS, exp.select("1"))
        self.outcomes.add_to(later)
        ignored, signals = self._signals()
        is_parameter = self.options.as_of is None
        run = [RUN, AS_OF, *([TODAY] if self.outcomes.asks_for_today else [])] if is_parameter else []
        steps = Steps(self.names)
        if is_parameter:
            steps.extend(self._run())
        steps.extend(self.leads.steps(run))
        if signals:
            self.events.kinds = self._kinds()
            steps.extend(self.events.steps(run[:2]))
            steps.add(SIGNALS, self._signal_query(ignored, signals), "the events up to now, and which signals they are")
            steps.extend(self.passes.ctes())
        steps.add(FACTS, self._facts(), "what every lead is known to be and to have done")
        if self.scope.dated:
            steps.add(self.names.new("dated"), self._dated(steps.last))
            name, query, comment = later.ctes[1]
            later.ctes[1] = name, _reading(query, FACTS, steps.last), comment
        steps.extend(later.ctes[1:])
        steps.ctes[:0] = [cte for zones in (self.zones, *self.source_zones) for cte in zones.ctes()]
        return self._results(steps)

    def _run(self) -> list[CTE]:
        """The as-of time as a parameter, and what of it the leads and events have to know."""
        given = self.names.new("given")
        moment = self.dialect.call("time_of_instant", x.column(given))
        steps: list[CTE] = [
            (self.names.new("as_of_given"), exp.select(x.named(self.dialect.as_of_parameter.copy(), given)), ""),
        ]
        if self.outcomes.asks_for_today:
            named = exp.select(x.named(moment, AS_OF), copy=False).from_(steps[-1][0])
            steps.append((self.names.new("as_of"), named, ""))
            joined = Joined(self.zones)
            today = x.named(joined.day(x.column(AS_OF)), TODAY)
            query = joined.join_to(exp.select(x.column(AS_OF), today, copy=False).from_(steps[-1][0]))
        else:
            query = exp.select(x.named(moment, AS_OF), copy=False).from_(steps[-1][0])
        return [*steps, (RUN, query, "as of when, in microseconds since 1970-01-01")]

    # --- signals

    def _signals(self) -> tuple[list[exp.Expr], list[exp.Expr]]:
        """Whether an event is ignored, and a column for each signal."""
        conditions = Conditions(self.dialect, EventScope(self.events, self.clock))
        whats = [ignore.what for ignore in self.model.ignores]
        alternatives = [a for stream in self.bounds.signals for a in stream.alternatives]
        filters = {what: conditions.is_true(what.filter) for what in (*whats, *alternatives) if what.filter is not None}
        ignored = [belongs(m.Stream((what,)), filters, self.dialect) for what in whats]
        signals = [
            x.named(belongs(stream, filters, self.dialect), name, comment=stream.text)
            for stream, name in self.bounds.signals.items()
        ]
        return ignored, signals

    def _kinds(self) -> list[str] | None:
        """The types of events that signals are made of; None if any can be."""
        kinds = [a.event for stream in self.bounds.signals for a in stream.alternatives]
        return None if None in kinds else list(dict.fromkeys(k for k in kinds if k is not None))

    def _signal_query(self, ignored: list[exp.Expr], signals: list[exp.Expr]) -> exp.Query:
        query = exp.select(x.every(EVENTS), *signals, copy=False).from_(EVENTS)
        query = query.where(x.compared(x.column(AGE), ">=", x.integer(0)), copy=False)
        return query.where(x.negated(x.any_of(ignored)), copy=False) if ignored else query

    # --- facts and results

    def _facts(self) -> exp.Query:
        columns = [x.named(self.passes.written_out(sql), name) for name, sql in self.metrics.columns.items()]
        # Every step of the events has its leads, too: which is meant has to be said, and what it is to be called.
        lead, *fields = self.leads.columns
        of_leads = [x.named(x.column(lead, LEADS), lead), *(x.column(name) for name in fields)]
        return self.passes.joined(exp.select(*of_leads, *columns, copy=False).from_(LEADS), columns)

    def _dated(self, source: str) -> exp.Query:
        joined = Joined(self.zones)
        columns = [
            x.named(joined.day(sql) if what == "day" else joined.first_instant(sql), name)
            for name, (what, sql) in self.scope.dated.items()
        ]
        query = exp.select(x.every(source), *columns, copy=False).from_(source)
        return joined.join_to(query)

    def _results(self, steps: Steps) -> exp.Select:
        columns = result_columns(self.outcomes, self.dialect, complete=self.options.complete)
        query = exp.select(*columns, copy=False).from_(steps.last)
        several = steps.read_by_several() if self.dialect.materializes else frozenset[str]()
        for name, cte, comment in steps.ctes:
            query = query.with_(name, as_=cte, materialized=True if name in several else None, copy=False)
            x.commented(query.ctes[-1], comment)
        return query


def _reading(query: exp.Query, old: str, new: str) -> exp.Query:
    """The query reading from another step than it did."""
    for identifier in query.find_all(exp.Identifier):
        if identifier.name == old:
            identifier.set("this", new)
    return query
