"""Leads and events gathered into two DuckDB tables for one reading, with all problems but those of single values.

Leads get dense numbers in the order of the data; events find their leads by the id's text.
"""

import unicodedata

from ..dsl.errors import DataError
from ..dsl.types import Type
from .data_problems import Problems
from .instants import add_instants, drop_instants, time_parts
from .quoting import quote_text
from .records import Schema
from .report import DataReport, shown_value
from .source import Data, Source, is_whole, key_sql
from .table import Column

_AS_FOUND = {"VARCHAR", "BOOLEAN", "DOUBLE"}


class Gathering:
    """The tables of one reading. ``fields`` and ``properties`` are what the data has of what the schema names."""

    def __init__(self, source: Source, schema: Schema, report: DataReport, only: str | None, name: str) -> None:
        self.source = source
        self.database = source.database
        self.schema = schema
        self.report = report
        self.problems = Problems(source, report)
        self.only = only
        self.leads = f"{name}_leads"
        self.index = f"{name}_index"
        self.events = f"{name}_events"
        self.timed = ""
        wanted = dict.fromkeys(p for properties in schema.events.values() for p in properties)
        self.fields: list[tuple[str, Type, Column]] = [
            (field, type, source.fields[field]) for field, type in schema.fields.items() if field in source.fields
        ]
        self.properties: dict[str, Column] = {
            name: source.properties[name]
            for name in dict.fromkeys([*wanted, *schema.activity])
            if name in source.properties
        }
        self.ids_are_whole = False

    def fill(self) -> None:
        """Make the tables. Raises DataError for every problem that the settings make an error."""
        self.gather_leads()
        if self.source.events is not None:
            self._gather_events(self.source.events)
        self.problems.names_not_found(self.schema, self._event_types())
        self.problems.raise_errors()

    def drop(self) -> None:
        drop_instants(self.database, self.events)
        for table in (self.index, self.leads):
            self.database.rows(f"DROP TABLE IF EXISTS {table}")

    def gather_leads(self) -> None:
        """Make the tables of leads alone."""
        data = self.source.leads or self.source.events
        assert data is not None
        self.ids_are_whole = is_whole(data.lead)
        selected = "".join(f", {raw_sql(c)} AS f{n}" for n, (_, _, c) in enumerate(self.fields))
        rows = f"SELECT row_number() OVER () AS row, {data.lead_key} AS key{selected} FROM {data.table.view}"
        if self.source.leads is None:
            rows = f"SELECT min(row) AS row, key FROM ({rows}) WHERE NOT {data.is_missing('key')} GROUP BY key"
        self._create(self.leads, rows)
        self.report.lead_rows = self._one(f"SELECT count(*) FROM {self.leads}")
        known = f"SELECT row, key FROM {self.leads} WHERE NOT {data.is_missing('key')}"
        if self.source.leads is not None:
            self._find_leads_without_id(data)
            kept = self._find_duplicates(data, known)
        else:
            kept = known
        self.database.rows(
            f"CREATE TABLE {self.index} AS SELECT row_number() OVER (ORDER BY row) - 1 AS lead, row, key FROM ({kept})"
        )
        self.report.leads = self._one(f"SELECT count(*) FROM {self.index}")
        if self.only is not None and not self.report.leads:
            raise self._no_such_lead(data)

    def _create(self, table: str, rows: str) -> None:
        where = "" if self.only is None else f" WHERE key = {quote_text(self.only)}"
        self.database.rows(f"CREATE TABLE {table} AS SELECT * FROM ({rows}){where}")

    def _no_such_lead(self, data: Data) -> DataError:
        data.table.fetch([data.lead])
        key = data.lead_key
        close = self.database.rows(
            f"SELECT DISTINCT {key} AS key, levenshtein(lower({key}), lower(?)) AS far "
            f"FROM {data.table.view} WHERE far <= ? ORDER BY far, key LIMIT 3",
            [self.only, max(1, len(self.only or "") // 4)],
        )
        help = f"there is {' and '.join(shown_value(key) for key, _ in close)}" if close else None
        return DataError(f"there is no lead {shown_value(self.only)} in {data.table.shown}", help)

    def _find_leads_without_id(self, data: Data) -> None:
        found = self.database.rows(f"SELECT count(*), min(row) FROM {self.leads} WHERE {data.is_missing('key')}")
        count, first = found[0]
        if count:
            self.problems.leads_without_id(data, count, first)

    def _find_duplicates(self, data: Data, known: str) -> str:
        """SQL of the leads that are kept."""
        repeated = f"SELECT key, count(*) AS rows, min(row) AS first FROM ({known}) GROUP BY key HAVING rows > 1"
        count, rows = self.database.rows(f"SELECT count(*), sum(rows) FROM ({repeated})")[0]
        if not count:
            return known
        key, first = self.database.rows(f"SELECT key, first FROM ({repeated}) ORDER BY first LIMIT 1")[0]
        second = self._one(f"SELECT min(row) FROM ({known}) WHERE key = {quote_text(key)} AND row > {first}")
        self.problems.repeated_leads(data, count, rows, key, first, second)
        best = "max" if self.problems.settings.duplicate_lead == "last" else "min"
        return f"SELECT {best}(row) AS row, key FROM ({known}) GROUP BY key"

    def _gather_events(self, data: Data) -> None:
        assert data.time is not None and data.type is not None
        parts = time_parts(data.time_sql, data.time.type)
        kind = data.known(f"{data.type.sql}::VARCHAR")
        selected = "".join(f", {raw_sql(c)} AS p{n}" for n, c in enumerate(self.properties.values()))
        self._create(
            self.events,
            f"SELECT row_number() OVER () AS row, {key_sql(data.lead)} AS key, "
            f"{kind} AS kind, {parts.instant} AS instant, {parts.clock} AS clock, "
            f"{data.known(parts.other)} AS other{selected} FROM {data.table.view}",
        )
        self.timed = add_instants(self.database, self.events, data.zone)
        self.report.event_rows = self._one(f"SELECT count(*) FROM {self.events}")
        self._find_broken_events(data)

    def _find_broken_events(self, data: Data) -> None:
        """An event with several faults is counted once, under the first of them."""
        reasons = (
            f"CASE WHEN {data.is_missing('e.key')} THEN 'id' WHEN i.lead IS NULL THEN 'lead' "
            "WHEN e.kind IS NULL THEN 'type' WHEN e.moment IS NULL AND e.other IS NULL THEN 'time' "
            "WHEN e.moment IS NULL THEN 'notation' END"
        )
        found = self.database.rows(
            f"SELECT {reasons} AS reason, count(*), min(e.row), arg_min(e.key, e.row), arg_min(e.other, e.row) "
            f"FROM {self.timed} e LEFT JOIN {self.index} i ON e.key = i.key GROUP BY 1 ORDER BY 1"
        )
        for reason, count, first, key, other in found:
            if reason is not None:
                self.problems.broken_events(data, reason, count, first, key, other)

    def _event_types(self) -> set[str] | None:
        if self.only is not None or self.source.events is None:
            return None
        rows = self.database.rows(f"SELECT DISTINCT kind FROM {self.events} WHERE kind IS NOT NULL")
        return {unicodedata.normalize("NFC", kind) for (kind,) in rows}

    def _one(self, sql: str) -> int:
        return self.database.rows(sql)[0][0]


def raw_sql(column: Column) -> str:
    """SQL that gives Python a value as ``dsl.values`` reads it: text, whole number, float or boolean."""
    if column.type in _AS_FOUND or is_whole_type(column):
        return column.sql
    if column.type == "DATE" or column.type == "FLOAT" or column.type.startswith("TIMESTAMP"):
        return f"CASE WHEN isfinite({column.sql}) THEN {column.sql}::VARCHAR END"
    return f"{column.sql}::VARCHAR"


def is_whole_type(column: Column) -> bool:
    return is_whole(column) and not column.type.startswith("DECIMAL")
