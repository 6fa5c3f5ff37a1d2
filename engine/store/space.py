"""Where arrays are kept: in memory, or in files, which take no memory but what the system can spare."""

import mmap
import os
import sys
import tempfile
from threading import Lock
from typing import Any, Protocol
from weakref import WeakSet

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

    def rest(self) -> None:
        """Nothing of what was filled is used for a while."""
        ...


class Memory:
    def empty(self, size: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        return np.empty(size, dtype)

    def snug(self, array: NDArray[Any]) -> NDArray[Any]:
        base = array.base
        return array.copy() if isinstance(base, np.ndarray) and base.nbytes > array.nbytes * _ROOMY else array

    def rest(self) -> None:
        pass


class Disk:
    """Temporary files without a name: each is gone with the last array in it. Small arrays share one."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._files: WeakSet[mmap.mmap] = WeakSet()
        self._arena = np.empty(0, np.uint8)
        self._used = 0

    def empty(self, size: int, dtype: np.dtype[Any]) -> NDArray[Any]:
        bytes = size * dtype.itemsize
        with self._lock:
            if bytes >= _ARENA:
                return self._file(bytes).view(dtype)
            if self._used + bytes > len(self._arena):
                self._arena, self._used = self._file(_ARENA), 0
            start = self._used
            self._used += -(-bytes // _ALIGNMENT) * _ALIGNMENT
            return self._arena[start : start + bytes].view(dtype)

    def snug(self, array: NDArray[Any]) -> NDArray[Any]:
        return array

    def rest(self) -> None:
        if sys.platform == "linux":
            with self._lock:
                for file in self._files:
                    file.madvise(mmap.MADV_DONTNEED)  # it is all in the file: what is used comes back by itself

    def _file(self, bytes: int) -> NDArray[np.uint8]:
        try:
            with tempfile.TemporaryFile(prefix="leadwright-") as file:
                file.truncate(bytes)
                if sys.platform == "linux":
                    os.posix_fallocate(file.fileno(), 0, bytes)  # to run out of room now, not in the middle of it
                mapped = mmap.mmap(file.fileno(), bytes)
        except OSError as error:
            raise DataError(
                f"{tempfile.gettempdir()} cannot be written to: {error.strerror or error}",
                "what does not fit into memory is kept there for a while: make room, or set TMPDIR to another folder",
            ) from error
        self._files.add(mapped)
        return np.frombuffer(mapped, np.uint8)
