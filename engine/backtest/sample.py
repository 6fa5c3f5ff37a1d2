"""Leads as they were, each at its own moment: what the rules gave them then, and nothing that came later."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.truths import Truths
from ..columns import Bools


@dataclass(frozen=True, slots=True)
class AtMoments:
    """A row a lead. ``leads``: numbers in the store. Points in hundredths, moments in microseconds.

    ``given``: what each rule of the plan gave, before its group's limits. ``grade``: positions in the texts that
    ``stages.grades`` gives. ``reached``: for each stage of the model whether it was reached, whatever the lead's own
    stage. ``segments``: for each label whether the lead had it. ``leaves``: for each condition that was asked for, its
    truth.
    """

    leads: NDArray[np.int64]
    at: NDArray[np.int64]
    score: NDArray[Any]
    groups: tuple[NDArray[Any], ...]
    given: tuple[NDArray[Any], ...]
    grade: NDArray[np.int64]
    disqualified: Bools
    reached: tuple[Bools, ...]
    segments: tuple[Bools, ...]
    leaves: tuple[Truths, ...]

    @property
    def size(self) -> int:
        return len(self.leads)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Leads that are not compared, for one reason, and how many of them were won."""

    leads: int = 0
    won: int = 0

    def __add__(self, other: "LeftOut") -> "LeftOut":
        return LeftOut(self.leads + other.leads, self.won + other.won)


@dataclass(frozen=True, slots=True)
class Left:
    """Why leads are not compared. ``no_moment``: a field is missing, the outcome has no day, the stage was never
    reached. ``not_there``: the lead came later. ``decided``: it was won or lost already. ``outside``: it did not have
    the segment that was asked for."""

    no_moment: LeftOut = LeftOut()
    not_there: LeftOut = LeftOut()
    decided: LeftOut = LeftOut()
    outside: LeftOut = LeftOut()

    def __add__(self, other: "Left") -> "Left":
        return Left(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Left)))


@dataclass(frozen=True, slots=True)
class Sample:
    """The leads of all stores that had a moment. ``result``: 1 won, 0 lost, −1 still open; ``decided_at``: when.

    ``open``: leads without an outcome, those without a moment among them. ``decided_early``: those compared that were
    decided at their moment already.
    """

    ids: pa.Array
    then: AtMoments
    result: NDArray[np.int8]
    decided_at: NDArray[np.int64]
    left: Left
    open: int
    decided_early: int
    grades: Sequence[str]

    @property
    def known(self) -> Bools:
        """The leads that are compared: those that were won or lost."""
        return self.result >= 0


def joined(parts: Sequence[AtMoments]) -> AtMoments:
    """One after the other."""
    first = parts[0]
    if len(parts) == 1:
        return first

    def together(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    def each(name: str) -> Any:
        columns = zip(*(getattr(part, name) for part in parts), strict=True)
        return tuple(np.concatenate(column) for column in columns)

    return AtMoments(
        together("leads"),
        together("at"),
        together("score"),
        each("groups"),
        each("given"),
        together("grade"),
        together("disqualified"),
        each("reached"),
        each("segments"),
        tuple(map(_one, zip(*(part.leaves for part in parts), strict=True))),
    )


def taken(then: AtMoments, rows: NDArray[Any]) -> AtMoments:
    """Some of the rows: positions, or a mask."""
    return AtMoments(
        then.leads[rows],
        then.at[rows],
        then.score[rows],
        tuple(column[rows] for column in then.groups),
        tuple(column[rows] for column in then.given),
        then.grade[rows],
        then.disqualified[rows],
        tuple(column[rows] for column in then.reached),
        tuple(column[rows] for column in then.segments),
        tuple(Truths(t.true[rows], None if t.unknown is None else t.unknown[rows]) for t in then.leaves),
    )


def _one(truths: tuple[Truths, ...]) -> Truths:
    true = np.concatenate([t.true for t in truths])
    if all(t.unknown is None for t in truths):
        return Truths(true)
    none = [np.zeros(len(t.true), np.bool_) if t.unknown is None else t.unknown for t in truths]
    return Truths(true, np.concatenate(none))


Leaves = tuple[m.Condition, ...]
