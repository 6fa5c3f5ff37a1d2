"""Raw values of any kind, read one at a time by the rules for single values; each different one of a stretch once."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl.values import UNREADABLE
from ..columns import Bools
from ..reading import Reader
from .pieces import Piece, codes_of, known_of

_MANY = 500

Plain = Callable[[pa.Array], tuple[NDArray[np.int64], Bools]]
"""Reads many texts in the usual notations at once: their values, and which texts are in one."""


class RawValues:
    """Reads arrays of raw values. ``raw``: makes what Arrow gives what ``reader`` is to be given. ``plain``: for texts
    of which many are different; ``mostly_different``: it is not worth while to look which are."""

    def __init__(
        self,
        reader: Reader,
        raw: Callable[[Any], Any] | None = None,
        plain: Plain | None = None,
        mostly_different: bool = False,
    ) -> None:
        self._reader = reader
        self._raw = raw
        self._plain = plain
        self._mostly_different = mostly_different

    def __call__(self, array: pa.Array) -> Piece:
        if self._plain is not None and self._mostly_different and not pa.types.is_dictionary(array.type):
            return self._many(array, self._plain)
        codes, different = codes_of(array)
        if self._plain is not None and len(different) > _MANY:
            values = self._many(different, self._plain)
        else:
            values = self._one_by_one(different.to_pylist())
        known = _with(values.known, len(different), True)[codes]
        return Piece(
            np.append(values.data, values.data.dtype.type(0))[codes],
            None if known.all() else known,
            None if values.unreadable is None else _with(values.unreadable, len(different), False)[codes],
        )

    def _many(self, texts: pa.Array, plain: Plain) -> Piece:
        data, known = plain(texts)
        there = known_of(texts)
        rest = ~known if there is None else ~known & there
        if not rest.any():
            return Piece(data, None if known.all() else known)
        rows = np.flatnonzero(rest)
        codes, different = codes_of(texts.take(rows))
        values = self._one_by_one(different.to_pylist())
        data[rows] = values.data[codes]
        known[rows] = _with(values.known, len(different), True)[codes]
        if values.unreadable is None:
            return Piece(data, known)
        unreadable = np.zeros(len(data), np.bool_)
        unreadable[rows] = values.unreadable[codes]
        return Piece(data, known, unreadable)

    def _one_by_one(self, different: Sequence[Any]) -> Piece:
        found = [self._reader[raw if self._raw is None else self._raw(raw)] for raw in different]
        data = np.array([0 if value is None or value is UNREADABLE else int(value) for value in found], np.int64)
        known = np.array([value is not None and value is not UNREADABLE for value in found], np.bool_)
        unreadable = np.array([value is UNREADABLE for value in found], np.bool_)
        return Piece(data, known, unreadable if unreadable.any() else None)


def _with(mask: Bools | None, size: int, last: bool) -> Bools:
    """A mask with one more place at its end, for codes of −1: false. None stands for ``last`` everywhere."""
    return np.append(np.full(size, last, np.bool_) if mask is None else mask, False)
