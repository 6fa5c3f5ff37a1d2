"""From tables to leads: two cursors walked side by side, every value read in its type."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from itertools import count
from types import MappingProxyType
from typing import Any, TypeVar

import duckdb

from ..dsl.types import Type, Value
from ..dsl.values import UNREADABLE, Unreadable, value_from
from .data_problems import UnreadableValues
from .gathering import Gathering
from .quoting import interruptible
from .records import Event, Lead, Schema
from .report import DataReport
from .source import Data, Source

_LEADS_AT_ONCE = 1_000
_EVENTS_AT_ONCE = 10_000
_REMEMBERED = 100_000
_NO_PROPERTIES: Mapping[str, Value] = MappingProxyType({})
_readings = count(1)


def read_leads(
    source: Source,
    schema: Schema,
    report: DataReport,
    day_zone: tzinfo,
    only: str | None,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Lead]:
    """What ``Source.read`` does. ``day_zone`` gives instants their calendar day."""
    gathering = Gathering(source, schema, report, only, f"r{next(_readings)}")
    try:
        gathering.fill()
        unreadable = UnreadableValues()
        total = report.leads
        report.leads = 0
        for lead in _walk(gathering, unreadable, day_zone):
            if progress is not None and report.leads % _LEADS_AT_ONCE == 0:
                progress(report.leads, total)
            report.leads += 1
            report.events += len(lead.events)
            yield lead
        if progress is not None:
            progress(total, total)
        report.problems += unreadable.problems(source)
        gathering.problems.raise_errors()
    finally:
        gathering.drop()


class Reader(dict[Any, Value | Unreadable | None]):
    """Raw value (what ``raw_sql`` gives) → value as one type. Each different raw value is read once."""

    def __init__(self, type: Type, data: Data, day_zone: tzinfo) -> None:
        super().__init__()
        self.type = type
        self.zone = data.zone
        self.missing = data.missing
        self.day_zone = day_zone

    def __missing__(self, raw: object) -> Value | Unreadable | None:
        if raw != raw:  # NaN, which a dict would never find again
            return None
        if len(self) >= _REMEMBERED:
            self.clear()
        if isinstance(raw, str) and raw.strip() in self.missing:
            value = None
        else:
            value = value_from(raw, self.type, self.zone, self.day_zone)
        self[raw] = value
        return value


_Row = tuple[Any, ...]
_T = TypeVar("_T")


def _walk(gathering: Gathering, unreadable: UnreadableValues, day_zone: tzinfo) -> Iterator[Lead]:
    """The leads in order; the events come in the order of leads, so both cursors only ever move on."""
    columns = "".join(f", l.f{n}" for n in range(len(gathering.fields)))
    leads = _rows(
        gathering.database.connection.cursor(),
        f"SELECT i.lead, i.row, i.key{columns} FROM {gathering.index} i "
        f"JOIN {gathering.leads} l ON i.row = l.row ORDER BY i.lead",
        _LEADS_AT_ONCE,
    )
    readers: list[tuple[int, str, Reader]] = []
    if gathering.source.leads is not None:
        for position, (name, type, _) in enumerate(gathering.fields, 3):
            readers.append((position, name, Reader(type, gathering.source.leads, day_zone)))
    events = _Events(gathering, unreadable, day_zone)
    for row in leads:
        fields: dict[str, Value] = {}
        for position, name, reader in readers:
            raw = row[position]
            if raw is None:
                continue
            value = reader[raw]
            if value is UNREADABLE:
                unreadable.add("", name, reader.type, row[1], raw)
            elif value is not None:
                fields[name] = value
        id = int(row[2]) if gathering.ids_are_whole else row[2]
        yield Lead(id, fields, events.of(row[0]))


class _Events:
    """The events of one lead after the other."""

    def __init__(self, gathering: Gathering, unreadable: UnreadableValues, day_zone: tzinfo) -> None:
        self.unreadable = unreadable
        self.schema = gathering.schema
        self.data = gathering.source.events
        self.day_zone = day_zone
        self.positions = {name: n for n, name in enumerate(gathering.properties, 4)}
        self.shared: dict[tuple[str, Type], Reader] = {}
        self.kinds: dict[str, tuple[str, list[tuple[int, str, Reader]]]] = {}
        self.rows: Iterator[_Row] = iter(())
        if self.data is not None:
            columns = "".join(f", e.p{n}" for n in range(len(self.positions)))
            self.rows = _rows(
                gathering.database.connection.cursor(),
                f"SELECT i.lead, e.moment, e.kind, e.row{columns} FROM {gathering.timed} e "
                f"JOIN {gathering.index} i ON e.key = i.key "
                "WHERE e.kind IS NOT NULL AND e.moment IS NOT NULL ORDER BY 1, 2, e.row",
                _EVENTS_AT_ONCE,
            )
        self.next: _Row | None = next(self.rows, None)

    def of(self, lead: int) -> list[Event]:
        """The events of the lead with this number; the numbers must rise from call to call."""
        result: list[Event] = []
        row = self.next
        kinds, rows = self.kinds, self.rows
        while row is not None and row[0] == lead:
            kind = row[2]
            name, readers = kinds.get(kind) or self._kind(kind)
            if readers:
                properties: dict[str, Value] = {}
                for position, property, reader in readers:
                    raw = row[position]
                    if raw is None:
                        continue
                    value = reader[raw]
                    if value is UNREADABLE:
                        self.unreadable.add(name, property, reader.type, row[3], raw)
                    elif value is not None:
                        properties[property] = value
                result.append(Event(row[1], name, properties))
            else:
                result.append(Event(row[1], name, _NO_PROPERTIES))
            row = next(rows, None)
        self.next = row
        return result

    def _kind(self, found: str) -> tuple[str, list[tuple[int, str, Reader]]]:
        """The name of an event type, and how each of its properties is read. Worked out once a type."""
        assert self.data is not None
        name = unicodedata.normalize("NFC", found)
        wanted = {**self.schema.activity, **self.schema.events.get(name, {})}
        readers: list[tuple[int, str, Reader]] = []
        for property, type in wanted.items():
            if property in self.positions:
                reader = self.shared.get((property, type))
                if reader is None:
                    reader = self.shared[property, type] = Reader(type, self.data, self.day_zone)
                readers.append((self.positions[property], property, reader))
        self.kinds[found] = name, readers
        return self.kinds[found]


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str, at_once: int) -> Iterator[_Row]:
    with interruptible():
        cursor.execute(sql)
    while True:
        with interruptible():
            rows = cursor.fetchmany(at_once)
        if not rows:
            return
        yield from rows
