"""The same by segment, and by the values of text fields: where leads come from, what becomes of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.errors import DataError
from ...dsl.types import Type
from ..columns import TextColumn
from .durations import TimeTo, taken_by, time_to
from .stays import Batch, Stays

SEGMENT = "segment"
MISSING = "(none)"
OTHER = "(other)"
_MOST_VALUES = 10_000
"""Different values of a field: more are names or addresses, not kinds of leads."""


@dataclass(frozen=True, slots=True)
class StageOfShare:
    """One stage among the leads of a share. ``reached``: leads that were ever at it by the end; ``first``: those that
    came to it for the first time in the time that is looked at."""

    reached: int
    first: int
    time_to: TimeTo


@dataclass(frozen=True, slots=True)
class Share:
    """The leads with one value of a field, or in one segment. ``leads``: those that had begun by the end."""

    value: str
    leads: int
    stages: tuple[StageOfShare, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """``by``: a field, or the word segment. A lead can be in several segments, or in none: those that it was ever in
    count, and of its stages those that it came to while it was in one."""

    by: str
    stages: tuple[str, ...]
    shares: tuple[Share, ...]


@dataclass(slots=True)
class _Sums:
    leads: int = 0
    reached: Counter[int] = field(default_factory=Counter[int])
    first: Counter[int] = field(default_factory=Counter[int])
    unknown: Counter[int] = field(default_factory=Counter[int])
    taken: dict[int, list[NDArray[np.int64]]] = field(default_factory=dict[int, list[NDArray[np.int64]]])

    def add(self, other: "_Sums") -> None:
        self.leads += other.leads
        self.reached += other.reached
        self.first += other.first
        self.unknown += other.unknown
        for stage, taken in other.taken.items():
            self.taken.setdefault(stage, []).extend(taken)


class Splits:
    """Adds up batches. ``fields``: text fields; ``most``: how many of a field's values stand for themselves."""

    def __init__(self, model: m.Model, fields: tuple[str, ...], most: int, first: int, last: int) -> None:
        self._stages = model.stages
        self._labels = tuple(dict.fromkeys(segment.label for segment in model.segments))
        self._fields = fields
        self._most = most
        self.first = first
        self.last = last
        self._sums: dict[str, dict[str, _Sums]] = {
            **{name: {} for name in fields},
            SEGMENT: {label: _Sums() for label in self._labels},
        }

    def add(self, batch: Batch) -> None:
        stays = [batch.stays(stage) for stage in self._stages]
        stays = [s.where(s.first) for s in stays]
        for name in self._fields:
            self._by_field(name, batch, stays)
        self._by_segment(batch, stays)

    def _by_field(self, name: str, batch: Batch, stays: list[Stays]) -> None:
        column = batch.store.field(name, Type.TEXT)
        assert isinstance(column, TextColumn)
        # Missing ones stand behind the last text.
        codes = column.codes.astype(np.int64)
        codes[codes < 0] = len(column.texts)
        sums = self._sums[name]
        if len(sums) > _MOST_VALUES:
            raise DataError(
                f"the field `{name}` has more than {_MOST_VALUES:,} different values", "split by one that has few"
            )
        numbers, counts = np.unique(codes[batch.known], return_counts=True)
        for code, count in zip(numbers.tolist(), counts.tolist(), strict=True):
            sums.setdefault(_text(column, code), _Sums()).leads += count
        for stage, found in enumerate(stays):
            of_lead = codes[found.lead]
            for code, rows in _runs(of_lead):
                self._count(sums.setdefault(_text(column, code), _Sums()), stage, batch, found.where(rows))

    def _by_segment(self, batch: Batch, stays: list[Stays]) -> None:
        at = [np.where(found.dated, found.since, batch.as_of) for found in stays]
        for label, steps in batch.history.segments:
            sums = self._sums[SEGMENT][label]
            ever = np.zeros(batch.size, np.bool_)
            keys = steps.key[np.flatnonzero(steps.data)]
            ever[steps.clock.lead(keys[steps.clock.at(keys) <= batch.as_of])] = True
            sums.leads += int((batch.known & ever).sum())
            for stage, found in enumerate(stays):
                self._count(sums, stage, batch, found.where(steps.of(found.lead, at[stage]) != 0))

    def _count(self, sums: _Sums, stage: int, batch: Batch, stays: Stays) -> None:
        """``stays``: the first of each lead."""
        sums.reached[stage] += len(stays)
        inside = stays.where((stays.since >= self.first) & (stays.since <= self.last))
        taken, measured = taken_by(batch, inside.lead, inside.since)
        sums.first[stage] += len(inside)
        sums.unknown[stage] += int((~measured).sum()) + int((~stays.dated).sum())
        sums.taken.setdefault(stage, []).append(taken[measured])

    def result(self) -> tuple[Split, ...]:
        names = tuple(stage.name for stage in self._stages)
        found = [
            Split(name, names, tuple(self._shares(self._most_frequent(self._sums[name])))) for name in self._fields
        ]
        if self._labels:
            found.append(Split(SEGMENT, names, tuple(self._shares(self._sums[SEGMENT]))))
        return tuple(found)

    def _most_frequent(self, sums: dict[str, _Sums]) -> dict[str, _Sums]:
        """The values that most leads have, then all others together, then none."""
        named = sorted((value for value in sums if value != MISSING), key=lambda value: (-sums[value].leads, value))
        kept = {value: sums[value] for value in named[: self._most]}
        if len(named) > self._most:
            kept[OTHER] = _Sums()
            for value in named[self._most :]:
                kept[OTHER].add(sums[value])
        if MISSING in sums:
            kept[MISSING] = sums[MISSING]
        return kept

    def _shares(self, sums: dict[str, _Sums]) -> Iterator[Share]:
        for value, found in sums.items():
            yield Share(
                value,
                found.leads,
                tuple(
                    StageOfShare(
                        found.reached[number],
                        found.first[number],
                        time_to(
                            stage.name,
                            found.taken.get(number, []),
                            max(found.leads - found.reached[number], 0),
                            found.unknown[number],
                        ),
                    )
                    for number, stage in enumerate(self._stages)
                ),
            )


def _text(column: TextColumn, code: int) -> str:
    return column.texts[code] if code < len(column.texts) else MISSING


def _runs(codes: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Each code, and the positions at which it stands."""
    if not len(codes):
        return
    order = np.argsort(codes, kind="stable")
    numbers, starts = np.unique(codes[order], return_index=True)
    yield from zip(numbers.tolist(), np.split(order, starts[1:]), strict=True)
