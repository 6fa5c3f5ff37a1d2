"""What cannot be seen: how the interpreter shares its time out, and panes that are asked at an unlikely moment."""

import gc
import sys
from pathlib import Path

from driving import settled, use
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.editor_pane import EditorPane
from textual.pilot import Pilot


def project(folder: Path) -> Path:
    (folder / "leadwright.toml").write_text('[project]\nrules = ["a.lead"]\n')
    (folder / "a.lead").write_text("lead\n  age number\n\nwhen age >= 18\n  add 5 as grown\n")
    return folder


def test_the_screen_gets_its_turn_often_while_the_app_runs(tmp_path: Path) -> None:
    before = sys.getswitchinterval(), gc.get_threshold()

    async def look(_pilot: Pilot[None], _workbench: Workbench) -> None:
        assert sys.getswitchinterval() < before[0]
        assert gc.get_threshold() > before[1]

    use(project(tmp_path), look)
    assert (sys.getswitchinterval(), gc.get_threshold()) == before


def test_no_editor_is_shown_before_there_is_anything() -> None:
    assert EditorPane().editor is None


def test_a_file_can_be_opened_while_the_app_is_left(tmp_path: Path) -> None:
    async def leave(_pilot: Pilot[None], workbench: Workbench) -> None:
        pane = workbench.pane
        await pane.remove()
        editor = await pane.show(tmp_path / "b.lead", "", read_only=False)
        assert not editor.is_attached

    use(project(tmp_path), leave)


def test_a_name_that_is_taken_is_refused_and_the_rules_stay(tmp_path: Path) -> None:
    async def rename(pilot: Pilot[None], workbench: Workbench) -> None:
        text = (tmp_path / "a.lead").read_text()
        changed = {(tmp_path / "a.lead").resolve(): text.replace("grown", "when")}
        assert "a.lead" in await workbench._why_not(changed).wait()
        fine = {p: text.replace("grown", "adult") for p in changed}
        assert await workbench._why_not(fine).wait() == ""
        await settled(pilot)

    use(project(tmp_path), rename)


def test_while_one_types_only_what_changed_is_parsed(tmp_path: Path) -> None:
    async def type_a_digit(pilot: Pilot[None], workbench: Workbench) -> None:
        file = (tmp_path / "a.lead").resolve()
        before = dict(workbench._read[file].pieces)
        editor = workbench.editor
        assert editor is not None
        editor.go_to(3, len("when age >= 18"))
        await pilot.press("0")
        await settled(pilot)
        now = workbench._read[file].pieces
        assert len(now.keys() - before.keys()) == 1
        assert len(now.keys() & before.keys()) == len(before) - 1

    use(project(tmp_path), type_a_digit)
