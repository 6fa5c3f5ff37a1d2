"""Step functions as rows: sorted keys, and a value from each key on up to the lead's next. Every lead has a row at its
first key, so the row for any moment is found by one search."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...columns import Bools, TextColumn, ValueColumn
from ..truths import Truths
from ..values import MeanColumn, Values
from .clock import Clock, Keys

Positions = NDArray[np.int64] | slice
_ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Rows:
    """Integers: points, codes, flags."""

    key: Keys
    data: NDArray[Any]


@dataclass(frozen=True, slots=True)
class ValueRows:
    key: Keys
    values: Values


@dataclass(frozen=True, slots=True)
class TruthRows:
    key: Keys
    truths: Truths


def merged_keys(clock: Clock, parts: Iterable[Keys]) -> Keys:
    """Every key of some rows, once; all of them have every lead's first."""
    found: list[Keys] = []
    for keys in parts:
        if len(keys) > clock.size and not any(keys is other for other in found):
            found.append(keys)
    if not found:
        return clock.base
    return found[0] if len(found) == 1 else distinct(np.concatenate(found))


def distinct(keys: Keys) -> Keys:
    """The same keys in order, each once."""
    keys = np.sort(keys, kind="stable")
    new = np.ones(len(keys), np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    return keys if new.all() else keys[new]


def positions(clock: Clock, key: Keys, at: Keys) -> Positions:
    """Which row holds at each of some keys, among which are all of the rows' own."""
    if key is at or len(key) == len(at):
        return _ALL
    if len(key) == clock.size:
        return at >> clock.bits
    return up_to(key, at) - 1


def up_to(keys: Keys, at: Keys) -> NDArray[np.int64]:
    """How many of some keys, in order, are not after each of others, in order too."""
    # To look for the few among the many, and to count on, is quicker than the other way round.
    if 2 * len(keys) > len(at):
        return keys.searchsorted(at, side="right")
    return np.cumsum(np.bincount(at.searchsorted(keys), minlength=len(at))[: len(at)])


def data_at(clock: Clock, rows: Rows, at: Keys) -> NDArray[Any]:
    return rows.data[positions(clock, rows.key, at)]


def truths_at(clock: Clock, rows: TruthRows, at: Keys) -> Truths:
    found = positions(clock, rows.key, at)
    unknown = rows.truths.unknown
    return Truths(rows.truths.true[found], None if unknown is None else unknown[found])


def values_at(clock: Clock, rows: ValueRows, at: Keys) -> Values:
    return taken(rows.values, positions(clock, rows.key, at))


def taken(values: Values, rows: Positions) -> Values:
    """Some rows of a column."""
    if isinstance(values, TextColumn):
        return TextColumn(values.codes[rows], values.texts)
    if isinstance(values, MeanColumn):
        return MeanColumn(values.sums[rows], values.counts[rows], values.known[rows])
    known = None if values.known is None else values.known[rows]
    return ValueColumn(values.type, values.data[rows], known, values.unit)


# --- rows without those that change nothing


def changing(clock: Clock, *columns: NDArray[Any], key: Keys) -> Bools:
    """Which rows differ from the one before them, or are a lead's first."""
    kept = clock.is_base(key)
    for data in columns:
        kept[1:] |= data[1:] != data[:-1]
    return kept


def compressed(clock: Clock, key: Keys, data: NDArray[Any]) -> Rows:
    if len(key) == clock.size:
        return Rows(key, data)
    kept = changing(clock, data, key=key)
    return Rows(key, data) if kept.all() else Rows(key[kept], data[kept])


def compressed_truths(clock: Clock, key: Keys, truths: Truths) -> TruthRows:
    if len(key) == clock.size:
        return TruthRows(key, truths)
    true, unknown = truths.true, truths.unknown
    kept = changing(clock, true, key=key) if unknown is None else changing(clock, true, unknown, key=key)
    if not kept.all():
        key, true = key[kept], true[kept]
        unknown = None if unknown is None else unknown[kept]
    if unknown is not None and not unknown.any():
        unknown = None
    return TruthRows(key, Truths(true, unknown))


# --- sums


def steps_of(clock: Clock, keys: Sequence[Keys], changes: Sequence[NDArray[Any]]) -> Rows:
    """What changes come to: each is added from its key on, up to the end of its lead. Those of never do not count."""
    base = clock.base
    return _summed(clock, [base, *keys], [np.zeros(len(base), np.int64), *changes])


def added(clock: Clock, parts: Sequence[Rows]) -> Rows:
    """The sum of several."""
    still = [part.data for part in parts if len(part.key) == clock.size]
    moving = [part for part in parts if len(part.key) > clock.size]
    if not moving:
        return Rows(clock.base, _sum(still))
    if len(moving) == 1:
        found = moving[0]
    else:
        found = _summed(clock, [part.key for part in moving], [_changes(clock, part) for part in moving])
    if still:
        found = Rows(found.key, _sum([found.data, _sum(still)[found.key >> clock.bits]]))
    return found


def _changes(clock: Clock, rows: Rows) -> NDArray[Any]:
    """By how much each row differs from the one before it; a lead's first from nothing."""
    found = rows.data.copy()
    found[1:] -= rows.data[:-1]
    first = rows.key.searchsorted(clock.base)
    found[first] = rows.data[first]
    return found


def _summed(clock: Clock, keys: Sequence[Keys], changes: Sequence[NDArray[Any]]) -> Rows:
    key = np.concatenate(keys)
    order = np.argsort(key, kind="stable")
    key, sums = key[order], np.cumsum(np.concatenate(changes)[order])
    # A running sum goes on from lead to lead: what it was when a lead began is not the lead's.
    first = key.searchsorted(clock.base)
    before = np.where(first > 0, sums[first - 1], 0)
    last = np.ones(len(key), np.bool_)
    np.not_equal(key[1:], key[:-1], out=last[:-1])
    last &= ~clock.is_never(key)
    key, sums = key[last], sums[last]
    return compressed(clock, key, sums - before[key >> clock.bits])


def _sum(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
