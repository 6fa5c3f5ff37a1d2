"""`A then B then C spanning D` over time."""

from typing import TYPE_CHECKING

import numpy as np

from ....dsl import model as m
from ..truths import Truths
from .clock import Keys
from .rows import TruthRows, compressed_truths, steps_of, truths_at

if TYPE_CHECKING:
    from .over_time import OverTime


def sequence_rows(condition: m.Sequence, over: "OverTime") -> TruthRows:
    """Whether there is such a chain of events, unknown where its windows are.

    For each event of the last step the chain that starts latest is the best: none is shorter, and none is seen longer.
    It is seen from when its last event is until its first is no more.
    """
    clock = over.clock
    first, *later = [over.seen(m.Events(s, condition.windows, condition.resets)) for s in condition.steps]
    key = clock.keys(first.events.lead, first.events.at)
    start = np.arange(len(key))
    enter = first.enter
    for step in later:
        keys = clock.keys(step.events.lead, step.events.at)
        start = _before(keys, key, start, clock.bits)
        key, enter = keys, step.enter
    found = np.flatnonzero(start >= 0)
    found = found[clock.moments(key[found]) - first.events.at[start[found]] <= condition.spanning]
    enter, leave = enter[found], first.leave[start[found]]
    there = enter < leave
    enter, leave = enter[there], leave[there]
    ones = np.ones(len(enter), np.int64)
    rows = steps_of(clock, [enter, leave], [ones, -ones])
    true = rows.data > 0
    if first.known is None:
        return compressed_truths(clock, rows.key, Truths(true))
    key = over.merged([rows.key, first.known.key])
    known = truths_at(clock, first.known, key).true
    true = truths_at(clock, TruthRows(rows.key, Truths(true)), key).true
    return compressed_truths(clock, key, Truths(true & known, ~known))


def _before(keys: Keys, earlier: Keys, start: "np.ndarray", bits: int) -> "np.ndarray":
    """For each key the start that goes with the latest strictly earlier key of the same lead; −1 without one."""
    if not len(earlier):
        return np.full(len(keys), -1, np.int64)
    found = earlier.searchsorted(keys) - 1
    there = found >= 0
    found = np.where(there, found, 0)
    there &= (earlier[found] >> bits) == (keys >> bits)
    return np.where(there, start[found], -1)
