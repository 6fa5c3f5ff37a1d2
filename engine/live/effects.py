"""What each rule does: for how many leads it fires, and the points that it gives in all."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...dsl import model as m
from ...dsl.source import Place
from ..columnar.outcomes import Scores
from ..columnar.points import Chosen, GivenColumn
from ..evaluate import Given
from ..plan import PlannedRule


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """A rule, or a row or branch of one. ``leads``: how many it gives points; ``points``: hundredths in all, before
    limits of groups; ``is_part``: it is a row or branch. ``in_force``: False on days on which the rule is not."""

    label: str
    place: Place | None
    leads: int
    points: int
    is_part: bool = False
    in_force: bool = True

    @property
    def file(self) -> Path | None:
        return None if self.place is None else self.place.source.path

    @property
    def line(self) -> int:
        """The line on which it begins, from 1; 0 if it stands in no file."""
        return 0 if self.place is None else self.place.source.position(self.place.span.start)[0]

    @property
    def last_line(self) -> int:
        """The line on which it ends."""
        return 0 if self.place is None else self.place.source.position(max(0, self.place.span.end - 1))[0]


def effects_of(scores: Scores) -> tuple[RuleEffect, ...]:
    """All rules in the order of the files, each before its rows or branches."""
    pairs = zip(scores.plan.rules, scores.points.given, strict=True)
    return tuple(effect for planned, given in pairs for effect in _of_rule(planned, given, scores.at.day))


def _of_rule(planned: PlannedRule, given: GivenColumn | None, day: int) -> Iterator[RuleEffect]:
    rule = planned.rule
    in_force = planned.is_in_force(day)
    if given is None or isinstance(planned.gives, m.Tally):
        leads = 0 if given is None else int(np.count_nonzero(given.points))
        points = 0 if given is None else int(given.points.sum())
        yield RuleEffect(rule.label, rule.place, leads, points, in_force=in_force)
        return
    assert isinstance(given, Chosen)
    counts = np.bincount(given.choices, minlength=len(given.worth))
    hit = np.where(given.worth == 0, 0, counts)
    yield RuleEffect(rule.label, rule.place, int(hit.sum()), int(counts @ given.worth), in_force=in_force)
    for number, case in enumerate(planned.gives, 1):
        if case.choice is not None:
            label = Given(rule, 0, case.choice).label
            points = int(counts[number] * given.worth[number])
            yield RuleEffect(label, _place_of(rule, case.choice), int(hit[number]), points, True, in_force)


def _place_of(rule: m.Rule, choice: int) -> Place | None:
    match rule.body:
        case m.Table(rows=parts) | m.Choose(branches=parts):
            return parts[choice].place
        case _:
            return rule.place
