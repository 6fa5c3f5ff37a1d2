"""Who was at a stage from when to when: the step functions of a history as dated stays.

A lead is *at* a stage while the stage is reached, holds included, and the lead is not disqualified. What has been so as
long as a history goes is dated from the lead's own beginning, if that is known.
"""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.steps import EARLIEST, Steps, visits
from ..columnar.steps.rows import Rows, compressed, data_at, merged_keys

if TYPE_CHECKING:
    from ..columnar.steps import History
    from ..columns import Bools
    from ..store import Store

NONE = -1
"""The code of no reason, no queue, no text."""


@dataclass(frozen=True, slots=True)
class Stays:
    """Each uninterrupted time at a stage, in order of lead and time, as of a moment: nothing later is in it.

    ``lead``: the position in the batch. ``since``: microseconds, ``EARLIEST`` if it has no date. ``until``: the moment
    from which on it was no longer so; later than the as-of time if it still is. ``first``: the lead's first.
    ``reached``: since when the stage has been reached without a break, disqualified or not; promises count from it.
    """

    lead: NDArray[np.int32]
    since: NDArray[np.int64]
    until: NDArray[np.int64]
    first: "Bools"
    reached: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.lead)

    @property
    def dated(self) -> "Bools":
        return self.since > EARLIEST

    def where(self, mask: "Bools | NDArray[np.int64]") -> "Stays":
        return Stays(*(getattr(self, f.name)[mask] for f in fields(self)))


class Batch:
    """Some leads with their history: what every table of a simulation adds up. ``store`` holds these leads alone;
    ``numbers`` are theirs in the store that they come from.

    ``start``: when each lead began, ``EARLIEST`` if that is not known. ``begun``: the leads of which it is; ``known``:
    those that had begun by ``as_of``, or of which nobody knows.
    """

    def __init__(self, history: "History", as_of: int, start: NDArray[np.int64]) -> None:
        self.history = history
        self.store: Store = history.over.now.store
        self.as_of = as_of
        self.size = history.size
        self.numbers = history.leads
        self.start = start
        self.begun: Bools = start > EARLIEST
        self.known: Bools = start <= as_of
        self._stays: dict[str, Stays] = {}

    def stays(self, stage: m.Stage) -> Stays:
        """The times at a stage."""
        found = self._stays.get(stage.name)
        if found is None:
            found = self._stays[stage.name] = self._found(stage)
        return found

    def own(self, number: int) -> Stays:
        """The times at which the stage of this number was the lead's own, the last that it had reached."""
        return self._dated(self.history.stage, number + 1, None)

    def _found(self, stage: m.Stage) -> Stays:
        reached = self.history.reached[stage.name]
        reasons = self.history.disqualified
        if not (reasons.data != NONE).any():
            return self._dated(reached, 1, None)
        return self._dated(_free_of(reached, reasons), 1, reached)

    def _dated(self, steps: Steps, code: int, reached: Steps | None) -> Stays:
        found = visits(steps, code)
        since = found.since.copy()
        always = since == EARLIEST
        since[always] = self.start[found.lead[always]]
        kept = (since <= self.as_of) & (since < found.until)
        lead, was = found.lead[kept], found.since[kept]
        first = np.ones(len(lead), np.bool_)
        np.not_equal(lead[1:], lead[:-1], out=first[1:])
        if reached is not None:  # each of its rows is where a time at the stage begins or ends
            was = reached.at[reached.rows_at(lead, was)]
        return Stays(lead, since[kept], found.until[kept], first, was)


def _free_of(reached: Steps, reasons: Steps) -> Steps:
    """Where a stage is reached and there is no reason against it."""
    clock = reached.clock
    key = merged_keys(clock, (reached.key, reasons.key))
    there = data_at(clock, Rows(reached.key, reached.data), key) != 0
    rows = compressed(clock, key, there & (data_at(clock, Rows(reasons.key, reasons.data), key) == NONE))
    return Steps(clock, rows.key, rows.data)
