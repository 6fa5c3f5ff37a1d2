"""DuckDB as an executor: in process, and out of core where memory ends."""

from .memory import score_leads

__all__ = ["score_leads"]
