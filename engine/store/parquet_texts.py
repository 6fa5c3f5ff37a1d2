"""Texts of Parquet files as they stand there: each different one once, and numbers for rows.

DuckDB would write out every single text; Arrow leaves them as they are, which takes a fifth of the time.
"""

import os
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..table import Column, Table

_ROWS_AT_ONCE = 100_000
_AHEAD = 4


def parquet_texts(table: Table, column: Column) -> Iterator[pa.Array] | None:
    """The texts of a column of Parquet files, in the order of the rows; None if they have to be read another way."""
    files = [file.path for file in table.files]
    try:
        footers = [pq.read_metadata(path) for path in files]
        if not files or not all(_has_plain_texts(footer, column.found) for footer in footers):
            return None
    except (pa.ArrowException, OSError):
        return None
    return _texts(list(zip(files, footers, strict=True)), column.found)


def _has_plain_texts(footer: pq.FileMetaData, name: str) -> bool:
    """Whether a file has one column of exactly this name, of texts and outside of any structure."""
    schema = footer.schema.to_arrow_schema()
    same = [field for field in schema if field.name.casefold() == name.casefold()]
    return "." not in name and len(same) == 1 and same[0].name == name and same[0].type == pa.string()


def _texts(files: list[tuple[Path, pq.FileMetaData]], name: str) -> Iterator[pa.Array]:
    workers = os.cpu_count() or 1
    mine = threading.local()

    def read(path: Path, footer: pq.FileMetaData, groups: list[int]) -> list[pa.Array]:
        if getattr(mine, "path", None) != path:
            mine.path, mine.file = path, pq.ParquetFile(path, metadata=footer, read_dictionary=[name])
        return mine.file.read_row_groups(groups, columns=[name], use_threads=False).column(0).chunks

    parts = [(path, footer, groups) for path, footer in files for groups in _groups(footer)]
    with ThreadPoolExecutor(workers) as pool:
        ahead = workers * _AHEAD
        running = deque(pool.submit(read, *part) for part in parts[:ahead])
        for part in (*parts[ahead:], *[None] * len(running)):
            chunks = running.popleft().result()
            if part is not None:
                running.append(pool.submit(read, *part))
            yield from chunks


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
