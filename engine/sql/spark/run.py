"""Spark as an engine: it reads, types, scores and writes by itself; only what is shown comes through this process."""

from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlglot import exp

from ....dsl.errors import DataError
from ....dsl.model import Model
from ...files import UNREADABLE_FILE
from ...plan import plan_of
from ...project import Project
from ...result_columns import columns_of, schema_of_results
from ...result_target import Target
from ...run import Counts, Progress, Scoring
from ...schema import schema_of
from ...source import Data, Source, open_source
from ..dialects.spark import SPARK
from ..gathered import ROW, Gathered
from ..horizon import last_day
from ..ignored import ignored_statement
from ..inputs import Inputs
from ..names import FACTS, SIGNALS
from ..result_columns import names_of
from ..statement import statement
from ..typed import EVENTS_TABLE, LEADS_TABLE, typed_inputs
from ..typed_columns import Reading
from ..unfinished import Finisher, open_options, unfinished
from .finishing import finished
from .reading import SPARK_READING
from .saving import place_of
from .session import session
from .table import SparkTable, opening
from .words import in_words

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_RESULTS = "lw_results"
_PARTS = "spark.sql.shuffle.partitions"
_BYTES_OF_PART = 32_000_000
"""Of the data as it is read."""
_MOST_PARTS = 10_000


def open_spark_source(project: Project) -> Source:
    """A source that Spark reads. Raises DataError as ``open_source`` does, and if Spark cannot be started."""
    return open_source(project, opening(session(project.spark)))


def run(model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> Scoring:
    """An ``Engine``; ``memory``: of the one process in which a local Spark works, if it is not running yet."""
    scored = _Scored(model, source, as_of, memory, progress)
    return Scoring(scored.batches(), scored.ignored, scored.save, scored.chosen)


class _Runner:
    """Where ``Gathered`` runs its SQL. What is kept is divided by ``key``, so that it need not be moved again."""

    reading: Reading = SPARK_READING
    tells_rows = False

    def __init__(self, spark: "SparkSession", source: Source) -> None:
        self.spark = spark
        self.tables = [data.table for data in (source.leads, source.events) if data is not None]
        self.kept: list[DataFrame] = []

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        try:
            with in_words():
                return [tuple(row) for row in self.spark.sql(sql).collect()]
        except DataError as error:
            if error.code == UNREADABLE_FILE:
                for table in self.tables:
                    if isinstance(table, SparkTable):
                        table.explain_broken()
            raise

    def view(self, name: str, sql: str) -> None:
        with in_words():
            self.spark.sql(sql).createOrReplaceTempView(name)

    def keep(self, name: str, sql: str, key: str) -> None:
        with in_words():
            parts = int(self.spark.conf.get(_PARTS) or 1)
            self.kept_frame(self.spark.sql(sql).repartition(parts, key)).createOrReplaceTempView(name)

    def kept_frame(self, frame: "DataFrame") -> "DataFrame":
        """A frame that is worked out once, when it is first asked for."""
        from pyspark import StorageLevel

        self.kept.append(frame.persist(StorageLevel.MEMORY_AND_DISK))
        return frame

    def release(self) -> None:
        for frame in self.kept:
            frame.unpersist()


class _Scored:
    def __init__(self, model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> None:
        self.model = model
        self.given = source
        self.as_of = as_of
        self.memory = memory
        self.progress = progress
        self.plan = plan_of(model)
        self.ignored: Counter[int] = Counter()
        self.columns = {name: f"r{n}" for n, name in enumerate(names_of(model))}
        statement(self.plan, SPARK, typed_inputs(self.plan), open_options(as_of))

    # --- what comes out

    def batches(self) -> Iterator[pa.RecordBatch]:
        with self._results() as results:
            yield from self._read(results, ROW, None)

    def chosen(self, best: bool, limit: int | None) -> tuple[Counts, Iterator[pa.RecordBatch]]:
        """The first so many results, or the best, ties in their order; and what all come to."""
        order = f"{self.columns['score']} DESC, {ROW}" if best else ROW
        with self._results() as results:
            return self._counts(results), iter(list(self._read(results, order, limit)))

    def save(self, target: Target) -> Counts | None:
        """Have Spark write the results; None for a target that it does not write to."""
        place = place_of(target)
        if place is None:
            return None
        with in_words():
            place.check(session(self.given.project.spark, self.memory))
        with self._results() as results:
            self.progress("writing", 0, 0)
            with in_words():
                named = results.selectExpr(*(f"{sql} AS {_name(name)}" for name, sql in self._selected()))
                counts = self._counts(results)
                place.write(named, counts.leads)
            return counts

    def _selected(self) -> Iterator[tuple[str, str]]:
        for name, column in self.columns.items():
            is_number = name == "lead_id" and self.given.int64_ids
            yield name, f"CAST({column} AS BIGINT)" if is_number else column

    def _read(self, results: "DataFrame", order: str, limit: int | None) -> Iterator[pa.RecordBatch]:
        schema = schema_of_results(columns_of(self.model), self.given.int64_ids)
        with in_words():
            results.createOrReplaceTempView(_RESULTS)
            sql = f"SELECT r.*, l.{ROW} FROM {_RESULTS} r JOIN {LEADS_TABLE} l ON l.lead = r.r0 ORDER BY {order}"
            ordered = results.sparkSession.sql(sql if limit is None else f"{sql} LIMIT {limit}")
            table = ordered.selectExpr(*(f"{sql} AS r{n}" for n, (_, sql) in enumerate(self._selected()))).toArrow()
        for batch in table.to_batches():
            arrays = [array.cast(field.type) for array, field in zip(batch.columns, schema, strict=True)]
            yield pa.RecordBatch.from_arrays(arrays, schema=schema)

    def _counts(self, results: "DataFrame") -> Counts:
        stage, disqualified = self.columns["stage"], self.columns["disqualified"]
        counts = Counts()
        with in_words():
            rows = results.selectExpr(stage, f"{disqualified} IS NOT NULL AS is_out").groupBy(stage, "is_out").count()
            found = rows.collect()
        for row in found:
            counts.leads += row[2]
            if row[1]:
                counts.disqualified += row[2]
            else:
                counts.stages[row[0]] += row[2]
        return counts

    # --- what is worked out

    @contextmanager
    def _results(self) -> "Generator[DataFrame]":
        """The results, `r0`, `r1` … as in ``names_of``, worked out once."""
        spark = session(self.given.project.spark, self.memory)
        source = open_source(self.given.project, opening(spark))
        runner = _Runner(spark, source)
        try:
            inputs = self._gathered(spark, runner, source)
            leads = self.given.report.leads
            self._count_ignored(runner, inputs)
            self.progress("scoring", 0, leads)
            with in_words():
                results = self._scored(spark, runner, inputs)
            yield results
            self.progress("scoring", leads, leads)
        finally:
            runner.release()

    def _gathered(self, spark: "SparkSession", runner: _Runner, source: Source) -> Inputs:
        _suit(spark, source)
        self.progress("reading", 0, 0)
        schema = schema_of(self.model)
        names = {name for properties in (*schema.events.values(), schema.activity) for name in properties}
        gathered = Gathered(source, schema, self.model.timezone, runner)
        self.given.report = source.report
        gathered.fill(
            _rows_of(source.leads, set(schema.fields), in_order=True),
            _rows_of(source.events, names, in_order=source.leads is None),
        )
        self.progress("reading", source.report.leads, source.report.leads)
        return gathered.inputs

    def _count_ignored(self, runner: _Runner, inputs: Inputs) -> None:
        counting = ignored_statement(self.plan, SPARK, inputs, self.as_of)
        if counting is not None:
            self.ignored.update(dict(runner.rows(SPARK.text_of(counting, pretty=False))))

    def _scored(self, spark: "SparkSession", runner: _Runner, inputs: Inputs) -> "DataFrame":
        horizon = last_day(self.plan, inputs, self.as_of, runner.rows)
        options = replace(open_options(self.as_of), last_day=horizon)
        results = _in_steps(runner, statement(self.plan, SPARK, inputs, options)).toDF(*self.columns.values())
        results = _at_hand(results)
        still = unfinished(self.model, SPARK, self.columns)
        if still is None:
            return results
        finisher = Finisher(self.model, inputs, self.as_of)
        leads, events = spark.table(LEADS_TABLE), spark.table(EVENTS_TABLE)
        found = finished(finisher, results, still, leads, events)
        return results if found is None else _at_hand(found)


def _in_steps(runner: _Runner, query: exp.Select) -> "DataFrame":
    """A statement, each of its steps a view. As one it would be planned for as long as its parts are multiplied: Spark
    puts a step in the place of its name wherever it is read."""
    spark = runner.spark
    for step in query.ctes:
        frame = spark.sql(SPARK.text_of(step.this, pretty=False))
        if step.alias == SIGNALS:
            frame = runner.kept_frame(frame)
        elif step.alias == FACTS:
            frame = _at_hand(frame)
        frame.createOrReplaceTempView(step.alias)
    last = query.copy()
    last.set("with_", None)
    return spark.sql(SPARK.text_of(last, pretty=False))


def _at_hand(of_leads: "DataFrame") -> "DataFrame":
    """A row a lead, worked out, without all that led to it, which would be planned again with whatever uses it."""
    has_folder = of_leads.sparkSession.sparkContext.getCheckpointDir() is not None
    return of_leads.checkpoint() if has_folder else of_leads.localCheckpoint()


def _suit(spark: "SparkSession", source: Source) -> None:
    """Settings by how much data there is: into how many parts it is divided, unless that is set; whether it is worth
    the time to compile programs for it."""
    tables = [data.table for data in (source.leads, source.events) if data is not None]
    size = sum(table.bytes for table in tables if isinstance(table, SparkTable))
    if not spark.sparkContext.getConf().contains(_PARTS):
        parts = max(spark.sparkContext.defaultParallelism, min(size // _BYTES_OF_PART, _MOST_PARTS))
        spark.conf.set(_PARTS, str(parts))
    if size < _BYTES_OF_PART:
        spark.conf.set("spark.sql.codegen.wholeStage", "false")
        spark.conf.set("spark.sql.codegen.factoryMode", "NO_CODEGEN")


def _rows_of(data: Data | None, names: set[str], *, in_order: bool) -> str | None:
    """What stands behind FROM for the rows of a table: the columns that are read."""
    if data is None:
        return None
    table = data.table
    assert isinstance(table, SparkTable)
    needed = [c for c in (data.lead, data.time, data.type) if c is not None]
    needed += [column for name, column in data.columns.items() if name in names]
    table.rows(needed, in_order=in_order).createOrReplaceTempView(table.view)
    return table.view


def _name(name: str) -> str:
    return f"`{name.replace('`', '``')}`"
