"""Leads that are written as files and read again are the same leads, whatever stands in them."""

from dataclasses import replace
from pathlib import Path

import pytest
from leadwright.dsl.types import Type
from leadwright.engine.records import Event, Lead, Schema
from leadwright.engine.schema import schema_of
from leadwright.engine.source import open_source
from models import model_of
from situations import situation_of
from written import FileFormat, write_case

FORMATS = pytest.mark.parametrize("format", ["parquet", "csv"])


def read_again(folder: Path, leads: list[Lead], schema: Schema, format: FileFormat, zone: str = "UTC") -> list[Lead]:
    source = open_source(write_case(folder, leads, schema, format))
    read = list(source.read(schema, zone=zone))
    assert [p.message for p in source.report.problems if p.code != "LW809"] == []  # a name that no event has
    return read


@FORMATS
@pytest.mark.parametrize("seed", range(12))
def test_random_leads_are_read_as_they_were_written(seed: int, format: FileFormat, tmp_path: Path) -> None:
    situation = situation_of(seed, count=60)
    model = model_of(situation.rules)
    leads = list(situation.leads)
    if format == "csv":  # there ids are texts
        leads = [replace(lead, id=str(lead.id)) for lead in leads]
    assert read_again(tmp_path, leads, schema_of(model), format, model.timezone) == leads


@FORMATS
def test_columns_may_be_called_like_those_of_ids_and_times(format: FileFormat, tmp_path: Path) -> None:
    schema = Schema({"lead_id": Type.NUMBER, "LEAD_ID_": Type.TEXT}, {"e": {"ts": Type.TIME, "type": Type.DATE}})
    leads = [Lead("a", {"lead_id": 1_500_000, "LEAD_ID_": "x"}, [Event(5, "e", {"ts": -7, "type": 3})]), Lead("b")]
    assert read_again(tmp_path, leads, schema, format) == leads


@FORMATS
def test_one_property_may_have_two_types(format: FileFormat, tmp_path: Path) -> None:
    schema = Schema({}, {"e": {"x": Type.NUMBER}, "f": {"x": Type.TIME}})
    leads = [Lead("a", {}, [Event(0, "e", {"x": 1_000_000}), Event(1, "f", {"x": 1_000_000})])]
    assert read_again(tmp_path, leads, schema, format) == leads


@FORMATS
def test_the_largest_and_the_finest_values(format: FileFormat, tmp_path: Path) -> None:
    schema = Schema({"n": Type.NUMBER, "d": Type.DATE, "t": Type.TIME}, {"e": {}})
    ends = [(-(10**18) + 1, -719_162, -62_135_596_800_000_000), (10**18 - 1, 2_932_896, 253_402_300_799_999_999)]
    leads = [Lead(str(n), {"n": n, "d": d, "t": t}, [Event(t, "e")]) for n, d, t in ends]
    assert read_again(tmp_path, leads, schema, format) == leads


@FORMATS
def test_no_events_at_all(format: FileFormat, tmp_path: Path) -> None:
    leads = [Lead("a", {"x": "y"}), Lead("b")]
    assert read_again(tmp_path, leads, Schema({"x": Type.TEXT}, {}), format) == leads
