"""Which leads first came to a stage by one version of the rules, and not, or at another time, by the other.

What is counted adds up: those by the version before, and those gained, without those lost, are those by the version
after.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.steps import LATEST
from ..columns import Bools
from ..simulation.stays import Batch
from ..store import Store

How = Literal["gained", "lost", "sooner", "later"]
WAYS: tuple[How, ...] = ("gained", "lost", "sooner", "later")


@dataclass(frozen=True, slots=True)
class Coming:
    """A lead. ``before``, ``after``: when it first came to the stage, None if it did not; ``EARLIEST`` if it always
    was there. Scores in hundredths, as of the end."""

    lead_id: str | int
    how: How
    before: int | None
    after: int | None
    score_before: int
    score_after: int


@dataclass(frozen=True)
class Came:
    """The leads of which the two versions say something else within the time that is looked at, a row a lead.

    ``gained``: it first came to the stage in that time by the version after alone; ``lost``: by the one before alone.
    By the other one it may have come earlier than that, or never. ``sooner``, ``later``: by both, at another moment.
    """

    stage: str
    ids: pa.Array
    before: NDArray[np.int64]
    after: NDArray[np.int64]
    score_before: NDArray[np.int64]
    score_after: NDArray[np.int64]
    first: int
    last: int

    def __len__(self) -> int:
        return len(self.ids)

    def _inside(self, moments: NDArray[np.int64]) -> Bools:
        return (moments >= self.first) & (moments <= self.last)

    @cached_property
    def masks(self) -> Mapping[How, Bools]:
        was, now = self._inside(self.before), self._inside(self.after)
        return {
            "gained": now & ~was,
            "lost": was & ~now,
            "sooner": was & now & (self.after < self.before),
            "later": was & now & (self.after > self.before),
        }

    def count(self, how: How) -> int:
        return int(np.count_nonzero(self.masks[how]))

    def leads(self, how: How, most: int | None = None) -> Iterator[Coming]:
        """Some of them, the first to come first."""
        rows = np.flatnonzero(self.masks[how])
        at = (self.before if how == "lost" else self.after)[rows]
        for row in rows[np.argsort(at, kind="stable")][:most].tolist():
            yield Coming(
                self.ids[row].as_py(),
                how,
                _told(int(self.before[row])),
                _told(int(self.after[row])),
                int(self.score_before[row]),
                int(self.score_after[row]),
            )


def _told(moment: int) -> int | None:
    return None if moment == LATEST else moment


class Firsts:
    """When each lead of a store first came to each stage; ``LATEST`` if it did not, ``EARLIEST`` if nobody knows since
    when. Added up batch by batch, anew for each store."""

    def __init__(self, stages: Sequence[m.Stage]) -> None:
        self.stages = stages
        self.at: dict[str, NDArray[np.int64]] = {}

    def begin(self, store: Store) -> None:
        self.at = {stage.name: np.full(store.size, LATEST, np.int64) for stage in self.stages}

    def add(self, batch: Batch) -> None:
        for stage in self.stages:
            stays = batch.stays(stage)
            stays = stays.where(stays.first)
            self.at[stage.name][batch.numbers[stays.lead]] = stays.since


class Differing:
    """Adds up the leads of stores of which two versions say something else. ``called``: names of stages before →
    after."""

    def __init__(self, stages: Sequence[str], called: Mapping[str, str], first: int, last: int) -> None:
        self.stages = stages
        self.called = called
        self.first = first
        self.last = last
        self._parts: dict[str, list[tuple[pa.Array, NDArray[np.int64]]]] = {name: [] for name in stages}

    def add(
        self, store: Store, before: Firsts, after: Firsts, scores: tuple[NDArray[np.int64], NDArray[np.int64]]
    ) -> None:
        never = np.full(store.size, LATEST, np.int64)
        old = {self.called.get(name, name): at for name, at in before.at.items()}
        for name in self.stages:
            was, now = old.get(name, never), after.at.get(name, never)
            inside = [(at >= self.first) & (at <= self.last) for at in (was, now)]
            rows = np.flatnonzero((was != now) & (inside[0] | inside[1]))
            columns = [was[rows], now[rows], scores[0][rows], scores[1][rows]]
            self._parts[name].append((store.ids.take(pa.array(rows)), np.stack(columns)))

    def result(self) -> tuple[Came, ...]:
        return tuple(self._came(name) for name in self.stages)

    def _came(self, name: str) -> Came:
        parts = self._parts[name]
        ids = pa.concat_arrays([ids for ids, _ in parts]) if parts else pa.array([], pa.string())
        columns = np.concatenate([c for _, c in parts], axis=1) if parts else np.zeros((4, 0), np.int64)
        return Came(name, ids, columns[0], columns[1], columns[2], columns[3], self.first, self.last)
