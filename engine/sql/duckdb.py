"""DuckDB as an executor: in process, and out of core where memory ends."""

from collections.abc import Sequence

import duckdb

from ...dsl import model as m
from ..evaluate import Result
from ..plan import plan_of
from ..records import Lead
from .dialects.duckdb import DUCKDB
from .statement import Options, statement
from .typed import EVENTS_TABLE, LEADS_TABLE, result_of, typed_inputs, typed_tables


def score_leads(model: m.Model, leads: Sequence[Lead], as_of: int) -> list[Result]:
    """Leads in memory, scored by DuckDB. Raises UnsupportedError for what SQL cannot do."""
    plan = plan_of(model)
    sql = DUCKDB.text_of(statement(plan, DUCKDB, typed_inputs(plan), Options(as_of)), pretty=False)
    of_leads, of_events = typed_tables(plan, leads)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.register(LEADS_TABLE, of_leads)
        connection.register(EVENTS_TABLE, of_events)
        rows = connection.sql(sql).to_arrow_table().to_pylist()
    found = {row["lead_id"]: row for row in rows}
    return [result_of(plan, lead, found[number]) for number, lead in enumerate(leads)]
