"""`each` and `latest` over time: every event gives points from the moment it counts, less at each step of its fade, and
none from the moment it is no more seen or a newer one of its period takes its place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ...columns import Ints
from ...points import faded
from ..rows import Rows as Events
from ..tallies import carried, periods_of
from ..values import SAFE, largest
from .clock import FAR, Keys
from .measures import expanded
from .rows import Rows, compressed, steps_of
from .seen import Seen

if TYPE_CHECKING:
    from .over_time import OverTime


@dataclass(frozen=True, slots=True)
class _Counting:
    """Events that count, from a key up to another; ``points`` before any fade, signed."""

    lead: NDArray[np.int32]
    at: NDArray[np.int64]
    enter: Keys
    leave: Keys
    points: Ints


def earned(tally: m.Tally, over: "OverTime") -> Rows:
    """The points of each lead in hundredths, held by `up to`; 0 where a window is unknown."""
    clock = over.clock
    counting = _counting(tally, over.seen(tally.events), over)
    if tally.fade is None:
        keys: list[Keys] = [counting.enter, counting.leave]
        changes = [counting.points, -counting.points]
    else:
        keys, changes = _fading(tally, counting, over)
    rows = steps_of(clock, keys, _safe(changes))
    if tally.limit is not None:
        rows = compressed(clock, rows.key, np.clip(rows.data, -tally.limit, tally.limit))
    return rows


def _safe(changes: list[Ints]) -> list[NDArray[Any]]:
    """As Python's integers if sums might not fit 64 bits."""
    if sum(largest(change) * max(1, len(change)) for change in changes) < SAFE:
        return [change.astype(np.int64, copy=False) for change in changes]
    return [change.astype(object) for change in changes]


def _counting(tally: m.Tally, of: Seen, over: "OverTime") -> _Counting:
    points = _worth(tally, of.events, over)
    events, enter, leave = of.events, of.enter, of.leave
    if tally.kind == "each" and tally.once_per is None:
        return _Counting(events.lead, events.at, enter, leave, points)
    if tally.kind == "latest":
        lead, at, period = events.lead, events.at, np.zeros(len(events), np.int64)
    else:
        there, period = periods_of(tally, events, over.now)
        lead, at, enter, leave, points = events.lead[there], events.at[there], enter[there], leave[there], points[there]
    # Of several at one instant the one that gives most stands last.
    order = np.lexsort((points.astype(np.int64) if points.dtype != object else points, at, period, lead))
    lead, at, enter, leave, points, period = (a[order] for a in (lead, at, enter, leave, points, period))
    if len(lead):
        followed = (lead[1:] == lead[:-1]) & (period[1:] == period[:-1])
        leave[:-1] = np.where(followed, np.minimum(leave[:-1], enter[1:]), leave[:-1])
    kept = enter < leave
    return _Counting(lead[kept], at[kept], enter[kept], leave[kept], points[kept])


def _worth(tally: m.Tally, events: Events, over: "OverTime") -> Ints:
    points = tally.points
    if isinstance(points.amount, m.Carried):
        return carried(points.amount, points.sign, events, over.now)
    return np.full(len(events), points.fixed, np.int64)


def _fading(tally: m.Tally, counting: _Counting, over: "OverTime") -> tuple[list[Keys], list[Ints]]:
    """The steps of every event's fade that fall into the time it counts."""
    assert tally.fade is not None and isinstance(tally.points.amount, int)
    clock, every = over.clock, min(tally.fade.every, FAR)
    left = np.array([*faded(tally.points.amount, tally.fade), 0], np.int64) * tally.points.sign
    last = len(left) - 1
    enter, leave = clock.moments(counting.enter), clock.moments(counting.leave)
    first = np.minimum((enter - counting.at) // every, last)
    final = np.minimum((np.minimum(leave, clock.until + 1) - 1 - counting.at) // every, last)
    row, number = expanded(final - first)
    step = first[row] + number + 1
    keys = clock.keys(counting.lead[row], counting.at[row] + step * every)
    return (
        [counting.enter, keys, counting.leave],
        [left[first], left[step] - left[step - 1], -left[np.maximum(final, first)]],
    )
