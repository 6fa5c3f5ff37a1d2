"""Which stage leads would have with other points: conditions of stages put together anew from their parts.

Parts that ask for no points are known as they were at the lead's moment; those that do are asked again. What stays as
it was, too: what `holds until` kept although nothing was true any more, and points compared with another measure that
is none of points (`score > 50% of budget`).
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE, Type
from ..columnar.leads_at import LeadsAt
from ..columnar.truths import Truths, at_least, both, either, negation
from ..columnar.values import ratio_truths, value_truths
from ..columns import Bools, Ints, TextColumn, ValueColumn
from ..evaluate import NO_GRADE
from ..records import Schema
from ..store import store_of
from .sample import AtMoments, Leaves

_OF_POINTS = (m.Score, m.GroupPoints, m.GradeText)


def asks_for_points(condition: m.Condition) -> bool:
    return any(isinstance(part, _OF_POINTS) for part in m.parts(condition))


def leaves_of(model: m.Model) -> Leaves:
    """The parts of conditions that other points cannot change, each once; none if no stage asks for points."""
    if not can_change(model):
        return ()
    return tuple(dict.fromkeys(leaf for when in _whens(model) for leaf in _leaves(when)))


def is_mixed(condition: m.Condition) -> bool:
    """Whether it compares points with something else."""
    return isinstance(condition, m.Ratio) and not all(
        isinstance(s, _OF_POINTS) for s in (condition.left, condition.right)
    )


def can_change(model: m.Model) -> bool:
    """Whether other points can make another stage."""
    return bool(model.stages) and any(map(asks_for_points, _whens(model)))


def _whens(model: m.Model) -> list[m.Condition]:
    whens = [when.condition for stage in model.stages for when in stage.whens]
    return whens + [when.condition for when in model.disqualifications]


def _leaves(condition: m.Condition) -> Iterator[m.Condition]:
    if not asks_for_points(condition) or is_mixed(condition):
        yield condition
        return
    match condition:
        case m.AllOf(parts) | m.AnyOf(parts) | m.AtLeast(_, parts):
            for part in parts:
                yield from _leaves(part)
        case m.Not(part) | m.Named(part):
            yield from _leaves(part)
        case _:
            pass


class Stages:
    """The stages of leads by any points; only for a model in which points ``can_change`` them."""

    def __init__(self, model: m.Model, then: AtMoments) -> None:
        self.model = model
        self.then = then
        self.truths = dict(zip(leaves_of(model), then.leaves, strict=True))
        nobody = store_of([], Schema({}, {}))
        self.at = LeadsAt(nobody, model.timezone, (), 0, 0)
        self.groups = dict(zip((group.name for group in model.groups), then.groups, strict=True))
        self.held = self._held()
        self.before = self.stage(then.score, self.groups)

    def _held(self) -> dict[str, Bools]:
        """Of the stages that hold, who is there for that reason alone."""
        reached = dict(zip((stage.name for stage in self.model.stages), self.then.reached, strict=True))
        points = self._points(self.then.score, self.groups)
        held: dict[str, Bools] = {}
        for stage in self.model.stages:
            if stage.holds_until is not None:
                now = self._true_now(stage, points)
                held[stage.name] = reached[stage.name] & ~(now if stage.after is None else now & reached[stage.after])
        return held

    def changed(self, score: Ints, groups: Mapping[str, Ints]) -> Bools:
        """Which leads have another stage with these points."""
        return self.stage(score, groups) != self.before

    def stage(self, score: Ints, groups: Mapping[str, Ints]) -> NDArray[np.int32]:
        """The lead's stage: 0 for none, else its position in the model and one more."""
        points = self._points(score, groups)
        codes = np.zeros(self.then.size, np.int32)
        reached: dict[str, Bools] = {}
        for number, stage in enumerate(self.model.stages, 1):
            now = self._true_now(stage, points)
            if stage.after is not None:
                now = now & reached[stage.after]
            reached[stage.name] = now | self.held[stage.name] if stage.name in self.held else now
            codes[reached[stage.name]] = number
        for when in self.model.disqualifications:
            codes[self._truth(when.condition, points).true] = 0
        return codes

    def _true_now(self, stage: m.Stage, points: "_Points") -> Bools:
        true = np.zeros(self.then.size, np.bool_)
        for when in stage.whens:
            true |= self._truth(when.condition, points).true
        return true

    def _truth(self, condition: m.Condition, points: "_Points") -> Truths:
        known = self.truths.get(condition)
        if known is not None:
            return known
        match condition:
            case m.AllOf(parts):
                return both([self._truth(part, points) for part in parts])
            case m.AnyOf(parts):
                return either([self._truth(part, points) for part in parts])
            case m.AtLeast(number, parts):
                return at_least(number, [self._truth(part, points) for part in parts])
            case m.Not(part):
                return negation(self._truth(part, points))
            case m.Named(part):
                return self._truth(part, points)
            case m.Relation(left) | m.Between(left) | m.Among(left) | m.TextTest(left):
                return value_truths(condition, points[left], self.at)
            case m.Ratio(left, _, right):
                return ratio_truths(condition, points[left], points[right])
            case m.IsKnown(measure):
                return value_truths(condition, points[measure], self.at)
            case _:
                raise AssertionError(condition)

    def _points(self, score: Ints, groups: Mapping[str, Ints]) -> "_Points":
        points: _Points = {m.Score(): _column(score)}
        points |= {m.GroupPoints(name): _column(column) for name, column in groups.items()}
        points[m.GradeText()] = grades(self.model, score, groups)
        return points


_Points = dict[m.Measure, ValueColumn | TextColumn]


def _column(points: Ints) -> ValueColumn:
    return ValueColumn(Type.NUMBER, points, None, NUMBER_SCALE // 100)


def grades(model: m.Model, score: Ints, groups: Mapping[str, Ints]) -> TextColumn:
    """The grade by these points: the label of each line, put together."""
    if not model.grade:
        return TextColumn(np.full(len(score), -1, np.int8), ())
    codes = np.zeros(len(score), np.int64)
    texts = [""]
    for line in model.grade:
        points = score if line.group is None else groups[line.group]
        labels = [*(band.label for band in line.bands), ""]
        found = np.full(len(score), len(line.bands), np.int64)
        for number, band in reversed(list(enumerate(line.bands))):
            found[:] = number if band.threshold is None else np.where(points >= band.threshold, number, found)
        codes = codes * len(labels) + found
        texts = [text + label for text in texts for label in labels]
    return TextColumn(codes, [text or NO_GRADE for text in texts])
