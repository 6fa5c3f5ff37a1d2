"""Postgres as an engine, on a real server: what it gives is what the reference gives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from engines_compared import EXAMPLES, messy_project, outcome
from leadwright.cli.main import run as run_command
from leadwright.dsl.errors import DataError
from leadwright.engine.opening import checked_model_of
from leadwright.engine.postgres import Postgres, connect
from leadwright.engine.project import PostgresSettings, Project
from leadwright.engine.result_target import target_of
from leadwright.engine.run import EngineName, score_project
from leadwright.engine.sql.postgres.reading import FUNCTIONS, POSTGRES_READING
from leadwright.engine.table_name import TableName
from raw_values import COLUMNS, TEXTS, ZONES, as_python_is_given, expected, read, typed, wanted


@pytest.fixture
def database(postgres: str) -> Iterator[Postgres]:
    with connect(postgres) as opened:
        yield opened


def load(database: Postgres, name: str, table: pa.Table) -> None:
    database.create_table(TableName(name), table.schema)
    database.write_arrow(TableName(name), table.to_batches())


def rows_read(
    database: Postgres, values: Sequence[object], type: str, zones: tuple[str, str, frozenset[str]]
) -> list[Any]:
    columns = typed(POSTGRES_READING, type, *zones)
    database.execute(f"CREATE TEMPORARY VIEW parsed AS {columns.parsed('raw', {'i': 'i'})}")
    tables, placed = columns.placed("parsed", ["i"])
    for name, sql in tables.items():
        database.execute(f"CREATE TEMPORARY VIEW {name} AS {sql}")
    names = ["i", *(name for want in wanted(type) for name in (want.name, want.unreadable))]
    rows = [dict(zip(names, row, strict=True)) for row in database.execute(f"SELECT * FROM ({placed}) p ORDER BY i")]
    assert len(rows) == len(values)
    return list(read(rows, type))


@pytest.mark.parametrize("zones", ZONES, ids=["UTC", "Berlin"])
def test_texts_are_read_as_the_language_reads_them(database: Postgres, zones: tuple[str, str, frozenset[str]]) -> None:
    load(database, "raw", pa.table({"i": pa.array(range(len(TEXTS))), "k0": pa.array(TEXTS)}))
    database.execute(FUNCTIONS)
    found = rows_read(database, TEXTS, "VARCHAR", zones)
    assert dict(zip(TEXTS, found, strict=True)) == {text: expected(text, *zones) for text in TEXTS}


@pytest.mark.parametrize("type", COLUMNS)
@pytest.mark.parametrize("zones", ZONES, ids=["UTC", "Berlin"])
def test_columns_are_read_as_the_language_reads_them(
    database: Postgres, type: str, zones: tuple[str, str, frozenset[str]]
) -> None:
    values = COLUMNS[type].to_pylist()
    load(database, "raw", pa.table({"i": pa.array(range(len(values))), "k0": COLUMNS[type]}))
    database.execute(FUNCTIONS)
    found = rows_read(database, values, type, zones)
    assert found == [expected(as_python_is_given(type, value), *zones) for value in values]


def test_infinite_and_strange_values_are_missing(database: Postgres) -> None:
    database.execute(FUNCTIONS)
    for type, sql in {
        "DATE": "'infinity'::date",
        "TIMESTAMP": "'-infinity'::timestamp",
        "TIMESTAMP WITH TIME ZONE": "'infinity'::timestamptz",
        "DECIMAL(38,6)": "'NaN'::numeric",
    }.items():
        database.execute("DROP VIEW IF EXISTS parsed")
        database.execute(f"CREATE TABLE raw AS SELECT 0 AS i, {sql} AS k0")
        assert rows_read(database, [None], type, ZONES[0]) == [[None] * 5], type
        database.execute("DROP TABLE raw CASCADE")


@pytest.mark.parametrize("example", ["minimal", "tour", "b2b_crm", "marketing_automation"])
def test_examples_are_scored_as_by_the_reference(postgres: str, example: str) -> None:
    project = Project.read(EXAMPLES / example / "leadwright.toml")
    found = outcome(replace(project, postgres=PostgresSettings(url=postgres)), EngineName.POSTGRES)
    assert found == outcome(project, EngineName.REFERENCE)


_AS_TEXTS = ("read_csv('{}/leads.csv', all_varchar = true)", "read_csv('{}/events.csv', all_varchar = true)")
_TYPED = ("read_csv('{}/leads.csv')", "read_csv('{}/events.csv')")


@pytest.mark.parametrize(("example", "reads"), [("b2b_crm", _AS_TEXTS), ("b2b_crm", _TYPED), ("tour", _TYPED)])
def test_tables_are_scored_where_they_lie(
    database: Postgres, postgres: str, example: str, reads: tuple[str, str]
) -> None:
    folder = EXAMPLES / example
    with duckdb.connect() as files:
        for name, sql in zip(("crm leads", "events"), reads, strict=True):
            load(database, name, files.sql(f"SELECT * FROM {sql.format(folder / 'data')}").to_arrow_table())
    project = Project.read(folder / "leadwright.toml")
    project = replace(
        project,
        leads=replace(project.leads, source=(postgres,), table="crm leads"),
        events=replace(project.events, source=(postgres,), table=None),
    )
    assert outcome(project, EngineName.POSTGRES) == outcome(project, EngineName.REFERENCE)


@pytest.mark.parametrize("rule", ["first", "last"])
def test_what_is_wrong_with_tables_is_told_as_by_the_reference(
    database: Postgres, postgres: str, tmp_path: Path, rule: str
) -> None:
    project = messy_project(tmp_path, f'duplicate_lead = "{rule}"\nlead_without_id = "leave out"')
    with duckdb.connect() as files:
        for name in ("leads", "events"):
            sql = f"SELECT * FROM read_csv('{tmp_path / name}.csv', all_varchar = true, nullstr = '-')"
            load(database, name, files.sql(sql).to_arrow_table())
    project = replace(
        project,
        leads=replace(project.leads, source=(postgres,)),
        events=replace(project.events, source=(postgres,)),
    )
    found = outcome(project, EngineName.POSTGRES)
    assert found == outcome(project, EngineName.REFERENCE)
    assert "in table leads, row 2" in found.report


def test_problems_that_are_errors_stop_it(database: Postgres, postgres: str, tmp_path: Path) -> None:
    project = messy_project(tmp_path, "")
    with duckdb.connect() as files:
        for name in ("leads", "events"):
            sql = f"SELECT * FROM read_csv('{tmp_path / name}.csv', all_varchar = true, nullstr = '-')"
            load(database, name, files.sql(sql).to_arrow_table())
    project = replace(
        project,
        leads=replace(project.leads, source=(postgres,)),
        events=replace(project.events, source=(postgres,)),
    )
    with pytest.raises(DataError, match="1 lead id stands in more than one row"):
        outcome(project, EngineName.POSTGRES)


def test_leads_can_be_those_of_the_events(database: Postgres, postgres: str, tmp_path: Path) -> None:
    (tmp_path / "model.lead").write_text("each visit add 2 up to 5\n", "utf-8")
    events = {"lead_id": [7, 3, 7, None, 7], "ts": ["2026-01-01"] * 5, "type": ["visit"] * 5}
    load(database, "events", pa.table(events))
    project = Project.adhoc([tmp_path / "model.lead"], events=[postgres], as_of="2026-01-15")
    found = outcome(project, EngineName.POSTGRES)
    assert [row[:2] for row in found.rows] == [(7, 500), (3, 200)]
    assert found == outcome(project, EngineName.REFERENCE)


def test_results_are_written_there_in_one_transaction(database: Postgres, postgres: str) -> None:
    project = Project.read(EXAMPLES / "tour" / "leadwright.toml")
    project = replace(project, postgres=PostgresSettings(url=postgres))
    model = checked_model_of(project)
    for _ in range(2):  # the second takes the place of the first
        run = score_project(model, project, project.as_of_time() or 0, EngineName.POSTGRES)
        assert run.saved_by_engine(target_of(postgres, table="scores"))
    reference = outcome(project, EngineName.REFERENCE)
    assert run.summary() == reference.summary
    rows = database.execute("SELECT lead_id, (score * 100)::int, stage, disqualified, segments, route FROM scores")
    fields = [column.name for column in run.columns]
    chosen = [fields.index(name) for name in ("lead_id", "score", "stage", "disqualified", "segments", "route")]
    assert [(*row[:4], tuple(row[4]), row[5]) for row in rows] == [tuple(r[n] for n in chosen) for r in reference.rows]
    assert [name for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")] == [
        "scores"
    ]


def test_what_fails_leaves_the_table_as_it_was(database: Postgres, postgres: str, tmp_path: Path) -> None:
    database.execute("CREATE TABLE scores AS SELECT 'here' AS what")
    (tmp_path / "model.lead").write_text("each visit add 1000000\n", "utf-8")
    project = Project.adhoc([tmp_path / "model.lead"], events=[postgres], as_of="2026-01-15")
    database.execute("CREATE TABLE events AS SELECT 1 AS lead_id, 'never' AS ts, 'visit' AS type")
    project = replace(project, data=replace(project.data, event_without_time="error"))
    run = score_project(checked_model_of(project), project, project.as_of_time() or 0, EngineName.POSTGRES)
    with pytest.raises(DataError, match="cannot be read"):
        run.saved_by_engine(target_of(postgres))
    assert database.execute("SELECT * FROM scores") == [("here",)]


def test_the_best_leads_are_chosen_there(postgres: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setenv("LEADWRIGHT_POSTGRES_URL", postgres)
    monkeypatch.chdir(EXAMPLES / "b2b_crm")
    shown: list[tuple[str, str]] = []
    for engine in ("reference", "postgres"):
        assert run_command(["score", "--engine", engine, "--sort", "score", "--limit", "7"]) == 0
        shown.append(tuple(capsys.readouterr()))
    assert shown[0] == shown[1]


def test_without_an_address_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LEADWRIGHT_POSTGRES_URL", raising=False)
    project = Project.read(EXAMPLES / "minimal" / "leadwright.toml")
    with pytest.raises(DataError, match="no database is named") as error:
        outcome(project, EngineName.POSTGRES)
    assert "[postgres]" in str(error.value)
