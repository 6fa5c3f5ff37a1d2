"""More data than fits into memory: stores of some leads each, one after the other.

All of it is read once, into files; there every column is put in the order of the batches, so that a store's part of it
lies side by side.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl.types import Type
from ..columns import Column, TextColumn, ValueColumn
from ..records import Schema
from ..source import Source
from .contract import Store
from .loading import Events, Leads, Loading, Named
from .opening import LoadedColumns, Progress, counting, row_counts, store_in_memory, told_ids
from .size import TO_SCORE_A_LEAD, TO_SCORE_AN_EVENT, bytes_of, estimate
from .space import Disk

_ROWS_AT_ONCE = 1 << 20


def open_stores(
    source: Source,
    schema: Schema,
    zone: str = "UTC",
    memory: int | None = None,
    progress: Progress | None = None,
    *,
    needed: Schema | None = None,
) -> Iterator[Store]:
    """All of a source's leads, in stores that take, with what it takes to score them, about ``memory`` bytes each.

    One store if they fit, or if ``memory`` is None. Each lead is in one store, with all of its events; the leads come
    in the order of the data. Let go of a store before asking for the next. The rest is as in ``open_store``.
    """
    loading = Loading(source, schema, needed or schema, zone)
    loading.fetch()
    rows = row_counts(source)
    step = counting(progress, rows)
    if memory is None or estimate(loading, rows) <= memory:
        yield store_in_memory(loading, step)
        return
    loading.space = Disk()
    leads, events = loading.all(step)
    yield from _Batches(loading, leads, events, memory).stores()


class _Batches:
    """Leads in batches: ``bounds`` are the numbers of their first leads and of the last one's end, ``starts`` the same
    for events."""

    def __init__(self, loading: Loading, leads: Leads, events: Events, memory: int) -> None:
        self.loading = loading
        self.leads = leads
        self.events = events
        self._columns = LoadedColumns(loading, leads, events)
        self._properties: dict[Named, Column | None] = {}
        counts = self._events_of_each_lead()
        an_event = 12 + events.kind.itemsize + bytes_of(events.columns.values()) + TO_SCORE_AN_EVENT
        ends = np.cumsum(counts * an_event + bytes_of(leads.columns.values()) + TO_SCORE_A_LEAD)
        self.bounds = _bounds(ends, memory)
        sizes = np.append(0, np.cumsum(counts))
        self.starts: list[int] = sizes[self.bounds].tolist()
        number = np.dtype(np.uint8) if len(self.bounds) <= 256 else np.dtype(np.uint16)
        self._batch = np.repeat(np.arange(len(self.bounds) - 1, dtype=number), np.diff(self.bounds))

    def _events_of_each_lead(self) -> NDArray[np.int64]:
        lead, size = self.events.lead, len(self.leads.ids)
        counts = np.zeros(size, np.int64)
        rows = max(_ROWS_AT_ONCE, size)
        for start in range(0, len(lead), rows):
            counts += np.bincount(lead[start : start + rows], minlength=size)
        return counts

    def stores(self) -> Iterator[Store]:
        ids, ids_are_whole = told_ids(self.loading.source, self.leads)
        events = self.events
        lead, at, kind = (self._reordered(array) for array in (events.lead, events.at, events.kind))
        for name in list(events.columns):
            self.property(*name)
        for number, first in enumerate(self.bounds[:-1]):
            own = slice(self.starts[number], self.starts[number + 1])
            self.loading.space.rest()
            yield Store(
                ids.slice(first, self.bounds[number + 1] - first),
                lead[own] - np.int32(first),
                np.array(at[own]),
                np.array(kind[own]),
                events.kinds,
                self.loading.needed,
                _Batch(self, slice(first, self.bounds[number + 1]), own),
                self.loading.report,
                ids_are_whole=ids_are_whole,
            )

    def field(self, name: str, type: Type) -> Column | None:
        """The values of all leads."""
        return self._columns.field(name, type)

    def property(self, name: str, type: Type) -> Column | None:
        """The values of all events, in the order of the batches."""
        if (name, type) not in self._properties:
            column = self._columns.property(name, type)
            self.events.columns.pop((name, type), None)
            if isinstance(column, TextColumn):
                column = TextColumn(self._reordered(column.codes), column.texts)
            elif column is not None:
                known = None if column.known is None else self._reordered(column.known)
                column = ValueColumn(type, self._reordered(column.data), known, column.unit)
            self._properties[name, type] = column
        return self._properties[name, type]

    def _reordered(self, array: NDArray[Any]) -> NDArray[Any]:
        """An array of all events in the order of the batches; those of one batch stay in the order of the data."""
        result = self.loading.space.empty(len(array), array.dtype)
        ends = self.starts[:-1]
        for start in range(0, len(array), _ROWS_AT_ONCE):
            batch = self._batch[self.events.lead[start : start + _ROWS_AT_ONCE]]
            part = array[start : start + _ROWS_AT_ONCE][np.argsort(batch, kind="stable")]
            sizes = np.bincount(batch, minlength=len(ends)).tolist()
            done = 0
            for number, size in enumerate(sizes):
                result[ends[number] : ends[number] + size] = part[done : done + size]
                ends[number] += size
                done += size
        self.loading.space.rest()
        return result


def _bounds(ends: NDArray[np.int64], memory: int) -> list[int]:
    """Where batches begin, and the last one ends. ``ends``: what a lead and all before it take."""
    bounds = [0]
    taken = 0
    while bounds[-1] < len(ends):
        bounds.append(max(int(ends.searchsorted(taken + memory, side="right")), bounds[-1] + 1))
        taken = int(ends[bounds[-1] - 1])
    return bounds if len(bounds) > 1 else [0, 0]


class _Batch:
    """The columns of one batch: parts of those of all."""

    def __init__(self, batches: _Batches, leads: slice, events: slice) -> None:
        self._batches = batches
        self._leads = leads
        self._events = events

    def field(self, name: str, type: Type) -> Column | None:
        return _part(self._batches.field(name, type), self._leads)

    def property(self, name: str, type: Type) -> Column | None:
        return _part(self._batches.property(name, type), self._events)


def _part(column: Column | None, rows: slice) -> Column | None:
    if isinstance(column, TextColumn):
        return TextColumn(np.array(column.codes[rows]), column.texts)
    if column is None:
        return None
    known = None if column.known is None else np.array(column.known[rows])
    return ValueColumn(column.type, np.array(column.data[rows]), known, column.unit)
