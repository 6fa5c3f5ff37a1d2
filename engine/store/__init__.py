"""The event store: leads and their events in columns, in memory.

``store_of`` makes one of leads that are in memory.
"""

from .contract import Store
from .in_memory import store_of

__all__ = ["Store", "store_of"]
