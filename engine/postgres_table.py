"""A table of a Postgres database as a source: the columns that are asked for, brought over to a file here."""

import shutil
import tempfile
import unicodedata
import weakref
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ..dsl.errors import DataError
from .duckdb_table import no_such_table
from .files import UNREADABLE_FILE, DataFile, Format
from .postgres import Postgres, connect, shown_url
from .quoting import quote_name, quote_text
from .table import Column, Database, Table
from .table_name import TableName

_ROWS_AT_ONCE = 122_880
_SNAPSHOT = "ISOLATION LEVEL REPEATABLE READ READ ONLY"
_IN_ORDER = "SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL synchronize_seqscans = off"
"""Rows in the order in which the table holds them, every time."""
_WHOLE = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT"}


class PostgresTable(Table):
    """All rows of a table or view. The view is there once ``fetch`` was called.

    Raises DataError if the database cannot be reached or has no such table.
    """

    def __init__(self, database: Database, view: str, url: str, name: TableName) -> None:
        super().__init__(database, view)
        self.url = url
        self.name = name
        with connect(url) as server:
            tables = server.tables()
            regclass = server.execute(f"SELECT to_regclass({quote_text(name.sql)})::text")
            if regclass == [(None,)]:
                raise no_such_table(name, server.shown, tables)
            schema = server.schema_of(f"SELECT * FROM {name.sql}")
        self.fields = {unicodedata.normalize("NFC", field.name): field for field in schema}
        self.columns = {
            found: Column(found, f"k{n}", _duckdb_type(field.type))
            for n, (found, field) in enumerate(self.fields.items())
        }
        self._folder: Path | None = None
        self._fetched: frozenset[str] = frozenset()
        self._key: tuple[Column, str] | None = None

    @property
    def shown(self) -> str:
        return f"table {self.name} of {shown_url(self.url)}"

    def place(self, row: int) -> str:
        return f"table {self.name}, row {row}"

    def explain(self, said: str) -> DataError | None:
        if self._folder is not None and str(self._folder) in said:
            return DataError(f"{self.shown} cannot be read: {said.partition(': ')[2] or said}", None, UNREADABLE_FILE)
        return None

    def fetch(self, columns: Iterable[Column], key: tuple[Column, str] | None = None) -> None:
        wanted = frozenset(column.found for column in columns)
        if self.files and wanted <= self._fetched and key == self._key:
            return
        file = self._new_folder() / f"{self.view}.parquet"
        with connect(self.url) as server:
            self._bring(server, file, wanted, key)
        self.files = (DataFile(file, Format.PARQUET),)
        self._fetched, self._key = wanted, key
        selected = ", ".join(f"{quote_name(found)} AS {self.columns[found].sql}" for found in sorted(wanted))
        self.database.rows(
            f"CREATE OR REPLACE VIEW {self.view} AS SELECT {selected} FROM read_parquet({quote_text(str(file))})"
        )

    def _new_folder(self) -> Path:
        """A folder that lives until the next one is made, or as long as this table."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = Path(tempfile.mkdtemp(prefix="leadwright-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def _bring(self, server: Postgres, file: Path, wanted: frozenset[str], key: tuple[Column, str] | None) -> None:
        fields = {found: field for found, field in self.fields.items() if found in wanted}
        schema = pa.schema([field.with_name(found) for found, field in fields.items()])
        selected = ", ".join(f"{quote_name(field.name)} AS {quote_name(found)}" for found, field in fields.items())
        where = "" if key is None else self._where(*key)
        sql = f"SELECT {selected} FROM {self.name.sql}{where}"
        try:
            with server.transaction(_SNAPSHOT), pq.ParquetWriter(file, schema) as writer:
                server.execute(_IN_ORDER)
                gathered: list[pa.RecordBatch] = []
                for batch in server.read_arrow(sql, schema):
                    gathered.append(batch)
                    if sum(b.num_rows for b in gathered) >= _ROWS_AT_ONCE:
                        writer.write_table(pa.Table.from_batches(gathered))
                        gathered = []
                writer.write_table(pa.Table.from_batches(gathered, schema))
        except OSError as error:
            raise DataError(
                f"{self.shown} cannot be brought over to {file.parent}: {error.strerror or error}"
            ) from error

    def _where(self, column: Column, id: str) -> str:
        """SQL: rows of one lead, asked in a way that an index can serve; other rows may come along."""
        sql = quote_name(self.fields[column.found].name)
        if column.type in _WHOLE:
            is_number = id.isascii() and id.removeprefix("-").isdigit() and len(id) < 19
            return f" WHERE {sql} = {id}" if is_number else " WHERE false"
        return f" WHERE {sql}::text = {quote_text(id)}" if column.type == "VARCHAR" else ""


def _duckdb_type(type: pa.DataType) -> str:
    if pa.types.is_decimal(type):
        return f"DECIMAL({type.precision},{type.scale})"
    return {
        pa.bool_(): "BOOLEAN",
        pa.int16(): "SMALLINT",
        pa.int32(): "INTEGER",
        pa.int64(): "BIGINT",
        pa.float64(): "DOUBLE",
        pa.date32(): "DATE",
        pa.timestamp("us"): "TIMESTAMP",
        pa.timestamp("us", "UTC"): "TIMESTAMP WITH TIME ZONE",
    }.get(type, "VARCHAR")
