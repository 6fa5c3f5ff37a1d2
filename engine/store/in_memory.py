"""A store of leads that are in memory: those of a test, of a form that is being filled in, of a what-if."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pyarrow as pa

from ...dsl.types import Type, Value
from ..columns import Column, column_of, narrowest
from ..records import Lead, Schema
from ..report import DataReport
from .contract import Store, asked_of


def store_of(leads: Sequence[Lead], schema: Schema) -> Store:
    """The store of ``leads``, whose values are of the types that ``schema`` names."""
    ids, ids_are_whole = ids_of([lead.id for lead in leads])
    events = list(chain.from_iterable(lead.events for lead in leads))
    numbers: dict[str, int] = {}
    kind = [numbers.setdefault(event.type, len(numbers)) for event in events]
    counts = [len(lead.events) for lead in leads]
    return Store(
        ids,
        np.repeat(np.arange(len(leads), dtype=np.int32), counts),
        np.array([event.at for event in events], np.int64),
        np.array(kind, narrowest(0, len(numbers))),
        tuple(numbers),
        schema,
        _Records(leads, schema),
        DataReport(leads=len(leads), events=len(events), lead_rows=len(leads), event_rows=len(events)),
        ids_are_whole=ids_are_whole,
    )


def ids_of(ids: Sequence[str | int]) -> tuple[pa.Array, bool]:
    """Ids as Arrow has them, numbers if they are and fit; and whether they are whole numbers."""
    whole = all(isinstance(id, int) for id in ids)
    if whole and all(-(2**63) <= int(id) < 2**63 for id in ids):
        return pa.array(ids, pa.int64()), True
    return pa.array([str(id) for id in ids], pa.string()), whole


class _Records:
    """Columns from leads, each made when it is asked for."""

    def __init__(self, leads: Sequence[Lead], schema: Schema) -> None:
        self._leads = leads
        self._schema = schema
        self._types: dict[str, Type | None] = {}

    def field(self, name: str, type: Type) -> Column:
        if self._schema.fields.get(name, type) is not type:
            return column_of(type, (None for _ in self._leads))
        return column_of(type, (_fitting(lead.fields.get(name), type) for lead in self._leads))

    def property(self, name: str, type: Type) -> Column:
        has_type: dict[str, bool] = {}

        def value(kind: str, value: Value | None) -> Value | None:
            if kind not in has_type:
                has_type[kind] = asked_of(self._schema, kind).get(name, type) is type
            return _fitting(value, type) if has_type[kind] else None

        return column_of(type, (value(e.type, e.properties.get(name)) for lead in self._leads for e in lead.events))


def _fitting(value: Value | None, type: Type) -> Value | None:
    """``value``, or None if it cannot be one of ``type``: a schema need not name all that leads have."""
    if isinstance(value, str) is not (type is Type.TEXT) or isinstance(value, bool) is not (type is Type.FLAG):
        return None
    return value
