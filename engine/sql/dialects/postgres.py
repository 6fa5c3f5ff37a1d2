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
        "trimmed": "TRIM(_1 FROM _0)",
        "number_of_number": _millionths("CAST(_0 AS TEXT)"),
        "day_of_date": "CASE WHEN ISFINITE(_0) THEN CAST(_0 - CAST('1970-01-01' AS DATE) AS BIGINT) END",
        "instant_of_text": "CAST(_0 AS TIMESTAMPTZ)",
        "time_of_instant": "CASE WHEN ISFINITE(_0) THEN CAST(EXTRACT(EPOCH FROM _0) * 1000000 AS BIGINT) END",
        "clock_of_timestamp": "CASE WHEN ISFINITE(_0) THEN CAST(EXTRACT(EPOCH FROM _0) * 1000000 AS BIGINT) END",
    },
    as_of="CAST($1 AS TIMESTAMPTZ)",
    how_to_give_as_of="the parameter $1, a timestamptz (PREPARE, \\bind, any driver)",
    has_filter=True,
)
