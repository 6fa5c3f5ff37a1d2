"""A Postgres database: statements, results as Arrow, tables written whole or not at all; errors in words.

The driver is psycopg (the extra ``postgres``), imported when a database is asked for. What libpq reads from the
environment holds here, too: PGPASSWORD, PGSERVICE, ~/.pgpass. A password is never part of a message.
"""

import os
import re
import secrets
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from ..dsl.errors import DataError
from ..dsl.nearest import nearest
from .quoting import quote_name, quote_text
from .table_name import TableName

if TYPE_CHECKING:
    import psycopg
    import pyarrow as pa

SCHEMES = ("postgresql://", "postgres://")
MISSING_EXTRA = "pip install 'leadwright[postgres]'"
_PATIENCE = 10
"""Seconds that a server has to answer, if the URL or PGCONNECT_TIMEOUT says nothing else."""
_SETTINGS = (
    "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET extra_float_digits = 3; SET client_min_messages = 'warning'"
)
_LONGEST_NAME = 63
_IN_USE = "2BP01"
"""The code of: other objects depend on it."""


def is_postgres(text: str) -> bool:
    """Whether a text is the URL of a Postgres database."""
    return text.startswith(SCHEMES)


def shown_url(url: str) -> str:
    """A database's URL as people are told it: without password and options."""
    scheme, _, rest = url.partition("://")
    rest = re.split("[?#]", rest)[0]
    return f"{scheme}://{rest.rpartition('@')[2]}"


def connect(url: str) -> "Postgres":
    """Connect to a database by its URL.

    Raises DataError that says what is wrong and what to do: the extra is not installed, the URL cannot be read, the
    server does not answer, it refuses the user or password, or there is no such database.
    """
    try:
        import psycopg
        from psycopg.conninfo import conninfo_to_dict, make_conninfo
    except ImportError:
        raise DataError("to reach a Postgres database, psycopg has to be installed", MISSING_EXTRA) from None
    shown = shown_url(url)
    try:
        told = conninfo_to_dict(url)
        waits = "connect_timeout" in told or "PGCONNECT_TIMEOUT" in os.environ or "service" in told
        more = {} if waits else {"connect_timeout": _PATIENCE}
        address = make_conninfo(url, **{"application_name": "leadwright", **more})
    except psycopg.Error:  # its message may have parts of the password
        raise DataError(f"cannot read the database's address {shown}", _ADDRESS) from None
    try:
        connection = psycopg.connect(address, autocommit=True)
        connection.execute(_SETTINGS)
    except (psycopg.Error, UnicodeError) as error:
        raise _no_connection(shown, str(error)) from None
    return Postgres(connection, shown)


_ADDRESS = "write postgresql://user@host:5432/database; signs such as @ / : in a password as %40 %2F %3A"
_REASONS = (
    (
        r"password authentication failed|no password supplied|peer authentication|ident authentication",
        "refuses the user or the password",
        "give the password in PGPASSWORD, in ~/.pgpass, or in the address: postgresql://user:password@host/database",
    ),
    (r'database "(.*)" does not exist', 'has no database "{}"', "`psql -l` lists those that there are"),
    (r'role "(.*)" does not exist', 'has no user "{}"', _ADDRESS),
    (r"no pg_hba\.conf entry", "does not let this user in from here", "ask who looks after it (pg_hba.conf)"),
    (
        r"failed to resolve|could not translate host name|Name or service not known",
        "cannot be found: no host of that name",
        _ADDRESS,
    ),
    (
        r"Connection refused|timeout expired|timed out|No such file|Network is unreachable|No route to host",
        "does not answer ({why})",
        "is it running, and does it listen at this address? `pg_isready -h HOST -p PORT` tells",
    ),
)


def _no_connection(shown: str, said: str) -> DataError:
    for pattern, what, help in _REASONS:
        found = re.search(pattern, said)
        if found:
            return DataError(f"the database {shown} {what.format(*found.groups(), why=found[0])}", help)
    return DataError(f"cannot connect to the database {shown}: {_first_line(said)}", _ADDRESS)


def _first_line(said: str) -> str:
    return said.strip().split("\n")[0]


class Postgres:
    """A connection. ``shown`` is the database as people are told it. Every statement stands for itself, but for those
    inside ``with transaction()``."""

    def __init__(self, connection: "psycopg.Connection[Any]", shown: str) -> None:
        self.connection = connection
        self.shown = shown

    def __enter__(self) -> "Postgres":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    def execute(self, sql: str, parameters: Sequence[object] | None = None) -> list[tuple[Any, ...]]:
        """Run a statement, ``%s`` in it for each parameter, and fetch its rows, if it has any."""
        with self._in_words(), self.connection.cursor() as cursor:
            cursor.execute(sql.encode(), parameters)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def transaction(self, mode: str = "") -> Generator[None]:
        """All statements inside take effect, or none. ``mode``: as after BEGIN, such as ``READ ONLY``."""
        self.execute(f"BEGIN {mode}")
        try:
            yield
        except BaseException:
            if not self.connection.closed:
                self.connection.rollback()
            raise
        with self._in_words():
            self.connection.commit()

    def schema_of(self, sql: str) -> "pa.Schema":
        """The columns of a query's result as Arrow holds them; the query is not run."""
        import pyarrow as pa

        from .postgres_arrow import Described, arrow_type

        with self._in_words(), self.connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM ({sql}) q LIMIT 0".encode())
            described = [Described(c.name, c.type_code, c.precision, c.scale) for c in cursor.description or ()]
        return pa.schema([(column.name, arrow_type(column)) for column in described])

    def read_arrow(self, sql: str, schema: "pa.Schema | None" = None) -> "Iterator[pa.RecordBatch]":
        """A query's result, as it comes, in the order that the query asks for.

        With a schema, its columns are those of the result by name, each converted to its type (a list of anything may
        be an array or JSON); without, types are Postgres's own, see ``arrow_type``, and arrays are JSON texts.
        """
        from .postgres_arrow import batches_of_csv, sent

        schema = schema if schema is not None else self.schema_of(sql)
        columns = ", ".join(sent(field.name, field.type) for field in schema)
        with self._in_words(), self.connection.cursor() as cursor:
            statement = f"COPY (SELECT {columns} FROM ({sql}) q) TO STDOUT (FORMAT csv)"
            with cursor.copy(statement.encode()) as copy:
                yield from batches_of_csv(cast("Iterable[bytes]", copy), schema)

    def write_arrow(self, table: TableName, batches: "Iterable[pa.RecordBatch]") -> int:
        """Append batches to a table, their columns in its order. Returns how many rows there were.

        What the batches raise comes through, and none of them is in the table then.
        """
        from .postgres_arrow import csv_of

        count = 0
        with self._in_words(), self.connection.cursor() as cursor:
            statement = f"COPY {table.sql} FROM STDIN (FORMAT csv)"
            with cursor.copy(statement.encode()) as copy:
                for batch in batches:
                    copy.write(csv_of(batch))
                    count += batch.num_rows
        return count

    def create_table(self, table: TableName, schema: "pa.Schema") -> None:
        """An empty table for batches of a schema."""
        from .postgres_arrow import created

        columns = ", ".join(f"{quote_name(field.name)} {created(field.type)}" for field in schema)
        self.execute(f"CREATE TABLE {table.sql} ({columns})")

    @contextmanager
    def replacing(self, table: TableName) -> Generator[TableName]:
        """``with replacing(table) as scratch``: a table that is made under the name ``scratch`` takes the place of
        ``table`` in the end, all in one transaction: whole or not at all.

        Raises DataError, before anything is made, if ``table`` is no table or its schema is not there.
        """
        with self.transaction():
            schema, kind = self._found(table)
            scratch = TableName(f"leadwright_{secrets.token_hex(8)}", schema)
            yield scratch
            if kind:
                self.execute(f"DROP TABLE {TableName(table.name, schema).sql}")
            self.execute(f"ALTER TABLE {scratch.sql} RENAME TO {quote_name(table.name)}")

    def _found(self, table: TableName) -> tuple[str, str | None]:
        """The schema of a table, and what kind of thing it is; None if it is not there yet."""
        if len(table.name.encode()) > _LONGEST_NAME:
            raise DataError(f"Postgres has no names as long as {table.name}", f"at most {_LONGEST_NAME} bytes")
        found = self.execute(
            "SELECT n.nspname, c.relkind::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            f"WHERE c.oid = to_regclass({quote_text(table.sql)})"
        )
        if found:
            schema, kind = found[0]
            if kind not in ("r", "p"):
                raise DataError(f"cannot write {table} of {self.shown}: it is {_kind(kind)}", "name a table")
            return schema, kind
        if table.schema is None:
            return self.execute("SELECT current_schema()")[0][0] or "public", None
        if not self.execute(f"SELECT 1 FROM pg_namespace WHERE nspname = {quote_text(table.schema)}"):
            close = nearest(table.schema, (name for (name,) in self.execute("SELECT nspname FROM pg_namespace")))
            raise DataError(
                f"cannot write {table} of {self.shown}: there is no schema {table.schema}",
                f"did you mean {close}?" if close else None,
            )
        return table.schema, None

    def tables(self) -> list[TableName]:
        """Tables and views that can be read, but for the system's; those on the search path by their name alone."""
        rows = self.execute(
            "SELECT n.nspname, c.relname, pg_table_is_visible(c.oid) "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' "
            "AND n.nspname NOT LIKE 'pg\\_%' ORDER BY 1, 2"
        )
        return [TableName(name, None if visible else schema) for schema, name, visible in rows]

    @contextmanager
    def _in_words(self) -> Generator[None]:
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise self.failure(error) from error

    def failure(self, error: "psycopg.Error") -> DataError:
        """What went wrong, in Postgres's words."""
        if self.connection.closed or (error.sqlstate or "").startswith(("08", "57P")):
            return DataError(f"the database {self.shown} went away: {_first_line(str(error))}", "is it still running?")
        if error.sqlstate == _IN_USE:
            what = (error.diag.message_detail or "").split("\n")[0]
            return DataError(f"the table cannot be replaced in {self.shown}: {what}", "write to another --table")
        said = error.diag.message_primary or _first_line(str(error))
        return DataError(f"the database {self.shown} says: {said}", error.diag.message_hint)


def _kind(relkind: str) -> str:
    return {"v": "a view", "m": "a materialised view", "f": "a foreign table", "i": "an index", "S": "a sequence"}.get(
        relkind, "no table"
    )
