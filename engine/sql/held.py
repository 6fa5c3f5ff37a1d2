"""How the columns of people's data hold values: what decides in which way SQL reads them."""

from collections.abc import Mapping
from enum import StrEnum

from ..table import Column


class Held(StrEnum):
    """How a column holds its values, told by the name of its type."""

    TEXT = "text"
    WHOLE = "whole"
    """Whole numbers of at most 64 bits."""
    DECIMAL = "decimal"
    """Other exact numbers."""
    DOUBLE = "double"
    """Binary floating point of 64 bits."""
    FLAG = "flag"
    DATE = "date"
    INSTANT = "instant"
    CLOCK = "clock"
    """Timestamps without a zone."""
    OTHER = "other"
    """Whatever else: what it is written as counts."""


_BY_NAME: Mapping[str, Held] = {
    "VARCHAR": Held.TEXT,
    "DOUBLE": Held.DOUBLE,
    "BOOLEAN": Held.FLAG,
    "DATE": Held.DATE,
    "TIMESTAMP": Held.CLOCK,
    "TIMESTAMP WITH TIME ZONE": Held.INSTANT,
    "HUGEINT": Held.DECIMAL,
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), Held.WHOLE),
}


def held_as(column: Column) -> Held:
    """How a column of a source holds its values."""
    if column.type.startswith("DECIMAL"):
        return Held.DECIMAL
    return _BY_NAME.get(column.type, Held.OTHER)
