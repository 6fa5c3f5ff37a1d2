"""All rows of leads, or of events, as one DuckDB view, wherever they are; and where each of them was found.

In the view every column has a name of its own (``k0``, ``k1`` …), so that names in the data, which may hold
anything, differ in case alone or be those of other columns, never get into SQL.
"""

import os
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from ..dsl.errors import DataError
from .files import UNREADABLE_FILE, DataFile
from .quoting import interruptible, quote_name, quote_text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the data. ``sql`` is its name in the view, ``type`` DuckDB's name of its type."""

    found: str
    sql: str
    type: str


class Database:
    """An in-memory DuckDB for one source; errors come out as DataError."""

    def __init__(self) -> None:
        self.connection = duckdb.connect(config={"autoinstall_known_extensions": "false"})
        self.connection.execute("SET TimeZone = 'UTC'")
        spill = os.path.join(tempfile.gettempdir(), f"leadwright-{os.getpid()}")  # noqa: PTH118
        self.connection.execute(f"SET temp_directory = {quote_text(spill)}")
        self.tables: list[Table] = []

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a statement and fetch all of its result. Raises DataError, with the broken file if that is why."""
        for attempt in (1, 2):
            try:
                with interruptible():
                    return self.connection.execute(sql, parameters).fetchall()
            except duckdb.Error as error:
                if attempt == 2 or not self.repaired(error):
                    raise self.failure(error) from error
        raise AssertionError

    def repaired(self, error: duckdb.Error) -> bool:
        """Whether what failed is worth another try: a file that DuckDB could not read was copied in plain."""
        if isinstance(error, duckdb.OutOfMemoryException):
            return False
        repaired = [table.repair() for table in self.tables]
        return any(repaired)

    def failure(self, error: duckdb.Error) -> DataError:
        """What went wrong, in words: the file that it happened in, if DuckDB names one."""
        first = str(error).strip().split("\n")[0]
        for table in self.tables:
            found = table.explain(first)
            if found is not None:
                return found
        return DataError(f"the data cannot be read: {first}", None, UNREADABLE_FILE)

    def described(self, sql: str) -> tuple[list[str], list[Any]]:
        """The names and types of a query's columns."""
        try:
            relation = self.connection.sql(sql)
        except duckdb.Error as error:
            raise self.failure(error) from error
        return relation.columns, relation.types


class Table:
    """All rows of leads, or of events, as a DuckDB view. ``columns``: name in the data → column, in their order."""

    files: tuple[DataFile, ...] = ()
    """The files that hold the rows, if they are files of rows."""

    def __init__(self, database: Database, view: str) -> None:
        self.database = database
        self.view = view
        self.columns: dict[str, Column] = {}
        self.repeated: list[str] = []
        """Columns that stand twice in a header, with their file."""
        database.tables.append(self)

    @property
    def shown(self) -> str:
        """Where the rows are, as people are told it."""
        raise NotImplementedError

    @property
    def is_columnar(self) -> bool:
        """Whether reading the table column by column costs no more than reading it at once."""
        return True

    def place(self, row: int) -> str:
        """Where a row of the view (from 1) was found, as people are told it."""
        raise NotImplementedError

    def without(self, column: str) -> list[str]:
        """The files, as people are told them, that do not have a column which others have."""
        return []

    def fetch(self, columns: Iterable[Column], key: tuple[Column, str] | None = None) -> None:
        """Have the columns at hand in the view, of rows that have an id only if ``key`` names it: what lies elsewhere
        is brought over. Raises DataError if it cannot be."""

    def fits_64_bits(self, column: Column) -> bool:
        """Whether all whole numbers of a column are ones of 64 bits."""
        self.fetch([column])
        outside = f"{column.sql} NOT BETWEEN -9223372036854775808::HUGEINT AND 9223372036854775807::HUGEINT"
        return not self.database.rows(f"SELECT 1 FROM {self.view} WHERE {outside} LIMIT 1")

    def explain(self, said: str) -> DataError | None:
        """What went wrong, if what DuckDB said is about this table."""
        return None

    def repair(self) -> bool:
        """After a failure: whether something was put right, so that it is worth another try.

        Raises DataError if something of the table is broken for good.
        """
        return False

    def create_view(self, names: Sequence[str], sql: str) -> None:
        """Make the view, of a query that ``selected`` made, and know its columns."""
        self.database.rows(f"CREATE OR REPLACE VIEW {self.view} AS {sql}")
        types = [str(row[1]) for row in self.database.rows(f"DESCRIBE {self.view}")]
        self.columns = {
            name: Column(name, f"k{n}", type) for n, (name, type) in enumerate(zip(names, types, strict=True))
        }

    @staticmethod
    def selected(expressions: Mapping[str, str], source: str) -> str:
        """SQL: the expressions over a source, under the names that they have in the view."""
        columns = ", ".join(f"{expression} AS k{n}" for n, expression in enumerate(expressions.values()))
        return f"SELECT {columns} FROM {source}"


def is_struct(type: Any) -> bool:
    return type.id == "struct"


def leaves(name: str, sql: str, type: Any) -> dict[str, str]:
    """The columns that a column of objects stands for: ``company.country``; any other column is itself."""
    if not is_struct(type):
        return {unicodedata.normalize("NFC", name): sql}
    result: dict[str, str] = {}
    for child, child_type in type.children:
        result |= leaves(f"{name}.{child}", f"{sql}.{quote_name(child)}", child_type)
    return result
