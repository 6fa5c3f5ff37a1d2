"""Where MQLs come from, month by month: what costs are set against."""

from collections import Counter

import numpy as np

from ...dsl import model as m
from ...dsl.types import Type
from ..columns import TextColumn
from ..simulation.periods import Periods
from ..simulation.splits import MISSING
from ..simulation.stays import Batch
from ..store import Store


class MqlsBySource:
    """Adds up batches of a simulation: ``counts`` of first MQLs by source and period."""

    def __init__(self, mql: m.Stage, field: str | None, periods: Periods, first: int, last: int) -> None:
        self.mql = mql
        self.field = field
        self.periods = periods
        self.first = first
        self.last = last
        self.counts: Counter[tuple[str, str]] = Counter()

    def begin(self, store: Store) -> None:
        pass

    def add(self, batch: Batch) -> None:
        stays = batch.stays(self.mql)
        stays = stays.where(stays.first & (stays.since >= self.first) & (stays.since <= self.last))
        numbers = self.periods.numbers(stays.since).tolist()
        for source, number in zip(self._sources(batch, stays.lead.tolist()), numbers, strict=True):
            self.counts[source, self.periods.label(number)] += 1

    def _sources(self, batch: Batch, leads: list[int]) -> list[str]:
        if self.field is None:
            return [MISSING] * len(leads)
        column = batch.store.field(self.field, Type.TEXT)
        assert isinstance(column, TextColumn)
        return [text or MISSING for text in column.values(np.array(leads, np.int64))]
