"""Leads, or events, as Spark reads them: the table of a source, no row of which comes through this process."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ....dsl.errors import DataError
from ...csv_file import explain_broken
from ...files import UNREADABLE_FILE, is_duckdb
from ...postgres import is_postgres
from ...project import EventsSettings, LeadsSettings, Project
from ...source import OpenTable
from ...table import Column, Database, Table
from ..gathered import ROW
from .scans import Scan, local_path, scans_of
from .words import in_words

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.types import DataType

_NAMES = {
    "string": "VARCHAR",
    "char": "VARCHAR",
    "varchar": "VARCHAR",
    "byte": "TINYINT",
    "short": "SMALLINT",
    "integer": "INTEGER",
    "long": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
    "binary": "BLOB",
}
"""Spark's types by the names that sources give them."""
_WHOLE = ("byte", "short", "integer", "long")
_FILES_IN_ORDER = 64
"""Of so many files the order is told; of more it is that of their names."""


class SparkTable(Table):
    """The view of it is a view of Spark's, which is there while it is scored."""

    def __init__(self, database: Database, view: str, shown: str, encoding: str, scans: Sequence[Scan]) -> None:
        super().__init__(database, view)
        self._shown = shown
        self._encoding = encoding
        self.scans = scans
        self.repeated = [
            f"`{name}` in {scan.files[0].shown}" for scan in scans if scan.header for name in scan.header.repeated
        ]
        found: dict[str, list[DataType]] = {}
        for scan in scans:
            for name, (_, type) in scan.columns.items():
                found.setdefault(name, []).append(type)
        self._types = {name: _common(types) for name, types in found.items()}
        self.columns = {name: Column(name, f"k{n}", _name_of(types)) for n, (name, types) in enumerate(found.items())}

    @property
    def shown(self) -> str:
        return self._shown

    def place(self, row: int) -> str:
        return self._shown

    def without(self, column: str) -> list[str]:
        return [scan.files[0].shown for scan in self.scans if column not in scan.columns and scan.files]

    @property
    def bytes(self) -> int:
        """How large the data is, as far as Spark knows."""
        frames: list[Any] = [scan.frame for scan in self.scans]
        return sum(int(str(f._jdf.queryExecution().optimizedPlan().stats().sizeInBytes())) for f in frames)

    def explain_broken(self) -> None:
        """After a failure: raises DataError with the broken rows if one of the CSV files that are here has some."""
        for scan in self.scans:
            for file in scan.files if scan.header is not None else ():
                assert scan.header is not None
                explain_broken(file, scan.header, self._encoding)

    def fits_64_bits(self, column: Column) -> bool:
        frame = self.rows([column], in_order=False)
        with in_words():
            return frame.filter(f"TRY_CAST({column.sql} AS BIGINT) IS NULL AND {column.sql} IS NOT NULL").isEmpty()

    def rows(self, wanted: Iterable[Column], *, in_order: bool) -> "DataFrame":
        """Some columns by their names in SQL, and ``lw_row``: by which rows are in order, or null."""
        columns = list(dict.fromkeys(wanted))
        frames = [self._selected(scan, columns, n if in_order else None) for n, scan in enumerate(self.scans)]
        result = frames[0]
        for frame in frames[1:]:
            result = result.unionAll(frame)
        return result

    def _selected(self, scan: Scan, columns: Sequence[Column], number: int | None) -> "DataFrame":
        selected = [f"{'NULL' if number is None else _place_of_row(scan, number)} AS {ROW}"]
        for column in columns:
            type = self._types[column.found]
            if column.found not in scan.columns:
                selected.append(f"CAST(NULL AS {type}) AS {column.sql}")
                continue
            sql, own = scan.columns[column.found]
            selected.append(f"{sql if own.simpleString() == type else f'CAST({sql} AS {type})'} AS {column.sql}")
        return scan.frame.selectExpr(*selected)


def _place_of_row(scan: Scan, number: int) -> str:
    """SQL: what rows are ordered by: scan, file, part of the file, row."""
    row = "MONOTONICALLY_INCREASING_ID()"
    if scan.is_table:
        return f"STRUCT({number}, 0, '', 0L, {row})"
    file, rank = "_metadata.file_path", "0"
    if 1 < len(scan.files) <= _FILES_IN_ORDER:
        order = {file.path.absolute(): n for n, file in enumerate(scan.files)}
        uris = [(uri, local_path(uri)) for uri in scan.frame.inputFiles()]
        whens = "".join(f" WHEN '{_quoted(uri)}' THEN {order[path]}" for uri, path in uris if path in order)
        rank = f"CASE {file}{whens} ELSE {len(order)} END" if whens else "0"
    return f"STRUCT({number}, {rank}, {file}, _metadata.file_block_start, {row})"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _common(types: "Sequence[DataType]") -> str:
    """The type that holds the values of all."""
    names = {type.simpleString() for type in types}
    if len(names) == 1:
        return names.pop()
    return "bigint" if all(type.typeName() in _WHOLE for type in types) else "string"


def _name_of(types: "Sequence[DataType]") -> str:
    common = _common(types)
    if common.startswith("decimal"):
        return common.upper()
    if len({type.simpleString() for type in types}) > 1:
        return "BIGINT" if common == "bigint" else "VARCHAR"
    return _NAMES.get(types[0].typeName(), types[0].typeName().upper())


def opening(spark: "SparkSession") -> OpenTable:
    """What opens tables for Spark."""

    def opened(project: Project, settings: LeadsSettings | EventsSettings, name: str, database: Database) -> Table:
        for source in settings.source:
            if is_postgres(source) or is_duckdb(source):
                raise DataError(
                    f"{name}.source: Spark does not read {'tables of Postgres' if is_postgres(source) else source}",
                    "export it to Parquet, or score with another engine",
                )
        try:
            with in_words():
                scans = list(scans_of(spark, project.root, settings, f"{name}.source"))
        except DataError as error:
            told = error.message.removeprefix("Spark says: ")
            if told == error.message:
                raise
            shown = ", ".join(settings.source)
            raise DataError(f"{name}.source: {shown} cannot be read: {told}", error.help, UNREADABLE_FILE) from error
        files = [file.shown for scan in scans for file in scan.files]
        shown = (files or list(settings.source))[0]
        more = len(files or settings.source) - 1
        shown = f"{shown} and {more} more" if more else shown
        return SparkTable(database, f"lw_{name}_rows", shown, settings.encoding, scans)

    return opened
