"""Blocks of a column put together: rows that are left out taken away, unreadable values counted on the way."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Bools, Column, Ints
from .pieces import Piece
from .readings import Blocks
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

    def of(self, piece: Piece, start: int) -> Piece:
        """What is kept of a piece that begins at row ``start``."""
        if self.mask is None:
            return piece
        mask = self.mask[start : start + len(piece.data)]
        if mask.all():
            return piece
        known = None if piece.known is None else piece.known[mask]
        unreadable = None if piece.unreadable is None else piece.unreadable[mask]
        return Piece(piece.data[mask], known, unreadable, piece.unit)

    def rows_of(self, array: Ints, dtype: np.dtype[Any], space: Space) -> NDArray[Any]:
        """What is kept of an array with all rows, in the type ``dtype``."""
        if self.mask is None and array.dtype == dtype:
            return array
        kept = space.empty(self.size, dtype)
        done = 0
        for start in range(0, self.rows, _ROWS_AT_ONCE):
            part = array[start : start + _ROWS_AT_ONCE]
            if self.mask is not None:
                part = part[self.mask[start : start + _ROWS_AT_ONCE]]
            kept[done : done + len(part)] = part
            done += len(part)
        return kept

    def row(self, number: int) -> int:
        """The row in the data, from 1, of a kept row, from 0."""
        if self.mask is None:
            return number + 1
        if self._positions is None:
            self._positions = np.flatnonzero(self.mask)
        return int(self._positions[number]) + 1


def assembled(blocks: Blocks, kept: Kept, space: Space, seen: Seen | None = None) -> Column:
    """The column of the rows that are kept."""
    data = space.empty(kept.size, blocks.dtype)
    known = space.empty(kept.size, np.dtype(np.bool_)) if blocks.has_missing else None
    done = 0
    for piece in pieces_kept(blocks, kept, seen):
        end = done + len(piece.data)
        data[done:end] = piece.data
        if known is not None:
            known[done:end] = True if piece.known is None else piece.known
        done = end
    return blocks.column(data, known)


def look_through(blocks: Blocks, kept: Kept, seen: Seen) -> None:
    """Only look for unreadable values."""
    for _ in pieces_kept(blocks, kept, seen):
        pass


def pieces_kept(blocks: Blocks, kept: Kept, seen: Seen | None) -> Iterator[Piece]:
    """What is kept of each block, in order."""
    start = done = 0
    for block in blocks.blocks:
        piece = kept.of(block, start)
        start += len(block.data)
        if seen is not None and piece.unreadable is not None and piece.unreadable.any():
            seen(done, piece.unreadable)
        done += len(piece.data)
        yield piece
