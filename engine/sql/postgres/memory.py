"""Leads in memory, scored by Postgres."""

from collections.abc import Sequence

from ....dsl import model as m
from ...evaluate import Result
from ...plan import plan_of
from ...postgres import Postgres
from ...records import Lead
from ..dialects.postgres import POSTGRES
from ..statement import Options, statement
from ..typed import result_of, typed_inputs
from .tables import Session, create_typed


def score_leads(database: Postgres, model: m.Model, leads: Sequence[Lead], as_of: int) -> list[Result]:
    """Leads in memory, scored by Postgres. Raises UnsupportedError for what SQL cannot do."""
    plan = plan_of(model)
    sql = POSTGRES.text_of(statement(plan, POSTGRES, typed_inputs(plan), Options(as_of, complete=True)), pretty=False)
    create_typed(Session(database), plan, leads)
    found = {row[0]: row for row in database.execute(sql)}
    groups = [group.name for group in model.groups]
    return [result_of(lead, groups, found[number]) for number, lead in enumerate(leads)]
