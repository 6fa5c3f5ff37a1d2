"""One lead, now: ``python -m leadwright.benchmarks.one_lead --leads F --events F``. Prints JSON.

Leads of about 50 events each, as plain Python data, scored one by one by the model of 62 rules: milliseconds a lead.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from . import subject
from .models import MODEL
from .vocabulary import AS_OF

_Lead = tuple[Mapping[str, Any], list[Mapping[str, Any]]]


def leads_of(leads: Path, events: Path, least: int, most: int, limit: int) -> list[_Lead]:
    """Leads with so many events, and these, as plain data without what is missing."""
    with duckdb.connect() as database:
        database.execute("SET TimeZone = 'UTC'")
        database.execute(
            f"CREATE TEMP TABLE chosen AS SELECT lead_id FROM '{events}' GROUP BY lead_id "
            f"HAVING count(*) BETWEEN {least} AND {most} ORDER BY lead_id LIMIT {limit}"
        )
        found: dict[Any, _Lead] = {}
        for row in _rows(database, f"SELECT * FROM '{leads}' SEMI JOIN chosen USING (lead_id) ORDER BY lead_id"):
            found[row["lead_id"]] = (row, [])
        for row in _rows(database, f"SELECT * FROM '{events}' SEMI JOIN chosen USING (lead_id) ORDER BY ts"):
            found[row["lead_id"]][1].append(row)
    return list(found.values())


def _rows(database: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    result = database.execute(sql)
    names = [column[0] for column in result.description or ()]
    return [{n: x for n, x in zip(names, row, strict=True) if x is not None} for row in result.fetchall()]


def measured(leads: Sequence[_Lead]) -> dict[str, float]:
    """Milliseconds a lead: the median; with the explanation; and the one of a hundred that takes longest."""
    scorer = subject.scorer(MODEL)
    for lead, events in leads[:20]:
        scorer.score_one(lead, events, AS_OF)
    alone = _each(leads, lambda lead, events: scorer.score_one(lead, events, AS_OF))
    explained = _each(leads, lambda lead, events: scorer.score_one(lead, events, AS_OF).explanation())
    return {
        "leads": len(leads),
        "events": statistics.mean(len(events) for _, events in leads),
        "score": statistics.median(alone),
        "score, slowest of 100": sorted(alone)[-1 - len(alone) // 100],
        "explained": statistics.median(explained),
    }


def _each(leads: Sequence[_Lead], work: Callable[[Mapping[str, Any], list[Mapping[str, Any]]], object]) -> list[float]:
    taken: list[float] = []
    for lead, events in leads:
        started = time.perf_counter()
        work(lead, events)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--leads", type=Path, required=True, metavar="F")
    options.add_argument("--events", type=Path, required=True, metavar="F")
    options.add_argument("--limit", type=int, default=1000, metavar="N", help="so many leads")
    given = options.parse_args(arguments)
    print(json.dumps(measured(leads_of(given.leads, given.events, 45, 55, given.limit))))


if __name__ == "__main__":
    main()
