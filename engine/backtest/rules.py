"""Rule by rule: how often it fired, for whom, and what would be lost without it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ...dsl.source import Place
from ..columns import Bools
from ..plan import Plan
from .ranking import Ranking, likely, share
from .sample import AtMoments
from .stages import Stages, can_change
from .without import LeaveOneOut


@dataclass(frozen=True, slots=True)
class RuleResult:
    """``fired``: the leads to which it gave points that are not 0. ``overall``: the share of all leads that was won.

    ``roc_area``: without the rule; ``roc_with``: with it. ``falls`` and ``rises``: leads that would be below the
    threshold without it, or at or above it; ``stages``: those that would have another stage, None if no stage asks for
    points.
    """

    label: str
    text: str
    group: str | None
    place: Place | None
    fired: int
    fired_won: int
    overall: float | None
    roc_with: float | None
    roc_area: float | None
    falls: int
    rises: int
    stages: int | None

    @property
    def conversion(self) -> float | None:
        """Of the leads that it fired for, the share that was won."""
        return share(self.fired_won, self.fired)

    @property
    def lift(self) -> float | None:
        """How many times as often as all leads."""
        if self.conversion is None or not self.overall:
            return None
        return self.conversion / self.overall

    @property
    def likely(self) -> tuple[float, float] | None:
        return likely(self.fired_won, self.fired)

    @property
    def lost(self) -> float | None:
        """What the area loses without the rule; below 0, it would gain."""
        return None if self.roc_with is None or self.roc_area is None else self.roc_with - self.roc_area

    @property
    def decides(self) -> bool:
        """Whether it changed the side of the threshold, or the stage, of any lead."""
        return bool(self.falls or self.rises or self.stages)


def rule_results(
    plan: Plan, then: AtMoments, won: Bools, threshold: int | None, done: Callable[[int], None] | None = None
) -> list[RuleResult]:
    """The rules in the order of the model, over leads that are compared. ``done``: called with how many are."""
    ranking = Ranking.of(then.score, won)
    leave_out = LeaveOneOut(plan, then)
    stages = Stages(plan.model, then) if can_change(plan.model) else None
    results: list[RuleResult] = []
    for number, (planned, given) in enumerate(zip(plan.rules, then.given, strict=True)):
        changed = leave_out.without(number)
        fired = given != 0
        some = bool(len(changed.rows))
        falls = rises = 0
        if threshold is not None and some:
            before, after = then.score >= threshold, changed.score >= threshold
            falls, rises = int(np.count_nonzero(before & ~after)), int(np.count_nonzero(after & ~before))
        others = None
        if stages is not None:
            others = int(np.count_nonzero(stages.changed(changed.score, changed.groups))) if some else 0
        rule = planned.rule
        results.append(
            RuleResult(
                rule.name or rule.head or rule.text,
                rule.text,
                rule.group,
                rule.place,
                len(changed.rows),
                int(np.count_nonzero(fired & won)),
                ranking.conversion,
                ranking.roc_area,
                Ranking.of(changed.score, won).roc_area if some else ranking.roc_area,
                falls,
                rises,
                others,
            )
        )
        if done is not None:
            done(number + 1)
    return results
