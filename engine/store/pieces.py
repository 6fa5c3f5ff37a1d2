"""Stretches of a column, as a scan delivers them: from Arrow arrays to NumPy arrays of few bytes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..columns import Bools, Ints, narrow, narrowest


@dataclass(slots=True)
class Piece:
    """Some rows of a column: ``data`` × ``unit`` is the value. What stands where ``known`` is false means nothing;
    ``unreadable`` are those of them where there is a value, but none of the type. None: all known, none unreadable."""

    data: Ints
    known: Bools | None = None
    unreadable: Bools | None = None
    unit: int = 1


def known_of(array: pa.Array) -> Bools | None:
    """Where an array has values; None if it has them everywhere."""
    if array.null_count == 0:
        return None
    buffer = array.buffers()[0]
    if buffer is None:
        return np.zeros(len(array), np.bool_)
    return _bits(buffer, array.offset, len(array))


def flags_of(array: pa.Array) -> NDArray[np.int8]:
    """The values of an array of flags; anything where it has none."""
    buffer = array.buffers()[1]
    if buffer is None:
        return np.zeros(len(array), np.int8)
    return _bits(buffer, array.offset, len(array)).view(np.int8)


def _bits(buffer: pa.Buffer, offset: int, length: int) -> Bools:
    first = offset // 8
    raw = np.frombuffer(memoryview(buffer), np.uint8)[first : (offset + length + 7) // 8]
    bits = np.unpackbits(raw, bitorder="little")
    return bits[offset - first * 8 :][:length].view(np.bool_)


def numbers_of(array: pa.Array, dtype: Any) -> NDArray[Any]:
    """The values of an array that keeps them in ``dtype``, without a copy; anything where it has none."""
    buffer = array.buffers()[1]
    if buffer is None:
        return np.zeros(len(array), dtype)
    return np.frombuffer(memoryview(buffer), dtype)[array.offset : array.offset + len(array)]


def codes_of(array: pa.Array) -> tuple[Ints, pa.Array]:
    """A position in the different values for each row, −1 where there is none; and the different values."""
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    known = known_of(array.indices)
    codes: Ints = numbers_of(array.indices, np.dtype(str(array.indices.type)))
    dtype = narrowest(-1, len(array.dictionary))
    codes = codes.astype(dtype)
    if known is not None:
        codes[~known] = -1
    return codes, array.dictionary


def bytes_of(array: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The bytes of texts, and where each text begins in them (and the last one ends)."""
    wide = array.type == pa.large_string()
    _, offsets, data = array.buffers()
    if offsets is None or not len(array):
        return np.zeros(len(array) + 1, np.int64), np.zeros(0, np.uint8)
    starts = np.frombuffer(memoryview(offsets), np.int64 if wide else np.int32)[
        array.offset : array.offset + len(array) + 1
    ]
    return starts.astype(np.int64), np.zeros(0, np.uint8) if data is None else np.frombuffer(memoryview(data), np.uint8)


def piece_of(data: Ints, known: Bools | None, unreadable: Bools | None = None, unit: int = 1) -> Piece:
    """A piece in few bytes. ``known`` may hold for rows that are ``unreadable``; ``data`` may be changed."""
    if unreadable is not None and not unreadable.any():
        unreadable = None
    if unreadable is not None:
        if known is not None:
            unreadable = unreadable & known
        known = ~unreadable if known is None else known & ~unreadable
    if known is not None:
        data = np.where(known, data, 0)
    return Piece(narrow(data), known, unreadable, unit)
