"""Writing results: rows of known columns as CSV, JSON, JSON lines or Parquet; a file whole or not at all."""

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from errno import EDQUOT, EFBIG, EIO, ENOSPC, EROFS
from pathlib import Path
from typing import Any, TextIO, assert_never

import duckdb

from ..dsl.errors import DataError
from ..dsl.values import points_text, time_text
from .project import shown_path
from .quoting import interruptible, quote_name, quote_text
from .result_columns import Kind, ResultColumn, ResultRow

_INT64 = 2**63


class ResultFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    PARQUET = "parquet"


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


def write_results(
    path: Path,
    columns: Sequence[ResultColumn],
    rows: Iterable[ResultRow],
    format: ResultFormat | None = None,
) -> int:
    """Write results to a file and return how many rows there were.

    The format is told by the ending if it is not given. The file appears when all is written; until then, and
    if anything fails, what was there before stays as it was. Raises DataError if it cannot be written; what
    ``rows`` raises comes through.
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
    counted = _Counted(rows)
    scratch: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=folder)
        os.close(handle)
        scratch = Path(name)
        if format is ResultFormat.PARQUET:
            _write_parquet(scratch, columns, counted)
        else:
            with scratch.open("w", encoding="utf-8", newline="") as out:
                write_stream(out, columns, counted, format)
        _keep(scratch, path)
    except OSError as error:
        if counted.failed:
            raise
        raise DataError(f"cannot write {shown_path(path)}: {error.strerror or error}") from error
    except duckdb.Error as error:
        if counted.failed:
            raise
        raise DataError(f"cannot write {shown_path(path)}: {_reason(error)}") from error
    finally:
        if scratch is not None:
            with suppress(FileNotFoundError):
                scratch.unlink()
    return counted.count


def _reason(error: duckdb.Error) -> str:
    """Why DuckDB could not write, in the system's words where it passes them on in a message meant for programs."""
    first = str(error).strip().split("\n")[0]
    return next((text for text in map(os.strerror, (ENOSPC, EDQUOT, EFBIG, EROFS, EIO)) if text in first), first)


class _Counted:
    """Counts rows as they pass, and tells a failure of theirs from one of writing."""

    def __init__(self, rows: Iterable[ResultRow]) -> None:
        self.rows = rows
        self.count = 0
        self.failed = False

    def __iter__(self) -> Iterator[ResultRow]:
        rows = iter(self.rows)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except BaseException:
                self.failed = True
                raise
            self.count += 1
            yield row


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


def write_stream(out: TextIO, columns: Sequence[ResultColumn], rows: Iterable[ResultRow], format: ResultFormat) -> None:
    """Write results as text, row by row: CSV with a header, a JSON array with an object a line, or JSON lines.

    Parquet cannot be streamed: ValueError.
    """
    match format:
        case ResultFormat.CSV:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow([column.name for column in columns])
            kinds = [column.kind for column in columns]
            writer.writerows([_csv_text(k, v) for k, v in zip(kinds, row, strict=True)] for row in rows)
        case ResultFormat.JSON:
            before = "[\n"
            for line in _json_lines(columns, rows):
                out.write(before + line)
                before = ",\n"
            out.write("[]\n" if before == "[\n" else "\n]\n")
        case ResultFormat.JSONL:
            out.writelines(line + "\n" for line in _json_lines(columns, rows))
        case ResultFormat.PARQUET:
            raise ValueError("Parquet cannot be streamed")


def result_text(columns: Sequence[ResultColumn], rows: Iterable[ResultRow], format: ResultFormat) -> str:
    """What ``write_stream`` writes, as a text."""
    out = io.StringIO()
    write_stream(out, columns, rows, format)
    return out.getvalue()


def _csv_text(kind: Kind, value: Any) -> str:
    if value is None:
        return ""
    match kind:
        case Kind.ID | Kind.TEXT:
            return str(value)
        case Kind.POINTS:
            return points_text(value)
        case Kind.FLAG:
            return "true" if value else "false"
        case Kind.TIME:
            return time_text(value)
        case Kind.TEXTS:
            return "; ".join(value)
        case Kind.FIRED:
            return "; ".join(f"{rule} {'' if points < 0 else '+'}{points_text(points)}" for rule, points in value)
    assert_never(kind)


def _json_lines(columns: Sequence[ResultColumn], rows: Iterable[ResultRow]) -> Iterator[str]:
    """An object a row. Points are written as decimals, never by way of a float."""
    heads = [f"{_json_text(column.name)}: " for column in columns]
    kinds = [column.kind for column in columns]
    for row in rows:
        values = (h + _json_value(k, v) for h, k, v in zip(heads, kinds, row, strict=True))
        yield "{" + ", ".join(values) + "}"


def _json_value(kind: Kind, value: Any) -> str:
    if value is None:
        return "null"
    match kind:
        case Kind.ID:
            return str(value) if isinstance(value, int) else _json_text(value)
        case Kind.POINTS:
            return points_text(value)
        case Kind.TEXT:
            return _json_text(value)
        case Kind.FLAG:
            return "true" if value else "false"
        case Kind.TIME:
            return f'"{time_text(value)}"'
        case Kind.TEXTS:
            return "[" + ", ".join(map(_json_text, value)) + "]"
        case Kind.FIRED:
            pairs = (f'{{"rule": {_json_text(r)}, "points": {points_text(p)}}}' for r, p in value)
            return "[" + ", ".join(pairs) + "]"
    assert_never(kind)


_json_text = json.JSONEncoder(ensure_ascii=False).encode


def _write_parquet(scratch: Path, columns: Sequence[ResultColumn], rows: Iterable[ResultRow]) -> None:
    """By way of JSON lines that DuckDB reads with a fixed type for each column; decimals stand there as texts."""
    whole = {n for n, column in enumerate(columns) if column.kind is Kind.ID}
    names = [f"k{n}" for n in range(len(columns))]
    with tempfile.TemporaryDirectory(prefix="leadwright-") as folder:
        lines = Path(folder, "rows.jsonl")
        with lines.open("w", encoding="utf-8", newline="") as out:
            for row in rows:
                values = dict(zip(names, map(_plain, columns, row), strict=True))
                whole = {n for n in whole if row[n] is None or _is_int64(row[n])}
                out.write(json.dumps(values, ensure_ascii=False) + "\n")
        read = {name: _read_type(column.kind) for name, column in zip(names, columns, strict=True)}
        shape = ", ".join(f"{name}: '{type}'" for name, type in read.items())
        selected = ", ".join(
            f"{_parquet_value(column.kind, name, n in whole)} AS {quote_name(column.name)}"
            for n, (name, column) in enumerate(zip(names, columns, strict=True))
        )
        source = (
            f"read_json({quote_text(str(lines))}, columns = {{{shape}}}, format = 'newline_delimited', "
            "maximum_object_size = 67108864)"
        )
        with interruptible(), duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute(f"SET temp_directory = {quote_text(folder)}")
            connection.execute(f"COPY (SELECT {selected} FROM {source}) TO {quote_text(str(scratch))} (FORMAT parquet)")


def _is_int64(value: Any) -> bool:
    return isinstance(value, int) and -_INT64 <= value < _INT64


def _plain(column: ResultColumn, value: Any) -> Any:
    if value is None:
        return None
    match column.kind:
        case Kind.ID:
            return str(value)
        case Kind.POINTS:
            return points_text(value)
        case Kind.TEXTS:
            return list(value)
        case Kind.FIRED:
            return [{"rule": rule, "points": points_text(points)} for rule, points in value]
        case Kind.TEXT | Kind.FLAG | Kind.TIME:
            return value


def _read_type(kind: Kind) -> str:
    match kind:
        case Kind.ID | Kind.TEXT:
            return "VARCHAR"
        case Kind.POINTS:
            return "DECIMAL(18,2)"
        case Kind.FLAG:
            return "BOOLEAN"
        case Kind.TIME:
            return "BIGINT"
        case Kind.TEXTS:
            return "VARCHAR[]"
        case Kind.FIRED:
            return "STRUCT(rule VARCHAR, points DECIMAL(18,2))[]"


def _parquet_value(kind: Kind, name: str, is_whole: bool) -> str:
    match kind:
        case Kind.ID:
            return f"{name}::BIGINT" if is_whole else name
        case Kind.TIME:
            return f"make_timestamptz({name})"
        case _:
            return name
