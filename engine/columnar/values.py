"""Conditions on one value, for a whole column at once: exact, whatever the size of the numbers.

Columns hold 64-bit integers; where a sum or product could be larger, Python's integers stand in them (dtype
``object``), which is slow, and rare.
"""

from dataclasses import dataclass
from math import gcd
from typing import Any, Protocol, assert_never

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.comparing import key
from ...dsl.filtering import SingleValue
from ...dsl.types import Type
from ...dsl.zones import Calendar
from ..columns import Bools, Column, Ints, TextColumn, ValueColumn
from .days import days_of, first_instants
from .kept import Kept
from .texts import FoldedTexts, domains_of, text_truths
from .truths import Truths, known

SAFE = 2**62
"""Integers whose size stays below this can be added and compared in 64 bits."""

_HUNDRED_PERCENT = 100_000_000


@dataclass(frozen=True, slots=True)
class MeanColumn:
    """Exact averages: ``sums`` by ``counts``; unknown where ``known`` is false."""

    sums: Ints
    counts: Ints
    known: Bools
    type: Type = Type.NUMBER


Values = Column | MeanColumn


def largest(data: Ints) -> int:
    """The largest size of any number in an array; 0 if it is empty."""
    return max(abs(int(data.max())), abs(int(data.min()))) if len(data) else 0


def scaled(data: Ints, by: int) -> NDArray[Any]:
    """``data × by`` as 64-bit integers if all fit, else as Python's."""
    if data.dtype == object or largest(data) * abs(by) >= SAFE:
        return data.astype(object) * by
    return data.astype(np.int64) * by


def wide(column: ValueColumn) -> NDArray[Any]:
    """The values themselves, whatever the unit of the column."""
    return scaled(column.data, column.unit)


def is_known(values: Values) -> Bools | None:
    """Where there is a value; None: everywhere."""
    return values.codes >= 0 if isinstance(values, TextColumn) else values.known


# --- conditions


class View(Protocol):
    """Where values are looked at. ``as_of``: one moment, or one for each row."""

    @property
    def kept(self) -> Kept: ...
    @property
    def calendar(self) -> Calendar: ...
    @property
    def as_of(self) -> int | NDArray[np.int64]: ...


def value_truths(condition: SingleValue, values: Values, at: View) -> Truths:
    """What ``dsl.filtering.value_truth`` says of each row."""
    if isinstance(condition, m.IsKnown):
        there = is_known(values)
        if there is None:
            return Truths(np.full(_rows(values), condition.known))
        return Truths(there if condition.known else ~there)
    if isinstance(values, TextColumn):
        assert isinstance(condition, m.Relation | m.Among | m.Between | m.TextTest)
        return _of_texts(condition, values, at)
    return known(_true(condition, values, at.calendar, at.as_of), values.known)


def _rows(values: Values) -> int:
    return len(values.sums) if isinstance(values, MeanColumn) else len(values)


def _of_texts(condition: m.Relation | m.Among | m.Between | m.TextTest, column: TextColumn, at: View) -> Truths:
    """Each different text is looked at once; behind the last stands what a missing one gives."""
    folded = at.kept.get(("folded", id(column.texts)), lambda: FoldedTexts(column.texts))
    true = np.append(text_truths(condition, folded), False)
    there = column.codes >= 0
    return Truths(true[column.codes], None if there.all() else ~there)


def _true(
    condition: SingleValue, values: ValueColumn | MeanColumn, calendar: Calendar, as_of: int | NDArray[np.int64]
) -> Bools:
    match condition:
        case m.IsKnown() | m.TextTest():
            raise AssertionError(condition)
        case m.IsTrue():
            assert isinstance(values, ValueColumn)
            return values.data != 0
        case m.Relation(sign=sign, right=right):
            return against(values, sign, int(right))
        case m.Among(values=constants, negated=negated):
            true = np.zeros(_rows(values), np.bool_)
            for constant in constants:
                true |= against(values, "=", int(constant))
            return ~true if negated else true
        case m.Between(low=low, high=high):
            return against(values, ">=", int(low)) & against(values, "<=", int(high))
        case m.Recent(length=length):
            at = instants(values, calendar)
            return (at > as_of - length) & (at <= as_of)
        case m.Older(length=length):
            return instants(values, calendar) <= as_of - length
    assert_never(condition)


def against(values: ValueColumn | MeanColumn, sign: m.Sign, bound: int) -> Bools:
    """Each value against a constant, both exact."""
    if isinstance(values, MeanColumn):
        return compared(values.sums, sign, scaled(values.counts, bound))
    whole, rest = divmod(bound, values.unit)
    data = values.data
    match sign:
        case "=":
            return data == whole if rest == 0 else np.zeros(len(data), np.bool_)
        case "!=":
            return data != whole if rest == 0 else np.ones(len(data), np.bool_)
        case "<=":
            return data <= whole
        case ">":
            return data > whole
        case "<":
            return data < whole + (rest > 0)
        case ">=":
            return data >= whole + (rest > 0)


def compared(left: NDArray[Any], sign: m.Sign, right: NDArray[Any]) -> Bools:
    """Row by row."""
    match sign:
        case "=":
            found = left == right
        case "!=":
            found = left != right
        case "<":
            found = left < right
        case "<=":
            found = left <= right
        case ">":
            found = left > right
        case ">=":
            found = left >= right
    return np.asarray(found, np.bool_)


def ratio_truths(condition: m.Ratio, left: Values, right: Values) -> Truths:
    """100 × left against P × right, as products of integers."""
    there = [k for k in (is_known(left), is_known(right)) if k is not None]
    both = None if not there else there[0] if len(there) == 1 else there[0] & there[1]
    if isinstance(left, TextColumn) or isinstance(right, TextColumn):
        assert isinstance(left, TextColumn) and isinstance(right, TextColumn)
        return _texts_against(condition, left, right, both)
    shared = gcd(condition.percent, _HUNDRED_PERCENT) or 1
    by_left, by_right = _HUNDRED_PERCENT // shared, condition.percent // shared
    a, b = _numerator(left, by_left), _numerator(right, by_right)
    if isinstance(right, MeanColumn):
        a = _product(a, np.maximum(right.counts, 1))
    if isinstance(left, MeanColumn):
        b = _product(b, np.maximum(left.counts, 1))
    return known(compared(a, condition.sign, b), both)


def _texts_against(condition: m.Ratio, left: TextColumn, right: TextColumn, both: Bools | None) -> Truths:
    codes: dict[str, int] = {}
    order = sorted({str(key(text)) for column in (left, right) for text in column.texts})
    codes.update((text, i) for i, text in enumerate(order))
    a, b = (
        np.array([*(codes[str(key(text))] for text in column.texts), -1], np.int64)[column.codes]
        for column in (left, right)
    )
    return known(compared(a, condition.sign, b), both)


def _numerator(values: ValueColumn | MeanColumn, by: int) -> NDArray[Any]:
    return scaled(values.sums, by) if isinstance(values, MeanColumn) else scaled(values.data, by * values.unit)


def _product(a: NDArray[Any], b: Ints) -> NDArray[Any]:
    if a.dtype == object or b.dtype == object or largest(a) * largest(b) >= SAFE:
        return a.astype(object) * b.astype(object)
    return a.astype(np.int64) * b.astype(np.int64)


# --- values made of values


def instants(values: Values, calendar: Calendar) -> NDArray[np.int64]:
    """Times as they are, dates as their first instants; where nothing is known, anything."""
    assert isinstance(values, ValueColumn)
    if values.type is not Type.DATE:
        return wide(values).astype(np.int64)
    days = values.data if values.known is None else np.where(values.known, values.data, 0)
    return first_instants(scaled(days, values.unit).astype(np.int64), calendar)


def calendar_days(values: Values, calendar: Calendar) -> ValueColumn:
    """The calendar day of each time."""
    assert isinstance(values, ValueColumn)
    at = wide(values).astype(np.int64)
    if values.known is not None:
        at = np.where(values.known, at, 0)
    return ValueColumn(Type.DATE, days_of(at, calendar), values.known)


def domains(values: Values) -> TextColumn:
    """What follows the last `@` of each text."""
    assert isinstance(values, TextColumn)
    codes, texts = domains_of(values.texts)
    return TextColumn(np.append(codes, np.int32(-1))[values.codes], texts)
