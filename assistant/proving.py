"""Tests for a draft, made of what it means: each threshold on both sides, each window inside and outside, and values
that are missing. What is expected is what the reference evaluator finds, so that a person reads what the draft does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..dsl.words import written_text
from ..engine.evaluate import Evaluator, Scored
from ..engine.testing import expecting
from .edges import Phase, phases_of
from .gate import Gate, Verdict
from .subjects import Subject, subjects_of

_MOST = 12
"""At most so many tests for a draft: few are read."""
_ANYTHING = "expect score >= 0 or score < 0"


@dataclass(frozen=True, slots=True)
class _Trial:
    """A test to be: its name, its phases, whose expectations are still to be found."""

    subject: Subject
    name: str
    phases: tuple[Phase, ...]

    def text(self, title: str, expected: Sequence[str] | None = None) -> str:
        lines = [f"test {written_text(title)}"]
        last = len(self.phases) if expected is None else max(i for i, e in enumerate(expected) if e) + 1
        for number, phase in enumerate(self.phases[:last]):
            if number and expected is not None and not expected[number] and phase.is_of_fields:
                continue  # the next value stands in its place
            lines += [f"  {step}" for step in phase.steps]
            words = _ANYTHING if expected is None else expected[number]
            lines += [f"  {words}"] if words else []
        return "\n".join(lines) + "\n"


def proving_tests(gate: Gate, rules: str, tests: str = "") -> str:
    """Tests as text; empty if none can be made. ``tests``: those that the draft has already."""
    verdict = gate.check(rules, tests)
    if verdict.model is None:
        return ""
    trials = [
        _Trial(subject, name, phases)
        for subject in subjects_of(verdict, gate, rules)
        for name, phases in phases_of(subject, verdict.model)
    ]
    made = [text for text in _proved(gate, rules, trials) if text][:_MOST]
    return _that_pass(gate, rules, made)


def _proved(gate: Gate, rules: str, trials: Sequence[_Trial]) -> Iterator[str]:
    """The tests with what is found; those that cannot be run, or say nothing, are left out."""
    known: dict[str, int] = {}
    for trial, verdict in _runnable(gate, rules, trials):
        assert verdict.model is not None
        evaluator = Evaluator(verdict.model)
        test = next(t for t in verdict.model.tests if t.name == _title(trials.index(trial)))
        moments = [evaluator.at(lead, clock) for _, lead, clock in expecting(test)]
        if not any(trial.subject.holds(scored) for scored in moments):
            continue
        expected = list(_expected(trial, moments))
        if any(expected):
            known[trial.name] = known.get(trial.name, 0) + 1
            name = trial.name if known[trial.name] == 1 else f"{trial.name} ({known[trial.name]})"
            yield trial.text(name, expected)


def _title(number: int) -> str:
    return f"a test of a draft {number}"


def _runnable(gate: Gate, rules: str, trials: Sequence[_Trial]) -> Iterator[tuple[_Trial, Verdict]]:
    """All that can be checked together; else each that can be checked alone."""
    texts = [trial.text(_title(number)) for number, trial in enumerate(trials)]
    together = gate.check(rules, "\n".join(texts))
    if together.model is not None:
        yield from ((trial, together) for trial in trials)
        return
    for trial, text in zip(trials, texts, strict=True):
        alone = gate.check(rules, text)
        if alone.model is not None:
            yield trial, alone


def _expected(trial: _Trial, moments: Sequence[Scored]) -> Iterator[str]:
    before = ""
    for phase, scored in zip(trial.phases, moments, strict=True):
        words = trial.subject.words(scored)
        yield "" if not words or (phase.must_change and words == before) else f"expect {words}"
        before = words


def _that_pass(gate: Gate, rules: str, tests: Sequence[str]) -> str:
    """Those that pass: all of them, unless something is amiss with the gate's own rules."""
    whole = "\n".join(tests)
    outcomes = {tested.test.name: tested.passed for tested in gate.run_tests(rules, whole)}
    return "\n".join(t for t in tests if outcomes.get(_name_of(t), False))


def _name_of(test: str) -> str:
    return test.partition("\n")[0].removeprefix("test ")[1:-1].replace('""', '"')
