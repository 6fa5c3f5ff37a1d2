"""DuckDB, 1.3 and later."""

from ..dialect import STANDARD, Dialect

DUCKDB = Dialect(
    name="duckdb",
    title="DuckDB",
    functions={
        **STANDARD,
        "wide": "CAST(_0 AS HUGEINT)",
        "quotient": "_0 // _1",
        "wide_quotient": "_0 // _1",
        "fold": "LOWER(TRANSLATE(_0, 'İΣς', 'iσσ'))",
        "words": "REGEXP_REPLACE(' ' || TRANSLATE(_0, '.,;:/|&()-_''\"+', '               ') || ' ', ' +', ' ', 'g')",
        "contains": "CONTAINS(_0, _1)",
        "ends_with": "SUFFIX(_0, _1)",
        "behind_at": "SPLIT_PART(_0, '@', -1)",
        "month": "DATEDIFF('MONTH', CAST('1970-01-01' AS DATE), CAST('1970-01-01' AS DATE) + CAST(_0 AS INT))",
        "texts": "LIST_FILTER([_all], LAMBDA lw_e : NOT lw_e IS NULL)",
        "fired_entry": "{'rule': _0, 'points': _1}",
        "fired": "LIST_FILTER([_all], LAMBDA lw_e : lw_e.points <> 0)",
        "number_of_number": "CAST(TRY_CAST(CAST(_0 AS TEXT) AS DECIMAL(18, 6)) * 1000000 AS BIGINT)",
        "day_of_date": "CAST(_0 - CAST('1970-01-01' AS DATE) AS BIGINT)",
        "time_of_instant": "EPOCH_US(_0)",
        "clock_of_timestamp": "EPOCH_US(_0)",
    },
    as_of="EPOCH_US(CAST($as_of AS TIMESTAMPTZ))",
    how_to_give_as_of="the parameter $as_of, a text such as '2026-01-15 12:00:00+00'",
    has_filter=True,
)
