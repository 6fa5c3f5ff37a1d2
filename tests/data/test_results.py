"""Results: each kind of value in each format; a file whole or not at all."""

import csv
import errno
import io
import json
import os
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from leadwright.dsl.errors import DataError
from leadwright.engine import results
from leadwright.engine.result_columns import Kind, ResultColumn, ResultFormat, Results, batch_of, schema_of_results
from leadwright.engine.result_text import write_text
from leadwright.engine.results import write_results

COLUMNS = [
    ResultColumn("lead_id", Kind.ID),
    ResultColumn("score", Kind.POINTS),
    ResultColumn('the "stage"', Kind.TEXT),
    ResultColumn("disqualified", Kind.FLAG),
    ResultColumn("due", Kind.TIME),
    ResultColumn("segments", Kind.TEXTS),
    ResultColumn("fired", Kind.FIRED),
]
ROWS = [
    (7, 5750, 'a "q", é\n', True, 1_768_478_400_000_000, ["a", "b"], [("pricing", 2500), ("other", -1050)]),
    (8, 99_999_999_999_999_99, "none", False, -1, [], []),
    (None, None, None, None, None, None, None),
]


def results_of(rows, columns=COLUMNS, int64_ids=True):
    """Results with a batch a row."""
    batches = (batch_of(columns, [row], int64_ids) for row in rows)
    return Results(columns, schema_of_results(columns, int64_ids), batches)


def test_csv(tmp_path):
    assert write_results(tmp_path / "out.csv", results_of(ROWS)) == 3
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            [column.name for column in COLUMNS],
            ["7", "57.5", 'a "q", é\n', "true", "2026-01-15T12:00:00Z", "a; b", "pricing +25; other -10.5"],
            ["8", "99999999999999.99", "none", "false", "1969-12-31T23:59:59.999999Z", "", ""],
            [""] * 7,
        ]


@pytest.mark.parametrize("ending", ["json", "jsonl", "ndjson"])
def test_json(tmp_path, ending):
    file = tmp_path / f"out.{ending}"
    write_results(file, results_of(ROWS))
    text = file.read_text(encoding="utf-8")
    assert '"score": 99999999999999.99,' in text, "never by way of a float"
    rows = json.loads(text) if ending == "json" else [json.loads(line) for line in text.splitlines()]
    assert rows[0] == {
        "lead_id": 7,
        "score": 57.5,
        'the "stage"': 'a "q", é\n',
        "disqualified": True,
        "due": "2026-01-15T12:00:00Z",
        "segments": ["a", "b"],
        "fired": [{"rule": "pricing", "points": 25}, {"rule": "other", "points": -10.5}],
    }
    assert set(rows[2].values()) == {None}
    write_results(file, results_of([]))
    assert file.read_text() == ("[]\n" if ending == "json" else "")


def test_parquet(tmp_path):
    file = tmp_path / "it's.parquet"
    write_results(file, results_of(ROWS))
    with duckdb.connect() as connection:
        path = str(file).replace("'", "''")
        types = [row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM '{path}'").fetchall()]
        assert types == [
            "BIGINT",
            "DECIMAL(18,2)",
            "VARCHAR",
            "BOOLEAN",
            "TIMESTAMP WITH TIME ZONE",
            "VARCHAR[]",
            'STRUCT("rule" VARCHAR, points DECIMAL(18,2))[]',
        ]
        rows = connection.execute(f"SELECT * REPLACE (epoch_us(due) AS due) FROM '{path}'").fetchall()
    assert rows[0][:2] == (7, Decimal("57.50"))
    assert rows[0][4] == 1_768_478_400_000_000
    assert rows[0][6] == [
        {"rule": "pricing", "points": Decimal("25.00")},
        {"rule": "other", "points": Decimal("-10.50")},
    ]
    assert rows[1][1] == Decimal("99999999999999.99")
    assert rows[1][5] == []
    assert set(rows[2]) == {None}


def test_parquet_ids_that_are_texts(tmp_path):
    file = tmp_path / "out.parquet"
    for ids in (["007", "8"], [2**70, 3], [1, "x"]):
        write_results(file, results_of([(id,) for id in ids], COLUMNS[:1], int64_ids=False))
        with duckdb.connect() as connection:
            assert connection.execute(f"SELECT * FROM '{file}'").fetchall() == [(str(id),) for id in ids]


def test_as_text():
    out = io.BytesIO()
    assert write_text(out, results_of([("a", 100)], COLUMNS[:2], int64_ids=False), ResultFormat.JSON) == 1
    assert out.getvalue() == b'[\n{"lead_id": "a", "score": 1}\n]\n'


def test_endings(tmp_path):
    with pytest.raises(DataError) as caught:
        write_results(tmp_path / "out.xlsx", results_of(ROWS))
    assert caught.value.help == "known endings: .csv .json .jsonl .ndjson .parquet; or say --format"
    assert write_results(tmp_path / "out.txt", results_of(ROWS), ResultFormat.CSV) == 3


def test_places_that_do_not_do(tmp_path):
    with pytest.raises(DataError, match="there is no folder"):
        write_results(tmp_path / "no" / "out.csv", results_of(ROWS))
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(DataError, match="it is a folder"):
        write_results(tmp_path / "out.csv", results_of(ROWS))
    with pytest.raises(DataError, match="it is not a file"):
        write_results(Path("/dev/null"), results_of(ROWS), ResultFormat.CSV)


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "parquet"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(5, "the rows'"), DataError("no"), ValueError("x")])
def test_rows_that_fail_leave_all_as_it_was(tmp_path, ending, error):
    file = tmp_path / f"out.{ending}"
    file.write_text("before")

    def rows():
        yield ROWS[0]
        raise error

    with pytest.raises(type(error)) as caught:
        write_results(file, results_of(rows()))
    assert caught.value is error
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [(file.name, "before")]


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_full_disk_leaves_all_as_it_was(tmp_path, monkeypatch, ending):
    file = tmp_path / f"out.{ending}"
    file.write_text("before")

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(results.os, "fsync", full)
    with pytest.raises(DataError, match=r"cannot write .*: No space left on device"):
        write_results(file, results_of(ROWS))
    assert [(f.name, f.read_text()) for f in tmp_path.iterdir()] == [(file.name, "before")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_disk_that_fills_up_while_writing(tmp_path, monkeypatch, ending):
    def onto_full_disk(prefix, suffix, dir):
        link = Path(dir, prefix + suffix)
        link.symlink_to("/dev/full")
        return os.open("/dev/null", os.O_RDONLY), str(link)

    monkeypatch.setattr(results.tempfile, "mkstemp", onto_full_disk)
    with pytest.raises(DataError, match="cannot write"):
        write_results(tmp_path / f"out.{ending}", results_of(ROWS * 1000))
    assert list(tmp_path.iterdir()) == []


def test_rights_and_links_stay(tmp_path):
    file, link = tmp_path / "real.csv", tmp_path / "link.csv"
    file.touch(mode=0o640)
    link.symlink_to(file)
    write_results(link, results_of(ROWS))
    assert link.is_symlink()
    assert file.read_text().startswith("lead_id")
    assert file.stat().st_mode & 0o777 == 0o640
