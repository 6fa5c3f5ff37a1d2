"""Columns of typed values, one value a row: what the event store holds and the columnar executor computes with.

NumPy arrays all the way; exact, as ``dsl.types`` holds values: numbers millionths, dates days, times microseconds,
flags 0 and 1. Texts are coded: a text stands once, and a row holds its number, so that a comparison is made once for
each different text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..dsl.types import Type, Value

Ints = NDArray[np.signedinteger[Any] | np.unsignedinteger[Any]]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TextColumn:
    """``codes``: a position in ``texts`` a row, −1 where the value is missing. ``texts`` are as found in the data,
    each different one once; a text that no row has may stand among them."""

    codes: Ints
    texts: Sequence[str]
    type: Type = field(default=Type.TEXT, init=False)

    def __len__(self) -> int:
        return len(self.codes)

    def value(self, row: int) -> str | None:
        """The text in a row, None if it is missing."""
        code = int(self.codes[row])
        return None if code < 0 else self.texts[code]

    def values(self, rows: Ints) -> list[str | None]:
        """The texts in some rows."""
        codes: list[int] = self.codes[rows].tolist()
        return [None if code < 0 else self.texts[code] for code in codes]


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """``data`` × ``unit`` is the value a row (any integer type; whole numbers may be kept with a unit of a million);
    what stands where ``known`` is false means nothing. ``known`` is None if no value is missing."""

    type: Type
    data: Ints
    known: Bools | None = None
    unit: int = 1

    def __len__(self) -> int:
        return len(self.data)

    def value(self, row: int) -> int | bool | None:
        """The value in a row as ``dsl.types`` holds it, None if it is missing."""
        if self.known is not None and not self.known[row]:
            return None
        value = int(self.data[row]) * self.unit
        return bool(value) if self.type is Type.FLAG else value

    def values(self, rows: Ints) -> list[int | bool | None]:
        """The values in some rows."""
        data: list[int] = self.data[rows].tolist()
        flag = self.type is Type.FLAG
        values = [bool(value) if flag else value * self.unit for value in data]
        if self.known is None:
            return list(values)
        return [value if known else None for value, known in zip(values, self.known[rows].tolist(), strict=True)]


Column = TextColumn | ValueColumn


def missing_column(type: Type, rows: int) -> Column:
    """A column without a value."""
    if type is Type.TEXT:
        return TextColumn(np.full(rows, -1, np.int8), ())
    return ValueColumn(type, np.zeros(rows, np.int8), np.zeros(rows, np.bool_))


def column_of(type: Type, values: Iterable[Value | None]) -> Column:
    """A column of values that are held as ``type`` holds them, None where one is missing."""
    if type is Type.TEXT:
        numbers: dict[str, int] = {}
        codes = [-1 if v is None else numbers.setdefault(str(v), len(numbers)) for v in values]
        return TextColumn(np.array(codes, narrowest(-1, len(numbers))), tuple(numbers))
    known: list[bool] = []
    data: list[int] = []
    for value in values:
        known.append(value is not None)
        data.append(int(value) if value is not None else 0)
    array = narrow(np.array(data, np.int64))
    return ValueColumn(type, array, None if all(known) else np.array(known, np.bool_))


def narrowest(low: int, high: int) -> np.dtype[np.signedinteger[Any]]:
    """The smallest signed integer type that holds all from ``low`` to ``high``."""
    return next(np.dtype(t) for t in (np.int8, np.int16, np.int32, np.int64) if _holds(t, low, high))


def _holds(type: "type[np.signedinteger[Any]]", low: int, high: int) -> bool:
    bounds = np.iinfo(type)
    return bounds.min <= low and high <= bounds.max


def narrow(array: Ints) -> Ints:
    """The same integers in the smallest type that holds them."""
    if not len(array):
        return array.astype(np.int8)
    return array.astype(narrowest(int(array.min()), int(array.max())), copy=False)
