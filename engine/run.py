"""A run: every lead of a project scored as of one moment by one engine; its results as Arrow, and what they come to.

**What an engine is.** A function ``run(model, source, as_of, memory, progress) -> Scoring`` (``Engine``), named in
``ENGINES`` by a function that imports it when it is asked for. What it is given:

- ``model``: checked, without errors; ``source``: opened, not read (``source.project`` has the settings);
- ``as_of``: microseconds since 1970-01-01T00:00Z;
- ``memory``: the bytes that it may use, or None for no bound of its own; an engine without one takes no notice;
- ``progress(stage, done, total)``: to be called now and then with ``"reading"`` (rows of data), ``"scoring"`` (leads);
  ``total`` is 0 while it is not known. ``"writing"`` is said by what writes.

**What it gives.** ``Scoring.batches`` are record batches of ``schema_of_results(columns_of(model), source.int64_ids)``,
of any size (some ten thousand leads each is a good one), the leads in the order of the data. Any text may be
dictionary-coded, those inside ``segments`` and ``fired`` too, in the same way in every batch. Never null: ``lead_id``,
``score``, the groups, ``stage`` (the text ``none``), ``segments``, ``fired`` (empty lists). Nothing is computed before
the first batch is asked for, or all of it: both are fine. ``Scoring.ignored`` counts, by the position of each `ignore`
in the model, the events that it took (an event that several would take belongs to the first); complete once the last
batch was taken. So is ``source.report``, which an engine that does not read by way of ``source.read`` begins
(``source.begin_report()``) and fills itself.

Errors are those of ``dsl.errors``: DataError, UnsupportedError for a construct that the engine lacks, before any batch
where that can be known. What an engine raises comes through, and what was at the target stays as it was.

**An engine that writes by itself** (in a cluster or a database, no rows coming through this process) gives
``Scoring.save`` as well: called with a target instead of taking ``batches``, it writes all of it, whole or not at all,
and returns the counts; or it returns None for a target that it does not know, and ``batches`` are taken after all.
``Scoring.choose`` likewise stands in for ``batches`` where only some of the results are wanted: it gives what all of
them come to, and batches of the first so many, or of those with the highest scores, ties in their order.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal, Protocol

from ..dsl.errors import UnsupportedError
from ..dsl.model import Model
from ..dsl.values import time_text
from .project import Project
from .report import counted
from .result_columns import Results, columns_of, conformed, schema_of_results
from .source import Source, open_source

if TYPE_CHECKING:
    import pyarrow as pa

    from .result_target import Target

Stage = Literal["reading", "scoring", "writing"]
Progress = Callable[[Stage, int, int], None]
"""Called with what is being done, how many rows or leads are done, and how many there are (0: not known)."""


@dataclass(slots=True)
class Counts:
    """What results come to: leads, leads by stage (without the disqualified), disqualified leads."""

    leads: int = 0
    stages: Counter[str] = field(default_factory=Counter[str])
    disqualified: int = 0


@dataclass(slots=True)
class Scoring:
    """What an engine gives: see the top of this module."""

    batches: "Iterator[pa.RecordBatch]"
    ignored: Counter[int] = field(default_factory=Counter[int])
    save: "Callable[[Target], Counts | None] | None" = None
    choose: "Callable[[bool, int | None], tuple[Counts, Iterator[pa.RecordBatch]]] | None" = None
    """``choose(best, limit)``."""


class Engine(Protocol):
    """Scores all leads of a source: see the top of this module."""

    def __call__(self, model: Model, source: Source, as_of: int, memory: int | None, progress: Progress) -> Scoring: ...


class EngineName(StrEnum):
    COLUMNAR = "columnar"
    REFERENCE = "reference"
    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"


def _reference() -> Engine:
    from .reference import run

    return run


def _columnar() -> Engine:
    from .columnar.run import run

    return run


def _postgres() -> Engine:
    from .sql.postgres.run import run

    return run


def _spark() -> Engine:
    from .sql.spark.run import run

    return run


def _open_spark_source(project: Project) -> Source:
    from .sql.spark.run import open_spark_source

    return open_spark_source(project)


def _duckdb() -> Engine:
    from .sql.duckdb.run import run

    return run


ENGINES: Mapping[EngineName, Callable[[], Engine]] = {
    EngineName.COLUMNAR: _columnar,
    EngineName.REFERENCE: _reference,
    EngineName.DUCKDB: _duckdb,
    EngineName.SPARK: _spark,
    EngineName.POSTGRES: _postgres,
}
"""The engines that are there; each is imported when it is asked for."""

_OPENED_BY: Mapping[EngineName, Callable[[Project], Source]] = {EngineName.SPARK: _open_spark_source}
"""Those that open a project's data by themselves, since they read what nothing else can."""

DEFAULT_ENGINE = EngineName.COLUMNAR


def quiet(_stage: Stage, _done: int, _total: int) -> None:
    """Progress that nobody is told of."""


class Run:
    """Leads being scored. ``counts``, ``ignored`` and ``source.report`` are complete once ``results`` ended."""

    def __init__(self, model: Model, source: Source, as_of: int, scoring: Scoring) -> None:
        self.model = model
        self.source = source
        self.as_of = as_of
        self.scoring = scoring
        self.counts = Counts()
        self.columns = columns_of(model)
        self.schema = schema_of_results(self.columns, source.int64_ids)

    @property
    def ignored(self) -> Mapping[int, int]:
        """How many events each `ignore` took, by its position in the model."""
        return self.scoring.ignored

    @cached_property
    def results(self) -> Results:
        """The results, in the order of the leads; they can be taken once."""
        return Results(self.columns, self.schema, self._counted())

    def _counted(self) -> "Iterator[pa.RecordBatch]":
        for batch in self.scoring.batches:
            add_counts(self.counts, batch)
            yield conformed(batch, self.schema)

    def saved_by_engine(self, target: "Target") -> bool:
        """Let the engine write all results by itself, if it can: then True, and there is nothing left to do."""
        counts = None if self.scoring.save is None else self.scoring.save(target)
        if counts is not None:
            self.counts = counts
        return counts is not None

    def chosen_by_engine(self, best: bool, limit: int | None) -> Results | None:
        """The first so many results, or the best, if the engine can choose them; else None, and ``results`` has all."""
        if self.scoring.choose is None:
            return None
        self.counts, batches = self.scoring.choose(best, limit)
        return Results(self.columns, self.schema, (conformed(batch, self.schema) for batch in batches))

    def summary(self) -> str:
        """``25 leads as of 2026-03-02T09:00:00Z: 6 MQL, 18 in no stage, 1 disqualified``"""
        counts = self.counts
        parts = [f"{counts.stages[s.name]:,} {s.name}" for s in self.model.stages if counts.stages[s.name]]
        if self.model.stages:
            parts.append(f"{counts.stages['none']:,} in no stage")
        if counts.disqualified:
            parts.append(f"{counts.disqualified:,} disqualified")
        told = f": {', '.join(parts)}" if parts else ""
        return f"{counted(counts.leads, 'lead')} as of {time_text(self.as_of)}{told}"


def add_counts(counts: Counts, batch: "pa.RecordBatch") -> None:
    """Add what a batch of results comes to."""
    import pyarrow.compute as pc

    disqualified = batch.column("disqualified")
    counts.leads += batch.num_rows
    counts.disqualified += batch.num_rows - disqualified.null_count
    for found in pc.value_counts(batch.column("stage").filter(pc.is_null(disqualified))):
        counts.stages[found["values"].as_py()] += found["counts"].as_py()


def score_project(
    model: Model,
    project: Project,
    as_of: int,
    engine: EngineName = DEFAULT_ENGINE,
    memory: int | None = None,
    progress: Progress = quiet,
) -> Run:
    """Open a project's data and have an engine score it; nothing is scored before the results are taken.

    Raises DataError for data that cannot be opened, UnsupportedError for an engine that is not there.
    """
    load = ENGINES.get(engine)
    if load is None:
        raise UnsupportedError(f"the engine `{engine}` is not there yet", f"there is: {', '.join(ENGINES)}")
    source = _OPENED_BY.get(engine, open_source)(project)
    return Run(model, source, as_of, load()(model, source, as_of, memory, progress))
