"""Postgres: statements, Arrow there and back, a table replaced whole or not at all, errors in words."""

import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from leadwright.dsl.errors import DataError
from leadwright.engine.postgres import Postgres, connect, is_postgres, shown_url
from leadwright.engine.table_name import TableName


@pytest.fixture
def database(postgres):
    with connect(postgres) as database:
        yield database


def rows(database: Postgres, sql, schema=None):
    return [row for batch in database.read_arrow(sql, schema) for row in batch.to_pylist()]


def test_values_come_as_they_are(database):
    database.execute(
        "CREATE TABLE t (i smallint, n int, b bigint, f float8, flag boolean, name text, code char(3), d date, "
        "clock timestamp, instant timestamptz, money numeric(12, 2), any_number numeric, tags text[], doc jsonb)"
    )
    database.execute(
        "INSERT INTO t VALUES (1, 2, 3, 0.1, true, 'a,\"b\"\nc', 'x', '2026-01-15', '2026-01-15 12:00:00.123456', "
        "'2026-01-15 12:00+02', 1.5, 1.2345678901234567890, ARRAY['p', 'q'], '{\"k\": 1}'), "
        "(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL), "
        "(0, 0, 0, 0, false, '', '', 'infinity', '-infinity', 'infinity', 'NaN', 'NaN', '{}', 'null')"
    )
    first, nothing, odd = rows(database, "SELECT * FROM t")
    assert first == {
        "i": 1,
        "n": 2,
        "b": 3,
        "f": 0.1,
        "flag": True,
        "name": 'a,"b"\nc',
        "code": "x",
        "d": date(2026, 1, 15),
        "clock": datetime(2026, 1, 15, 12, 0, 0, 123456),
        "instant": datetime(2026, 1, 15, 10, tzinfo=UTC),
        "money": Decimal("1.50"),
        "any_number": "1.2345678901234567890",
        "tags": "{p,q}",
        "doc": '{"k": 1}',
    }
    assert set(nothing.values()) == {None}
    assert {name for name, value in odd.items() if value is None} == {"d", "clock", "instant", "money"}
    assert (odd["name"], odd["any_number"], odd["flag"]) == ("", "NaN", False)


def test_with_a_schema_lists_are_lists(database):
    pair = pa.struct([("rule", pa.string()), ("points", pa.decimal128(18, 2))])
    schema = pa.schema(
        [("fired", pa.list_(pair)), ("segments", pa.list_(pa.string())), ("score", pa.decimal128(18, 2))]
    )
    sql = """SELECT ARRAY['a', 'b"'] AS segments, 5::bigint AS score, '[{"rule": "é", "points": 1.5}]'::jsonb AS fired
        UNION ALL SELECT '{}', NULL, '[]' UNION ALL SELECT NULL, 9999999999999999.99, NULL"""
    assert rows(database, sql, schema) == [
        {"fired": [{"rule": "é", "points": Decimal("1.50")}], "segments": ["a", 'b"'], "score": Decimal("5.00")},
        {"fired": [], "segments": [], "score": None},
        {"fired": None, "segments": None, "score": Decimal("9999999999999999.99")},
    ]


def test_no_rows_and_a_column_of_nothing(database):
    assert rows(database, "SELECT 1 AS a WHERE false") == []
    assert rows(database, "SELECT NULL::text AS a UNION ALL SELECT ''") == [{"a": None}, {"a": ""}]


def test_reading_may_stop_early(database):
    batches = database.read_arrow("SELECT generate_series(1, 2000000) AS a")
    assert next(batches).num_rows
    batches.close()
    assert database.execute("SELECT 1") == [(1,)]


def test_a_table_is_replaced_in_one_go(database, postgres):
    table = TableName("scores")
    database.execute("CREATE TABLE scores AS SELECT 'before' AS a")
    schema = pa.schema([("a", pa.int64()), ("t", pa.list_(pa.string()))])
    batches = [pa.record_batch([[1, None], [["x", 'y"\\', None], []]], schema=schema)]
    with connect(postgres) as other:
        with database.replacing(table) as scratch:
            database.create_table(scratch, schema)
            assert database.write_arrow(scratch, batches) == 2
            assert other.execute("SELECT * FROM scores") == [("before",)]
        assert other.execute("SELECT * FROM scores") == [(1, ["x", 'y"\\', None]), (None, [])]
        assert other.tables() == [table]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(5, "theirs"), DataError("no"), ValueError("x")])
def test_what_batches_raise_comes_through(database, error):
    schema = pa.schema([("a", pa.int64())])

    def batches():
        yield pa.record_batch([[1]], schema=schema)
        raise error

    database.execute("CREATE TABLE scores AS SELECT 'before' AS a")
    with pytest.raises(type(error)) as caught, database.replacing(TableName("scores")) as scratch:
        database.create_table(scratch, schema)
        database.write_arrow(scratch, batches())
    assert caught.value is error
    assert database.execute("SELECT * FROM scores") == [("before",)]
    assert database.tables() == [TableName("scores")]


@pytest.mark.parametrize(
    ("name", "said", "help"),
    [
        (TableName("x", "marketting"), "there is no schema marketting", "did you mean marketing?"),
        (TableName("seen"), "cannot write seen of postgresql://127.0.0.1:", "name a table"),
        (TableName("n" * 64), "no names as long as", "at most 63 bytes"),
        (TableName("leads"), "view seen depends on table leads", "write to another --table"),
        (TableName("mine", "pg_catalog"), "permission denied", None),
    ],
)
def test_tables_that_cannot_be_replaced(database, name, said, help):
    database.execute("CREATE SCHEMA marketing")
    database.execute("CREATE TABLE leads (a int)")
    database.execute("CREATE VIEW seen AS SELECT * FROM leads")
    with pytest.raises(DataError, match=said) as caught, database.replacing(name) as scratch:
        database.create_table(scratch, pa.schema([("a", pa.int64())]))
    assert caught.value.help == help
    assert database.tables() == [TableName("leads"), TableName("seen")]


def test_values_that_postgres_cannot_hold(database):
    schema = pa.schema([("a", pa.string())])
    database.create_table(TableName("t"), schema)
    with pytest.raises(DataError, match="invalid byte sequence"):
        database.write_arrow(TableName("t"), [pa.record_batch([["a\x00b"]], schema=schema)])
    assert database.execute("SELECT count(*) FROM t") == [(0,)]


def test_wrong_statements_are_told_in_words(database):
    for sql in ("SELECT * FROM nosuch", "SELECT 1/0", "SELEC"):
        with pytest.raises(DataError, match=r"the database postgresql://127.0.0.1:\d+/test_\d+ says: "):
            database.execute(sql)
    with pytest.raises(DataError, match="division by zero"):
        rows(database, "SELECT 1 / a AS a FROM (VALUES (1), (0)) t(a)")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.url("nope"), 'has no database "nope"'),
        (lambda s: s.url(password="s3cr3t"), "refuses the user or the password"),
        (lambda s: s.url(password=None), "refuses the user or the password"),
        (lambda _: "postgresql://x:s3cr3t@127.0.0.1:1/z", r"does not answer \(Connection refused\)"),
        (lambda _: "postgresql://x:s3cr3t@nohost.invalid/z", "cannot be found"),
        (lambda _: "postgresql://x:s3cr3t%zz@h/z", "cannot read the database's address"),
        (lambda _: "postgresql://x@h/z?nosuch=s3cr3t", "cannot read the database's address"),
    ],
)
def test_a_database_that_cannot_be_reached(postgres_server, monkeypatch, change, said):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    with pytest.raises(DataError, match=said) as caught:
        connect(change(postgres_server))
    assert caught.value.help
    assert "s3cr3t" not in str(caught.value)
    assert postgres_server.password not in str(caught.value)


def test_the_password_may_stand_in_the_environment(postgres_server, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", postgres_server.password)
    with connect(postgres_server.url(password=None)) as database:
        assert database.execute("SELECT 1") == [(1,)]


def test_a_server_that_goes_away(database, postgres):
    with connect(postgres) as other:
        other.execute("SELECT pg_terminate_backend(%s)", database.execute("SELECT pg_backend_pid()")[0])
    with pytest.raises(DataError, match=r"the database postgresql://127.0.0.1:\d+/test_\d+ went away"):
        database.execute("SELECT 1")


def test_without_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DataError, match="psycopg has to be installed") as caught:
        connect("postgresql://x@h/z")
    assert caught.value.help == "pip install 'leadwright[postgres]'"


def test_urls():
    assert is_postgres("postgresql://h/d")
    assert is_postgres("postgres://h/d")
    assert not is_postgres("postgresql.csv")
    assert shown_url("postgresql://me:p%40ss@h:5432/d?sslmode=require&password=x") == "postgresql://h:5432/d"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("leads", TableName("leads")),
        ("crm.leads", TableName("leads", "crm")),
        ('"a.b"."c ""d"""', TableName('c "d"', "a.b")),
    ],
)
def test_names_of_tables(text, name):
    assert TableName.read(text) == name
    assert TableName.read(str(name)) == name


@pytest.mark.parametrize("text", ["", "a.b.c", "a.", '"a', 'a"b'])
def test_what_is_no_name_of_a_table(text):
    with pytest.raises(DataError, match="cannot read the name of a table"):
        TableName.read(text)
