"""The event store: leads and their events in columns, in memory.

``open_store`` loads a source's, ``store_of`` makes one of leads that are in memory.
"""

from .contract import Store
from .in_memory import store_of
from .opening import open_store
from .readings import Texts

__all__ = ["Store", "Texts", "open_store", "store_of"]
