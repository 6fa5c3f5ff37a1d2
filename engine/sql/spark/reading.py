"""How Spark reads raw values, in ANSI mode and with the session in UTC."""

from ..dialects.spark import SPARK
from ..typed_columns import Reading

_NUMBER = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?0*[0-9]{1,3})?\\z"
_NOTHING = r"^[+-]?(0+([.]0*)?|[.]0+)[eE][+-]?[0-9]+\\z"
_TINY = r"^[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)[eE]-[0-9]+\\z"
_MILLIONTHS = "CAST(TRY_CAST(_0 AS DECIMAL(18, 6)) * 1000000 AS BIGINT)"
"""Rounded once, half away from zero; null with more than 12 digits before the point."""

_TIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"([Tt ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?([Zz]|UTC|[+-][0-9]{2}(:?[0-9]{2})?))?)?\\z"
)
_OFFSET = r"REGEXP_EXTRACT(SUBSTRING(_0, 11), '( ?(?:[Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2})?))\\z', 1)"
_WRITTEN = (
    "CONCAT(SUBSTRING(_0, 1, 10), ' ', TRANSLATE(SUBSTRING(_0, 12, LENGTH(_0) - 11 - LENGTH(lw_offset)), ',', '.'))"
)
_SHIFT = (
    "CASE WHEN lw_offset RLIKE '[+-]' THEN "
    "CASE WHEN SUBSTRING(TRIM(lw_offset), 2, 2) <= '23' "
    "AND RPAD(SUBSTRING(TRANSLATE(TRIM(lw_offset), ':', ''), 4, 2), 2, '0') <= '59' THEN "
    "(CAST(SUBSTRING(TRIM(lw_offset), 2, 2) AS INT) * 60 + "
    "CAST(RPAD(SUBSTRING(TRANSLATE(TRIM(lw_offset), ':', ''), 4, 2), 2, '0') AS INT)) * 60000000L "
    "* CASE WHEN LEFT(TRIM(lw_offset), 1) = '-' THEN -1 ELSE 1 END END ELSE 0L END"
)


def _plain(decimal: str) -> str:
    """A float without an exponent."""
    return f"RTRIM('.', RTRIM('0', CAST(TRY_CAST(CAST(_0 AS STRING) AS {decimal}) AS STRING)))"


def _micros(timestamp: str) -> str:
    return f"UNIX_MICROS(CAST({timestamp} AS TIMESTAMP))"


def _clock_of_text() -> str:
    written = _WRITTEN.replace("lw_offset", _OFFSET)
    moment = f"TRY_CAST(TRIM({written}) AS TIMESTAMP_NTZ)"
    shift = _SHIFT.replace("lw_offset", _OFFSET)
    return f"CASE WHEN _0 RLIKE '{_TIME}' AND NOT STARTSWITH(_0, '0000') THEN {_micros(moment)} - {shift} END"


SPARK_READING = Reading(
    SPARK,
    {
        "text_of_text": "_0",
        "text_of_flag": "CAST(_0 AS STRING)",
        "text_of_whole": "CAST(_0 AS STRING)",
        "text_of_decimal": "CAST(_0 AS STRING)",
        "text_of_double": (
            "CASE WHEN ABS(_0) < 1e15 AND _0 = FLOOR(_0) THEN CAST(CAST(_0 AS BIGINT) AS STRING) "
            f"WHEN ABS(_0) < 1 THEN {_plain('DECIMAL(38, 37)')} WHEN ABS(_0) < 1e20 THEN {_plain('DECIMAL(38, 18)')} "
            "ELSE CAST(_0 AS STRING) END"
        ),
        "text_of_date": "CAST(_0 AS STRING)",
        "text_of_clock": "CAST(_0 AS STRING)",
        "text_of_instant": "CAST(_0 AS STRING) || '+00'",
        "text_of_other": "CAST(_0 AS STRING)",
        "trimmed": "TRIM(BOTH _1 FROM _0)",
        "number_of_text": (
            f"CASE WHEN _0 RLIKE '{_NUMBER}' THEN {_MILLIONTHS} "
            f"WHEN _0 RLIKE '{_NOTHING}' OR _0 RLIKE '{_TINY}' THEN 0 END"
        ),
        "number_of_whole": "CASE WHEN _0 BETWEEN -999999999999 AND 999999999999 THEN CAST(_0 AS BIGINT) * 1000000 END",
        "number_of_decimal": _MILLIONTHS,
        "number_of_double": "CAST(TRY_CAST(CAST(_0 AS STRING) AS DECIMAL(18, 6)) * 1000000 AS BIGINT)",
        "known_double": "CASE WHEN ABS(_0) < DOUBLE('Infinity') THEN _0 END",
        "known_decimal": "_0",
        "known_date": "_0",
        "known_clock": "_0",
        "known_instant": "_0",
        "not_a_number": "COALESCE(LOWER(_0) RLIKE '^[+-]?(nan|inf|infinity)\\\\z', FALSE)",
        "flag_of_text": (
            "CASE WHEN LOWER(_0) IN ('true', 'yes', 't', 'y', '1') THEN TRUE "
            "WHEN LOWER(_0) IN ('false', 'no', 'f', 'n', '0') THEN FALSE END"
        ),
        "flag_of_number": "CASE WHEN _0 = 1 THEN TRUE WHEN _0 = 0 THEN FALSE END",
        "clock_of_text": _clock_of_text(),
        "is_instant_of_text": f"COALESCE({_OFFSET} <> '', FALSE)",
        "clock_of_date": "DATEDIFF(DAY, DATE'1970-01-01', _0) * 86400000000L",
        "clock_of_clock": _micros("_0"),
        "clock_of_instant": "UNIX_MICROS(_0)",
        "key_of_double": (
            "CASE WHEN ABS(_0) < 1e15 AND _0 = FLOOR(_0) THEN CAST(CAST(_0 AS BIGINT) AS STRING) "
            "ELSE CAST(_0 AS STRING) END"
        ),
        "key_of_decimal": (
            "CASE WHEN CONTAINS(CAST(_0 AS STRING), '.') THEN RTRIM('.', RTRIM('0', CAST(_0 AS STRING))) "
            "ELSE CAST(_0 AS STRING) END"
        ),
    },
)
