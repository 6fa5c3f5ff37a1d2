"""Leads and moments as single integers, so that a sorted array of them is in order of lead and, for one lead, of time.

A key is the number of a lead, shifted left, and how many microseconds a moment is past the clock's origin. Offset 0
stands for all time before; the highest for never. Everything that history is worked out with are sorted arrays of keys:
what was so at a moment is found by searching for its key.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EARLIEST = -(2**62)
"""The moment of what was always so, as far as a history goes."""
LATEST = 2**62
"""The moment of what never happens, as far as a history goes."""

FAR = 2**60
"""Microseconds, more than any history is long: what is longer is no different."""

Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Clock:
    """From ``origin`` to ``until``, both included, in microseconds; ``size`` leads."""

    size: int
    origin: int
    until: int
    bits: int

    @staticmethod
    def bits_for(origin: int, until: int) -> int:
        """How many bits a moment takes."""
        return (until - origin + 3).bit_length()

    @property
    def never(self) -> int:
        return (1 << self.bits) - 1

    @property
    def base(self) -> Keys:
        """The first key of every lead."""
        return np.arange(self.size, dtype=np.int64) << self.bits

    def keys(self, lead: NDArray[np.integer], at: NDArray[np.int64]) -> Keys:
        """What is before the origin always was; what is after the end never will be."""
        offset = at - (self.origin - 1)
        np.maximum(offset, 0, out=offset)
        offset[offset > self.until - self.origin + 1] = self.never
        return (lead.astype(np.int64) << self.bits) | offset

    def is_never(self, keys: Keys) -> NDArray[np.bool_]:
        return (keys & self.never) == self.never

    def is_base(self, keys: Keys) -> NDArray[np.bool_]:
        return (keys & self.never) == 0

    def lead(self, keys: Keys) -> NDArray[np.int32]:
        return (keys >> self.bits).astype(np.int32)

    def at(self, keys: Keys) -> NDArray[np.int64]:
        """Microseconds; ``EARLIEST`` and ``LATEST`` for always and never."""
        offset = keys & self.never
        found = offset + (self.origin - 1)
        found[offset == 0] = EARLIEST
        found[offset == self.never] = LATEST
        return found

    def moments(self, keys: Keys) -> NDArray[np.int64]:
        """The same, with the microsecond before the origin for all time before it."""
        return (keys & self.never) + (self.origin - 1)

    def ends(self, keys: Keys) -> Keys:
        """For rows of keys, the key at which each row gives way to the lead's next; never, if to none."""
        found = keys | self.never
        same = (keys[1:] >> self.bits) == (keys[:-1] >> self.bits)
        found[:-1][same] = keys[1:][same]
        return found
