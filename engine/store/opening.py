"""A store of all of a source."""

from collections.abc import Callable

from ...dsl.types import Type
from ..columns import Column
from ..records import Schema
from ..source import Source
from .contract import Store
from .leads import ids_as_told
from .loading import Events, Leads, Loading
from .space import Memory

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
    loading = Loading(source, schema, needed or schema, zone, Memory(), lambda rows: None)
    leads, events = loading.all()
    source.report = loading.report
    columns = LoadedColumns(loading, leads, events)
    data = source.leads or source.events
    assert data is not None
    ids, ids_are_whole = ids_as_told(leads.ids, data)
    return Store(
        ids,
        events.lead,
        events.at,
        events.kind,
        events.kinds,
        loading.needed,
        columns,
        loading.report,
        ids_are_whole=ids_are_whole,
    )


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
