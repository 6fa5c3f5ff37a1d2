"""What a store is: leads numbered from 0, their events as rows, every field and property a column of its own.

Columns are made when they are first asked for, by what the store was made with, and kept. Several threads may ask.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from threading import RLock
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl.types import Type, Value
from ..columns import Column, Ints, missing_column
from ..records import Event, Lead, Schema
from ..report import DataReport
from .rows import RowsByLead, rows_by_lead

_ROWS_AT_ONCE = 1 << 16


class Columns(Protocol):
    """What gives a store its columns; None for a name that the data does not have."""

    def field(self, name: str, type: Type) -> Column | None:
        """The values of a field, one a lead."""
        ...

    def property(self, name: str, type: Type) -> Column | None:
        """The values of a property, one an event."""
        ...


class Store:
    """Leads and their events in columns; row i of the lead columns is lead i.

    ``ids``: int64 or string, in the order of the data. Of each event ``lead`` is the lead's number, ``at`` the time in
    microseconds since 1970-01-01T00:00Z, ``kind`` the position of its type in ``kinds``. Events of one lead that have
    the same time stand in the order of the data. ``report``: what was found while the data was read.
    """

    def __init__(
        self,
        ids: pa.Array,
        lead: NDArray[np.int32],
        at: NDArray[np.int64],
        kind: Ints,
        kinds: Sequence[str],
        schema: Schema,
        columns: Columns,
        report: DataReport,
        *,
        ids_are_whole: bool,
    ) -> None:
        self.ids = ids
        self.size = len(ids)
        self.lead = lead
        self.at = at
        self.kind = kind
        self.kinds = tuple(kinds)
        self.schema = schema
        self.report = report
        self.is_in_time_order = _ascends(at)
        self.beside: dict[str, object] = {}
        """What executors worked out of it and keep for their next run; it goes when the store goes."""
        self._columns = columns
        self.ids_are_whole = ids_are_whole
        self._fields: dict[tuple[str, Type], Column] = {}
        self._properties: dict[tuple[str, Type], Column] = {}
        self._rows: RowsByLead | None = None
        self._lock = RLock()

    def field(self, name: str, type: Type) -> Column:
        """The values of a field, one a lead; a column without values if the data does not have it."""
        name = unicodedata.normalize("NFC", name)
        with self._lock:
            column = self._fields.get((name, type))
            if column is None:
                column = self._columns.field(name, type) or missing_column(type, self.size)
                self._fields[name, type] = column
            return column

    def property(self, name: str, type: Type) -> Column:
        """The values of a property, one an event; missing where the event has none, or none of this type."""
        name = unicodedata.normalize("NFC", name)
        with self._lock:
            column = self._properties.get((name, type))
            if column is None:
                column = self._columns.property(name, type) or missing_column(type, len(self.at))
                self._properties[name, type] = column
            return column

    @cached_property
    def rows_by_lead(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Where each lead's events begin, and one more; the positions of all events, those of a lead side by side."""
        return rows_by_lead(self.lead, self.size)

    def lead_at(self, number: int, schema: Schema | None = None) -> Lead:
        """One lead with its events in order of time and their values: what ``Source.read`` gives of it.

        ``schema``: what to give of it, if it is not what the store was made for.
        """
        schema = schema or self.schema
        fields: dict[str, Value] = {}
        for name, type in schema.fields.items():
            value = self.field(name, type).value(number)
            if value is not None:
                fields[name] = value
        if self._rows is None:
            self._rows = RowsByLead(self.lead, self.size)
        rows = self._rows.of(number)
        rows = rows[np.argsort(self.at[rows], kind="stable")]
        id = self.ids[number].as_py()
        return Lead(int(id) if self.ids_are_whole else id, fields, self._events(rows, schema))

    def _events(self, rows: Ints, schema: Schema) -> list[Event]:
        numbers: list[int] = self.kind[rows].tolist()
        kinds = [self.kinds[number] for number in numbers]
        asked = {kind: tuple(asked_of(schema, kind).items()) for kind in dict.fromkeys(kinds)}
        names = dict.fromkeys(name for names in asked.values() for name in names)
        values = {name: self.property(*name).values(rows) for name in names}
        events: list[Event] = []
        for n, (at, kind) in enumerate(zip(self.at[rows].tolist(), kinds, strict=True)):
            found = ((name[0], values[name][n]) for name in asked[kind])
            events.append(Event(at, kind, {name: value for name, value in found if value is not None}))
        return events


def _ascends(at: NDArray[np.int64]) -> bool:
    starts = range(0, len(at), _ROWS_AT_ONCE)
    parts = (at[start : start + _ROWS_AT_ONCE + 1] for start in starts)
    return all(bool((part[1:] >= part[:-1]).all()) for part in parts)


def asked_of(schema: Schema, kind: str) -> Mapping[str, Type]:
    """The properties that a schema asks of the events of one type."""
    return {**schema.activity, **schema.events.get(kind, {})}
