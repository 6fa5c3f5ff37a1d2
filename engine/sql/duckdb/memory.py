"""Leads in memory, scored by DuckDB."""

from collections.abc import Sequence

import duckdb

from ....dsl import model as m
from ...evaluate import Result
from ...plan import plan_of
from ...records import Lead
from ..dialects.duckdb import DUCKDB
from ..statement import Options, statement
from ..typed import EVENTS_TABLE, LEADS_TABLE, result_of, typed_inputs, typed_tables


def score_leads(model: m.Model, leads: Sequence[Lead], as_of: int) -> list[Result]:
    """Leads in memory, scored by DuckDB. Raises UnsupportedError for what SQL cannot do."""
    plan = plan_of(model)
    options = Options(as_of, complete=True)
    sql = DUCKDB.text_of(statement(plan, DUCKDB, typed_inputs(plan), options), pretty=False)
    of_leads, of_events = typed_tables(plan, leads)
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        connection.register(LEADS_TABLE, of_leads)
        connection.register(EVENTS_TABLE, of_events)
        found = {row[0]: row for row in connection.execute(sql).fetchall()}
    groups = [group.name for group in model.groups]
    return [result_of(lead, groups, found[number]) for number, lead in enumerate(leads)]
