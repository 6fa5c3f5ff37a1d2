"""How a column of the data becomes a column of values: taken up stretch by stretch, as it comes.

Texts keep the different ones of each stretch until all are known; other values are read at once.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...dsl.types import Type
from ...dsl.values import text_from
from ..columns import Bools, Column, Ints, TextColumn, ValueColumn, narrowest
from ..table import Column as Found
from .growing import Growing
from .numbers import flags
from .pieces import Piece, codes_of
from .space import Space

_MANY = 1_000
_AT_ONCE = 200_000
_MOST_BYTES = 2**31 - 1
"""Of the texts of one of Arrow's arrays, but for large ones."""


@dataclass(slots=True)
class Read:
    """A column as it was read, with every row of the data: also those that are left out.

    Of a text ``data`` is its position in ``texts``, or −1; of anything else ``data`` × ``unit`` is the value where it
    is ``known`` (None: everywhere). ``unreadable``: where a stretch of rows begins, and which of its values are.
    """

    type: Type
    data: Ints
    known: Bools | None = None
    unit: int = 1
    texts: Sequence[str] = ()
    unreadable: Sequence[tuple[int, Bools]] = ()

    def column(self, data: Ints, known: Bools | None) -> Column:
        """The column of rows of this one."""
        if self.type is Type.TEXT:
            return TextColumn(data, self.texts)
        return ValueColumn(self.type, data, known, self.unit)


class Reading(ABC):
    """Takes up what a SQL expression gives for all rows of a table."""

    def __init__(self, expression: str, space: Space, plain: Found | None = None) -> None:
        """``plain``: the column whose texts these are as they stand, if they are."""
        self.expression = expression
        self.plain = plain
        self.rows = 0
        self._found = Growing(space)

    def expect(self, rows: int) -> None:
        """There will be so many rows."""
        self._found.expect(rows)

    def take(self, array: pa.Array) -> None:
        """Take up the next rows."""
        self.rows += len(array)
        if len(array):
            self._take(array)

    def clear(self) -> None:
        """Start anew: what was taken up broke off."""
        self.rows = 0
        self._found.clear()

    @abstractmethod
    def _take(self, array: pa.Array) -> None: ...

    @abstractmethod
    def finish(self) -> Read:
        """What was taken up, once all was."""


class ValueReading(Reading):
    """Values that are read as they come, by ``convert``."""

    def __init__(
        self,
        type: Type,
        convert: Callable[[pa.Array], Piece],
        expression: str,
        space: Space,
        plain: Found | None = None,
    ) -> None:
        super().__init__(expression, space, plain)
        self.type = type
        self._convert = convert

    def _take(self, array: pa.Array) -> None:
        self._found.add(self._convert(array))

    def finish(self) -> Read:
        found = self._found
        return Read(self.type, found.data, found.known, found.unit or 1, (), found.unreadable)


class Codes:
    """Values of which each stretch keeps the different ones, until all are known."""

    def __init__(self, found: Growing) -> None:
        self._found = found
        self._different: list[pa.Array] = []
        self._starts: list[int] = []

    def add(self, array: pa.Array) -> None:
        codes, different = codes_of(array)
        self._starts.append(len(self._found))
        self._different.append(different)
        self._found.add(Piece(codes))

    def clear(self) -> None:
        self._different.clear()
        self._starts.clear()

    def different(self) -> tuple[pa.Array, list[NDArray[Any]]]:
        """The different values of all stretches, in order of appearance; and of each stretch, which its own are."""
        found, self._different = self._different, []
        return together(found)

    def numbered(self, own: Sequence[NDArray[Any]], numbers: Ints, missing: int) -> Ints:
        """For each row the number of its value. ``own``: of each stretch, which its different values are."""
        found = self._found.data
        result = found if found.dtype == numbers.dtype else self._found.space.empty(len(found), numbers.dtype)
        for start, end, values in zip(self._starts, [*self._starts, len(found)][1:], own, strict=True):
            number = np.full(len(values) + 1, missing, numbers.dtype)  # the last one stands for a code of −1
            number[:-1] = numbers[values]
            result[start:end] = number[found[start:end]]
        return result


class TextReading(Reading):
    """Texts: each different one once, and its position a row."""

    def __init__(
        self,
        expression: str,
        is_missing: Callable[[str], bool],
        missing: Sequence[str],
        space: Space,
        plain: Found | None = None,
        written: Callable[[str], str] | None = None,
    ) -> None:
        """``missing``: one of them is part of every text for which ``is_missing`` holds. ``written``: how texts are to
        stand in the column, if not as they were found; then no text is in it that no row has."""
        super().__init__(expression, space, plain)
        self._is_missing = is_missing
        self._missing = missing
        self._written = written
        self._codes = Codes(self._found)

    def _take(self, array: pa.Array) -> None:
        self._codes.add(array)

    def clear(self) -> None:
        super().clear()
        self._codes.clear()

    def finish(self) -> Read:
        values, own = self._codes.different()
        texts, numbers = self._texts(values)
        return Read(Type.TEXT, self._codes.numbered(own, numbers, -1), texts=texts)

    def _texts(self, values: pa.Array) -> tuple[Sequence[str], Ints]:
        """The texts of different values, and the number of the text of each."""
        if self._written is None and (pa.types.is_string(values.type) or values.type == pa.large_string()):
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
    if sum(values.nbytes for values in there) > _MOST_BYTES and pa.types.is_string(there[0].type):
        there = [values.cast(pa.large_string()) for values in there]
    encoded = pa.chunked_array(there).dictionary_encode().chunks
    positions = iter([part.indices.to_numpy() for part in encoded])
    return encoded[-1].dictionary, [next(positions) if len(values) else nothing for values in different]
