"""When each event is seen by a measure: from which moment on it is in all windows, and at which it leaves one.

All bounds of the language move forward only, so events come into a window and leave it in order of their times: what a
measure sees at a moment is a run of events side by side. That is what makes a whole history cost little more than one
moment of it.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ...columns import Bools
from ..rows import Rows as Events
from ..truths import Truths
from .clock import EARLIEST, FAR, LATEST, Keys
from .rows import TruthRows, compressed_truths, distinct, merged_keys, truths_at, up_to

if TYPE_CHECKING:
    from .over_time import OverTime


@dataclass(frozen=True, slots=True)
class Seen:
    """Events in order of lead and time; the key at which each comes to be seen, and that at which it is no more: both
    ascend. ``known``: whether the windows are known (None: always)."""

    events: Events
    enter: Keys
    leave: Keys
    known: TruthRows | None

    def where(self, mask: Bools) -> "Seen":
        return Seen(self.events.where(mask), self.enter[mask], self.leave[mask], self.known)


@dataclass(frozen=True, slots=True)
class Span:
    """What is seen at each of some keys: the events from ``low`` up to, but not with, ``high``."""

    key: Keys
    low: NDArray[np.int64]
    high: NDArray[np.int64]


def seen(events: m.Events, over: "OverTime") -> Seen:
    """The events of a stream over time, as its windows and resets let them be seen."""
    rows = over.now.rows(events.stream)
    return _Bounds(over, events, rows).seen()


def span(of: Seen, over: "OverTime", *more: Keys) -> Span:
    """At every key at which something comes or goes, or the windows come to be known, and at ``more``."""
    clock = over.clock
    parts = [of.enter, of.leave[~clock.is_never(of.leave)], *more]
    if of.known is not None:
        parts.append(of.known.key)
    key = distinct(np.concatenate([clock.base, *parts]))
    return span_at(of, key)


def span_at(of: Seen, key: Keys) -> Span:
    return Span(key, up_to(of.leave, key), up_to(of.enter, key))


class _Bounds:
    """The windows of a measure, one after the other narrowing when each event is seen."""

    def __init__(self, over: "OverTime", events: m.Events, rows: Events) -> None:
        self.over = over
        self.clock = over.clock
        self.windows = events.windows
        self.resets = events.resets
        self.rows = rows
        self.key = self.clock.keys(rows.lead, rows.at)
        self.later = 0
        """Microseconds after its own time at which an event comes to be seen."""
        self.leave = np.full(len(rows), LATEST, np.int64)
        self.mask = np.ones(len(rows), np.bool_)
        self.known: list[TruthRows] = []
        self.reset_at = np.full(len(rows), EARLIEST, np.int64)

    def seen(self) -> Seen:
        for reset in self.resets:
            moments = self.over.moments(reset)
            self._leave_at_next(moments)
            before, at = self._before(moments)
            np.maximum(self.reset_at, np.where(before, at, EARLIEST), out=self.reset_at)
        for window in self.windows:
            self._narrow(window)
        rows, clock = self.rows, self.clock
        enter = rows.at + self.later
        mask = self.mask & (enter < self.leave) & (enter <= clock.until)
        if not mask.all():
            rows, enter, leave = rows.where(mask), enter[mask], self.leave[mask]
        else:
            leave = self.leave
        return Seen(rows, clock.keys(rows.lead, enter), clock.keys(rows.lead, leave), self._all_known())

    def _narrow(self, window: m.Window) -> None:
        rows = self.rows
        match window:
            case m.Within(length):
                np.minimum(self.leave, rows.at + min(length, FAR), out=self.leave)
            case m.BetweenAgo(near, far):
                self.later = max(self.later, min(near, FAR))
                np.minimum(self.leave, rows.at + min(far, FAR), out=self.leave)
            case m.FromMoment(at):
                self.mask &= rows.at >= at
            case m.AfterField(field):
                found = self.over.now.instants(field)
                data = found.data[rows.lead]
                self.mask &= rows.at > data
                if found.known is not None:
                    self.mask &= found.known[rows.lead]
                    self.known.append(TruthRows(self.clock.base, Truths(found.known)))
            case m.AfterEvent("last", stream):
                self._leave_at_next(self.over.moments(stream))
            case m.AfterEvent("first", stream):
                there, at = self._first(stream)
                self.mask &= there & (at < rows.at)
                self._known_by(stream)
            case m.Following(length, "first", stream):
                there, at = self._first(stream)
                self.mask &= there & (at < rows.at) & (rows.at <= at + min(length, FAR))
                self._known_by(stream)
            case m.Following(length, _, stream):
                moments = self.over.moments(stream)
                self._leave_at_next(moments)
                there, at = self._before(moments)
                self.mask &= there & (at > self.reset_at) & (rows.at <= at + min(length, FAR))
                self._known_by(stream)
            case m.AfterEvent():
                raise AssertionError(window)

    # --- the events that windows begin from

    def _leave_at_next(self, moments: Keys) -> None:
        """Not seen any more from the next of these moments on, that of the event itself included."""
        found = moments.searchsorted(self.key)
        next = np.append(moments, np.iinfo(np.int64).max)[found]
        same = (next >> self.clock.bits) == self.rows.lead
        np.minimum(self.leave, np.where(same, self.clock.at(next), LATEST), out=self.leave)

    def _before(self, moments: Keys) -> tuple[Bools, NDArray[np.int64]]:
        """Whether one of these moments is strictly before each event, and the latest of them."""
        return self._of_same_lead(moments, moments.searchsorted(self.key) - 1)

    def _first(self, stream: m.Stream) -> tuple[Bools, NDArray[np.int64]]:
        """The first event of a stream after the latest reset before each event."""
        moments = self.over.moments(stream)
        after = self.clock.keys(self.rows.lead, self.reset_at.copy())
        return self._of_same_lead(moments, moments.searchsorted(after, side="right"))

    def _of_same_lead(self, moments: Keys, found: NDArray[np.int64]) -> tuple[Bools, NDArray[np.int64]]:
        there = (found >= 0) & (found < len(moments))
        if not len(moments):
            return there, np.zeros(len(found), np.int64)
        key = moments[np.where(there, found, 0)]
        there &= (key >> self.clock.bits) == self.rows.lead
        return there, self.clock.at(key)

    # --- whether the windows are known

    def _known_by(self, stream: m.Stream) -> None:
        """A window that begins from an event is unknown until there is one after the latest reset."""
        self.known.append(self.over.truth(m.Exists(m.Events(stream, (), self.resets))))

    def _all_known(self) -> TruthRows | None:
        if not self.known:
            return None
        if len(self.known) == 1:
            return self.known[0]
        key = merged_keys(self.clock, (rows.key for rows in self.known))
        truths = [truths_at(self.clock, rows, key).true for rows in self.known]
        return compressed_truths(self.clock, key, Truths(np.logical_and.reduce(truths)))
