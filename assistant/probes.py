"""Made-up leads, told as the steps of a test, scored with a draft and without it."""

from typing import TYPE_CHECKING

from .gate import Probed, test_of

if TYPE_CHECKING:
    from ..dsl import model as m
    from ..engine.evaluate import Result
    from .gate import Gate

_ANY = "expect score >= 0 or score < 0"
_NAME = "a made-up lead"


def probed(gate: "Gate", rules: str, steps: str) -> Probed:
    """``steps``: `given` and `wait` alone."""
    test = test_of(_NAME, f"{steps}\n{_ANY}")
    now, problem = _score(gate, rules, test)
    before, _ = _score(gate, "", test)
    return Probed(steps, now, before, problem)


def _score(gate: "Gate", rules: str, test: str) -> "tuple[Result | None, str]":
    verdict = gate.check(rules, test)
    if verdict.model is None:
        first = next(iter(verdict.errors), None)
        return None, first.message if first else "the rules that are there have errors"
    return result_of(verdict.model, next(t for t in reversed(verdict.model.tests) if t.name == _NAME)), ""


def result_of(model: "m.Model", test: "m.Test") -> "Result":
    """What the lead of a test comes to where something is expected of it for the last time."""
    from ..engine.evaluate import Evaluator
    from ..engine.testing import lead_of

    return Evaluator(model).score(*lead_of(test))
