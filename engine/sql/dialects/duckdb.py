"""DuckDB, 1.3 and later."""

from ..dialect import STANDARD, Dialect


def _millionths(text: str) -> str:
    """Of a written number. Its digits are counted after rounding: 12 before the point."""
    number = f"TRY_CAST({text} AS DECIMAL(38, 6))"
    return f"CASE WHEN ABS({number}) < 1000000000000 THEN CAST({number} * 1000000 AS BIGINT) END"


DUCKDB = Dialect(
    name="duckdb",
    title="DuckDB",
    functions={
        **STANDARD,
        "wide": "CAST(_0 AS INT128)",
        "quotient": "_0 // _1",
        "wide_quotient": "_0 // _1",
        "text": "CAST(_0 AS TEXT)",
        "fold": "LOWER(REPLACE(REPLACE(REPLACE(_0, 'İ', 'i'), 'Σ', 'σ'), 'ς', 'σ'))",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_''\"+-]+', ' ', 'g')",
        "contains": "CONTAINS(_0, _1)",
        "ends_with": "SUFFIX(_0, _1)",
        "behind_at": "SPLIT_PART(_0, '@', -1)",
        "month": "DATE_DIFF('MONTH', CAST('1970-01-01' AS DATE), CAST('1970-01-01' AS DATE) + CAST(_0 AS INT))",
        "texts": "LIST_FILTER([_all], LAMBDA lw_e : NOT lw_e IS NULL)",
        "fired_entry": "{'rule': _0, 'points': _1}",
        "fired": "LIST_FILTER([_all], LAMBDA lw_e : lw_e.points <> 0)",
        "no_texts": "CAST([] AS TEXT[])",
        "no_fired": "CAST([] AS STRUCT(rule TEXT, points DECIMAL(18, 2))[])",
        "no_time": "CAST(NULL AS TIMESTAMPTZ)",
        "number_of_number": _millionths("CAST(_0 AS TEXT)"),
        "day_of_date": "CASE WHEN ISFINITE(_0) THEN CAST(_0 - CAST('1970-01-01' AS DATE) AS BIGINT) END",
        "instant_of_text": "CAST(_0 AS TIMESTAMPTZ)",
        "time_of_instant": "CASE WHEN ISFINITE(_0) THEN EPOCH_US(_0) END",
        "clock_of_timestamp": "CASE WHEN ISFINITE(_0) THEN EPOCH_US(_0) END",
    },
    as_of="CAST($as_of AS TIMESTAMPTZ)",
    how_to_give_as_of="the parameter $as_of: a text such as '2026-01-15 12:00:00+00'",
    has_filter=True,
)
