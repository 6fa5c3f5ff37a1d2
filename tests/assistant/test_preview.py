"""What a person sees before a draft is applied, and what applying writes."""

import json
from pathlib import Path

import pytest
from leadwright.assistant import files
from leadwright.assistant.drafts import Draft, Question, Quote, Tokens, Unread
from leadwright.assistant.files import edits_of, take_back, write
from leadwright.assistant.gate import Gate
from leadwright.assistant.preview import preview_of
from leadwright.dsl.errors import SourceError
from leadwright.engine.new_project import template, write_project
from leadwright.engine.project import Project

RULES = "group intent\n  when page_view visits >= 3 within 7d add 10 as reads\n"
TESTS = 'test "three"\n  given page_view 3 times\n  expect reads fires\n'
KEYS = [
    "outcome", "rules", "tests", "questions", "assumptions", "unread", "quotes", "diagnostics", "effect", "tokens",
    "reason",
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write_project(template(), tmp_path / "crm")
    return Project.read(tmp_path / "crm" / "leadwright.toml")


def test_a_preview_holds_the_difference_the_tests_and_what_breaks(project: Project) -> None:
    gate = Gate.of_project(project)
    preview = preview_of(gate, Draft("draft", 'segment "Looks" when page_view\n', "", (), (), (), (Quote(1, "hot"),)))
    assert preview.can_be_applied and not preview.failing
    assert '+segment "Looks" when page_view' in list(preview.difference())
    assert preview.broken == ()
    breaking = preview_of(gate, Draft("draft", "group interest\n  when pricing_page add 3 as more\n"))
    assert "reading the prices twice makes a fitting lead an MQL, for a week" in breaking.broken


def test_the_tests_of_a_drafter_that_are_no_good_are_left_out(project: Project) -> None:
    preview = preview_of(
        Gate.of_project(project), Draft("draft", RULES, 'test "x"\n  given nonsense\n  expect score = 0\n')
    )
    assert preview.can_be_applied and "nonsense" not in preview.tests and "reads" in preview.tests


def test_as_data_it_has_always_the_same_keys(project: Project) -> None:
    gate = Gate.of_project(project)
    draft = Draft(
        "draft", RULES, TESTS, (), ("a week is 7 days",), (Unread("x", "y"),), (Quote(2, "z"),), "", Tokens(1, 2, 3)
    )
    ask = Draft("ask", questions=(Question("how many?", ("10",)),))
    decline = Draft("decline", reason="no such thing")
    for one in (draft, ask, decline):
        found = json.loads(json.dumps(preview_of(gate, one).as_json()))
        assert list(found) == KEYS
    found = preview_of(gate, draft).as_json()
    assert found["tokens"] == {"read": 1, "written": 2, "tries": 3} and found["effect"] is None


def test_problems_are_data_too(project: Project) -> None:
    found = preview_of(Gate.of_project(project), Draft("draft", "when nonsense_x add 3\n"))
    assert not found.can_be_applied
    (problem,) = found.as_json()["diagnostics"]  # type: ignore[misc]
    assert problem["code"] == "LW201" and problem["line"] == 1 and problem["in"] == "rules"


def test_applying_writes_rules_and_tests_and_can_be_taken_back(project: Project) -> None:
    gate = Gate.of_project(project)
    model = project.root / "model.lead"
    before = model.read_bytes()
    edits = edits_of(gate, RULES, TESTS)
    assert [e.path.name for e in edits] == ["model.lead", "drafted.lead"]
    applied = write(edits, gate)
    assert RULES in model.read_text()
    assert (project.root / "tests" / "drafted.lead").read_text() == f'use "../model.lead"\n\n{TESTS}'
    take_back(applied)
    assert model.read_bytes() == before and not (project.root / "tests" / "drafted.lead").exists()


def test_all_files_are_written_or_none(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate.of_project(project)
    model = project.root / "model.lead"
    before = model.read_bytes()
    whole = files.write_whole

    def full(path: Path, text: str) -> None:
        if path.name == "drafted.lead":
            raise OSError(28, "No space left on device", str(path))
        whole(path, text)

    monkeypatch.setattr(files, "write_whole", full)
    with pytest.raises(OSError, match="No space left"):
        write(edits_of(gate, RULES, TESTS), gate)
    assert model.read_bytes() == before


def test_what_changed_meanwhile_is_not_written_over(project: Project) -> None:
    gate = Gate.of_project(project)
    edits = edits_of(gate, RULES, "")
    model = project.root / "model.lead"
    model.write_text(model.read_text() + "# mine\n")
    with pytest.raises(SourceError, match="has changed since"):
        write(edits, gate)
    assert model.read_text().endswith("# mine\n")


def test_what_would_have_errors_is_not_written(project: Project) -> None:
    gate = Gate.of_project(project)
    before = (project.root / "model.lead").read_bytes()
    with pytest.raises(SourceError, match="would have errors"):
        write(edits_of(gate, "when nonsense_x add 3\n", ""), gate)
    with pytest.raises(SourceError, match="would have errors"):
        write(edits_of(gate, RULES, 'test "x"\n  given nonsense_x\n  expect score = 0\n'), gate)
    assert (project.root / "model.lead").read_bytes() == before


def test_tests_of_a_name_that_is_there_get_a_number(project: Project) -> None:
    gate = Gate.of_project(project)
    write(edits_of(gate, RULES, TESTS), gate)
    again = files.with_tests((project.root / "tests" / "drafted.lead").read_text(), TESTS)
    assert 'test "three"\n' in again and 'test "three (2)"\n' in again


def test_without_settings_for_tests_they_stand_with_the_rules(tmp_path: Path) -> None:
    file = tmp_path / "model.lead"
    file.write_text("event page_view\r\n")
    gate = Gate.of_file(file)
    assert files.tests_file(gate)[0] == file
    write(edits_of(gate, RULES, TESTS), gate)
    text = file.read_bytes().decode()
    assert "reads fires\r\n" in text and "\n" not in text.replace("\r\n", "")
