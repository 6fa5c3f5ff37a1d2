"""The leads whose scores move most, and what moved them: rules, baseline, limits. Exact: the parts add up."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columnar.outcomes import Scores
from ..columnar.points import Chosen, GivenColumn
from ..columns import Ints
from .changed import RulePair

MOST = 10
"""Leads that are shown."""

State = Callable[[int], tuple[str, str]]
"""The stage of a lead of a store, before and after."""
Part = tuple[str, int]
"""What moved a score, and by how much (hundredths)."""


@dataclass(frozen=True, slots=True)
class Mover:
    """Scores in hundredths. ``by``: what moved it, the most first; together ``after`` − ``before``."""

    lead_id: str | int
    before: int
    after: int
    stage_before: str
    stage_after: str
    by: tuple[Part, ...]


def movers_of(before: Scores, after: Scores, pairs: Sequence[RulePair], state: State) -> list[Mover]:
    """Those of a store, the first ones first."""
    by = after.points.score - before.points.score
    moved = np.flatnonzero(by != 0)
    chosen = moved[np.argsort(-np.abs(by[moved]), kind="stable")[:MOST]]
    return moves_of(before, after, pairs, state, chosen)


def moves_of(
    before: Scores, after: Scores, pairs: Sequence[RulePair], state: State, leads: NDArray[np.int64]
) -> list[Mover]:
    """What moved some leads of a store."""
    if not len(leads):
        return []
    parts = _parts(before, after, pairs, leads)
    ids = before.at.store.ids.take(leads).to_pylist()
    return [
        Mover(
            ids[n],
            int(before.points.score[lead]),
            int(after.points.score[lead]),
            *state(lead),
            _most_first((label, int(points[n])) for label, points in parts),
        )
        for n, lead in enumerate(leads.tolist())
    ]


def most_moved(movers: Sequence[Mover]) -> list[Mover]:
    """The first of several stores', in their order."""
    return sorted(movers, key=lambda mover: -abs(mover.after - mover.before))[:MOST]


def _most_first(parts: Iterator[Part]) -> tuple[Part, ...]:
    return tuple(sorted((part for part in parts if part[1]), key=lambda part: -abs(part[1])))


def _parts(before: Scores, after: Scores, pairs: Sequence[RulePair], leads: Ints) -> list[tuple[str, NDArray[Any]]]:
    """What each part of the score makes of the difference, for some leads."""
    old, new = _PointsOf(before, leads), _PointsOf(after, leads)
    parts: list[tuple[str, NDArray[Any]]] = [
        (pair.rule.label, new.rule(pair.after and pair.after.number) - old.rule(pair.before and pair.before.number))
        for pair in pairs
    ]
    raised = after.plan.model.baseline - before.plan.model.baseline
    parts.append(("baseline", np.full(len(leads), raised, np.int64)))
    mine, theirs = old.limits(), new.limits()
    nothing: NDArray[np.int64] = np.zeros(len(leads), np.int64)
    for name in dict.fromkeys([*theirs, *mine]):
        parts.append((name, theirs.get(name, nothing) - mine.get(name, nothing)))
    return parts


class _PointsOf:
    """What makes up the scores of some leads by one model."""

    def __init__(self, scores: Scores, leads: Ints) -> None:
        self.leads = leads
        self.scores = scores
        self.plan = scores.plan
        self.nothing: NDArray[np.int64] = np.zeros(len(leads), np.int64)
        pairs = zip(scores.plan.rules, scores.points.given, strict=True)
        self.given = {rule.rule.number: (rule.group, given) for rule, given in pairs}
        self.counting = {g.name for g in scores.plan.groups if self._counts(g.name)}

    def _counts(self, group: str) -> bool:
        while True:
            found = self.plan.group_of[group].group
            if found.parent is None:
                return not found.apart
            group = found.parent

    def rule(self, number: int | None) -> NDArray[Any]:
        """What a rule gives towards the score; nothing if it counts apart from it, or is not there."""
        if number is None:
            return self.nothing
        group, given = self.given[number]
        return self._of(given) if group is None or group in self.counting else self.nothing

    def _of(self, given: GivenColumn | None) -> NDArray[Any]:
        return self.nothing if given is None else points_of(given, self.leads)

    def limits(self) -> Mapping[str, NDArray[Any]]:
        """What the limits of each group, and of the model, add to what they are given, or take from it."""
        found: dict[str, NDArray[Any]] = {}
        inside: dict[str, NDArray[Any]] = dict.fromkeys(self.plan.group_of, self.nothing)
        total = self.nothing + self.plan.model.baseline
        for group, given in self.given.values():
            if group is None:
                total = total + self._of(given)
            else:
                inside[group] = inside[group] + self._of(given)
        for group in self.plan.groups:  # inner ones first
            points = self.scores.points.groups[group.name][self.leads]
            if group.name not in self.counting:
                continue
            found[f"limits of {group.name}"] = points - inside[group.name]
            parent = group.group.parent
            if parent is None:
                total = total + points
            else:
                inside[parent] = inside[parent] + points
        found["limits of the model"] = self.scores.points.score[self.leads] - total
        return found


def points_of(given: GivenColumn, leads: Ints) -> NDArray[Any]:
    """What a rule gave some leads."""
    if isinstance(given, Chosen):
        return given.worth[given.choices[leads]]
    points = given.points[leads]
    return points if points.dtype == object else points.astype(np.int64)
