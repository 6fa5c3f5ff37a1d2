"""The generator of the benchmarks' data: the same files every time, of the shape that it promises."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from leadwright.benchmarks.data import Data, make
from leadwright.benchmarks.vocabulary import EVENT_TYPES

SMALL = Data(leads=500, events=15_000)


def rows(file: Path) -> list[tuple[Any, ...]]:
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        return database.execute(f"FROM '{file}'").fetchall()


def one(sql: str) -> tuple[Any, ...]:
    with duckdb.connect() as database:
        found = database.execute(sql).fetchone()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make(SMALL, tmp_path_factory.mktemp("data"))


def test_the_same_rows_by_any_number_of_threads(files: tuple[Path, Path], tmp_path: Path) -> None:
    again = make(SMALL, tmp_path, threads=1)
    assert [rows(file) for file in again] == [rows(file) for file in files]


def test_another_seed_gives_other_rows(files: tuple[Path, Path], tmp_path: Path) -> None:
    assert rows(make(replace(SMALL, seed=2), tmp_path)[1]) != rows(files[1])


def test_leads_are_numbered_and_events_are_theirs(files: tuple[Path, Path]) -> None:
    leads, events = files
    assert one(f"SELECT count(*), count(DISTINCT lead_id), min(lead_id), max(lead_id) FROM '{leads}'") == (
        500,
        500,
        1,
        500,
    )
    assert one(f"SELECT count(*) FROM '{events}' ANTI JOIN '{leads}' USING (lead_id)") == (0,)
    assert one(f"SELECT count(*) FROM '{events}'") == (15_000,)


def test_some_leads_have_many_events_and_some_none(files: tuple[Path, Path]) -> None:
    counts = f"SELECT count(e.ts) AS n FROM '{files[0]}' LEFT JOIN '{files[1]}' e USING (lead_id) GROUP BY lead_id"
    least, middle, most = one(f"SELECT min(n), median(n), max(n) FROM ({counts})")
    assert least == 0 and middle < 20 and most > 500


def test_events_are_in_order_with_ties_and_of_every_type(files: tuple[Path, Path]) -> None:
    found = rows(files[1])
    times = [row[1] for row in found]
    assert times == sorted(times)
    assert len({(row[0], row[1]) for row in found}) < len(found) - 100
    assert {row[2] for row in found} == set(EVENT_TYPES)


def test_shuffled_events_are_the_same_in_another_order(files: tuple[Path, Path], tmp_path: Path) -> None:
    shuffled = rows(make(replace(SMALL, shuffled=True), tmp_path)[1])
    assert shuffled != rows(files[1])
    assert sorted(map(repr, shuffled)) == sorted(map(repr, rows(files[1])))


def test_ids_can_be_texts(tmp_path: Path) -> None:
    leads, events = make(replace(SMALL, text_ids=True), tmp_path)
    assert rows(leads)[0][0] == "L-0000001"
    assert one(f"SELECT count(*) FROM '{events}' SEMI JOIN '{leads}' USING (lead_id)") == (15_000,)


def test_times_are_multiples_of_the_grain(tmp_path: Path) -> None:
    events = make(replace(SMALL, grain=21_600), tmp_path)[1]
    assert one(f"SELECT max(epoch_us(ts) % 21600000000) FROM '{events}'") == (0,)
