"""Leads and events as a project names them: opened, their columns known, ready to be read."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from ..dsl.errors import DataError
from ..dsl.nearest import nearest
from ..dsl.values import time_from
from ..dsl.zones import zone as zone_named
from .duckdb_table import DuckDBTable
from .file_table import FileTable
from .files import data_files, is_duckdb
from .postgres import is_postgres
from .project import EventsSettings, LeadsSettings, OutcomesSettings, Project, shown_path
from .quoting import quote_text
from .records import Lead, Schema
from .report import DataReport, Problem
from .sources_elsewhere import is_elsewhere
from .table import Column, Database, Table
from .table_name import TableName

MISSING_COLUMN = "LW801"
_INTEGERS = {"INTEGER", "UINTEGER"} | {
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")
}
_SMALL_INTEGERS = _INTEGERS - {"UBIGINT", "HUGEINT", "UHUGEINT"}


@dataclass(frozen=True, slots=True)
class Data:
    """One of a source's two tables, with its settings applied.

    ``columns``: name in the rules → column, without those that hold id, time or type. ``missing``: texts that
    mean no value, without the empty one. ``zone`` is that of times without an offset.
    """

    table: Table
    columns: Mapping[str, Column]
    lead: Column
    missing: frozenset[str]
    zone: ZoneInfo
    time: Column | None = None
    type: Column | None = None

    def is_missing(self, sql: str) -> str:
        """SQL: whether the text ``sql`` stands for no value."""
        texts = ", ".join(quote_text(text) for text in sorted({"", *self.missing}))
        return f"({sql} IS NULL OR trim({sql}) IN ({texts}))"

    def known(self, sql: str) -> str:
        """SQL: the text ``sql``, or null if it stands for no value."""
        return f"CASE WHEN NOT {self.is_missing(f'({sql})')} THEN {sql} END"

    @property
    def lead_key(self) -> str:
        """SQL: the lead's id as text, by which leads and events find each other."""
        return key_sql(self.lead)

    @property
    def time_sql(self) -> str:
        """SQL: an event's time, or null where a text stands for no value that could be read as one."""
        assert self.time is not None
        if self.time.type != "VARCHAR" or not any(isinstance(time_from(text), int) for text in self.missing):
            return self.time.sql
        return f"({self.known(self.time.sql)})"


def key_sql(column: Column) -> str:
    """SQL: an id as text; whole numbers without a point, whatever type holds them."""
    sql = column.sql
    if column.type in ("DOUBLE", "FLOAT"):
        whole = f"isfinite({sql}) AND {sql} = trunc({sql}) AND abs({sql}) < 1e15"
        return f"CASE WHEN {whole} THEN {sql}::BIGINT::VARCHAR ELSE {sql}::VARCHAR END"
    if column.type.startswith("DECIMAL") and not column.type.endswith(",0)"):
        return f"rtrim(rtrim({sql}::VARCHAR, '0'), '.')"
    return sql if column.type == "VARCHAR" else f"{sql}::VARCHAR"


def is_whole(column: Column) -> bool:
    """Whether the column holds whole numbers, so that ids from it are numbers."""
    return column.type in _INTEGERS or (column.type.startswith("DECIMAL") and column.type.endswith(",0)"))


_NO_COLUMNS: Mapping[str, Column] = {}


class Source:
    """Leads and events. Made by ``open_source``; ``leads`` or ``events`` is None if the project names none."""

    def __init__(self, project: Project, database: Database, leads: Data | None, events: Data | None) -> None:
        self.project = project
        self.database = database
        self.leads = leads
        self.events = events
        self.report = DataReport()
        """What was found by the latest ``read``; complete once its last lead was delivered."""
        self._event_types: dict[str, int] | None = None

    @property
    def fields(self) -> Mapping[str, Column]:
        """The columns of the leads, but for the id, by their names in the rules."""
        return self.leads.columns if self.leads else _NO_COLUMNS

    @property
    def properties(self) -> Mapping[str, Column]:
        """The columns of the events, but for lead, time and type, by their names in the rules."""
        return self.events.columns if self.events else _NO_COLUMNS

    def lead_columns(self) -> dict[str, str]:
        """The leads' columns, but for the id: name in the rules → DuckDB's type."""
        return {name: column.type for name, column in self.fields.items()}

    def event_columns(self) -> dict[str, str]:
        """The events' columns, but for lead, time and type: name in the rules → DuckDB's type."""
        return {name: column.type for name, column in self.properties.items()}

    def event_types(self) -> dict[str, int]:
        """The event types in the data, the most frequent first → number of rows. Reads the type column once."""
        if self.events is None or self.events.type is None:
            return {}
        if self._event_types is None:
            self.events.table.fetch([self.events.type])
            kind = f"{self.events.type.sql}::VARCHAR"
            rows = self.database.rows(
                f"SELECT {kind}, count(*) FROM {self.events.table.view} "
                f"WHERE NOT {self.events.is_missing(kind)} GROUP BY 1 ORDER BY 2 DESC, 1"
            )
            counts: dict[str, int] = {}
            for name, count in rows:
                normal = unicodedata.normalize("NFC", name)
                counts[normal] = counts.get(normal, 0) + count
            self._event_types = counts
        return dict(self._event_types)

    @cached_property
    def int64_ids(self) -> bool:
        """Whether the leads' ids are whole numbers of at most 64 bits; if not, results hold them as texts."""
        data = self.leads or self.events
        if data is None or not is_whole(data.lead):
            return False
        if data.lead.type in _SMALL_INTEGERS:
            return True
        return data.table.fits_64_bits(data.lead)

    def close(self) -> None:
        """Let go of the data; nothing can be read any more."""
        self.database.connection.close()

    def bring(self, schema: Schema | None = None, only: str | None = None) -> None:
        """Have at hand what ``schema`` asks for (all, if there is none), of one lead if ``only`` names it.

        What lies on another machine is brought over, once for the same question. To be called before the tables are
        read by other ways than ``read``. Raises DataError if it cannot be.
        """
        names = None if schema is None else {*schema.activity, *(p for of in schema.events.values() for p in of)}
        for data, wanted in ((self.leads, schema and schema.fields), (self.events, names)):
            if data is not None:
                named = [column for name, column in data.columns.items() if wanted is None or name in wanted]
                needed = [column for column in (data.lead, data.time, data.type) if column is not None]
                data.table.fetch([*needed, *named], None if only is None else (data.lead, only))

    def begin_report(self) -> DataReport:
        """An empty report, which is ``report`` from now on: for whoever reads the tables without ``read``."""
        self.report = DataReport(problems=self.repeated_columns())
        return self.report

    def read(
        self,
        schema: Schema,
        *,
        zone: str = "UTC",
        only: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Iterator[Lead]:
        """The leads, in the order of the data, with what ``schema`` asks for, each value in its type.

        ``zone`` is the model's time zone: it decides the calendar day of an instant that is read as a date.
        ``only`` is the id of the one lead to read. ``progress`` is called with leads done and leads in all.
        Fields and properties of ``schema`` that the data does not have are missing. Every event comes with the
        properties that ``schema`` names for its type, sorted by time, ties in the order of the data.

        ``report`` is filled on the way. Raises DataError for what the project's ``[data]`` settings make an
        error, for a file that cannot be read, and for an ``only`` that is no lead's id. All but unreadable
        values are found before the first lead is delivered; those after the last.
        """
        from .reading import read_leads

        self.bring(schema, only)
        report = self.begin_report()
        return read_leads(self, schema, report, zone_named(zone) or ZoneInfo("UTC"), only, progress)

    def repeated_columns(self) -> list[Problem]:
        """Columns that stand twice in a header: what every report begins with."""
        repeated = [x for data in (self.leads, self.events) if data for x in data.table.repeated]
        return [
            Problem(
                MISSING_COLUMN,
                1,
                f"the column {column} stands twice in the header; the second is read as another column",
                "give each column a name of its own",
            )
            for column in repeated
        ]


OpenTable = Callable[[Project, LeadsSettings | EventsSettings, str, Database], Table]
"""Opens the table of ``leads`` or ``events``, as the settings name it."""


def open_source(project: Project, open_table: OpenTable | None = None) -> Source:
    """Find a project's data and its columns; rows are read later.

    ``open_table`` stands in for what opens tables, for an engine that reads by itself. Raises DataError if a file is
    missing or cannot be read, if a column that the settings name is not there (with the nearest one and a list), or if
    the project names no data at all.
    """
    if not project.leads.source and not project.events.source:
        raise DataError(
            "no data: neither leads nor events are named",
            "set `source` in [leads] and [events] of leadwright.toml, or give --leads and --events",
            "LW808",
        )
    database = Database()
    opened = open_table or table_of
    leads = events = None
    if project.leads.source:
        leads = _leads_of(project, opened(project, project.leads, "leads", database))
    if project.events.source:
        events = _events_of(project, opened(project, project.events, "events", database))
    return Source(project, database, leads, events)


def _leads_of(project: Project, table: Table) -> Data:
    columns = _Columns(table, project.leads, "leads", project.file)
    lead = columns.needed("id", project.leads.id)
    return columns.data(lead)


def _events_of(project: Project, table: Table) -> Data:
    settings = project.events
    columns = _Columns(table, settings, "events", project.file)
    lead = columns.needed("lead", settings.lead)
    time = columns.needed("time", settings.time)
    type = columns.needed("type", settings.type)
    return columns.data(lead, time, type)


def table_of(
    project: Project, settings: LeadsSettings | EventsSettings | OutcomesSettings, name: str, database: Database
) -> Table:
    """The table that settings name, opened. ``name``: what it is called in messages, and in a database if they name
    no table. Raises DataError if it cannot be."""
    view = f"{name}_data"
    source = settings.source[0]
    elsewhere = next(filter(is_elsewhere, settings.source), None)
    if elsewhere is not None:
        raise DataError(f"{name}.source: {elsewhere} is read by Spark alone", "add --engine spark; see docs/spark.md")
    if is_postgres(source) or is_duckdb(source):
        if len(settings.source) > 1:
            raise DataError(f"{name}.source: a database is a source of its own", "name one database, or files")
        table = TableName.read(settings.table or name)
        if is_duckdb(source):
            return DuckDBTable(database, view, project.root / source, table, f"{name}.source")
        from .postgres_table import PostgresTable

        return PostgresTable(database, view, source, table)
    if settings.table is not None:
        raise DataError(
            f"{name}.table: {shown_path(project.root / source)} is no database, so it has no table {settings.table}",
            "databases are .duckdb files, and postgresql://user@host/database",
        )
    files = data_files(project.root, settings.source, f"{name}.source")
    return FileTable(database, view, files, settings.delimiter, settings.encoding)


def _can_be_times(column: Column) -> bool:
    return column.type.startswith(("TIMESTAMP", "DATE", "VARCHAR", "ENUM", "JSON")) or column.type == '"NULL"'


class _Columns:
    """Finds the columns that settings name, and collects what is wrong with them."""

    def __init__(self, table: Table, settings: LeadsSettings | EventsSettings, name: str, file: Path | None) -> None:
        self.table = table
        self.settings = settings
        self.name = name
        self.file = file
        self.wrong: list[str] = []
        self.close: list[str] = []

    def needed(self, key: str, found: str) -> Column | None:
        what = {"id": "the lead's id", "lead": "the id of the event's lead"}.get(key, f"the event's {key}")
        column = self.table.columns.get(found)
        if column is None:
            self._missing(found, f"which should hold {what}", f"{self.name}.{key}")
            return None
        lacking = self.table.without(found)
        if lacking:
            more = f" and {len(lacking) - 1} more do" if len(lacking) > 1 else " does"
            self.wrong.append(
                f"{lacking[0]}{more} not have the column `{found}`, which should hold {what} "
                f"(the setting {self.name}.{key}); other files of the same source do"
            )
        if key == "time" and not _can_be_times(column):
            self.wrong.append(
                f"{self.table.shown}: the column `{found}`, which should hold {what} (the setting {self.name}.{key}), "
                f"holds {column.type}: times are timestamps, dates, or texts such as 2026-01-15T12:00:00Z"
            )
        return column

    def _missing(self, found: str, why: str, setting: str) -> None:
        self.wrong.append(f"{self.table.shown}: there is no column `{found}`, {why} (the setting {setting})")
        close = nearest(found, self.table.columns)
        if close:
            self.close.append(f"did you mean `{close}`?")

    def data(self, lead: Column | None, time: Column | None = None, type: Column | None = None) -> Data:
        for found in self.settings.rename:
            if found not in self.table.columns:
                self._missing(found, "which is to be renamed", f"{self.name}.rename")
        special = {c.found for c in (lead, time, type) if c}
        named: dict[str, Column] = {}
        for found, column in self.table.columns.items():
            name = unicodedata.normalize("NFC", self.settings.rename.get(found, found))
            if name in named and found not in special:
                other = named[name].found
                self.wrong.append(
                    f"{self.table.shown}: the columns `{other}` and `{found}` would both be `{name}`"
                    f" (the setting {self.name}.rename)"
                )
            if found not in special:
                named[name] = column
        if self.wrong or lead is None:
            there = ", ".join(f"`{name}`" for name in self.table.columns) or "none"
            raise DataError("\n".join(self.wrong), " ".join([*self.close, f"Columns: {there}"]), MISSING_COLUMN)
        return Data(
            table=self.table,
            columns=named,
            lead=lead,
            missing=frozenset(text.strip() for text in self.settings.missing) - {""},
            zone=zone_named(self.settings.timezone) or ZoneInfo("UTC"),
            time=time,
            type=type,
        )
