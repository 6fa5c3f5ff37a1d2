"""About how much memory data takes, loaded and with what it takes to score it."""

import gzip
from collections.abc import Iterable, Sequence

from ...dsl.types import Type
from ..columns import Column, TextColumn
from ..files import DataFile
from ..table import Table
from .loading import Loading

TO_SCORE_AN_EVENT = 24
TO_SCORE_A_LEAD = 400
"""Bytes: rough figures; what is worked out beside a store has a bound of its own."""

_OF_AN_EVENT = 16
_OF_A_VALUE = {Type.TEXT: 2, Type.NUMBER: 5, Type.FLAG: 2, Type.DATE: 5, Type.TIME: 9}
_HEAD = 1 << 16
_ZIPPED = 8


def estimate(loading: Loading, rows: Sequence[int | None]) -> int:
    """Bytes that all of a source takes. ``rows``: those of its leads and of its events, as far as they are known."""
    source = loading.source
    there = [data for data in (source.leads, source.events) if data is not None]
    found = 0
    for data, count in zip(there, rows, strict=True):
        values = sum(_OF_A_VALUE[type] for _, type in loading.named(data))
        own = TO_SCORE_A_LEAD if data is source.leads else _OF_AN_EVENT + TO_SCORE_AN_EVENT
        found += (_rows(data.table) if count is None else count) * (own + values)
    return found


def _rows(table: Table) -> int:
    """About how many rows files of texts have."""
    return sum(_lines(file) for file in table.files)


def _lines(file: DataFile) -> int:
    try:
        size = file.path.stat().st_size
        with file.path.open("rb") as plain:
            zipped = plain.read(2) == b"\x1f\x8b"
        with gzip.open(file.path) if zipped else file.path.open("rb") as data:
            head = data.read(_HEAD)
    except OSError:  # whoever reads all of it will say what is wrong
        return 0
    ends = max(head.count(b"\n"), head.count(b"}"), 1)
    return size * (_ZIPPED if zipped else 1) * ends // max(len(head), 1)


def bytes_of(columns: Iterable[Column]) -> int:
    """Bytes that a row takes."""
    return sum(
        c.codes.itemsize if isinstance(c, TextColumn) else c.data.itemsize + (c.known is not None) for c in columns
    )
