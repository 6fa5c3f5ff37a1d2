"""DuckDB as an engine: what it reports of data, what it does with little memory, results as the others give them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from engines_compared import EXAMPLES, messy_project, outcome
from leadwright.dsl.check import check
from leadwright.dsl.errors import DataError
from leadwright.dsl.model import Model
from leadwright.engine.project import DataSettings, Project
from leadwright.engine.reference import run as by_reference
from leadwright.engine.run import Engine, EngineName, quiet
from leadwright.engine.source import Source, open_source
from leadwright.engine.sql.duckdb.reading import DUCKDB_READING, MACROS
from leadwright.engine.sql.duckdb.run import run as by_duckdb
from raw_values import COLUMNS, TEXTS, ZONES, as_python_is_given, read, typed, wanted
from raw_values import expected as raw_expected

AS_OF = 1_768_478_400_000_000  # 2026-01-15T12:00Z

RULES = """
lead
  country    text
  employees  number
  customer   flag
  renewal    date
  created    time
event view
  seconds number
  sent    time
event form
  seconds text
ignore view[seconds > 100]
when country is "US" add 1
when employees >= 2.5 add 2
when customer add 4
when renewal < 2026-02-01 add 8
when created within 7d add 16
each view[seconds > 1] within 7d add 32
when form[seconds is "1.50"] add 64
when days since last view = 1 add 128
"""
LEADS = """id,country,employees,customer,renewal,created,other
a,US,2.5,yes,2026-01-31,2026-01-14,x
b, us ,"1,000",no,31.01.2026,2026-01-14 25:00,
,DE,1,,,,
c,-,1e1,maybe,2026-02-01T23:00-05:00,2026-01-10T09:05:00.1234567+01:00,
a,FR,nan,1,,,
"""
EVENTS = """id,time,kind,seconds,sent
a,2026-01-14 11:00,view,1.5,
a,2026-01-14T11:00Z,view,many,
a,,view,1,
a,yesterday,view,1,
zz,2026-01-14,view,1,
,2026-01-14,view,1,
a,2026-01-14,,1,
b,2026-01-14,form,1.50,x
c,2026-01-13T12:00:00+00:00,view,101,2026-01-01
c,2026-01-14T12:00:00+01:00,view,2,soon
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "leads.csv").write_text(LEADS, "utf-8")
    (tmp_path / "events.csv").write_text(EVENTS, "utf-8")
    found = Project(root=tmp_path)
    return replace(
        found,
        leads=replace(found.leads, source=("leads.csv",), id="id", missing=("-",)),
        events=replace(found.events, source=("events.csv",), lead="id", time="time", type="kind"),
        data=DataSettings(duplicate_lead="last", lead_without_id="leave out"),
    )


@pytest.fixture
def model(tmp_path: Path) -> Model:
    file = tmp_path / "model.lead"
    found = check([file], tmp_path, {file: RULES}).model
    assert found is not None
    return found


Scored = tuple[list[object], dict[int, int], Source]


def scored(engine: Engine, model: Model, project: Project, memory: int | None = None) -> Scored:
    source = open_source(project)
    scoring = engine(model, source, AS_OF, memory, quiet)
    rows = [row for batch in scoring.batches for row in batch.to_pylist()]
    return rows, dict(scoring.ignored), source


def test_results_and_reports_are_those_of_the_reference(model: Model, project: Project) -> None:
    expected, ignored, reference = scored(by_reference, model, project)
    found, also_ignored, source = scored(by_duckdb, model, project)
    assert found == expected
    assert also_ignored == ignored == {0: 1}
    assert len(reference.report.problems) == 13
    assert source.report.problems == reference.report.problems
    assert source.report == reference.report


@pytest.mark.parametrize(
    "settings",
    [
        {"duplicate_lead": "error"},
        {"lead_without_id": "error"},
        {"event_of_unknown_lead": "error"},
        {"event_without_time": "error"},
        {"event_without_type": "error"},
        {"unreadable_value": "error"},
        {"name_not_found": "error"},
    ],
    ids=lambda settings: next(iter(settings)),
)
def test_what_is_an_error_stops_before_anything_is_given(
    model: Model, project: Project, settings: dict[str, str]
) -> None:
    strict = replace(project, data=replace(project.data, **settings))  # type: ignore[arg-type]
    told: list[str | None] = []
    for engine in (by_reference, by_duckdb):
        try:
            scored(engine, model, strict)
            told.append(None)
        except DataError as error:
            told.append(str(error))
    assert told[0] == told[1]


def test_few_leads_with_little_memory(model: Model, project: Project) -> None:
    assert scored(by_duckdb, model, project, 100_000_000)[0] == scored(by_reference, model, project)[0]


def test_without_leads_the_ids_are_those_of_the_events(model: Model, project: Project) -> None:
    alone = replace(project, leads=replace(project.leads, source=()))
    expected, _, reference = scored(by_reference, model, alone)
    found, _, source = scored(by_duckdb, model, alone)
    assert found == expected
    assert source.report == reference.report


def test_the_best_come_first(model: Model, project: Project) -> None:
    source = open_source(project)
    scoring = by_duckdb(model, source, AS_OF, None, quiet)
    choose: Callable[..., tuple[object, object]] | None = scoring.choose
    assert choose is not None
    counts, batches = choose(True, 2)
    table = pa.Table.from_batches(list(batches))  # type: ignore[arg-type]
    everything = sorted(scored(by_reference, model, project)[0], key=lambda row: -row["score"])  # type: ignore[index]
    assert table.to_pylist() == everything[:2]
    assert counts.leads == 3  # type: ignore[attr-defined]


def test_too_many_points_are_told(tmp_path: Path, project: Project) -> None:
    file = tmp_path / "model.lead"
    rules = "lead\n  employees number\nevent view\neach view add employees\n" * 1
    model = check([file], tmp_path, {file: rules}).model
    assert model is not None
    (tmp_path / "leads.csv").write_text("id,employees\na,999999999999\n", "utf-8")
    (tmp_path / "events.csv").write_text("id,time,kind\n" + "a,2026-01-14,view\n" * 20_000, "utf-8")
    for engine in (by_reference, by_duckdb):
        with pytest.raises(DataError, match="more points than can be written"):
            scored(engine, model, project)


# --- single values, and whole projects


def rows_read(
    values: Sequence[object], type: str, array: pa.Array, zones: tuple[str, str, frozenset[str]]
) -> list[Any]:
    columns = typed(DUCKDB_READING, type, *zones)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for macro in MACROS:
            connection.execute(f"CREATE MACRO {macro}")
        connection.register("raw", pa.table({"i": pa.array(range(len(values))), "k0": array}))
        connection.execute(f"CREATE VIEW parsed AS {columns.parsed('raw', {'i': 'i'})}")
        tables, placed = columns.placed("parsed", ["i"])
        for name, sql in tables.items():
            connection.execute(f"CREATE VIEW {name} AS {sql}")
        names = ["i", *(name for want in wanted(type) for name in (want.name, want.unreadable))]
        found = connection.execute(f"SELECT {', '.join(names)} FROM ({placed}) p ORDER BY i").fetchall()
    return list(read([dict(zip(names, row, strict=True)) for row in found], type))


@pytest.mark.parametrize("zones", ZONES, ids=["UTC", "Berlin"])
def test_texts_are_read_as_the_language_reads_them(zones: tuple[str, str, frozenset[str]]) -> None:
    found = rows_read(TEXTS, "VARCHAR", pa.array(TEXTS), zones)
    assert dict(zip(TEXTS, found, strict=True)) == {text: raw_expected(text, *zones) for text in TEXTS}


@pytest.mark.parametrize("type", COLUMNS)
@pytest.mark.parametrize("zones", ZONES, ids=["UTC", "Berlin"])
def test_columns_are_read_as_the_language_reads_them(type: str, zones: tuple[str, str, frozenset[str]]) -> None:
    values = COLUMNS[type].to_pylist()
    found = rows_read(values, type, COLUMNS[type], zones)
    assert found == [raw_expected(as_python_is_given(type, value), *zones) for value in values]


def test_a_project_with_all_that_can_be_wrong(tmp_path: Path) -> None:
    project = messy_project(tmp_path)
    assert outcome(project, EngineName.DUCKDB) == outcome(project, EngineName.REFERENCE)


@pytest.mark.parametrize("example", sorted(p.parent.name for p in EXAMPLES.glob("*/leadwright.toml")))
def test_the_examples(example: str) -> None:
    project = Project.read(EXAMPLES / example / "leadwright.toml")
    assert outcome(project, EngineName.DUCKDB) == outcome(project, EngineName.REFERENCE)
