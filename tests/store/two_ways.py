"""Data written by a test and read both ways: lead by lead, and into a store."""

from dataclasses import replace

import duckdb
from leadwright.dsl.errors import DataError
from leadwright.dsl.types import Type
from leadwright.engine.project import Project
from leadwright.engine.records import Schema
from leadwright.engine.source import open_source
from leadwright.engine.store import open_store

FORMATS = ("parquet", "csv", "jsonl")


def write(name, columns, rows):
    """A file of rows. ``columns``: name → DuckDB's type; values are texts that DuckDB casts, or None."""
    values = ", ".join("(" + ", ".join(["?"] * len(columns)) + ")" for _ in rows)
    typed = ", ".join(f'"{c}"::VARCHAR::{t} AS "{c}"' for c, t in columns.items())
    listed = ", ".join(f'"{c}"' for c in columns)
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        if not rows:
            sql = "SELECT " + ", ".join(f'NULL::{t} AS "{c}"' for c, t in columns.items()) + " LIMIT 0"
        else:
            sql = f"SELECT {typed} FROM (VALUES {values}) t({listed})"
        options = {"parquet": "FORMAT parquet, ROW_GROUP_SIZE 2048", "csv": "FORMAT csv", "jsonl": "FORMAT json"}
        kind = name.rpartition(".")[2]
        database.execute(f"COPY ({sql}) TO '{name}' ({options[kind]})", [v for row in rows for v in row])
    return name


def asked(fields=None, events=None, activity=None):
    def types(names):
        return {name: Type(type) for name, type in (names or {}).items()}

    return Schema(types(fields), {name: types(props) for name, props in (events or {}).items()}, types(activity))


def outcome(read):
    """What reading gives: leads, counts and problems; or the error."""
    try:
        leads, report = read()
    except DataError as error:
        return str(error), error.help, error.code
    return leads, str(report), (report.lead_rows, report.event_rows), report.problems


def by_lead(source, schema, zone="UTC"):
    """As ``Source.read`` gives it."""

    def read():
        return list(source.read(schema, zone=zone)), source.report

    return outcome(read)


def by_store(source, schema, zone="UTC", needed=None):
    def read():
        store = open_store(source, schema, zone, needed=needed)
        assert store.report is source.report
        return [store.lead_at(number) for number in range(store.size)], store.report

    return outcome(read)


def opened(leads=(), events=(), **settings):
    """A source of files, with settings: ``leads_id="x"``, ``events_time="at"``, ``data_duplicate_lead="last"``."""
    leads, events = ([x] if isinstance(x, str) else x for x in (leads, events))
    project = Project.adhoc(leads=leads, events=events)
    for key, value in settings.items():
        table, _, name = key.partition("_")
        project = replace(project, **{table: replace(getattr(project, table), **{name: value})})
    return open_source(project)
