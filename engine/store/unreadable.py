"""Unreadable values: counted while columns are read, then shown, the first of each kind as it stands in the data."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ...dsl.types import Type
from ..columns import Bools, Ints
from ..data_problems import UnreadableValues
from ..gathering import raw_sql
from ..source import Data
from ..table import Column, Table
from .assembly import Kept


class Tally:
    """Counts unreadable values of one table, by event type.

    ``kind`` is None for fields; ``asked``: for a property and type, for which of the kinds the schema asks them.
    """

    def __init__(self, kind: Ints | None, kinds: Sequence[str], asked: Mapping[tuple[str, Type], Bools]) -> None:
        self._kind = kind
        self._kinds = kinds
        self._asked = asked
        self._found: dict[tuple[str, str, Type], tuple[int, int]] = {}

    def see(self, name: str, type: Type, start: int, unreadable: Bools) -> None:
        """``unreadable``: of which of the rows from ``start`` on the value is."""
        rows = np.flatnonzero(unreadable) + start
        if self._kind is None:
            self._add("", name, type, len(rows), int(rows[0]))
            return
        kind = self._kind[rows]
        for number in np.flatnonzero(self._asked[name, type]).tolist():
            found = rows[kind == number]
            if len(found):
                self._add(self._kinds[number], name, type, len(found), int(found[0]))

    def _add(self, kind: str, name: str, type: Type, count: int, first: int) -> None:
        before, earliest = self._found.get((kind, name, type), (0, first))
        self._found[kind, name, type] = before + count, min(first, earliest)

    def show(self, data: Data, kept: Kept, values: UnreadableValues) -> None:
        """Add what was found, with the first value of each."""
        if not self._found:
            return
        firsts = {key: kept.row(first) for key, (_, first) in self._found.items()}
        columns = list(dict.fromkeys(name for _, name, _ in self._found))
        raw = values_at(data.table, firsts.values(), [data.columns[name] for name in columns])
        for key, (count, _) in self._found.items():
            kind, name, type = key
            values.add(kind, name, type, firsts[key], raw[firsts[key]][columns.index(name)], count)


def values_at(table: Table, rows: Iterable[int], columns: Sequence[Column]) -> dict[int, Sequence[object]]:
    """What stands in some rows (from 1) of some columns, as ``dsl.values`` is given it."""
    selected = [raw_sql(column) for column in columns]
    return texts_at(table, rows, selected)


def texts_at(table: Table, rows: Iterable[int], selected: Sequence[str]) -> dict[int, Sequence[object]]:
    """What SQL expressions give for some rows (from 1)."""
    wanted = sorted(set(rows))
    sql = ", ".join(f"{expression} AS c{n}" for n, expression in enumerate(selected))
    if table.is_columnar:
        found = (table.database.rows(f"SELECT {sql} FROM {table.view} LIMIT 1 OFFSET {row - 1}") for row in wanted)
        return {row: values[0] for row, values in zip(wanted, found, strict=True)}
    numbered = f"SELECT row_number() OVER () AS row, {sql} FROM {table.view}"
    listed = ", ".join(map(str, wanted))
    return {row: values for row, *values in table.database.rows(f"SELECT * FROM ({numbered}) WHERE row IN ({listed})")}
