"""A store of all of a source."""

from collections.abc import Callable, Sequence

import pyarrow as pa

from ...dsl.types import Type
from ..columns import Column
from ..records import Schema
from ..source import Source
from .contract import Store
from .leads import ids_as_told
from .loading import Events, Leads, Loading
from .scan import Step, row_count

Progress = Callable[[int, int], None]
"""Called with how many rows of data were read, and how many there are: 0 if that is not known."""


def open_store(
    source: Source,
    schema: Schema,
    zone: str = "UTC",
    progress: Progress | None = None,
    *,
    needed: Schema | None = None,
) -> Store:
    """All of a source's leads and events, in memory.

    ``schema``: what is checked; ``needed``: what of it is read now, and is given by ``Store.lead_at``; all of it if
    None. Any other field or property is read when the store is asked for it. ``zone`` is the model's: it gives instants
    their calendar day.

    Raises DataError for what the project's ``[data]`` settings make an error, and for data that cannot be read.
    """
    loading = Loading(source, schema, needed or schema, zone)
    loading.fetch()
    return store_in_memory(loading, counting(progress, row_counts(source)))


def store_in_memory(loading: Loading, step: Step) -> Store:
    """A store of all that ``loading`` reads."""
    leads, events = loading.all(step)
    ids, ids_are_whole = told_ids(loading.source, leads)
    return Store(
        ids,
        events.lead,
        events.at,
        events.kind,
        events.kinds,
        loading.needed,
        LoadedColumns(loading, leads, events),
        loading.report,
        ids_are_whole=ids_are_whole,
    )


def told_ids(source: Source, leads: Leads) -> tuple[pa.Array, bool]:
    """The leads' ids as a store has them, and whether they are whole numbers."""
    data = source.leads or source.events
    assert data is not None
    return ids_as_told(leads.ids, data)


def row_counts(source: Source) -> list[int | None]:
    """How many rows leads and events have, where that is known before they are read."""
    tables = [data.table for data in (source.leads, source.events) if data is not None]
    return [row_count(table) if table.is_columnar else None for table in tables]


def counting(progress: Progress | None, rows: Sequence[int | None]) -> Step:
    """What to call with rows that were read, for ``progress`` to be called with those that were until then."""
    total = 0 if None in rows else sum(row for row in rows if row is not None)
    done = 0.0

    def step(rows: float) -> None:
        nonlocal done
        done += rows
        if progress is not None:
            progress(round(done), total)

    return step


class LoadedColumns:
    """The columns that were read, and those that can be."""

    def __init__(self, loading: Loading, leads: Leads, events: Events) -> None:
        self._loading = loading
        self._leads = leads
        self._events = events

    def field(self, name: str, type: Type) -> Column | None:
        return self._leads.columns.get((name, type)) or self._loading.field(self._leads, name, type)

    def property(self, name: str, type: Type) -> Column | None:
        return self._events.columns.get((name, type)) or self._loading.property(self._events, name, type)
