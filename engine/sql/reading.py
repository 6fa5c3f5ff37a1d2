"""From the columns of people's tables to typed values, as ``dsl.values`` reads them: null for what is missing.

What a dialect has no snippet for, it cannot read (texts as numbers, say): compiling for tables of natural types needs
none of these. The names of such snippets are ``{type}_of_{kind}``.
"""

from sqlglot import exp

from ...dsl.errors import UnsupportedError
from ...dsl.types import MICROSECONDS_PER_DAY, Type
from . import expressions as x
from .dialect import Dialect
from .inputs import Kind, RawColumn, Relation
from .local_time import Joined

_BLANKS = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())
"""What is cut off a text before it is looked up among those that mean no value."""


class Reader:
    """Reads the columns of one relation. ``clocks``: joins with the tables of its zone; ``days``: of the model's."""

    def __init__(self, dialect: Dialect, relation: Relation, table: str, clocks: Joined, days: Joined) -> None:
        self.dialect = dialect
        self.relation = relation
        self.table = table
        self.clocks = clocks
        self.days = days

    def raw(self, name: str) -> exp.Expr:
        return exp.Column(this=self.dialect.name_of(name), table=x.name(self.table))

    def value(self, name: str, type: Type) -> exp.Expr:
        """The typed value of a column; null if the relation does not have it."""
        column = self.relation.columns.get((name, type))
        if column is None:
            return self.none(type)
        return self.read(column, type)

    def none(self, type: Type) -> exp.Expr:
        """A null of a type."""
        return self.dialect.call({Type.TEXT: "text", Type.FLAG: "flag"}.get(type, "integer"), x.null())

    def read(self, column: RawColumn, type: Type) -> exp.Expr:
        raw = self.raw(column.name)
        match column.kind, type:
            case Kind.TYPED, _:
                return raw
            case Kind.TEXT, Type.TEXT:
                return self._known_text(raw)
            case Kind.TEXT, Type.DATE:
                return self._date_of_text(self._known_text(raw))
            case Kind.TEXT, Type.TIME:
                return self._time_of_text(self._known_text(raw))
            case Kind.TEXT, _:
                return self._call(type, column.kind, self._known_text(raw))
            case Kind.FLAG, Type.FLAG:
                return raw
            case Kind.INSTANT, Type.TIME:
                return self.dialect.call("time_of_instant", raw)
            case Kind.CLOCK, Type.TIME:
                return self.clocks.instant(self.dialect.call("clock_of_timestamp", raw))
            case Kind.DATE, Type.TIME:
                midnight = x.times(self.dialect.call("day_of_date", raw), MICROSECONDS_PER_DAY)
                return self.clocks.instant(midnight)
            case Kind.DATE, Type.DATE:
                return self.dialect.call("day_of_date", raw)
            case Kind.INSTANT, Type.DATE:
                return self.days.day(self.dialect.call("time_of_instant", raw))
            case Kind.FLAG | Kind.DATE | Kind.INSTANT | Kind.CLOCK, Type.NUMBER:
                return self.none(type)
            case Kind.NUMBER | Kind.INTEGER | Kind.DOUBLE | Kind.FLAG, Type.DATE | Type.TIME:
                return self.none(type)
            case Kind.DATE | Kind.INSTANT | Kind.CLOCK, Type.FLAG:
                return self.none(type)
            case _:
                return self._call(type, column.kind, raw)

    def _call(self, type: Type, kind: Kind, raw: exp.Expr) -> exp.Expr:
        name = f"{type}_of_{kind}"
        if not self.dialect.has(name):
            raise UnsupportedError(f"{self.dialect.title}: a {kind} column cannot be read as a {type}")
        return self.dialect.call(name, raw)

    def _known_text(self, raw: exp.Expr) -> exp.Expr:
        """Null for an empty text and those that mean no value."""
        if not self.relation.missing:
            return exp.Nullif(this=raw, expression=exp.Literal.string(""))
        blanks = self.dialect.literal(_BLANKS)
        texts = [self.dialect.literal(text) for text in sorted(self.relation.missing)]
        is_missing = x.any_of(
            [
                x.compared(raw, "=", exp.Literal.string("")),
                x.among(self.dialect.call("trimmed", raw.copy(), blanks), texts),
            ]
        )
        return x.case([(is_missing, x.null())], raw.copy())

    def _date_of_text(self, text: exp.Expr) -> exp.Expr:
        """The date that is written, but of an instant its calendar day in the model's zone."""
        instant = self._call(Type.TIME, Kind.INSTANT, text)
        raise UnsupportedError(f"not yet {instant}")

    def _time_of_text(self, text: exp.Expr) -> exp.Expr:
        raise UnsupportedError(f"not yet {text}")
