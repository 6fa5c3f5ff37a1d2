"""Ids of leads, and the rows of the data that are theirs."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...dsl.types import Type
from ..columns import Bools
from ..source import Data, is_whole
from ..table import Column
from .choosing import INTEGERS
from .keys import NO_ID, Numbers
from .pieces import Piece, numbers_of
from .readings import Codes, Read, Reading
from .space import Memory, Space


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

    def __init__(self, data: Data, numbers: Numbers, space: Space) -> None:
        super().__init__((whole_ids_sql(data) if numbers.whole else None) or data.lead_key, space)
        self._numbers = numbers

    def _take(self, array: pa.Array) -> None:
        self._found.add(Piece(self._numbers.of(array)))

    def finish(self) -> Read:
        return Read(Type.NUMBER, self._found.data.astype(np.int32, copy=False))


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
