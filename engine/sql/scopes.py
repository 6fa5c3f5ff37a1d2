"""Where conditions stand: over an event's properties, or over what is known of a lead."""

from typing import assert_never

from sqlglot import exp

from ...dsl import model as m
from ...dsl.types import MICROSECONDS_PER_DAY, NUMBER_SCALE, POINT_SCALE, Type
from ..plan import as_count
from . import expressions as x
from .conditions import Conditions, Quantity
from .dialect import Dialect
from .local_time import floor_quotient
from .metrics import Metrics
from .names import Names
from .staging import Clock, EventStaging, LeadStaging
from .zone import DAYS_BEFORE


class EventScope:
    """The properties of one event."""

    def __init__(self, events: EventStaging, clock: Clock) -> None:
        self.events = events
        self.clock = clock

    def quantity(self, measure: m.Measure) -> Quantity:
        match measure:
            case m.PropertyValue():
                return Quantity(self.events.column(measure))
            case m.CalendarDay(m.PropertyValue() as of):
                return Quantity(self.events.column(of, "day"))
            case m.DomainOf(m.PropertyValue() as of):
                return Quantity(self.events.column(of, "domain"))
            case _:
                raise AssertionError(measure)

    def words(self, measure: m.Measure) -> exp.Expr:
        match measure:
            case m.PropertyValue():
                return self.events.column(measure, "words")
            case m.DomainOf(m.PropertyValue() as of):
                return self.events.column(of, "domain words")
            case _:
                raise AssertionError(measure)

    def moment(self, measure: m.Measure) -> exp.Expr:
        assert isinstance(measure, m.PropertyValue)
        return self.events.column(measure, "moment")

    def age(self, moment: exp.Expr) -> exp.Expr:
        return x.minus(self.clock.as_of, moment)

    def events_truth(self, condition: m.Exists | m.Sequence) -> exp.Expr:
        raise AssertionError(condition)

    def shared(self, condition: m.Condition) -> exp.Expr | None:
        return None

    def is_disqualified(self) -> exp.Expr:
        raise AssertionError


class LeadScope:
    """A lead: its fields, its metrics, and, once they are worked out, its points and stage.

    ``outcomes``: columns with the score (None), groups, `grade` and `stage`. ``dated``: columns that need a join with
    the zone's tables after the facts, name → (`day` or `moment`, of which column).
    """

    def __init__(
        self, dialect: Dialect, names: Names, leads: LeadStaging, metrics: Metrics, clock: Clock, disqualified: str
    ) -> None:
        self.dialect = dialect
        self.names = names
        self.leads = leads
        self.metrics = metrics
        self.clock = clock
        self.disqualified = disqualified
        self.can_be_disqualified = False
        self.outcomes: dict[str | None, str] = {}
        self.grade = ""
        self.stage = ""
        self.columns: dict[m.Condition, str] = {}
        self.dated: dict[str, tuple[str, exp.Expr]] = {}
        self._dated: dict[tuple[str, str], str] = {}
        self.conditions = Conditions(dialect, self)

    def quantity(self, measure: m.Measure) -> Quantity:
        match measure:
            case m.FieldValue():
                return Quantity(self.leads.column(measure))
            case m.CalendarDay(m.FieldValue() as of):
                return Quantity(self.leads.column(of, "day"))
            case m.CalendarDay(of):
                return Quantity(self._after_facts("day", self.quantity(of).sql))
            case m.DomainOf(m.FieldValue() as of):
                return Quantity(self.leads.column(of, "domain"))
            case m.DaysFromField(direction, field):
                age = self.age(self.leads.column(field, "moment"))
                if direction == "until":
                    age = x.minus(self.leads.column(field, "moment"), self.clock.as_of)
                days = floor_quotient(self.dialect, age, MICROSECONDS_PER_DAY, DAYS_BEFORE)
                return Quantity(days, NUMBER_SCALE, is_small=True)
            case m.Score():
                return Quantity(x.column(self.outcomes[None]), NUMBER_SCALE // POINT_SCALE, is_small=True)
            case m.GroupPoints(group):
                return Quantity(x.column(self.outcomes[group]), NUMBER_SCALE // POINT_SCALE, is_small=True)
            case m.GradeText():
                if not self.grade:
                    return Quantity(self.dialect.call("text", x.null()))
                return Quantity(self.dialect.call("fold", x.column(self.grade)))
            case m.StageText():
                return Quantity(self.dialect.call("fold", x.column(self.stage)))
            case m.PropertyValue() | m.DomainOf():
                raise AssertionError(measure)
            case _:
                return self.metrics.quantity(measure, self.clock.as_of)
        assert_never(measure)

    def words(self, measure: m.Measure) -> exp.Expr:
        match measure:
            case m.FieldValue():
                return self.leads.column(measure, "words")
            case m.DomainOf(m.FieldValue() as of):
                return self.leads.column(of, "domain words")
            case _:
                return self.dialect.call("words", self.quantity(measure).sql)

    def moment(self, measure: m.Measure) -> exp.Expr:
        if isinstance(measure, m.FieldValue):
            return self.leads.column(measure, "moment")
        sql = self.quantity(measure).sql
        return self._after_facts("moment", sql) if measure.type is Type.DATE else sql

    def _after_facts(self, what: str, sql: exp.Expr) -> exp.Expr:
        key = (what, sql.sql())
        if key not in self._dated:
            name = self.names.new("m", f"{sql.name.removeprefix('lw_m_')} {what}")
            self._dated[key] = name
            self.dated[name] = what, sql
        return x.column(self._dated[key])

    def age(self, moment: exp.Expr) -> exp.Expr:
        return x.minus(self.clock.as_of, moment)

    def events_truth(self, condition: m.Exists | m.Sequence) -> exp.Expr:
        if isinstance(condition, m.Exists):
            return self.conditions.written(as_count(condition))
        return self.metrics.sequence_truth(condition)

    def shared(self, condition: m.Condition) -> exp.Expr | None:
        name = self.columns.get(condition)
        return None if name is None else x.column(name)

    def is_disqualified(self) -> exp.Expr:
        return x.is_known(x.column(self.disqualified)) if self.can_be_disqualified else x.false()
