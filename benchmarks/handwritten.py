"""Score by SQL that was written by hand: ``python -m leadwright.benchmarks.handwritten --leads F --events F --out F``.

``handwritten/`` holds the SQL for ``model.lead``: what the engines are measured against. ``branches.sql`` is the faster
way to the metrics, ``one_pass.sql`` the plain one; the results are equal.
"""

import argparse
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from ..dsl.types import MICROSECONDS_PER_DAY
from .vocabulary import AS_OF

FOLDER = Path(__file__).parent / "handwritten"
WAYS = ("branches", "one_pass")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def statements(leads: Path, events: Path, out: Path, as_of: datetime, way: str = WAYS[0], fired: bool = False) -> str:
    """The SQL that reads ``leads`` and ``events`` and writes ``out``, all Parquet.

    ``fired``: also the list of rules that gave points, which is a third more work.
    """
    names, metrics, points = ((FOLDER / f"{name}.sql").read_text("utf-8") for name in ("names", way, "points"))
    sql = f"{names}\nCOPY (\n{metrics}\n{points}) TO '{out}' (FORMAT parquet);\n"
    moment = (as_of - _EPOCH).days * MICROSECONDS_PER_DAY + (as_of - _EPOCH).seconds * 1_000_000
    places = {"leads": leads, "events": events, "as_of": moment, "fired": _fired(points) if fired else ""}
    return re.sub(r"\{(leads|events|as_of|fired)\}", lambda found: str(places[found[1]]), sql)


def _fired(points: str) -> str:
    """SQL: the rules that gave points, in the order of the model."""
    rules = points[points.index("rules AS (") : points.index("inner_groups AS (")]
    names = re.findall(r"AS (\w+)(?:,|$)(?=\s)", rules, re.M)
    pairs = ", ".join(f"{{'rule': '{name}', 'points': {name}}}" for name in names if name != "rules")
    shown = "lambda rule: {'rule': rule.rule, 'points': points(rule.points)}"
    return f", list_transform(list_filter([{pairs}], lambda rule: rule.points <> 0), {shown}) AS fired"


def run(sql: str, threads: int | None = None, memory: str | None = None) -> None:
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        if threads is not None:
            database.execute(f"SET threads = {threads}")
        if memory is not None:
            database.execute(f"SET memory_limit = '{memory}'")
        database.execute(sql)


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--leads", type=Path, required=True, metavar="F")
    options.add_argument("--events", type=Path, required=True, metavar="F")
    options.add_argument("--out", type=Path, required=True, metavar="F")
    options.add_argument("--as-of", type=datetime.fromisoformat, default=AS_OF, metavar="TIME")
    options.add_argument("--way", choices=WAYS, default=WAYS[0])
    options.add_argument("--fired", action="store_true", help="also the list of rules that gave points")
    options.add_argument("--threads", type=int, default=None, metavar="N")
    options.add_argument("--memory", default=None, metavar="SIZE", help="DuckDB's limit, like 4GB")
    given = options.parse_args(arguments)
    as_of = given.as_of if given.as_of.tzinfo else given.as_of.replace(tzinfo=UTC)
    run(statements(given.leads, given.events, given.out, as_of, given.way, given.fired), given.threads, given.memory)


if __name__ == "__main__":
    main()
