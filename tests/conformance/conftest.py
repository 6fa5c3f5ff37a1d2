"""Executors are started once a session."""

from executors import running

__all__ = ["running"]
