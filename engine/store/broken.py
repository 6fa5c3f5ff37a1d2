"""Events that are left out, and why."""

from collections.abc import Iterator

import numpy as np

from ..columns import Bools, Ints
from ..data_problems import Fault, Problems
from ..source import Data
from .leads import NO_ID
from .unreadable import texts_at


def whole_events(lead: Ints, kind: Ints, known: Bools | None) -> Bools | None:
    """Which events have a lead, a type and a time; None if all have."""
    if not len(lead) or (int(lead.min()) >= 0 and int(kind.min()) >= 0 and (known is None or known.all())):
        return None
    whole = lead >= 0
    whole &= kind >= 0
    if known is not None:
        whole &= known
    return whole


class BrokenEvents:
    """Tells of events that are left out."""

    def __init__(self) -> None:
        self._unread: list[np.ndarray] = []

    def see(self, start: int, unreadable: Bools) -> None:
        """Take note of times that cannot be read, ``unreadable`` of the rows from ``start`` on."""
        self._unread.append(np.flatnonzero(unreadable) + start)

    def tell(self, problems: Problems, data: Data, lead: Ints, kind: Ints, known: Bools | None) -> None:
        """Add what is wrong. ``known``: of which rows the time is."""
        found: list[tuple[Fault, int, int]] = []
        for fault, mask in self._faults(lead, kind, known):
            count = int(np.count_nonzero(mask))
            if count:
                found.append((fault, count, int(mask.argmax()) + 1))
        assert data.time is not None
        firsts = [first for _, _, first in found]
        shown = texts_at(data.table, firsts, [data.lead_key, f"{data.time.sql}::VARCHAR"])
        for fault, count, first in found:
            key, time = shown[first]
            problems.broken_events(data, fault, count, first, str(key), str(time))

    def _faults(self, lead: Ints, kind: Ints, known: Bools | None) -> Iterator[tuple[Fault, Bools]]:
        """In the order in which they are told."""
        yield "id", lead == NO_ID
        yield "lead", (lead < 0) & (lead != NO_ID)
        typed = (lead >= 0) & (kind >= 0)
        if known is not None:
            unread = np.zeros(len(lead), np.bool_)
            for rows in self._unread:
                unread[rows] = True
            yield "notation", typed & unread
            yield "time", typed & ~known & ~unread
        yield "type", (lead >= 0) & (kind < 0)
