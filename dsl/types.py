"""The five types of a field or property, and how their values are held in memory.

Every value is exact: no float survives reading.

| type   | held as                                                            |
| ------ | ------------------------------------------------------------------ |
| text   | ``str``, as found in the data; compared after folding               |
| number | ``int`` millionths (``NUMBER_SCALE``): 12 digits, a point, 6 digits |
| flag   | ``bool``                                                            |
| date   | ``int`` days since 1970-01-01                                       |
| time   | ``int`` microseconds since 1970-01-01T00:00Z                        |

A missing value is ``None``.
"""

from enum import StrEnum

NUMBER_SCALE = 1_000_000
"""A number is held as this many parts of one: six decimals."""

POINT_SCALE = 100
"""Points are held as this many parts of one: integers of hundredths."""

MICROSECONDS_PER_DAY = 86_400_000_000

Value = str | int | bool
"""A known value of any type; which one is told by its field's ``Type``."""


class Type(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    TIME = "time"
