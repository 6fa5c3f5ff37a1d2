"""Make leads and events to measure with: ``python -m leadwright.benchmarks.data --leads 1000000 --events 30000000 --out DIR``.

The same numbers always give the same two files, row for row, whatever the number of threads: every value is a hash of
its row's number. Values are missing here and there; a few leads have thousands of events, many have few or none;
events of one lead can have the same time.
"""  # noqa: E501

import argparse
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from . import vocabulary as v
from .vocabulary import AS_OF

_YEAR = 365 * 86_400
_SKEW = 0.003
"""The density of events over leads, ranked from 0 to 1, falls like 1 / (rank + this)."""
_ACTIVE = 0.92
"""The share of leads that have events at all."""


@dataclass(frozen=True, slots=True)
class Data:
    """What is asked for. ``grain``: times are whole multiples of so many seconds; coarse ones make ties."""

    leads: int
    events: int
    text_ids: bool = False
    shuffled: bool = False
    seed: int = 1
    grain: int = 1


def make(data: Data, folder: Path, threads: int | None = None) -> tuple[Path, Path]:
    """Write ``leads.parquet`` and ``events.parquet`` to ``folder``; gives back the two files."""
    folder.mkdir(parents=True, exist_ok=True)
    leads, events = folder / "leads.parquet", folder / "events.parquet"
    with duckdb.connect() as database:
        if threads is not None:
            database.execute(f"SET threads = {threads}")
        database.execute("SET TimeZone = 'UTC'")
        for macro in _MACROS:
            database.execute(macro)
        # A table is read by several threads in its order; `range` by one.
        database.execute(f"CREATE TEMP TABLE numbers AS SELECT range AS number FROM range({data.events})")
        for sql, file in ((_leads(data), leads), (_events(data), events)):
            scratch = file.with_suffix(".part")
            database.execute(f"COPY ({sql}) TO '{scratch}' (FORMAT parquet)")
            scratch.replace(file)
    return leads, events


_MACROS = (
    # The finaliser of MurmurHash3, 32 bits: DuckDB's own `hash` may change from version to version.
    "CREATE MACRO low(x) AS (x) & 4294967295::UBIGINT",
    "CREATE MACRO mix1(x) AS low(xor(low(x), low(x) >> 16) * 2246822507::UBIGINT)",
    "CREATE MACRO mix2(x) AS low(xor(x, x >> 13) * 3266489909::UBIGINT)",
    "CREATE MACRO mix3(x) AS xor(x, x >> 16)",
)


def _hashed(rows: str, number: str, salts: Sequence[int], seed: int) -> str:
    """SQL: ``rows`` with the columns ``h0``, ``h1`` …: hashes of 32 bits of the column ``number``."""
    starts = {s: (seed * 1_000_003 + s * 2_654_435_769) % 2**32 for s in salts}
    first = ", ".join(f"mix1(({number} + {start})::UBIGINT) AS h{s}" for s, start in starts.items())
    sql = f"SELECT *, {first} FROM ({rows})"
    for step in ("mix2", "mix3"):
        sql = f"SELECT * REPLACE ({', '.join(f'{step}(h{s}) AS h{s}' for s in salts)}) FROM ({sql})"
    return sql


def _texts(values: Sequence[str]) -> str:
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"


def _pick(values: Sequence[str], hash: str) -> str:
    return f"{_texts(values)}[1 + ({hash} % {len(values)})::INTEGER]"


def _id(number: str, data: Data) -> str:
    return f"'L-' || lpad(({number})::VARCHAR, 7, '0')" if data.text_ids else f"({number})::BIGINT"


def _leads(data: Data) -> str:
    rows = _hashed(f"SELECT range AS n FROM range({data.leads})", "n", range(9), data.seed)
    age = f"(h5 % {2 * _YEAR})"
    domain = (
        f"CASE WHEN h4 % 100 < 22 THEN {_pick(v.FREE_MAIL, '(h4 >> 8)')} "
        f"WHEN h4 % 100 < 24 THEN {_pick(v.COMPETITORS, '(h4 >> 8)')} "
        f"ELSE 'company' || ((h4 >> 7) % {max(1, data.leads // 6)})::VARCHAR || '.example' END"
    )
    columns = {
        "lead_id": _id("n + 1", data),
        "country": f"CASE WHEN h0 % 100 >= 6 THEN {_pick(v.COUNTRIES, '(h0 >> 8)')} END",
        "employees": "CASE WHEN h1 % 100 >= 12 THEN floor(3 * exp(8.5 * (h1 >> 8) / 16777216.0))::INTEGER END",
        "industry": f"CASE WHEN h2 % 100 >= 9 THEN {_pick(v.INDUSTRIES, '(h2 >> 8)')} END",
        "job_title": f"CASE WHEN h3 % 100 >= 15 THEN {_pick(v.JOB_TITLES, '(h3 >> 8)')} END",
        "email": f"CASE WHEN h6 % 100 >= 3 THEN 'person' || n || '@' || {domain} END",
        "source": f"CASE WHEN h6 % 1000 >= 50 THEN {_pick(v.SOURCES, '(h6 >> 12)')} END",
        "created_at": f"make_timestamptz(({int(AS_OF.timestamp())} - {age} // {data.grain} * {data.grain})::BIGINT"
        " * 1000000)",
        "trial_ends": f"CASE WHEN h7 % 100 < 18 THEN DATE '{AS_OF:%Y-%m-%d}' + ((h7 >> 8) % 120)::INTEGER - 60 END",
        "budget": f"CASE WHEN h8 % 100 < 40 THEN {list(v.BUDGETS)}[1 + ((h8 >> 8) % {len(v.BUDGETS)})::INTEGER] END",
        "authority": "CASE WHEN (h8 >> 12) % 100 < 25 THEN 'yes' WHEN (h8 >> 12) % 100 < 55 THEN 'no' END",
        "need": f"CASE WHEN (h7 >> 12) % 100 < 45 THEN {_pick(v.NEEDS, '(h7 >> 20)')} END",
        "is_customer": "CASE WHEN h5 % 100 >= 4 THEN (h5 >> 8) % 100 < 9 END",
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"SELECT {selected} FROM ({rows})"


def _events(data: Data) -> str:
    number = "number" if not data.shuffled else f"number * {_coprime(data.events)} % {data.events}"
    # One event in forty happens to the same lead at the same moment as the one before it.
    rows = f"SELECT n, n - (n > 0 AND (n * 7919 + {data.seed}) % 40 = 0)::BIGINT AS j FROM "
    rows += f"(SELECT {number} AS n FROM numbers)"
    rows = _hashed(_hashed(rows, "j", (0, 1), data.seed), "n", (2, 3, 4), data.seed)
    active = max(1, int(data.leads * _ACTIVE))
    # Ranks are spread over the leads' numbers, so that busy leads do not stand side by side.
    rank = f"least(floor({active} * {_SKEW} * (exp(h0 / 4294967296.0 * {math.log(1 + 1 / _SKEW)!r}) - 1))::BIGINT, "
    rank += f"{active - 1})"
    second = f"floor((j + h1 / 4294967296.0) * {_YEAR / data.events!r})::BIGINT + 1"
    second = f"({second} + {data.grain - 1}) // {data.grain} * {data.grain}"
    start = int(AS_OF.timestamp()) - _YEAR
    rows = (
        f"SELECT *, {rank} * {_coprime(data.leads)} % {data.leads} + 1 AS lead, {start} + {second} AS s, "
        f"h2 % 1000 AS kind FROM ({rows})"
    )
    rows = f"SELECT *, {_type('kind')} AS type FROM ({rows})"
    columns = {
        "lead_id": _id("lead", data),
        "ts": "make_timestamptz(s * 1000000)",
        "type": "type",
        "path": _for(("page_view",), 10, _pick(v.PATHS, "(h4 >> 8)")),
        "title": _for(("content_download", "webinar", "video_watch"), 15, _pick(v.TITLES, "(h4 >> 8)")),
        "form": _for(("form_submit",), 10, _pick(v.FORMS, "(h4 >> 8)")),
        "seconds": _for(("page_view", "webinar", "video_watch", "chat"), 50, _seconds(), "h3"),
        "amount": _for(("purchase", "adjustment"), 20, _amount()),
        "campaign": _for(("email_open", "email_click", "email_reply", "ad_click"), 20, _pick(v.CAMPAIGNS, "(h4 >> 8)")),
        "feature": _for(("feature_used",), 10, _pick(v.FEATURES, "(h4 >> 8)")),
    }
    selected = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"SELECT {selected} FROM ({rows})"


def _type(kind: str) -> str:
    """SQL: the event type of a number below 1,000; frequent types first, so that few branches are tried."""
    branches, below = "", 0
    for name, weight in sorted(v.EVENT_TYPES.items(), key=lambda item: -item[1]):
        below += weight
        branches += f" WHEN {kind} < {below} THEN '{name}'"
    assert below == 1000
    return f"CASE{branches} END"


def _for(types: Sequence[str], missing: int, value: str, hash: str = "h4") -> str:
    """SQL: ``value`` for some types of events; of 1,000 of those so many do not know it."""
    return f"CASE WHEN type IN {_in(types)} AND {hash} % 1000 >= {missing} THEN {value} END"


def _in(types: Sequence[str]) -> str:
    return "(" + ", ".join(f"'{name}'" for name in types) + ")"


def _seconds() -> str:
    """Mostly short; for webinars, videos and chats a little longer."""
    return "floor(2 * exp(6 * (h3 >> 8) / 16777216.0))::INTEGER * CASE WHEN type = 'page_view' THEN 1 ELSE 4 END"


def _amount() -> str:
    """Dollars and cents of a purchase; points that sales gave or took."""
    return (
        "CASE WHEN type = 'purchase' THEN floor(1000 * exp(8 * (h4 >> 8) / 16777216.0)) "
        "ELSE (h4 >> 8) % 6001 - 3000.0 END::DECIMAL(9, 0) * 0.01::DECIMAL(3, 2)"
    )


def _coprime(number: int) -> int:
    """A factor near the golden section of ``number`` that shares no divisor with it."""
    found = max(1, int(number * 0.6180339887))
    while math.gcd(found, number) > 1:
        found += 1
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--leads", type=int, required=True, metavar="N")
    options.add_argument("--events", type=int, required=True, metavar="N")
    options.add_argument("--out", type=Path, required=True, metavar="DIR")
    options.add_argument("--text-ids", action="store_true", help="ids like L-0000123 instead of numbers")
    options.add_argument("--shuffled", action="store_true", help="events in no order, instead of that of time")
    options.add_argument("--seed", type=int, default=1, metavar="N")
    options.add_argument("--grain", type=int, default=1, metavar="S", help="times in whole multiples of S seconds")
    options.add_argument("--threads", type=int, default=None, metavar="N")
    given = options.parse_args(arguments)
    if given.leads < 1 or given.events < 0:
        options.error("there has to be a lead, and no fewer than no events")
    data = Data(given.leads, given.events, given.text_ids, given.shuffled, given.seed, given.grain)
    started = time.perf_counter()
    for file in make(data, given.out, given.threads):
        print(f"{file}: {file.stat().st_size / 1e6:,.0f} MB")
    print(f"{data.leads:,} leads, {data.events:,} events in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
