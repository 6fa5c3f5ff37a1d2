"""How DuckDB reads raw values: macros, so that the statements stay short."""

from ..dialects.duckdb import DUCKDB
from ..typed_columns import Reading

_DIGITS = "([0-9]+([.][0-9]*)?|[.][0-9]+)"
_STRICT = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,6})?)?"
"""The notation that almost all times are in, which DuckDB reads as it is."""
_ANY = (
    "^([0-9]{4})-([0-9]{2})-([0-9]{2})"
    "(?:[Tt ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    " ?([Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$"
)

MACROS = (
    # Digits are counted after rounding: 12 before the point.
    "lw_bounded(n) AS CASE WHEN abs(n) < 1000000000000 THEN CAST(n * 1000000 AS BIGINT) END",
    f"""
    lw_number(s) AS CASE
        WHEN regexp_full_match(s, '[+-]?{_DIGITS}([eE][+-]?0*[0-9]{{1,3}})?')
            THEN lw_bounded(TRY_CAST(s AS DECIMAL(38, 6)))
        WHEN regexp_full_match(s, '[+-]?(0+([.]0*)?|[.]0+)[eE][+-]?[0-9]+')
            OR regexp_full_match(s, '[+-]?{_DIGITS}[eE]-[0-9]+') THEN 0
    END
    """,
    "lw_whole(s) AS CAST(coalesce(nullif(s, ''), '0') AS BIGINT)",
    # Of an offset its minutes; null if there is no such offset.
    """
    lw_away(z) AS CASE
        WHEN z IN ('', 'Z', 'z', 'UTC') THEN 0
        WHEN z[2:3] > '23' OR rpad(replace(z, ':', '')[4:5], 2, '0') > '59' THEN NULL
        ELSE (CAST(z[2:3] AS BIGINT) * 60 + lw_whole(replace(z, ':', '')[4:5])) * CASE z[1] WHEN '-' THEN -1 ELSE 1 END
    END
    """,
    """
    lw_parts(p) AS CASE
        WHEN p.y > '0000' AND lw_whole(p.h) < 24 AND lw_whole(p.i) < 60 AND lw_whole(p.s) < 60
        THEN (TRY_CAST(p.y || '-' || p.m || '-' || p.d AS DATE) - DATE '1970-01-01') * 86400000000
            + ((lw_whole(p.h) * 60 + lw_whole(p.i) - lw_away(p.z)) * 60 + lw_whole(p.s)) * 1000000
            + lw_whole(rpad(p.f[1:6], 6, '0'))
    END
    """,
    f"""
    lw_clock(s) AS CASE
        WHEN regexp_full_match(s, '{_STRICT}Z?') AND s >= '0001'
            THEN epoch_us(TRY_CAST(rtrim(s, 'Z') AS TIMESTAMP))
        WHEN s IS NOT NULL THEN lw_parts(regexp_extract(s, '{_ANY}', ['y', 'm', 'd', 'h', 'i', 's', 'f', 'z']))
    END
    """,
)
"""To be created once a connection, before anything is read."""

_KEY_OF_DECIMAL = "CASE WHEN contains(_0::VARCHAR, '.') THEN rtrim(rtrim(_0::VARCHAR, '0'), '.') ELSE _0::VARCHAR END"
_IS_WHOLE = "isfinite(_0) AND _0 = trunc(_0) AND abs(_0) < 1e15"

DUCKDB_READING = Reading(
    DUCKDB,
    {
        "text_of_text": "_0",
        "text_of_flag": "_0::VARCHAR",
        "text_of_whole": "_0::VARCHAR",
        "text_of_decimal": "_0::VARCHAR",
        "text_of_double": (
            f"CASE WHEN {_IS_WHOLE} THEN _0::BIGINT::VARCHAR WHEN contains(_0::VARCHAR, 'e+') "
            "THEN coalesce(TRY_CAST(_0::VARCHAR AS DECIMAL(38, 0))::VARCHAR, _0::VARCHAR) "
            "WHEN contains(_0::VARCHAR, 'e-') THEN rtrim(TRY_CAST(_0::VARCHAR AS DECIMAL(38, 37))::VARCHAR, '0') "
            "ELSE _0::VARCHAR END"
        ),
        "text_of_date": "_0::VARCHAR",
        "text_of_clock": "_0::VARCHAR",
        "text_of_instant": "_0::VARCHAR",
        "text_of_other": "_0::VARCHAR",
        "trimmed": "trim(_0, _1)",
        "number_of_text": "lw_number(_0)",
        "number_of_whole": "CASE WHEN _0 BETWEEN -999999999999 AND 999999999999 THEN _0::BIGINT * 1000000 END",
        "number_of_decimal": "lw_bounded(TRY_CAST(_0 AS DECIMAL(38, 6)))",
        "number_of_double": "lw_bounded(TRY_CAST(_0::VARCHAR AS DECIMAL(38, 6)))",
        "known_double": "CASE WHEN isfinite(_0) THEN _0 END",
        "known_decimal": "_0",
        "known_date": "CASE WHEN isfinite(_0) THEN _0 END",
        "known_clock": "CASE WHEN isfinite(_0) THEN _0 END",
        "known_instant": "CASE WHEN isfinite(_0) THEN _0 END",
        "not_a_number": "coalesce(regexp_full_match(lower(_0), '[+-]?(nan|inf|infinity)'), false)",
        "flag_of_text": (
            "CASE WHEN lower(_0) IN ('true', 'yes', 't', 'y', '1') THEN true "
            "WHEN lower(_0) IN ('false', 'no', 'f', 'n', '0') THEN false END"
        ),
        "flag_of_number": "CASE WHEN _0 = 1 THEN true WHEN _0 = 0 THEN false END",
        "clock_of_text": "lw_clock(_0)",
        "is_instant_of_text": "coalesce(regexp_matches(_0[11:], '(Z|z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$'), false)",
        "clock_of_date": "CAST(_0 - DATE '1970-01-01' AS BIGINT) * 86400000000",
        "clock_of_clock": "epoch_us(_0)",
        "clock_of_instant": "epoch_us(_0)",
        "key_of_double": f"CASE WHEN {_IS_WHOLE} THEN _0::BIGINT::VARCHAR ELSE _0::VARCHAR END",
        "key_of_decimal": _KEY_OF_DECIMAL,
    },
)
