"""What two models say of the same leads as of the same moment, and how that differs: summed up store by store."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.outcomes import Scores
from ..columnar.points import GivenColumn
from ..columns import Bools
from ..outcomes import LOST, OPEN, WON
from .changed import Comparison, RulePair
from .movers import Mover, State, most_moved, movers_of, moves_of
from .moves import Moves
from .states import Scale, Texts

NO_QUEUE = "no queue"
RESULTS = {WON: "won", LOST: "lost", OPEN: "open"}
EXAMPLES = 5
"""Leads that are kept of each change of stage."""

Pairs = Counter[tuple[str, str]]
MovesOf = Callable[[NDArray[np.int64]], list[Mover]]


@dataclass(slots=True)
class SegmentEffect:
    """Leads in a segment before and after; ``moves``: of those that are in it on either side."""

    before: int = 0
    after: int = 0
    joined: int = 0
    left: int = 0
    moves: Moves = field(default_factory=Moves)


@dataclass(slots=True)
class RuleEffect:
    """What came of a rule that gives others than before: leads that get other points by it, the sum of that
    (hundredths), and leads that it gave points before and after. Before its group's limits."""

    pair: RulePair
    leads: int = 0
    total: int = 0
    before: int = 0
    after: int = 0


@dataclass(slots=True)
class Effects:
    """``stages``, ``grades``, ``queues``: leads by what they were and are (``NO_QUEUE``: by none).
    ``examples``: some that change stage.
    ``in_stage``: leads by result and stage, before and after; ``results`` is empty where no outcomes are known."""

    comparison: Comparison
    scale: Scale
    as_of: int
    all: Moves = field(default_factory=Moves)
    stages: Pairs = field(default_factory=Counter[tuple[str, str]])
    examples: dict[tuple[str, str], list[Mover]] = field(default_factory=dict[tuple[str, str], list[Mover]])
    grades: Pairs = field(default_factory=Counter[tuple[str, str]])
    segments: dict[str, SegmentEffect] = field(default_factory=dict[str, SegmentEffect])
    resegmented: int = 0
    requeued: int = 0
    queues: Pairs = field(default_factory=Counter[tuple[str, str]])
    results: dict[str, Moves] = field(default_factory=dict[str, Moves])
    in_stage: tuple[Pairs, Pairs] = field(
        default_factory=lambda: (Counter[tuple[str, str]](), Counter[tuple[str, str]]())
    )
    rules: list[RuleEffect] = field(default_factory=list[RuleEffect])
    movers: list[Mover] = field(default_factory=list[Mover])
    regraded_texts: Texts = field(default_factory=Texts, repr=False)
    most_examples: int = EXAMPLES

    @classmethod
    def none_yet(cls, comparison: Comparison, as_of: int, examples: int = EXAMPLES) -> "Effects":
        scale = Scale(comparison.before, comparison.after, comparison.stages)
        labels = dict.fromkeys(s.label for model in (comparison.after, comparison.before) for s in model.segments)
        return cls(
            comparison,
            scale,
            as_of,
            segments={label: SegmentEffect() for label in labels},
            rules=[RuleEffect(pair) for pair in comparison.rules],
            most_examples=examples,
        )

    @property
    def leads(self) -> int:
        return self.all.leads

    @property
    def nothing(self) -> bool:
        """Whether no lead comes out otherwise."""
        found = self.all
        return not (found.score or found.stage or found.grade or self.resegmented or self.requeued)

    def add(self, before: Scores, after: Scores, result: NDArray[np.int8] | None) -> None:
        """The leads of a store. ``result``: what became of them, as ``engine.outcomes`` has it."""
        by = after.points.score - before.points.score
        was, now = self.scale.before(before), self.scale.after(after)
        restaged = was != now
        regraded = self._add_grades(before, after)
        self.all.add(by, restaged, regraded)
        self._add_segments(before, after, by, restaged, regraded)
        self._add_queues(before, after)
        if result is not None:
            self._add_results(result, by, was, now, regraded)
        old, new = _given(before), _given(after)
        for effect in self.rules:
            a, b = effect.pair.before, effect.pair.after
            _add_rule(effect, a and old[a.number], b and new[b.number], before.at.size)
        names, pairs = self.scale.names, self.comparison.rules
        state: State = lambda lead: (names[int(was[lead])], names[int(now[lead])])  # noqa: E731
        _count_pairs(self.stages, was, now, names, names)
        self._add_examples(was, now, lambda leads: moves_of(before, after, pairs, state, leads))
        found = movers_of(before, after, pairs, state)
        self.movers = most_moved([*self.movers, *found])

    def _add_examples(self, was: NDArray[np.int64], now: NDArray[np.int64], told: MovesOf) -> None:
        names = self.scale.names
        for old, new in self.stages:
            examples = self.examples.setdefault((old, new), []) if old != new else []
            if old != new and len(examples) < self.most_examples:
                found = np.flatnonzero((was == names.index(old)) & (now == names.index(new)))
                examples += told(found[: self.most_examples - len(examples)])

    def _add_grades(self, before: Scores, after: Scores) -> Bools:
        texts = self.regraded_texts
        was, now = (
            np.full(s.at.size, -1, np.int64) if s.grade is None else texts.codes(s.grade.codes, s.grade.texts)
            for s in (before, after)
        )
        if before.grade is not None and after.grade is not None:
            _count_pairs(self.grades, was, now, tuple(texts.numbers), tuple(texts.numbers))
        return was != now

    def _add_segments(self, before: Scores, after: Scores, by: NDArray[Any], restaged: Bools, regraded: Bools) -> None:
        old, new = _members(before), _members(after)
        nobody = np.zeros(len(by), np.bool_)
        changed = nobody.copy()
        for label, effect in self.segments.items():
            was, now = old.get(label, nobody), new.get(label, nobody)
            effect.before += int(np.count_nonzero(was))
            effect.after += int(np.count_nonzero(now))
            effect.joined += int(np.count_nonzero(now & ~was))
            effect.left += int(np.count_nonzero(was & ~now))
            effect.moves.add(by, restaged, regraded, was | now)
            changed |= was != now
        self.resegmented += int(np.count_nonzero(changed))

    def _add_queues(self, before: Scores, after: Scores) -> None:
        texts = Texts()
        was, now = (texts.codes(s.route.codes, s.route.texts) for s in (before, after))
        self.requeued += int(np.count_nonzero(was != now))
        names = (NO_QUEUE, *texts.numbers)
        _count_pairs(self.queues, was + 1, now + 1, names, names)

    def _add_results(
        self,
        result: NDArray[np.int8],
        by: NDArray[Any],
        was: NDArray[np.int64],
        now: NDArray[np.int64],
        regraded: Bools,
    ) -> None:
        names = self.scale.names
        for code, name in RESULTS.items():
            chosen = result == code
            self.results.setdefault(name, Moves()).add(by, was != now, regraded, chosen)
            for counts, codes in zip(self.in_stage, (was, now), strict=True):
                for number, count in enumerate(np.bincount(codes[chosen], minlength=len(names)).tolist()):
                    counts[name, names[number]] += count


def scorable(model: m.Model) -> m.Model:
    """A model that scores the same, without the deadlines of its routes: they need the history of every lead."""
    stages = tuple(
        replace(s, routes=tuple(m.Route(route.queue, only_for=route.only_for) for route in s.routes))
        for s in model.stages
    )
    return replace(model, stages=stages)


def _members(scores: Scores) -> dict[str, Bools]:
    found: dict[str, Bools] = {}
    for label, true in scores.segments:
        found[label] = true if label not in found else found[label] | true
    return found


def _count_pairs(
    into: Pairs, was: NDArray[np.int64], now: NDArray[np.int64], old: Sequence[str], new: Sequence[str]
) -> None:
    counts = np.bincount(was * len(new) + now, minlength=len(old) * len(new))
    for number in np.flatnonzero(counts).tolist():
        into[old[number // len(new)], new[number % len(new)]] += int(counts[number])


def _given(scores: Scores) -> dict[int, GivenColumn | None]:
    """What each rule gave, by its number."""
    pairs = zip(scores.plan.rules, scores.points.given, strict=True)
    return {planned.rule.number: given for planned, given in pairs}


def _add_rule(effect: RuleEffect, old: GivenColumn | None, new: GivenColumn | None, size: int) -> None:
    if old is new:  # what two models share is worked out once
        return
    was, now = (np.zeros(size, np.int64) if given is None else _points(given) for given in (old, new))
    by = now - was
    effect.leads += int(np.count_nonzero(by))
    effect.total += int(by.sum())
    effect.before += int(np.count_nonzero(was))
    effect.after += int(np.count_nonzero(now))


def _points(given: GivenColumn) -> NDArray[Any]:
    points: NDArray[Any] = given.points
    return points if points.dtype == object else points.astype(np.int64, copy=False)
