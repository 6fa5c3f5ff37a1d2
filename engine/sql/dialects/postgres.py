"""PostgreSQL, 12 and later, with ICU (as packages of it are) and a database in UTF-8.

Texts are lowered by ICU's root collation and compared by code points (`COLLATE "C"`): what the database's own collation
makes of them does not matter.
"""

from ..dialect import STANDARD, Dialect


def _millionths(text: str) -> str:
    """Of a written number; null for NaN and infinity, which are larger than any."""
    number = f"ROUND(CAST({text} AS DECIMAL), 6)"
    return f"CASE WHEN ABS({number}) < 1000000000000 THEN CAST({number} * 1000000 AS BIGINT) END"


POSTGRES = Dialect(
    name="postgres",
    title="PostgreSQL",
    functions={
        **STANDARD,
        "wide": "CAST(_0 AS DECIMAL)",
        "wide_quotient": "DIV(_0, _1)",
        "text": "CAST(_0 AS TEXT)",
        "fold": "(LOWER(TRANSLATE(_0, 'İΣς', 'iσσ') COLLATE \"und-x-icu\") COLLATE \"C\")",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_''\"+-]+', ' ', 'g')",
        "contains": "POSITION(_1 IN _0) > 0",
        "ends_with": "RIGHT(_0, LENGTH(_1)) = _1",
        "behind_at": "REVERSE(SPLIT_PART(REVERSE(_0), '@', 1))",
        "month": (
            "CAST(EXTRACT(YEAR FROM CAST('1970-01-01' AS DATE) + CAST(_0 AS INT)) * 12 + "
            "EXTRACT(MONTH FROM CAST('1970-01-01' AS DATE) + CAST(_0 AS INT)) AS BIGINT)"
        ),
        "texts": "ARRAY_REMOVE(ARRAY[_all], NULL)",
        "fired_entry": "CASE WHEN _1 <> 0 THEN JSONB_BUILD_OBJECT('rule', _0, 'points', _1) END",
        "fired": "TO_JSONB(ARRAY_REMOVE(ARRAY[_all], NULL))",
        "no_texts": "CAST(ARRAY[] AS TEXT[])",
        "no_fired": "CAST('[]' AS JSONB)",
        "no_time": "CAST(NULL AS TIMESTAMPTZ)",
        "number_of_number": _millionths("CAST(_0 AS TEXT)"),
        "day_of_date": "CASE WHEN ISFINITE(_0) THEN CAST(_0 - CAST('1970-01-01' AS DATE) AS BIGINT) END",
        "time_of_instant": "CASE WHEN ISFINITE(_0) THEN CAST(EXTRACT(EPOCH FROM _0) * 1000000 AS BIGINT) END",
        "clock_of_timestamp": "CASE WHEN ISFINITE(_0) THEN CAST(EXTRACT(EPOCH FROM _0) * 1000000 AS BIGINT) END",
        "trimmed": "TRIM(_1 FROM _0)",
        "fits": "_0 ~ _1",
        "part": "NULLIF(SPLIT_PART(ARRAY_TO_STRING(REGEXP_MATCH(_0, _1), '|', ''), '|', _2), '')",
        "first_six": "RPAD(LEFT(_0, 6), 6, '0')",
        "number_of_text": _millionths("_0"),
        "number_of_integer": "CASE WHEN _0 BETWEEN -999999999999 AND 999999999999 THEN CAST(_0 AS BIGINT) * 1000000 END",
        "number_of_double": _millionths("CAST(_0 AS TEXT)"),
        "flag_of_number": "CASE _0 WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        "flag_of_integer": "CASE _0 WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        "flag_of_double": "CASE _0 WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
        "text_of_flag": "CASE WHEN _0 THEN 'true' WHEN NOT _0 THEN 'false' END",
        "text_of_integer": "CAST(_0 AS TEXT)",
        "text_of_number": "CAST(TRIM_SCALE(_0) AS TEXT)",
        "text_of_double": "CASE WHEN ABS(_0) < 'Infinity' THEN CAST(TRIM_SCALE(CAST(CAST(_0 AS TEXT) AS DECIMAL)) AS TEXT) END",
        "text_of_date": "CAST(_0 AS TEXT)",
        "text_of_instant": "CAST(_0 AS TEXT)",
        "text_of_clock": "CAST(_0 AS TEXT)",
    },
    as_of="CAST($1 AS TIMESTAMPTZ)",
    how_to_give_as_of="the parameter $1, a timestamptz (PREPARE, \\bind, any driver)",
    has_filter=True,
)
