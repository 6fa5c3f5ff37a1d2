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
        "number_of_number": _millionths("CAST(_0 AS STRING)"),
        "day_of_date": "CAST(DATEDIFF(DAY, CAST('1970-01-01' AS DATE), _0) AS BIGINT)",
        "time_of_instant": "UNIX_MICROS(_0)",
        "clock_of_timestamp": (
            "DATEDIFF(DAY, CAST('1970-01-01' AS DATE), CAST(_0 AS DATE)) * 86400000000 + HOUR(_0) * 3600000000 + "
            "MINUTE(_0) * 60000000 + CAST(EXTRACT(SECOND FROM _0) * 1000000 AS BIGINT)"
        ),
        "trimmed": "BTRIM(_0, _1)",
        "fits": "_0 RLIKE _1",
        "part": "NULLIF(REGEXP_EXTRACT(_0, _1, _2), '')",
        "first_six": "RPAD(LEFT(_0, 6), 6, '0')",
        "number_of_text": _millionths("_0"),
        "number_of_integer": "CASE WHEN _0 BETWEEN -999999999999 AND 999999999999 THEN CAST(_0 AS BIGINT) * 1000000 END",
        "number_of_double": _millionths("CAST(_0 AS STRING)"),
        "flag_of_number": "CASE _0 WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        "flag_of_integer": "CASE _0 WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        "flag_of_double": "CASE _0 WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        "text_of_flag": "CASE WHEN _0 THEN 'true' WHEN NOT _0 THEN 'false' END",
        "text_of_integer": "CAST(_0 AS STRING)",
        "text_of_date": "CAST(_0 AS STRING)",
        "text_of_instant": "CAST(_0 AS STRING)",
        "text_of_clock": "CAST(_0 AS STRING)",
    },
    as_of="CAST(:as_of AS TIMESTAMP)",
    how_to_give_as_of="the named parameter :as_of: a text such as '2026-01-15 12:00:00+00:00'",
    has_filter=True,
    hidden_in_texts=("${",),
)

DATABRICKS = replace(
    SPARK,
    name="databricks",
    title="Databricks",
    functions={**SPARK.functions, "fits": "REGEXP_LIKE(_0, _1)"},
)
