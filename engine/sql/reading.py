"""From the columns of people's tables to typed values: null for what is missing.

Tables are taken to hold natural types: texts in text columns, numbers in numeric ones of any kind, times in timestamps.
Executors that find something else in their data read it first (``gathered``) and give typed tables.
"""

from sqlglot import exp

from ...dsl.types import Type
from ...dsl.values import FIRST_INSTANT, LAST_INSTANT
from . import expressions as x
from .dialect import Dialect
from .inputs import Kind, RawColumn, Relation
from .local_time import Joined

_WHITE = "".join(chr(c) for c in range(0x3001) if chr(c).isspace())
"""What is cut off a text before it is looked up among those that mean no value."""


class Reader:
    """Reads the columns of one relation. ``table``: what it is called where they are read; ``clocks``: joins with the
    tables of its zone."""

    def __init__(self, dialect: Dialect, relation: Relation, table: str, clocks: Joined) -> None:
        self.dialect = dialect
        self.relation = relation
        self.table = table
        self.clocks = clocks

    def raw(self, name: str) -> exp.Expr:
        return exp.Column(this=self.dialect.name_of(name), table=x.name(self.table))

    def value(self, name: str, type: Type) -> exp.Expr:
        """The typed value of a column; null if the relation does not have it."""
        column = self.relation.columns.get((name, type))
        if column is None:
            return self.dialect.call({Type.TEXT: "text", Type.FLAG: "flag"}.get(type, "integer"), x.null())
        return self.read(column)

    def read(self, column: RawColumn) -> exp.Expr:
        raw = self.raw(column.name)
        match column.kind:
            case Kind.TYPED | Kind.FLAG:
                return raw
            case Kind.TEXT:
                return self._known(raw)
            case Kind.NUMBER:
                return self.dialect.call("number_of_number", raw)
            case Kind.DATE:
                return self.dialect.call("day_of_date", raw)
            case Kind.INSTANT:
                return self.dialect.call("time_of_instant", raw)
            case Kind.CLOCK:
                at = self.clocks.instant(self.dialect.call("clock_of_timestamp", raw))
                is_inside = exp.Between(this=at, low=x.integer(FIRST_INSTANT), high=x.integer(LAST_INSTANT))
                return x.case([(is_inside, at.copy())])

    def _known(self, raw: exp.Expr) -> exp.Expr:
        """Null for an empty text and those that mean no value."""
        empty = exp.Literal.string("")
        if not self.relation.missing:
            return exp.Nullif(this=raw, expression=empty)
        texts = [self.dialect.literal(text) for text in sorted(self.relation.missing)]
        without_blanks = self.dialect.call("trimmed", raw, self.dialect.literal(_WHITE))
        is_missing = x.any_of([x.compared(raw.copy(), "=", empty), x.among(without_blanks, texts)])
        return x.case([(is_missing, x.null())], raw.copy())
