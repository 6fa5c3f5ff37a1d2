"""Leads and events from tables of a DuckDB file and of a Postgres database: as from files, or a clear error."""

import subprocess
import sys

import duckdb
import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.values import time_from
from leadwright.engine import postgres_table
from leadwright.engine.postgres import connect
from leadwright.engine.project import Project
from leadwright.engine.vocabulary import vocabulary

LEADS = "SELECT * FROM (VALUES (3, 'US', 57.5), (1, NULL, 5), (2, 'DE', NULL)) t(lead_id, country, employees)"
EVENTS = """SELECT * FROM (VALUES
    (1, TIMESTAMPTZ '2026-01-02 00:00:00+00', 'page_view', '/pricing'),
    (3, TIMESTAMPTZ '2026-01-03 10:00:00+02', 'page_view', NULL),
    (9, TIMESTAMPTZ '2026-01-03 10:00:00+00', 'page_view', '/x'),
    (1, TIMESTAMPTZ '2026-01-01 00:00:00+00', 'form_submit', '/contact')) t(lead_id, ts, type, path)"""
FIELDS = {"country": "text", "employees": "number"}
PROPERTIES = {"page_view": {"path": "text"}}


@pytest.fixture
def file(folder):
    """A DuckDB file, ``crm.duckdb``."""
    with duckdb.connect("crm.duckdb") as connection:
        connection.execute(f"CREATE TABLE leads AS {LEADS}; CREATE TABLE events AS {EVENTS}")
        connection.execute("CREATE SCHEMA sales; CREATE TABLE sales.people AS SELECT * FROM leads")
        connection.execute("CREATE VIEW best AS SELECT * FROM leads WHERE lead_id > 1")
    return folder / "crm.duckdb"


@pytest.fixture
def database(postgres):
    with connect(postgres) as database:
        database.execute(f"CREATE TABLE leads AS {LEADS}; CREATE TABLE events AS {EVENTS}")
        database.execute("CREATE SCHEMA sales; CREATE TABLE sales.people AS SELECT * FROM leads")
        database.execute("CREATE VIEW best AS SELECT * FROM leads WHERE lead_id > 1")
        yield database


@pytest.fixture(params=["duckdb", "postgres"])
def place(request):
    """Either of them, as a source is named."""
    if request.param == "duckdb":
        request.getfixturevalue("file")
        return "crm.duckdb"
    request.getfixturevalue("folder")
    request.getfixturevalue("database")
    return request.getfixturevalue("postgres")


def read(data, schema):
    return [(lead.id, dict(lead.fields), len(lead.events)) for lead in data.read(schema)]


def test_leads_and_events(place, source, schema):
    data = source(place, place)
    leads = list(data.read(schema(FIELDS, PROPERTIES)))
    assert [(lead.id, dict(lead.fields)) for lead in leads] == [
        (3, {"country": "US", "employees": 57_500_000}),
        (1, {"employees": 5_000_000}),
        (2, {"country": "DE"}),
    ]
    assert [(e.type, e.at, dict(e.properties)) for e in leads[1].events] == [
        ("form_submit", time_from("2026-01-01T00:00:00Z"), {}),
        ("page_view", time_from("2026-01-02T00:00:00Z"), {"path": "/pricing"}),
    ]
    assert [e.at for e in leads[0].events] == [time_from("2026-01-03T08:00:00Z")]
    (problem,) = data.report.problems
    assert problem.message.endswith('and was left out; the first is "9" in table events, row 3')
    assert data.event_types() == {"page_view": 3, "form_submit": 1}
    assert list(data.lead_columns()) == ["country", "employees"]
    assert data.int64_ids


def test_tables_by_name(place, source, schema):
    assert [lead for lead, *_ in read(source(place, leads_table="sales.people"), schema())] == [3, 1, 2]
    assert [lead for lead, *_ in read(source(place, leads_table="best"), schema())] == [3, 2]
    assert [lead for lead, *_ in read(source((), place), schema())] == [1, 3, 9]


def test_one_lead(place, source, schema):
    data = source(place, place)
    (lead,) = data.read(schema(FIELDS, PROPERTIES), only="1")
    assert (lead.id, len(lead.events)) == (1, 2)
    assert len(list(data.read(schema(FIELDS, PROPERTIES)))) == 3
    with pytest.raises(DataError, match='there is no lead "4" in table leads of ') as caught:
        list(data.read(schema(), only="4"))
    assert caught.value.help == 'there is "1" and "2" and "3"'
    with pytest.raises(DataError, match='there is no lead "x"'):
        list(data.read(schema(), only="x"))


def test_a_vocabulary(place, source):
    assert "country    text" in vocabulary(source(place, place))


def test_columns_under_other_names(place, source, schema):
    with pytest.raises(DataError) as caught:
        source(place, leads_id="lead", leads_rename={"countri": "land"})
    assert caught.value.message.startswith("table leads of ")
    assert "there is no column `lead`, which should hold the lead's id (the setting leads.id)" in caught.value.message
    assert (
        caught.value.help
        == "did you mean `lead_id`? did you mean `country`? Columns: `lead_id`, `country`, `employees`"
    )
    data = source(place, leads_rename={"country": "land"})
    assert read(data, schema({"land": "text"}))[0] == (3, {"land": "US"}, 0)


def test_a_table_that_is_not_there(place, source):
    with pytest.raises(DataError, match="there is no table lead in ") as caught:
        source(place, leads_table="lead")
    assert caught.value.help.startswith("did you mean leads? Tables: ")
    assert "sales.people" in caught.value.help
    with pytest.raises(DataError, match=r"there is no table nowhere\.events in "):
        source((), place, events_table="nowhere.events")


def test_a_database_is_a_source_of_its_own(place, source, put):
    with pytest.raises(DataError, match="a database is a source of its own"):
        source([place, put("l.csv", "lead_id\n1\n")])
    with pytest.raises(DataError, match=r"leads\.table: l\.csv is no database, so it has no table x"):
        source("l.csv", leads_table="x")


def test_structures_of_duckdb(file, source, schema):
    with duckdb.connect("crm.duckdb") as connection:
        connection.execute(
            "CREATE TABLE odd AS SELECT 1 AS lead_id, {'country': 'US', 'size': {'n': 5}} AS company, "
            "'x'::ENUM ('x', 'y') AS e, [1, 2] AS list, 'b'::BLOB AS b, 170::UHUGEINT AS \"say \"\"hi\"\"\""
        )
    data = source("crm.duckdb", leads_table="odd")
    asked = {"company.country": "text", "company.size.n": "number", "e": "text", "list": "text", 'say "hi"': "number"}
    ((_, fields, _),) = read(data, schema({**asked, "company": "text"}))
    assert fields == {
        "company.country": "US",
        "company.size.n": 5_000_000,
        "e": "x",
        "list": "[1, 2]",
        'say "hi"': 170_000_000,
    }
    (problem,) = data.report.problems
    assert problem.message == "the rules read the field `company`, which is an object in the data, not a value"
    assert problem.help == "name one of its parts: `company.country`, `company.size.n`"


@pytest.mark.parametrize(
    ("name", "said", "help"),
    [
        ("crn.duckdb", "leads.source: there is no file crn.duckdb", "did you mean crm.duckdb?"),
        ("no/crm.duckdb", "leads.source: there is no file no/crm.duckdb", None),
        ("text.duckdb", "text.duckdb cannot be read: it is no DuckDB file", None),
        ("folder.duckdb", "leads.source: folder.duckdb is a folder", None),
    ],
)
def test_a_file_that_does_not_do(file, source, put, name, said, help):
    put("text.duckdb", "x" * 5000)
    (file.parent / "folder.duckdb").mkdir()
    with pytest.raises(DataError) as caught:
        source(name)
    assert (caught.value.message, caught.value.help) == (said, help)
    assert caught.value.code == "LW808"


def test_a_file_that_another_program_writes_to(file, source):
    held = f"import duckdb; c = duckdb.connect({str(file)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(DataError, match="another program has it open for writing") as caught:
            source("crm.duckdb")
        other.communicate(b"\n")
    assert caught.value.help == "close it there, or give a copy of the file"


def test_a_file_is_only_read(file, source, schema):
    before = file.read_bytes()
    held = f"import duckdb; c = duckdb.connect({str(file)!r}, read_only=True); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        assert len(read(source("crm.duckdb", "crm.duckdb"), schema(FIELDS, PROPERTIES))) == 3
        other.communicate(b"\n")
    assert file.read_bytes() == before
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_view_that_is_broken(file, source):
    with duckdb.connect("crm.duckdb") as connection:
        connection.execute("CREATE TABLE gone AS SELECT 1 AS lead_id; CREATE VIEW stale AS SELECT * FROM gone")
        connection.execute("DROP TABLE gone")
    with pytest.raises(DataError, match="gone does not exist"):
        source("crm.duckdb", leads_table="stale")


def test_postgres_brings_over_what_is_asked_for(database, postgres, source, schema, monkeypatch):
    asked = []
    read_arrow = postgres_table.Postgres.read_arrow

    def watched(self, sql, schema):
        asked.append(sql)
        return read_arrow(self, sql, schema)

    monkeypatch.setattr(postgres_table.Postgres, "read_arrow", watched)
    data = source(postgres, postgres)
    assert asked == []
    list(data.read(schema({"country": "text"})))
    list(data.read(schema({})))
    assert asked == [
        'SELECT "lead_id" AS "lead_id", "country" AS "country" FROM "leads"',
        'SELECT "lead_id" AS "lead_id", "ts" AS "ts", "type" AS "type" FROM "events"',
    ]
    asked.clear()
    list(data.read(schema({"country": "text"}), only="1"))
    assert [sql.partition(" FROM ")[2] for sql in asked] == [
        '"leads" WHERE "lead_id" = 1',
        '"events" WHERE "lead_id" = 1',
    ]


def test_types_of_postgres(database, postgres, source, schema):
    database.execute("CREATE TYPE size AS ENUM ('S', 'L')")
    database.execute(
        "CREATE TABLE odd AS SELECT 'a-1'::varchar AS lead_id, 'S'::size AS e, "
        "'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS u, 0.1::real AS r, 0.1::float8 AS f, 1.50::numeric AS n, "
        "12::numeric(5) AS w, DATE '2026-01-15' AS d, TIMESTAMP '2026-01-15 12:00' AS t, true AS flag, "
        "'{\"a\": 1}'::jsonb AS doc, ARRAY['x'] AS list, 'NaN'::float8 AS nan, ''::text AS \"Empty \"\"one\"\"\""
    )
    data = source(postgres, leads_table="odd", leads_timezone="America/New_York")
    asked = {"e": "text", "u": "text", "r": "number", "f": "number", "n": "number", "w": "number", "d": "date"}
    asked |= {"t": "time", "flag": "flag", "doc": "text", "list": "text", "nan": "number", 'Empty "one"': "text"}
    expected = {
        "e": "S",
        "u": "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
        "r": 100_000,
        "f": 100_000,
        "n": 1_500_000,
        "w": 12_000_000,
        "d": 20468,
        "t": time_from("2026-01-15T17:00:00Z"),
        "flag": True,
        "doc": '{"a": 1}',
        "list": "{x}",
    }
    assert read(data, schema(asked)) == [("a-1", expected, 0)]
    assert data.report.problems == []
    assert len(list(data.read(schema(asked), only="a-1"))) == 1
    (lead,) = source(postgres, leads_table="odd", leads_id="u").read(schema(), only=expected["u"])
    assert lead.id == expected["u"]
    (lead,) = source(postgres, leads_table="odd", leads_id="w").read(schema(), only="12")
    assert lead.id == 12


def test_postgres_that_is_down(source):
    with pytest.raises(DataError, match=r"127\.0\.0\.1:1/crm does not answer"):
        source("postgresql://me:secret@127.0.0.1:1/crm")


def test_sources_of_the_command_line(folder):
    def named(*leads):
        found = Project.adhoc(leads=leads).leads
        return found.source, found.table

    here = str(folder)
    assert named("crm.duckdb::crm.leads") == ((f"{here}/crm.duckdb",), "crm.leads")
    assert named("crm.duckdb") == ((f"{here}/crm.duckdb",), None)
    assert named("postgresql://me@h/d::leads") == (("postgresql://me@h/d",), "leads")
    assert named("postgresql://me@[::1]/d") == (("postgresql://me@[::1]/d",), None)
    assert named("a.csv", "b.csv") == ((f"{here}/a.csv", f"{here}/b.csv"), None)
    (folder / "a::b.csv").touch()
    assert named("a::b.csv") == ((f"{here}/a::b.csv",), None)
    with pytest.raises(DataError, match="a source of its own"):
        named("crm.duckdb::a", "crm.duckdb::b")
