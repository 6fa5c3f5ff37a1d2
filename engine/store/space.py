"""Where arrays are kept: in memory, or in files, which take no memory but what the system can spare."""

import os
import tempfile
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ...dsl.errors import DataError

_ARENA = 1 << 26
_ALIGNMENT = 16
_ROOMY = 1.1


class Space(Protocol):
    def empty(self, size: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        """A new array, to be filled."""
        ...

    def snug(self, array: NDArray[Any]) -> NDArray[Any]:
        """The same array, but for room behind it that it does not need."""
        ...


class Memory:
    def empty(self, size: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        return np.empty(size, dtype)

    def snug(self, array: NDArray[Any]) -> NDArray[Any]:
        base = array.base
        return array.copy() if isinstance(base, np.ndarray) and base.nbytes > array.nbytes * _ROOMY else array


class Disk:
    """Temporary files without a name: each is gone with the last array in it. Small arrays share one."""

    def __init__(self) -> None:
        self._arena = np.empty(0, np.uint8)
        self._used = 0

    def empty(self, size: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        bytes = size * dtype.itemsize
        if bytes >= _ARENA:
            return _file(bytes).view(dtype)
        if self._used + bytes > len(self._arena):
            self._arena, self._used = _file(_ARENA), 0
        start = self._used
        self._used += -(-bytes // _ALIGNMENT) * _ALIGNMENT
        return self._arena[start : start + bytes].view(dtype)

    def snug(self, array: NDArray[Any]) -> NDArray[Any]:
        return array


def _file(bytes: int) -> NDArray[np.uint8]:
    try:
        with tempfile.TemporaryFile(prefix="leadwright-") as file:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, bytes)  # to run out of room now, not while an array is written
            return np.memmap(file, np.uint8, "r+", shape=(bytes,)).view(np.ndarray)
    except OSError as error:
        raise DataError(
            f"{tempfile.gettempdir()} cannot be written to: {error.strerror or error}",
            "what does not fit into memory is kept there for a while: make room, or set TMPDIR to another folder",
        ) from error
