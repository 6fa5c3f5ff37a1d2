"""Loading: in order and aligned whatever the format, the ids and the sizes; only what is asked for."""

import duckdb
import numpy as np
import pytest
from leadwright.dsl.errors import DataError
from leadwright.dsl.types import Type
from leadwright.engine.columns import TextColumn, ValueColumn
from leadwright.engine.store import loading, open_store, readings, scan
from two_ways import asked, by_lead, by_store, opened

ROWS = 300_000
LEADS = 5_000
PROPERTIES = {"n": "number", "word": "text", "many": "text", "cents": "number", "note": "text", "at": "time"}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def copy(sql, name, options=""):
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(f"COPY ({sql}) TO '{name}' {options}")
    return name


def events(id, where="true"):
    """Rows of which every value follows from their number, ``i``; ``id`` is SQL over the number of the lead, ``x``."""
    return f"""SELECT {id} AS lead_id, make_timestamp(1767225600000000 + i * 1000003) AS ts,
        ['view', 'form', 'click'][i % 3 + 1] AS type, i AS n, 'w' || (i // 1000) AS word, 'text ' || i AS many,
        CASE WHEN i < 200000 THEN (i % 7)::DOUBLE ELSE (i % 700) / 100 END AS cents,
        CASE WHEN i % 11 = 0 THEN 'note' END AS note,
        strftime(make_timestamp(1767225600000000 + i * 1000003), '%Y-%m-%dT%H:%M:%S.%fZ') AS at
        FROM (SELECT range AS i, range * 7919 % {LEADS} AS x FROM range({ROWS})) WHERE {where}"""


IDS = {
    "whole": "x + 5",
    "far apart": "x * 1000003",
    "huge": "(x + 9223372036854775000::HUGEINT)::DECIMAL(38, 0)",
    "texts": "'L-' || lpad(x::VARCHAR, 7, '0')",
    "floats": "x::DOUBLE",
    "decimals": "(x / 4)::DECIMAL(12, 2)",
}


@pytest.mark.parametrize(("ids", "format"), [*((ids, "parquet") for ids in IDS), ("whole", "csv"), ("texts", "csv")])
def test_rows_keep_their_order(ids, format):
    copy(f"SELECT {IDS[ids]} AS lead_id, x AS number FROM range({LEADS}) t(x)", f"leads.{format}")
    copy(events(IDS[ids], "i < 170000"), f"events1.{format}")
    copy(events(IDS[ids], "i >= 170000"), f"events2.{format}")
    store = open_store(
        opened(f"leads.{format}", [f"events1.{format}", f"events2.{format}"]),
        asked({"number": "number"}, {}, PROPERTIES),
    )
    i = np.arange(ROWS)
    assert str(store.report) == f"{LEADS:,} leads, {ROWS:,} events"
    assert store.is_in_time_order
    assert (store.lead == i * 7919 % LEADS).all()
    assert (numbers(store.field("number", Type.NUMBER)) == np.arange(LEADS) * 1_000_000).all()
    assert (store.at == 1_767_225_600_000_000 + i * 1_000_003).all()
    assert (np.array(store.kinds)[store.kind] == np.array(["view", "form", "click"])[i % 3]).all()
    assert (numbers(store.property("n", Type.NUMBER)) == i * 1_000_000).all()
    assert (numbers(store.property("at", Type.TIME)) == store.at).all()
    cents = np.where(i < 200_000, i % 7 * 1_000_000, i % 700 * 10_000)
    assert (numbers(store.property("cents", Type.NUMBER)) == cents).all()
    assert texts(store.property("word", Type.TEXT)) == [f"w{n // 1000}" for n in range(ROWS)]
    assert texts(store.property("many", Type.TEXT)) == [f"text {n}" for n in range(ROWS)]
    assert texts(store.property("note", Type.TEXT)) == [None if n % 11 else "note" for n in range(ROWS)]


def numbers(column):
    assert isinstance(column, ValueColumn) and column.known is None
    return column.data.astype(np.int64) * column.unit


def texts(column):
    assert isinstance(column, TextColumn)
    different = [*column.texts, None]
    assert len(set(different)) == len(different)
    return [different[code] for code in column.codes]


def test_columns_take_few_bytes():
    copy(f"SELECT x + 5 AS lead_id FROM range({LEADS}) t(x)", "leads.parquet")
    copy(events("x + 5"), "events.parquet")
    store = open_store(opened("leads.parquet", "events.parquet"), asked({}, {}, PROPERTIES))
    columns = {name: store.property(name, Type(type)) for name, type in PROPERTIES.items()}
    sizes = {n: (c.codes if isinstance(c, TextColumn) else c.data).itemsize for n, c in columns.items()}
    assert sizes == {"n": 4, "word": 2, "many": 4, "cents": 2, "note": 1, "at": 8}
    assert store.kind.itemsize == 1


def test_more_texts_than_one_array_holds(monkeypatch):
    monkeypatch.setattr(readings, "_MOST_BYTES", 1000)
    copy(f"SELECT x AS lead_id, 'text ' || (x // 2) AS word FROM range({LEADS}) t(x)", "leads.csv")
    store = open_store(opened("leads.csv", leads_missing=("text 7",)), asked({"word": "text"}))
    assert texts(store.field("word", Type.TEXT)) == [None if n // 2 == 7 else f"text {n // 2}" for n in range(LEADS)]


def test_events_of_unknown_leads_are_taken_out_of_every_column():
    copy(f"SELECT x AS lead_id FROM range({LEADS}) t(x) WHERE x % 3 > 0", "leads.parquet")
    copy(events("x"), "events.parquet")
    source = opened("leads.parquet", "events.parquet")
    store = open_store(source, asked({}, {}, PROPERTIES))
    known = np.flatnonzero(np.arange(ROWS) * 7919 % LEADS % 3 > 0)
    assert (store.at == 1_767_225_600_000_000 + known * 1_000_003).all()
    assert (numbers(store.property("n", Type.NUMBER)) == known * 1_000_000).all()
    assert texts(store.property("many", Type.TEXT)) == [f"text {n}" for n in known]
    assert texts(store.property("note", Type.TEXT)) == [None if n % 11 else "note" for n in known]
    (problem,) = store.report.problems
    assert (problem.code, problem.count, problem.where) == ("LW803", ROWS - len(known), "events.parquet, row 1")


def test_without_leads_those_of_the_events_count_in_their_order():
    copy(events("'L' || x"), "events.parquet")
    store = open_store(opened((), "events.parquet"), asked())
    assert store.ids.to_pylist() == [f"L{i * 7919 % LEADS}" for i in range(LEADS)]
    assert (store.lead == np.arange(ROWS) % LEADS).all()
    assert store.report.lead_rows == LEADS


def test_columns_in_some_files_alone():
    copy("SELECT 1 AS lead_id, 5 AS size", "a.parquet")
    copy("SELECT 2 AS lead_id, 'x' AS word, 2.5::DOUBLE AS size", "b.parquet")
    copy("SELECT 3 AS lead_id, 'y' AS word, {'b': {'c': 'deep'}} AS a", "c.parquet")
    source = opened(["a.parquet", "b.parquet", "c.parquet"])
    schema = asked({"size": "number", "word": "text", "a.b.c": "text"})
    expected = by_lead(source, schema)
    assert [dict(lead.fields) for lead in expected[0]] == [
        {"size": 5_000_000},
        {"size": 2_500_000, "word": "x"},
        {"word": "y", "a.b.c": "deep"},
    ]
    assert by_store(source, schema) == expected


def test_only_what_is_needed_is_read(monkeypatch):
    copy("SELECT 1 AS lead_id, 5 AS size, 'x' AS word, 'y' AS day", "leads.parquet")
    copy(
        "SELECT 1 AS lead_id, DATE '2026-01-01' AS ts, 'view' AS type, 'x' AS path, 3 AS secs, 'no' AS n", "events.csv"
    )
    read = []
    taken = scan.taken

    def noted(table, readings, step):
        for reading in taken(table, readings, step):
            read.append((table, reading.expression))
            yield reading

    monkeypatch.setattr(loading, "taken", noted)
    source = opened("leads.parquet", "events.csv")
    schema = asked(
        {"size": "number", "word": "text", "day": "date"}, {"view": {"path": "text", "secs": "text", "n": "number"}}
    )
    needed = asked({"size": "number"}, {"view": {"path": "text"}})
    store = open_store(source, schema, needed=needed)
    for data, named in ((source.leads, ("size", "word", "day")), (source.events, ("path", "secs", "n"))):
        found = [name for name in named if (data.table, data.columns[name].sql) in read]
        assert found == [named[0], named[2]]
    assert [(p.code, p.field) for p in store.report.problems] == [("LW807", "day"), ("LW807", "view.n")]
    assert store.lead_at(0).fields == {"size": 5_000_000}
    assert [dict(e.properties) for e in store.lead_at(0).events] == [{"path": "x"}]
    whole = store.lead_at(0, schema)
    assert whole.fields == {"size": 5_000_000, "word": "x"}
    assert [dict(e.properties) for e in whole.events] == [{"path": "x", "secs": "3"}]


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_what_was_not_asked_for_is_read_later(format):
    copy(
        f"SELECT x AS lead_id, x % 5 AS size, 'L' || x AS word FROM range({LEADS}) t(x) WHERE x % 3 > 0", f"l.{format}"
    )
    copy(events("x"), f"e.{format}")
    store = open_store(opened(f"l.{format}", f"e.{format}"), asked())
    known = np.flatnonzero(np.arange(ROWS) * 7919 % LEADS % 3 > 0)
    leads = [x for x in range(LEADS) if x % 3]
    assert (numbers(store.property("n", Type.NUMBER)) == known * 1_000_000).all()
    assert texts(store.property("n", Type.TEXT))[:3] == [str(n) for n in known[:3]]
    assert texts(store.property("many", Type.TEXT)) == [f"text {n}" for n in known]
    assert (numbers(store.field("size", Type.NUMBER)) == np.array(leads) % 5 * 1_000_000).all()
    assert texts(store.field("word", Type.TEXT)) == [f"L{n}" for n in leads]
    assert store.property("word", Type.TEXT) is store.property("word", Type.TEXT)
    assert store.field("nothing", Type.FLAG).value(0) is None


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_data_that_changed_is_not_mixed(format):
    copy("SELECT x AS lead_id, x AS size FROM range(9) t(x)", f"l.{format}")
    copy(events("x", "i < 9"), f"e.{format}")
    store = open_store(opened(f"l.{format}", f"e.{format}"), asked())
    copy("SELECT x AS lead_id, x AS size FROM range(9) t(x) ORDER BY x DESC", f"l.{format}")
    copy(events("x", "i >= 9 AND i < 18"), f"e.{format}")
    for ask, file in ((lambda: store.field("size", Type.NUMBER), "l"), (lambda: store.property("n", Type.TEXT), "e")):
        with pytest.raises(DataError, match=rf"{file}\.{format} changed while it was read"):
            ask()


def test_progress():
    copy("SELECT x AS lead_id FROM range(10) t(x)", "leads.parquet")
    copy(events("x % 10"), "events.parquet")
    done = []
    open_store(opened("leads.parquet", "events.parquet"), asked({}, {}, PROPERTIES), progress=lambda *x: done.append(x))
    assert {total for _, total in done} == {ROWS + 10}
    assert done == sorted(done) and done[-1][0] == ROWS + 10
    copy(events("x % 10"), "events.csv")
    done.clear()
    open_store(opened("leads.parquet", "events.csv"), asked({}, {}, PROPERTIES), progress=lambda *x: done.append(x))
    assert {total for _, total in done} == {0}
    assert done == sorted(done) and done[-1][0] == ROWS + 10
