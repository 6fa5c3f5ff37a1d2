"""How Postgres reads raw values: functions of the session's own, so that the statements stay short."""

from ..dialects.postgres import POSTGRES
from ..typed_columns import Reading

_DIGITS = "([0-9]+([.][0-9]*)?|[.][0-9]+)"
_LONGEST = 1000
"""Letters of a number that is written; a longer one is none."""

FUNCTIONS = f"""
CREATE FUNCTION pg_temp.lw_millionths(n numeric) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN abs(round(n, 6)) < 1000000000000 THEN (round(n, 6) * 1000000)::bigint END
$$;
CREATE FUNCTION pg_temp.lw_number(s text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF length(s) > {_LONGEST} THEN
        RETURN NULL;
    ELSIF s ~ '^[+-]?{_DIGITS}([eE][+-]?0*[0-9]{{1,3}})?$' THEN
        RETURN pg_temp.lw_millionths(s::numeric);
    ELSIF s ~ '^[+-]?(0+([.]0*)?|[.]0+)[eE][+-]?[0-9]+$' OR s ~ '^[+-]?{_DIGITS}[eE]-[0-9]+$' THEN
        RETURN 0;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION pg_temp.lw_clock(s text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    p text[] := regexp_match(s, '^([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})([Tt ]([0-9]{{1,2}}):([0-9]{{2}})(:([0-9]{{2}})'
        '([.,]([0-9]+))?)?( ?(([Zz]|UTC)|([+-])([0-9]{{2}})(:?([0-9]{{2}}))?))?)?$');
    year int := p[1]; month int := p[2]; day int := p[3];
    hours int := coalesce(p[5], '0'); minutes int := coalesce(p[6], '0'); seconds int := coalesce(p[8], '0');
    micros int := rpad(left(coalesce(p[10], ''), 6), 6, '0');
    away int := coalesce(p[15], '0')::int * 60 + coalesce(p[17], '0')::int;
    days int;
BEGIN
    IF p IS NULL OR year < 1 OR month NOT BETWEEN 1 AND 12 OR hours > 23 OR minutes > 59 OR seconds > 59
        OR p[15] > '23' OR p[17] > '59' THEN
        RETURN NULL;
    END IF;
    days := extract(day FROM make_date(year, month, 1) + interval '1 month' - interval '1 day');
    IF day NOT BETWEEN 1 AND days THEN
        RETURN NULL;
    END IF;
    RETURN (make_date(year, month, day) - date '1970-01-01') * 86400000000
        + ((hours * 60 + minutes) * 60 + seconds) * 1000000::bigint + micros
        - CASE p[14] WHEN '-' THEN -1 ELSE 1 END * away * 60000000::bigint;
END $$;
"""
"""To be run once a session, before anything is read."""

_EPOCH = "(EXTRACT(EPOCH FROM _0) * 1000000)::bigint"

POSTGRES_READING = Reading(
    POSTGRES,
    {
        "text_of_text": '(_0 COLLATE "C")',
        "text_of_flag": "_0::text",
        "text_of_whole": "_0::text",
        "text_of_decimal": "_0::text",
        "text_of_double": "trim_scale(_0::text::numeric)::text",
        "text_of_date": "_0::text",
        "text_of_clock": "_0::text",
        "text_of_instant": "_0::text",
        "text_of_other": "_0::text",
        "trimmed": "btrim(_0, _1)",
        "number_of_text": "pg_temp.lw_number(_0)",
        "number_of_whole": "CASE WHEN _0 BETWEEN -999999999999 AND 999999999999 THEN _0::bigint * 1000000 END",
        "number_of_decimal": "pg_temp.lw_millionths(_0)",
        "number_of_double": "pg_temp.lw_millionths(_0::text::numeric)",
        "known_double": "CASE WHEN abs(_0) < 'Infinity'::float8 THEN _0 END",
        "known_decimal": "CASE WHEN abs(_0) < 'Infinity'::numeric THEN _0 END",
        "known_date": "CASE WHEN isfinite(_0) THEN _0 END",
        "known_clock": "CASE WHEN isfinite(_0) THEN _0 END",
        "known_instant": "CASE WHEN isfinite(_0) THEN _0 END",
        "not_a_number": "coalesce(lower(_0) ~ '^[+-]?(nan|inf|infinity)$', false)",
        "flag_of_text": (
            "CASE WHEN lower(_0) IN ('true', 'yes', 't', 'y', '1') THEN true "
            "WHEN lower(_0) IN ('false', 'no', 'f', 'n', '0') THEN false END"
        ),
        "flag_of_number": "CASE WHEN _0 = 1 THEN true WHEN _0 = 0 THEN false END",
        "clock_of_text": "pg_temp.lw_clock(_0)",
        "is_instant_of_text": "coalesce(substr(_0, 11) ~ '(Z|z|UTC|[+-][0-9]{2}(:?[0-9]{2})?)$', false)",
        "clock_of_date": "(_0 - date '1970-01-01') * 86400000000",
        "clock_of_clock": _EPOCH,
        "clock_of_instant": _EPOCH,
        "key_of_double": "trim_scale(_0::text::numeric)::text",
        "key_of_decimal": "trim_scale(_0)::text",
    },
)
