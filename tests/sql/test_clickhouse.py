"""The statements for ClickHouse, carried out by it where the `chdb` package is installed."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from leadwright.dsl.types import Type
from leadwright.engine.sql.statement import Options
from statements import AS_OF, MODELS, plan, text
from test_executed import SEEDS, expected, leads_for, results, tables

chdb = pytest.importorskip("chdb")

NATURAL = {
    Type.TEXT: "Nullable(String)",
    Type.NUMBER: "Nullable(Decimal(18, 6))",
    Type.FLAG: "Nullable(Bool)",
    Type.DATE: "Nullable(Date32)",
    Type.TIME: "Nullable(DateTime64(6, 'UTC'))",
}


@pytest.fixture(scope="module")
def session() -> Any:
    from chdb.session import Session

    return Session()


def written(value: Any) -> Any:
    match value:
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M:%S.%f")
        case date() | Decimal():
            return str(value)
        case _:
            return value


def fill(session: Any, name: str, columns: Sequence[tuple[str, Type]], rows: Sequence[Sequence[Any]]) -> None:
    session.query(f"DROP TABLE IF EXISTS {name}")
    session.query(f"CREATE TABLE {name} ({', '.join(f'`{c}` {NATURAL[t]}' for c, t in columns)}) ENGINE = Memory")
    lines = [json.dumps({c: written(v) for (c, _), v in zip(columns, row, strict=True)}) for row in rows]
    if lines:
        session.query(f"INSERT INTO {name} FORMAT JSONEachRow " + "\n".join(lines))


def rows_of(session: Any, sql: str) -> tuple[list[str], list[list[Any]]]:
    quoted = sql.replace("SETTINGS ", "SETTINGS output_format_json_quote_decimals = 1, ")
    lines = session.query(quoted, "JSONCompactEachRowWithNames").bytes().decode().splitlines()
    names, *rows = (json.loads(line) for line in lines)
    fired = names.index("fired")
    for row in rows:
        row[fired] = [dict(zip(("rule", "points"), entry, strict=True)) for entry in row[fired]]
        for n, value in enumerate(row[1:fired], 1):
            if isinstance(value, str) and value.lstrip("-").replace(".", "").isdecimal():
                row[n] = Decimal(value)
    return names, rows


@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_clickhouse_gives_what_the_reference_gives(model: Path, session: Any) -> None:
    planned = plan(model)
    sql = text(model, "clickhouse", Options(AS_OF))
    for seed in SEEDS:
        leads = leads_for(planned, seed)
        for name, (columns, rows) in tables(planned, leads).items():
            fill(session, name, columns, rows)
        names, found = rows_of(session, sql)
        assert results(planned, leads, names, found) == expected(planned, leads)
