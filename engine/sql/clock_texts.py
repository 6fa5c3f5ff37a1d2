"""Written times taken apart: from the parts of a pattern to microseconds, in whole numbers that every engine has."""

from collections.abc import Mapping

from sqlglot import exp

from ...dsl.types import MICROSECONDS_PER_DAY
from . import expressions as x
from .dialect import Dialect

CLOCK = (
    "^([0-9]{4})-([0-9]{2})-([0-9]{2})"
    "(?:[Tt ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    " ?([Zz]|UTC|[+-][0-9]{2}(?::?[0-9]{2})?)?)?$"
)
PARTS = ("year", "month", "day", "hour", "minute", "second", "fraction", "zone")
"""What its groups hold."""

_FROM_0000_03_01 = 719_468
"""Days from then to 1970-01-01."""


def clock_of_parts(dialect: Dialect, parts: Mapping[str, exp.Expr]) -> exp.Expr:
    """Microseconds since 1970-01-01, read as if it were UTC; null for 30 February, 25 o'clock, the year 0.

    ``parts``: whole numbers, the fraction in microseconds; those of the clock null where they are not written.
    """
    year, month, day = (parts[name] for name in ("year", "month", "day"))
    clock = (x.or_else(parts[name], x.integer(0)) for name in ("hour", "minute", "second", "fraction"))
    hour, minute, second, fraction = clock
    is_real = x.all_of(
        [
            _between(year, 1, 9999),
            _between(month, 1, 12),
            x.compared(day, ">=", x.integer(1)),
            x.compared(day.copy(), "<=", _last_day(year, month)),
            _between(hour, 0, 23),
            _between(minute, 0, 59),
            _between(second, 0, 59),
        ]
    )
    seconds = x.total([x.times(hour.copy(), 3_600), x.times(minute.copy(), 60), second.copy()])
    at = x.total(
        [
            x.times(_day_number(dialect, year, month, day), MICROSECONDS_PER_DAY),
            x.times(seconds, 1_000_000),
            fraction,
        ]
    )
    return x.case([(is_real, at)])


def offset_of(dialect: Dialect, zone: exp.Expr) -> exp.Expr:
    """The offset in microseconds; null if none is written; beyond every calendar if there is no such offset."""
    sign = exp.Left(this=zone, expression=x.integer(1))

    def number(sql: exp.Expr) -> exp.Expr:
        return dialect.call("integer", sql)

    hours = number(exp.Substring(this=zone.copy(), start=x.integer(2), length=x.integer(2)))
    has_minutes = x.compared(exp.Length(this=zone.copy()), ">", x.integer(3))
    minutes = x.case([(has_minutes, number(exp.Right(this=zone.copy(), expression=x.integer(2))))], x.integer(0))
    is_wrong = x.any_of([x.compared(hours, ">", x.integer(23)), x.compared(minutes, ">", x.integer(59))])
    length = x.times(x.plus(x.times(hours.copy(), 60), minutes.copy()), 60_000_000)
    return x.case(
        [
            (x.is_unknown(zone.copy()), x.null()),
            (x.among(sign, [exp.Literal.string(letter) for letter in "ZzU"]), x.integer(0)),
            (is_wrong, x.integer(10**18)),
            (x.compared(sign.copy(), "=", exp.Literal.string("-")), x.times(length, -1)),
        ],
        length.copy(),
    )


def _between(part: exp.Expr, low: int, high: int) -> exp.Expr:
    return exp.Between(this=part.copy(), low=x.integer(low), high=x.integer(high))


def _last_day(year: exp.Expr, month: exp.Expr) -> exp.Expr:
    def divides(number: int) -> exp.Expr:
        return x.compared(x.binary(exp.Mod, year.copy(), x.integer(number)), "=", x.integer(0))

    is_leap = x.all_of([divides(4), x.any_of([x.negated(divides(100)), divides(400)])])
    return x.case(
        [
            (x.among(month.copy(), [x.integer(n) for n in (4, 6, 9, 11)]), x.integer(30)),
            (x.all_of([x.compared(month.copy(), "=", x.integer(2)), is_leap]), x.integer(29)),
            (x.compared(month.copy(), "=", x.integer(2)), x.integer(28)),
        ],
        x.integer(31),
    )


def _day_number(dialect: Dialect, year: exp.Expr, month: exp.Expr, day: exp.Expr) -> exp.Expr:
    """Days since 1970-01-01, with years that begin in March, so that leap days are their last."""

    def quotient(sql: exp.Expr, by: int) -> exp.Expr:
        return dialect.call("quotient", sql, x.integer(by))

    is_early = x.compared(month.copy(), "<=", x.integer(2))
    from_march = x.case([(is_early, x.minus(year.copy(), x.integer(1)))], year.copy())
    months = x.case([(is_early.copy(), x.plus(month.copy(), x.integer(9)))], x.minus(month.copy(), x.integer(3)))
    of_year = quotient(x.plus(x.times(months, 153), x.integer(2)), 5)
    return x.total(
        [
            x.times(from_march, 365),
            quotient(from_march.copy(), 4),
            x.times(quotient(from_march.copy(), 100), -1),
            quotient(from_march.copy(), 400),
            of_year,
            day.copy(),
            x.integer(-_FROM_0000_03_01 - 1),
        ]
    )
