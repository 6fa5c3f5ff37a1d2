"""The drafter that reads definitions by patterns: no model, no key, no network."""

from .drafter import NOTICE, OfflineDrafter

__all__ = ["NOTICE", "OfflineDrafter"]
