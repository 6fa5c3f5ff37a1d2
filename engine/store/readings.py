"""How a column of the data becomes a column of values: taken up stretch by stretch, then handed out in blocks.

Texts keep the different ones of each stretch until all are known; other values are read at once. Both hold few bytes
a row while they wait.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...dsl.types import Type
from ...dsl.values import text_from
from ..columns import Bools, Column, Ints, TextColumn, ValueColumn, narrowest
from ..table import Column as Found
from .numbers import flags
from .pieces import Piece, codes_of
from .space import Space

_MANY = 1_000
_AT_ONCE = 200_000


@dataclass(slots=True)
class Blocks:
    """A column as it was read, in the order of the rows: every row of the data, also those that are left out.

    ``blocks`` can be gone through once. All data is of ``dtype``; of a text it is its position in ``texts``, or −1.
    ``has_missing``: whether some block says which of its values are known.
    """

    type: Type
    dtype: np.dtype[Any]
    unit: int
    texts: Sequence[str]
    has_missing: bool
    blocks: Iterator[Piece]

    def column(self, data: Ints, known: Bools | None) -> Column:
        """The column of rows of this one."""
        if self.type is Type.TEXT:
            return TextColumn(data, self.texts)
        return ValueColumn(self.type, data, known, self.unit)


class Reading(ABC):
    """Takes up what SQL expressions give for all rows of a table."""

    def __init__(self, *expressions: str, plain: Found | None = None) -> None:
        """``plain``: the column whose texts these are as they stand, if they are."""
        self.expressions = expressions
        self.plain = plain
        self.rows = 0

    def take(self, arrays: Sequence[pa.Array]) -> None:
        """Take up the next rows: an array for each expression."""
        self.rows += len(arrays[0])
        self._take(arrays)

    def clear(self) -> None:
        """Start anew: what was taken up broke off."""
        self.rows = 0
        self._clear()

    @abstractmethod
    def _take(self, arrays: Sequence[pa.Array]) -> None: ...

    @abstractmethod
    def _clear(self) -> None: ...

    @abstractmethod
    def finish(self) -> Blocks:
        """What was taken up, once all was."""


class ValueReading(Reading):
    """Values that are read as they come, by ``convert``."""

    def __init__(
        self,
        type: Type,
        convert: Callable[[pa.Array], Piece],
        expression: str,
        *,
        space: Space,
        plain: Found | None = None,
    ) -> None:
        super().__init__(expression, plain=plain)
        self.type = type
        self._convert = convert
        self._space = space
        self._pieces: list[Piece] = []
        self._low = self._high = 0

    def _take(self, arrays: Sequence[pa.Array]) -> None:
        piece = self._convert(arrays[0])
        if len(piece.data):
            self._low = min(self._low, int(piece.data.min()) * piece.unit)
            self._high = max(self._high, int(piece.data.max()) * piece.unit)
        piece.data = self._space.keep(piece.data)
        if piece.known is not None:
            piece.known = self._space.keep(piece.known)
        self._pieces.append(piece)

    def _clear(self) -> None:
        self._pieces.clear()

    def finish(self) -> Blocks:
        pieces, self._pieces = self._pieces, []
        unit = min((piece.unit for piece in pieces), default=1)
        dtype = narrowest(self._low // unit, self._high // unit)
        has_missing = any(piece.known is not None for piece in pieces)
        return Blocks(self.type, dtype, unit, (), has_missing, self._blocks(pieces, dtype, unit))

    def _blocks(self, pieces: list[Piece], dtype: np.dtype[Any], unit: int) -> Iterator[Piece]:
        for piece in consumed(pieces):
            data = piece.data.astype(dtype, copy=False)
            if piece.unit != unit:
                data = data * dtype.type(piece.unit // unit)
            yield Piece(data, piece.known, piece.unreadable, unit)


class TextReading(Reading):
    """Texts: each different one once, and its position a row."""

    def __init__(
        self,
        expression: str,
        is_missing: Callable[[str], bool],
        missing: Sequence[str],
        *,
        space: Space,
        plain: Found | None = None,
        written: Callable[[str], str] | None = None,
    ) -> None:
        """``missing``: one of them is part of every text for which ``is_missing`` holds. ``written``: how texts are to
        stand in the column, if not as they were found; then no text is in it that no row has."""
        super().__init__(expression, plain=plain)
        self._is_missing = is_missing
        self._missing = missing
        self._written = written
        self._space = space
        self._codes: list[Ints] = []
        self._different: list[pa.Array] = []

    def _take(self, arrays: Sequence[pa.Array]) -> None:
        codes, different = codes_of(arrays[0])
        self._codes.append(self._space.keep(codes))
        self._different.append(different)

    def _clear(self) -> None:
        self._codes.clear()
        self._different.clear()

    def finish(self) -> Blocks:
        (codes, self._codes), (different, self._different) = (self._codes, []), (self._different, [])
        values, positions = together(different)
        texts, numbers = self._texts(values)
        dtype = numbers.dtype
        return Blocks(Type.TEXT, dtype, 1, texts, False, self._blocks(codes, positions, numbers))

    def _texts(self, values: pa.Array) -> tuple[Sequence[str], Ints]:
        """The texts of different values, and the number of the text of each."""
        if self._written is None and pa.types.is_string(values.type):
            numbers = np.arange(len(values), dtype=narrowest(-1, len(values)))
            numbers[[n for n, text in self._perhaps_missing(values) if self._is_missing(text)]] = -1
            return Texts(values), numbers
        found: dict[str, int] = {}
        result: list[int] = []
        for raw in values.to_pylist():
            text = text_from(raw)
            if not isinstance(text, str) or (isinstance(raw, str) and self._is_missing(raw)):
                result.append(-1)
            else:
                text = text if self._written is None else self._written(text)
                result.append(found.setdefault(text, len(found)))
        return tuple(found), np.array(result, narrowest(-1, len(found)))

    def _perhaps_missing(self, values: pa.Array) -> Iterator[tuple[int, str]]:
        if len(values) < _MANY:
            yield from enumerate(values.to_pylist())
            return
        perhaps = flags(pc.equal(values, ""))
        for text in self._missing:
            perhaps |= flags(pc.match_substring(values, text))
        for row in np.flatnonzero(perhaps).tolist():
            yield row, values[row].as_py()

    def _blocks(self, codes: list[Ints], positions: list[NDArray[Any]], numbers: Ints) -> Iterator[Piece]:
        for stretch, different in zip(consumed(codes), positions, strict=True):
            number = np.full(len(different) + 1, -1, numbers.dtype)  # the last one stands for a code of −1
            number[:-1] = numbers[different]
            yield Piece(number[stretch])


class Texts(Sequence[str]):
    """Texts as Arrow keeps them: there may be very many."""

    def __init__(self, values: pa.Array) -> None:
        self.values = values

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, position: Any) -> Any:
        if isinstance(position, slice):
            return tuple(self.values.to_pylist()[position])
        return self.values[position].as_py()

    def __iter__(self) -> Iterator[str]:
        for start in range(0, len(self.values), _AT_ONCE):
            yield from self.values.slice(start, _AT_ONCE).to_pylist()


def together(different: Sequence[pa.Array]) -> tuple[pa.Array, list[NDArray[Any]]]:
    """Values of several arrays, each once, in order of appearance; and for each array the positions of its own."""
    there = [values for values in different if len(values)]
    nothing = np.zeros(0, np.int32)
    if not there:
        return different[0] if different else pa.array([], pa.string()), [nothing for _ in different]
    encoded = pa.chunked_array(there).dictionary_encode().chunks
    positions = iter([part.indices.to_numpy() for part in encoded])
    return encoded[-1].dictionary, [next(positions) if len(values) else nothing for values in different]


_T = TypeVar("_T")


def consumed(items: list[_T]) -> Iterator[_T]:
    """Items of a list that lets go of each one as it is handed out."""
    items.reverse()
    while items:
        yield items.pop()
