"""Stores of some leads each: together they are the whole."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from leadwright.dsl.types import Type
from leadwright.engine.store import batches, open_store, open_stores, space
from two_ways import asked, opened

EVENTS = 20_000
LEADS = 701
SCHEMA = asked(
    {"country": "text", "size": "number"},
    {"view": {"path": "text", "secs": "number"}, "form": {"sent": "time"}},
    {"amount": "number"},
)


@pytest.fixture(params=["parquet", "csv"])
def source(tmp_path, monkeypatch, request):
    monkeypatch.chdir(tmp_path)
    leads = f"""SELECT 'L' || (i * 7 % {LEADS}) AS lead_id, ['US', 'DE', NULL][i % 3 + 1] AS country, i % 50 AS size
        FROM range({LEADS}) t(i)"""
    events = f"""SELECT 'L' || (hash(i) % {LEADS + 20}) AS lead_id,
        make_timestamp((1767225600000000 + hash(i * 3) % 1000)::BIGINT) AS ts,
        ['view', 'form'][(hash(i * 5) % 2 + 1)::INT] AS type, '/' || (hash(i * 7) % 900) AS path,
        CASE WHEN i % 9 > 0 THEN (hash(i * 11) % 600)::INT END AS secs, (hash(i * 13) % 1000) / 100 AS amount,
        '2026-01-' || (hash(i * 17) % 33) AS sent FROM range({EVENTS}) t(i)"""
    names = [f"{name}.{request.param}" for name in ("leads", "events")]
    with duckdb.connect() as database:
        for sql, name in zip((leads, events), names, strict=True):
            database.execute(f"COPY ({sql}) TO '{name}'")
    return opened(*names)


def everything(store):
    return [store.lead_at(number) for number in range(store.size)]


@pytest.mark.parametrize("memory", [150_000, 400_000, 800_000])
def test_batches_are_the_whole(source, memory, monkeypatch):
    monkeypatch.setattr(batches, "_ROWS_AT_ONCE", 1000)
    monkeypatch.setattr(space, "_ARENA", 1 << 14)
    whole = open_store(source, SCHEMA)
    found, sizes = [], []
    for store in open_stores(source, SCHEMA, memory=memory):
        assert store.report == whole.report
        assert len(store.field("country", Type.TEXT)) == store.size
        assert all(np.diff(np.flatnonzero(store.lead == number)).min(initial=1) > 0 for number in range(5))
        found += everything(store)
        sizes.append(store.size)
    assert found == everything(whole)
    assert whole.report.problems[-1].count > 0
    assert len(sizes) > 1
    assert len(whole.at) == whole.report.events


def test_what_is_asked_for_later_is_read_for_all_batches(source):
    whole = open_store(source, SCHEMA)
    some = asked({}, {"view": {"path": "text"}, "form": {}})
    paths = whole.property("path", Type.TEXT)
    expected = sorted((whole.ids[int(n)].as_py(), paths.value(i)) for i, n in enumerate(whole.lead))
    found = []
    for store in open_stores(source, SCHEMA, memory=300_000, needed=some):
        assert store.lead_at(0).fields == {}
        assert store.lead_at(0, SCHEMA) == whole.lead_at(whole.ids.to_pylist().index(store.ids[0].as_py()))
        column = store.property("path", Type.TEXT)
        found += [(store.ids[int(n)].as_py(), column.value(i)) for i, n in enumerate(store.lead)]
    assert sorted(found) == expected


def test_what_fits_is_one_store(source):
    for memory in (None, 1 << 30):
        (store,) = open_stores(source, SCHEMA, memory=memory)
        assert everything(store) == everything(open_store(source, SCHEMA))
    assert isinstance(store.ids, pa.Array)


def test_a_lead_with_more_events_than_fit_is_a_batch_of_its_own(source):
    sizes = [store.size for store in open_stores(source, SCHEMA, memory=1)]
    assert sizes == [1] * LEADS
