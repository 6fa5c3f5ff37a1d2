"""Numbers of many rows at once, exactly as ``dsl.values.number_from`` reads each of them."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...dsl.types import NUMBER_SCALE
from ...dsl.values import Unreadable, number_from
from ..columns import Bools
from .pieces import Piece, known_of, numbers_of, piece_of

_WHOLE_BOUND = 10**12
_DIGITS = 18
_UNITS = (NUMBER_SCALE, NUMBER_SCALE // 100)
_PLAIN = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"


def whole_numbers(array: pa.Array) -> Piece:
    """Of an array of integers, of up to 64 bits."""
    data = numbers_of(array, np.dtype(str(array.type)))
    known = known_of(array)
    unreadable: Bools | None = None
    if data.dtype.itemsize == 8:
        unreadable = data >= _WHOLE_BOUND
        if data.dtype.kind == "i":
            unreadable |= data <= -_WHOLE_BOUND
        data = data.astype(np.int64, copy=False)
    elif data.dtype == np.uint32:
        data = data.astype(np.int64)
    return piece_of(data, known, unreadable, NUMBER_SCALE)


def decimals(array: pa.Array, scale: int) -> Piece:
    """Of an array of decimals of at most 18 digits, ``scale`` of them after the point."""
    halves = numbers_of(array, np.dtype((np.int64, 2)))
    data = np.ascontiguousarray(halves[:, 0])
    known = known_of(array)
    if scale > 6:
        divisor = 10 ** (scale - 6)
        parts = (np.abs(data) + divisor // 2) // divisor
        return piece_of(np.sign(data) * parts, known)
    bound = 10 ** (12 + scale)
    unreadable = None if 12 + scale >= _DIGITS else np.abs(data) >= bound
    return piece_of(data, known, unreadable, 10 ** (6 - scale))


def doubles(array: pa.Array) -> Piece:
    """Of an array of doubles: of each the shortest decimal form counts, rounded half away from zero.

    That form differs from the double by less than half of the last binary digit, and so does the product from what it
    stands for: whatever is further from the middle between two millionths than both, or whole, is sure.
    """
    data = numbers_of(array, np.float64)
    finite = np.isfinite(data)
    known = known_of(array)
    if known is not None:
        finite &= known
    data = np.where(finite, data, 0.0)
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = data * 1e6
        rounded = np.rint(scaled)
        size = np.abs(scaled)
        sure = np.abs(scaled - rounded) + size * 1e-15 < 0.5
        sure |= (size < 1e15) & (rounded / 1e6 == data)
    millionths = np.where(sure, rounded, 0.0).astype(np.int64)
    unreadable: Bools | None = None
    if not sure.all():
        whole = ~sure & (np.abs(data) < _WHOLE_BOUND) & (np.rint(data) == data)
        millionths[whole] = data[whole].astype(np.int64) * NUMBER_SCALE
        rest = np.flatnonzero(~(sure | whole))
        unreadable = np.zeros(len(data), np.bool_)
        different, positions = np.unique(data[rest], return_inverse=True)
        values = [number_from(float(x)) for x in different]
        unreadable[rest] = np.array([isinstance(v, Unreadable) for v in values], np.bool_)[positions]
        millionths[rest] = np.array([v if isinstance(v, int) else 0 for v in values], np.int64)[positions]
    return _scaled(millionths, None if finite.all() else finite, unreadable)


def _scaled(millionths: NDArray[np.int64], known: Bools | None, unreadable: Bools | None) -> Piece:
    for unit in _UNITS:
        if not (millionths % unit).any():
            return piece_of(millionths // unit, known, unreadable, unit)
    return piece_of(millionths, known, unreadable)


def plain_numbers(texts: pa.Array) -> tuple[NDArray[np.int64], Bools]:
    """Of texts in the usual notation the millionths, and which texts are."""
    matches: Any = pc.match_substring_regex(texts, _PLAIN)
    is_plain = flags(matches)
    numbers = texts.filter(matches).cast(pa.decimal128(_DIGITS, 6))
    result = np.zeros(len(texts), np.int64)
    result[is_plain] = numbers_of(numbers, np.dtype((np.int64, 2)))[:, 0]
    return result, is_plain


def flags(array: pa.Array) -> Bools:
    """An array of flags as NumPy has them, null as false."""
    return array.fill_null(False).to_numpy(zero_copy_only=False)
