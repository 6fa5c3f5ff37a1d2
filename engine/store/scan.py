"""A table read from its first row to its last, in that order, as Arrow arrays.

What a columnar format holds is read column by column, some at a time: that takes the least memory. Everything else
(CSV, JSON) is gone through once.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event

import duckdb
import pyarrow as pa

from ...dsl.errors import DataError
from ..files import UNREADABLE_FILE
from ..quoting import interruptible
from ..table import Column, Table
from .parquet_texts import parquet_texts
from .readings import Reading

_ROWS_AT_ONCE = 122_880  # as many as DuckDB puts into a row group
_SECONDS_BETWEEN_STEPS = 0.1

Step = Callable[[float], None]
"""Called with the number of rows that were read since it was called last; one of ten columns is a tenth of a row."""


def row_count(table: Table) -> int:
    return table.database.rows(f"SELECT count(*) FROM {table.view}")[0][0]


def any_rows(table: Table, conditions: Sequence[str]) -> Sequence[bool]:
    """Whether there are rows for which each of some SQL conditions holds."""
    if not conditions:
        return ()
    selected = ", ".join(f"coalesce(bool_or({condition}), false)" for condition in conditions)
    return table.database.rows(f"SELECT {selected} FROM {table.view}")[0]


def changed(table: Table) -> DataError:
    return DataError(
        f"{table.shown} changed while it was read", "run it again once nothing writes to it", UNREADABLE_FILE
    )


def taken(table: Table, readings: Sequence[Reading], step: Step) -> Iterator[Reading]:
    """Let each reading take up all rows of a table; gives back each that has, in their order.

    Raises DataError if the data cannot be read, or changes while it is.
    """
    if not readings:
        return
    rows: int | None = None
    for reading in (_columns if table.is_columnar else _rows)(table, readings, step):
        if rows is not None and reading.rows != rows:
            raise changed(table)
        rows = reading.rows
        yield reading


def _failure(table: Table, error: duckdb.Error) -> DataError:
    """What went wrong while a table was read; DuckDB does not always say in which file."""
    said = str(error).strip().split("\n")[0]
    return table.explain(said) or DataError(
        f"{table.shown} cannot be read: {said}", "if it is damaged or cut short, export it anew", UNREADABLE_FILE
    )


# --- row by row


def _rows(table: Table, readings: Sequence[Reading], step: Step) -> Iterator[Reading]:
    for attempt in (1, 2):
        try:
            for rows in _scan(table, table.database.connection, readings):
                step(rows)
            break
        except duckdb.Error as error:
            if attempt == 2 or not table.database.repaired(error):
                raise _failure(table, error) from error
        for reading in readings:
            reading.clear()
    yield from readings


def _scan(table: Table, connection: duckdb.DuckDBPyConnection, readings: Sequence[Reading]) -> Iterator[int]:
    """Let readings take up what their expressions give; how many rows they took at a time."""
    expressions = list(dict.fromkeys(reading.expression for reading in readings))
    selected = ", ".join(f"{expression} AS c{n}" for n, expression in enumerate(expressions))
    with interruptible():
        reader = connection.sql(f"SELECT {selected} FROM {table.view}").to_arrow_reader(_ROWS_AT_ONCE)
    while True:
        try:
            with interruptible():
                batch = reader.read_next_batch()
        except StopIteration:
            return
        except OSError as error:  # what DuckDB says half-way through comes out as Arrow's error
            if "Query interrupted" in str(error):
                raise KeyboardInterrupt from None
            raise duckdb.Error(str(error)) from error
        for reading in readings:
            reading.take(batch.column(expressions.index(reading.expression)))
        yield batch.num_rows


# --- column by column


def _columns(table: Table, readings: Sequence[Reading], step: Step) -> Iterator[Reading]:
    """Threads read columns, as many as there are processors: this one waits for them, and tells how far they are."""
    count = row_count(table)
    for reading in readings:
        reading.expect(count)
    workers = os.cpu_count() or 1
    waiting = deque(readings)
    running: deque[tuple[Reading, Future[None]]] = deque()
    stop = Event()
    told = 0.0
    with ThreadPoolExecutor(workers) as pool:
        try:
            while waiting or running:
                while waiting and len(running) < workers + 1:
                    reading = waiting.popleft()
                    running.append((reading, pool.submit(_read_column, table, _cursor(table), reading, stop)))
                reading, future = running[0]
                wait([future], _SECONDS_BETWEEN_STEPS)
                done = sum(reading.rows for reading in readings) / len(readings)
                step(done - told)
                told = done
                if future.done():
                    running.popleft()
                    future.result()
                    yield reading
        finally:
            stop.set()


def _cursor(table: Table) -> duckdb.DuckDBPyConnection:
    """A connection of a thread's own to the same database."""
    cursor = table.database.connection.cursor()
    cursor.execute("SET TimeZone = 'UTC'")
    return cursor


def _read_column(table: Table, connection: duckdb.DuckDBPyConnection, reading: Reading, stop: Event) -> None:
    if reading.plain is not None and _read_texts(table, reading.plain, reading, stop):
        return
    try:
        for _ in _scan(table, connection, [reading]):
            if stop.is_set():
                return
    except duckdb.Error as error:
        raise _failure(table, error) from error
    finally:
        connection.close()


def _read_texts(table: Table, column: Column, reading: Reading, stop: Event) -> bool:
    """Take up the texts of a Parquet column as they stand in the files; false if that cannot be done."""
    texts = parquet_texts(table, column)
    if texts is None:
        return False
    try:
        for array in texts:
            reading.take(array)
            if stop.is_set():
                return True
    except (pa.ArrowException, OSError, UnicodeDecodeError):  # DuckDB will say what is wrong
        reading.clear()
        return False
    return True
