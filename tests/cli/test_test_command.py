"""``leadwright test``: which tests run, what a failure shows, and the reports."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from writing import write

MODEL = """group fit
  when country is "US" add 10 as usa
  when employees > 50 add 5

stage MQL
  when score >= 10

test "in the model"
  given lead country "US"
  expect fit = 10
"""
TESTS = """use "../model.lead"

test "the USA gives points"
  given lead country "US"
  expect usa fires
  expect stage is "MQL"

test "nobody knows <why> & how"
  given lead country "DE", employees 60
  expect score = 10 and stage is "MQL"
  expect usa fires
"""
TOML = '[project]\nrules = ["model.lead"]\ntests = ["tests/*.lead"]\n'


@pytest.fixture
def files(here: Path) -> Path:
    (here / "tests").mkdir()
    write(here, **{"leadwright.toml": TOML, "model.lead": MODEL, "tests__a.lead": TESTS})
    return here


@pytest.mark.usefixtures("files")
def test_a_failure_shows_what_was_expected_and_found_and_why(run) -> None:
    ran = run("test")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "model.lead\n"
        "  ✔ pass  in the model\n"
        "tests/a.lead\n"
        "  ✔ pass  the USA gives points\n"
        "  ✖ FAIL  nobody knows <why> & how\n"
        '          expected  score = 10 and stage is "MQL"  tests/a.lead:10:3\n'
        "          found     score = 10 (5)\n"
        '                    stage is "MQL" ("none")\n'
        "          expected  usa fires  tests/a.lead:11:3\n"
        "          found     usa gives 0 points\n"
        "          why  5 points  · none  as of 2026-01-15 12:00 UTC\n"
        "          ├── score  5\n"
        "          │   └── fit  5\n"
        '          │       ├──  ·  usa  country is "US" ("DE")\n'
        "          │       └── +5  when employees > 50: 60\n"
        "          └── stage  none\n"
        "              └── for MQL it lacks  score >= 10 (5)\n"
        "\n"
        "1 failed, 2 passed in 2 files\n"
    )


@pytest.mark.usefixtures("files")
def test_one_file_runs_its_own_tests_alone(run) -> None:
    ran = run("test", "model.lead")
    assert (ran.code, ran.out) == (0, "model.lead\n  ✔ pass  in the model\n1 passed in 1 file\n")
    assert run("test", "tests/a.lead").out.endswith("1 failed, 1 passed in 1 file\n")
    assert run("test", "tests").out.endswith("1 failed, 1 passed in 1 file\n")
    assert run("test", "model.lead", "tests").out.endswith("1 failed, 2 passed in 2 files\n")


@pytest.mark.usefixtures("files")
def test_tests_by_their_names(run) -> None:
    assert run("test", "-k", "usa GIVES").out.endswith("1 passed in 1 file\n")
    ran = run("test", "-k", "nonsense")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "error: there is no test with `nonsense` in its name in 2 files\n"


def test_no_test_at_all_is_a_finding(run, here: Path) -> None:
    write(here, **{"model.lead": "when a add 1\n"})
    ran = run("test", "model.lead")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: there is no test in 1 file\n  = help: a test begins with ")


def test_rules_with_errors_cannot_be_tested_and_the_others_are(run, files: Path) -> None:
    write(files, **{"tests__b.lead": 'test "t"\n  expect nonsense fires\n', "tests__c.lead": 'test "x"\n  wait 1d\n'})
    ran = run("test")
    assert ran.code == 2
    assert ran.out.endswith("1 failed, 2 passed in 2 files\n")
    assert "error[LW204]" in ran.err
    assert "error[LW601]" in ran.err, "a test that expects nothing is an error"
    assert ran.err.endswith("could not run because of errors in the rules: tests/b.lead, tests/c.lead\n")


def test_a_junit_report(run, files: Path) -> None:
    write(files, **{"tests__b.lead": 'test "t"\n  expect nonsense fires\n'})
    run("test", "--junit", "report.xml")
    root = ElementTree.parse(files / "report.xml").getroot()
    assert [(s.get("name"), s.get("tests"), s.get("failures"), s.get("errors")) for s in root] == [
        ("model.lead", "1", "0", "0"),
        ("tests/a.lead", "2", "1", "0"),
        ("tests/b.lead", "1", "0", "1"),
    ]
    case = root.findall("testsuite/testcase")[2]
    assert case.attrib.items() >= {"name": "nobody knows <why> & how", "classname": "tests/a.lead", "line": "8"}.items()
    failures = case.findall("failure")
    assert len(failures) == 2
    assert failures[1].get("message") == "expected usa fires, found usa gives 0 points"
    assert "LW204" in (root.findtext("testsuite/testcase/error") or "")


def test_the_new_project_passes_its_tests(run, project: Path) -> None:
    ran = run("test")
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "tests/model.lead"
    assert ran.out.splitlines()[-1] == "6 passed in 1 file"
