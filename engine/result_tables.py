"""Results as a table of a DuckDB file or a Postgres database: replaced whole or not at all, other tables left alone."""

import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from ..dsl.errors import DataError
from .postgres import connect
from .project import shown_path
from .quoting import interruptible, quote_name, quote_text
from .result_columns import Results
from .results import Watched, reason_of, tables_of, write_parquet
from .table_name import TableName

_ROWS_AT_ONCE = 122_880
"""Rows of one row group of DuckDB's."""
_TARGET = "leadwright_target"


def write_duckdb(path: Path, table: TableName, results: Results, release: Callable[[], None]) -> int:
    """Write results to a table of a DuckDB file, which is made if it is not there. Returns how many there were.

    If the data is read from the same file, ``release`` is called to let go of it when the last batch was taken. Raises
    DataError if the file cannot be written, is in use or is none of DuckDB's, before the first batch is taken where
    that can be known; what the batches raise comes through.
    """
    path = path.resolve()
    if path.is_dir():
        raise DataError(f"cannot write {shown_path(path)}: it is a folder")
    if not path.parent.is_dir():
        raise DataError(f"cannot write {shown_path(path)}: there is no folder {shown_path(path.parent)}")
    watched = Watched(results.batches)
    results = replace(results, batches=iter(watched))
    try:
        with interruptible():
            if path.exists():
                _write_existing(path, table, results, release)
            else:
                _write_new(path, table, results)
    except (OSError, duckdb.Error) as error:
        if watched.failed:
            raise
        raise DataError(f"cannot write {shown_path(path)}: {_reason(error)}", _help(error)) from error
    return watched.count


def _write_existing(path: Path, table: TableName, results: Results, release: Callable[[], None]) -> None:
    try:
        attached = _attached(path)
    except duckdb.Error as error:
        if "already attached" not in str(error):
            raise
        _write_same(path, table, results, release)
        return
    with attached as connection:
        _fill(connection, table, results)


def _write_same(path: Path, table: TableName, results: Results, release: Callable[[], None]) -> None:
    """Write to the file that the data is read from: one process cannot hold it twice."""
    with tempfile.TemporaryDirectory(prefix="leadwright-") as folder:
        spool = Path(folder, "results.parquet")
        write_parquet(spool, results)
        release()
        with _attached(path) as connection:
            name = _checked_name(connection, table)
            connection.execute(
                f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM read_parquet({quote_text(str(spool))})"
            )


def _write_new(path: Path, table: TableName, results: Results) -> None:
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", suffix=".part", dir=path.parent) as folder:
        scratch = Path(folder, path.name)
        with _attached(scratch) as connection:
            _fill(connection, table, results)
        scratch.replace(path)


def _attached(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
    try:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(f"ATTACH {quote_text(str(path))} AS {_TARGET}")
    except BaseException:
        connection.close()
        raise
    return connection


def _fill(connection: duckdb.DuckDBPyConnection, table: TableName, results: Results) -> None:
    name = _checked_name(connection, table)
    with _transaction(connection):
        start = f"CREATE OR REPLACE TABLE {name} AS"
        for rows in _with_schema(results):
            connection.register("results", rows)
            connection.execute(f"{start} SELECT * FROM results")
            connection.unregister("results")
            start = f"INSERT INTO {name}"


def _with_schema(results: Results) -> Iterator[pa.Table]:
    """An empty table, so that there is one; then the results."""
    yield results.schema.empty_table()
    yield from tables_of(results.batches, _ROWS_AT_ONCE)


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    connection.execute("BEGIN")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(duckdb.Error):  # a failed commit ended the transaction by itself
            connection.execute("ROLLBACK")
        raise


def _checked_name(connection: duckdb.DuckDBPyConnection, table: TableName) -> str:
    """The table's name in SQL. Raises DataError if its schema is not there, or if it is a view."""
    schema = table.schema or "main"
    schemas = connection.execute(
        f"SELECT schema_name FROM duckdb_schemas() WHERE database_name = '{_TARGET}' AND NOT internal"
    ).fetchall()
    if (schema,) not in schemas and schema != "main":
        there = ", ".join(sorted({"main", *(name for (name,) in schemas)}))
        raise DataError(f"cannot write the table {table}: there is no schema {schema}", f"there is: {there}")
    views = f"SELECT 1 FROM duckdb_views() WHERE database_name = '{_TARGET}' AND schema_name = ? AND view_name = ?"
    if connection.execute(views, [schema, table.name]).fetchall():
        raise DataError(f"cannot write the table {table}: it is a view", "name another --table")
    return f"{_TARGET}.{quote_name(schema)}.{quote_name(table.name)}"


def _reason(error: Exception) -> str:
    said = reason_of(error)
    if "Conflicting lock" in said:
        return "another program has it open"
    if "not a valid DuckDB database" in said:
        return "it is there, and is no DuckDB file"
    return said.partition(" Error: ")[2] or said


def _help(error: Exception) -> str | None:
    return "close it there, or write to another file" if "Conflicting lock" in str(error) else None


def write_postgres(url: str, table: TableName, results: Results) -> int:
    """Write results to a table of a Postgres database and return how many there were.

    Raises DataError if the database cannot be reached or refuses it; what the batches raise comes through.
    """
    with connect(url) as database, database.replacing(table) as scratch:
        database.create_table(scratch, results.schema)
        return database.write_arrow(scratch, results.batches)
