"""Leads and their events as files, as a user would have them: for what reads files, and for tests of the reading.

    project = write_case(folder, leads, schema_of(model), "parquet")
    list(open_source(project).read(schema_of(model)))     # the same leads

In Parquet every column has the type that holds its values exactly: text, DECIMAL(18, 6), boolean, date, timestamp in
microseconds, and ids are BIGINT if all of them are whole numbers; in CSV all are texts. A property that two events
have with different types is written as text.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq
from leadwright.dsl.types import Type, Value
from leadwright.dsl.values import date_text, number_text, time_text
from leadwright.engine.project import Project
from leadwright.engine.records import Lead, Schema

FileFormat = Literal["parquet", "csv"]

Columns = dict[str, tuple[Type, list[Value | None]]]
"""By name: the type of the values, and the values, one a row."""

_ARROW = {
    Type.TEXT: pa.string(),
    Type.NUMBER: pa.decimal128(18, 6),
    Type.FLAG: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.TIME: pa.timestamp("us", "UTC"),
}


def write_case(folder: Path, leads: Sequence[Lead], schema: Schema, format: FileFormat) -> Project:
    """Write leads and events into a folder. ``schema``: what the rules read of them, as ``schema_of`` tells."""
    types = property_types(schema)
    names = {key: _free(key, types) for key in ("lead_id", "ts", "type")}
    id = _free("lead_id", schema.fields)
    ids: Columns = {id: (Type.TEXT, [lead.id for lead in leads])}
    whole = bool(leads) and all(isinstance(lead.id, int) for lead in leads)
    fields: Columns = {name: (t, [lead.fields.get(name) for lead in leads]) for name, t in schema.fields.items()}
    rows = [(lead.id, event) for lead in leads for event in lead.events]
    events: Columns = {
        names["lead_id"]: (Type.TEXT, [lead for lead, _ in rows]),
        names["ts"]: (Type.TIME, [event.at for _, event in rows]),
        names["type"]: (Type.TEXT, [event.type for _, event in rows]),
    }
    for name, type in types.items():
        values = [event.properties.get(name) for _, event in rows]
        if type is None:  # of several types: as text, each as its event says
            of = [{**schema.activity, **schema.events.get(event.type, {})}.get(name, Type.TEXT) for _, event in rows]
            texts = [None if v is None else text_of(v, t) for v, t in zip(values, of, strict=True)]
            events[name] = Type.TEXT, [*texts]
        else:
            events[name] = type, values
    if format == "csv":
        _write_csv(folder / "leads.csv", ids | fields)
        _write_csv(folder / "events.csv", events)
    else:
        _write_parquet(folder / "leads.parquet", ids | fields, [id] if whole else [])
        _write_parquet(folder / "events.parquet", events, [names["lead_id"]] if whole else [])
    project = Project.adhoc(leads=[folder / f"leads.{format}"], events=[folder / f"events.{format}"])
    return replace(
        project,
        leads=replace(project.leads, id=id),
        events=replace(project.events, lead=names["lead_id"], time=names["ts"], type=names["type"]),
    )


def property_types(schema: Schema) -> dict[str, Type | None]:
    """The properties of all events; None: of several types."""
    found: dict[str, set[Type]] = {}
    for properties in (*schema.events.values(), schema.activity):
        for name, type in properties.items():
            found.setdefault(name, set()).add(type)
    return {name: types.pop() if len(types) == 1 else None for name, types in found.items()}


def text_of(value: Value, type: Type) -> str:
    """A value as a CSV file has it."""
    match type:
        case Type.TEXT:
            return str(value)
        case Type.NUMBER:
            return number_text(int(value))
        case Type.FLAG:
            return "true" if value else "false"
        case Type.DATE:
            return date_text(int(value))
        case Type.TIME:
            return time_text(int(value))


def _free(name: str, taken: Mapping[str, object]) -> str:
    """A name for a column that no other, in any case, has."""
    lowered = {other.lower() for other in taken}
    while name in lowered:
        name += "_"
    return name


def _write_csv(path: Path, columns: Columns) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        texts = [["" if v is None else text_of(v, type) for v in values] for type, values in columns.values()]
        writer.writerows(zip(*texts, strict=True))


def _write_parquet(path: Path, columns: Columns, whole: Sequence[str]) -> None:
    """``whole``: the columns that hold ids which are whole numbers."""
    arrays = [
        pa.array(values, pa.int64()) if name in whole else pa.array([_plain(v, type) for v in values], _ARROW[type])
        for name, (type, values) in columns.items()
    ]
    pq.write_table(pa.Table.from_arrays(arrays, names=list(columns)), path)


_EXACT = Context(prec=40)


def _plain(value: Value | None, type: Type) -> object:
    if value is None or type is not Type.NUMBER:
        return value if type is not Type.TEXT or value is None else str(value)
    return Decimal(int(value)).scaleb(-6, _EXACT)
