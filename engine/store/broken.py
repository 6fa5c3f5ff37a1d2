"""Events that are left out, and why."""

from collections.abc import Iterator

import numpy as np

from ..columns import Bools, Ints
from ..data_problems import Fault, Problems
from ..source import Data
from .keys import NO_ID
from .readings import Read
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


def tell_of_broken(problems: Problems, data: Data, lead: Ints, kind: Ints, times: Read) -> None:
    """Add what is wrong with events."""
    found: list[tuple[Fault, int, int]] = []
    for fault, mask in _faults(lead, kind, times):
        count = int(np.count_nonzero(mask))
        if count:
            found.append((fault, count, int(mask.argmax()) + 1))
    assert data.time is not None
    firsts = [first for _, _, first in found]
    shown = texts_at(data.table, firsts, [data.lead_key, f"{data.time.sql}::VARCHAR"])
    for fault, count, first in found:
        key, time = shown[first]
        problems.broken_events(data, fault, count, first, str(key), str(time))


def _faults(lead: Ints, kind: Ints, times: Read) -> Iterator[tuple[Fault, Bools]]:
    """In the order in which they are told."""
    yield "id", lead == NO_ID
    yield "lead", (lead < 0) & (lead != NO_ID)
    if times.known is not None:
        unread = np.zeros(len(lead), np.bool_)
        for start, unreadable in times.unreadable:
            unread[start : start + len(unreadable)] = unreadable
        typed = (lead >= 0) & (kind >= 0)
        yield "notation", typed & unread
        yield "time", typed & ~times.known & ~unread
    yield "type", (lead >= 0) & (kind < 0)
