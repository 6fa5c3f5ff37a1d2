"""What cannot be read is told in the same words as when it is read lead by lead."""

import gzip
from pathlib import Path

import duckdb
import pytest
from leadwright.dsl.errors import DataError
from leadwright.engine.store import open_store, open_stores
from two_ways import asked, by_lead, by_store, opened

SCHEMA = asked({"country": "text", "size": "number"}, {"view": {"path": "text", "secs": "number"}})


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as database:
        for format in ("parquet", "csv"):
            database.execute(
                f"""COPY (SELECT i AS lead_id, 'c' || hash(i) % 1000 AS country, hash(i) % 9999 AS size
                FROM range(20000) t(i)) TO 'leads.{format}'"""
            )
            database.execute(
                f"""COPY (SELECT i // 10 AS lead_id, TIMESTAMP '2026-01-01' AS ts, 'view' AS type,
                '/' || hash(i) % 5000 AS path, hash(i) % 9999 AS secs FROM range(200000) t(i)) TO 'events.{format}'"""
            )
    return tmp_path


def broken(file, start, length=200):
    data = bytearray(Path(file).read_bytes())
    data[start : start + length] = b"\0" * length
    Path(file).write_bytes(data)


@pytest.mark.parametrize("part", ["begin", "middle", "end"])
@pytest.mark.parametrize("file", ["leads.parquet", "events.parquet"])
def test_a_damaged_parquet_file(file, part):
    source = opened("leads.parquet", "events.parquet")
    size = Path(file).stat().st_size
    if part == "end":
        Path(file).write_bytes(Path(file).read_bytes()[: size // 2])
    else:
        broken(file, 100 if part == "begin" else size // 3, size // 4)
    with pytest.raises(DataError, match=rf"^{file} cannot be read: ") as caught:
        open_store(source, SCHEMA)
    assert caught.value.code == "LW808"
    with pytest.raises(DataError, match=rf"^{file} cannot be read: "):
        list(open_stores(source, SCHEMA, memory=1_000_000))


@pytest.mark.parametrize("column", ["country", "path"])
def test_a_damaged_column_of_texts(column):
    """Arrow reads these; it is DuckDB that says what is wrong."""
    file = "leads.parquet" if column == "country" else "events.parquet"
    with duckdb.connect() as database:
        sql = f"SELECT data_page_offset, total_compressed_size FROM parquet_metadata('{file}') WHERE path_in_schema = ?"
        offset, size = database.execute(sql, [column]).fetchall()[0]
    broken(file, offset + size // 4, size // 4)
    source = opened("leads.parquet", "events.parquet")
    with pytest.raises(DataError, match=rf"^{file} cannot be read: "):
        open_store(source, SCHEMA)


def test_a_broken_line():
    with Path("events.csv").open("a") as file:
        file.write('1,2026-01-01,view,"/x\n1,2026-01-01,view,/,1\n')
    source = opened("leads.csv", "events.csv")
    expected = by_lead(source, SCHEMA)
    assert "events.csv" in expected[0]
    assert by_store(source, SCHEMA) == expected


def test_lines_that_have_to_be_put_right_first():
    """Well-formed, but not for DuckDB: both ends of lines."""
    text = Path("events.csv").read_text()
    Path("events.csv").write_bytes(
        text[: len(text) // 2].encode() + text[len(text) // 2 :].replace("\n", "\r\n").encode()
    )
    Path("leads.csv").write_bytes(b'lead_id,country,size\r\n1,"a\r\nb",5\n2,"c\nd",6\r\n')
    source = opened("leads.csv", "events.csv")
    assert by_store(source, SCHEMA) == by_lead(source, SCHEMA)


def test_a_gzipped_file():
    Path("events.csv.gz").write_bytes(gzip.compress(Path("events.csv").read_bytes()))
    source = opened("leads.csv", "events.csv.gz")
    assert by_store(source, SCHEMA) == by_lead(source, SCHEMA)
    stores = list(open_stores(source, SCHEMA, memory=4_000_000))
    assert len(stores) > 1 and sum(store.size for store in stores) == 20_000


def test_no_rows():
    for name, header in (("leads.csv", "lead_id,country\n"), ("events.csv", "lead_id,ts,type,path\n")):
        Path(name).write_text(header)
    for files in (("leads.csv", "events.csv"), ("leads.csv", ()), ((), "events.csv"), ("leads.parquet", "events.csv")):
        source = opened(*files)
        assert by_store(source, SCHEMA) == by_lead(source, SCHEMA)
    (store,) = open_stores(opened("leads.csv", "events.csv"), SCHEMA, memory=1)
    assert store.size == 0


def test_a_full_disk(monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("leadwright.engine.store.space.os.posix_fallocate", full)
    with pytest.raises(DataError, match="cannot be written to: No space left on device") as caught:
        list(open_stores(opened("leads.parquet", "events.parquet"), SCHEMA, memory=1_000_000))
    assert "TMPDIR" in (caught.value.help or "")
