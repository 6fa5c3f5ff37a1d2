"""Where results go: a file, a table of a DuckDB file or of a Postgres database, a place that Spark alone writes to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from ..dsl.errors import DataError
from .files import is_duckdb
from .postgres import is_postgres, shown_url
from .result_columns import ResultFormat, Results
from .sources_elsewhere import TABLE, is_elsewhere
from .table_name import TableName

_TABLE = "scores"
"""The table that is written if none is named."""


@dataclass(frozen=True, slots=True)
class FileTarget:
    path: Path
    format: ResultFormat

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class DuckDBTarget:
    path: Path
    table: TableName

    def __str__(self) -> str:
        return f"the table {self.table} of {self.path}"


@dataclass(frozen=True, slots=True)
class PostgresTarget:
    url: str
    table: TableName

    def __str__(self) -> str:
        return f"the table {self.table} of {shown_url(self.url)}"


@dataclass(frozen=True, slots=True)
class SparkTarget:
    """A folder of Parquet files behind a URL, or else a table of Spark's catalogue."""

    url: str | None
    table: str | None = None

    def __str__(self) -> str:
        return self.url or f"the table {self.table}"


Target = FileTarget | DuckDBTarget | PostgresTarget | SparkTarget


def target_of(out: str, format: ResultFormat | None = None, table: str | None = None) -> Target:
    """What a path or a database's URL names. ``format`` is that of a file, told by its ending if it is not given;
    ``table`` that of a database, ``scores`` if it is not given.

    Raises DataError if they do not go together, or if the ending tells no format.
    """
    from .results import format_of

    path = Path(out)
    if is_elsewhere(out):
        return _spark_target(out, format, table)
    is_database = is_postgres(out) or is_duckdb(path)
    if is_database and format is None:
        name = TableName.read(table or _TABLE)
        return PostgresTarget(out, name) if is_postgres(out) else DuckDBTarget(path, name)
    if is_database:
        raise DataError("a table of a database has no format", "leave out --format")
    if table is not None:
        raise DataError(
            f"{out} is a file, which has no table", "leave out --table, or name a .duckdb file or a database"
        )
    return FileTarget(path, format or format_of(path))


def _spark_target(out: str, format: ResultFormat | None, table: str | None) -> SparkTarget:
    if table is not None:
        raise DataError(f"{out} has no tables", f"leave out --table, or write --out {TABLE}{table}")
    if format not in (None, ResultFormat.PARQUET):
        raise DataError(f"{out} is written by Spark as Parquet", "leave out --format")
    return SparkTarget(None, out.removeprefix(TABLE)) if out.startswith(TABLE) else SparkTarget(out)


def write_to(target: Target, results: Results, release: Callable[[], None]) -> int:
    """Write results whole or not at all, and return how many there were.

    ``release`` lets go of the data that they come from; it is called, if at all, when the last batch was taken. Raises
    DataError if they cannot be written; what the batches raise comes through.
    """
    match target:
        case FileTarget(path, format):
            from .results import write_results

            return write_results(path, results, format)
        case DuckDBTarget(path, table):
            from .result_tables import write_duckdb

            return write_duckdb(path, table, results, release)
        case PostgresTarget(url, table):
            from .result_tables import write_postgres

            return write_postgres(url, table, results)
        case SparkTarget():
            raise DataError(
                f"{target} is written by Spark alone, and only as a whole",
                "add --engine spark, without --sort and --limit; see docs/spark.md",
            )
    assert_never(target)
