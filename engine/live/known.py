"""What is in the data, for whoever writes rules about it: names, how often each occurs, and their most frequent values.

Worked out when it is first asked for, and kept; reading a column of a large file for the first time takes a moment, so
ask in a worker.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...dsl.types import Type
from ...dsl.zones import Calendar
from ..columns import Bools, Column, TextColumn
from ..phrases import value_text
from ..source import Source
from ..store import Store

_MOST = 50


@dataclass(frozen=True, slots=True)
class Occurring:
    """A name or value with how many leads or events have it. ``text``: as the language writes it."""

    text: str
    count: int


class Known:
    """What a store holds, and its source names."""

    def __init__(self, store: Store, source: Source, zone: str) -> None:
        self._store = store
        self._source = source
        self._calendar = Calendar(zone)
        self._found: dict[tuple[str | None, str, Type], tuple[Occurring, ...]] = {}
        self._kinds: Mapping[str, int] | None = None
        self._within: dict[tuple[int, int], Mapping[str, int]] = {}

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of leads in the data."""
        return tuple(self._source.fields)

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties of events in the data, of whatever type."""
        return tuple(self._source.properties)

    def events(self) -> Mapping[str, int]:
        """Event types → how many events, the most frequent first."""
        if self._kinds is None:
            self._kinds = self._counted(self._store.kind)
        return self._kinds

    def events_within(self, as_of: int, length: int) -> Mapping[str, int]:
        """The same for the events of a window: of ``length`` microseconds up to ``as_of``."""
        key = as_of, length
        if key not in self._within:
            at = self._store.at
            self._within[key] = self._counted(self._store.kind[(at > as_of - length) & (at <= as_of)])
        return self._within[key]

    def _counted(self, kinds: np.ndarray[tuple[int], np.dtype[np.integer]]) -> Mapping[str, int]:
        counts = np.bincount(kinds, minlength=len(self._store.kinds)).tolist()
        pairs = ((name, count) for name, count in zip(self._store.kinds, counts, strict=False) if count)
        return dict(sorted(pairs, key=lambda pair: -pair[1]))

    def values(self, field: str, type: Type) -> tuple[Occurring, ...]:
        """The most frequent values of a field that is read as ``type``."""
        key = None, field, type
        if key not in self._found:
            self._found[key] = self._most_frequent(self._store.field(field, type), None)
        return self._found[key]

    def values_of_property(self, event: str, property: str, type: Type) -> tuple[Occurring, ...]:
        """The most frequent values of a property of the events of a type."""
        key = event, property, type
        if key not in self._found:
            numbers = [number for number, name in enumerate(self._store.kinds) if name == event]
            rows = np.isin(self._store.kind, numbers)
            self._found[key] = self._most_frequent(self._store.property(property, type), rows)
        return self._found[key]

    def _most_frequent(self, column: Column, rows: Bools | None) -> tuple[Occurring, ...]:
        if isinstance(column, TextColumn):
            codes = column.codes if rows is None else column.codes[rows]
            counts = np.bincount(codes[codes >= 0], minlength=len(column.texts))
            most = np.argsort(-counts, kind="stable")[:_MOST]
            found = [(column.texts[int(n)], int(counts[n])) for n in most if counts[n]]
        else:
            chosen = np.ones(len(column.data), np.bool_) if rows is None else rows.copy()
            if column.known is not None:
                chosen &= column.known
            values, sizes = np.unique(column.data[chosen], return_counts=True)
            most = np.argsort(-sizes, kind="stable")[:_MOST]
            found = [(_value(column.type, int(values[n]) * column.unit), int(sizes[n])) for n in most]
        return tuple(Occurring(value_text(value, column.type, self._calendar), count) for value, count in found)


def _value(type: Type, data: int) -> int | bool:
    return bool(data) if type is Type.FLAG else data
