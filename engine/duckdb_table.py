"""A table of a DuckDB file as a source: attached, never written to."""

from pathlib import Path

import duckdb

from ..dsl.errors import DataError
from ..dsl.nearest import nearest
from .files import UNREADABLE_FILE
from .project import shown_path
from .quoting import quote_name, quote_text
from .table import Database, Table, leaves
from .table_name import TableName


class DuckDBTable(Table):
    """All rows of a table or view of a DuckDB file. ``setting`` is what the file is called in messages.

    Raises DataError if the file is not there, is none of DuckDB's or open elsewhere, and if it has no such table.
    """

    def __init__(self, database: Database, view: str, path: Path, name: TableName, setting: str) -> None:
        super().__init__(database, view)
        self.path = path
        self.name = name
        catalog = self._attached(setting)
        schema = name.schema or "main"
        self._find(catalog, schema)
        source = f"{catalog}.{quote_name(schema)}.{quote_name(name.name)}"
        columns: dict[str, str] = {}
        for found, type in zip(*database.described(f"SELECT * FROM {source}"), strict=True):
            columns |= leaves(found, quote_name(found), type)
        self.create_view(list(columns), self.selected(columns, source))

    @property
    def shown(self) -> str:
        return f"table {self.name} of {shown_path(self.path)}"

    def place(self, row: int) -> str:
        return f"table {self.name}, row {row}"

    def explain(self, said: str) -> DataError | None:
        if self.view in said or str(self.path) in said:
            return DataError(f"{self.shown} cannot be read: {said.partition(': ')[2] or said}", None, UNREADABLE_FILE)
        return None

    def _attached(self, setting: str) -> str:
        """The name under which the file is attached, once for all tables of it."""
        shown = shown_path(self.path)
        if not self.path.is_file():
            there = self.path.parent.iterdir() if self.path.parent.is_dir() else ()
            close = nearest(self.path.name, (p.name for p in there))
            what = "a folder" if self.path.is_dir() else None
            raise DataError(
                f"{setting}: {shown} is {what}" if what else f"{setting}: there is no file {shown}",
                f"did you mean {close}?" if close else None,
                UNREADABLE_FILE,
            )
        file = str(self.path.resolve())
        connection = self.database.connection
        for name, attached in connection.execute("SELECT database_name, path FROM duckdb_databases()").fetchall():
            if attached is not None and Path(attached).resolve() == Path(file):
                return quote_name(name)
        alias = f"{self.view}_file"
        try:
            connection.execute(f"ATTACH {quote_text(file)} AS {alias} (READ_ONLY)")
        except duckdb.Error as error:
            said = str(error).split("\n")[0]
            if "Conflicting lock" in said:
                raise DataError(
                    f"{shown} cannot be read: another program has it open for writing",
                    "close it there, or give a copy of the file",
                    UNREADABLE_FILE,
                ) from None
            if "already attached" in said:
                raise DataError(f"{shown} is open for writing", None, UNREADABLE_FILE) from None
            if "not a valid DuckDB" in said:
                raise DataError(f"{shown} cannot be read: it is no DuckDB file", None, UNREADABLE_FILE) from None
            raise DataError(f"{shown} cannot be read: {said.partition(': ')[2]}", None, UNREADABLE_FILE) from None
        return alias

    def _find(self, catalog: str, schema: str) -> None:
        parameters = [catalog.strip('"')]
        found = self.database.rows(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = $1 "
            "UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE database_name = $1 AND NOT internal "
            "ORDER BY ALL",
            parameters,
        )
        if (schema, self.name.name) not in found:
            there = [TableName(table, None if schema == "main" else schema) for schema, table in found]
            raise no_such_table(self.name, shown_path(self.path), there)


def no_such_table(name: TableName, shown: str, there: list[TableName]) -> DataError:
    """What to say of a table that is not there: the nearest one, and those that are."""
    close = nearest(str(name), map(str, there))
    listed = ", ".join(map(str, there[:20])) + (" …" if len(there) > 20 else "")
    help = f"{f'did you mean {close}? ' if close else ''}Tables: {listed or 'none'}"
    return DataError(f"there is no table {name} in {shown}", help, UNREADABLE_FILE)
