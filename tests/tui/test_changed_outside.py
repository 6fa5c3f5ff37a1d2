"""A file that is changed here and outside: what differs is shown, and nothing is lost."""

from pathlib import Path

from driving import use_editor
from leadwright.tui.screens.dialogs import Question
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.diff_view import DiffView
from leadwright.tui.widgets.editor import RuleEditor
from live_project import RULES
from textual.pilot import Pilot


def test_both_texts_are_shown_and_one_is_chosen(project: Path) -> None:
    theirs, mine = RULES.replace("add 20", "add 21"), RULES.replace("add 20", "add 22")

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.put(mine)
        await pilot.pause()
        (project / "model.lead").write_text(theirs)
        workbench.look_outside()
        for _ in range(3):
            await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, Question)
        view = screen.query_one(DiffView)
        lines = [view.render_line(y).text.strip() for y in range(view.size.height)]
        assert any("- " in line and "add 21" in line for line in lines), lines
        assert any("+ " in line and "add 22" in line for line in lines), lines
        await pilot.press("down", "down", "pagedown")
        assert view.cursor > 2 and view.size.height <= 20
        await pilot.press("k")
        await pilot.pause()
        assert pilot.app.screen is workbench
        assert editor.text == mine
        assert (project / "model.lead").read_text() == theirs

    use_editor(project, does)
