"""Sources that Spark alone reads: files behind a URL, and tables of its catalogue."""

import re

from .postgres import is_postgres

TABLE = "table:"
"""What stands before the name of a table of Spark's catalogue."""
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_elsewhere(source: str) -> bool:
    """Whether a source is a URL (``s3a://bucket/leads/*.parquet``) or a table (``table:crm.leads``) for Spark.

    >>> is_elsewhere("s3a://bucket/leads.parquet"), is_elsewhere("data/leads.csv")
    (True, False)
    """
    return source.startswith(TABLE) or (_URL.match(source) is not None and not is_postgres(source))
