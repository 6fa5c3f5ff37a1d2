"""Spark SQL, 3.5 and later, and Databricks, which writes it alike."""

from dataclasses import replace

from ..dialect import STANDARD, Dialect


def _millionths(text: str) -> str:
    """Of a written number. Its digits are counted after rounding: 12 before the point."""
    number = f"TRY_CAST({text} AS DECIMAL(38, 6))"
    return f"CASE WHEN ABS({number}) < 1000000000000 THEN CAST({number} * 1000000 AS BIGINT) END"


SPARK = Dialect(
    name="spark",
    title="Spark",
    functions={
        **STANDARD,
        "exact_sum": "SUM(CAST(_0 AS DECIMAL(38, 0)))",
        "quotient": "_0 DIV _1",
        "wide_quotient": "_0 DIV _1",
        "text": "CAST(_0 AS STRING)",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_\\'\"+-]+', ' ')",
        "contains": "CONTAINS(_0, _1)",
        "starts_with": "STARTSWITH(_0, _1)",
        "ends_with": "ENDSWITH(_0, _1)",
        "behind_at": "SPLIT_PART(_0, '@', -1)",
        "month": (
            "YEAR(DATE_ADD(CAST('1970-01-01' AS DATE), CAST(_0 AS INT))) * 12 + "
            "MONTH(DATE_ADD(CAST('1970-01-01' AS DATE), CAST(_0 AS INT)))"
        ),
        "texts": "ARRAY_COMPACT(ARRAY(_all))",
        "fired_entry": "STRUCT(_0 AS rule, _1 AS points)",
        "fired": "FILTER(ARRAY(_all), lw_e -> lw_e.points <> 0)",
        "no_texts": "CAST(ARRAY() AS ARRAY<STRING>)",
        "no_fired": "CAST(ARRAY() AS ARRAY<STRUCT<rule: STRING, points: DECIMAL(18, 2)>>)",
        "no_time": "CAST(NULL AS TIMESTAMP)",
        "trimmed": "BTRIM(_0, _1)",
        "number_of_number": _millionths("CAST(_0 AS STRING)"),
        "day_of_date": "CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), _0) AS BIGINT)",
        "instant_of_text": "CAST(_0 AS TIMESTAMP)",
        "time_of_instant": "UNIX_MICROS(_0)",
        "clock_of_timestamp": (
            "DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(_0 AS DATE)) * 86400000000 + HOUR(_0) * 3600000000 + "
            "MINUTE(_0) * 60000000 + CAST(EXTRACT(SECOND FROM _0) * 1000000 AS BIGINT)"
        ),
    },
    as_of="CAST(:as_of AS TIMESTAMP)",
    how_to_give_as_of="the named parameter :as_of: a text such as '2026-01-15 12:00:00+00:00'",
    has_filter=True,
    hidden_in_texts=("${",),
)

DATABRICKS = replace(SPARK, name="databricks", title="Databricks")
