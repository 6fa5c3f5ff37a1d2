"""Writing results to a file, as CSV, JSON, JSON lines or Parquet: whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from errno import EDQUOT, EFBIG, EIO, ENOSPC, EROFS
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..dsl.errors import DataError
from .project import shown_path
from .result_columns import ResultFormat, Results
from .result_text import write_text

_ROWS_AT_ONCE = 65_536

_ENDINGS = {
    ".csv": ResultFormat.CSV,
    ".json": ResultFormat.JSON,
    ".jsonl": ResultFormat.JSONL,
    ".ndjson": ResultFormat.JSONL,
    ".parquet": ResultFormat.PARQUET,
}


def format_of(path: Path) -> ResultFormat:
    """The format that a file's ending tells. Raises DataError if it tells none."""
    found = _ENDINGS.get(path.suffix.lower())
    if found is None:
        raise DataError(
            f"cannot tell the format of {shown_path(path)} by its ending",
            f"known endings: {' '.join(_ENDINGS)}; or say --format",
        )
    return found


def write_results(path: Path, results: Results, format: ResultFormat | None = None) -> int:
    """Write results to a file and return how many there were.

    The format is told by the ending if it is not given. The file appears when all is written; until then, and
    if anything fails, what was there before stays as it was. Raises DataError if it cannot be written, before the
    first batch is taken where that can be known; what the batches raise comes through.
    """
    format = format or format_of(path)
    path = path.resolve()  # a link stays one; what it points to is replaced
    folder = path.parent
    if path.is_dir():
        raise DataError(f"cannot write {shown_path(path)}: it is a folder")
    if path.exists() and not path.is_file():
        raise DataError(f"cannot write {shown_path(path)}: it is not a file")
    if not folder.is_dir():
        raise DataError(f"cannot write {shown_path(path)}: there is no folder {shown_path(folder)}")
    watched = Watched(results.batches)
    results = replace(results, batches=iter(watched))
    scratch: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=folder)
        os.close(handle)
        scratch = Path(name)
        if format is ResultFormat.PARQUET:
            write_parquet(scratch, results)
        else:
            with scratch.open("wb") as out:
                write_text(out, results, format)
        _keep(scratch, path)
    except (OSError, pa.ArrowException) as error:
        if watched.failed:
            raise
        raise DataError(f"cannot write {shown_path(path)}: {reason_of(error)}") from error
    finally:
        if scratch is not None:
            with suppress(FileNotFoundError):
                scratch.unlink()
    return watched.count


def reason_of(error: Exception) -> str:
    """Why it could not be written, in the system's words where they stand in a message meant for programs."""
    first = str(getattr(error, "strerror", None) or error).strip().split("\n")[0]
    return next((text for text in map(os.strerror, (ENOSPC, EDQUOT, EFBIG, EROFS, EIO)) if text in first), first)


class Watched:
    """Counts the results of batches as they pass, and tells a failure of theirs from one of writing."""

    def __init__(self, batches: Iterator[pa.RecordBatch]) -> None:
        self.batches = batches
        self.count = 0
        self.failed = False

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        while True:
            try:
                batch = next(self.batches)
            except StopIteration:
                return
            except BaseException:
                self.failed = True
                raise
            self.count += batch.num_rows
            yield batch


def _keep(scratch: Path, path: Path) -> None:
    """Give the finished file its place, with the rights that a new file, or the one it replaces, has."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    scratch.chmod(mode)
    with scratch.open("rb+") as file:
        os.fsync(file.fileno())
    scratch.replace(path)


def write_parquet(path: Path, results: Results) -> None:
    """Write results to a file as they come, some while the next are made. Dictionary-coded texts are texts in it."""
    writer: pq.ParquetWriter | None = None
    with ThreadPoolExecutor(1) as pool:
        try:
            being_written: Future[None] | None = None
            for table in tables_of(results.batches, _ROWS_AT_ONCE):
                if being_written is not None:
                    being_written.result()
                if writer is None:
                    writer = _parquet_writer(path, table.schema)
                being_written = pool.submit(writer.write_table, table)
            if being_written is not None:
                being_written.result()
            if writer is None:
                writer = _parquet_writer(path, results.schema)
        finally:
            pool.shutdown()
            if writer is not None:
                writer.close()


def _parquet_writer(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, schema, store_schema=False)


def tables_of(batches: Iterator[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """Batches gathered into tables of at least so many rows, but for the last."""
    gathered: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        gathered.append(batch)
        count += batch.num_rows
        if count >= rows:
            yield pa.Table.from_batches(gathered)
            gathered, count = [], 0
    if gathered:
        yield pa.Table.from_batches(gathered)
