"""The files of leads, or of events, as one table, whatever formats they are in."""

import shutil
import tempfile
import unicodedata
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from ..dsl.errors import DataError
from .csv_file import Header, explain_broken, read_header, write_plain_copy
from .files import UNREADABLE_FILE, DataFile, Format
from .quoting import quote_name, quote_text, quote_texts
from .table import Database, Table, is_struct, leaves


@dataclass(frozen=True, slots=True)
class _Scan:
    """Files that are read by one call of DuckDB's. ``columns``: name in the data → expression over the call."""

    files: tuple[DataFile, ...]
    columns: dict[str, str]
    types: dict[str, str]
    header: Header | None = None
    shape: str = ""
    layout: str = "auto"

    def call(self, files: Sequence[DataFile], copies: dict[Path, Path], encoding: str) -> str:
        """The table function that reads ``files``, which are some of the scan's."""
        paths = quote_texts(str(copies[f.path]) if f.path in copies else f.glob for f in files)
        if self.header is not None:
            if files and all(f.path in copies for f in files):
                encoding = "utf-8"
            columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(len(self.header.names)))
            return (
                f"read_csv({paths}, auto_detect = false, header = true, columns = {{{columns}}}, "
                f"delim = {quote_text(self.header.delimiter)}, quote = '\"', escape = '\"', "
                f"encoding = {quote_text(encoding)}, max_line_size = 16000000, hive_partitioning = false)"
            )
        if self.shape:
            return f"read_json({paths}, columns = {self.shape}, format = '{self.layout}', {_JSON})"
        return f"read_parquet({paths}, union_by_name = true, hive_partitioning = false)"


_JSON = "maximum_object_size = 67108864, hive_partitioning = false"


class FileTable(Table):
    """All rows of some files, one file after the other; columns in order of first appearance."""

    def __init__(
        self, database: Database, view: str, files: Sequence[DataFile], delimiter: str | None, encoding: str
    ) -> None:
        super().__init__(database, view)
        self.files = tuple(files)
        self.encoding = encoding
        self._copies: dict[Path, Path] = {}
        self._folder: Path | None = None
        self._counts: list[int] | None = None
        self._scans = list(self._scanned(delimiter))
        self._create_view(list(dict.fromkeys(name for scan in self._scans for name in scan.columns)))

    @property
    def shown(self) -> str:
        first, *others = self.files
        return f"{first.shown} and {len(others)} more" if others else first.shown

    @property
    def is_columnar(self) -> bool:
        return all(file.format is Format.PARQUET for file in self.files)

    def explain(self, said: str) -> DataError | None:
        for file in self.files:
            if str(file.path) in said:
                what = said.partition(": ")[2].replace(str(file.path), file.path.name)
                return DataError(
                    f"{file.shown} cannot be read: {what}",
                    "the file is damaged or cut short: copy or export it anew"
                    if file.format is not Format.JSON
                    else None,
                    UNREADABLE_FILE,
                )
        return None

    def without(self, column: str) -> list[str]:
        return [file.shown for scan in self._scans for file in self._without(scan, column)]

    def _without(self, scan: _Scan, column: str) -> Iterable[DataFile]:
        if scan.header is not None:
            return () if column in scan.columns else scan.files
        if len(scan.files) == 1 or scan.shape:  # JSON: every object may have other names
            return ()
        paths = quote_texts(f.glob for f in scan.files)
        names: dict[str, set[str]] = {}
        for path, name in self.database.rows(f"SELECT file_name, name FROM parquet_schema({paths})"):
            names.setdefault(path, set()).add(unicodedata.normalize("NFC", name).casefold())
        either = {column.casefold(), column.partition(".")[0].casefold()}
        return [f for f in scan.files if either.isdisjoint(names.get(str(f.path), either))]

    def _scanned(self, delimiter: str | None) -> Iterable[_Scan]:
        headers: dict[Path, Header] = {}
        for file in self.files:
            if file.format is Format.CSV:
                header = headers[file.path] = read_header(file, delimiter, self.encoding)
                self.repeated += [f"`{name}` in {file.shown}" for name in header.repeated]
        for (format, header, layout), group in groupby(
            self.files, lambda f: (f.format, headers.get(f.path), _json_layout(f))
        ):
            files = tuple(group)
            if header is not None:
                columns = {name: f"c{n}" for n, name in enumerate(header.names)}
                yield _Scan(files, columns, dict.fromkeys(columns, "VARCHAR"), header)
            elif format is Format.JSON:
                yield self._json_scan(files, layout)
            else:
                yield self._parquet_scan(files)

    def _json_scan(self, files: tuple[DataFile, ...], layout: str) -> _Scan:
        """Every value that is not an object becomes a text, as it stands: nothing is guessed from its looks."""
        paths = quote_texts(f.glob for f in files)
        names, types = self.database.described(
            f"SELECT * FROM read_json({paths}, sample_size = -1, maximum_depth = -1, "
            f"map_inference_threshold = -1, field_appearance_threshold = 0, format = '{layout}', {_JSON})"
        )
        columns: dict[str, str] = {}
        shape: list[str] = []
        for name, type in zip(names, types, strict=True):
            shape.append(f"{quote_text(name)}: {quote_text(_as_texts(type))}")
            columns |= leaves(name, quote_name(name), type)
        shape_text = "{" + ", ".join(shape) + "}"
        return _Scan(files, columns, dict.fromkeys(columns, "VARCHAR"), shape=shape_text, layout=layout)

    def _parquet_scan(self, files: tuple[DataFile, ...]) -> _Scan:
        paths = quote_texts(f.glob for f in files)
        names, types = self.database.described(
            f"SELECT * FROM read_parquet({paths}, union_by_name = true, hive_partitioning = false)"
        )
        columns: dict[str, str] = {}
        for name, type in zip(names, types, strict=True):
            columns |= leaves(name, quote_name(name), type)
        return _Scan(files, columns, {})

    def _create_view(self, names: Sequence[str]) -> None:
        parts: list[str] = []
        for scan in self._scans:
            expressions = {name: scan.columns.get(name, "NULL") for name in names}
            parts += [self.selected(expressions, call) for call in self._calls(scan)]
        self.create_view(names, " UNION ALL ".join(parts))

    def _calls(self, scan: _Scan) -> list[str]:
        """One call, but for files of which some had to be copied (those are in another encoding)."""
        groups = groupby(scan.files, lambda f: f.path in self._copies)
        return [scan.call(tuple(group), self._copies, self.encoding) for _, group in groups]

    def repair(self) -> bool:
        """Copy CSV files that DuckDB cannot read but that are well-formed."""
        before = len(self._copies)
        for scan in self._scans:
            if scan.header is None:
                continue
            for file in scan.files:
                if file.path in self._copies or self._is_readable(scan, file):
                    continue
                explain_broken(file, scan.header, self.encoding)
                copy = self._copy_folder() / f"{len(self._copies)}.csv"
                write_plain_copy(file, scan.header, self.encoding, copy)
                self._copies[file.path] = copy
        if len(self._copies) == before:
            return False
        self._create_view(list(self.columns))
        return True

    def _copy_folder(self) -> Path:
        """A folder that lives as long as this table."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="leadwright-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def _is_readable(self, scan: _Scan, file: DataFile) -> bool:
        try:
            sql = f"SELECT max(length(COLUMNS(*))) FROM {scan.call((file,), {}, self.encoding)}"
            self.database.connection.execute(sql).fetchall()
        except duckdb.Error:
            return False
        return True

    def place(self, row: int) -> str:
        """File and row. In CSV files the header is row 1, as in a spreadsheet; in others the first record is."""
        if self._counts is None:
            self._counts = self._row_counts()
        for file, count in zip(self.files, self._counts, strict=True):
            if row <= count:
                return f"{file.shown}, row {row + (file.format is Format.CSV)}"
            row -= count
        raise AssertionError(f"the data has fewer rows than {row}")

    def _row_counts(self) -> list[int]:
        if len(self.files) == 1:
            return [2**62]
        return [
            self.database.rows(f"SELECT count(*) FROM {scan.call((file,), self._copies, self.encoding)}")[0][0]
            for scan in self._scans
            for file in scan.files
        ]


def _json_layout(file: DataFile) -> str:
    """How DuckDB is to read a JSON file: it finds out itself, but not behind a byte order mark."""
    if file.format is not Format.JSON or file.path.name.lower().endswith(".gz"):
        return "auto"
    with file.path.open("rb") as data:
        start = data.read(64)
    if not start.startswith(b"\xef\xbb\xbf"):
        return "auto"
    return "array" if start[3:].lstrip().startswith(b"[") else "newline_delimited"


def _as_texts(type: Any) -> str:
    """A type in which every leaf is text."""
    if not is_struct(type):
        return "VARCHAR"
    return "STRUCT(" + ", ".join(f"{quote_name(n)} {_as_texts(t)}" for n, t in type.children) + ")"
