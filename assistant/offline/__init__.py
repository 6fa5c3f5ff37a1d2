"""Drafting by patterns: no model, no network. A clause is read whole, or reported as unread."""
