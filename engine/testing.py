"""Runs `test` statements: a made-up lead, a clock that moves on, and what is expected of its score."""

from bisect import insort_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..dsl import model as m
from ..dsl.source import Place
from ..dsl.types import Value
from .evaluate import Evaluator, Scored
from .explain import explain, reason_of
from .explanation import Explanation, unmet
from .phrases import signed
from .records import Event, Lead


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that does not hold: its words, what was found, and why the score is what it is."""

    expected: str
    found: tuple[str, ...]
    place: Place | None
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Tested:
    """A test that was run. ``expectations``: how many it has."""

    test: m.Test
    expectations: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_tests(model: m.Model, wanted: Callable[[m.Test], bool] = lambda _: True) -> Iterator[Tested]:
    """Runs the tests of a model, one after the other."""
    evaluator = Evaluator(model)
    for test in model.tests:
        if wanted(test):
            yield run_test(evaluator, test)


def run_test(evaluator: Evaluator, test: m.Test) -> Tested:
    failures: list[Failure] = []
    expectations = 0
    for step, lead, clock in expecting(test):
        expectations += 1
        failure = _failure(step, evaluator.at(lead, clock))
        if failure is not None:
            failures.append(Failure(step.text, failure, step.place, explain(evaluator, lead, clock)))
    return Tested(test, expectations, tuple(failures))


def explain_test(evaluator: Evaluator, test: m.Test) -> Explanation:
    """Why the lead of a test has its score where something is expected of it for the last time."""
    return explain(evaluator, *lead_of(test))


def lead_of(test: m.Test) -> tuple[Lead, int]:
    """The lead of a test, and the moment, where something is expected of it for the last time."""
    *_, (_, lead, clock) = expecting(test)
    return lead, clock


def expecting(test: m.Test) -> Iterator[tuple[m.Expect | m.ExpectRule, Lead, int]]:
    """Each expectation with the lead as it is by then, and the moment."""
    clock = test.start
    fields: dict[str, Value] = {}
    events: list[Event] = []
    for step in test.steps:
        match step:
            case m.GivenLead(values):
                fields.update(values)
                fields = {name: value for name, value in fields.items() if value != ""}  # an empty text is missing
            case m.GivenEvents(event, properties, times, ago):
                for _ in range(times):
                    insort_right(events, Event(clock - ago, event, dict(properties)), key=lambda e: e.at)
            case m.Wait(length):
                clock += length
            case m.Expect() | m.ExpectRule():
                yield step, Lead(test.name, dict(fields), list(events)), clock


def _failure(step: m.Expect | m.ExpectRule, scored: Scored) -> tuple[str, ...] | None:
    """What was found instead; None if the expectation holds."""
    if isinstance(step, m.ExpectRule):
        points = rule_points(scored, step.name)
        if (points != 0) == step.fires:
            return None
        return (f"{step.name} gives {signed(points)} points",)
    if scored.at.truth(step.condition) is True:
        return None
    return unmet(reason_of(scored, step.condition))


def rule_points(scored: Scored, name: str) -> int:
    """The points, in hundredths before the group's limits, of the rules, rows and `if`s of a name."""
    return sum(
        given.points
        for given in scored.given
        if given.rule.name == name or (given.named is not None and given.named.name == name)
    )
