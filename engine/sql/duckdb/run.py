"""DuckDB as an engine: data read, typed and scored by one DuckDB, which puts on disk what memory cannot hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import duckdb
import pyarrow as pa

from ....dsl import model as m
from ....dsl.errors import DataError
from ...plan import plan_of
from ...quoting import interruptible
from ...result_columns import columns_of, schema_of_results, too_many_points
from ...run import Counts, Progress, Scoring
from ...schema import schema_of
from ...source import Data, Source
from ...table import Database
from ..dialects.duckdb import DUCKDB
from ..gathered import ROW, Gathered
from ..horizon import last_day
from ..ignored import ignored_statement
from ..inputs import Inputs
from ..result_columns import names_of
from ..statement import statement
from ..typed import EVENTS_TABLE, LEADS_TABLE
from ..typed_columns import Reading
from ..unfinished import Finisher, open_options, unfinished
from .reading import DUCKDB_READING, MACROS

_RESULTS = "lw_results"
_OPEN = "lw_open"
_FINISHED = "lw_finished"
_LEADS_AT_ONCE = 20_000
_OPEN_AT_ONCE = 2_000


def run(model: m.Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> Scoring:
    """An ``Engine``. ``memory``: what DuckDB may use; what does not fit goes to disk."""
    scored = _Scored(model, source, as_of, memory, progress)
    return Scoring(scored.batches(), scored.ignored, choose=scored.chosen)


class _Runner:
    """Where ``Gathered`` runs its SQL: the source's own database."""

    reading: Reading = DUCKDB_READING
    tells_rows = True

    def __init__(self, database: Database) -> None:
        self.database = database

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.database.rows(sql)

    def view(self, name: str, sql: str) -> None:
        self.rows(f"CREATE OR REPLACE VIEW {name} AS {sql}")

    def keep(self, name: str, sql: str, key: str) -> None:
        self.rows(f"CREATE OR REPLACE TABLE {name} AS {sql}")


class _Scored:
    def __init__(self, model: m.Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> None:
        self.model = model
        self.source = source
        self.as_of = as_of
        self.memory = memory
        self.progress = progress
        self.plan = plan_of(model)
        self.runner = _Runner(source.database)
        self.ignored: Counter[int] = Counter()
        self.columns = {name: f"r{n}" for n, name in enumerate(names_of(model))}

    # --- what comes out

    def batches(self) -> Iterator[pa.RecordBatch]:
        self._score()
        yield from self._read(f"ORDER BY {ROW}")

    def chosen(self, best: bool, limit: int | None) -> tuple[Counts, Iterator[pa.RecordBatch]]:
        """The first so many results, or the best, ties in their order; and what all come to."""
        self._score()
        order = f"{self.columns['score']} DESC, {ROW}" if best else ROW
        some = "" if limit is None else f" LIMIT {limit}"
        return self._counts(), self._read(f"ORDER BY {order}{some}")

    def _read(self, order: str) -> Iterator[pa.RecordBatch]:
        schema = schema_of_results(columns_of(self.model), self.source.int64_ids)
        lead = self.columns["lead_id"]
        is_number = self.source.int64_ids
        names = [f"{c}::BIGINT AS {c}" if is_number and c == lead else c for c in self.columns.values()]
        for batch in self._fetched(f"SELECT {', '.join(names)} FROM {_RESULTS} {order}", _LEADS_AT_ONCE):
            columns = [column.cast(field.type) for column, field in zip(batch.columns, schema, strict=True)]
            yield pa.RecordBatch.from_arrays(columns, schema=schema)

    def _fetched(self, sql: str, at_once: int) -> Iterator[pa.RecordBatch]:
        try:
            with interruptible():
                reader: Iterator[pa.RecordBatch] = iter(self._connection().sql(sql).to_arrow_reader(at_once))
            while True:
                with interruptible():
                    batch = next(reader, None)
                if batch is None:
                    return
                yield batch
        except duckdb.Error as error:
            raise _failure(error) from error

    def _connection(self) -> Any:
        return self.source.database.connection

    def _counts(self) -> Counts:
        stage, disqualified = self.columns["stage"], self.columns["disqualified"]
        counts = Counts()
        for found, is_out, count in self.runner.rows(
            f"SELECT {stage}, {disqualified} IS NOT NULL, count(*) FROM {_RESULTS} GROUP BY 1, 2"
        ):
            counts.leads += count
            if is_out:
                counts.disqualified += count
            else:
                counts.stages[found] += count
        return counts

    # --- what is worked out

    def _score(self) -> None:
        """Make the table of results: ``lw_row``, and ``r0``, ``r1`` … as in ``names_of``."""
        if self.memory is not None:
            self.runner.rows(f"SET memory_limit = '{max(self.memory // 1_000_000, 64)}MB'")
        for macro in MACROS:
            self.runner.rows(f"CREATE OR REPLACE MACRO {macro}")
        self.progress("reading", 0, 0)
        gathered = Gathered(self.source, schema_of(self.model), self.model.timezone, self.runner)
        gathered.fill(_rows_of(self.source.leads), _rows_of(self.source.events))
        inputs, leads = gathered.inputs, self.source.report.leads
        self.progress("reading", leads, leads)
        counting = ignored_statement(self.plan, DUCKDB, inputs, self.as_of)
        if counting is not None:
            self.ignored.update(dict(self.runner.rows(DUCKDB.text_of(counting, pretty=False))))
        self.progress("scoring", 0, leads)
        self._make_results(inputs)
        still = unfinished(self.model, DUCKDB, self.columns)
        if still is not None:
            self._finish(inputs, still)
        self.progress("scoring", leads, leads)

    def _make_results(self, inputs: Inputs) -> None:
        horizon = last_day(self.plan, inputs, self.as_of, self.runner.rows)
        options = replace(open_options(self.as_of), last_day=horizon)
        sql = DUCKDB.text_of(statement(self.plan, DUCKDB, inputs, options), pretty=False)
        names = ", ".join(self.columns.values())
        results = f"SELECT l.{ROW}, s.* FROM ({sql}) s ({names}) JOIN {LEADS_TABLE} l ON l.lead = s.r0"
        try:
            with interruptible():
                self._connection().execute(f"CREATE OR REPLACE TABLE {_RESULTS} AS {results}")
        except duckdb.ConversionException as error:
            raise too_many_points() from error
        except duckdb.Error as error:
            raise _failure(error) from error

    def _finish(self, inputs: Inputs, still: str) -> None:
        """Score the leads that are not finished by the columnar engine, and put their results in place."""
        rows = self.runner.rows
        numbered = f"SELECT row_number() OVER (ORDER BY {ROW}) AS lw_number, {ROW}, r0 AS lead FROM {_RESULTS}"
        self.runner.keep(_OPEN, f"{numbered} WHERE {still}", "lead")
        rows(f"DELETE FROM {_RESULTS} WHERE {still}")
        total: int = rows(f"SELECT count(*) FROM {_OPEN}")[0][0]
        finisher = Finisher(self.model, inputs, self.as_of)
        fields = "".join(f", t.{column.name}" for column in inputs.leads.columns.values())
        properties = "".join(f", t.{column.name}" for column in inputs.events.columns.values())
        for start in range(0, total, _OPEN_AT_ONCE):
            chosen = f"o.lw_number > {start} AND o.lw_number <= {start + _OPEN_AT_ONCE}"
            given = f"JOIN {_OPEN} o ON o.lead = t.lead WHERE {chosen} ORDER BY o.lw_number"
            leads = self._all(f"SELECT t.lead, o.{ROW}{fields} FROM {LEADS_TABLE} t {given}")
            events = self._all(
                f"SELECT t.lead, t.{inputs.events.time.name}, t.kind{properties} FROM {EVENTS_TABLE} t {given}"
            )
            results = finisher.results(leads, events)
            finished = pa.RecordBatch.from_arrays(
                [leads.column(ROW), *results.columns], names=[ROW, *self.columns.values()]
            )
            self._connection().register(_FINISHED, finished)
            rows(f"INSERT INTO {_RESULTS} SELECT * FROM {_FINISHED}")
            self._connection().unregister(_FINISHED)
            self.progress("scoring", min(start + _OPEN_AT_ONCE, total), total)

    def _all(self, sql: str) -> pa.RecordBatch:
        table = self._connection().sql(sql).to_arrow_table().combine_chunks()
        batches = table.to_batches()
        if batches:
            return batches[0]
        return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in table.schema], schema=table.schema)


def _rows_of(data: Data | None) -> str | None:
    """What stands behind FROM: the rows of a table with their numbers."""
    if data is None:
        return None
    data.table.fetch(data.table.columns.values())
    return f"(SELECT row_number() OVER () AS {ROW}, * FROM {data.table.view}) lw_source"


def _failure(error: duckdb.Error) -> DataError:
    first = str(error).strip().split("\n")[0]
    is_memory = isinstance(error, duckdb.OutOfMemoryException)
    help = "give it more --memory, or leave the work to the default engine" if is_memory else None
    return DataError(f"DuckDB could not score the leads: {first}", help)
