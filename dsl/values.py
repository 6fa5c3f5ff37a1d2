"""Single values: from what data holds to what the language computes with, and back to text. Exact throughout.

Every reader takes a raw value (``None``, ``str``, ``int``, ``float``, ``bool``, ``Decimal``, ``date``,
``datetime`` or ``UUID``) and answers one of three things: the value as ``dsl.types`` holds it; ``None`` if it
is missing (null, an empty text, NaN, infinite); ``UNREADABLE`` if there is something that the type cannot
hold. For the language both of the latter are missing; the difference is for counting and for messages.
No reader raises an exception, whatever it is given.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import Enum
from typing import Final, Literal

from .types import MICROSECONDS_PER_DAY, Type, Value


class Unreadable(Enum):
    """The type of ``UNREADABLE``."""

    UNREADABLE = "unreadable"

    def __repr__(self) -> str:
        return "UNREADABLE"


UNREADABLE: Final[Literal[Unreadable.UNREADABLE]] = Unreadable.UNREADABLE
"""There is a value, but it is none of the type that was asked for."""

FIRST_INSTANT = -62_135_596_800_000_000
"""0001-01-01T00:00Z in microseconds: the earliest time that can be held."""

LAST_INSTANT = 253_402_300_799_999_999
"""9999-12-31T23:59:59.999999Z in microseconds: the latest time that can be held."""

_EPOCH = datetime(1970, 1, 1)
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MICROSECOND = timedelta(microseconds=1)
_FIRST_DAY = date.min.toordinal() - _EPOCH_ORDINAL
_LAST_DAY = date.max.toordinal() - _EPOCH_ORDINAL
_NUMBER_BOUND = 10**18
_SIX_DECIMALS = Decimal("0.000001")
_CONTEXT = Context(prec=40, rounding=ROUND_HALF_UP)  # ROUND_HALF_UP of `decimal` is half away from zero
_BLANKS = " \t\r\n\f\v\u00a0"

_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[Tt ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
    r" ?(?:([Zz]|UTC)|([+-])([0-9]{2})(?::?([0-9]{2}))?)?)?"
)
_FLAGS = {
    **dict.fromkeys(("true", "yes", "t", "y", "1"), True),
    **dict.fromkeys(("false", "no", "f", "n", "0"), False),
}


def value_from(
    raw: object, type: Type, zone: tzinfo | None = None, day_zone: tzinfo | None = None
) -> Value | Unreadable | None:
    """Read ``raw`` as ``type``; ``zone`` is that of times without an offset, ``day_zone`` of calendar days.

    >>> value_from("57.5", Type.NUMBER), value_from("", Type.NUMBER), value_from("many", Type.NUMBER)
    (57500000, None, UNREADABLE)
    """
    match type:
        case Type.TEXT:
            return text_from(raw)
        case Type.NUMBER:
            return number_from(raw)
        case Type.FLAG:
            return flag_from(raw)
        case Type.DATE:
            return date_from(raw, day_zone)
        case Type.TIME:
            return time_from(raw, zone)


def text_from(raw: object) -> str | Unreadable | None:
    """Read a text, as it was found; other values as they would be written (a whole float without its ``.0``).

    >>> text_from("  Select "), text_from(20000.0), text_from(True)
    ('  Select ', '20000', 'true')
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, float):
        return None if _not_finite(raw) else _plain(Decimal(repr(raw)))
    if isinstance(raw, Decimal):
        return _plain(raw) if raw.is_finite() else None
    if isinstance(raw, date):  # a datetime is one, too
        return raw.isoformat()
    if isinstance(raw, bytes):
        return UNREADABLE
    return str(raw)


def number_from(raw: object) -> int | Unreadable | None:
    """Read a number as millionths: 12 digits before the point, six after it.

    Further digits are rounded half away from zero. A text may have blanks around it, a sign and an exponent,
    but no thousands signs. Of a float its shortest decimal form counts. What needs more than 12 digits before
    the point is unreadable.

    >>> number_from(" -1.5e3 "), number_from(0.1), number_from("1,000"), number_from(float("nan"))
    (-1500000000, 100000, UNREADABLE, None)
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        return _number_of_text(raw)
    if isinstance(raw, bool):
        return UNREADABLE
    if isinstance(raw, int):
        millionths = raw * 1_000_000
        return millionths if -_NUMBER_BOUND < millionths < _NUMBER_BOUND else UNREADABLE
    if isinstance(raw, float):
        return None if _not_finite(raw) else _millionths(Decimal(repr(raw)))
    if isinstance(raw, Decimal):
        return _millionths(raw) if raw.is_finite() else None
    return UNREADABLE


def _number_of_text(raw: str) -> int | Unreadable | None:
    text = raw.strip(_BLANKS)
    if _WHOLE.fullmatch(text):
        return int(text) * 1_000_000
    if not text or _NOT_FINITE.fullmatch(text):
        return None
    if not _NUMBER.fullmatch(text):
        return UNREADABLE
    try:
        return _millionths(Decimal(text))
    except InvalidOperation:  # an exponent beyond what Decimal holds
        return UNREADABLE


def _millionths(number: Decimal) -> int | Unreadable:
    if number.adjusted() > 12 and number:
        return UNREADABLE
    if number.adjusted() < -8:
        return 0
    millionths = int(_CONTEXT.quantize(number, _SIX_DECIMALS).scaleb(6, _CONTEXT))
    return millionths if -_NUMBER_BOUND < millionths < _NUMBER_BOUND else UNREADABLE


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _not_finite(number: float) -> bool:
    return number != number or number in (float("inf"), float("-inf"))


def flag_from(raw: object) -> bool | Unreadable | None:
    """Read a flag: true, false, yes, no, t, f, y, n, 1 or 0, in any case.

    >>> flag_from("Yes"), flag_from(0), flag_from("maybe")
    (True, False, UNREADABLE)
    """
    if raw is None or isinstance(raw, bool):
        return raw
    if isinstance(raw, str):
        text = raw.strip(_BLANKS).lower()
        return _FLAGS.get(text, UNREADABLE) if text else None
    if _absent(raw):
        return None
    if isinstance(raw, (int, float, Decimal)) and raw in (0, 1):
        return bool(raw)
    return UNREADABLE


def date_from(raw: object, zone: tzinfo | None = None) -> int | Unreadable | None:
    """Read a date, as days since 1970-01-01.

    Of a time without an offset the date that is written counts; of a time with one, its calendar day in
    ``zone`` (UTC if None).

    >>> date_from("1970-01-02"), date_from("1970-01-02 23:59"), date_from("1970-01-02T23:59-05:00")
    (1, 1, 2)
    """
    if isinstance(raw, str):
        match = _TIME.fullmatch(raw.strip(_BLANKS))
        if match is not None and (match[8] or match[9]):
            return _day(_instant_of(match, None), zone)
        if match is not None:
            written = _instant_of(match, None)
            return written if isinstance(written, Unreadable) else written // MICROSECONDS_PER_DAY
        return None if not raw.strip(_BLANKS) else UNREADABLE
    if isinstance(raw, datetime):
        if raw.tzinfo is None:
            return raw.toordinal() - _EPOCH_ORDINAL
        return _day(_instant(raw), zone)
    if isinstance(raw, date):
        return raw.toordinal() - _EPOCH_ORDINAL
    return None if _absent(raw) else UNREADABLE


def time_from(raw: object, zone: tzinfo | None = None) -> int | Unreadable | None:
    """Read an ISO 8601 time, as microseconds since 1970-01-01T00:00Z.

    ``T`` or a blank stands between date and time; a date alone is its midnight; seconds and a fraction may be
    left out, and the hour may have one digit; digits after the sixth of a fraction are cut off; ``Z``,
    ``UTC``, ``+02:00``, ``+0200`` or ``+02`` is the offset. Without one the time is in ``zone``, or UTC if that
    is None: of a clock time that occurs twice there, the earlier; one that is skipped counts with the offset
    that was in force before.

    >>> time_from("1970-01-01T02:00+02:00"), time_from("1970-01-01 00:00:00.5"), time_from("1/2/1970")
    (0, 500000, UNREADABLE)
    """
    if isinstance(raw, str):
        text = raw.strip(_BLANKS)
        match = _TIME.fullmatch(text)
        if match is not None:
            return _instant_of(match, zone)
        return UNREADABLE if text else None
    if isinstance(raw, datetime):
        return _instant(raw if raw.tzinfo is not None else raw.replace(tzinfo=zone or UTC))
    if isinstance(raw, date):
        return _instant(datetime(raw.year, raw.month, raw.day, tzinfo=zone or UTC))
    return None if _absent(raw) else UNREADABLE


def _instant_of(match: re.Match[str], zone: tzinfo | None) -> int | Unreadable:
    year, month, day, hour, minute, second, fraction, utc, sign, offset_hours, offset_minutes = match.groups()
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    try:
        local = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro)
    except ValueError:  # 30 February, 25 o'clock
        return UNREADABLE
    if sign:
        if int(offset_hours) > 23 or int(offset_minutes or 0) > 59:
            return UNREADABLE
        minutes = int(offset_hours) * 60 + int(offset_minutes or 0)
        at = (local - _EPOCH) // _MICROSECOND - (minutes if sign == "+" else -minutes) * 60_000_000
        return at if FIRST_INSTANT <= at <= LAST_INSTANT else UNREADABLE
    if utc or zone is None:
        return (local - _EPOCH) // _MICROSECOND
    return _instant(local.replace(tzinfo=zone))


def _instant(moment: datetime) -> int | Unreadable:
    """``moment`` must have a zone; ``fold`` is taken as it is, so 0 for what was read from a text."""
    try:
        offset = moment.utcoffset() or timedelta(0)
    except (OverflowError, ValueError):  # the first and last days of the calendar, in some zones
        return UNREADABLE
    at = (moment.replace(tzinfo=None) - _EPOCH - offset) // _MICROSECOND
    return at if FIRST_INSTANT <= at <= LAST_INSTANT else UNREADABLE


def _day(at: int | Unreadable, zone: tzinfo | None) -> int | Unreadable:
    if isinstance(at, Unreadable) or zone is None:
        return at if isinstance(at, Unreadable) else at // MICROSECONDS_PER_DAY
    try:
        return _moment(at, zone).toordinal() - _EPOCH_ORDINAL
    except (OverflowError, ValueError):
        return UNREADABLE


def _absent(raw: object) -> bool:
    if isinstance(raw, float):
        return _not_finite(raw)
    return raw is None or (isinstance(raw, Decimal) and not raw.is_finite())


def _moment(at: int, zone: tzinfo | None) -> datetime:
    moment = _EPOCH.replace(tzinfo=UTC) + timedelta(microseconds=at)
    return moment if zone is None else moment.astimezone(zone)


def number_text(millionths: int) -> str:
    """Write a number: no exponent, no zeros at the end.

    >>> number_text(57_000_000), number_text(-57_500_000), number_text(1)
    ('57', '-57.5', '0.000001')
    """
    return _decimal_text(millionths, 6)


def points_text(hundredths: int) -> str:
    """Write points: no zeros at the end.

    >>> points_text(5700), points_text(5750), points_text(-5)
    ('57', '57.5', '-0.05')
    """
    return _decimal_text(hundredths, 2)


def _decimal_text(parts: int, decimals: int) -> str:
    whole, rest = divmod(abs(parts), 10**decimals)
    sign = "-" if parts < 0 else ""
    return f"{sign}{whole}.{rest:0{decimals}}".rstrip("0") if rest else f"{sign}{whole}"


def date_text(days: int) -> str:
    """Write a date; one that no calendar holds (a sum or difference can be) as its number of days.

    >>> date_text(20468)
    '2026-01-15'
    """
    if not _FIRST_DAY <= days <= _LAST_DAY:
        return f"day {days}"
    return date.fromordinal(days + _EPOCH_ORDINAL).isoformat()


def time_text(at: int, zone: tzinfo | None = None) -> str:
    """Write a time, in UTC or with the offset of ``zone``; a fraction only if there is one.

    >>> time_text(1_768_478_400_000_000), time_text(1_768_478_400_500_000)
    ('2026-01-15T12:00:00Z', '2026-01-15T12:00:00.5Z')
    """
    if not FIRST_INSTANT <= at <= LAST_INSTANT:
        return f"{at} microseconds"
    try:
        moment = _moment(at, zone)
    except (OverflowError, ValueError):
        zone, moment = None, _moment(at, None)
    text = moment.isoformat(timespec="microseconds")
    written = text[:26].rstrip("0").rstrip(".")
    return written + ("Z" if zone is None else text[26:])
