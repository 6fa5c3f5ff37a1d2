"""Find and replace, other names, references, fixes, lines: by keys, with what is seen of them."""

from pathlib import Path

import pytest
from driving import settled, typed, use_editor
from leadwright.tui.screens.places import Places
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.completion_popup import CompletionPopup
from leadwright.tui.widgets.editor import RuleEditor
from leadwright.tui.widgets.find_bar import FindBar
from leadwright.tui.widgets.lines import MessageLine
from live_project import RULES
from textual.pilot import Pilot
from textual.widgets import Input

MORE = 'test "from the US"\n  given country "US"\n  expect in_usa fires\n'


@pytest.fixture
def two_files(project: Path) -> Path:
    (project / "tests.lead").write_text(MORE)
    return project


def said(bar: FindBar) -> str:
    return str(bar.query_one("#count").render())


def test_find_counts_and_goes_round(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        bar = workbench.query_one(FindBar)
        await pilot.press("ctrl+f")
        await typed(pilot, "add")
        await settled(pilot)
        field = bar.query_one("#find", Input)
        assert workbench.focused is field and field.size.height == 1 and field.content_region.height == 1
        assert said(bar) == "1 of 2"
        assert editor.selected_text == "add"
        await pilot.press("f3")
        await settled(pilot)
        assert said(bar) == "2 of 2" and editor.cursor_location[0] == 3
        await pilot.press("enter")
        await settled(pilot)
        assert said(bar) == "1 of 2" and editor.cursor_location[0] == 1
        await typed(pilot, "xyz")
        await settled(pilot)
        assert said(bar) == "not found"
        await pilot.press("escape")
        await settled(pilot)
        assert not bar.is_open and workbench.focused is editor and not editor.found

    use_editor(project, does)


def test_replace_everywhere_is_one_step(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await pilot.press("ctrl+r")
        await typed(pilot, "add")
        await pilot.press("tab")
        await typed(pilot, "subtract")
        await pilot.press("ctrl+e")
        await settled(pilot)
        assert editor.text == RULES.replace("add", "subtract")
        await pilot.press("escape", "ctrl+z")
        await settled(pilot)
        assert editor.text == RULES

    use_editor(project, does)


def test_another_name_goes_through_all_files(two_files: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(1, RULES.split("\n")[1].index("in_usa") + 1)
        await pilot.press("alt+r")
        await pilot.pause()
        await typed(pilot, "at_home")
        await pilot.press("enter")
        await settled(pilot)
        assert "as at_home" in editor.text and "in_usa" not in editor.text
        held = workbench.workspace.documents[two_files / "tests.lead"]
        assert held.text == MORE.replace("in_usa", "at_home") and held.is_changed
        assert (two_files / "tests.lead").read_text() == MORE
        await pilot.press("alt+s")
        await settled(pilot)
        assert (two_files / "tests.lead").read_text() == MORE.replace("in_usa", "at_home")

    use_editor(two_files, does)


def test_a_name_that_would_break_the_rules_is_refused(two_files: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(1, RULES.split("\n")[1].index("in_usa") + 1)
        await pilot.press("alt+r")
        await pilot.pause()
        await typed(pilot, "visits")
        await pilot.press("enter")
        await settled(pilot)
        assert editor.text == RULES

    use_editor(two_files, does)


def test_references_and_back(two_files: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        at = 1, RULES.split("\n")[1].index("in_usa") + 1
        editor.go_to(*at)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Places)
        await pilot.press("down", "enter")
        await settled(pilot)
        other = workbench.editor
        assert other is not None and other.path.name == "tests.lead" and other.cursor_location[0] == 2
        await pilot.press("f12")
        await settled(pilot)
        assert workbench.editor is editor and editor.cursor_location[0] == 1
        await pilot.press("alt+left", "alt+left")
        await settled(pilot)
        assert workbench.editor is editor and editor.cursor_location == at

    use_editor(two_files, does)


def test_a_fix_is_one_step(project: Path) -> None:
    (project / "model.lead").write_text("lead\n  country text\n" + RULES)

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(5, 100)
        await pilot.press("enter")
        await typed(pilot, "when countri is unknown add 5")
        await settled(pilot)
        broken = editor.text
        await pilot.press("f8")
        await settled(pilot)
        assert "[f9 fix]" in str(workbench.query_one(MessageLine).render())
        await pilot.press("f9")
        await settled(pilot)
        assert "when country is unknown add 5" in editor.text and workbench.unscored is None
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert editor.text == broken

    use_editor(project, does)


def test_laid_out_comment_moved_each_one_step(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        lines = RULES.split("\n")
        editor.go_to(1, 4)
        await pilot.press("ctrl+underscore")
        await settled(pilot)
        assert editor.document.get_line(1) == "  # " + lines[1].strip()
        await pilot.press("ctrl+z")
        assert editor.text == RULES
        editor.go_to(1, 4)
        await pilot.press("alt+down")
        await settled(pilot)
        assert editor.text.split("\n")[1:3] == [lines[2], lines[1]] and editor.cursor_location[0] == 2
        await pilot.press("ctrl+z")
        assert editor.text == RULES
        await pilot.press("alt+f")
        await settled(pilot)
        assert editor.text == RULES.replace("\ngr", "\n\ngr").replace("\nstage", "\n\nstage")
        await pilot.press("ctrl+z")
        assert editor.text == RULES

    use_editor(project, does)


def test_go_to_a_line_and_column(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await pilot.press("ctrl+g")
        await pilot.pause()
        await pilot.press("4", "colon", "3", "enter")
        await settled(pilot)
        assert editor.cursor_location == (3, 2) and workbench.focused is editor

    use_editor(project, does)


def test_values_of_the_data_are_offered_with_how_often_they_occur(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        popup = workbench.query_one(CompletionPopup)
        editor.go_to(1, 100)
        await pilot.press("enter")
        await typed(pilot, 'when country is "')
        await settled(pilot)
        assert popup.is_open
        assert [(c.text, c.detail) for c in popup.candidates] == [('"US"', "40"), ('"DE"', "20")]
        await pilot.press("down", "enter")
        assert editor.document.get_line(2) == '  when country is "DE"'

    use_editor(project, does)


def test_many_lines_pasted_are_one_step(project: Path) -> None:
    """Taking back what made the text longer than the screen once ended the app."""
    from textual import events

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(0)
        pilot.app.post_message(events.Paste("# a line\n" * 200))
        await settled(pilot)
        assert editor.text == "# a line\n" * 200 + RULES
        await pilot.press("ctrl+end", "ctrl+z")
        await settled(pilot)
        assert editor.text == RULES
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert editor.text.count("\n") > 200

    use_editor(project, does)


def test_the_height_of_a_text_is_that_of_its_lines(project: Path) -> None:
    """It is asked of what Textual keeps for itself: should that be another thing one day, this says so."""

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        for keys in (("enter", "a"), ("ctrl+z",), ("ctrl+shift+a", "delete"), ("ctrl+z",)):
            await pilot.press(*keys)
            assert editor.wrapped_document.height == editor.document.line_count

    use_editor(project, does)
