"""Leads in memory, scored by Spark."""

from collections.abc import Sequence

import pyarrow as pa

from ....dsl import model as m
from ...evaluate import Result
from ...plan import plan_of
from ...project import SparkSettings
from ...records import Lead
from ..dialects.spark import SPARK
from ..statement import Options, statement
from ..typed import EVENTS_TABLE, LEADS_TABLE, result_of, typed_inputs, typed_tables
from .session import session

_NO_SETTINGS = SparkSettings()
_FOR_A_FEW = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""A few leads are scored sooner than a program is compiled for it."""


def score_leads(
    model: m.Model, leads: Sequence[Lead], as_of: int, settings: SparkSettings = _NO_SETTINGS
) -> list[Result]:
    """Leads in memory, scored by Spark. Raises UnsupportedError for what SQL cannot do."""
    plan = plan_of(model)
    options = Options(as_of, complete=True)
    sql = SPARK.text_of(statement(plan, SPARK, typed_inputs(plan), options), pretty=False)
    spark = session(settings)
    for key, value in _FOR_A_FEW.items():
        spark.conf.set(key, value)
    for name, table in zip((LEADS_TABLE, EVENTS_TABLE), typed_tables(plan, leads), strict=True):
        spark.createDataFrame(pa.Table.from_batches([table])).createOrReplaceTempView(name)
    rows = spark.sql(sql).toArrow().to_pylist()
    groups = [group.name for group in model.groups]
    found = {row["lead_id"]: tuple(row.values()) for row in rows}
    return [result_of(lead, groups, found[number]) for number, lead in enumerate(leads)]
