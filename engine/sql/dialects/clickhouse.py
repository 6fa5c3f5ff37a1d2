"""ClickHouse, of a version that can work out a step once however many others read it (26.9 can).

`join_use_nulls` makes what a LEFT JOIN does not find null, which it is everywhere else.
"""

from ..dialect import STANDARD, Dialect

CLICKHOUSE = Dialect(
    name="clickhouse",
    title="ClickHouse",
    functions={
        **STANDARD,
        "integer": "CAST(_0 AS Nullable(Int64))",
        "wide": "toInt256(_0)",
        "exact_sum": "SUM(toInt256(_0))",
        "quotient": "intDiv(_0, _1)",
        "wide_quotient": "intDiv(_0, _1)",
        "points": "toDecimal128(_0, 2) / 100",
        "count": "toInt64(COUNT(_0))",
        "text": "CAST(_0 AS Nullable(String))",
        "flag": "CAST(_0 AS Nullable(Bool))",
        "fold": "lowerUTF8(translateUTF8(_0, 'İΣς', 'iσσ'))",
        "words": ("replaceRegexpAll(' ' || _0 || ' ', '[ .,;:/|&()_''\"+-]+', ' ')"),
        "contains": "POSITION(_0, _1) > 0",
        "starts_with": "startsWith(_0, _1)",
        "ends_with": "endsWith(_0, _1)",
        "matches": "_0 LIKE _1",
        "behind_at": "splitByString('@', _0)[-1]",
        "month": (
            "toInt64(toYear(addDays(toDate32('1970-01-01'), _0))) * 12 + "
            "toInt64(toMonth(addDays(toDate32('1970-01-01'), _0)))"
        ),
        "texts": "arrayFilter(lw_e -> NOT (lw_e IS NULL), [_all])",
        "fired_entry": "tuple(_0, _1)",
        "fired": "arrayFilter(lw_e -> lw_e.2 <> 0, [_all])",
        "trimmed": "TRIM(BOTH _1 FROM _0)",
        "no_texts": "CAST([] AS Array(String))",
        "no_fired": "CAST([] AS Array(Tuple(String, Decimal(38, 2))))",
        "no_time": "CAST(NULL AS Nullable(DateTime64(6, 'UTC')))",
        "number_of_number": (
            "CASE WHEN abs(round(toDecimal256OrNull(toString(_0), 20), 6)) < 1000000000000 "
            "THEN CAST(round(toDecimal256OrNull(toString(_0), 20), 6) * 1000000 AS Nullable(Int64)) END"
        ),
        "day_of_date": "toInt64(toDate32(_0))",
        "instant_of_text": "toDateTime64(_0, 6, 'UTC')",
        "time_of_instant": "toUnixTimestamp64Micro(toDateTime64(_0, 6, 'UTC'))",
        "clock_of_timestamp": "toUnixTimestamp64Micro(toDateTime64(_0, 6, 'UTC'))",
    },
    as_of="{as_of: DateTime64(6, 'UTC')}",
    how_to_give_as_of="the query parameter {as_of:DateTime64(6, 'UTC')} (--param_as_of='2026-01-15 12:00:00')",
    as_of_text="2026-01-15 12:00:00",
    keeps_case=True,
    ending="SETTINGS join_use_nulls = 1, enable_materialized_cte = 1, max_expanded_ast_elements = 50000000",
    materializes=True,
    has_unsigned_literals=True,
    like_escape="\\",
)
