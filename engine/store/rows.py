"""Which rows are a lead's."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

_LOOKED_UP_FIRST = 3
_HALF = 16


class RowsByLead:
    """The event rows of one lead or another.

    The first few leads that are asked for are looked up one by one; then all rows are sorted by lead, once.
    """

    def __init__(self, lead: NDArray[np.int32], size: int) -> None:
        self._lead = lead
        self._size = size
        self._asked = 0
        self._sorted: tuple[NDArray[Any], NDArray[Any]] | None = None

    def of(self, number: int) -> NDArray[Any]:
        """The rows of a lead, rising."""
        if self._sorted is None:
            self._asked += 1
            if self._asked <= _LOOKED_UP_FIRST:
                return np.flatnonzero(self._lead == number)
            self._sorted = rows_by_lead(self._lead, self._size)
        starts, rows = self._sorted
        return rows[starts[number] : starts[number + 1]]


def rows_by_lead(lead: NDArray[np.int32], size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """All rows, sorted by lead, those of one lead rising; and where each lead's begin among them.

    NumPy sorts integers of 16 bits in linear time, so it is done by the lower half and then by the upper one.
    """
    starts = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(lead, minlength=size), out=starts[1:])
    dtype = np.int32 if len(lead) < 2**31 else np.int64
    rows = np.argsort((lead & 0xFFFF).astype(np.uint16), kind="stable").astype(dtype)
    if size > 1 << _HALF:
        upper = (lead >> _HALF).astype(np.uint16)[rows]
        rows = rows[np.argsort(upper, kind="stable")]
    return starts, rows
