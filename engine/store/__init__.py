"""The event store: leads and their events in columns, in memory.

``open_store`` loads a source's, ``open_stores`` does it in batches of leads if they would take too much memory;
``store_of`` makes a store of leads that are in memory.
"""

from .batches import open_stores
from .contract import Store
from .in_memory import store_of
from .opening import open_store
from .readings import Texts

__all__ = ["Store", "Texts", "open_store", "open_stores", "store_of"]
