"""What the conformance cases, and random models, run against. One entry of ``EXECUTORS`` makes another of them.

An executor is started at most once a session, when it is first asked for: ``running`` (a fixture) gives its
``ScoreAll``, or skips the test if it is not there. One that reads files is given real ones (``through_files``).
"""

import importlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from case_files import model_of
from leadwright.dsl.errors import UnsupportedError
from leadwright.dsl.model import Model
from leadwright.engine.columnar.steps import History, histories
from leadwright.engine.evaluate import Evaluator, Fired, Given, Result
from leadwright.engine.lead_at import LeadAt
from leadwright.engine.plan import Plan, plan_of
from leadwright.engine.project import PostgresSettings
from leadwright.engine.records import Lead
from leadwright.engine.run import EngineName, score_project
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of
from written import FileFormat, write_case

ScoreAll = Callable[[str, Sequence[Lead], int], Mapping[str, Result]]
"""The rules' text, the leads with their events, the as-of time in microseconds: what each lead comes out with."""

Start = Callable[[pytest.FixtureRequest], ScoreAll]
"""Starts an executor for the session; skips the test if it is not there."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Executor:
    """How to start an executor, and what may be asked of it.

    ``lacks``: words of which one stands in the message of every UnsupportedError that it may raise: what it raises for
    anything else is a failure. ``leaves_out``: attributes of results that it does not give. ``examples``: how many
    random models it is tried with by the quick tests and by the long ones. ``slow``: the long tests alone try it;
    without ``cases`` the conformance cases, which another way to the same engine is tried with, are not.
    """

    start: Start
    lacks: tuple[str, ...] = ()
    leaves_out: frozenset[str] = frozenset()
    examples: tuple[int, int] = (20, 200)
    slow: bool = False
    cases: bool = True

    def may_lack(self, error: UnsupportedError) -> bool:
        return any(word in str(error) for word in self.lacks)


def reference(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
    evaluator = Evaluator(model_of(rules))
    return {str(lead.id): evaluator.score(lead, as_of) for lead in leads}


def in_memory(module: str, needs: str | None = None) -> Start:
    """A module's ``score_leads``; ``needs``: a package that it has to have."""

    def start(_: pytest.FixtureRequest) -> ScoreAll:
        _skip_without(needs)
        found = importlib.import_module(f"leadwright.engine.{module}").score_leads
        return lambda rules, leads, as_of: _by_id(leads, found(model_of(rules), leads, as_of))

    return start


def _skip_without(package: str | None) -> None:
    if package is not None:
        pytest.importorskip(package)
    if package == "pyspark" and not (shutil.which("java") or "JAVA_HOME" in os.environ):
        pytest.skip("Spark runs on Java, which is not installed")


def at_the_end_of_histories(_: pytest.FixtureRequest) -> ScoreAll:
    """What the histories of leads (``columnar.steps``) say of their end."""

    def score_all(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
        model = model_of(rules)
        plan = plan_of(model)
        found: dict[str, Result] = {}
        for history in histories(plan, store_of(leads, schema_of(model)), as_of):
            for number, position in enumerate(history.leads.tolist()):
                lead = leads[position]
                found[str(lead.id)] = _end_of(history, plan, number, lead.id)
        return found

    return score_all


def _end_of(history: History, plan: Plan, number: int, id: str | int) -> Result:
    fired: list[Fired] = []
    end = np.array([history.until])
    lead = np.array([number])
    for rule, steps in zip(plan.rules, history.given, strict=True):
        row = int(steps.rows_at(lead, end)[0])
        points = int(steps.data[row])
        if points:
            case = None if steps.choice is None else rule.gives[int(steps.choice[row]) - 1].choice
            fired.append(Fired(Given(rule.rule, points, case).label, points))
    reason = int(history.disqualified.of(lead, end)[0])
    grade = history.grade
    return Result(
        id,
        int(history.score.of(lead, end)[0]),
        {name: int(steps.of(lead, end)[0]) for name, steps in history.groups.items()},
        None if grade is None else grade.texts[int(grade.of(lead, end)[0])],
        history.stage.texts[int(history.stage.of(lead, end)[0])],
        None if reason < 0 else history.disqualified.texts[reason],
        (),
        None,
        None,
        None,
        tuple(fired),
    )


def in_postgres(request: pytest.FixtureRequest) -> ScoreAll:
    """Leads in memory, copied to a Postgres server."""
    from leadwright.engine.postgres import connect
    from leadwright.engine.sql.postgres.memory import score_leads

    database = connect(request.getfixturevalue("postgres_server").url())
    request.addfinalizer(database.close)
    return lambda rules, leads, as_of: _by_id(leads, score_leads(database, model_of(rules), leads, as_of))


def _by_id(leads: Sequence[Lead], results: Sequence[Result]) -> Mapping[str, Result]:
    return {str(lead.id): result for lead, result in zip(leads, results, strict=True)}


def through_files(engine: EngineName, format: FileFormat, needs: str | None = None) -> Start:
    """An engine of ``engine/run.py``, given leads and events as files; ``needs``: a package that it has to have."""

    def start(request: pytest.FixtureRequest) -> ScoreAll:
        _skip_without(needs)
        settings: dict[str, Any] = {}
        if engine is EngineName.POSTGRES:
            settings["postgres"] = PostgresSettings(url=request.getfixturevalue("postgres_server").url())

        def score_all(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
            model = model_of(rules)
            with tempfile.TemporaryDirectory() as folder:
                project = replace(write_case(Path(folder), leads, schema_of(model), format), **settings)
                run = score_project(model, project, as_of, engine)
                found = {str(r.lead_id): r for batch in run.results.batches for r in results_in(batch, model)}
                assert list(found) == [str(lead.id) for lead in leads], "leads in another order"
                assert +Counter(run.ignored) == ignored(model, leads, as_of)
                return found

        return score_all

    return start


def ignored(model: Model, leads: Sequence[Lead], as_of: int) -> Counter[int]:
    """How many events each `ignore` takes, by its position in the model."""
    if not model.ignores:
        return Counter()
    shared = Evaluator(model).shared
    return sum((LeadAt(shared, lead, as_of).ignored for lead in leads), Counter[int]())


def results_in(batch: pa.RecordBatch, model: Model) -> Iterator[Result]:
    """The rows of a batch of results. Columns are told by their places: a group may be called like any of them."""
    groups = [group.name for group in model.groups]
    assert batch.num_columns == 9 + len(groups)
    for lead, score, *points, grade, stage, reason, segments, route, due, fired in zip(
        *(column.to_pylist() for column in batch.columns), strict=True
    ):
        yield Result(
            lead,
            hundredths(score),
            dict(zip(groups, map(hundredths, points), strict=True)),
            grade,
            stage,
            reason,
            tuple(segments),
            route,
            None if due is None else (due - _EPOCH) // _MICROSECOND,
            None,
            tuple(Fired(rule["rule"], hundredths(rule["points"])) for rule in fired),
        )


def hundredths(points: Decimal) -> int:
    whole = int(points * 100)
    assert whole == points * 100
    return whole


NO_MET = frozenset({"met"})
SQL_LACKS = ("holds until", "route to")

EXECUTORS: Mapping[str, Executor] = {
    "reference": Executor(lambda _: reference),
    "columnar": Executor(in_memory("columnar"), leaves_out=NO_MET, examples=(50, 500)),
    "histories": Executor(
        at_the_end_of_histories, leaves_out=NO_MET | {"route", "due", "segments"}, examples=(20, 200)
    ),
    "columnar on Parquet": Executor(through_files(EngineName.COLUMNAR, "parquet"), leaves_out=NO_MET, examples=(8, 60)),
    "columnar on CSV": Executor(through_files(EngineName.COLUMNAR, "csv"), leaves_out=NO_MET, examples=(8, 60)),
    "SQL in DuckDB": Executor(in_memory("sql.duckdb.memory"), SQL_LACKS, NO_MET, examples=(15, 200)),
    "duckdb on Parquet": Executor(through_files(EngineName.DUCKDB, "parquet"), leaves_out=NO_MET, examples=(8, 60)),
    "duckdb on CSV": Executor(through_files(EngineName.DUCKDB, "csv"), leaves_out=NO_MET, examples=(8, 60)),
    "SQL in Postgres": Executor(in_postgres, SQL_LACKS, NO_MET, examples=(0, 100), slow=True),
    "postgres on Parquet": Executor(
        through_files(EngineName.POSTGRES, "parquet", "psycopg"), leaves_out=NO_MET, examples=(0, 40), slow=True
    ),
    "SQL in Spark": Executor(
        in_memory("sql.spark.memory", "pyspark"), SQL_LACKS, NO_MET, examples=(0, 8), slow=True, cases=False
    ),
    "spark on Parquet": Executor(
        through_files(EngineName.SPARK, "parquet", "pyspark"), leaves_out=NO_MET, examples=(0, 8), slow=True
    ),
    "spark on CSV": Executor(
        through_files(EngineName.SPARK, "csv", "pyspark"), leaves_out=NO_MET, examples=(0, 4), slow=True, cases=False
    ),
}
"""What is compared with the reference, by name: executors of leads in memory, and engines that read files."""

EACH = [
    pytest.param(executor, id=name, marks=[pytest.mark.long] if executor.slow else [])
    for name, executor in EXECUTORS.items()
]
"""The executors as parameters of a test."""

Running = Callable[[Executor], ScoreAll]


@pytest.fixture(scope="session")
def running(request: pytest.FixtureRequest) -> Running:
    """Gives an executor's ``ScoreAll``, started when it is first asked for; skips the test if it is not there."""
    started: dict[int, ScoreAll] = {}

    def run(executor: Executor) -> ScoreAll:
        if id(executor) not in started:
            started[id(executor)] = executor.start(request)
        return started[id(executor)]

    return run
