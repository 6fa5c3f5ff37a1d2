"""Texts and projects in every state: changed by others, gone, unsaved when the app died, broken, not to be written."""

import asyncio
import os
from pathlib import Path

import pytest
from driving import settled, typed, use_editor
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.recovery import Recovery
from leadwright.tui.screens.dialogs import Question
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings, read_settings, settings_file
from leadwright.tui.widgets.editor import RuleEditor
from leadwright.tui.widgets.lines import MessageLine
from leadwright.tui.workspace import Document
from live_project import RULES
from textual.pilot import Pilot

OTHER = RULES.replace("add 20", "add 30")


def test_what_others_change_is_loaded_where_nothing_is_unsaved(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(3, 4)
        (project / "model.lead").write_text(OTHER)
        workbench.look_outside()
        await settled(pilot)
        assert editor.text == OTHER and editor.cursor_location == (3, 4)
        assert not workbench.workspace.changed()
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert editor.text == RULES

    use_editor(project, does)


@pytest.mark.parametrize(("answer", "text"), [("l", OTHER), ("k", "# " + RULES)])
def test_what_is_unsaved_is_not_overwritten_unasked(project: Path, answer: str, text: str) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await typed(pilot, "# ")
        (project / "model.lead").write_text(OTHER)
        workbench.look_outside()
        await pilot.pause()
        assert isinstance(pilot.app.screen, Question) and editor.text == "# " + RULES
        await pilot.press(answer)
        await settled(pilot)
        assert editor.text == text
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert (project / "model.lead").read_text() == text

    use_editor(project, does)


def test_a_file_that_is_gone_is_written_again(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        (project / "model.lead").unlink()
        workbench.look_outside()
        await settled(pilot)
        assert editor.text == RULES
        await typed(pilot, "#")
        await pilot.press("ctrl+s")
        await pilot.pause()
        if isinstance(pilot.app.screen, Question):  # the file is another one than was read
            await pilot.press("o")
        await settled(pilot)
        assert (project / "model.lead").read_text() == "#" + RULES

    use_editor(project, does)


def test_after_a_crash_the_copy_is_offered(project: Path) -> None:
    held = Document((project / "model.lead").resolve(), OTHER, RULES)
    Recovery(project.resolve()).keep(held)

    async def run() -> None:
        app = LeadwrightApp(project, Settings(), after=0)
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            assert isinstance(app.screen, Question)
            await pilot.press("t")
            await settled(pilot)
            assert app.workbench is not None and app.workbench.editor is not None
            assert app.workbench.editor.text == OTHER
            assert (project / "model.lead").read_text() == RULES

    asyncio.run(run())


def test_a_copy_is_kept_of_what_is_unsaved_and_goes_with_saving(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await typed(pilot, "#")
        document = workbench.document
        assert document is not None
        workbench.recovery.keep(document)
        assert workbench.recovery.kept(document) == "#" + RULES
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert workbench.recovery.kept(document) is None

    use_editor(project, does)


def test_one_comes_back_to_where_one_was(project: Path) -> None:
    (project / "more.lead").write_text("# more\n")

    async def leave(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(3, 5)
        await workbench.open_file(project / "more.lead")
        await pilot.press("ctrl+q")
        await pilot.pause()

    async def back(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        assert editor.path.name == "more.lead"
        first = workbench.pane.editors[(project / "model.lead").resolve()]
        assert first.cursor_location == (3, 5)

    use_editor(project, leave)
    use_editor(project, back)


def test_what_cannot_be_written_is_said_and_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        def full(_document: Document) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Document, "save", full)
        await typed(pilot, "#")
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert editor.text == "#" + RULES and workbench.workspace.changed()
        assert (project / "model.lead").read_text() == RULES

    use_editor(project, does)


def test_in_a_folder_for_reading_alone_one_reads(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leadwright.tui.workspace.os.access", lambda *_: False)

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        assert editor.read_only
        await typed(pilot, "x")
        await pilot.press("ctrl+underscore", "alt+f", "ctrl+s")
        await settled(pilot)
        assert editor.text == RULES and workbench.scored is not None
        assert "read-only" in str(workbench.pane.border_subtitle)

    use_editor(project, does)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("leadwright.toml", "[project\n"),
        ("leadwright.toml", '[project]\nrules = ["none.lead"]\n'),
        ("leadwright.toml", '[project]\nrules = ["model.lead"]\n'),
        ("events.csv", None),
        ("leads.csv", None),
        ("events.csv", "a,b\n1,2\n"),
        ("leads.csv", ""),
        ("model.lead", "wen x\n"),
        ("model.lead", ""),
        ("model.lead", None),
    ],
)
def test_whatever_is_wrong_it_opens_and_says_what(project: Path, name: str, text: str | None) -> None:
    file = project / name
    if text is None:
        file.unlink()
    else:
        file.write_text(text)

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        said = str(workbench.query_one(MessageLine).render())
        if workbench.scored is None:
            assert said or workbench.problems
        editor.focus()
        await typed(pilot, "# ")
        await settled(pilot)
        assert editor.text.startswith("# ") or "# " in editor.text
        await pilot.press("f4", "f4", "f4", "f1", "escape")
        await settled(pilot)

    use_editor(project, does)


def test_settings_give_other_keys_and_wrong_ones_are_told(project: Path) -> None:
    file = settings_file()
    file.parent.mkdir(parents=True)
    file.write_text('theme = "no such"\ncolour = 1\n[keys]\nsave = "ctrl+j"\nnonsense.key = "f8"\nline = 3\n')
    settings = read_settings()
    assert settings.keys["save"] == "ctrl+j"
    assert any("colour" in p for p in settings.problems) and any("line" in p for p in settings.problems)

    async def run() -> None:
        app = LeadwrightApp(project, settings, after=0)
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            assert app.theme == "textual-dark"
            await typed(pilot, "#")
            await pilot.press("ctrl+j")
            await settled(pilot)
            assert (project / "model.lead").read_text() == "#" + RULES

    asyncio.run(run())


def test_a_folder_without_anything_can_be_opened_all_the_same(tmp_path: Path) -> None:
    async def run() -> None:
        app = LeadwrightApp(tmp_path, Settings(), after=0)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("down", "down", "enter")
            await settled(pilot)
            assert app.workbench is not None
            await pilot.press("ctrl+f", "escape", "ctrl+s", "f8", "f9", "alt+f", "f12", "f4", "f4", "f1", "escape")
            await settled(pilot)

    asyncio.run(run())


def test_without_colours_and_with_few(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The frame of the focus, the row of the cursor and what is wrong are told by more than colours."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def run() -> None:
        app = LeadwrightApp(project, Settings(), after=0)
        async with app.run_test(size=(120, 40)) as pilot:
            await settled(pilot)
            assert app.workbench is not None and app.workbench.editor is not None
            editor = app.workbench.editor
            editor.put(RULES.replace("when country", "wen country"))
            await settled(pilot)
            shown = "\n".join(
                "".join(segment.text for segment in strip) for strip in app.workbench._compositor.render_strips()
            )
            assert "┏" in shown and "✖" in shown and "▸" in shown
            assert any(s.style and s.style.underline for s in editor.render_line(1))

    asyncio.run(run())


def test_the_session_is_no_reason_to_stop(project: Path) -> None:
    state = Path(os.environ["XDG_STATE_HOME"])
    state.write_text("a file where a folder is to be")

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await typed(pilot, "#")
        await pilot.press("ctrl+s", "ctrl+q")
        await settled(pilot)

    use_editor(project, does)
