"""Data files: which ones a source names, and in which format each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..dsl.errors import DataError
from ..dsl.nearest import nearest
from .project import matching_files, shown_path

UNREADABLE_FILE = "LW808"
DUCKDB_ENDINGS = (".duckdb", ".ddb")
"""The endings of DuckDB's files, which hold tables."""


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_ENDINGS = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".json": Format.JSON,
    ".jsonl": Format.JSON,
    ".ndjson": Format.JSON,
    ".parquet": Format.PARQUET,
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of leads or events. ``shown`` is its path as people are told it."""

    path: Path
    format: Format

    @property
    def shown(self) -> str:
        return shown_path(self.path)

    @property
    def is_tabbed(self) -> bool:
        return self.path.name.lower().removesuffix(".gz").endswith(".tsv")

    @property
    def glob(self) -> str:
        """The path as a pattern that finds this file alone: DuckDB takes every path for a pattern."""
        return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in str(self.path))


def is_duckdb(path: str | Path) -> bool:
    """Whether a path is that of a DuckDB file, by its ending."""
    return Path(path).suffix.lower() in DUCKDB_ENDINGS


def data_files(root: Path, patterns: Sequence[str], setting: str) -> list[DataFile]:
    """The files that ``patterns`` name, in the order of the patterns, each once.

    ``setting`` is what the patterns are called in messages. Raises DataError if a pattern finds no file, or if
    a file's ending tells no format.
    """
    files: dict[Path, DataFile] = {}
    for pattern in patterns:
        found = matching_files(root, pattern)
        if not found:
            raise DataError(*_nothing_found(root, pattern, setting), UNREADABLE_FILE)
        for path in found:
            files.setdefault(path, DataFile(path, _format_of(path)))
    return list(files.values())


def _nothing_found(root: Path, pattern: str, setting: str) -> tuple[str, str | None]:
    path = root / pattern
    shown = shown_path(path)
    if any(sign in pattern for sign in "*?["):
        return f"{setting}: no file matches {shown}", None
    if path.is_dir():
        return f"{setting}: {shown} is a folder", f'name its files by a pattern, such as "{pattern}/*.csv"'
    if not path.parent.is_dir():
        return f"{setting}: there is no folder {shown_path(path.parent)}", None
    close = nearest(path.name, (p.name for p in path.parent.iterdir()))
    return f"{setting}: there is no file {shown}", f"did you mean {close}?" if close else None


def format_of_name(name: str) -> Format | None:
    """The format that the ending of a file's name tells, if it tells one."""
    name = name.lower()
    format = _ENDINGS.get("." + name.removesuffix(".gz").rpartition(".")[2])
    return None if format is Format.PARQUET and name.endswith(".gz") else format


def _format_of(path: Path) -> Format:
    format = format_of_name(path.name)
    if format is not None:
        return format
    raise DataError(
        f"cannot tell the format of {shown_path(path)} by its ending",
        f"known endings: {' '.join(_ENDINGS)}, and .gz after those of texts; of databases {' '.join(DUCKDB_ENDINGS)}",
        UNREADABLE_FILE,
    )
