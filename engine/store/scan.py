"""A table read from its first row to its last, in that order, as Arrow arrays.

What a columnar format holds is read column by column: that takes the least memory, and columns do not wait for each
other. Everything else (CSV, JSON) is gone through once.
"""

from collections.abc import Callable, Iterator, Sequence

import duckdb
import pyarrow as pa

from ...dsl.errors import DataError
from ..files import UNREADABLE_FILE
from ..quoting import interruptible
from ..table import Database, Table
from .parquet_texts import parquet_texts
from .readings import Reading

_ROWS_AT_ONCE = 122_880  # as many as DuckDB puts into a row group

Step = Callable[[float], None]
"""Called with the number of rows that were read since it was called last; one of ten columns is a tenth of a row."""


def taken(table: Table, readings: Sequence[Reading], step: Step) -> Iterator[Reading]:
    """Let each reading take up all rows of a table; gives back each that has, in their order.

    Raises DataError if the data cannot be read, or changes while it is.
    """
    groups = [[reading] for reading in readings] if table.is_columnar else [list(readings)]
    rows: int | None = None
    for group in groups if readings else ():
        share = len(group) / len(readings)
        _take_up(table, group, lambda rows, share=share: step(rows * share))
        if rows is not None and group[0].rows != rows:
            raise changed(table)
        rows = group[0].rows
        yield from group


def changed(table: Table) -> DataError:
    return DataError(
        f"{table.shown} changed while it was read", "run it again once nothing writes to it", UNREADABLE_FILE
    )


def _take_up(table: Table, group: Sequence[Reading], step: Step) -> None:
    if len(group) == 1 and group[0].plain is not None and _texts_taken_up(table, group[0], step):
        return
    expressions = list(dict.fromkeys(e for reading in group for e in reading.expressions))
    positions = [[expressions.index(e) for e in reading.expressions] for reading in group]
    selected = ", ".join(f"{expression} AS c{n}" for n, expression in enumerate(expressions))
    database = table.database
    for attempt in (1, 2):
        try:
            for batch in _batches(database, f"SELECT {selected} FROM {table.view}"):
                for reading, places in zip(group, positions, strict=True):
                    reading.take([batch.column(place) for place in places])
                step(batch.num_rows)
            return
        except duckdb.Error as error:
            if attempt == 2 or not database.repaired(error):
                raise database.failure(error) from error
        for reading in group:
            reading.clear()


def _texts_taken_up(table: Table, reading: Reading, step: Step) -> bool:
    """Take up the texts of a Parquet column as they stand in the files; false if that cannot be done."""
    assert reading.plain is not None
    texts = parquet_texts(table, reading.plain)
    if texts is None:
        return False
    try:
        for array in texts:
            reading.take([array])
            step(len(array))
    except (pa.ArrowException, OSError, UnicodeDecodeError):  # DuckDB will say what is wrong
        reading.clear()
        return False
    return True


def _batches(database: Database, sql: str) -> Iterator[pa.RecordBatch]:
    with interruptible():
        reader = database.connection.sql(sql).to_arrow_reader(_ROWS_AT_ONCE)
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
        yield batch
