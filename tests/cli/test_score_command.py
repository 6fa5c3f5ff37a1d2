"""``leadwright score``: from the project or from options, to the screen, a pipe or a file."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from leadwright.cli import score
from leadwright.dsl.errors import UnsupportedError
from leadwright.engine.run import ENGINES, EngineName, score_project
from writing import write

RULES = """group fit max 40
  when country is "US" add 10 as usa
  by employees
    below 50    add 0
    50 or more  add 20.5
group interest
  when pricing_page visits >= 2 within 7d add 25
  when no activity within 30d subtract 10 as quiet

grade
  fit  A from 30, B

stage MQL
  when score > 50
  route to "sales" within 1 business day
stage SQL after MQL
  when budget is known

disqualify when email domain is "rival.example" because "competitor"

ignore page_view because "not bought, only looked"

segment "Big" when employees >= 50
segment "US" when country is "US"
"""
LEADS = """lead_id,country,employees,email,budget
a,US,100,x@y.example,
b,US,10,x@rival.example,5
c,,,,
"""
EVENTS = """lead_id,ts,type
a,2026-02-27T10:00:00Z,pricing_page
a,2026-02-28T12:00:00Z,pricing_page
b,2026-02-20,page_view
nobody,2026-02-20,page_view
"""
AS_OF = ("--as-of", "2026-03-01")
FILES = ("--rules", "model.lead", "--leads", "leads.csv", "--events", "events.csv")
COLUMNS = [
    "lead_id", "score", "fit", "interest", "grade", "stage", "disqualified", "segments", "route", "due", "fired"
]  # fmt: skip


@pytest.fixture
def files(here: Path) -> Path:
    write(here, **{"model.lead": RULES, "leads.csv": LEADS, "events.csv": EVENTS})
    return here


@pytest.mark.usefixtures("files")
def test_files_without_a_project(run) -> None:
    ran = run("score", *FILES, *AS_OF)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].split() == COLUMNS
    assert [line.split()[:2] for line in lines[1:]] == [["a", "55.5"], ["b", "0"], ["c", "-10"]]
    assert "+25 when pricing_page visits >= 2 within 7d add 25" in lines[1]
    assert "3 leads as of 2026-03-01T00:00:00Z: 1 MQL, 1 in no stage, 1 disqualified" in ran.err
    assert 'ignored 1 event: page_view because "not bought, only looked"' in ran.err
    assert "warning[LW803]" in ran.err, "the event of a lead that is not there"


@pytest.mark.usefixtures("files")
def test_json_has_numbers_lists_and_nulls(run) -> None:
    found = json.loads(run("score", *FILES, *AS_OF, "--format", "json").out)
    assert [list(row) for row in found] == [COLUMNS] * 3
    assert found[0] == {
        "lead_id": "a",
        "score": 55.5,
        "fit": 30.5,
        "interest": 25,
        "grade": "A",
        "stage": "MQL",
        "disqualified": None,
        "segments": ["Big", "US"],
        "route": "sales",
        "due": "2026-03-03T00:00:00Z",  # reached on a Saturday: counts as Monday
        "fired": [
            {"rule": "usa", "points": 10},
            {"rule": "by employees 50 or more", "points": 20.5},
            {"rule": "when pricing_page visits >= 2 within 7d add 25", "points": 25},
        ],
    }
    assert found[1]["disqualified"] == "competitor"
    assert found[1]["stage"] == "none"
    assert found[2] == {
        **dict.fromkeys(COLUMNS),
        "lead_id": "c",
        "score": -10,
        "fit": 0,
        "interest": -10,
        "grade": "B",
        "stage": "none",
        "segments": [],
        "fired": [{"rule": "quiet", "points": -10}],
    }
    lines = run("score", *FILES, *AS_OF, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == found


@pytest.mark.usefixtures("files")
def test_csv(run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("score", *FILES, *AS_OF, "--format", "csv").out)))
    assert [row["score"] for row in rows] == ["55.5", "0", "-10"]
    assert rows[0]["segments"] == "Big; US"
    assert rows[2]["disqualified"] == ""


@pytest.mark.parametrize("name", ["scores.csv", "scores.json", "scores.jsonl", "scores.parquet"])
def test_a_file_by_its_ending(run, files: Path, name: str) -> None:
    ran = run("score", *FILES, *AS_OF, "--out", name)
    assert (ran.code, ran.out) == (0, "")
    assert f"wrote {name}: 3 leads as of" in ran.err
    assert duckdb.sql(f"SELECT count(*), sum(score::DOUBLE) FROM '{files / name}'").fetchall() == [(3, 45.5)]
    assert not list(files.glob(".*"))


def test_a_table_of_a_duckdb_file(run, files: Path) -> None:
    for _ in range(2):
        ran = run("score", *FILES, *AS_OF, "--out", "crm.duckdb")
        assert (ran.code, ran.out) == (0, "")
        assert "wrote the table scores of crm.duckdb: 3 leads as of" in ran.err
    with duckdb.connect("crm.duckdb") as connection:
        assert connection.execute("SELECT count(*), sum(score::DOUBLE) FROM scores").fetchall() == [(3, 45.5)]
        connection.execute("CREATE SCHEMA crm")
    assert run("score", *FILES, *AS_OF, "--out", "crm.duckdb", "--table", "crm.best", "--limit", "1").code == 0
    with duckdb.connect("crm.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT lead_id FROM crm.crm.best").fetchall() == [("a",)]
        assert connection.execute("SELECT count(*) FROM scores").fetchall() == [(3,)]
    assert not list(files.glob(".*"))


@pytest.mark.usefixtures("files")
def test_a_table_of_a_postgres_database(run, postgres: str) -> None:
    import psycopg

    ran = run("score", *FILES, *AS_OF, "--out", postgres, "--table", "public.scored")
    assert (ran.code, ran.out) == (0, "")
    assert "wrote the table public.scored of postgresql://127.0.0.1" in ran.err
    assert "sec" not in ran.err.split("as of")[0]
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT lead_id, score::text FROM scored ORDER BY 1").fetchall() == [
            ("a", "55.50"),
            ("b", "0.00"),
            ("c", "-10.00"),
        ]


def test_the_project(run, project: Path) -> None:
    ran = run("score")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 26
    assert ran.err.startswith("25 leads as of 2026-03-02T09:00:00Z: 9 MQL, 15 in no stage, 1 disqualified")
    later = run("score", "--as-of", "2026-06-01")
    assert later.err == "25 leads as of 2026-06-01T00:00:00Z: 24 in no stage, 1 disqualified\n"
    write(project, **{"few.csv": "lead_id,country\nL-001,US\n"})
    assert len(run("score", "--leads", "few.csv").out.splitlines()) == 2


def test_sorted_and_limited(run, project: Path) -> None:
    scores = [row["score"] for row in json.loads(run("score", "--format", "json", "--sort", "score").out)]
    assert scores == sorted(scores, reverse=True)
    best = run("score", "--sort", "score", "--limit", "3", "--format", "json")
    assert [row["score"] for row in json.loads(best.out)] == scores[:3]
    table = run("score", "--limit", "3")
    assert [line.split()[0] for line in table.out.splitlines()] == ["lead_id", "L-001", "L-002", "L-003"]
    assert "… and 22 more: --limit 0 shows all" in table.err
    assert len(run("score", "--limit", "0").out.splitlines()) == 26
    ran = run("score", "--sort", "score", "--limit", "3", "--out", "best.jsonl")
    assert "wrote best.jsonl: 3 of 25 leads as of" in ran.err
    assert [json.loads(line)["score"] for line in (project / "best.jsonl").read_text().splitlines()] == scores[:3]


def test_engines(run, project: Path) -> None:
    assert tuple(EngineName) == score._ENGINES
    plain = run("score", "--format", "jsonl")
    assert tuple(ENGINES) == tuple(EngineName)
    for name in (EngineName.COLUMNAR, EngineName.REFERENCE, EngineName.DUCKDB):  # the others need more than Python
        assert run("score", "--format", "jsonl", "--engine", name.value, "--memory", "1.5GiB") == plain
    with pytest.raises(UnsupportedError, match="the engine `x` is not there"):
        score_project(None, None, 0, "x")


def test_from_a_duckdb_file_and_back_into_it(run, files: Path) -> None:
    expected = run("score", *FILES, *AS_OF, "--format", "jsonl").out
    with duckdb.connect("crm.duckdb") as connection:
        connection.execute("CREATE TABLE people AS FROM read_csv('leads.csv', all_varchar = true)")
        connection.execute("CREATE TABLE events AS FROM read_csv('events.csv', all_varchar = true)")
    data = ("--rules", "model.lead", "--leads", "crm.duckdb::people", "--events", "crm.duckdb")
    assert run("score", *data, *AS_OF, "--format", "jsonl").out == expected
    ran = run("score", *data, *AS_OF, "--out", "crm.duckdb")
    assert (ran.code, ran.out) == (0, "")
    assert 'the first is "nobody" in table events, row 4' in ran.err
    with duckdb.connect("crm.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT count(*), sum(score::DOUBLE) FROM scores").fetchall() == [(3, 45.5)]
        assert connection.execute("SELECT count(*) FROM people").fetchall() == [(3,)]


@pytest.mark.usefixtures("files")
def test_from_a_postgres_database_and_back_into_it(run, postgres: str) -> None:
    import psycopg

    expected = run("score", *FILES, *AS_OF, "--format", "jsonl").out
    with psycopg.connect(postgres) as connection:
        connection.execute("CREATE TABLE people (lead_id text, country text, employees text, email text, budget text)")
        connection.execute("CREATE TABLE events (lead_id text, ts text, type text)")
        for table, text in (("people", LEADS), ("events", EVENTS)):
            with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv, HEADER)") as copy:
                copy.write(text)
    data = ("--rules", "model.lead", "--leads", f"{postgres}::people", "--events", postgres)
    assert run("score", *data, *AS_OF, "--format", "jsonl").out == expected
    assert run("score", *data, *AS_OF, "--out", postgres, "--table", "people").code == 0
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SELECT count(*), sum(score) FROM people").fetchone() == (3, Decimal("45.50"))


@pytest.mark.parametrize("out", ["scores.csv", "scores.parquet", "scores.duckdb", "here.duckdb"])
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("events.csv", EVENTS + 'a,"2026-02-20,page_view\n', "error[LW808]: events.csv cannot be read: a quote"),
        ("events.csv", EVENTS + "a,2026-02-20\n", "error[LW808]: events.csv cannot be read: 1 of its 5 rows does not"),
        ("events.csv", EVENTS.replace("lead_id,", "lead,"), "error[LW801]: events.csv: there is no column `lead_id`"),
        ("leads.csv", LEADS + "a,US,,,\n", "error[LW804]: 1 lead id stands in more than one row"),
        ("leads.csv", "", "error[LW808]: leads.csv has no header: it is empty"),
    ],
)
def test_bad_data_leaves_nothing_half_written(run, files: Path, out: str, name: str, content: str, said: str) -> None:
    with duckdb.connect("here.duckdb") as connection:
        connection.execute("CREATE TABLE scores AS SELECT 'before' AS a")
    write(files, **{name: content})
    before = sorted(files.iterdir())
    assert run("score", *FILES, *AS_OF, "--format", "csv").out == ""
    ran = run("score", *FILES, *AS_OF, "--out", out)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(said)
    assert sorted(files.iterdir()) == before
    with duckdb.connect("here.duckdb", read_only=True) as connection:
        assert connection.execute("SELECT * FROM scores").fetchall() == [("before",)]


@pytest.mark.usefixtures("files")
def test_no_as_of_time(run) -> None:
    ran = run("score", *FILES)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: no as-of time given")
    assert "--as-of 2026-03-01" in ran.err
    assert "--as-of now" in ran.err
    assert run("score", *FILES, "--as-of", "now").code == 0
    ran = run("score", *FILES, "--as-of", "yesterday")
    assert ran.code == 2
    assert ran.err.startswith('error: cannot read the as-of time "yesterday"\n  = help: ')


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            (),
            "error: there is no leadwright.toml in this folder or above\n  = help: `leadwright new DIR` starts",
        ),
        (("--rules", "model.lead"), "without one, give --leads or --events as well"),
        (
            ("--rules", "modle.lead", "--leads", "leads.csv"),
            "error: there is no file modle.lead\n  = help: did you",
        ),
        ((*FILES, *AS_OF, "--out", "x.xlsx"), "error: cannot tell the format of x.xlsx by its ending"),
        ((*FILES, *AS_OF, "--format", "parquet"), "error: --format parquet goes to a file: add --out scores.parquet"),
        ((*FILES, *AS_OF, "--format", "table", "--out", "x.csv"), "error: a table is not written to a file"),
        ((*FILES, *AS_OF, "--limit", "-1"), "error: --limit is a number of leads: 0 (all) or more"),
        ((*FILES, *AS_OF, "--out", "nowhere/x.csv"), "error: cannot write nowhere/x.csv: there is no folder nowhere"),
        (("--rules", "model.lead", "--leads", "lead.csv", *AS_OF), "did you mean leads.csv?"),
        ((*FILES, *AS_OF, "--table", "scores"), "error: --table is one of a database: add --out scores.duckdb"),
        ((*FILES, *AS_OF, "--out", "x.csv", "--table", "t"), "error: x.csv is a file, which has no table"),
        ((*FILES, *AS_OF, "--out", "x.duckdb", "--format", "csv"), "error: a table of a database has no format"),
        ((*FILES, *AS_OF, "--memory", "much"), "error: --memory is an amount: 4GB, 500MB"),
        ((*FILES, *AS_OF, "--out", "postgresql://me@127.0.0.1:1/crm"), "127.0.0.1:1/crm does not answer"),
    ],
)
def test_what_cannot_be_run(run, arguments: tuple[str, ...], said: str) -> None:
    ran = run("score", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.startswith("error")


def test_rules_with_errors_are_shown_and_nothing_is_written(run, files: Path) -> None:
    write(files, **{"model.lead": 'lead\n  country text\nwhen contry is "US" add 10\n'})
    ran = run("score", *FILES, *AS_OF, "--out", "scores.csv")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error[LW202]")
    assert ran.err.endswith("1 error in 1 file: nothing was run\n")
    assert not (files / "scores.csv").exists()


@pytest.mark.usefixtures("files")
def test_leads_alone_and_events_alone(run) -> None:
    assert len(run("score", "--rules", "model.lead", "--leads", "leads.csv", *AS_OF).out.splitlines()) == 4
    assert len(run("score", "--rules", "model.lead", "--events", "events.csv", *AS_OF).out.splitlines()) == 4


@pytest.mark.parametrize("arguments", [["--help"], ["score", "--help"], ["check", "model.lead"]])
@pytest.mark.usefixtures("files")
def test_heavy_libraries_are_imported_only_where_they_are_used(arguments: list[str]) -> None:
    heavy = "{'numpy', 'pyarrow', 'duckdb', 'psycopg', 'sqlglot', 'pyspark'}"
    program = (
        f"import sys; from leadwright.cli import main; main.run({arguments}); sys.exit(str({heavy} & {{*sys.modules}}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "set()"
