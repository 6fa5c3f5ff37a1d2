"""A statement as steps, each a CTE that adds columns to the one before."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlglot import exp

from . import expressions as x
from .names import Names
from .passes import CTE


class Steps:
    """CTEs in order; ``last`` is the name of the latest."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.ctes: list[CTE] = []

    @property
    def last(self) -> str:
        return self.ctes[-1][0]

    def add(self, name: str, query: exp.Query, comment: str = "") -> None:
        self.ctes.append((name, query, comment))

    def extend(self, ctes: Iterable[CTE]) -> None:
        self.ctes.extend(ctes)

    def read_by_several(self) -> frozenset[str]:
        """The steps that more than one other step reads."""
        read: Counter[str] = Counter()
        for _, query, _ in self.ctes:
            read.update({table.name for table in query.find_all(exp.Table)})
        return frozenset(name for name, times in read.items() if times > 1)

    def columns(self, words: str, columns: Sequence[exp.Expr], comment: str = "") -> None:
        """One step more: the latest with some more columns; none if there are none."""
        if columns:
            query = exp.select(x.every(self.last), *columns, copy=False).from_(self.last)
            self.add(self.names.new(words), query, comment)
