"""Amazon Redshift. It has no lists that could be filtered: `segments` and `fired` are texts, parted by `; `."""

from ..dialect import STANDARD, Dialect

REDSHIFT = Dialect(
    name="redshift",
    title="Redshift",
    functions={
        **STANDARD,
        "wide_quotient": "CAST((_0 - _0 % _1) / _1 AS DECIMAL(38, 0))",
        "text": "CAST(_0 AS VARCHAR(MAX))",
        "words": "REGEXP_REPLACE(' ' || _0 || ' ', '[ .,;:/|&()_\\'\"+-]+', ' ')",
        "contains": "POSITION(_1 IN _0) > 0",
        "starts_with": "LEFT(_0, LENGTH(_1)) = _1",
        "ends_with": "RIGHT(_0, LENGTH(_1)) = _1",
        "behind_at": "REVERSE(SPLIT_PART(REVERSE(_0), '@', 1))",
        "month": (
            "EXTRACT(YEAR FROM DATEADD(DAY, CAST(_0 AS INTEGER), CAST('1970-01-01' AS DATE))) * 12 + "
            "EXTRACT(MONTH FROM DATEADD(DAY, CAST(_0 AS INTEGER), CAST('1970-01-01' AS DATE)))"
        ),
        "texts_entry": "COALESCE(_0 || '; ', '')",
        "texts": "TRIM(TRAILING '; ' FROM _0)",
        "fired_entry": "CASE WHEN _1 <> 0 THEN _0 || ' ' || CAST(_1 AS VARCHAR) || '; ' ELSE '' END",
        "fired": "TRIM(TRAILING '; ' FROM _0)",
        "trimmed": "TRIM(BOTH _1 FROM _0)",
        "number_of_number": "CAST(TRY_CAST(CAST(_0 AS VARCHAR) AS DECIMAL(18, 6)) * 1000000 AS BIGINT)",
        "day_of_date": "DATEDIFF(DAY, CAST('1970-01-01' AS DATE), _0)",
        "instant_of_text": "CAST(_0 AS TIMESTAMP)",
        "time_of_instant": "DATEDIFF(MICROSECOND, CAST('1970-01-01' AS TIMESTAMP), CAST(_0 AS TIMESTAMP))",
        "clock_of_timestamp": "DATEDIFF(MICROSECOND, CAST('1970-01-01' AS TIMESTAMP), _0)",
    },
    as_of="CAST($1 AS TIMESTAMP)",
    how_to_give_as_of="the parameter $1 of a prepared statement, a timestamp in UTC",
    as_of_text="2026-01-15 12:00:00",
    lists=False,
    notes=("Run it with the session's time zone UTC, which is the default (SET timezone TO 'UTC').",),
)
