"""Texts of Parquet files as they stand there: each different one once, and numbers for rows.

DuckDB would write out every single text; Arrow leaves them as they are, which takes a fifth of the time.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..table import Column, Table

_ROWS_AT_ONCE = 100_000


def parquet_texts(table: Table, column: Column) -> Iterator[pa.Array] | None:
    """The texts of a column of Parquet files, in the order of the rows; None if they have to be read another way."""
    files = [file.path for file in table.files]
    try:
        footers = [pq.read_metadata(path) for path in files]
        if not files or not all(_has_plain_texts(footer, column.found) for footer in footers):
            return None
    except (pa.ArrowException, OSError):
        return None
    return _texts(files, footers, column.found)


def _has_plain_texts(footer: pq.FileMetaData, name: str) -> bool:
    """Whether a file has one column of exactly this name, of texts and outside of any structure."""
    schema = footer.schema.to_arrow_schema()
    same = [field for field in schema if field.name.casefold() == name.casefold()]
    return "." not in name and len(same) == 1 and same[0].name == name and same[0].type == pa.string()


def _texts(files: Sequence[Path], footers: Sequence[pq.FileMetaData], name: str) -> Iterator[pa.Array]:
    for path, footer in zip(files, footers, strict=True):
        file = pq.ParquetFile(path, metadata=footer, read_dictionary=[name])
        for groups in _groups(footer):
            yield from file.read_row_groups(groups, columns=[name], use_threads=False).column(0).chunks


def _groups(footer: pq.FileMetaData) -> Iterator[list[int]]:
    """Row groups side by side that are read together."""
    together: list[int] = []
    rows = 0
    for number in range(footer.num_row_groups):
        together.append(number)
        rows += footer.row_group(number).num_rows
        if rows >= _ROWS_AT_ONCE:
            yield together
            together, rows = [], 0
    if together:
        yield together
