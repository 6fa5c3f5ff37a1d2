"""Files that are made, renamed and deleted from the workbench."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.dialogs import Line, Question
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings
from leadwright.tui.widgets.files_pane import FilesPane
from live_project import RULES, project_in
from textual.pilot import Pilot
from textual.widgets import Input, Static

Use = Callable[[Pilot[None], Workbench], Awaitable[None]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    found = tmp_path / "crm"
    found.mkdir()
    project_in(found)
    return found


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.pause()
        async with asyncio.timeout(20):
            while any(w.is_running and w.group not in ("file", "leave") for w in pilot.app.workers):
                await asyncio.sleep(0.01)
    await pilot.pause()


def use(folder: Path, does: Use) -> None:
    async def run() -> None:
        app = LeadwrightApp(folder, Settings(), after=0)
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            assert app.workbench is not None
            await does(pilot, app.workbench)

    asyncio.run(run())


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


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


def test_a_new_file_is_opened_and_told_of_if_no_rules_take_it_in(folder: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+n")
        await answer(pilot, "../outside.lead")
        assert "outside the project" in str(pilot.app.screen.query_one(Static).render())
        await answer(pilot, "model.lead")
        assert "is there already" in str(pilot.app.screen.query_one(Static).render())
        await answer(pilot, "more/names.lead")
        assert pilot.app.screen is workbench
        assert workbench.editor is not None and workbench.editor.path == folder / "more" / "names.lead"
        assert workbench.editor.has_focus
        assert (folder / "more" / "names.lead").read_text() == ""
        assert "No rules take it in" in last_said(pilot)
        assert folder / "more" / "names.lead" in workbench.query_one(FilesPane).paths

    use(folder, does)


def test_another_name_keeps_what_is_not_saved(folder: Path) -> None:
    toml = folder / "leadwright.toml"
    toml.write_text(toml.read_text().replace('["model.lead"]', '["*.lead"]'))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        assert workbench.editor is not None
        changed = RULES.replace("add 20", "add 30")
        workbench.editor.put(changed)
        workbench.editor.go_to(2, 3)
        await mark(pilot, workbench, folder / "model.lead")
        await press(pilot, "r")
        await answer(pilot, "scoring.lead")
        assert (folder / "scoring.lead").read_text() == RULES and not (folder / "model.lead").exists()
        assert workbench.editor.path == folder / "scoring.lead"
        assert workbench.editor.text == changed
        assert [d.path.name for d in workbench.workspace.changed()] == ["scoring.lead"]
        assert workbench.unscored is None and workbench.scored is not None and workbench.scored.changed.any()
        await press(pilot, "ctrl+s")
        assert (folder / "scoring.lead").read_text() == changed

    use(folder, does)


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_a_file_is_deleted_after_a_question(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True)
    (folder / "notes.md").write_text("why\n")

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await workbench.open_file(folder / "notes.md")
        await mark(pilot, workbench, folder / "notes.md")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, Question)
        assert "never committed" in pilot.app.screen.said
        await press(pilot, "enter")
        assert (folder / "notes.md").exists()
        await press(pilot, "d", "left", "enter")
        assert not (folder / "notes.md").exists()
        assert workbench.editor is not None and workbench.editor.path == folder / "model.lead"
        assert folder / "notes.md" not in workbench.query_one(FilesPane).paths
        await mark(pilot, workbench, folder / "leadwright.toml")
        await press(pilot, "d")
        assert pilot.app.screen is workbench and (folder / "leadwright.toml").exists()

    use(folder, does)
