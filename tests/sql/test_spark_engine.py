"""Spark as an engine, in this process and on a cluster of three: what it gives is what the reference gives."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engines_compared import EXAMPLES, messy_project, outcome
from leadwright.cli.main import run as run_command
from leadwright.dsl.errors import DataError
from leadwright.engine.opening import checked_model_of
from leadwright.engine.project import Project, SparkSettings
from leadwright.engine.result_columns import rows_of
from leadwright.engine.result_target import target_of
from leadwright.engine.run import EngineName, Run, score_project
from leadwright.engine.sql.spark.reading import SPARK_READING
from leadwright.engine.sql.spark.session import session
from raw_values import COLUMNS, TEXTS, ZONES, as_python_is_given, expected, read, typed
from spark_cluster import cluster, free_port

pytestmark = pytest.mark.long

Zones = tuple[str, str, frozenset[str]]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> SparkSettings:
    pytest.importorskip("pyspark")
    warehouse = tmp_path_factory.mktemp("warehouse")
    return SparkSettings("local[2]", {"spark.sql.warehouse.dir": str(warehouse)})


@pytest.fixture(scope="session")
def spark(settings: SparkSettings) -> Any:
    return session(settings)


def project_of(example: str, settings: SparkSettings) -> Project:
    return replace(Project.read(EXAMPLES / example / "leadwright.toml"), spark=settings)


def begun(project: Project) -> Run:
    return score_project(checked_model_of(project), project, project.as_of_time() or 0, EngineName.SPARK)


def rows_read(spark: Any, values: Sequence[object], type: str, zones: Zones) -> list[Any]:
    columns = typed(SPARK_READING, type, *zones)
    spark.sql(columns.parsed("raw", {"i": "i"})).createOrReplaceTempView("parsed")
    tables, placed = columns.placed("parsed", ["i"])
    for name, sql in tables.items():
        spark.sql(sql).createOrReplaceTempView(name)
    rows = [row.asDict() for row in spark.sql(f"SELECT * FROM ({placed}) p ORDER BY i").collect()]
    assert len(rows) == len(values)
    return list(read(rows, type))


@pytest.mark.parametrize("zones", ZONES, ids=["UTC", "Berlin"])
def test_texts_are_read_as_the_language_reads_them(spark: Any, zones: Zones) -> None:
    raw = pa.table({"i": pa.array(range(len(TEXTS))), "k0": pa.array(TEXTS)})
    spark.createDataFrame(raw).createOrReplaceTempView("raw")
    found = rows_read(spark, TEXTS, "VARCHAR", zones)
    assert dict(zip(TEXTS, found, strict=True)) == {text: expected(text, *zones) for text in TEXTS}


@pytest.mark.parametrize("type", COLUMNS)
def test_columns_are_read_as_the_language_reads_them(spark: Any, type: str, tmp_path: Path) -> None:
    values = COLUMNS[type].to_pylist()
    pq.write_table(pa.table({"i": pa.array(range(len(values))), "k0": COLUMNS[type]}), tmp_path / "raw.parquet")
    spark.read.parquet(f"file:{tmp_path}/raw.parquet").createOrReplaceTempView("raw")
    for zones in ZONES:
        found = rows_read(spark, values, type, zones)
        assert found == [expected(as_python_is_given(type, value), *zones) for value in values]


@pytest.mark.parametrize("example", ["minimal", "tour", "b2b_crm", "marketing_automation"])
def test_examples_are_scored_as_by_the_reference(settings: SparkSettings, example: str) -> None:
    project = project_of(example, settings)
    assert outcome(project, EngineName.SPARK) == outcome(project, EngineName.REFERENCE)


def test_what_is_wrong_with_data_is_counted_and_shown(settings: SparkSettings, tmp_path: Path) -> None:
    project = replace(messy_project(tmp_path), spark=settings)
    found, reference = outcome(project, EngineName.SPARK), outcome(project, EngineName.REFERENCE)
    assert (found.rows, found.ignored) == (reference.rows, reference.ignored)
    files = f"{tmp_path}/leads.csv", f"{tmp_path}/events.csv"
    told = found.report.replace(files[0], "LEADS").replace(files[1], "EVENTS")
    assert [line for line in told.splitlines() if line.startswith(("5", "warning"))] == [
        "5 leads, 6 events",
        "warning[LW805]: 2 leads have no id (the column `lead_id`) and were left out, in LEADS",
        "warning[LW804]: 1 lead id stands in more than one row, of which only the last row counts: 1 row was left out; "
        'one is "1", in LEADS',
        "warning[LW803]: 1 event has no lead id (the column `lead_id`) and was left out, in EVENTS",
        'warning[LW803]: 1 event is of a lead that is not among the leads and was left out; one is "9" in EVENTS',
        "warning[LW802]: 1 event has a time that cannot be read (the column `ts`) and was left out; "
        'one is "soon" in EVENTS',
        "warning[LW802]: 1 event has no time (the column `ts`) and was left out, in EVENTS",
        "warning[LW806]: 1 event has no type (the column `type`) and was left out, in EVENTS",
        "warning[LW809]: the rules read the event `gone`, which the data does not have",
        "warning[LW809]: the rules read the property `gone.x`, which the data does not have",
        'warning[LW807]: 2 values of `employees` are not a number and count as missing; one is "1,000" in LEADS',
        'warning[LW807]: 1 value of `seen` is not a time and counts as missing; one is "yesterday" in LEADS',
        'warning[LW807]: 2 values of `since` are not a date and count as missing; one is "1/2/2026" in LEADS',
        'warning[LW807]: 1 value of `vip` is not a flag and counts as missing; one is "maybe" in LEADS',
        'warning[LW807]: 1 value of `page_view.seconds` is not a number and counts as missing; one is "x" in EVENTS',
    ]


def test_problems_that_are_errors_stop_it(settings: SparkSettings, tmp_path: Path) -> None:
    project = replace(messy_project(tmp_path, ""), spark=settings)
    with pytest.raises(DataError, match="1 lead id stands in more than one row"):
        outcome(project, EngineName.SPARK)


def test_files_of_all_kinds_are_one_source_in_their_order(settings: SparkSettings, tmp_path: Path) -> None:
    folder = tmp_path / "a folder é"
    folder.mkdir()
    (folder / "model.lead").write_text(
        'group g\n  when `company.country` is "US" add 1\n  when size > 10 add 2\n  each visit add points\n', "utf-8"
    )
    (folder / "1 ü.csv").write_text("lead_id;company.country;size\n5;US;11\n4;us;\n", "latin-1")
    (folder / "2.csv").write_text("size;lead_id\n20;3\n", "utf-8")
    leads = [{"lead_id": 2, "company": {"country": "US"}, "size": 12.5}, {"lead_id": 1, "tags": [1, "x"]}]
    (folder / "3.json").write_text("\ufeff" + json.dumps(leads), "utf-8")
    (folder / "4.jsonl").write_text('{"lead_id": 0, "size": "30"}\n', "utf-8")
    moments = pa.array([1, 2_000_000_000, None], pa.timestamp("ns"))
    events = {"lead_id": [5, 1, 1], "ts": moments, "type": ["visit"] * 3, "points": [1.5, -2.0, 3.0]}
    pq.write_table(pa.table(events), folder / "events.parquet")
    project = Project.adhoc(
        [folder / "model.lead"], [folder / name for name in ("1 ü.csv", "2.csv", "3.json", "4.jsonl")],
        [folder / "events.parquet"], "2026-01-15",
    )  # fmt: skip
    project = replace(project, leads=replace(project.leads, encoding="latin-1", delimiter=";"), spark=settings)
    found, reference = outcome(project, EngineName.SPARK), outcome(project, EngineName.REFERENCE)
    assert [row[0] for row in found.rows] == ["5", "4", "3", "2", "1", "0"]
    assert found.rows == reference.rows


def test_leads_can_be_those_of_the_events(settings: SparkSettings, tmp_path: Path) -> None:
    (tmp_path / "model.lead").write_text("each visit add 2 up to 5\n", "utf-8")
    events = {"lead_id": [7, 3, 7, None, 7], "ts": ["2026-01-01"] * 5, "type": ["visit"] * 5}
    pq.write_table(pa.table(events), tmp_path / "events.parquet")
    project = Project.adhoc([tmp_path / "model.lead"], events=[tmp_path / "events.parquet"], as_of="2026-01-15")
    found = outcome(replace(project, spark=settings), EngineName.SPARK)
    assert [row[:2] for row in found.rows] == [(7, 500), (3, 200)]


# --- writing


def test_a_folder_of_results_is_written_whole_and_replaced(settings: SparkSettings, tmp_path: Path) -> None:
    project = project_of("tour", settings)
    for _ in range(2):
        run = begun(project)
        assert run.saved_by_engine(target_of(str(tmp_path / "scores.parquet")))
        assert [path.name for path in tmp_path.iterdir()] == ["scores.parquet"]
    reference = outcome(project, EngineName.REFERENCE)
    assert run.summary() == reference.summary
    table = pq.read_table(tmp_path / "scores.parquet")
    assert table.column_names == [column.name for column in run.columns]
    found = {row[0]: row for batch in table.to_batches() for row in rows_of(run.columns, batch)}
    assert list(map(found.get, (row[0] for row in reference.rows))) == list(reference.rows)


def test_results_can_be_a_table_of_the_catalogue_and_so_can_data(
    settings: SparkSettings, spark: Any, tmp_path: Path
) -> None:
    spark.sql("CREATE SCHEMA IF NOT EXISTS crm")
    try:
        events = EXAMPLES / "marketing_automation" / "data" / "events.parquet"
        spark.read.parquet(f"file:{events}").write.saveAsTable("crm.events")
        plain = project_of("marketing_automation", settings)
        project = replace(plain, events=replace(plain.events, source=("table:crm.events",)))
        for _ in range(2):
            run = begun(project)
            assert run.saved_by_engine(target_of("table:crm.scores"))
        assert spark.table("crm.scores").count() == 500
        tables = [row.tableName for row in spark.sql("SHOW TABLES IN crm").collect() if not row.isTemporary]
        assert sorted(tables) == ["events", "scores"]
        assert run.summary() == outcome(plain, EngineName.COLUMNAR).summary
        with pytest.raises(DataError, match="no schema nowhere"):
            begun(project).saved_by_engine(target_of("table:nowhere.scores"))
        missing = replace(plain, events=replace(plain.events, source=("table:crm.event",)))
        with pytest.raises(DataError, match=r"Spark has no table `crm`[.]`event`"):
            begun(missing)
    finally:
        spark.sql("DROP SCHEMA crm CASCADE")


def test_what_is_not_sparks_is_not_replaced(settings: SparkSettings, tmp_path: Path) -> None:
    project = project_of("minimal", settings)
    (tmp_path / "file.parquet").write_text("mine")
    (tmp_path / "folder.parquet").mkdir()
    (tmp_path / "folder.parquet" / "mine.txt").write_text("mine")
    for name, why in (("file", "it is a file"), ("folder", "holds mine.txt"), ("no/scores", "no folder")):
        with pytest.raises(DataError, match=why):
            begun(project).saved_by_engine(target_of(str(tmp_path / f"{name}.parquet")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file.parquet", "folder.parquet"]


def test_what_fails_leaves_what_was_there(settings: SparkSettings, tmp_path: Path) -> None:
    target = tmp_path / "scores.parquet"
    assert begun(project_of("minimal", settings)).saved_by_engine(target_of(str(target)))
    before = sorted(path.name for path in target.iterdir())
    (tmp_path / "model.lead").write_text("each visit add points\n", "utf-8")
    numbers = pa.array([999_999_999_999.0] * 20_000)
    rows = {"lead_id": [1] * 20_000, "ts": ["2026-01-01"] * 20_000, "type": ["visit"] * 20_000, "points": numbers}
    pq.write_table(pa.table(rows), tmp_path / "events.parquet")
    project = Project.adhoc([tmp_path / "model.lead"], events=[tmp_path / "events.parquet"], as_of="2026-01-15")
    with pytest.raises(DataError, match="more points than can be written"):
        begun(replace(project, spark=settings)).saved_by_engine(target_of(str(target)))
    assert sorted(path.name for path in target.iterdir()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.parquet", "model.lead", "scores.parquet"]


def test_other_targets_are_written_as_by_any_engine(
    settings: SparkSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    session(settings)  # the command goes by the one that runs
    monkeypatch.chdir(EXAMPLES / "tour")
    for engine in ("reference", "spark"):
        assert run_command(["score", "--engine", engine, "--out", str(tmp_path / f"{engine}.csv")]) == 0
        assert run_command(["score", "--engine", engine, "--sort", "score", "--limit", "5"]) == 0
    assert (tmp_path / "spark.csv").read_bytes() == (tmp_path / "reference.csv").read_bytes()
    out = capsys.readouterr().out.splitlines()
    assert out[: len(out) // 2] == out[len(out) // 2 :]


# --- what goes wrong


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("1,2,3", "row 13 .* has 3 values"),
        ("1,2026-01-01,page_view,/a,3,4,5", "row 13 .* has 7 values"),
        ('1,2026-01-01,page_view,"/a,3', "is never closed"),
        ('1,2026-01-01,page_view,"/a"x,3', "between a closing quote and the separator"),
    ],
)
def test_a_broken_line_is_told(settings: SparkSettings, tmp_path: Path, line: str, what: str) -> None:
    project = replace(messy_project(tmp_path), spark=settings)
    with (tmp_path / "events.csv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(DataError, match=rf"events.csv cannot be read: .*{what}") as error:
        outcome(project, EngineName.SPARK)
    assert error.value.code == "LW808"


def test_a_parquet_file_that_is_cut_short_or_damaged(settings: SparkSettings, tmp_path: Path) -> None:
    project = replace(messy_project(tmp_path), spark=settings)
    file = tmp_path / "events.parquet"
    rows = {"lead_id": list(range(50_000)), "ts": ["2026-01-01"] * 50_000, "type": ["a"] * 50_000}
    pq.write_table(pa.table(rows), file)
    whole = file.read_bytes()
    project = replace(project, events=replace(project.events, source=("events.parquet",)))
    for broken in (whole[: len(whole) // 2], whole[:2_000] + bytes(20_000) + whole[22_000:]):
        file.write_bytes(broken)
        with pytest.raises(DataError, match=r"events.parquet cannot be read") as error:
            outcome(project, EngineName.SPARK)
        assert error.value.code == "LW808"


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("s3a://bucket/x.parquet", "S3AFileSystem is not there"),
        ("file:///nowhere/x.parquet", "/nowhere/x.parquet cannot be read"),
        ("broken.jsonl", "events.source: broken.jsonl cannot be read"),
        ("nothing.csv", "there is no file"),
        ("postgresql://h/db", "Spark does not read tables of Postgres"),
    ],
)
def test_places_that_spark_cannot_read(settings: SparkSettings, tmp_path: Path, source: str, what: str) -> None:
    project = replace(messy_project(tmp_path), spark=settings)
    (tmp_path / "broken.jsonl").write_text('{"lead_id": 1, "ts": "2026-01-01", "type": "a"}\n{"lead_id":\n')
    with pytest.raises(DataError, match=what):
        outcome(replace(project, events=replace(project.events, source=(source,))), EngineName.SPARK)


# --- a cluster


def score(example: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own: one process has one Spark."""
    import os

    command = [sys.executable, "-m", "leadwright", "score", "--engine", "spark", *arguments]
    return subprocess.run(
        command, cwd=EXAMPLES / example, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("pyspark")
    with cluster(tmp_path_factory.mktemp("cluster")) as url:
        yield url


def test_a_cluster_scores_the_examples(master: str, tmp_path: Path) -> None:
    project = Project.read(EXAMPLES / "marketing_automation" / "leadwright.toml")
    reference = outcome(project, EngineName.COLUMNAR)
    target = tmp_path / "scores.parquet"
    done = score("marketing_automation", "--out", str(target), LEADWRIGHT_SPARK_MASTER=master)
    assert done.returncode == 0, done.stderr
    assert f"wrote {target}: {reference.summary}" in done.stderr
    columns = begun_columns(project)
    found = {row[0]: row for batch in pq.read_table(target).to_batches() for row in rows_of(columns, batch)}
    assert list(map(found.get, (row[0] for row in reference.rows))) == list(reference.rows)


def begun_columns(project: Project) -> Any:
    from leadwright.engine.result_columns import columns_of

    return columns_of(checked_model_of(project))


def test_a_master_that_does_not_answer() -> None:
    done = score("minimal", LEADWRIGHT_SPARK_MASTER=f"spark://127.0.0.1:{free_port()}")
    assert done.returncode == 2
    assert "does not answer: Connection refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_java_it_says_so(tmp_path: Path) -> None:
    done = score("minimal", JAVA_HOME=str(tmp_path), LEADWRIGHT_SPARK_MASTER="local[1]")
    assert done.returncode == 2
    assert f"there is no bin/java in JAVA_HOME, which is {tmp_path}" in done.stderr
    assert "install Java 17" in done.stderr
