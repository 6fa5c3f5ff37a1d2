"""Two versions of the rules over the same time: who reached a stage when by either, and how that differs.

``versus(before, after, data, asked)`` takes the leads through both histories once. Without a version before, it tells
what the one has done.
"""

from .data import Data, InMemory, OnDisk
from .run import Found, versus

__all__ = ["Data", "Found", "InMemory", "OnDisk", "versus"]
