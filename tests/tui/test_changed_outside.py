"""A file that is changed here and outside: what differs is shown, and nothing is lost."""

import asyncio
from pathlib import Path

import pytest
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.dialogs import Question
from leadwright.tui.settings import Settings
from leadwright.tui.widgets.diff_view import DiffView
from live_project import RULES, project_in


def test_both_texts_are_shown_and_one_is_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    project_in(tmp_path)
    theirs, mine = RULES.replace("add 20", "add 21"), RULES.replace("add 20", "add 22")

    async def run() -> None:
        app = LeadwrightApp(tmp_path, Settings(), after=0)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            workbench = app.workbench
            assert workbench is not None and workbench.editor is not None
            workbench.editor.put(mine)
            await pilot.pause()
            (tmp_path / "model.lead").write_text(theirs)
            workbench.look_outside()
            for _ in range(3):
                await pilot.pause()
            screen = app.screen
            assert isinstance(screen, Question)
            view = screen.query_one(DiffView)
            lines = [view.render_line(y).text.strip() for y in range(view.size.height)]
            assert any("- " in line and "add 21" in line for line in lines), lines
            assert any("+ " in line and "add 22" in line for line in lines), lines
            await pilot.press("down", "down", "pagedown")
            assert view.cursor > 2 and view.size.height <= 20
            await pilot.press("k")
            await pilot.pause()
            assert app.screen is workbench
            assert workbench.editor.text == mine
            assert (tmp_path / "model.lead").read_text() == theirs

    asyncio.run(run())
