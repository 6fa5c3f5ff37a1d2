"""Tables of databases, loaded and read lead by lead."""

import duckdb
import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.types import Type
from leadwright.engine.postgres import connect
from leadwright.engine.store import open_store, open_stores
from two_ways import asked, by_lead, by_store, opened

TABLES = (
    "CREATE TABLE leads (lead_id text, country text, size numeric(12, 2), joined timestamptz, vip boolean)",
    """INSERT INTO leads VALUES ('b', 'US', 1.5, '2026-01-01 00:00:00+00', true), ('a', NULL, 7, NULL, NULL),
        ('c', 'DE', NULL, '2026-07-01 12:30:00+02', false)""",
    "CREATE TABLE events (lead_id text, ts timestamp, type text, path text, secs bigint)",
    """INSERT INTO events VALUES ('a', '2026-01-02', 'view', '/', 5), ('x', '2026-01-02', 'view', '/', 5),
        ('b', '2026-01-01', 'view', NULL, 5000000000000), ('a', NULL, 'view', '/x', 6),
        ('a', '2026-01-01', 'form', '', 0)""",
)
SCHEMA = asked(
    {"country": "text", "size": "number", "joined": "date", "vip": "flag"}, {"view": {"path": "text", "secs": "number"}}
)


@pytest.fixture(params=["duckdb", "postgres"])
def place(request, tmp_path, monkeypatch):
    """A database with both tables, as a source is named, and what runs a statement in it."""
    monkeypatch.chdir(tmp_path)
    if request.param == "duckdb":
        with duckdb.connect("crm.duckdb") as database:
            for sql in TABLES:
                database.execute(sql)
        yield "crm.duckdb", None
        return
    url = request.getfixturevalue("postgres")
    with connect(url) as database:
        for sql in TABLES:
            database.execute(sql)
    yield url, lambda sql: connect_and_run(url, sql)


def connect_and_run(url, sql):
    with connect(url) as database:
        database.execute(sql)


def test_both_ways(place):
    source = opened(place[0], place[0])
    expected = by_lead(source, SCHEMA, "America/New_York")
    assert [problem.code for problem in expected[-1]] == ["LW803", "LW802", "LW807"]
    assert by_store(source, SCHEMA, "America/New_York") == expected
    stores = open_stores(opened(place[0], place[0]), SCHEMA, "America/New_York", memory=1)
    assert [store.lead_at(0) for store in stores] == expected[0]


def test_what_is_asked_for_later(place):
    url, run = place
    store = open_store(opened(url, url), asked({"country": "text"}, {"view": {}}))
    assert [store.field("size", Type.NUMBER).value(n) for n in range(3)] == [1_500_000, 7_000_000, None]
    assert [store.property("path", Type.TEXT).value(n) for n in range(3)] == ["/", None, None]
    if run is not None:
        run("UPDATE leads SET lead_id = 'd' WHERE lead_id = 'a'")
        with pytest.raises(DataError, match="changed while it was read"):
            store.field("vip", Type.FLAG)
