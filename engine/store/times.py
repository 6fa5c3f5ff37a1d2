"""Dates and times of many rows at once, exactly as ``dsl.values`` reads each of them."""

from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl.types import MICROSECONDS_PER_DAY, Type
from ...dsl.values import FIRST_INSTANT, LAST_INSTANT, value_from
from ..columns import Bools
from .pieces import Piece, bytes_of, known_of, numbers_of, piece_of
from .zones import Moments, Offsets, offsets_of_clocks, offsets_of_instants

_FIRST_DAY = date.min.toordinal() - date(1970, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal() - date(1970, 1, 1).toordinal()
_ENDLESS_DAY = 2**31 - 1
_EDGE = 2 * MICROSECONDS_PER_DAY
_EPOCH = datetime(1970, 1, 1)

_LONGEST = len("2026-01-15T12:00:00.000000+00:00")
_DIGITS_OF_DATE = (0, 1, 2, 3, 5, 6, 8, 9)
_MICROSECONDS = (3_600_000_000, 60_000_000, 1_000_000)


class MomentReader:
    """Reads clock times and instants as times, or as dates.

    ``zone`` is that of clock times, ``day_zone`` gives instants their calendar day.
    """

    def __init__(self, type: Type, zone: ZoneInfo, day_zone: ZoneInfo) -> None:
        self.type = type
        self.zone = zone
        self.day_zone = day_zone

    @cached_property
    def _clocks(self) -> Offsets | None:
        return offsets_of_clocks(self.zone)

    @cached_property
    def _instants(self) -> Offsets | None:
        return offsets_of_instants(self.day_zone)

    def days(self, array: pa.Array) -> Piece:
        """Of an array of dates."""
        days = numbers_of(array, np.int32)
        known = known_of(array)
        endless = np.abs(days.astype(np.int64)) == _ENDLESS_DAY
        if endless.any():
            known = ~endless if known is None else known & ~endless
        unreadable = (days < _FIRST_DAY) | (days > _LAST_DAY)
        if self.type is Type.DATE:
            return piece_of(days, known, unreadable)
        clocks = np.where(unreadable, 0, days).astype(np.int64) * MICROSECONDS_PER_DAY
        return self._read(clocks, known, unreadable, False)

    def clocks(self, array: pa.Array) -> Piece:
        """Of an array of clock times, in microseconds."""
        return self._read(numbers_of(array, np.int64), known_of(array), None, False)

    def instants(self, array: pa.Array) -> Piece:
        """Of an array of instants, in microseconds."""
        return self._read(numbers_of(array, np.int64), known_of(array), None, True)

    def _read(self, moments: Moments, known: Bools | None, unreadable: Bools | None, instants: bool) -> Piece:
        if known is not None:
            moments = np.where(known, moments, 0)
        values, broken = self.values(moments, instants)
        if broken is not None:
            unreadable = broken if unreadable is None else unreadable | broken
        return piece_of(values, known, unreadable)

    def values(self, moments: Moments, instants: bool) -> tuple[Moments, Bools | None]:
        """The values of moments, and those that are beyond the calendar."""
        offsets = self._offsets(instants)
        near_end = (moments < FIRST_INSTANT + _EDGE) | (moments > LAST_INSTANT - _EDGE)
        if not near_end.any():
            return self._values(moments, offsets), None
        inside = np.where(near_end, 0, moments)
        values = self._values(inside, offsets)
        broken = np.zeros(len(moments), np.bool_)
        for row in np.flatnonzero(near_end).tolist():
            value = self._value(int(moments[row]), instants)
            broken[row] = value is None
            values[row] = value or 0
        return values, broken

    def _offsets(self, instants: bool) -> Offsets | None:
        if self.type is Type.TIME:
            return None if instants else self._clocks
        return self._instants if instants else None

    def _values(self, moments: Moments, offsets: Offsets | None) -> Moments:
        if self.type is Type.TIME:
            return moments if offsets is None else moments - offsets.of(moments)
        return (moments if offsets is None else moments + offsets.of(moments)) // MICROSECONDS_PER_DAY

    def _value(self, moment: int, instant: bool) -> int | None:
        if not FIRST_INSTANT <= moment <= LAST_INSTANT:
            return None
        raw = _EPOCH + timedelta(microseconds=moment)
        value = value_from(raw.replace(tzinfo=UTC) if instant else raw, self.type, self.zone, self.day_zone)
        return value if isinstance(value, int) else None

    def plain(self, texts: pa.Array) -> tuple[Moments, Bools]:
        """Of texts in the usual notations the values, and which texts are, and have one."""
        values = np.zeros(len(texts), np.int64)
        read = np.zeros(len(texts), np.bool_)
        for rows, moments, is_instant in plain_moments(texts):
            found, broken = self.values(moments, is_instant)
            values[rows] = found
            read[rows] = True if broken is None else ~broken
        return values, read


def plain_moments(texts: pa.Array) -> "list[tuple[NDArray[np.int64], Moments, bool]]":
    """The rows of texts like ``2026-01-15``, ``2026-01-15T12:00`` and ``2026-01-15 12:00:00.5+02:00``, as clock times
    or, if true, as instants: in microseconds. Texts in other notations are in none of the lists."""
    starts, data = bytes_of(texts)
    lengths = np.diff(starts)
    known = known_of(texts)
    if known is not None:
        lengths[~known] = 0
    found: list[tuple[NDArray[np.int64], Moments, bool]] = []
    for length in np.flatnonzero(np.bincount(lengths[lengths <= _LONGEST], minlength=1)).tolist():
        if length < 10:
            continue
        rows = np.flatnonzero(lengths == length)
        if len(rows) == len(lengths):
            signs = data[starts[0] : starts[-1]].reshape(-1, length)
        else:
            signs = data[starts[rows][:, None] + np.arange(length)]
        for body, ending in _endings(length):
            chosen, moments = _moments(signs, body, ending)
            if len(chosen):
                found.append((rows[chosen], moments, bool(ending)))
    return found


def _endings(length: int) -> list[tuple[int, str]]:
    """How a text of this length can be a time: so many signs, and then this."""
    return [
        (length - len(ending), ending)
        for ending in ("", "Z", "+00", "+00:00")
        if length - len(ending) in (10, 16, 19, *range(21, 27)) and (length - len(ending) > 10 or not ending)
    ]


def _moments(signs: NDArray[np.uint8], body: int, ending: str) -> tuple[NDArray[np.int64], Moments]:
    """Which rows are times of ``body`` signs and the ending, and these times."""
    digits = signs - np.uint8(48)
    fits = (signs[:, 4] == 45) & (signs[:, 7] == 45)
    positions: list[int] = list(_DIGITS_OF_DATE)
    if body > 10:
        fits &= ((signs[:, 10] == 32) | (signs[:, 10] == 84)) & (signs[:, 13] == 58)
        positions += [11, 12, 14, 15]
    if body > 16:
        fits &= signs[:, 16] == 58
        positions += [17, 18]
    if body > 19:
        fits &= signs[:, 19] == 46
        positions += range(20, body)
    if ending == "Z":
        fits &= signs[:, body] == 90
    elif ending:
        fits &= (signs[:, body] == 43) | (signs[:, body] == 45)
        positions += [body + 1, body + 2]
        if len(ending) > 3:
            fits &= signs[:, body + 3] == 58
            positions += [body + 4, body + 5]
    for position in positions:
        fits &= digits[:, position] <= 9
    chosen = np.flatnonzero(fits)
    if len(chosen) < len(signs):
        digits, signs = digits[chosen], signs[chosen]
    return _in_calendar(chosen, digits, signs, body, ending)


def _in_calendar(
    chosen: NDArray[np.int64], digits: NDArray[np.uint8], signs: NDArray[np.uint8], body: int, ending: str
) -> tuple[NDArray[np.int64], Moments]:
    def number(first: int, count: int = 2) -> NDArray[np.int32]:
        result = digits[:, first].astype(np.int32)
        for position in range(first + 1, first + count):
            result *= 10
            result += digits[:, position]
        return result

    year, month, day = number(0, 4), number(5), number(8)
    fits = (year >= 1) & (month >= 1) & (month <= 12) & (day >= 1)
    months = np.where(fits, (year - 1970) * 12 + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    fits &= day <= after - first
    moments = (first + day - 1) * MICROSECONDS_PER_DAY
    for position, most, unit in zip((11, 14, 17), (23, 59, 59), _MICROSECONDS, strict=True):
        if position < body:
            part = number(position)
            fits &= part <= most
            moments += part.astype(np.int64) * unit
    if body > 19:
        moments += number(20, body - 20).astype(np.int64) * 10 ** (26 - body)
    if len(ending) > 1:
        hours, minutes = number(body + 1), number(body + 4) if len(ending) > 3 else np.int32(0)
        fits &= (hours <= 23) & (minutes <= 59)
        offset = (hours * 60 + minutes).astype(np.int64) * 60_000_000
        moments -= np.where(signs[:, body] == 43, offset, -offset)
    if fits.all():
        return chosen, moments
    return chosen[fits], moments[fits]
