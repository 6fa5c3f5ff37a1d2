"""The first steps of a statement: raw columns become typed ones, texts are folded, times get their calendar days.

What a column is asked for (its value, its day, its words …) is noted while conditions are written; the steps are put
together at the end, with just these.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from ...dsl import model as m
from ...dsl.types import Type
from . import expressions as x
from .dialect import Dialect
from .inputs import Relation
from .local_time import Joined, ZoneTables
from .names import AGE, AS_OF, AT, DAY, EVENTS, KIND, LEAD, LEADS, Names
from .passes import CTE
from .reading import Reader

Value = m.FieldValue | m.PropertyValue
Aspect = Literal["value", "day", "moment", "domain", "words", "domain words"]
"""``value``: texts folded. ``day``: of a time. ``moment``: of a date its first instant. ``words``: for `mentions`."""

RAW = "lw_raw"
"""What the relation is called where its columns are read."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The as-of time and its calendar day: numbers in the statement, or (None) columns of the steps."""

    at: int | None
    day: int | None

    @property
    def as_of(self) -> exp.Expr:
        return x.column(AS_OF) if self.at is None else x.integer(self.at)


class Staging(ABC):
    """Leads or events on their way from the relation to what conditions are written over.

    ``zones``: of calendar days, which are the model's; ``source_zones``: of the relation's times without an offset.
    ``letter``: what the names of its columns begin with.
    """

    letter: str
    step: str
    what: str

    def __init__(
        self,
        dialect: Dialect,
        names: Names,
        relation: Relation,
        zones: ZoneTables,
        source_zones: ZoneTables,
        clock: Clock,
    ) -> None:
        self.dialect = dialect
        self.names = names
        self.relation = relation
        self.zones = zones
        self.source_zones = source_zones
        self.clock = clock
        self.columns: list[str] = []
        """What the last step has, once ``steps`` was called; the lead first."""
        self._typed: dict[Value, str] = {}
        self._aspects: dict[tuple[Value, Aspect], str] = {}

    def column(self, value: Value, aspect: Aspect = "value") -> exp.Expr:
        """The column with an aspect of a field or property; it is made if this is the first to ask for it."""
        if aspect == "moment" and value.type is Type.TIME:
            aspect = "value"
        if value not in self._typed:
            self._typed[value] = self.names.new(self.letter, value.name)
        if (value, aspect) not in self._aspects:
            is_itself = aspect == "value"
            name = self._typed[value] if is_itself else self.names.new(self.letter, f"{value.name} {aspect}")
            self._aspects[value, aspect] = name
        return x.column(self._aspects[value, aspect])

    def steps(self, run: Sequence[str]) -> list[CTE]:
        """The steps. ``run``: the columns of the as-of time's table, if that is a parameter: its name, then they."""
        typed = self.names.new(f"{self.what}_typed")
        days = Joined(self.zones)
        query = exp.select(*self._own_columns(days), *self._aspect_columns(days), copy=False).from_(typed)
        if run:
            table, *columns = run
            query = query.select(*(x.column(c) for c in columns), copy=False).join(table, join_type="cross", copy=False)
        self.columns = [column.alias_or_name for column in query.expressions]
        return [
            (typed, self._read(), f"the {self.what}, each column in its type"),
            (self.step, days.join_to(query), ""),
        ]

    def _read(self) -> exp.Select:
        clocks = Joined(self.source_zones)
        reader = Reader(self.dialect, self.relation, RAW, clocks)
        head, only = self._head(reader)
        columns = [x.named(reader.value(value.name, value.type), name) for value, name in self._typed.items()]
        lead = x.named(reader.raw(self.relation.lead), LEAD)
        source = self.dialect.table(self.relation.table).as_(RAW)
        query = clocks.join_to(exp.select(lead, *head, *columns, copy=False).from_(source, copy=False))
        return query if only is None else query.where(only, copy=False)

    def _aspect_columns(self, days: Joined) -> list[exp.Expr]:
        result: list[exp.Expr] = []
        for (value, aspect), name in self._aspects.items():
            typed = x.column(self._typed[value])
            sql = self._aspect(value, aspect, typed, days)
            result.append(sql if sql is typed else x.named(sql, name))
        return result

    def _aspect(self, value: Value, aspect: Aspect, typed: exp.Expr, days: Joined) -> exp.Expr:
        call = self.dialect.call
        match aspect:
            case "value":
                return call("fold", typed) if value.type is Type.TEXT else typed
            case "day":
                return days.day(typed)
            case "moment":
                return days.first_instant(typed)
            case "domain":
                return domain(self.dialect, call("fold", typed))
            case "words":
                return call("words", call("fold", typed))
            case "domain words":
                return call("words", domain(self.dialect, call("fold", typed)))

    @abstractmethod
    def _head(self, reader: Reader) -> tuple[list[exp.Expr], exp.Expr | None]:
        """The typed columns that are no field or property, and which rows are read (None: all)."""

    @abstractmethod
    def _own_columns(self, days: Joined) -> list[exp.Expr]:
        """What becomes of them in the second step."""


def domain(dialect: Dialect, folded: exp.Expr) -> exp.Expr:
    """What follows the last @ of a text; null without one, or with nothing behind it."""
    has_at = dialect.call("contains", folded, exp.Literal.string("@"))
    behind = exp.Nullif(this=dialect.call("behind_at", folded), expression=exp.Literal.string(""))
    return x.case([(has_at, behind)])


class LeadStaging(Staging):
    letter = "f"
    step = LEADS
    what = "leads"

    def _head(self, reader: Reader) -> tuple[list[exp.Expr], exp.Expr | None]:
        return [], None

    def _own_columns(self, days: Joined) -> list[exp.Expr]:
        return [x.column(LEAD)]


class EventStaging(Staging):
    """``kinds``: the types of events that are read; None: of all."""

    letter = "p"
    step = EVENTS
    what = "events"
    kinds: Sequence[str] | None = None
    _asks_for_day = False

    @property
    def day(self) -> exp.Expr:
        """The calendar day of an event."""
        self._asks_for_day = True
        return x.column(DAY)

    def _head(self, reader: Reader) -> tuple[list[exp.Expr], exp.Expr | None]:
        kind = reader.read(self.relation.type)
        time = reader.read(self.relation.time)
        only = None if self.kinds is None else x.among(kind.copy(), [self.dialect.literal(k) for k in self.kinds])
        return [x.named(time, AT), x.named(kind, KIND)], only

    def _own_columns(self, days: Joined) -> list[exp.Expr]:
        age = x.named(x.minus(self.clock.as_of, x.column(AT)), AGE)
        day = [x.named(days.day(x.column(AT)), DAY)] if self._asks_for_day else []
        return [x.column(LEAD), x.column(AT), age, x.column(KIND), *day]
