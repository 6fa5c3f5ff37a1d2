"""Snowflake. Plain names stand without quotes, so that they mean the columns in capitals that tables have."""

from ..dialect import STANDARD, Dialect

SNOWFLAKE = Dialect(
    name="snowflake",
    title="Snowflake",
    functions={
        **STANDARD,
        "quotient": "CAST((_0 - _0 % _1) / _1 AS BIGINT)",
        "wide_quotient": "CAST((_0 - _0 % _1) / _1 AS DECIMAL(38, 0))",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_\\'\"+-]+', ' ')",
        "contains": "CONTAINS(_0, _1)",
        "starts_with": "STARTSWITH(_0, _1)",
        "ends_with": "ENDSWITH(_0, _1)",
        "behind_at": "SPLIT_PART(_0, '@', -1)",
        "month": (
            "YEAR(DATEADD(DAY, _0, CAST('1970-01-01' AS DATE))) * 12 + "
            "MONTH(DATEADD(DAY, _0, CAST('1970-01-01' AS DATE)))"
        ),
        "texts": "ARRAY_CONSTRUCT_COMPACT(_all)",
        "fired_entry": "CASE WHEN _1 <> 0 THEN OBJECT_CONSTRUCT('rule', _0, 'points', _1) END",
        "fired": "ARRAY_CONSTRUCT_COMPACT(_all)",
        "number_of_number": "CAST(TRY_CAST(TO_CHAR(_0) AS DECIMAL(18, 6)) * 1000000 AS BIGINT)",
        "day_of_date": "DATEDIFF(DAY, CAST('1970-01-01' AS DATE), _0)",
        "instant_of_text": "CAST(_0 AS TIMESTAMPTZ)",
        "time_of_instant": "DATE_PART(EPOCH_MICROSECOND, _0)",
        "clock_of_timestamp": "DATE_PART(EPOCH_MICROSECOND, _0)",
    },
    as_of="CAST($as_of AS TIMESTAMPTZ)",
    how_to_give_as_of="a session variable: SET as_of = '2026-01-15 12:00:00 +00:00'",
    names_in_capitals=True,
)
