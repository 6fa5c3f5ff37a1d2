"""Leads: their ids, the rows of the data that are theirs, and how an id finds its lead's number."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import count

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...dsl.types import Type
from ..columns import Bools
from ..quoting import interruptible
from ..source import Data, is_whole
from ..table import Column, Database
from .choosing import INTEGERS
from .pieces import Piece, known_of, numbers_of
from .readings import Codes, Read, Reading
from .space import Memory, Space

NOBODY = -1
"""Instead of a lead's number: there is no lead with this id."""
NO_ID = -2
"""Instead of a lead's number: there is no id."""

_SPARSE = 4
_FEW = 1 << 20
_LOOKED_UP_AT_ONCE = 4_000_000
_tables = count(1)


def whole_ids_sql(data: Data) -> str | None:
    """SQL of the lead's id as an integer of 64 bits, null where there is none; None if they are to be texts."""
    column = data.lead
    if any(text.removeprefix("-").isdigit() for text in data.missing):
        return None
    if column.type in INTEGERS and column.type != "UBIGINT":
        return f"{column.sql}::BIGINT"
    return f"{column.sql}::BIGINT" if _is_short_decimal(column) else None


def _is_short_decimal(column: Column) -> bool:
    return is_whole(column) and column.type.startswith("DECIMAL(") and int(column.type[8:].partition(",")[0]) <= 18


class IdReading(Reading):
    """The ids of leads: integers of 64 bits or texts, null where there is none."""

    def __init__(self, data: Data, whole: bool) -> None:
        sql = whole_ids_sql(data) if whole else None
        super().__init__(sql or data.known(data.lead_key), Memory())
        self._type = pa.int64() if sql else pa.string()
        self._arrays: list[pa.Array] = []

    def _take(self, array: pa.Array) -> None:
        self._arrays.append(array)

    def clear(self) -> None:
        super().clear()
        self._arrays.clear()

    def finish(self) -> Read:
        raise AssertionError

    def ids(self) -> pa.Array:
        return pa.concat_arrays(self._arrays) if self._arrays else pa.array([], self._type)


def are_different(ids: pa.Array) -> bool:
    """Whether no id is there twice, and none is missing."""
    if ids.null_count:
        return False
    if not pa.types.is_int64(ids.type):
        return pc.count_distinct(ids).as_py() == len(ids)
    numbers = np.sort(numbers_of(ids, np.int64))
    return bool((numbers[1:] != numbers[:-1]).all())


class KeyReading(Reading):
    """The ids in events where there is no source of leads: the leads are those that have an event."""

    def __init__(self, data: Data, space: Space) -> None:
        sql = whole_ids_sql(data)
        super().__init__(sql or data.known(data.lead_key), space)
        self._codes = Codes(self._found)
        self.ids = pa.array([], pa.int64() if sql else pa.string())

    def _take(self, array: pa.Array) -> None:
        self._codes.add(array)

    def clear(self) -> None:
        super().clear()
        self._codes.clear()

    def finish(self) -> Read:
        ids, own = self._codes.different()
        self.ids = ids.cast(self.ids.type)
        return Read(Type.NUMBER, self._codes.numbered(own, np.arange(len(ids), dtype=np.int32), NO_ID))


class LeadReading(Reading):
    """The leads of events, by their ids."""

    def __init__(self, data: Data, numbers: "Numbers", space: Space) -> None:
        super().__init__((whole_ids_sql(data) if numbers.whole else None) or data.known(data.lead_key), space)
        self._numbers = numbers
        self._waiting: list[pa.Array] = []

    def _take(self, array: pa.Array) -> None:
        self._waiting.append(array)
        if sum(map(len, self._waiting)) >= self._numbers.at_once:
            self._look_up()

    def _look_up(self) -> None:
        if self._waiting:
            self._found.add(Piece(self._numbers.of(self._waiting)))
            self._waiting.clear()

    def clear(self) -> None:
        super().clear()
        self._waiting.clear()

    def finish(self) -> Read:
        self._look_up()
        return Read(Type.NUMBER, self._found.data.astype(np.int32, copy=False))


class Numbers(ABC):
    """Finds leads by their ids. ``at_once``: for how many ids it is best asked at a time."""

    whole: bool
    at_once: int

    @abstractmethod
    def of(self, ids: Sequence[pa.Array]) -> NDArray[np.int32]:
        """The numbers of the leads with these ids, ``NOBODY`` or ``NO_ID`` where there is none."""

    def close(self) -> None:  # noqa: B027
        """Let go of what was made to look up ids."""


def numbers_of_leads(database: Database, ids: pa.Array) -> Numbers:
    """How to find leads with these ids, each different; integers of 64 bits or texts."""
    if pa.types.is_int64(ids.type):
        values = numbers_of(ids, np.int64)
        first, last = (int(values.min()), int(values.max())) if len(values) else (0, 0)
        if last - first < len(values) * _SPARSE + _FEW:
            return _Table(values, first, last)
    return _Joined(database, ids)


class _Table(Numbers):
    """Ids that lie close together: an array with a place for each that could be."""

    whole = True
    at_once = 1

    def __init__(self, values: NDArray[np.int64], first: int, last: int) -> None:
        self._first, self._last = first, last
        self._numbers = np.full(last - first + 2, NOBODY, np.int32)  # the last place is for ids out of bounds
        self._numbers[values - first] = np.arange(len(values), dtype=np.int32)

    def of(self, ids: Sequence[pa.Array]) -> NDArray[np.int32]:
        found = [self._of(part) for part in ids]
        return found[0] if len(found) == 1 else np.concatenate(found)

    def _of(self, ids: pa.Array) -> NDArray[np.int32]:
        values = numbers_of(ids, np.int64)
        known = known_of(ids)
        if known is not None:
            values = np.where(known, values, self._first)
        if len(values) and (int(values.min()) < self._first or int(values.max()) > self._last):
            outside = (values < self._first) | (values > self._last)
            numbers = self._numbers[np.where(outside, -1, values - self._first)]
        else:
            numbers = self._numbers[values - self._first]
        if known is not None:
            numbers[~known] = NO_ID
        return numbers


class _Joined(Numbers):
    """Any ids: DuckDB joins them."""

    at_once = _LOOKED_UP_AT_ONCE

    def __init__(self, database: Database, ids: pa.Array) -> None:
        self.whole = pa.types.is_int64(ids.type)
        self._database = database
        self._cursor = database.connection.cursor()
        self._name = f"lead_numbers_{next(_tables)}"
        leads = pa.Table.from_arrays([ids, pa.array(np.arange(len(ids), dtype=np.int32))], ["id", "lead"])
        self._run(f"CREATE TABLE {self._name} AS SELECT * FROM asked", leads)

    def of(self, ids: Sequence[pa.Array]) -> NDArray[np.int32]:
        keys = pa.chunked_array(ids)
        rows = pa.array(np.arange(len(keys), dtype=np.int32))
        asked = pa.Table.from_arrays([keys, rows], ["id", "row"])
        numbers = np.full(len(keys), NOBODY, np.int32)
        found = self._run(f"SELECT a.row, n.lead FROM asked a JOIN {self._name} n ON a.id = n.id", asked)
        for batch in found.to_batches():
            numbers[numbers_of(batch.column(0), np.int32)] = numbers_of(batch.column(1), np.int32)
        start = 0
        for part in ids if keys.null_count else ():
            known = known_of(part)
            if known is not None:
                numbers[start : start + len(part)][~known] = NO_ID
            start += len(part)
        return numbers

    def _run(self, sql: str, asked: pa.Table) -> pa.Table:
        self._cursor.register("asked", asked)
        try:
            with interruptible():
                return self._cursor.sql(sql).to_arrow_table() if sql.startswith("SELECT") else self._made(sql)
        except duckdb.Error as error:
            raise self._database.failure(error) from error
        finally:
            self._cursor.unregister("asked")

    def _made(self, sql: str) -> pa.Table:
        self._cursor.execute(sql)
        return pa.Table.from_batches([], pa.schema([]))

    def close(self) -> None:
        self._cursor.execute(f"DROP TABLE IF EXISTS {self._name}")
        self._cursor.close()


def ids_as_told(ids: pa.Array, data: Data) -> tuple[pa.Array, bool]:
    """Ids as integers if they are and fit, else as texts; and whether they are whole numbers."""
    if not is_whole(data.lead):
        return ids, False
    if pa.types.is_int64(ids.type):
        return ids, True
    numbers = [int(text) for text in ids.to_pylist()]
    fit = all(-(2**63) <= number < 2**63 for number in numbers)
    return (pa.array(numbers, pa.int64()) if fit else ids), True


def kept_rows(rows: NDArray[np.int64], size: int) -> Bools:
    """Where the rows are that are kept, given by their positions from 1."""
    keep = np.zeros(size, np.bool_)
    keep[rows - 1] = True
    return keep
