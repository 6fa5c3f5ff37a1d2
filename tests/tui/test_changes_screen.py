"""What differs from git, and a commit of it, as a person does it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from driving import press, settled, use
from leadwright.tui.screens.changes_screen import ChangesScreen
from leadwright.tui.screens.commit_screen import CommitScreen
from leadwright.tui.screens.dialogs import Question
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.diff_view import DiffView
from leadwright.tui.widgets.outline_view import OutlineView
from live_project import RULES
from textual.pilot import Pilot
from textual.widgets import Button, Static, TextArea

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


@pytest.fixture
def folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.com",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.com",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    return project


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True).stdout


def committed(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")


def screen_of(pilot: Pilot[None]) -> ChangesScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ChangesScreen), screen
    return screen


def said(pilot: Pilot[None], name: str = "sentence") -> str:
    return str(pilot.app.screen.query_one(f"#{name}", Static).render())


def test_unsaved_rules_are_saved_looked_at_and_committed(folder: Path) -> None:
    committed(folder)
    (folder / "notes.md").write_text("why\n")
    (folder / "more.csv").write_text("lead_id\n")

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        editor = workbench.editor
        assert editor is not None
        editor.put(RULES.replace("add 20", "add 45"))
        await press(pilot, "ctrl+k")
        assert "become MQL" in said(pilot)
        assert "1 file of it not saved" in said(pilot, "about")
        assert [t.title.split("  ")[0] for t in screen_of(pilot).query_one(DiffView).texts] == [
            "M model.lead", "A notes.md", "A more.csv"
        ]  # fmt: skip
        assert screen_of(pilot).query_one("#meaning").has_focus
        await press(pilot, "c")
        assert isinstance(pilot.app.screen, Question)
        await press(pilot, "s")
        assert "add 45" in (folder / "model.lead").read_text()
        screen = pilot.app.screen
        assert isinstance(screen, CommitScreen)
        assert screen.taken == [True, True, False]
        words = screen.query_one(TextArea)
        assert words.text.startswith("in_usa: points 20 → 45\n\n")
        assert "become MQL" in words.text
        await press(pilot, "down", "space")
        assert screen.taken == [True, False, False]
        assert git(folder, "log", "--format=%s").split() == ["first"]
        await press(pilot, "tab")
        words.insert("More for ", (0, 0))
        await press(pilot, "tab", "enter")
        assert pilot.app.screen is workbench
        assert git(folder, "log", "-1", "--format=%s").strip() == "More for in_usa: points 20 → 45"
        assert git(folder, "show", "--name-only", "--format=").split() == ["model.lead"]
        assert set(workbench.git.states.values()) == {"?"}

    use(folder, does)


def test_leads_rules_and_lines_can_be_gone_to(folder: Path) -> None:
    committed(folder)
    (folder / "model.lead").write_text(RULES.replace("add 20", "add 45"))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k", "down", "enter")
        assert pilot.app.screen is workbench and workbench.editor is not None
        assert workbench.editor.cursor_location[0] == 1
        await press(pilot, "ctrl+k", "tab", "n", "j", "enter")
        assert pilot.app.screen is workbench
        assert workbench.editor.cursor_location[0] == 1
        await press(pilot, "ctrl+k")
        view = screen_of(pilot).query_one("#meaning", OutlineView)
        view.go_to(lambda line: line.text.plain.startswith("L01"))
        await press(pilot, "enter")
        assert pilot.app.screen is workbench
        leads = workbench.query_one("#leads")
        assert workbench.scored is not None and workbench.scored.id(leads.table.lead) == "L01"  # type: ignore[attr-defined]

    use(folder, does)


def test_rules_with_errors_leave_the_texts(folder: Path) -> None:
    committed(folder)
    (folder / "model.lead").write_text(RULES.replace("add 20", "ad 20"))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k")
        assert said(pilot) == "The rules cannot be compared, only the texts."
        assert "model.lead:2" in said(pilot, "about")
        assert screen_of(pilot).query_one(DiffView).has_focus
        assert len(screen_of(pilot).query_one(DiffView).texts) == 1

    use(folder, does)


def test_no_repository_no_commit_nothing_to_commit(folder: Path) -> None:
    async def without(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k")
        assert "is not in a git repository" in said(pilot)
        assert "git init" in said(pilot, "nothing")
        await press(pilot, "c", "b", "escape")
        assert pilot.app.screen is workbench

    async def first(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k")
        assert said(pilot).startswith("No commit yet")
        await press(pilot, "c")
        screen = pilot.app.screen
        assert isinstance(screen, CommitScreen)
        taken = {change.path for change, is_taken in zip(screen.files, screen.taken, strict=True) if is_taken}
        assert taken == {"model.lead", "leadwright.toml"}
        await press(pilot, "tab", "tab", "enter")
        assert set(git(folder, "ls-files").split()) == taken

    async def nothing(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k")
        assert "Nothing differs from HEAD" in said(pilot, "nothing")
        await press(pilot, "c", "tab")
        screen_of(pilot)

    use(folder, without)
    git(folder, "init", "-q", "-b", "main")
    use(folder, first)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "data")
    use(folder, nothing)


def test_another_base_is_looked_at_and_not_committed(folder: Path) -> None:
    committed(folder)
    git(folder, "checkout", "-qb", "side")
    (folder / "model.lead").write_text(RULES.replace("add 20", "add 21"))
    git(folder, "commit", "-qam", "second")
    (folder / "model.lead").write_text(RULES.replace("add 20", "add 22"))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k", "b", "m", "a", "i", "n", "full_stop", "full_stop", "full_stop", "enter")
        assert screen_of(pilot).base == "main..."
        assert said(pilot, "about").startswith("main (")
        await press(pilot, "c")
        assert screen_of(pilot).base == "HEAD"
        await press(pilot, "b", "n", "o", "enter")
        assert "knows no revision `no`" in said(pilot)

    use(folder, does)


def test_a_file_that_changed_meanwhile_is_not_committed(folder: Path) -> None:
    committed(folder)
    (folder / "model.lead").write_text(RULES.replace("add 20", "add 45"))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k", "c")
        (folder / "model.lead").write_text(RULES.replace("add 20", "add 46"))
        pilot.app.screen.query_one("#commit", Button).press()
        await settled(pilot)
        assert "another text than was shown" in said(pilot, "wrong")
        await press(pilot, "escape")
        assert git(folder, "log", "--format=%s").split() == ["first"]

    use(folder, does)


@pytest.mark.parametrize("width", [80, 160])
def test_below_each_other_and_side_by_side(folder: Path, width: int) -> None:
    committed(folder)
    (folder / "model.lead").write_text(RULES.replace("add 20", "add 45"))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "ctrl+k")
        assert said(pilot)
        if width == 80:
            assert not screen_of(pilot).query_one(DiffView).display
            await press(pilot, "tab")
        view = screen_of(pilot).query_one(DiffView)
        assert view.display
        lines = [view.render_line(y).text for y in range(view.size.height)]
        gone = next(line for line in lines if "add 20" in line)
        assert ("add 45" in gone) == (width == 160)
        assert "- " in gone and any("+   when" in line and "add 45" in line for line in lines)

    use(folder, does, (width, 24 if width == 80 else 40))
