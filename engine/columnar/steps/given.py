"""Points over time: what each rule gives, groups with their limits, the score, the grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....dsl import model as m
from ...plan import Case, Plan, PlannedRule
from ..grades import graded
from ..points import limited
from .clock import Keys
from .over_time import OverTime
from .rows import Rows, TruthRows, added, changing, compressed, data_at, merged_keys, truths_at


@dataclass(frozen=True, slots=True)
class Given:
    """What a rule gives. ``choices``: which case of the plan gave the points (0: none, else its position and one more);
    None for a tally."""

    key: Keys
    data: NDArray[Any]
    choices: NDArray[np.uint32] | None = None

    @property
    def rows(self) -> Rows:
        return Rows(self.key, self.data)


def given_by(rule: PlannedRule, over: OverTime) -> Given:
    gates: list[Rows] = [_truth(over.truth(gate)) for gate in rule.gates]
    in_force = over.days_in_force(rule.rule.first_day, rule.rule.last_day)
    if in_force is not None:
        gates.append(in_force)
    if isinstance(rule.gives, m.Tally):
        rows = gated(over.points(rule.gives), gates, over)
        return Given(rows.key, rows.data)
    return _first_case(rule.gives, gates, over)


def _truth(rows: TruthRows) -> Rows:
    return Rows(rows.key, rows.truths.true)


def gated(rows: Rows, gates: Sequence[Rows], over: OverTime) -> Rows:
    """Points where every gate is true, else 0."""
    if not gates:
        return rows
    clock = over.clock
    key = merged_keys(clock, (rows.key, *(gate.key for gate in gates)))
    true = np.logical_and.reduce([data_at(clock, gate, key) for gate in gates])
    return compressed(clock, key, np.where(true, data_at(clock, rows, key), 0))


def _first_case(cases: tuple[Case, ...], gates: Sequence[Rows], over: OverTime) -> Given:
    clock = over.clock
    conditions = [over.truth(case.condition) if case.condition is not None else None for case in cases]
    key = merged_keys(clock, (*(c.key for c in conditions if c is not None), *(gate.key for gate in gates)))
    left = np.ones(len(key), np.bool_)
    for gate in gates:
        left &= data_at(clock, gate, key)
    choices = np.zeros(len(key), np.uint32)
    for number, condition in enumerate(conditions, 1):
        hit = left if condition is None else left & truths_at(clock, condition, key).true
        choices[hit] = number
        left = left & ~hit
    worth = np.array([0, *(case.points for case in cases)], np.int64)
    kept = changing(clock, choices, key=key)
    key, choices = key[kept], choices[kept]
    return Given(key, worth[choices], choices)


def group_points(plan: Plan, given: Sequence[Given], over: OverTime) -> dict[str, Rows]:
    """The points of every group after its limits, in the model's order."""
    position = {id(rule): number for number, rule in enumerate(plan.rules)}
    found: dict[str, Rows] = {}
    inside: dict[str, list[Rows]] = {group.name: [] for group in plan.groups}
    for group in plan.groups:
        parts = [given[position[id(rule)]].rows for rule in group.rules] + inside[group.name]
        rows = _limited(_sum(parts, over), group.group.minimum, group.group.maximum, over)
        rows = gated(rows, [_truth(over.truth(gate)) for gate in group.gates], over)
        found[group.name] = rows
        if group.group.parent is not None:
            inside[group.group.parent].append(rows)
    return {group.name: found[group.name] for group in plan.model.groups}


def score(plan: Plan, given: Sequence[Given], groups: dict[str, Rows], over: OverTime) -> Rows:
    parts = [each.rows for each, rule in zip(given, plan.rules, strict=True) if rule.group is None]
    parts += [groups[group.name] for group in plan.counting]
    rows = _sum(parts, over)
    model = plan.model
    return _limited(Rows(rows.key, rows.data + model.baseline), model.minimum, model.maximum, over)


def _sum(parts: Sequence[Rows], over: OverTime) -> Rows:
    parts = [part for part in parts if part.data.any()]
    return added(over.clock, parts) if parts else Rows(over.clock.base, np.zeros(over.size, np.int64))


def _limited(rows: Rows, minimum: int | None, maximum: int | None, over: OverTime) -> Rows:
    data = limited(rows.data, minimum, maximum)
    return rows if data is rows.data else compressed(over.clock, rows.key, data)


def grade(plan: Plan, groups: dict[str, Rows], score: Rows, over: OverTime) -> tuple[Rows, tuple[str, ...]] | None:
    """The grade as a position in the texts."""
    lines = plan.model.grade
    if not lines:
        return None
    clock = over.clock
    points = [score if line.group is None else groups[line.group] for line in lines]
    key = merged_keys(clock, (rows.key for rows in points))
    found = graded(lines, [data_at(clock, rows, key) for rows in points])
    return compressed(clock, key, found.codes), tuple(found.texts)
