"""Points of all leads at once: what each rule gave, groups and their limits, the score."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import Bools
from ..plan import Case, Plan, PlannedGroup, PlannedRule
from .leads_at import LeadsAt

_MOST_THREADS = 8
_WORTH_THREADS = 100_000
"""Leads and events from which on starting threads costs less than it saves."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rule of cases: which case gave points (0: none, else its position in the plan and one more), and the points in
    hundredths by that number."""

    choices: NDArray[np.unsignedinteger[Any]]
    worth: NDArray[np.int64]

    @property
    def points(self) -> NDArray[np.int64]:
        return self.worth[self.choices]


@dataclass(frozen=True, slots=True)
class Earned:
    """A rule of events: its points in hundredths."""

    points: NDArray[Any]


GivenColumn = Chosen | Earned


@dataclass(frozen=True, slots=True)
class PointColumns:
    """Hundredths, a row a lead. ``given``: what each rule of the plan gave, None if nothing to anybody."""

    given: tuple[GivenColumn | None, ...]
    groups: dict[str, NDArray[Any]]
    score: NDArray[Any]


def points_at(plan: Plan, at: LeadsAt) -> PointColumns:
    """The points of all leads, group by group, the inner ones first."""
    given = _given_by_all(plan, at)
    groups: dict[str, NDArray[Any]] = {}
    inside: dict[str, list[NDArray[Any]]] = {group.name: [] for group in plan.groups}
    for group in plan.groups:
        sums = [_sum_of(group.rules, at), *inside[group.name]]
        points = limited(_added(sums), group.group.minimum, group.group.maximum)
        points = _where(_gate(group, at), points)
        groups[group.name] = points
        if group.group.parent is not None:
            inside[group.group.parent].append(points)
    model = plan.model
    total = _added([_sum_of(plan.ungrouped, at), *(groups[group.name] for group in plan.counting)])
    score = limited(total + model.baseline, model.minimum, model.maximum)
    return PointColumns(
        given,
        {group.name: groups[group.name] for group in model.groups},
        score,
    )


def _given_by_all(plan: Plan, at: LeadsAt) -> tuple[GivenColumn | None, ...]:
    """What each rule gives; where there is much to do, on all cores: NumPy lets several threads work at a time."""
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    if threads < 2 or at.size + len(at.store.at) < _WORTH_THREADS:
        return tuple(given_by(rule, at) for rule in plan.rules)
    with ThreadPoolExecutor(threads) as pool:
        return tuple(pool.map(given_by, plan.rules, repeat(at)))


def given_by(rule: PlannedRule, at: LeadsAt) -> GivenColumn | None:
    """What a rule gives each lead, before its group's limits."""
    if not rule.is_in_force(at.day):
        return None
    return at.kept.get(("given", rule.gates, rule.gives), lambda: _given(rule.gates, rule.gives, at))


def _given(gates: tuple[m.Condition, ...], gives: tuple[Case, ...] | m.Tally, at: LeadsAt) -> GivenColumn:
    gate = _all_true(gates, at)
    if isinstance(gives, m.Tally):
        points = at.points(gives)
        return Earned(points if gate is None else np.where(gate, points, points.dtype.type(0)))
    choices = np.zeros(at.size, np.uint8 if len(gives) < 255 else np.uint32)
    left = np.ones(at.size, np.bool_) if gate is None else gate.copy()
    for number, case in enumerate(gives, 1):
        if case.condition is None:
            choices[left] = number
            break
        hit = left & at.truth(case.condition).true
        choices[hit] = number
        if number < len(gives):
            left &= ~hit
    return Chosen(choices, np.array([0, *(case.points for case in gives)], np.int64))


def _all_true(gates: tuple[m.Condition, ...], at: LeadsAt) -> Bools | None:
    """Where every gate is true; None if there is none."""
    found: Bools | None = None
    for gate in gates:
        true = at.truth(gate).true
        found = true if found is None else found & true
    return found


def _gate(group: PlannedGroup, at: LeadsAt) -> Bools | None:
    return _all_true(group.gates, at)


def _sum_of(rules: tuple[PlannedRule, ...], at: LeadsAt) -> NDArray[Any]:
    """The points of some rules together; kept, so that an edit of one rule leaves the other groups as they are."""
    found = tuple(rule for rule in rules if rule.is_in_force(at.day))
    key = ("sum", tuple((rule.gates, rule.gives) for rule in found))
    return at.kept.get(key, lambda: _added([np.zeros(at.size, np.int64), *_points(found, at)]))


def _points(rules: tuple[PlannedRule, ...], at: LeadsAt) -> Iterable[NDArray[Any]]:
    for rule in rules:
        given = given_by(rule, at)
        if given is not None:
            yield given.points


def _added(parts: Iterable[NDArray[Any]]) -> NDArray[Any]:
    total: NDArray[Any] | None = None
    for part in parts:
        if total is None:
            total = part
        elif total.dtype == object or part.dtype == object:
            total = total.astype(object) + part
        else:
            total = total + part
    assert total is not None
    return total


def limited(points: NDArray[Any], minimum: int | None, maximum: int | None) -> NDArray[Any]:
    """Within limits, the least one last, as ``engine.points.held`` does it."""
    if maximum is not None:
        points = np.minimum(points, maximum)
    if minimum is not None:
        points = np.maximum(points, minimum)
    return points


def _where(gate: Bools | None, points: NDArray[Any]) -> NDArray[Any]:
    return points if gate is None else np.where(gate, points, 0)
