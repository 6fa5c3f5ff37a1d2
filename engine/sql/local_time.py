"""Calendar days and first instants in the model's time zone, as SQL: arithmetic, or joins with the zone's tables."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from ...dsl.types import MICROSECONDS_PER_DAY
from . import expressions as x
from . import zone
from .dialect import Dialect
from .names import Names

_YEAR_OF_DAYS = 366


@dataclass(frozen=True, slots=True)
class ZoneTable:
    """Spans of instants, clock times or days; ``year``: how long one is in these."""

    words: str
    spans: tuple[zone.Span, ...]
    year: int


class ZoneTables:
    """The tables of one zone that a statement needs, each once. ``last_day``: up to when changes are written down."""

    def __init__(self, dialect: Dialect, names: Names, timezone: str, last_day: int = zone.LAST_DAY) -> None:
        self.dialect = dialect
        self.names = names
        self.timezone = timezone
        self.last_day = last_day
        self.offsets = ZoneTable("offsets", zone.offsets(timezone, last_day), zone.YEAR)
        self.midnights = ZoneTable("midnights", zone.midnights(timezone, last_day), _YEAR_OF_DAYS)
        self.clock_offsets = ZoneTable("clock_offsets", zone.local_offsets(timezone, last_day), zone.YEAR)
        self._named: dict[str, tuple[str, ZoneTable]] = {}

    def name_of(self, table: "ZoneTable") -> str:
        """The name by which a statement can join a table; from then on it is one of its tables."""
        if table.words not in self._named:
            self._named[table.words] = self.names.new(table.words), table
        return self._named[table.words][0]

    def ctes(self) -> Iterator[tuple[str, exp.Query, str]]:
        """Name, query and comment of each table."""
        for name, table in self._named.values():
            rows = [
                exp.Tuple(expressions=[self._number(n) for n in (year, span.start, span.end, span.shift)])
                for year, span in zone.in_years(table.spans, table.year)
            ]
            columns = [x.name(f"lw_{part}") for part in ("year", "start", "end", "shift")]
            alias = exp.TableAlias(this=x.name(f"{name}_rows"), columns=columns)
            query = exp.select("*").from_(exp.Values(expressions=rows, alias=alias), copy=False)
            yield name, query, f"the offsets of {self.timezone}, year by year"

    def _number(self, value: int) -> exp.Expr:
        literal = x.integer(value)
        return self.dialect.call("integer", literal) if self.dialect.has_unsigned_literals else literal


class Joined:
    """Joins of one SELECT with zone tables, each once."""

    def __init__(self, tables: ZoneTables) -> None:
        self.tables = tables
        self.joins: dict[tuple[str, str], tuple[str, exp.Expr]] = {}

    def shift(self, at: exp.Expr, table: ZoneTable) -> exp.Expr:
        """What a table has for an instant or a day: to be added to it."""
        if len(table.spans) == 1:
            return x.integer(table.spans[0].shift)
        name = self.tables.name_of(table)
        key = (name, at.sql())
        if key not in self.joins:
            alias = f"{name}_{len(self.joins) + 1}"
            first, last = zone.years_of(table.spans, table.year)
            year = floor_quotient(self.tables.dialect, at, table.year, zone.YEARS_BEFORE, keep=True)
            year = x.smallest(x.largest(year, x.integer(first)), x.integer(last))
            on = x.all_of(
                [
                    x.compared(x.column("lw_year", alias), "=", year),
                    x.compared(at.copy(), ">=", x.column("lw_start", alias)),
                    x.compared(at.copy(), "<", x.column("lw_end", alias)),
                ]
            )
            self.joins[key] = alias, on
        return x.column("lw_shift", self.joins[key][0])

    def day(self, at: exp.Expr) -> exp.Expr:
        """The calendar day of an instant."""
        return day_of(self.tables.dialect, _plus(at, self.shift(at, self.tables.offsets)))

    def first_instant(self, day: exp.Expr) -> exp.Expr:
        """The first instant of a calendar day."""
        return _plus(x.times(day, MICROSECONDS_PER_DAY), self.shift(day, self.tables.midnights))

    def instant(self, clock: exp.Expr) -> exp.Expr:
        """The instant of a clock time, given in microseconds as if it were UTC."""
        return _plus(clock, self.shift(clock, self.tables.clock_offsets))

    def join_to(self, query: exp.Select) -> exp.Select:
        """The query with the joins that its columns need."""
        for (table, _), (alias, on) in self.joins.items():
            query = query.join(exp.to_table(table).as_(alias), on=on, join_type="left", copy=False)
        return query


def _plus(sql: exp.Expr, shift: exp.Expr) -> exp.Expr:
    return sql if shift == x.integer(0) else x.plus(sql, shift)


def day_of(dialect: Dialect, clock: exp.Expr) -> exp.Expr:
    """The day of microseconds since 1970-01-01, rounded down."""
    return floor_quotient(dialect, clock, MICROSECONDS_PER_DAY, zone.DAYS_BEFORE)


def floor_quotient(dialect: Dialect, sql: exp.Expr, by: int, before: int, *, keep: bool = False) -> exp.Expr:
    """``sql`` divided by ``by``, rounded down; it is more than −``before`` times ``by``. ``keep``: plus ``before``."""
    quotient = dialect.call("quotient", x.plus(sql, x.integer(before * by)), x.integer(by))
    return quotient if keep else x.minus(quotient, x.integer(before))
