"""The typed tables of leads and events in a session of Postgres's: made there of tables, or copied to it from files."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa

from ....dsl import model as m
from ...plan import Plan
from ...postgres import Postgres
from ...postgres_table import PostgresTable
from ...quoting import quote_name
from ...records import Lead
from ...run import Progress
from ...schema import schema_of
from ...source import Data, Source
from ...table_name import TableName
from ..gathered import ROW, Gathered
from ..inputs import Inputs
from ..typed import EVENTS_TABLE, LEADS_TABLE, typed_inputs, typed_tables
from ..typed_columns import Reading
from .reading import FUNCTIONS, POSTGRES_READING

_SNAPSHOT = "ISOLATION LEVEL REPEATABLE READ"
_IN_ORDER = "SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL synchronize_seqscans = off"
"""Rows in the order in which the table holds them, every time."""
_LEADS_AT_ONCE = 10_000


class Session:
    """A ``Runner`` in one session: views and tables that go when it ends."""

    tells_rows = True

    def __init__(self, database: Postgres) -> None:
        self.database = database
        self.reading: Reading = POSTGRES_READING

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.database.execute(sql)

    def view(self, name: str, sql: str) -> None:
        self.database.execute(f"CREATE TEMPORARY VIEW {name} AS {sql}")

    def keep(self, name: str, sql: str, key: str) -> None:
        self.database.execute(f"CREATE TEMPORARY TABLE {name} AS {sql}")
        self.database.execute(f"ANALYZE {name}")


def gathered_there(session: Session, source: Source, model: m.Model) -> Inputs:
    """Typed tables of tables of the same database; no row leaves it. Raises DataError as ``Gathered.fill`` does."""
    database = session.database
    schema = schema_of(model)
    database.execute(FUNCTIONS)
    with database.transaction(_SNAPSHOT):
        database.execute(_IN_ORDER)
        gathered = Gathered(source, schema, model.timezone, session)
        names = {name for properties in (*schema.events.values(), schema.activity) for name in properties}
        gathered.fill(_rows_of(source.leads, schema.fields), _rows_of(source.events, names))
    return gathered.inputs


def _rows_of(data: Data | None, names: Collection[str]) -> str | None:
    """What stands behind FROM for the rows of a table: the columns that are read, and their numbers."""
    if data is None:
        return None
    table = data.table
    assert isinstance(table, PostgresTable)
    needed = [c for c in (data.lead, data.time, data.type) if c is not None]
    needed += [column for name, column in data.columns.items() if name in names]
    columns = "".join(
        f", {quote_name(table.fields[c.found].name)}{_CASTS.get(c.type, '')} AS {c.sql}" for c in dict.fromkeys(needed)
    )
    return f"(SELECT ROW_NUMBER() OVER () AS {ROW}{columns} FROM {table.name.sql}) lw_source"


_CASTS = {"VARCHAR": '::text COLLATE "C"', "DOUBLE": "::double precision"}


def copied(session: Session, source: Source, model: m.Model, plan: Plan, progress: Progress) -> Inputs:
    """Typed tables of a source of any kind, read here and copied over. Raises DataError as ``Source.read`` does."""
    database = session.database

    def told(done: int, total: int) -> None:
        progress("reading", done, total)

    leads = source.read(schema_of(model), zone=model.timezone, progress=told)
    start = 0
    made = False
    while True:
        some = list(islice(leads, _LEADS_AT_ONCE))
        if some or not made:
            tables = _with_ids(plan, some, start)
            for name, batch in zip((LEADS_TABLE, EVENTS_TABLE), tables, strict=True):
                if not made:
                    database.execute(_created(name, batch.schema))
                database.write_arrow(TableName(name), [batch])
            made = True
        if len(some) < _LEADS_AT_ONCE:
            break
        start += len(some)
    for name in (LEADS_TABLE, EVENTS_TABLE):
        database.execute(f"ANALYZE {name}")
    return typed_inputs(plan)


def create_typed(session: Session, plan: Plan, leads: Sequence[Lead]) -> Inputs:
    """Typed tables of leads in memory, known by their numbers."""
    for name, batch in zip((LEADS_TABLE, EVENTS_TABLE), typed_tables(plan, leads), strict=True):
        session.database.execute(f"DROP TABLE IF EXISTS {name}")
        session.database.execute(_created(name, batch.schema))
        session.database.write_arrow(TableName(name), [batch])
    return typed_inputs(plan)


def _with_ids(plan: Plan, leads: Sequence[Lead], start: int) -> Iterator[pa.RecordBatch]:
    """The typed tables of some leads, which are known by their ids; ``start`` leads came before."""
    ids = pa.array([str(lead.id) for lead in leads], pa.string())
    of_leads, of_events = typed_tables(plan, leads)
    rows = pa.array(range(start, start + len(leads)), pa.int64())
    names = of_leads.schema.names
    yield pa.RecordBatch.from_arrays([ids, rows, *of_leads.columns[1:]], names=["lead", ROW, *names[1:]])
    lead = ids.take(of_events.column("lead"))
    yield pa.RecordBatch.from_arrays([lead, *of_events.columns[1:]], names=of_events.schema.names)


def _created(name: str, schema: pa.Schema) -> str:
    types = {pa.string(): 'text COLLATE "C"', pa.int64(): "bigint", pa.bool_(): "boolean"}
    columns = ", ".join(f"{field.name} {types[field.type]}" for field in schema)
    return f"CREATE TEMPORARY TABLE {name} ({columns})"
