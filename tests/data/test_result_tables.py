"""Results as a table of a DuckDB file or a Postgres database: replaced whole or not at all, other tables left alone."""

import subprocess
import sys
from decimal import Decimal

import duckdb
import pytest
from leadwright.dsl.errors import DataError
from leadwright.engine import result_tables
from leadwright.engine.postgres import connect
from leadwright.engine.result_columns import Kind, ResultColumn, ResultFormat, Results, batch_of, schema_of_results
from leadwright.engine.result_target import DuckDBTarget, FileTarget, PostgresTarget, target_of, write_to
from leadwright.engine.table_name import TableName

COLUMNS = [
    ResultColumn("lead_id", Kind.ID),
    ResultColumn("score", Kind.POINTS),
    ResultColumn('the "stage"', Kind.TEXT),
    ResultColumn("due", Kind.TIME),
    ResultColumn("segments", Kind.TEXTS),
    ResultColumn("fired", Kind.FIRED),
]
ROWS = [
    (7, 5750, 'a "q", é\n', 1_768_478_400_000_000, ["a, b", 'c"\\'], [('the "rule"', 2500), ("other", -1050)]),
    (8, 99_999_999_999_999_99, "none", -1, [], []),
    (9, 0, None, None, [""], []),
]


def results_of(rows=ROWS):
    batches = (batch_of(COLUMNS, [row], True) for row in rows)
    return Results(COLUMNS, schema_of_results(COLUMNS, True), batches)


def never():
    raise AssertionError


def failing(error):
    yield ROWS[0]
    raise error


@pytest.fixture
def file(tmp_path):
    """A DuckDB file with two tables and a view."""
    file = tmp_path / "crm.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE scores AS SELECT 'before' AS a; CREATE TABLE other AS SELECT 1 AS b")
        connection.execute("CREATE SCHEMA sales; CREATE VIEW seen AS SELECT * FROM other")
    return file


def rows_of(file, sql):
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.parametrize("name", ["scores", "fresh", "sales.scores"])
def test_a_table_of_a_file(file, name):
    assert write_to(target_of(str(file), table=name), results_of(), never) == 3
    assert [row[1] for row in rows_of(file, f"DESCRIBE {name}")] == [
        "BIGINT",
        "DECIMAL(18,2)",
        "VARCHAR",
        "TIMESTAMP WITH TIME ZONE",
        "VARCHAR[]",
        'STRUCT("rule" VARCHAR, points DECIMAL(18,2))[]',
    ]
    found = rows_of(file, f"SELECT * REPLACE (epoch_us(due) AS due) FROM {name}")
    assert found[0] == (
        7,
        Decimal("57.50"),
        'a "q", é\n',
        1_768_478_400_000_000,
        ["a, b", 'c"\\'],
        [{"rule": 'the "rule"', "points": Decimal("25.00")}, {"rule": "other", "points": Decimal("-10.50")}],
    )
    assert found[1][1:2] == (Decimal("99999999999999.99"),)
    assert found[2] == (9, Decimal(0), None, None, [""], [])
    assert rows_of(file, "SELECT * FROM other") == [(1,)]
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_new_file(tmp_path):
    file = tmp_path / "new.duckdb"
    assert write_to(DuckDBTarget(file, TableName("scores")), results_of([]), never) == 0
    assert rows_of(file, "SELECT count(*) FROM scores") == [(0,)]
    assert [f.name for f in tmp_path.iterdir()] == ["new.duckdb"]


def test_large_results_are_inserted_in_parts(file, monkeypatch):
    monkeypatch.setattr(result_tables, "_ROWS_AT_ONCE", 4)
    assert write_to(DuckDBTarget(file, TableName("scores")), results_of(ROWS * 5), never) == 15
    assert rows_of(file, "SELECT count(*), sum(lead_id) FROM scores") == [(15, 120)]


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(5, "theirs"), DataError("no"), duckdb.Error("theirs")])
@pytest.mark.parametrize("is_there", [True, False])
def test_what_batches_raise_leaves_all_as_it_was(file, error, is_there):
    path = file if is_there else file.with_name("new.duckdb")
    with pytest.raises(type(error)) as caught:
        write_to(DuckDBTarget(path, TableName("scores")), results_of(failing(error)), never)
    assert caught.value is error
    assert rows_of(file, "SELECT * FROM scores") == [("before",)]
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_the_file_that_the_data_is_read_from(file):
    reading = duckdb.connect()
    reading.execute(f"ATTACH '{file}' AS data (READ_ONLY)")
    assert write_to(DuckDBTarget(file, TableName("scores")), results_of(), reading.close) == 3
    assert rows_of(file, "SELECT count(*) FROM scores") == [(3,)]


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("no/x.duckdb", "scores", "there is no folder"),
        ("folder.duckdb", "scores", "it is a folder"),
        ("text.duckdb", "scores", "it is there, and is no DuckDB file"),
        ("crm.duckdb", "crn.scores", "there is no schema crn"),
        ("crm.duckdb", "seen", "it is a view"),
    ],
)
def test_places_that_do_not_do(file, name, table, said):
    (file.parent / "folder.duckdb").mkdir()
    (file.parent / "text.duckdb").write_text("x" * 5000)

    def asked():
        raise AssertionError("told before the first batch is asked for")
        yield

    with pytest.raises(DataError, match=said):
        write_to(target_of(str(file.parent / name), table=table), results_of(asked()), never)
    assert rows_of(file, "SELECT * FROM scores") == [("before",)]


def test_a_file_that_another_program_has_open(file):
    held = f"import duckdb; c = duckdb.connect({str(file)!r}); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(DataError, match="another program has it open") as caught:
            write_to(DuckDBTarget(file, TableName("scores")), results_of(), never)
        other.communicate(b"\n")
    assert caught.value.help == "close it there, or write to another file"


def test_a_full_disk(file, monkeypatch):
    class Full:
        def __init__(self, connection):
            self.connection = connection

        def __getattr__(self, name):
            return getattr(self.connection, name)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.connection.close()

        def execute(self, sql, *parameters):
            if sql == "COMMIT":
                raise duckdb.IOException('IO Error: Could not write file "x": No space left on device')
            return self.connection.execute(sql, *parameters)

    attached = result_tables._attached
    monkeypatch.setattr(result_tables, "_attached", lambda path: Full(attached(path)))
    with pytest.raises(DataError, match=r"cannot write .*crm\.duckdb: No space left on device$"):
        write_to(DuckDBTarget(file, TableName("scores")), results_of(), never)
    assert rows_of(file, "SELECT * FROM scores") == [("before",)]


def test_a_table_of_postgres(postgres):
    with connect(postgres) as database:
        database.execute("CREATE TABLE scores AS SELECT 'before' AS a; CREATE TABLE other AS SELECT 1 AS b")
        assert write_to(target_of(postgres), results_of(), never) == 3
        types = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'scores'::regclass"
        assert [type for (type,) in database.execute(f"{types} AND attnum > 0 ORDER BY attnum")] == [
            "bigint",
            "numeric(18,2)",
            "text",
            "timestamp with time zone",
            "text[]",
            "jsonb",
        ]
        found = database.execute("SELECT *, (extract(epoch FROM due) * 1000000)::bigint FROM scores ORDER BY lead_id")
        assert found[0][:3] == (7, Decimal("57.50"), 'a "q", é\n')
        assert found[0][4:] == (
            ["a, b", 'c"\\'],
            [{"rule": 'the "rule"', "points": 25}, {"rule": "other", "points": -10.5}],
            1_768_478_400_000_000,
        )
        assert found[2] == (9, Decimal(0), None, None, [""], [], None)
        assert database.execute("SELECT fired->1->>'points' FROM scores WHERE lead_id = 7") == [("-10.5",)]
        with pytest.raises(DataError, match="no"):
            write_to(target_of(postgres), results_of(failing(DataError("no"))), never)
        assert database.execute("SELECT count(*) FROM scores") == [(3,)]
        assert [str(table) for table in database.tables()] == ["other", "scores"]


def test_targets(tmp_path):
    path = tmp_path / "x.csv"
    assert target_of(str(path)) == FileTarget(path, ResultFormat.CSV)
    assert target_of("x.txt", ResultFormat.JSON).format is ResultFormat.JSON
    assert target_of("x.DUCKDB").table == TableName("scores")
    assert target_of("postgres://h/d", table="crm.s") == PostgresTarget("postgres://h/d", TableName("s", "crm"))
    assert str(target_of("postgresql://me:s3cr3t@h/d", table="crm.s")) == "the table crm.s of postgresql://h/d"
    for out, format, table, said in [
        ("x.csv", None, "scores", "x.csv is a file, which has no table"),
        ("x.duckdb", ResultFormat.CSV, None, "has no format"),
        ("x.xlsx", None, None, "by its ending"),
        ("x.duckdb", None, "a.b.c", "cannot read the name of a table: a.b.c"),
    ]:
        with pytest.raises(DataError, match=said):
            target_of(out, format, table)
