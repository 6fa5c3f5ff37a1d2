"""Leads that SQL leaves open, finished by the columnar engine where Spark's workers run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

import pyarrow as pa

from ...result_columns import Kind, columns_of, schema_of_results
from ..unfinished import Finisher

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_LEADS_AT_ONCE = 2_000
_PART = "lw_part"
_TYPES = {
    Kind.ID: "STRING",
    Kind.POINTS: "DECIMAL(18, 2)",
    Kind.TEXT: "STRING",
    Kind.TIME: "TIMESTAMP",
    Kind.TEXTS: "ARRAY<STRING>",
    Kind.FIRED: "ARRAY<STRUCT<rule: STRING, points: DECIMAL(18, 2)>>",
}


def finished(
    finisher: Finisher, results: "DataFrame", still: str, leads: "DataFrame", events: "DataFrame"
) -> "DataFrame | None":
    """The results, with those of which ``still`` is true replaced; None if there are none. Raises what Spark raises."""
    count = results.filter(still).count()
    if not count:
        return None
    parts = -(-count // _LEADS_AT_ONCE)
    chosen = results.filter(still).selectExpr("r0 AS lw_open")
    of_leads = leads.join(chosen, leads["lead"] == chosen["lw_open"]).drop("lw_open", "lw_row")
    of_events = events.join(chosen, events["lead"] == chosen["lw_open"]).drop("lw_open")
    part = f"PMOD(HASH(lead), {parts}) AS {_PART}"
    cogrouped = of_leads.selectExpr("*", part).groupBy(_PART).cogroup(of_events.selectExpr("*", part).groupBy(_PART))
    columns = columns_of(finisher.model)
    schema = pa.schema([pa.field(f"r{n}", field.type) for n, field in enumerate(schema_of_results(columns))])

    def score(some: pa.Table, theirs: pa.Table) -> pa.Table:
        found = finisher.results(_whole(some), _whole(theirs))
        return pa.Table.from_batches([pa.RecordBatch.from_arrays(found.columns, schema=schema)])

    types = ", ".join(f"r{n} {_TYPES[column.kind]}" for n, column in enumerate(columns))
    with catch_warnings():
        simplefilter("ignore", FutureWarning)  # of pandas, which has no part in it
        replaced = cogrouped.applyInArrow(score, types)
    return results.filter(f"NOT COALESCE({still}, FALSE)").unionAll(replaced)


def _whole(table: pa.Table) -> pa.RecordBatch:
    batches: Iterator[pa.RecordBatch] = iter(table.combine_chunks().to_batches())
    empty = pa.RecordBatch.from_arrays([pa.array([], field.type) for field in table.schema], schema=table.schema)
    return next(batches, empty)
