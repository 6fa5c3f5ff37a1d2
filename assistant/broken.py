"""Tests of a project that pass as its rules are, and fail with a draft."""

from collections.abc import Mapping
from pathlib import Path

from ..engine.model_files import check_all
from ..engine.suites import Suites
from ..engine.testing import run_tests
from .gate import Gate


def broken_tests(gate: Gate, rules: str) -> tuple[str, ...]:
    """Their names, in order."""
    before = _passing(gate, gate.without_draft())
    after = _passing(gate, gate.with_draft(rules))
    return tuple(name for name, passes in before.items() if passes and not after.get(name, False))


def _passing(gate: Gate, texts: Mapping[Path, str]) -> dict[str, bool]:
    if gate.project is None or not gate.project.rules:
        checked = gate.checked_with(texts[gate.target])
        found = [] if checked.model is None else list(run_tests(checked.model))
        return {t.test.name: t.passed for t in found}
    suites = Suites()
    for files, checked in check_all((), gate.project, texts):
        suites.add(files, checked)
    return {timed.tested.test.name: timed.tested.passed for _, timed in suites.run() if timed is not None}
