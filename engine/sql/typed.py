"""Leads in memory as two typed tables: what an executor of SQL can be given for tests, and for a handful of leads.

The lead's id is its position, so that any ids do. A property is a column for each type that the rules read it as.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from ...dsl.types import Type, Value
from ..evaluate import Fired, Result
from ..plan import Plan
from ..records import Lead
from .inputs import Inputs, Kind, RawColumn, Relation

LEADS_TABLE = "lw_given_leads"
EVENTS_TABLE = "lw_given_events"

_ARROW = {
    Type.TEXT: pa.string(),
    Type.FLAG: pa.bool_(),
    Type.NUMBER: pa.int64(),
    Type.DATE: pa.int64(),
    Type.TIME: pa.int64(),
}


def typed_inputs(plan: Plan) -> Inputs:
    """The relations that ``typed_tables`` makes."""
    return Inputs(
        Relation(LEADS_TABLE, "lead", _columns(_wanted(plan.fields))),
        Relation(
            EVENTS_TABLE,
            "lead",
            _columns(_wanted(plan.properties)),
            time=RawColumn("at", Kind.TYPED),
            type=RawColumn("kind", Kind.TYPED),
        ),
    )


def typed_tables(plan: Plan, leads: Sequence[Lead]) -> tuple[pa.RecordBatch, pa.RecordBatch]:
    """Leads and events: `lead`, `at`, `kind`, then `c0`, `c1` … for what the rules read."""
    fields = _wanted(plan.fields)
    of_leads = {"lead": pa.array(range(len(leads)), pa.int64())}
    of_leads |= {
        f"c{n}": _array(type, (lead.fields.get(name) for lead in leads)) for n, (name, type) in enumerate(fields)
    }
    events = [(number, event) for number, lead in enumerate(leads) for event in lead.events]
    of_events = {
        "lead": pa.array([number for number, _ in events], pa.int64()),
        "at": pa.array([event.at for _, event in events], pa.int64()),
        "kind": pa.array([event.type for _, event in events], pa.string()),
    }
    of_events |= {
        f"c{n}": _array(type, (event.properties.get(name) for _, event in events))
        for n, (name, type) in enumerate(_wanted(plan.properties))
    }
    return _batch(of_leads), _batch(of_events)


def _batch(columns: dict[str, pa.Array]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _wanted(values: Sequence[Any]) -> list[tuple[str, Type]]:
    return list(dict.fromkeys((value.name, value.type) for value in values))


def _columns(wanted: list[tuple[str, Type]]) -> dict[tuple[str, Type], RawColumn]:
    return {key: RawColumn(f"c{n}", Kind.TYPED) for n, key in enumerate(wanted)}


def _array(type: Type, values: Iterator[Value | None]) -> pa.Array:
    held = {Type.TEXT: str, Type.FLAG: bool}.get(type, int)
    return pa.array((value if value.__class__ is held else None for value in values), _ARROW[type])


def result_of(lead: Lead, groups: Sequence[str], row: Sequence[Any]) -> Result:
    """A row of a statement's complete results (``Options.complete``), its points as decimals."""
    _, score, *points = row[: 2 + len(groups)]
    grade, stage, disqualified, segments, route, _, fired = row[2 + len(groups) :]
    return Result(
        lead.id,
        _hundredths(score),
        dict(zip(groups, map(_hundredths, points), strict=True)),
        grade,
        stage,
        disqualified,
        tuple(segments),
        route,
        None,
        None,
        tuple(Fired(entry["rule"], _hundredths(entry["points"])) for entry in fired),
    )


def _hundredths(points: Any) -> int:
    return int(Decimal(str(points)) * 100)
