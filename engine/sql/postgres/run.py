"""Postgres as an engine: all of it in one session of a server, results written there in one transaction.

Tables of one database are scored in that database. Any other data is read here and copied over first, to the database
of ``url`` in [postgres] of the project file, or of the environment's LEADWRIGHT_POSTGRES_URL.
"""

import os
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pyarrow as pa

from ....dsl.errors import DataError
from ....dsl.model import Model
from ...plan import plan_of
from ...postgres import Postgres, connect, is_postgres
from ...postgres_table import PostgresTable
from ...quoting import quote_name
from ...result_columns import columns_of, schema_of_results, too_many_points
from ...result_target import PostgresTarget, Target
from ...run import Counts, Progress, Scoring
from ...source import Source
from ...table_name import TableName
from ..dialects.postgres import POSTGRES
from ..gathered import ROW
from ..ignored import ignored_statement
from ..inputs import Inputs
from ..result_columns import names_of
from ..statement import statement
from ..typed import EVENTS_TABLE, LEADS_TABLE, typed_inputs
from ..unfinished import Finisher, open_options, unfinished
from .tables import Session, copied, gathered_there

URL = "LEADWRIGHT_POSTGRES_URL"
_RESULTS = "lw_results"
_OPEN = "lw_open"
_OUT_OF_RANGE = "22003"
_LEADS_AT_ONCE = 2_000
_OTHER = "score with another engine, which reads its tables as well, or in a database in UTF-8 of a server with ICU"


def run(model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> Scoring:
    """An ``Engine``; ``memory``: for one step of a statement, else the server decides.

    Raises DataError if no database is named, or if it cannot be reached.
    """
    scored = _Scored(model, source, as_of, memory, progress)
    return Scoring(scored.batches(), scored.ignored, scored.save, scored.chosen)


class _Scored:
    def __init__(self, model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> None:
        self.model = model
        self.source = source
        self.as_of = as_of
        self.memory = memory
        self.progress = progress
        self.plan = plan_of(model)
        self.ignored: Counter[int] = Counter()
        self.columns = {name: f"r{n}" for n, name in enumerate(names_of(model))}
        self.there = _database_of(source)
        self.url = self.there or os.environ.get(URL) or source.project.postgres.url or _partly(source)
        statement(self.plan, POSTGRES, typed_inputs(self.plan), open_options(as_of))

    # --- what comes out

    def batches(self) -> Iterator[pa.RecordBatch]:
        with self._session() as session:
            yield from self._read(session, f"ORDER BY {ROW}")

    def chosen(self, best: bool, limit: int | None) -> tuple[Counts, Iterator[pa.RecordBatch]]:
        """The first so many results, or the best, ties in their order; and what all come to."""
        order = f"{self.columns['score']} DESC, {ROW}" if best else ROW
        some = "" if limit is None else f" LIMIT {limit}"
        with self._session() as session:
            return self._counts(session), iter(list(self._read(session, f"ORDER BY {order}{some}")))

    def save(self, target: Target) -> Counts | None:
        """Write results to a table of the same database, in one transaction; None for any other target."""
        if not isinstance(target, PostgresTarget) or target.url != self.url:
            return None
        with self._session() as session:
            database = session.database
            self.progress("writing", 0, 0)
            with database.replacing(target.table) as scratch:
                selected = ", ".join(f"{sql} AS {quote_name(name)}" for name, sql in self._selected())
                database.execute(f"CREATE TABLE {scratch.sql} AS SELECT {selected} FROM {_RESULTS} ORDER BY {ROW}")
            return self._counts(session)

    def _selected(self) -> Iterator[tuple[str, str]]:
        for name, column in self.columns.items():
            is_number = name == "lead_id" and self.source.int64_ids
            yield name, f"{column}::bigint" if is_number else column

    def _read(self, session: Session, order: str) -> Iterator[pa.RecordBatch]:
        schema = schema_of_results(columns_of(self.model), self.source.int64_ids)
        positional = pa.schema([pa.field(f"r{n}", field.type) for n, field in enumerate(schema)])
        found = ", ".join(f"{sql} AS r{n}" for n, (_, sql) in enumerate(self._selected()))
        for batch in session.database.read_arrow(f"SELECT {found} FROM {_RESULTS} {order}", positional):
            yield pa.RecordBatch.from_arrays(batch.columns, schema=schema)

    def _counts(self, session: Session) -> Counts:
        stage, disqualified = self.columns["stage"], self.columns["disqualified"]
        counts = Counts()
        for found, is_out, count in session.rows(
            f"SELECT {stage}, {disqualified} IS NOT NULL, COUNT(*) FROM {_RESULTS} GROUP BY 1, 2"
        ):
            counts.leads += count
            if is_out:
                counts.disqualified += count
            else:
                counts.stages[found] += count
        return counts

    # --- what is worked out

    @contextmanager
    def _session(self) -> Generator[Session]:
        """A session in which all leads are scored."""
        if self.url is None:
            raise DataError(
                "no database is named for --engine postgres, and the data is in none",
                f'add `url = "postgresql://user@host/database"` to [postgres] of leadwright.toml, or set {URL}',
            )
        if not is_postgres(self.url):
            raise DataError(f"cannot read the database's address {self.url}", "write postgresql://user@host/database")
        with connect(self.url) as database:
            _check(database)
            session = Session(database)
            database.execute("SET jit = off")  # it takes longer to compile many short expressions than to run them
            if self.memory is not None:
                database.execute(f"SET work_mem = '{max(self.memory // 4096, 64)}kB'")
            self.progress("reading", 0, 0)
            if self.there is not None:
                inputs = gathered_there(session, self.source, self.model)
            else:
                inputs = copied(session, self.source, self.model, self.plan, self.progress)
            leads = self.source.report.leads
            self.progress("reading", leads, leads)
            self._count_ignored(session, inputs)
            self.progress("scoring", 0, leads)
            self._score(session, inputs)
            self.progress("scoring", leads, leads)
            yield session

    def _count_ignored(self, session: Session, inputs: Inputs) -> None:
        counting = ignored_statement(self.plan, POSTGRES, inputs, self.as_of)
        if counting is not None:
            self.ignored.update(dict(session.rows(POSTGRES.text_of(counting, pretty=False))))

    def _score(self, session: Session, inputs: Inputs) -> None:
        """Make the table of results: ``lw_row``, and ``r0``, ``r1`` … as in ``names_of``."""
        sql = POSTGRES.text_of(statement(self.plan, POSTGRES, inputs, open_options(self.as_of)), pretty=False)
        names = ", ".join(self.columns.values())
        lead = self.columns["lead_id"]
        results = f"SELECT l.{ROW}, s.* FROM ({sql}) s ({names}) JOIN {LEADS_TABLE} l ON l.lead = s.{lead}"
        try:
            session.database.execute(f"CREATE TEMPORARY TABLE {_RESULTS} AS {results}")
        except DataError as error:
            if getattr(error.__cause__, "sqlstate", None) == _OUT_OF_RANGE:
                raise too_many_points() from error
            raise
        still = unfinished(self.model, POSTGRES, self.columns)
        if still is not None:
            self._finish(session, inputs, still)

    def _finish(self, session: Session, inputs: Inputs, still: str) -> None:
        """Score the leads that are not finished by the columnar engine, and put their results in place."""
        database, lead = session.database, self.columns["lead_id"]
        numbered = f"SELECT ROW_NUMBER() OVER (ORDER BY {ROW}) AS lw_number, {ROW}, {lead} AS lead FROM {_RESULTS}"
        session.keep(_OPEN, f"{numbered} WHERE {still}", "lead")
        finisher = Finisher(self.model, inputs, self.as_of)
        total: int = session.rows(f"SELECT COUNT(*) FROM {_OPEN}")[0][0]
        database.execute(f"DELETE FROM {_RESULTS} WHERE {still}")
        for start in range(0, total, _LEADS_AT_ONCE):
            chosen = f"o.lw_number > {start} AND o.lw_number <= {start + _LEADS_AT_ONCE}"
            given = f"JOIN {_OPEN} o ON o.lead = t.lead WHERE {chosen} ORDER BY o.lw_number"
            fields = "".join(f", t.{column.name}" for column in inputs.leads.columns.values())
            leads = _all(database, f"SELECT t.lead, o.{ROW}{fields} FROM {LEADS_TABLE} t {given}")
            properties = "".join(f", t.{column.name}" for column in inputs.events.columns.values())
            time = f"t.{inputs.events.time.name}"
            events = _all(database, f"SELECT t.lead, {time}, t.kind{properties} FROM {EVENTS_TABLE} t {given}")
            results = finisher.results(leads, events)
            rows = [leads.column(ROW), *results.columns]
            names = [ROW, *self.columns.values()]
            database.write_arrow(TableName(_RESULTS), [pa.RecordBatch.from_arrays(rows, names=names)])
            self.progress("scoring", min(start + _LEADS_AT_ONCE, total), total)


def _check(database: Postgres) -> None:
    """Raises DataError if the database cannot compare texts as the language does."""
    encoding = database.execute("SHOW server_encoding")[0][0]
    if encoding != "UTF8":
        raise DataError(f"the database {database.shown} is in {encoding}, and texts are compared in UTF-8", _OTHER)
    if not database.execute("SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'"):
        raise DataError(f"the database {database.shown} is without ICU, which lower case needs", _OTHER)


def _all(database: Postgres, sql: str) -> pa.RecordBatch:
    schema = database.schema_of(sql)
    table = pa.Table.from_batches(list(database.read_arrow(sql, schema)), schema)
    if not table.num_rows:
        return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
    return table.combine_chunks().to_batches()[0]


def _database_of(source: Source) -> str | None:
    """The database that holds all of a source, if one does."""
    tables = [data.table for data in (source.leads, source.events) if data is not None]
    urls = {table.url if isinstance(table, PostgresTable) else None for table in tables}
    return urls.pop() if len(urls) == 1 else None


def _partly(source: Source) -> str | None:
    """A database that holds some of a source."""
    tables = [data.table for data in (source.leads, source.events) if data is not None]
    return next((table.url for table in tables if isinstance(table, PostgresTable)), None)
