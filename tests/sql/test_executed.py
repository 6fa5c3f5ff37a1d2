"""The statements of this folder's models, carried out on random leads, give what the reference gives: over tables of
natural types, as `leadwright compile` writes them, with the as-of time as a parameter and fixed."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from leadwright.dsl.types import Type, Value
from leadwright.engine.evaluate import Evaluator, Fired, Given, Result
from leadwright.engine.plan import Plan
from leadwright.engine.records import Event, Lead
from leadwright.engine.sql.duckdb import score_leads
from leadwright.engine.sql.result_columns import names_of
from leadwright.engine.sql.statement import Options
from statements import AS_OF, MODELS, plan, text

HOUR = 3_600_000_000
AGES = (0, 1, 24 * HOUR - 1, 24 * HOUR, 7 * 24 * HOUR, 14 * 24 * HOUR, 30 * 24 * HOUR, 90 * 24 * HOUR, -1, 40 * HOUR)
TEXTS = {
    "path": ("/pricing/x", "/Pricing", "/jobs", "/"),
    "form": ("demo", "Trial", "x"),
    "country": ("US", "us", "de", "DE", "at", "FR", "XX"),
    "job_title": (
        "A VP, C.T.O.",
        "vice-president of it",
        "It's",
        "head of 100%!",
        "head of x 100%!",
        "abc",
        "xyz",
        "x",
    ),
    "email": ("a@GMAIL.com", "b@", "c", "d@x@gmx.de", "e@acme.com"),
    "order": ("it's \\ */ -- {{ x }} {% y %} ${z}", "50%_?!x", "50%_a!", "Vice-President", "x", "50x_a!"),
    'Company "A"': ("İSTANBUL ΟΔΟΣ", "istanbul οδοσ", "x"),
    "the ${path}": ("${HOME}", "${home}/x", "/"),
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEEDS = range(6)


def value(dice: random.Random, name: str, type: Type) -> Value:
    match type:
        case Type.TEXT:
            return dice.choice(TEXTS.get(name, ("yes", "")))
        case Type.NUMBER:
            return dice.choice((0, 1, 500_000, 1_500_000, 2_500_000, 50_000_000, 333_333_333, -7_250_000, 10**18 - 1))
        case Type.FLAG:
            return dice.random() < 0.5
        case Type.DATE:
            return AS_OF // (24 * HOUR) + dice.randrange(-40, 40)
        case Type.TIME:
            return AS_OF - dice.choice(AGES) - dice.randrange(3) * 200 * 24 * HOUR


def some(dice: random.Random, types: dict[str, Type]) -> dict[str, Value]:
    found = {name: value(dice, name, type) for name, type in types.items() if dice.random() < 0.8}
    return {name: v for name, v in found.items() if v != ""}


def leads_for(plan: Plan, seed: int) -> list[Lead]:
    dice = random.Random(seed)
    model = plan.model
    fields = {name: field.type for name, field in model.fields.items()}
    result: list[Lead] = []
    for number in range(40):
        events = [
            Event(AS_OF - dice.choice(AGES) - dice.randrange(2) * HOUR, kind, some(dice, types))
            for kind, types in _kinds(dice, model.events, dice.randrange(25))
        ]
        events.sort(key=lambda event: event.at)
        result.append(Lead(f"L{number}", some(dice, fields), events))
    return result


def _kinds(dice: random.Random, events: Any, count: int) -> Iterator[tuple[str, dict[str, Type]]]:
    for _ in range(count if events else 0):
        kind = dice.choice([*events, "unheard_of"])
        properties = events[kind].properties if kind in events else {}
        yield kind, {name: p.type for name, p in properties.items()}


# --- tables of natural types

Table = tuple[list[tuple[str, Type]], list[list[Any]]]
"""Names and types of the columns, and rows."""


def natural(type: Type, value: Value | None) -> Any:
    if value is None or isinstance(value, str | bool):
        return value
    match type:
        case Type.NUMBER:
            return Decimal(value) / 10**6
        case Type.DATE:
            return (EPOCH + timedelta(days=value)).date()
        case _:
            return EPOCH + timedelta(microseconds=value)


def tables(plan: Plan, leads: Sequence[Lead]) -> dict[str, Table]:
    fields = [(name, field.type) for name, field in plan.model.fields.items()]
    kinds = plan.model.events.values()
    properties = list({p.name: p.type for kind in kinds for p in kind.properties.values()}.items())
    of_leads = [[lead.id, *(natural(t, lead.fields.get(n)) for n, t in fields)] for lead in leads]
    of_events = [
        [lead.id, natural(Type.TIME, e.at), e.type, *(natural(t, e.properties.get(n)) for n, t in properties)]
        for lead in leads
        for e in lead.events
    ]
    head = [("lead_id", Type.TEXT), ("ts", Type.TIME), ("type", Type.TEXT)]
    return {"leads": ([head[0], *fields], of_leads), "events": ([*head, *properties], of_events)}


NATURAL = {
    Type.TEXT: "VARCHAR",
    Type.NUMBER: "DECIMAL(18, 6)",
    Type.FLAG: "BOOLEAN",
    Type.DATE: "DATE",
    Type.TIME: "TIMESTAMP WITH TIME ZONE",
}


def creating(name: str, columns: list[tuple[str, Type]]) -> str:
    quoted = ", ".join(f'"{c.replace(chr(34), 2 * chr(34))}" {NATURAL[type]}' for c, type in columns)
    return f"CREATE TABLE {name} ({quoted})"


# --- the engines

Run = Callable[[dict[str, Table], str, bool], tuple[list[str], list[Sequence[Any]]]]
"""Tables, a statement and whether it has the parameter: the names of its columns, and its rows."""


def on_duckdb(found: dict[str, Table], sql: str, has_parameter: bool) -> tuple[list[str], list[Sequence[Any]]]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
        for name, (columns, rows) in found.items():
            connection.execute(creating(name, columns))
            if rows:
                connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)
        given = {"as_of": "2026-01-15 12:00:00+00"} if has_parameter else None
        connection.execute(sql, given)
        return [column[0] for column in connection.description or ()], connection.fetchall()


def expected(plan: Plan, leads: Sequence[Lead]) -> list[Result]:
    evaluator = Evaluator(plan.model)
    return [replace(evaluator.score(lead, AS_OF), due=None, met=None) for lead in leads]


def results(plan: Plan, leads: Sequence[Lead], names: list[str], rows: list[Sequence[Any]]) -> list[Result]:
    by_lead = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
    assert len(rows) == len(by_lead) == len(leads)
    groups = names_of(plan.model)[2:-7]
    return [
        Result(
            lead.id,
            int(row["score"] * 100),
            {g.name: int(row[name] * 100) for g, name in zip(plan.model.groups, groups, strict=True)},
            row.get("grade"),
            row.get("stage", "none"),
            row.get("disqualified"),
            tuple(row.get("segments") or ()),
            row.get("route"),
            None,
            None,
            tuple(Fired(f["rule"], round(Decimal(str(f["points"])) * 100)) for f in row["fired"]),
        )
        for lead in leads
        for row in (by_lead[lead.id],)
    ]


@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_every_rule_gives_points_to_some_lead(model: Path) -> None:
    planned = plan(model)
    found = [expected(planned, leads_for(planned, seed)) for seed in SEEDS]
    fired = {f.label for results in found for result in results for f in result.fired}
    cases = [Given(p.rule, c.points, c.choice) for p in planned.rules if isinstance(p.gives, tuple) for c in p.gives]
    tallies = [Given(p.rule, 1) for p in planned.rules if not isinstance(p.gives, tuple)]
    assert {given.label for given in (*cases, *tallies) if given.points} == fired


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("as_of", [None, AS_OF], ids=["parameter", "fixed"])
@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_duckdb_gives_what_the_reference_gives(model: Path, as_of: int | None, seed: int) -> None:
    planned = plan(model)
    leads = leads_for(planned, seed)
    sql = text(model, "duckdb", Options(as_of))
    names, rows = on_duckdb(tables(planned, leads), sql, as_of is None)
    assert results(planned, leads, names, rows) == expected(planned, leads)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_duckdb_scores_leads_in_memory(model: Path, seed: int) -> None:
    planned = plan(model)
    leads = leads_for(planned, seed)
    assert score_leads(planned.model, leads, AS_OF) == expected(planned, leads)


@pytest.mark.parametrize("as_of", [None, AS_OF], ids=["parameter", "fixed"])
@pytest.mark.parametrize("model", MODELS, ids=[m.stem for m in MODELS])
def test_postgres_gives_what_the_reference_gives(model: Path, as_of: int | None, postgres: str) -> None:
    import psycopg

    planned = plan(model)
    sql = text(model, "postgres", Options(as_of))
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("SET TimeZone = 'Asia/Tokyo'")
        for seed in SEEDS:
            leads = leads_for(planned, seed)
            for name, (columns, rows) in tables(planned, leads).items():
                connection.execute(f"DROP TABLE IF EXISTS {name}")  # type: ignore[arg-type]
                connection.execute(creating(name, columns))  # type: ignore[arg-type]
                with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:  # type: ignore[arg-type]
                    for row in rows:
                        copy.write_row(row)
            if as_of is None:
                connection.execute(f"PREPARE scores (timestamptz) AS {sql}")  # type: ignore[arg-type]
                cursor = connection.execute("EXECUTE scores ('2026-01-15 12:00:00+00')")
            else:
                cursor = connection.execute(sql)  # type: ignore[arg-type]
            names = [column.name for column in cursor.description or ()]
            assert results(planned, leads, names, cursor.fetchall()) == expected(planned, leads)
            if as_of is None:
                connection.execute("DEALLOCATE scores")
