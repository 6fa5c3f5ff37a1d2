"""What was worked out is kept under what it means, for as long as there is room; several threads may ask at once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Any, TypeVar, cast

import numpy as np
import pyarrow as pa

T = TypeVar("T")


class Kept:
    """Values by key; the least recently used are let go when all weigh more than ``limit`` bytes.

    A value that one thread is working out is waited for by the others: nothing is worked out twice at a time. What a
    value is made of must not need the value itself.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.weight = 0
        self._lock = Lock()
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._coming: dict[Hashable, Future[Any]] = {}

    def get(self, key: Hashable, work_out: Callable[[], T]) -> T:
        """The value of a key, worked out if it is not there."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
                return cast("T", found[0])
            coming = self._coming.get(key)
            promised: Future[Any] = Future()
            if coming is None:
                self._coming[key] = promised
        if coming is not None:
            return cast("T", coming.result())
        return self._worked_out(key, work_out, promised)

    def _worked_out(self, key: Hashable, work_out: Callable[[], T], promised: "Future[Any]") -> T:
        try:
            value = work_out()
        except BaseException as error:
            with self._lock:
                del self._coming[key]
            promised.set_exception(error)
            raise
        weight = weight_of(value)
        with self._lock:
            self._values[key] = value, weight
            self.weight += weight
            del self._coming[key]
            while self.weight > self.limit and len(self._values) > 1:
                _, (_, gone) = self._values.popitem(last=False)
                self.weight -= gone
        promised.set_result(value)
        return value


def weight_of(value: object) -> int:
    """The bytes of the arrays in a value that are its own: a part of another array adds nothing to what that weighs."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes) if value.base is None else 0
    if isinstance(value, pa.Array):
        return int(value.nbytes)
    if is_dataclass(value) and not isinstance(value, type):
        return sum(weight_of(getattr(value, f.name)) for f in fields(value))
    return 0
