"""What was worked out is kept under what it means, for as long as there is room."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast

import numpy as np
import pyarrow as pa

T = TypeVar("T")


class Kept:
    """Values by key; the least recently used are let go when all weigh more than ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.weight = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()

    def get(self, key: Hashable, work_out: Callable[[], T]) -> T:
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
            return cast("T", found[0])
        value = work_out()
        weight = weight_of(value)
        self._values[key] = value, weight
        self.weight += weight
        while self.weight > self.limit and len(self._values) > 1:
            _, (_, gone) = self._values.popitem(last=False)
            self.weight -= gone
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
