"""A column that grows while it is read: stretches one after the other, in as few bytes a row as hold them all."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columns import Bools, Ints, narrow
from .pieces import Piece
from .space import Space

_LEAST = 1 << 12


class Growing:
    """The pieces that were added, as one. ``unreadable``: where a stretch begins, and which of its values are."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self._rows = _LEAST
        self._size = 0
        self._data: Ints = np.zeros(0, np.int8)
        self._known: Bools | None = None
        self.unit = 0
        self.unreadable: list[tuple[int, Bools]] = []

    def __len__(self) -> int:
        return self._size

    @property
    def data(self) -> Ints:
        return self._data[: self._size]

    @property
    def known(self) -> Bools | None:
        return None if self._known is None else self._known[: self._size]

    def expect(self, rows: int) -> None:
        """Make room for so many rows, once the first ones are there."""
        self._rows = max(rows, _LEAST)

    def clear(self) -> None:
        self.__init__(self.space)

    def add(self, piece: Piece) -> None:
        if not len(piece.data):
            return
        start, end = self._size, self._size + len(piece.data)
        self._settle_unit(piece)
        self._make_room(end, np.promote_types(self._data.dtype, piece.data.dtype))
        self._data[start:end] = piece.data
        if piece.known is not None and self._known is None:
            self._known = self.space.empty(len(self._data), np.dtype(np.bool_))
            self._known[:start] = True
        if self._known is not None:
            self._known[start:end] = True if piece.known is None else piece.known
        if piece.unreadable is not None and piece.unreadable.any():
            self.unreadable.append((start, piece.unreadable))
        self._size = end

    def _settle_unit(self, piece: Piece) -> None:
        """Bring the column and a piece to the smaller of their units."""
        self.unit = self.unit or piece.unit
        if piece.unit > self.unit:
            piece.data = _times(piece.data, piece.unit // self.unit)
        elif piece.unit < self.unit:
            factor, self.unit = self.unit // piece.unit, piece.unit
            scaled = _times(self.data, factor)
            self._make_room(self._size, scaled.dtype)
            self._data[: self._size] = scaled

    def _make_room(self, rows: int, dtype: np.dtype[Any]) -> None:
        room = max(self._rows, len(self._data))
        if rows > room:
            room = max(rows, room + room // 2)
        if room > len(self._data) or dtype != self._data.dtype:
            self._data = self._moved(self._data, room, dtype)
        if self._known is not None and room > len(self._known):
            self._known = self._moved(self._known, room, self._known.dtype)

    def _moved(self, array: NDArray[Any], room: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        moved = self.space.empty(room, dtype)
        moved[: self._size] = array[: self._size]
        return moved


def _times(data: Ints, factor: int) -> Ints:
    return narrow(data.astype(np.int64) * factor)
