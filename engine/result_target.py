"""Where results go: a file, a table of a DuckDB file, a table of a Postgres database."""

from dataclasses import dataclass
from pathlib import Path

from .results import ResultFormat


@dataclass(frozen=True, slots=True)
class FileTarget:
    path: Path
    format: ResultFormat


@dataclass(frozen=True, slots=True)
class DuckDBTarget:
    """``table``: a table's name, or a schema's and a table's."""

    path: Path
    table: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostgresTarget:
    """``table``: a table's name, or a schema's and a table's."""

    url: str
    table: tuple[str, ...]


Target = FileTarget | DuckDBTarget | PostgresTarget
