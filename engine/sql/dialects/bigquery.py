"""BigQuery (GoogleSQL)."""

from ..dialect import STANDARD, Dialect

BIGQUERY = Dialect(
    name="bigquery",
    title="BigQuery",
    functions={
        **STANDARD,
        "integer": "CAST(_0 AS INT64)",
        "wide": "CAST(_0 AS BIGNUMERIC)",
        "exact_sum": "SUM(CAST(_0 AS BIGNUMERIC))",
        "quotient": "DIV(_0, _1)",
        "wide_quotient": "DIV(_0, _1)",
        "points": "CAST(_0 AS NUMERIC) * CAST('0.01' AS NUMERIC)",
        "text": "CAST(_0 AS STRING)",
        "flag": "CAST(_0 AS BOOL)",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_\\'\"+-]+', ' ')",
        "contains": "INSTR(_0, _1) > 0",
        "ends_with": "ENDS_WITH(_0, _1)",
        "matches": "_0 LIKE _1",
        "behind_at": "ARRAY_REVERSE(SPLIT(_0, '@'))[OFFSET(0)]",
        "month": ("EXTRACT(YEAR FROM DATE_FROM_UNIX_DATE(_0)) * 12 + EXTRACT(MONTH FROM DATE_FROM_UNIX_DATE(_0))"),
        "texts": (
            "ARRAY(SELECT lw_e FROM UNNEST([_all]) AS lw_e WITH OFFSET AS lw_o WHERE NOT lw_e IS NULL ORDER BY lw_o)"
        ),
        "fired_entry": "STRUCT(_0 AS rule, _1 AS points)",
        "fired": (
            "ARRAY(SELECT AS STRUCT lw_e.rule, lw_e.points FROM UNNEST([_all]) AS lw_e WITH OFFSET AS lw_o "
            "WHERE lw_e.points <> 0 ORDER BY lw_o)"
        ),
        "number_of_number": (
            "CASE WHEN ABS(ROUND(SAFE_CAST(CAST(_0 AS STRING) AS BIGNUMERIC), 6)) < 1000000000000 "
            "THEN CAST(ROUND(SAFE_CAST(CAST(_0 AS STRING) AS BIGNUMERIC), 6) * 1000000 AS INT64) END"
        ),
        "day_of_date": "UNIX_DATE(_0)",
        "instant_of_text": "CAST(_0 AS TIMESTAMP)",
        "time_of_instant": "UNIX_MICROS(_0)",
        "clock_of_timestamp": "UNIX_MICROS(TIMESTAMP(_0))",
    },
    as_of="@as_of",
    how_to_give_as_of="the query parameter @as_of, a TIMESTAMP",
    like_escape="\\",
)
