"""Data written by a test, opened as a project would."""

from dataclasses import replace
from textwrap import dedent

import duckdb
import pytest
from leadwright.dsl.types import Type
from leadwright.engine.project import Project
from leadwright.engine.records import Schema
from leadwright.engine.source import open_source


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def put(folder):
    """Write a file: text is dedented, bytes stay; for Parquet a query is given."""

    def put(name, content):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith(".parquet") and isinstance(content, str):
            with duckdb.connect() as connection:
                connection.execute(f"COPY ({content}) TO '{file}' (FORMAT parquet)")
        else:
            file.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        return name

    return put


@pytest.fixture
def source(folder):
    """A source of files, with settings: ``leads_id="x"``, ``events_time="at"``, ``data_duplicate_lead="last"``."""

    def source(leads=(), events=(), **settings):
        leads, events = ([x] if isinstance(x, str) else x for x in (leads, events))
        project = Project.adhoc(leads=leads, events=events)
        for key, value in settings.items():
            table, _, name = key.partition("_")
            project = replace(project, **{table: replace(getattr(project, table), **{name: value})})
        return open_source(project)

    return source


def asked(fields=None, events=None, activity=None):
    def types(names):
        return {name: Type(type) for name, type in (names or {}).items()}

    return Schema(types(fields), {name: types(props) for name, props in (events or {}).items()}, types(activity))


@pytest.fixture
def schema():
    return asked
