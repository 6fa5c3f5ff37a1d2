"""The dialects: one file each, with what it writes in its own way."""

from collections.abc import Mapping

from ..dialect import Dialect
from .duckdb import DUCKDB

DIALECTS: Mapping[str, Dialect] = {dialect.name: dialect for dialect in (DUCKDB,)}
