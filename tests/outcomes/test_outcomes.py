"""Outcomes: which columns are taken, what counts as won, and what is said of rows that are odd."""

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.values import time_from
from leadwright.engine.lead_at import EARLIEST
from leadwright.engine.outcomes import OutcomeTable, open_outcomes
from leadwright.engine.postgres import connect
from leadwright.engine.project import Project

TEXTS = pa.array(["a", "b", "c", "d"])
NUMBERS = pa.array([1, 2, 3, 4], pa.int64())


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def opened(content: str, name: str = "outcomes.csv", won=(), lost=(), **settings) -> OutcomeTable:
        if name.endswith(".parquet"):
            duckdb.sql(f"COPY ({content}) TO '{name}' (FORMAT parquet)")
        else:
            Path(name).write_text(content, encoding="utf-8")
        data = {key[5:]: settings.pop(key) for key in list(settings) if key.startswith("data_")}
        project = Project(root=tmp_path).with_outcomes([name], won, lost)
        return open_outcomes(
            replace(project, outcomes=replace(project.outcomes, **settings), data=replace(project.data, **data))
        )

    return opened


def test_results_and_times_in_the_order_of_the_leads(opened):
    table = opened(
        "lead_id,outcome,at\nc,approved,2026-01-15\na,Declined ,2026-01-16T12:00:00+02:00\nd,asked,\n",
        won=["Approved"],
        lost=["declined"],
    )
    found = table.of(TEXTS)
    assert found.result.tolist() == [0, -1, 1, -1]
    assert found.at.tolist() == [time_from("2026-01-16T10:00:00Z"), EARLIEST, time_from("2026-01-15"), EARLIEST]
    assert (found.counts.won, found.counts.lost, found.counts.open, found.counts.absent) == (1, 1, 1, 1)
    assert table.finish() == []
    assert table.said == ()
    assert table.values == {"approved": (1, 1), "Declined ": (0, 1), "asked": (-1, 1)}


@pytest.mark.parametrize("written", [("true", "false"), ("Yes", "no"), ("1", "0"), ("1.0", "0.0"), ("Won", "lost")])
def test_flags_count_by_themselves(opened, written):
    table = opened(f"lead_id,outcome\na,{written[0]}\nb,{written[1]}\nc,\n")
    assert table.of(TEXTS).result.tolist() == [1, 0, -1, -1]


@pytest.mark.parametrize(("won", "lost"), [(["true"], []), ([], ["true"]), (["TRUE"], ["false"])])
def test_a_flag_that_is_named_leaves_the_other_to_the_other(opened, won, lost):
    table = opened("SELECT 1 AS lead_id, true AS outcome UNION ALL SELECT 2, false", "o.parquet", won, lost)
    assert table.of(NUMBERS).result.tolist() == ([0, 1, -1, -1] if not won else [1, 0, -1, -1])


@pytest.mark.parametrize("ids", [TEXTS.take(pa.array([0, 1, 2])), NUMBERS])
@pytest.mark.parametrize("type", ["BIGINT", "DOUBLE", "VARCHAR", "DECIMAL(9,0)"])
def test_ids_are_found_by_their_text(opened, ids, type):
    table = opened(f"SELECT 2::{type} AS lead_id, true AS outcome", "o.parquet")
    assert table.of(ids).result.tolist() == ([-1, 1, -1, -1] if len(ids) == 4 else [-1, -1, -1])


def test_stores_one_after_the_other(opened):
    table = opened("lead_id,outcome\nd,won\na,lost\nx,won\n,won\n")
    assert table.of(TEXTS[:2]).result.tolist() == [0, -1]
    assert table.of(TEXTS[2:]).result.tolist() == [-1, 1]
    no_id, unknown = table.finish()
    assert str(no_id) == (
        "warning[LW803]: 1 outcome has no lead id (the column `lead_id`) and was left out; the first is in "
        "outcomes.csv, row 5"
    )
    assert str(unknown) == (
        "warning[LW803]: 1 outcome is of a lead that is not among the leads and was left out; the first is "
        '"x" in outcomes.csv, row 4'
    )


def test_columns_that_can_only_be_it(opened):
    table = opened(
        "SELECT 1 AS customer_id, true AS bought_after_2011_09_01, 2.5 AS value, DATE '2026-01-15' AS decided_at",
        "o.parquet",
    )
    assert (table.columns.lead.found, table.columns.outcome.found) == ("customer_id", "bought_after_2011_09_01")
    assert table.of(NUMBERS).at[0] == time_from("2026-01-15")
    assert table.said == (
        "the lead's id from `customer_id`",
        "what became of the lead from `bought_after_2011_09_01`",
        "its day from `decided_at`",
    )


def test_several_days_are_none(opened):
    table = opened("lead_id,outcome,closed_at,paid_at\na,won,2026-01-15,2026-01-16\n")
    assert not table.has_times
    assert table.said == ("no day: `closed_at` and `paid_at` could be it (set `at` in [outcomes])",)
    assert (table.of(TEXTS).at == np.int64(EARLIEST)).all()


@pytest.mark.parametrize(
    ("content", "settings", "said"),
    [
        ("lead_id,won,converted\na,1,1\n", {}, "what became of the lead could be in several columns"),
        ("a_id,b_id,outcome\na,b,1\n", {}, "the lead's id could be in several columns: `a_id`, `b_id`"),
        ("who,outcome\na,1\n", {}, "no column holds the lead's id"),
        ("lead_id,outcome\na,1\n", {"outcome": "outcom"}, "there is no column `outcom` .the setting outcomes.outcome"),
        ("lead_id,outcome\na,1\n", {"at": "at"}, "there is no column `at`"),
    ],
)
def test_columns_that_cannot_be_told(opened, content, settings, said):
    with pytest.raises(DataError, match=said):
        opened(content, **settings)


def test_a_lead_twice(opened):
    content = "lead_id,outcome,at\nb,won,2026-01-15\na,lost,\nb,lost,2026-01-16\nb,won,\na,won,\n"
    with pytest.raises(DataError) as error:
        opened(content).of(TEXTS)
    assert error.value.code == "LW804"
    assert error.value.message == (
        '2 leads have more than one outcome; the first is "b", in outcomes.csv, row 4, after outcomes.csv, row 2'
    )
    table = opened(content, data_duplicate_lead="first")
    assert table.of(TEXTS).result.tolist() == [0, 1, -1, -1]
    (problem,) = table.finish()
    assert problem.message.startswith("2 leads have more than one outcome, of which the first counts: 3 rows were left")
    table = opened(content, data_duplicate_lead="last")
    assert table.of(TEXTS).result.tolist() == [1, 1, -1, -1]


def test_days_that_cannot_be_read(opened):
    content = "lead_id,outcome,at\na,won,2026-01-15\nb,won,15.1.2026\nc,won,soon\n"
    table = opened(content)
    found = table.of(TEXTS)
    assert found.result.tolist() == [1, 1, 1, -1]
    assert (found.at == EARLIEST).tolist() == [False, True, True, True]
    assert table.finish()[0].message == (
        '2 days of an outcome cannot be read (the column `at`) and count as unknown; the first is "15.1.2026" in '
        "outcomes.csv, row 3"
    )
    with pytest.raises(DataError, match="cannot be read"):
        table = opened(content, data_unreadable_value="error")
        table.of(TEXTS)
        table.finish()


def test_times_in_a_zone(opened):
    table = opened("lead_id,outcome,at\na,won,2026-07-15 12:00\n", timezone="Europe/Berlin")
    assert table.of(TEXTS).at[0] == time_from("2026-07-15T10:00:00Z")


def test_none_are_named(tmp_path):
    with pytest.raises(DataError, match="no outcomes"):
        open_outcomes(Project(root=tmp_path))


def test_a_table_of_a_database(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with duckdb.connect("crm.duckdb") as connection:
        connection.execute("CREATE TABLE deals AS SELECT 3 AS lead_id, 'won' AS outcome, TIMESTAMP '2026-01-15' AS at")
    table = open_outcomes(Project(root=tmp_path).with_outcomes(["crm.duckdb::deals"]))
    assert table.of(NUMBERS).result.tolist() == [-1, -1, 1, -1]
    table.close()


def test_a_table_of_postgres(postgres, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with connect(postgres) as database:
        database.execute("CREATE TABLE deals (lead_id bigint, bought boolean, closed_at timestamptz, comment text)")
        database.execute(
            "INSERT INTO deals VALUES (2, true, '2026-01-15 12:00+01', 'x'), (4, false, NULL, ''), (9, true, NULL, '')"
        )
    table = open_outcomes(Project(root=tmp_path).with_outcomes([f"{postgres}::deals"]))
    found = table.of(NUMBERS)
    assert found.result.tolist() == [-1, 1, -1, 0]
    assert found.at.tolist() == [EARLIEST, time_from("2026-01-15T11:00:00Z"), EARLIEST, EARLIEST]
    assert [problem.count for problem in table.finish()] == [1]
    assert table.finish()[0].example == "9"
