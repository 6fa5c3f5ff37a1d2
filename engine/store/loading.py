"""A source's leads and events read into columns, with the report of problems that ``Source.read`` gives."""

from dataclasses import dataclass
from functools import partial
from itertools import count
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl.types import Type
from ...dsl.zones import zone as zone_named
from ..columns import Column, Ints, ValueColumn
from ..data_problems import Problems, UnreadableValues
from ..gathering import Gathering
from ..records import Schema
from ..report import DataReport
from ..source import Data, Source
from ..table import Column as Found
from .assembly import Kept, assembled, look_through
from .broken import tell_of_broken, whole_events
from .choosing import kind_reading_of, perhaps_unreadable, reading_of, time_reading_of
from .contract import asked_of
from .keys import numbers_of_leads
from .leads import IdReading, KeyReading, LeadReading, are_different, kept_rows, whole_ids_sql
from .readings import Reading
from .scan import Step, any_rows, changed, taken
from .space import Memory, Space
from .unreadable import Tally

Named = tuple[str, Type]
"""A field or property, and as what it is read."""

_ROWS_AT_ONCE = 1 << 16
_gatherings = count(1)


@dataclass(slots=True)
class Leads:
    """``ids`` are integers or texts, each different. ``kept``: which rows of their source are leads, None without one.
    ``columns``: what was read of their fields."""

    ids: pa.Array
    kept: Kept | None
    columns: dict[Named, Column]


@dataclass(slots=True)
class Events:
    """The lead, time and type of each event that is kept. ``columns``: what was read of their properties."""

    lead: NDArray[np.int32]
    at: NDArray[np.int64]
    kind: Ints
    kinds: tuple[str, ...]
    kept: Kept
    columns: dict[Named, Column]


class Loading:
    """Reads leads and then events: of these what ``needed`` names; in what ``schema`` does it looks for problems.

    Columns are kept in ``space``, which can be changed until the first one is read.
    """

    def __init__(self, source: Source, schema: Schema, needed: Schema, zone: str) -> None:
        self.source = source
        self.schema = schema
        self.needed = needed
        self.day_zone = zone_named(zone) or ZoneInfo("UTC")
        self.report = DataReport(problems=source.repeated_columns())
        self.space: Space = Memory()
        self._step: Step = _unnoticed
        self._problems = Problems(source, self.report)
        self._unreadable = UnreadableValues()

    def fetch(self) -> None:
        """Have all at hand that is to be read."""
        for data in (self.source.leads, self.source.events):
            if data is not None:
                special = [column for column in (data.lead, data.time, data.type) if column is not None]
                data.table.fetch([*special, *(data.columns[name] for name, _ in self.named(data))])

    def all(self, step: Step) -> tuple[Leads, Events]:
        """Both, and the report complete: it becomes the source's. ``fetch`` comes first.

        Raises DataError for what the settings make an error.
        """
        self._step = step
        self.source.report = self.report
        leads = None if self.source.leads is None else self._leads(self.source.leads)
        if self.source.events is None:
            assert leads is not None
            self._tell_names(None)
            nothing = np.zeros(0, np.int8)
            events = Events(nothing.astype(np.int32), nothing.astype(np.int64), nothing, (), Kept(None, 0), {})
        else:
            leads, events = self._events(self.source.events, leads)
        self.report.problems += self._unreadable.problems(self.source)
        self._problems.raise_errors()
        self._step = _unnoticed
        return leads, events

    def _tell_names(self, types: set[str] | None) -> None:
        self._problems.names_not_found(self.schema, types)
        self._problems.raise_errors()

    # --- leads

    def _leads(self, data: Data) -> Leads:
        ids = IdReading(data, all(whole_ids_sql(d) is not None for d in (data, self.source.events) if d))
        named = self._readings(data)
        reads = taken(data.table, [ids, *named], self._step)
        next(reads)
        kept, found = self._kept_leads(data, ids.ids())
        leads = Leads(found, kept, {})
        tally = Tally(None, (), {})
        for reading in reads:
            self._place(reading, named[reading], kept, tally, leads.columns)
        tally.show(data, kept, self._unreadable)
        return leads

    def _kept_leads(self, data: Data, ids: pa.Array) -> tuple[Kept, pa.Array]:
        if are_different(ids):
            self.report.lead_rows = self.report.leads = len(ids)
            return Kept(None, len(ids)), ids
        gathering = Gathering(self.source, Schema({}, {}), self.report, None, f"s{next(_gatherings)}")
        try:
            gathering.gather_leads()
            rows = data.table.database.rows(f"SELECT row FROM {gathering.index}")
        finally:
            gathering.drop()
        if self.report.lead_rows != len(ids):
            raise changed(data.table)
        mask = kept_rows(np.array(rows, np.int64).reshape(-1), len(ids))
        return Kept(mask, len(ids)), ids.filter(pa.array(mask))

    # --- events

    def _events(self, data: Data, leads: Leads | None) -> tuple[Leads, Events]:
        named = self._readings(data)
        times, kinds = time_reading_of(data, self.space), kind_reading_of(data, self.space)
        numbers = None if leads is None else numbers_of_leads(leads.ids, data.missing)
        keys = KeyReading(data, self.space)
        of_leads = keys if numbers is None else LeadReading(data, numbers, self.space)
        reads = taken(data.table, [of_leads, times, kinds, *named], self._step)
        events = self._whole_events(data, next(reads), next(reads), next(reads))
        if leads is None:
            leads = Leads(keys.ids, None, {})
            self.report.lead_rows = self.report.leads = len(keys.ids)
        asked = [asked_of(self.schema, kind) for kind in events.kinds]
        tally = Tally(
            events.kind,
            events.kinds,
            {
                (name, type): np.array([properties.get(name) is type for properties in asked], np.bool_)
                for (name, type), _ in named.values()
            },
        )
        for reading in reads:
            self._place(reading, named[reading], events.kept, tally, events.columns)
        tally.show(data, events.kept, self._unreadable)
        return leads, events

    def _whole_events(self, data: Data, leads: Reading, times: Reading, kinds: Reading) -> Events:
        """The events that have all that an event needs; the others are told of."""
        lead, at, kind = leads.finish(), times.finish(), kinds.finish()
        occurs = np.zeros(len(kind.texts) + 1, np.bool_)
        for start in range(0, len(kind.data), _ROWS_AT_ONCE):
            occurs[kind.data[start : start + _ROWS_AT_ONCE]] = True
        whole = whole_events(lead.data, kind.data, at.known)
        self.report.event_rows = leads.rows
        if whole is not None:
            tell_of_broken(self._problems, data, lead.data, kind.data, at)
        self._tell_names({text for number, text in enumerate(kind.texts) if occurs[number]})
        kept = Kept(whole, leads.rows)
        self.report.events = kept.size
        moments = at.data.astype(np.int64, copy=False)
        lead_of, at_of, kind_of = (self.space.snug(kept.of(array)) for array in (lead.data, moments, kind.data))
        return Events(lead_of, at_of, kind_of, tuple(kind.texts), kept, {})

    # --- fields and properties

    def named(self, data: Data) -> dict[Named, bool]:
        """What has to be read of a table: what is needed (true), and what can be unreadable."""
        schema, needed = (_asked(s, data is self.source.events) for s in (self.schema, self.needed))
        return {
            name: name in needed
            for name in {**schema, **needed}
            if name[0] in data.columns and (name in needed or _perhaps_unreadable(data, name) is not None)
        }

    def _readings(self, data: Data) -> dict[Reading, tuple[Named, bool]]:
        named = self.named(data)
        if data.table.is_columnar:
            looked_at = [name for name, needed in named.items() if not needed]
            found = any_rows(data.table, [_perhaps_unreadable(data, name) or "false" for name in looked_at])
            for name in (name for name, is_there in zip(looked_at, found, strict=True) if not is_there):
                del named[name]
        return {
            reading_of(data.columns[name], type, data, self.day_zone, self.space): ((name, type), needed)
            for (name, type), needed in named.items()
        }

    def _place(
        self, reading: Reading, named: tuple[Named, bool], kept: Kept, tally: Tally, columns: dict[Named, Column]
    ) -> None:
        name, needed = named
        read = reading.finish()
        look_through(read, kept, partial(tally.see, *name))
        if needed:
            columns[name] = assembled(read, kept, self.space)
        self.space.rest()

    def field(self, leads: Leads, name: str, type: Type) -> Column | None:
        """A field that was not read with the others; None if the data does not have it."""
        data = self.source.leads
        if data is None or leads.kept is None or name not in data.columns:
            return None
        ids = IdReading(data, pa.types.is_int64(leads.ids.type))
        column = self._later(data, ids, data.lead, name, type, leads.kept)
        mask = leads.kept.mask
        found = ids.ids() if mask is None else ids.ids().filter(pa.array(mask))
        if not found.equals(leads.ids):
            raise changed(data.table)
        return column

    def property(self, events: Events, name: str, type: Type) -> Column | None:
        """A property that was not read with the others; None if the data does not have it."""
        data = self.source.events
        if data is None or data.time is None or name not in data.columns:
            return None
        times = time_reading_of(data, self.space)
        column = self._later(data, times, data.time, name, type, events.kept)
        at = assembled(times.finish(), events.kept, self.space)
        if not isinstance(at, ValueColumn) or not np.array_equal(at.data, events.at):
            raise changed(data.table)
        return column

    def _later(self, data: Data, known: Reading, by: Found, name: str, type: Type, kept: Kept) -> Column:
        """Read a column, and once more one that is known: rows could have changed their places."""
        data.table.fetch([by, data.columns[name]])
        reading = reading_of(data.columns[name], type, data, self.day_zone, self.space)
        if any(done.rows != kept.rows for done in taken(data.table, [known, reading], self._step)):
            raise changed(data.table)
        return assembled(reading.finish(), kept, self.space)


def _perhaps_unreadable(data: Data, name: Named) -> str | None:
    return perhaps_unreadable(data.columns[name[0]], name[1])


def _unnoticed(rows: float) -> None:
    """What is read later is not told of."""


def _asked(schema: Schema, of_events: bool) -> dict[Named, None]:
    """The fields or properties that a schema asks for, each once; properties of whatever event types."""
    if not of_events:
        return dict.fromkeys(schema.fields.items())
    of_types = (item for properties in schema.events.values() for item in properties.items())
    return dict.fromkeys((*schema.activity.items(), *of_types))
