"""Leads and events of a source as typed tables, made where the data lies by SQL; with all problems of the data.

What is gathered is what ``Source.read`` delivers, and the report says the same. The executor gives the rows of each
table (a ``FROM`` with the source's columns and ``lw_row``, by which they are in order), and runs what is asked here.
Duplicates, events without a lead and values that cannot be read are found by counting.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ...dsl.types import Type
from ..data_problems import Fault, Problems, UnreadableValues
from ..records import Schema
from ..source import Data, Source
from .inputs import Inputs, Kind, RawColumn, Relation
from .typed import EVENTS_TABLE, LEADS_TABLE
from .typed_columns import Reading, TypedColumns, Wanted

ROW = "lw_row"
"""The column that tells in which order rows stand in the data."""
_LEADS_READ = "lw_leads_read"
_EVENTS_READ = "lw_events_read"
_KNOWN_LEADS = "lw_known_leads"
_FAULTS: Sequence[Fault] = ("id", "lead", "notation", "time", "type")


class Runner(Protocol):
    """Where SQL is run. ``tells_rows``: whether ``lw_row`` is the number of a row from 1; else it only gives order."""

    reading: Reading
    tells_rows: bool

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query's result: a few."""
        ...

    def view(self, name: str, sql: str) -> None:
        """Give a query a name."""
        ...

    def keep(self, name: str, sql: str, key: str) -> None:
        """Give a query's result a name, worked out once. ``key``: the column by which it will be grouped and joined."""
        ...


class Gathered:
    """The typed tables of a source. ``inputs``: for a statement, once ``fill`` was called."""

    def __init__(self, source: Source, schema: Schema, zone: str, runner: Runner) -> None:
        self.source = source
        self.schema = schema
        self.zone = zone
        self.runner = runner
        self.report = source.begin_report()
        self.problems = Problems(source, self.report)
        self.fields = [
            Wanted(source.fields[name], type, f"c{n}")
            for n, (name, type) in enumerate(schema.fields.items())
            if name in source.fields
        ]
        self.field_names = [name for name in schema.fields if name in source.fields]
        wanted = dict.fromkeys(
            (name, type)
            for properties in (*schema.events.values(), schema.activity)
            for name, type in properties.items()
            if name in source.properties
        )
        self.properties = {key: Wanted(source.properties[key[0]], key[1], f"c{n}") for n, key in enumerate(wanted)}
        self._unreadable = UnreadableValues()

    def fill(self, leads: str | None, events: str | None) -> None:
        """Make the tables. ``leads``, ``events``: what stands behind FROM, with the columns of the source and
        ``lw_row``; None where there is none. Raises DataError for every problem that the settings make an error."""
        if leads is not None and self.source.leads is not None:
            self._read_leads(self.source.leads, leads)
        if events is not None and self.source.events is not None:
            self._read_events(self.source.events, events)
        else:
            self._no_events()
        self.report.problems += self._unreadable.problems(self.source)
        self.problems.raise_errors()

    @property
    def inputs(self) -> Inputs:
        def columns(wanted: Sequence[tuple[tuple[str, Type], Wanted]]) -> dict[tuple[str, Type], RawColumn]:
            return {key: RawColumn(want.name, Kind.TYPED) for key, want in wanted}

        fields = [((name, want.type), want) for name, want in zip(self.field_names, self.fields, strict=True)]
        return Inputs(
            Relation(LEADS_TABLE, "lead", columns(fields)),
            Relation(
                EVENTS_TABLE,
                "lead",
                columns(list(self.properties.items())),
                time=RawColumn("moment", Kind.TYPED),
                type=RawColumn("kind", Kind.TYPED),
            ),
        )

    def _typed(self, typed: TypedColumns, source: str, head: Mapping[str, str]) -> str:
        """SQL: the rows of a table with typed columns. ``head``: columns beside them."""
        parsed = f"lw_{typed.name}_parsed"
        self.runner.view(parsed, typed.parsed(source, head))
        zones, placed = typed.placed(parsed, list(head))
        for name, zone in zones.items():
            self.runner.view(name, zone)
        return placed

    # --- leads

    def _read_leads(self, data: Data, source: str) -> None:
        runner = self.runner
        typed = TypedColumns("leads", runner.reading, data, self.fields, self.zone)
        runner.keep(_LEADS_READ, self._typed(typed, source, {"lead": self._key(data), ROW: ROW}), "lead")
        self._find_leads_without_id(data)
        runner.view(LEADS_TABLE, self._kept(data))
        odd = "".join(f", {self._odd(want)}" for want in self.fields)
        leads, *found = runner.rows(f"SELECT COUNT(*){odd} FROM {LEADS_TABLE}")[0]
        self.report.leads = leads
        self._add_unreadable(LEADS_TABLE, "", list(zip(self.field_names, self.fields, strict=True)), found)

    def _key(self, data: Data) -> str:
        key = self.runner.reading.key(data.lead)
        return f"CASE WHEN NOT {self.runner.reading.is_missing(key, data.missing)} THEN {key} END"

    def _find_leads_without_id(self, data: Data) -> None:
        sql = f"SELECT COUNT(*), COUNT(*) - COUNT(lead), {self._first('lead IS NULL')} FROM {_LEADS_READ}"
        self.report.lead_rows, missing, first = self.runner.rows(sql)[0]
        if missing:
            self.problems.leads_without_id(data, missing, first or 0)

    def _first(self, condition: str) -> str:
        """The first row of which something is true, or null if rows have no numbers."""
        return f"MIN(CASE WHEN {condition} THEN {ROW} END)" if self.runner.tells_rows else "NULL"

    def _kept(self, data: Data) -> str:
        """The leads with each id once."""
        known = f"SELECT * FROM {_LEADS_READ} WHERE lead IS NOT NULL"
        repeated = (
            f"SELECT lead, COUNT(*) AS lw_rows, MIN({ROW}) AS lw_first FROM {_LEADS_READ} WHERE lead IS NOT NULL "
            "GROUP BY lead HAVING COUNT(*) > 1"
        )
        count, rows = self.runner.rows(f"SELECT COUNT(*), SUM(lw_rows) FROM ({repeated}) lw_repeated")[0]
        if not count:
            return known
        first, second = "NULL", 0
        if self.runner.tells_rows:
            first = "lw_first"
        key, row = self.runner.rows(f"SELECT lead, {first} FROM ({repeated}) lw_repeated ORDER BY lw_first LIMIT 1")[0]
        if self.runner.tells_rows:
            same = f"lead = {self.runner.reading.literal(key)} AND {ROW} > {row}"
            second = self.runner.rows(f"SELECT MIN({ROW}) FROM {_LEADS_READ} WHERE {same}")[0][0]
        self.problems.repeated_leads(data, count, int(rows), key, row or 0, second)
        order = "DESC" if self.problems.settings.duplicate_lead == "last" else "ASC"
        numbered = (
            f"SELECT *, ROW_NUMBER() OVER (PARTITION BY lead ORDER BY {ROW} {order}) AS lw_number FROM ({known}) k"
        )
        return f"SELECT * FROM ({numbered}) lw_numbered WHERE lw_number = 1"

    # --- events

    def _read_events(self, data: Data, source: str) -> None:
        assert data.time is not None and data.type is not None
        runner, reading = self.runner, self.runner.reading
        at = Wanted(data.time, Type.TIME, "moment")
        kind = reading.text(data.type)
        head = {
            "lead": self._key(data),
            "kind": f"CASE WHEN NOT {reading.is_missing(kind, data.missing)} THEN {kind} END",
            ROW: ROW,
        }
        typed = TypedColumns("events", reading, data, [at, *self.properties.values()], self.zone)
        runner.view("lw_events_placed", self._typed(typed, source, head))
        if self.source.leads is None:
            runner.keep(
                LEADS_TABLE,
                f"SELECT lead, MIN({ROW}) AS {ROW} FROM lw_events_placed WHERE lead IS NOT NULL GROUP BY lead",
                "lead",
            )
            self.report.leads = self.report.lead_rows = runner.rows(f"SELECT COUNT(*) FROM {LEADS_TABLE}")[0][0]
        runner.view(_KNOWN_LEADS, f"SELECT lead AS lw_known FROM {LEADS_TABLE}")
        fault = (
            "CASE WHEN e.lead IS NULL THEN 'id' WHEN l.lw_known IS NULL THEN 'lead' WHEN e.kind IS NULL THEN 'type' "
            "WHEN NOT e.moment IS NULL THEN NULL WHEN e.moment_odd IS NULL THEN 'time' ELSE 'notation' END AS fault"
        )
        runner.keep(
            _EVENTS_READ,
            f"SELECT e.*, {fault} FROM lw_events_placed e LEFT JOIN {_KNOWN_LEADS} l ON e.lead = l.lw_known",
            "lead",
        )
        kinds = self._count_events(data)
        columns = "".join(f", {want.name}" for want in self.properties.values())
        named = self._normal(kinds)
        runner.view(
            EVENTS_TABLE, f"SELECT lead, moment, {named} AS kind{columns} FROM {_EVENTS_READ} WHERE fault IS NULL"
        )
        self.problems.names_not_found(self.schema, {unicodedata.normalize("NFC", kind) for kind in kinds})

    def _no_events(self) -> None:
        self.problems.names_not_found(self.schema, None)
        none = f"SELECT lead, CAST(NULL AS BIGINT) AS moment, lead AS kind FROM {LEADS_TABLE} WHERE 1 = 0"
        self.runner.view(EVENTS_TABLE, none)

    def _normal(self, kinds: Sequence[str]) -> str:
        """The type of an event as rules name it: their names are normalised."""
        literal = self.runner.reading.literal
        odd = [(kind, unicodedata.normalize("NFC", kind)) for kind in kinds]
        whens = "".join(f" WHEN {literal(kind)} THEN {literal(normal)}" for kind, normal in odd if kind != normal)
        return f"CASE kind{whens} ELSE kind END" if whens else "kind"

    def _count_events(self, data: Data) -> list[str]:
        """Count what there is, and what is wrong with it; the types of events."""
        wanted = list(self.properties.items())
        odd = "".join(f", {self._odd(want, 'fault IS NULL')}" for _, want in wanted)
        sql = (
            f"SELECT kind, fault, COUNT(*), {self._first('TRUE')}, MIN(lead), MIN(moment_odd){odd} "
            f"FROM {_EVENTS_READ} GROUP BY kind, fault"
        )
        kinds: dict[str, None] = {}
        faults: dict[str, list[tuple[int, int, str, str]]] = {}
        for kind, fault, count, first, key, time, *found in self.runner.rows(sql):
            self.report.event_rows += count
            if kind is not None:
                kinds[kind] = None
            if fault is not None:
                faults.setdefault(fault, []).append((first or 0, count, key or "", time or ""))
                continue
            self.report.events += count
            assert kind is not None
            name = unicodedata.normalize("NFC", kind)
            asked = {**self.schema.activity, **self.schema.events.get(name, {})}
            read = [(key[0], want) if asked.get(key[0]) is key[1] else None for key, want in wanted]
            self._add_unreadable(_EVENTS_READ, name, read, found)
        for fault in _FAULTS:
            if fault in faults:
                first, _, key, time = min(faults[fault])
                count = sum(count for _, count, _, _ in faults[fault])
                if self.runner.tells_rows:
                    key, time = self.runner.rows(f"SELECT lead, moment_odd FROM {_EVENTS_READ} WHERE {ROW} = {first}")[
                        0
                    ]
                self.problems.broken_events(data, fault, count, first, key, time)
        return list(kinds)

    def _odd(self, want: Wanted, condition: str = "TRUE") -> str:
        """How many values are unreadable, an example, and the first row."""
        text = f"CASE WHEN {condition} THEN {want.unreadable} END"
        return f"COUNT({text}), MIN({text}), {self._first(f'{condition} AND {want.unreadable} IS NOT NULL')}"

    def _add_unreadable(
        self, table: str, event: str, wanted: Sequence[tuple[str, Wanted] | None], found: Sequence[Any]
    ) -> None:
        """``found``: what ``_odd`` gave for each column; None among ``wanted``: of no interest."""
        for n, named in enumerate(wanted):
            count, example, row = found[3 * n : 3 * n + 3]
            if named is None or not count:
                continue
            name, want = named
            if row:
                example = self.runner.rows(f"SELECT {want.unreadable} FROM {table} WHERE {ROW} = {row}")[0][0]
            self._unreadable.add(event, name, want.type, row or 0, example, count)
