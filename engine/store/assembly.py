"""What was read put into the form of a store: rows that are left out taken away, unreadable values counted."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Bools, Column
from .readings import Read
from .space import Space

_ROWS_AT_ONCE = 1 << 20

Seen = Callable[[int, Bools], None]
"""Called with where a stretch of kept rows begins, and which of them have an unreadable value."""


class Kept:
    """Which rows of the data are kept. ``mask`` is None if all are; ``size``: how many; ``rows``: of how many."""

    def __init__(self, mask: Bools | None, rows: int) -> None:
        self.mask = mask
        self.rows = rows
        self.size = rows if mask is None else int(np.count_nonzero(mask))
        self._positions: NDArray[np.int64] | None = None

    def of(self, array: NDArray[Any]) -> NDArray[Any]:
        """What is kept of an array with all rows; it is moved to its beginning."""
        if self.mask is None:
            return array
        done = 0
        for start in range(0, self.rows, _ROWS_AT_ONCE):
            part = array[start : start + _ROWS_AT_ONCE][self.mask[start : start + _ROWS_AT_ONCE]]
            array[done : done + len(part)] = part
            done += len(part)
        return array[:done]

    def stretch(self, start: int, of: Bools) -> tuple[int, Bools]:
        """The same for what is true of a stretch of rows: where what is kept of it begins, and of which it is true."""
        if self.mask is None:
            return start, of
        return int(np.count_nonzero(self.mask[:start])), of[self.mask[start : start + len(of)]]

    def row(self, number: int) -> int:
        """The row in the data, from 1, of a kept row, from 0."""
        if self.mask is None:
            return number + 1
        if self._positions is None:
            self._positions = np.flatnonzero(self.mask)
        return int(self._positions[number]) + 1


def assembled(read: Read, kept: Kept, space: Space) -> Column:
    """The column of the rows that are kept."""
    known = None if read.known is None else space.snug(kept.of(read.known))
    return read.column(space.snug(kept.of(read.data)), known)


def look_through(read: Read, kept: Kept, seen: Seen) -> None:
    """Have the unreadable values of kept rows seen."""
    for start, unreadable in read.unreadable:
        first, found = kept.stretch(start, unreadable)
        if found.any():
            seen(first, found)
