"""How much memory there is, for a run that is not told how much it may take."""

import os
from contextlib import suppress
from pathlib import Path

_SHARE = (3, 5)
"""Three parts in five: the rest is for the system, and for what else is open on a laptop."""
_KEPT = 4
"""Of the memory that may be used, one part in so many is for what is worked out and kept."""
USUAL_ROOM = 2 << 30
"""Bytes for that, if nobody knows how much memory there is."""
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
"""Where Linux says how much a container may take."""


def usual_memory() -> int | None:
    """The bytes that a run takes at most if nothing is said: three fifths of what there is; None if nobody knows."""
    known = [size for size in (_installed(), *map(_limit, _LIMITS)) if size is not None]
    return min(known) * _SHARE[0] // _SHARE[1] if known else None


def room_in(memory: int | None) -> int:
    """The bytes of what was worked out that are kept while one store is scored, of ``memory`` that may be used."""
    return USUAL_ROOM if memory is None else memory // _KEPT


def _installed() -> int | None:
    with suppress(AttributeError, ValueError, OSError):  # there is no such thing on Windows
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        return size if size > 0 else None
    return None


def _limit(file: str) -> int | None:
    with suppress(OSError, ValueError):  # `max` is no number: there is no limit
        return int(Path(file).read_text("ascii"))
    return None
