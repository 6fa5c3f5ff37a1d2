"""Tests in the app: run when a file is saved and by key, shown in the list, at their lines, and on a screen."""

import asyncio
import threading
from pathlib import Path

import pytest
from driving import settled, use_editor
from leadwright.dsl.model import Test
from leadwright.engine import suites, testing
from leadwright.engine.evaluate import Evaluator
from leadwright.tui.screens.tests_screen import ReasonsOfTest, TestsScreen
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings, read_settings
from leadwright.tui.widgets.editor import RuleEditor
from leadwright.tui.widgets.files_pane import FilesPane
from leadwright.tui.widgets.lines import HeadLine, MessageLine
from leadwright.tui.widgets.outline_view import OutlineView
from live_project import RULES
from textual.pilot import Pilot
from textual.widgets import Static

TESTS = """\
use "../model.lead"

test "the USA gives points"
  given lead country "US"
  expect in_usa fires
  expect score = 20

test "three visits"
  given lead country "US"
  given page_view 3 times 1d ago
  expect score = 50 and stage is "MQL"
"""


@pytest.fixture
def project(project: Path) -> Path:
    (project / "tests").mkdir()
    toml = project / "leadwright.toml"
    toml.write_text(toml.read_text().replace("as_of", 'tests = ["tests/*.lead"]\nas_of'))
    (project / "tests" / "a.lead").write_text(TESTS)
    return project


def lines(view: OutlineView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def head(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(HeadLine).render())


def shown_files(workbench: Workbench) -> str:
    files = workbench.query_one(FilesPane).list
    return "\n".join(str(files.get_option_at_index(n).prompt) for n in range(files.option_count))


def screen_of(pilot: Pilot[None]) -> TestsScreen:
    screen = pilot.app.screen
    assert isinstance(screen, TestsScreen)
    return screen


def test_a_save_runs_them_and_a_failed_one_is_seen_where_it_stands(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        assert "✔2/2" in shown_files(workbench), "they run at the start"
        assert "✔ 2/2 tests" in head(pilot)
        editor.put(RULES.replace("add 20 as in_usa", "add 25 as in_usa"))
        await settled(pilot)
        assert "2/2 tests before" in head(pilot), "of rules that are other ones by now"
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "✖0/2" in shown_files(workbench)
        assert "✖ 0/2 tests" in head(pilot)
        await workbench.open_file(project / "tests" / "a.lead", 5)
        await settled(pilot)
        tests = workbench.editor
        assert tests is not None
        seen = [tests.render_line(y).text for y in range(11)]
        assert "3✖" in seen[2]
        assert seen[2].rstrip().endswith("1 of 2 failed")
        assert "5✖" not in seen[4]
        assert "6✖" in seen[5]
        assert seen[5].rstrip().endswith("found score = 20 (25)")
        assert str(workbench.query_one(MessageLine).render()) == "✖ expected score = 20 — found score = 20 (25)"
        await pilot.press("x")
        await settled(pilot)
        assert not tests.results, "the text is no longer the one that was tested"
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert tests.results

    use_editor(project, does)


def test_the_key_tests_what_is_in_the_editor_and_shows_why(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.put(RULES.replace("score >= 40", "score >= 60"))
        await pilot.press("f5")
        await settled(pilot)
        screen = screen_of(pilot)
        assert "not saved: model.lead" in head(pilot)
        assert lines(screen.list)[:6] == [
            "▾ tests/a.lead  ✖ 1/2",
            "    ✔ the USA gives points",
            "  ▾ ✖ three visits",
            '    ▾ expected  score = 50 and stage is "MQL"  line 11',
            '        found  stage is "MQL" ("none")',
            "",
        ]
        assert screen.list.line is not None
        assert screen.list.line.text.plain.startswith("expected"), "the first failure is looked at"
        assert screen.explanation is not None
        assert (screen.explanation.score, screen.explanation.stage) == (5000, "none")
        assert 'found     stage is "MQL" ("none")' in str(screen.query_one("#tests-why-head", Static).content)
        assert any("for MQL it lacks" in line for line in lines(screen.query_one(ReasonsOfTest)))
        await pilot.press("up", "up")
        await settled(pilot)
        assert screen.explanation is not None
        assert screen.explanation.score == 2000, "one that passed is explained, too"
        await pilot.press("f")
        await settled(pilot)
        assert not any("the USA" in line for line in lines(screen.list))
        await pilot.press("n", "enter")
        await settled(pilot)
        assert pilot.app.screen is workbench
        assert workbench.editor is not None
        assert workbench.editor.path == project / "tests" / "a.lead"
        assert workbench.editor.cursor_location == (10, 2)
        assert (project / "model.lead").read_text() == RULES

    use_editor(project, does)


def test_all_pass_is_said_and_a_rule_can_be_gone_to(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await pilot.press("f5")
        await settled(pilot)
        screen = screen_of(pilot)
        assert str(screen.query_one("#tests-said", Static).content) == "✔ All 2 tests pass."
        await pilot.press("j")
        await settled(pilot)
        await pilot.press("f4")
        view = screen.query_one(ReasonsOfTest)
        view.go_to(lambda line: "in_usa" in line.text.plain)
        await pilot.press("enter")
        await settled(pilot)
        assert workbench.editor is editor
        assert editor.cursor_location == (1, 2)

    use_editor(project, does, (80, 24))


def test_errors_in_the_rules_have_their_place(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.put(RULES.replace("when score", "whn score"))
        await pilot.press("f5")
        await settled(pilot)
        screen = screen_of(pilot)
        assert "tests cannot run" in head(pilot)
        shown = lines(screen.list)
        assert shown[0] == "▾ ✖ cannot be run because of errors in the rules: model.lead, tests/a.lead"
        assert sum("model.lead:8:3" in line for line in shown) == 1, "once, though both files have it"
        await pilot.press("j", "enter")
        await settled(pilot)
        assert editor.cursor_location == (7, 2)

    use_editor(project, does)


def test_without_tests_it_says_how_to_get_one(project: Path) -> None:
    (project / "tests" / "a.lead").write_text('use "../model.lead"\n')

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        assert "tests" not in head(pilot)
        await pilot.press("f5")
        await settled(pilot)
        said = str(screen_of(pilot).query_one("#tests-said", Static).content)
        assert said.startswith("There are no tests yet.")
        assert "press y" in said
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is workbench

    use_editor(project, does)


def test_a_file_that_is_not_there_is_told(project: Path) -> None:
    (project / "tests" / "a.lead").unlink()

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await pilot.press("f5")
        await settled(pilot)
        assert "there is no file" in str(screen_of(pilot).query_one("#tests-said", Static).content)

    use_editor(project, does)


def test_escape_stops_a_long_run(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()
    really = suites.run_test

    def run_test(evaluator: Evaluator, test: Test) -> testing.Tested:
        assert test.name == "the USA gives points" or gate.wait(20)
        return really(evaluator, test)

    monkeypatch.setattr(suites, "run_test", run_test)
    more = 'test "another one"\n  expect score = 0\n'
    (project / "tests" / "a.lead").write_text(TESTS + more)

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await pilot.press("f5")
        run = workbench.test_run
        assert run is not None
        while not run.done:
            await asyncio.sleep(0.001)
        await pilot.press("escape")
        gate.set()
        await settled(pilot)
        screen = screen_of(pilot)
        assert run.was_stopped
        assert (run.done, run.total) == (2, 3)
        assert str(screen.query_one("#tests-said", Static).content).startswith("▲ Stopped after 2 of 3")
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is workbench

    use_editor(project, does, settings=Settings(test_on_save=False))


def test_they_wait_for_the_key_if_that_is_wanted(project: Path, tmp_path: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await pilot.press("x", "ctrl+s")
        await settled(pilot)
        assert workbench.test_run is None

    file = tmp_path / "tui.toml"
    file.write_text("test_on_save = false\n")
    settings = read_settings(file)
    assert not settings.problems
    use_editor(project, does, settings=settings)
    file.write_text('test_on_save = "no"\n')
    assert "is to be true or false" in read_settings(file).problems[0]
