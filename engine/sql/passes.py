"""Passes over the events: aggregates are asked for one by one, each once, and worked out together.

A value of a lead that is worked out from its events has a level: 0 if the events alone tell it, one more than what it
is made of if its window begins with such a value. The aggregates of a level are worked out in passes of at most
``SIZE``; a pass of a higher level joins the events with what is known of their leads by then.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from . import expressions as x
from .dialect import Dialect
from .names import DAY, LEAD, LEADS, SIGNALS, Names

SIZE = 60
"""Aggregates in one pass: with more of them engines slow down faster than the aggregates grow in number."""

AggregateKind = Literal["count", "sum", "exact_sum", "min", "max"]
CTE = tuple[str, exp.Query, str]


@dataclass(frozen=True, slots=True)
class Aggregate:
    name: str
    sql: exp.Expr
    level: int


@dataclass(frozen=True, slots=True)
class Other:
    """A value that takes steps of its own."""

    name: str
    parts: tuple[exp.Expr, ...]
    write: "Callable[[str, str], list[CTE]]"
    level: int


@dataclass(slots=True)
class Keyed:
    """Aggregates by lead and a key (a day, a value of a property), and those by lead over these."""

    key: exp.Expr
    level: int
    inner: list[tuple[str, exp.Expr]]
    outer: list[tuple[str, exp.Expr]]

    def parts(self) -> list[exp.Expr]:
        return [self.key, *(sql for _, sql in self.inner)]


class Passes:
    def __init__(self, dialect: Dialect, names: Names) -> None:
        self.dialect = dialect
        self.names = names
        self.signals: set[str] = set()
        """Columns that tell whether an event belongs to a signal."""
        self.levels: dict[str, int] = {}
        """Columns that hold a value of a lead → after which level it is there."""
        self.derived: dict[str, exp.Expr] = {}
        """Values of leads that are made of others."""
        self._aggregates: dict[tuple[str, str], Aggregate] = {}
        self._keyed: dict[tuple[str, int], list[Keyed]] = {}
        self._inner: dict[tuple[str, int, str], str] = {}
        self._others: dict[tuple[str, ...], Other] = {}
        self.tables: list[str] = []
        """The steps with a row for each lead that has events; complete once ``ctes`` is through."""
        self._held: dict[str, str] = {}

    # --- what is asked for

    def field(self, column: exp.Expr) -> exp.Expr:
        """A column of the leads that a window begins from."""
        self.levels.setdefault(column.name, 0)
        return column

    def aggregate(self, kind: AggregateKind, value: exp.Expr | None, condition: exp.Expr, words: str = "") -> exp.Expr:
        """A value over a lead's events for which a condition is true; null if there are none (a count: 0)."""
        sql = self._sql(kind, value, condition)
        key = ("", sql.sql(comments=False))
        if key not in self._aggregates:
            name = self.names.new("a", words or kind)
            level = self.level_of(sql)
            self._aggregates[key] = Aggregate(name, sql, level)
            self.levels[name] = level
        return x.column(self._aggregates[key].name)

    def value(self, sql: exp.Expr, words: str) -> exp.Expr:
        """A value made of others: a column for passes of a higher level to begin from."""
        name = self.names.new("v", words)
        self.derived[name] = sql
        self.levels[name] = max((self.levels[c] for c in self._lead_columns(sql)), default=0)
        return x.column(name)

    def keyed(
        self,
        key: exp.Expr,
        inner: tuple[AggregateKind, exp.Expr | None, exp.Expr],
        outer: Callable[[exp.Expr], tuple[AggregateKind, exp.Expr]],
        words: str,
    ) -> exp.Expr:
        """An aggregate over what another gives for each different known key of a lead's events."""
        kind, value, condition = inner
        sql = self._sql(kind, value, condition)
        level = max(self.level_of(sql), self.level_of(key))
        groups = self._keyed.setdefault((key.sql(comments=False), level), [])
        inner_key = (key.sql(comments=False), level, sql.sql(comments=False))
        inner_name = self._inner.get(inner_key)
        group = next((g for g in groups if any(n == inner_name for n, _ in g.inner)), None)
        if group is None:
            if not groups or len(groups[-1].inner) >= SIZE:
                groups.append(Keyed(key, level, [], []))
            group = groups[-1]
            inner_name = self._inner[inner_key] = self.names.new("k", words)
            group.inner.append((inner_name, sql))
        assert inner_name is not None
        outer_kind, outer_value = outer(x.column(inner_name))
        outer_sql = self._sql(outer_kind, outer_value, None)
        for name, found in group.outer:
            if found.sql(comments=False) == outer_sql.sql(comments=False):
                return x.column(name)
        name = self.names.new("a", words)
        group.outer.append((name, outer_sql))
        self.levels[name] = level
        return x.column(name)

    def other(self, parts: Sequence[exp.Expr], write: Callable[[str, str], list[CTE]], words: str) -> exp.Expr:
        """A value that takes steps of its own. ``parts``: what it is made of; ``write``: given the source to select
        from and the name of the value, its steps, of which the last has a row for each lead with the value."""
        key = ("", *(part.sql(comments=False) for part in parts))
        if key not in self._others:
            name = self.names.new("a", words)
            level = max((self.level_of(part) for part in parts), default=0)
            self._others[key] = Other(name, tuple(parts), write, level)
            self.levels[name] = level
        return x.column(self._others[key].name)

    # --- levels

    def level_of(self, sql: exp.Expr) -> int:
        """In which pass an expression over events can be worked out."""
        return max((self.levels[c] + 1 for c in self._lead_columns(sql)), default=0)

    def _lead_columns(self, sql: exp.Expr) -> list[str]:
        return [column.name for column in sql.find_all(exp.Column) if column.name in self.levels]

    # --- aggregates as SQL

    def _sql(self, kind: AggregateKind, value: exp.Expr | None, condition: exp.Expr | None) -> exp.Expr:
        if condition is None:
            assert value is not None
            return self._call(kind, value)
        if self.dialect.has_filter:
            found = self._call(kind, exp.Star() if value is None else value)
            if isinstance(condition, exp.Boolean) and condition.this:
                return found
            return exp.Filter(this=found, expression=exp.Where(this=condition))
        return self._call(kind, x.case([(condition, value if value is not None else x.integer(1))]))

    def _call(self, kind: AggregateKind, value: exp.Expr) -> exp.Expr:
        match kind:
            case "count" | "exact_sum":
                return self.dialect.call(kind, value)
            case "sum":
                return exp.Sum(this=value)
            case "min":
                return exp.Min(this=value)
            case "max":
                return exp.Max(this=value)

    # --- the passes

    def ctes(self) -> Iterator[CTE]:
        """The steps from the signals to what every lead's events tell."""
        for level in range(max(self.levels.values(), default=0) + 1):
            plain = [a for a in self._aggregates.values() if a.level == level]
            keyed = [k for (_, at), groups in self._keyed.items() if at == level for k in groups]
            others = [other for other in self._others.values() if other.level == level]
            if plain or keyed or others:
                yield from self._level(level, plain, keyed, others)

    def _level(self, level: int, plain: list[Aggregate], keyed: list[Keyed], others: list["Other"]) -> Iterator[CTE]:
        source = SIGNALS
        if level:
            parts = [a.sql for a in plain] + [part for other in others for part in other.parts]
            parts += [sql for group in keyed for sql in group.parts()]
            source = yield from self._with_known(parts)
        for start in range(0, len(plain), SIZE):
            name = self.names.new("pass")
            columns = [(a.name, a.sql) for a in plain[start : start + SIZE]]
            yield name, grouped(source, columns), ""
            self._add(name, [name for name, _ in columns])
        for group in keyed:
            inner, outer = self.names.new("by_key"), self.names.new("pass")
            yield inner, self._by_key(group, source), ""
            yield outer, grouped(inner, group.outer), ""
            self._add(outer, [name for name, _ in group.outer])
        for other in others:
            steps = other.write(source, other.name)
            yield from steps
            self._add(steps[-1][0], [other.name])

    def _with_known(self, parts: list[exp.Expr]) -> Generator[CTE, None, str]:
        """The signals together with what their windows begin from; the name of that step."""
        wanted = dict.fromkeys(c for part in parts for c in self._lead_columns(part))
        known, source = self.names.new("known"), self.names.new("signals_of_known")
        values = {c: self.written_out(x.column(c)) for c in wanted}
        selected = [x.named(x.column(LEAD, LEADS), LEAD), *(x.named(sql, c) for c, sql in values.items())]
        query = exp.select(*selected, copy=False).from_(LEADS)
        yield known, self.joined(query, values.values()), "what windows begin from"
        columns = [x.every(SIGNALS), *(x.column(c, known) for c in wanted)]
        query = exp.select(*columns, copy=False).from_(SIGNALS)
        query = query.join(known, on=x.compared(x.column(LEAD, known), "=", x.column(LEAD, SIGNALS)), copy=False)
        yield source, self.only_with_signals(query, parts), ""
        return source

    def written_out(self, sql: exp.Expr) -> exp.Expr:
        """The same over the steps' columns: values that are made of others written out."""
        sql = sql.copy()
        if isinstance(sql, exp.Column):
            return self.written_out(self.derived[sql.name]) if sql.name in self.derived else sql
        for column in list(sql.find_all(exp.Column)):
            if column.name in self.derived:
                column.replace(x.in_parentheses(self.written_out(self.derived[column.name])))
        return sql

    def joined(self, query: exp.Select, parts: Iterable[exp.Expr]) -> exp.Select:
        """A query over the leads, with the steps joined that some expressions need."""
        needed = {self._held[c.name] for part in parts for c in part.find_all(exp.Column) if c.name in self._held}
        for table in self.tables:
            if table in needed:
                on = x.compared(x.column(LEAD, table), "=", x.column(LEAD, LEADS))
                query = query.join(table, on=on, join_type="left", copy=False)
        return query

    def only_with_signals(self, query: exp.Select, parts: Iterable[exp.Expr]) -> exp.Select:
        """The query without events that none of the expressions looks at."""
        found = dict.fromkeys(c.name for part in parts for c in part.find_all(exp.Column) if c.name in self.signals)
        return query.where(x.any_of(x.column(c) for c in found), copy=False) if found else query

    def _add(self, table: str, columns: Sequence[str]) -> None:
        self.tables.append(table)
        for column in columns:
            self._held[column] = table

    def _by_key(self, group: Keyed, source: str) -> exp.Query:
        selected = [x.column(LEAD), *(x.named(sql, name) for name, sql in group.inner)]
        query = exp.select(*selected, copy=False).from_(source)
        query = self.only_with_signals(query, [sql for _, sql in group.inner])
        if can_be_unknown(group.key):
            query = query.where(x.is_known(group.key.copy()), copy=False)
        return query.group_by(x.column(LEAD), group.key.copy(), copy=False)


def can_be_unknown(key: exp.Expr) -> bool:
    """Whether some events may have no such key: all have a day."""
    return any(column.name != DAY for column in key.find_all(exp.Column))


def grouped(source: str, columns: list[tuple[str, exp.Expr]]) -> exp.Select:
    """Aggregates by lead."""
    selected = [x.column(LEAD), *(x.named(sql, name) for name, sql in columns)]
    return exp.select(*selected, copy=False).from_(source).group_by(x.column(LEAD), copy=False)
