"""``leadwright simulate``: tables for people, CSV and JSON for programs, the dates of stages as a file."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from writing import write

RULES = """model "Demo" timezone "Europe/Berlin"
lead
  source text
  created_at time
event visit
event call
event spam

when visit visits >= 2 within 7d add 30
stage MQL
  when score >= 30
  route to "sales" within 1 business day met by call
stage SQL after MQL
  when call within 7d
disqualify when spam because "spam"
segment "called" when call
"""
LEADS = """lead_id,source,created_at
a,search,2026-01-05T10:00:00Z
b,search,2026-01-06T10:00:00Z
c,fair,2026-02-01T10:00:00Z
d,,2026-02-02T10:00:00Z
"""
EVENTS = """lead_id,ts,type
a,2026-01-07T10:00:00Z,visit
a,2026-01-08T10:00:00Z,visit
a,2026-01-08T12:00:00Z,call
a,2026-02-25T10:00:00Z,visit
a,2026-02-26T10:00:00Z,visit
b,2026-02-26T10:00:00Z,visit
b,2026-02-26T11:00:00Z,visit
c,2026-02-10T10:00:00Z,visit
c,2026-02-10T10:00:00Z,visit
c,2026-02-10T10:00:00Z,spam
"""
DATA = ("--rules", "model.lead", "--leads", "leads.csv", "--events", "events.csv")
FILES = (*DATA, "--as-of", "2026-03-01")


@pytest.fixture
def files(here: Path) -> Path:
    write(here, **{"model.lead": RULES, "leads.csv": LEADS, "events.csv": EVENTS})
    return here


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("files")
def test_for_people(run) -> None:
    ran = run("simulate", *FILES, "--ahead", "14d")
    assert ran.code == 0
    assert "Demo: 4 leads, from 2026-01-01 00:00 to 2026-03-01 01:00 (Europe/Berlin)" in ran.out
    lines = [line.split() for line in ran.out.splitlines()]
    assert ["MQL", "2", "1", "1", "2", "3.0", "d", "51", "d", "2", "██▁"] in lines, "c: disqualified at once"
    assert ["SQL", "1", "·", "1", "·", "3.1", "d", "3.1", "d", "3", "█▁▁"] in lines
    assert ["leaves", "MQL", "2", "2", "2"] in lines, "in 7 and in 14 days"
    assert ["2026-01", "2", "1", "1", "·", "1", "1", "·"] in lines
    assert ["2026-02", "2", "1", "+1", "·", "2", "·", "·", "·"] in lines
    assert ["search", "2", "2", "100", "%", "3.0", "d", "1", "50", "%", "3.1", "d"] in lines
    assert "MQL sales within 1 business day 3 1 · 2 · 33 % 2.0 h 2.0 h".split() in lines
    assert "leaves MQL: a 2026-03-04 11:00, b 2026-03-05 11:00" in ran.out


@pytest.mark.usefixtures("files")
def test_each_table_as_csv(run) -> None:
    stages = table(run("simulate", *FILES, "--format", "csv", "--by", "week").out)
    came = {(row["stage"], row["period"]) for row in stages if row["first"] != "0"}
    assert came == {("MQL", "2026-01-05"), ("SQL", "2026-01-05"), ("MQL", "2026-02-23")}
    leaving = table(run("simulate", *FILES, "--format", "csv", "--ahead", "14d").out)
    assert {(row["what"], row["lead_id"], row["at"]) for row in leaving if "MQL" in row["what"]} == {
        ("leaves MQL", "a", "2026-03-04T10:00:00Z"),
        ("leaves MQL", "b", "2026-03-05T10:00:00Z"),
    }
    for name in ("times", "splits", "scores", "routes", "ahead"):
        assert table(run("simulate", *FILES, "--format", "csv", "--show", name, "--ahead", "14d").out)


@pytest.mark.usefixtures("files")
def test_everything_as_json(run) -> None:
    ran = run("simulate", *DATA, "--format", "json", "--every", "1d", "--from", "2026-02-20", "--to", "2026-02-28")
    found = json.loads(ran.out)
    assert (found["from"], found["to"]) == ("2026-02-19T23:00:00Z", "2026-02-28T22:59:59.999999Z"), "days of Berlin"
    assert [row["p90"] for row in found["scores"]] == [0, 0, 0, 0, 0, 0, 0, 30, 30, 30]
    assert found["scores"][-1]["MQL: score >= 30"] == 2
    assert {row["value"] for row in found["splits"]} == {"search", "fair", "(none)", "called"}
    assert found["leaving"] == []
    assert next(row for row in found["times"] if row["stage"] == "MQL") == {
        "stage": "MQL", "leads": 1, "median_seconds": 51 * 86400 + 3600, "p90_seconds": 51 * 86400 + 3600,
        "not_yet": 2, "unknown": 0,
    }  # fmt: skip


@pytest.mark.usefixtures("files")
def test_dates_of_stages_as_a_file(run, here: Path) -> None:
    ran = run("simulate", *FILES, "--out", "stages.csv")
    assert ran.code == 0
    assert "wrote stages.csv: 3 rows" in ran.err
    rows = table((here / "stages.csv").read_text("utf-8"))
    assert [tuple(row.values()) for row in rows if row["stage"] == "MQL"] == [
        ("a", "MQL", "2026-01-08T10:00:00Z", "2026-02-26T10:00:00Z", "true", "2", "sales", "2026-02-27T10:00:00Z",
         "", "false"),
        ("b", "MQL", "2026-02-26T11:00:00Z", "2026-02-26T11:00:00Z", "true", "1", "sales", "2026-02-27T11:00:00Z",
         "", "false"),
    ]  # fmt: skip
    assert run("simulate", *FILES, "--out", "stages.parquet").code == 0
    assert pq.read_table(here / "stages.parquet").column("times").to_pylist() == [2, 1, 1]
    assert run("simulate", *FILES, "--out", "crm.duckdb").code == 0
    with duckdb.connect(str(here / "crm.duckdb")) as database:
        assert database.sql("SELECT stage, count(*) FROM stages GROUP BY 1 ORDER BY 1").fetchall() == [
            ("MQL", 2), ("SQL", 1)
        ]  # fmt: skip


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--split", "sorce"), "did you mean `source`?"),
        (("--since", "source"), "the field `source` is a text"),
        (("--since", "creatd_at"), "did you mean `created_at`?"),
        (("--from", "2027-01-01"), "ends before it begins"),
        (("--from", "soon"), 'cannot read the as-of time "soon"'),
        (("--every", "1m"), "--every is a length of time"),
        (("--every", "1h", "--from", "2020-01-01"), "more than 5,000 looks"),
        (("--ahead", "36h"), "--ahead is a number of whole days"),
        (("--below", "50"), "add --ahead 30d"),
        (("--below", "many", "--ahead", "1d"), "--below is a number of points"),
        (("--to", "2026-02-01"), "--to is the as-of time"),
        (("--show", "times"), "--format csv"),
        (("--show", "leaving", "--format", "csv"), "looks ahead"),
        (("--table", "x"), "--table is one of a database"),
        (("--out", "stages.xlsx"), "cannot tell the format"),
    ],
)
def test_what_cannot_be(run, options: tuple[str, ...], said: str) -> None:
    ran = run("simulate", *FILES, *options)
    assert ran.code == 2
    assert said in ran.err


def test_a_model_without_stages(run, here: Path) -> None:
    write(here, **{"model.lead": "when visit add 5\n", "leads.csv": LEADS, "events.csv": EVENTS})
    ran = run("simulate", *FILES)
    assert ran.code == 0
    assert "the model has no stages" in ran.err
    assert "90 % of the leads have at most" in ran.out


def test_no_leads_at_all(run, here: Path) -> None:
    write(here, **{"model.lead": RULES, "leads.csv": "lead_id\n", "events.csv": "lead_id,ts,type\n"})
    ran = run("simulate", *FILES, "--ahead", "7d", "--out", "stages.csv")
    assert ran.code == 0
    assert "0 leads" in ran.out
    assert (here / "stages.csv").read_text("utf-8").count("\n") == 1


def test_the_project_of_the_folder(run, project: Path) -> None:
    assert project
    ran = run("simulate")
    assert ran.code == 0
    assert "Stages" in ran.out
