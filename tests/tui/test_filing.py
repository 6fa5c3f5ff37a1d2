"""Files that are made, renamed and deleted from the workbench."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from driving import press, settled, use
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.dialogs import Line, Question
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.files_pane import FilesPane
from live_project import RULES
from textual.pilot import Pilot
from textual.widgets import Input, Static


async def answer(pilot: Pilot[None], text: str) -> None:
    assert isinstance(pilot.app.screen, Line)
    pilot.app.screen.query_one(Input).value = text
    await press(pilot, "enter")


async def mark(pilot: Pilot[None], workbench: Workbench, path: Path) -> None:
    pane = workbench.query_one(FilesPane)
    pane.list.focus()
    pane.list.highlighted = pane.paths.index(path)
    await settled(pilot)


def last_said(pilot: Pilot[None]) -> str:
    assert isinstance(pilot.app, LeadwrightApp)
    return pilot.app.past[-1].text


def test_a_new_file_is_opened_and_told_of_if_no_rules_take_it_in(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+n")
        await answer(pilot, "../outside.lead")
        assert "outside the project" in str(pilot.app.screen.query_one(Static).render())
        await answer(pilot, "model.lead")
        assert "is there already" in str(pilot.app.screen.query_one(Static).render())
        await answer(pilot, "more/names.lead")
        assert pilot.app.screen is workbench
        assert workbench.editor is not None and workbench.editor.path == project / "more" / "names.lead"
        assert workbench.editor.has_focus
        assert (project / "more" / "names.lead").read_text() == ""
        assert "No rules take it in" in last_said(pilot)
        assert project / "more" / "names.lead" in workbench.query_one(FilesPane).paths

    use(project, does)


def test_another_name_keeps_what_is_not_saved(project: Path) -> None:
    toml = project / "leadwright.toml"
    toml.write_text(toml.read_text().replace('["model.lead"]', '["*.lead"]'))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        assert workbench.editor is not None
        changed = RULES.replace("add 20", "add 30")
        workbench.editor.put(changed)
        workbench.editor.go_to(2, 3)
        await mark(pilot, workbench, project / "model.lead")
        await press(pilot, "r")
        await answer(pilot, "scoring.lead")
        assert (project / "scoring.lead").read_text() == RULES and not (project / "model.lead").exists()
        assert workbench.editor.path == project / "scoring.lead"
        assert workbench.editor.text == changed
        assert [d.path.name for d in workbench.workspace.changed()] == ["scoring.lead"]
        assert workbench.unscored is None and workbench.scored is not None and workbench.scored.changed.any()
        await press(pilot, "ctrl+s")
        assert (project / "scoring.lead").read_text() == changed

    use(project, does)


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_a_file_is_deleted_after_a_question(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    subprocess.run(["git", "-C", str(project), "init", "-q"], check=True)
    (project / "notes.md").write_text("why\n")

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await workbench.open_file(project / "notes.md")
        await mark(pilot, workbench, project / "notes.md")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, Question)
        assert "never committed" in pilot.app.screen.said
        await press(pilot, "enter")
        assert (project / "notes.md").exists()
        await press(pilot, "d", "left", "enter")
        assert not (project / "notes.md").exists()
        assert workbench.editor is not None and workbench.editor.path == project / "model.lead"
        assert project / "notes.md" not in workbench.query_one(FilesPane).paths
        await mark(pilot, workbench, project / "leadwright.toml")
        await press(pilot, "d")
        assert pilot.app.screen is workbench and (project / "leadwright.toml").exists()

    use(project, does)
