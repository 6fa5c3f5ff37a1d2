"""Which tests run with which rules, also with unsaved texts, and what need not run again."""

from pathlib import Path

import pytest
from leadwright.engine import suites as suites_module
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.model_files import check_all
from leadwright.engine.project import Project
from leadwright.engine.suites import Passed, Suites
from leadwright.engine.testing import explain_test

MODEL = """\
when country is "US" add 10 as usa
when employees > 50 add 5

test "in the model"
  given lead country "US"
  expect score = 10
"""
TESTS = 'use "../model.lead"\n\ntest "a large one"\n  given lead employees 60\n  expect score = 5\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "tests").mkdir()
    (tmp_path / "model.lead").write_text(MODEL)
    (tmp_path / "tests" / "a.lead").write_text(TESTS)
    (tmp_path / "leadwright.toml").write_text('[project]\nrules = ["model.lead"]\ntests = ["tests/*.lead"]\n')
    return Project.read(tmp_path / "leadwright.toml")


def suites_of(project: Project, texts: dict[Path, str] | None = None) -> Suites:
    suites = Suites()
    for files, checked in check_all((), project, texts):
        suites.add(files, checked)
    return suites


def outcomes(suites: Suites, passed: Passed | None = None) -> list[tuple[str, str, bool]]:
    return [
        (suite.path.name if suite.path else "", timed.tested.test.name, timed.tested.passed)
        for suite, timed in suites.run(passed)
        if timed is not None
    ]


def test_unsaved_texts_stand_in_for_files(project: Project) -> None:
    assert outcomes(suites_of(project)) == [
        ("model.lead", "in the model", True),
        ("a.lead", "a large one", True),
    ]
    text = MODEL.replace("add 5", "add 6")
    suites = suites_of(project, {project.root / "model.lead": text})
    assert suites.count == 2
    assert outcomes(suites) == [("model.lead", "in the model", True), ("a.lead", "a large one", False)]
    assert (project.root / "model.lead").read_text() == MODEL


def test_errors_in_the_rules_are_those_of_all_files_that_use_them(project: Project) -> None:
    suites = suites_of(project, {project.root / "model.lead": MODEL + "\nwhen add 1\n"})
    assert suites.count == 0
    assert [tuple(f.name for f in broken.files) for broken in suites.broken] == [("model.lead",), ("a.lead",)]
    assert all(broken.errors for broken in suites.broken)


def test_what_passed_and_means_the_same_is_not_run_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    really = suites_module.run_test

    def run(evaluator: Evaluator, test: object) -> object:
        ran.append(test.name)
        return really(evaluator, test)

    monkeypatch.setattr(suites_module, "run_test", run)
    passed = Passed()
    model = project.root / "model.lead"
    before = outcomes(suites_of(project), passed)
    assert ran == ["in the model", "a large one"]
    ran.clear()
    assert outcomes(suites_of(project, {model: "# a comment\n" + MODEL}), passed) == before
    assert ran == []
    changed = {model: MODEL.replace('country "US"', 'country "DE"')}
    assert outcomes(suites_of(project, changed), passed)[0] == ("model.lead", "in the model", False)
    assert ran == ["in the model"]
    ran.clear()
    outcomes(suites_of(project, changed), passed)
    assert ran == ["in the model"], "what failed is run again: its places may be other ones"
    ran.clear()
    outcomes(suites_of(project, {model: MODEL.replace("add 5", "add 6")}), passed)
    assert ran == ["in the model", "a large one"]


def test_the_lead_of_a_test_is_explained(project: Project) -> None:
    suite = suites_of(project).suites[1]
    explanation = explain_test(Evaluator(suite.model), suite.tests[0])
    assert (explanation.score, explanation.fields) == (500, {"employees": "60"})
