"""Random data of every kind, read lead by lead and into a store: the same leads, the same problems."""

import os
import tempfile
from contextlib import chdir
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.dsl.types import Type
from leadwright.engine.project import Project
from leadwright.engine.records import Schema
from leadwright.engine.source import open_source
from two_ways import FORMATS, asked, by_lead, by_store, write

EXAMPLES = int(os.environ.get("LEADWRIGHT_EXAMPLES", "40"))

NUMBERS = ("0", "1", "-1", "57.5", "12.5e1", "1000000.1234565", "0.0000005", "-0.0000005", "1e11", "999999999999")
DATES = ("2026-01-15", "1969-12-31", "2024-02-29", "0001-01-01", "9999-12-31", "2026-07-01")
TIMES = (
    "2026-01-15 12:00:00", "2026-03-08 02:30:00", "2026-11-01 01:30:00", "1969-12-31 23:59:59.999999",
    "2026-01-15 00:00:00.5", "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999", "2026-07-01 23:59:59.123456",
)  # fmt: skip
NOTATIONS = (
    "2026-01-15", "2026-01-15T12:00", "2026-01-15 4:05", "2026-01-15T12:00:00Z", "2026-01-15 12:00:00.25+05:30",
    "2026-01-15T12:00:00-0530", " 2026-01-15 ", "2026-02-30", "15.1.2026", "2026-13-01", "2026-01-15T24:00:00Z",
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "2026-01-15T12:00:00.123456789Z", "2026-01-15 12:00:00+02",
    "2026-01-15t12:00:00z", "2026-01-15T12:00:00+24:00", "2026-01-15T12:00:00.1", "0000-01-01",
)  # fmt: skip
TEXTS = (
    "a", "A", "", " ", "Select", "select ", "Straße", "e\u0301", "\u00e9", "yes", "NO", "t", "0", "1", "true", "x" * 50,
    "'quoted', \"twice\"", "two\nlines", "NaN", "-inf", "1,000", "  7 ", "+5", ".5", "5.", "1e400", "123456789012345",
)  # fmt: skip

VALUES = {
    "VARCHAR": (*TEXTS, *NUMBERS, *NOTATIONS),
    "INTEGER": ("0", "1", "-5", "2147483647"),
    "BIGINT": ("0", "1", "7", "999999999999", "1000000000000", "-9223372036854775808"),
    "UBIGINT": ("0", "1", "18446744073709551615"),
    "HUGEINT": ("0", "1", "-5", "170141183460469231731687303715884105727"),
    "UTINYINT": ("0", "1", "255"),
    "DOUBLE": (*NUMBERS, "nan", "inf", "-inf", "1e300", "0.1", "2.5e-7", "1e12", "123456.7890125", "-0.0"),
    "FLOAT": ("0", "1", "0.1", "57.5", "nan", "inf", "1e20", "3.4e-7"),
    "DECIMAL(9,2)": ("0", "1", "57.50", "-9999999.99"),
    "DECIMAL(18,8)": ("0", "1", "0.00000050", "-0.00000050", "9999999999.99999999"),
    "DECIMAL(18,3)": ("0", "1", "999999999999999.999", "-999999999999.999"),
    "DECIMAL(38,10)": ("0", "1", "1234567890.0000005000", "9999999999999999999999.5"),
    "BOOLEAN": ("true", "false"),
    "DATE": (*DATES, "infinity"),
    "TIMESTAMP": (*TIMES, "infinity", "-infinity", "10000-01-01 00:00:00"),
    "TIMESTAMP_S": ("2026-01-15 12:00:00", "1969-12-31 23:59:59"),
    "TIMESTAMP_NS": ("2026-01-15 12:00:00.123456789", "1969-12-31 23:59:59.999999999"),
    "TIMESTAMP WITH TIME ZONE": ("2026-01-15 12:00:00+00", "2026-07-01 23:30:00-05", "infinity"),
    "UUID": ("0df1dc24-8065-4213-962e-8727fbe067c3",),
    "TIME": ("12:00:00",),
}
IDS = {
    "VARCHAR": ("1", "2", "01", "a", "Select", "", "2.0", " 1", None),
    "INTEGER": ("1", "2", "3", None),
    "BIGINT": ("1", "2", "-3", "9000000000000000000", None),
    "UBIGINT": ("1", "2", "18446744073709551615", None),
    "HUGEINT": ("1", "2", "170141183460469231731687303715884105727"),
    "DOUBLE": ("1", "2", "2.5", "nan", None),
    "DECIMAL(9,0)": ("1", "2", None),
    "DECIMAL(9,2)": ("1", "2.00", "2.50", None),
    "UUID": ("0df1dc24-8065-4213-962e-8727fbe067c3", "1df1dc24-8065-4213-962e-8727fbe067c3"),
}
MOMENTS = ("VARCHAR", "VARCHAR", "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE", "DATE")
KINDS = ("view", "view", "view", "form", "form", "be\u0301", "b\u00e9", "Select", None)
ZONES = ("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
NAMES = ("p", "q", "Straße", "key")


@st.composite
def tables(draw, kind, first):
    """Columns and rows of leads or of events; ``first`` are the columns that both have, with their values."""
    columns = {name: type for name, (type, _) in first.items()}
    pools = [pool for _, pool in first.values()]
    for name in draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=draw(st.integers(0, 3)))):
        columns[name] = draw(st.sampled_from(sorted(VALUES)))
        pools.append((*VALUES[columns[name]], None))
    chosen = [st.sampled_from(draw(st.permutations(pool))[: draw(st.integers(2, 8))]) for pool in pools[len(first) :]]
    chosen = [*(st.sampled_from(pool) for _, pool in first.values()), *chosen]
    by = (lambda row: row[0]) if draw(st.booleans()) and kind == "leads" else None
    least = 1 if kind == "leads" else draw(st.integers(0, 15))
    rows = draw(st.lists(st.tuples(*chosen), min_size=least, max_size=25, unique_by=by))
    return columns, rows


@st.composite
def projects(draw):
    """A function that writes files and opens them, and what to ask them for."""
    id_type, other_type = (draw(st.sampled_from(sorted(IDS))) for _ in range(2))
    if draw(st.integers(0, 3)):
        other_type = id_type
    moment = draw(st.sampled_from(MOMENTS))
    times = NOTATIONS if moment == "VARCHAR" else VALUES[moment]
    clean = draw(st.booleans())
    ids = [id for id in IDS[id_type] if id or not clean]
    leads = draw(tables("leads", {"lead_id": (id_type, ids)}))
    events = draw(
        tables(
            "events",
            {
                "lead_id": (other_type, [row[0] for row in leads[1]] if other_type == id_type else IDS[other_type]),
                "ts": (moment, (*times[:8], *times, None)),
                "type": ("VARCHAR", KINDS),
            },
        )
    )
    types = st.sampled_from(list(Type))
    wanted = st.dictionaries(st.sampled_from((*NAMES, "nothing")), types, min_size=draw(st.integers(0, 4)))
    schema = asked(
        draw(wanted), draw(st.dictionaries(st.sampled_from(("view", "form", "b\u00e9", "none")), wanted)), draw(wanted)
    )
    missing = draw(st.sampled_from(((), ("Select",), ("Select", "2026-01-15", "1", "0"))))
    which = draw(st.sampled_from(("both", "both", "both", "both", "leads", "events")))
    rules = {
        "duplicate_lead": draw(st.sampled_from(("first", "last"))),
        "lead_without_id": draw(st.sampled_from(("leave out",) * 9 + ("error",))),
        "event_of_unknown_lead": draw(st.sampled_from(("leave out",) * 9 + ("error",))),
        "unreadable_value": draw(st.sampled_from(("missing",) * 9 + ("error",))),
    }
    formats = draw(st.sampled_from(FORMATS)), draw(st.sampled_from(FORMATS))
    parts = draw(st.integers(1, 2))
    zones = draw(st.sampled_from(ZONES)), draw(st.sampled_from(ZONES))

    def written(name, format, columns, rows):
        if format == "jsonl" and not rows:
            format = "csv"
        cut = len(rows) // parts if format != "jsonl" else 0
        files = [rows[:cut], rows[cut:]] if cut else [rows]
        return [write(f"{name}{n}.{format}", columns, part) for n, part in enumerate(files)]

    def opened():
        files = {
            "leads": written("leads", formats[0], *leads) if which != "events" else [],
            "events": written("events", formats[1], *events) if which != "leads" else [],
        }
        project = Project.adhoc(**files)
        return open_source(
            replace(
                project,
                leads=replace(project.leads, missing=missing, timezone=zones[0]),
                events=replace(project.events, missing=missing, timezone=zones[0]),
                data=replace(project.data, **rules),
            )
        )

    return opened, schema, zones[1]


@settings(max_examples=EXAMPLES, deadline=None)
@given(projects())
def test_a_store_has_what_reading_gives(project):
    opened, schema, zone = project
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        source = opened()
        assert by_store(source, schema, zone) == by_lead(source, schema, zone)


@settings(max_examples=EXAMPLES, deadline=None)
@given(projects(), st.randoms())
def test_what_is_not_needed_is_looked_through_all_the_same(project, random):
    opened, schema, zone = project

    def some(names):
        return {name: type for name, type in names.items() if random.random() < 0.3}

    needed = Schema(some(schema.fields), {k: some(v) for k, v in schema.events.items()}, some(schema.activity))
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        source = opened()
        leads, *told = by_lead(source, schema, zone)
        if not isinstance(leads, str):
            leads = by_lead(source, needed, zone)[0]
        assert by_store(source, schema, zone, needed) == (leads, *told)
