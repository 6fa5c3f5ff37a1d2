"""The dialects: one file each, with what it writes in its own way."""

from collections.abc import Mapping

from ..dialect import Dialect
from .bigquery import BIGQUERY
from .clickhouse import CLICKHOUSE
from .duckdb import DUCKDB
from .postgres import POSTGRES
from .redshift import REDSHIFT
from .snowflake import SNOWFLAKE
from .spark import DATABRICKS, SPARK
from .trino import TRINO

DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect
    for dialect in (DUCKDB, SPARK, POSTGRES, SNOWFLAKE, BIGQUERY, DATABRICKS, REDSHIFT, TRINO, CLICKHOUSE)
}
