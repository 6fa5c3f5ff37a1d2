"""What leads would have without one of the rules: groups and their limits added up anew from what every rule gave.

Only leads to which the rule gave points can come out otherwise, and for those the `for` of its group, and of the groups
that this one is in, was true: so it need not be asked again.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..columnar.points import limited
from ..plan import Plan
from .sample import AtMoments


@dataclass(frozen=True, slots=True)
class Changed:
    """``rows``: the leads to which the rule gave points. ``score`` and ``groups`` (in the order of the model): those of
    all leads without the rule, in hundredths."""

    rows: NDArray[np.int64]
    score: NDArray[Any]
    groups: dict[str, NDArray[Any]]


class LeaveOneOut:
    def __init__(self, plan: Plan, then: AtMoments) -> None:
        self.plan = plan
        self.then = then
        self.by_name = {group.name: group for group in plan.model.groups}
        self.points = dict(zip((group.name for group in plan.model.groups), then.groups, strict=True))
        self.before = {group.name: self._zeros() for group in plan.model.groups}
        self.unlimited = self._zeros() + plan.model.baseline
        for rule, given in zip(plan.rules, then.given, strict=True):
            if rule.group is None:
                self.unlimited = self.unlimited + given
            else:
                self.before[rule.group] = self.before[rule.group] + given
        for group in plan.model.groups:
            if group.parent is not None:
                self.before[group.parent] = self.before[group.parent] + self.points[group.name]
            elif not group.apart:
                self.unlimited = self.unlimited + self.points[group.name]

    def _zeros(self) -> NDArray[Any]:
        return np.zeros(self.then.size, np.int64)

    def without(self, number: int) -> Changed:
        """``number``: the rule's position in the plan."""
        rule, given = self.plan.rules[number], self.then.given[number]
        rows = np.flatnonzero(given)
        change = -_wide(given[rows])
        groups = dict(self.points)
        name = rule.group
        counts = True
        while name is not None:
            group = self.by_name[name]
            was = self.points[name]
            now = limited(self.before[name][rows] + change, group.minimum, group.maximum)
            change = now - was[rows]
            groups[name] = _replaced(was, rows, now)
            counts = not (group.parent is None and group.apart)
            name = group.parent
        score = self.then.score
        if counts:
            model = self.plan.model
            score = _replaced(score, rows, limited(self.unlimited[rows] + change, model.minimum, model.maximum))
        return Changed(rows, score, groups)


def _wide(points: NDArray[Any]) -> NDArray[Any]:
    return points if points.dtype == object else points.astype(np.int64)


def _replaced(points: NDArray[Any], rows: NDArray[np.int64], by: NDArray[Any]) -> NDArray[Any]:
    result = _wide(points).copy()
    if by.dtype == object:
        result = result.astype(object)
    result[rows] = by
    return result
