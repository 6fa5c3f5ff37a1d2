"""Trino."""

from ..dialect import STANDARD, Dialect

_MICROSECONDS = (
    "DATE_DIFF('SECOND', CAST('1970-01-01' AS TIMESTAMP(6)), DATE_TRUNC('SECOND', {0})) * 1000000 + "
    "CAST(SUBSTR(CAST({0} AS VARCHAR), -6) AS BIGINT)"
)
"""Microseconds of a TIMESTAMP(6), exactly: Trino counts no finer than milliseconds; the rest is read from its text."""


def _microseconds(timestamp: str) -> str:
    return _MICROSECONDS.format(timestamp)


TRINO = Dialect(
    name="trino",
    title="Trino",
    functions={
        **STANDARD,
        "exact_sum": "SUM(CAST(_0 AS DECIMAL(38, 0)))",
        "wide_quotient": "CAST((_0 - _0 % _1) / _1 AS DECIMAL(38, 0))",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_''\"+-]+', ' ')",
        "contains": "STRPOS(_0, _1) > 0",
        "ends_with": "SUBSTR(_0, -LENGTH(_1)) = _1",
        "behind_at": "ELEMENT_AT(SPLIT(_0, '@'), -1)",
        "month": (
            "YEAR(DATE_ADD('DAY', CAST(_0 AS BIGINT), CAST('1970-01-01' AS DATE))) * 12 + "
            "MONTH(DATE_ADD('DAY', CAST(_0 AS BIGINT), CAST('1970-01-01' AS DATE)))"
        ),
        "texts": "FILTER(ARRAY[_all], lw_e -> NOT lw_e IS NULL)",
        "fired_entry": "CAST(ROW(_0, _1) AS ROW(rule VARCHAR, points DECIMAL(18, 2)))",
        "fired": "FILTER(ARRAY[_all], lw_e -> lw_e.points <> 0)",
        "trimmed": "TRIM(BOTH _1 FROM _0)",
        "number_of_number": "CAST(TRY_CAST(CAST(_0 AS VARCHAR) AS DECIMAL(18, 6)) * 1000000 AS BIGINT)",
        "day_of_date": "DATE_DIFF('DAY', CAST('1970-01-01' AS DATE), _0)",
        "instant_of_text": "CAST(_0 AS TIMESTAMP(6) WITH TIME ZONE)",
        "time_of_instant": _microseconds("CAST(AT_TIMEZONE(_0, 'UTC') AS TIMESTAMP(6))"),
        "clock_of_timestamp": _microseconds("CAST(_0 AS TIMESTAMP(6))"),
    },
    as_of="CAST(? AS TIMESTAMP(6) WITH TIME ZONE)",
    how_to_give_as_of="the one parameter ? of a prepared statement: a text such as '2026-01-15 12:00:00 UTC'",
    as_of_text="2026-01-15 12:00:00 UTC",
    has_filter=True,
)
