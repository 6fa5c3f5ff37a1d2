"""Sizes of panes, letters to jump to them, and messages that were said."""

from pathlib import Path

import pytest
from driving import settled, use
from leadwright.tui.screens.jump_screen import JumpScreen
from leadwright.tui.screens.messages_screen import MessagesScreen
from leadwright.tui.screens.workbench import Workbench
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static


def sizes(workbench: Workbench) -> tuple[int, int, int]:
    files, side, leads = (workbench.query_one(name) for name in ("#files", "#side", "#leads"))
    return files.region.width, side.region.width, leads.region.height


def test_lines_between_panes_are_dragged_and_kept(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        files, side, leads = sizes(workbench)
        await pilot.mouse_down(offset=(files - 1, 5))
        await pilot.hover(offset=(files + 5, 5))
        await pilot.mouse_up(offset=(files + 5, 5))
        await pilot.hover(offset=(60, 5))
        await settled(pilot)
        assert sizes(workbench) == (files + 6, side, leads)
        top = workbench.query_one("#leads").region.y
        await pilot.mouse_down(offset=(60, top))
        await pilot.hover(offset=(60, top - 3))
        await pilot.mouse_up(offset=(60, top - 3))
        await settled(pilot)
        assert sizes(workbench) == (files + 6, side, leads + 3)
        edge = workbench.query_one("#side").region.x
        await pilot.mouse_down(offset=(edge, 5))
        await pilot.hover(offset=(5, 5))
        await pilot.mouse_up(offset=(5, 5))
        await settled(pilot)
        assert sizes(workbench)[1] == 120 - 70
        workbench.remember()

    async def again(pilot: Pilot[None], workbench: Workbench) -> None:
        assert sizes(workbench) == (30, 50, 17)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert workbench.query_one("#editor").region.width == 80
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert sizes(workbench) == (30, 50, 17)
        await pilot.press("alt+u")
        await settled(pilot)
        assert sizes(workbench) == (24, 36, 14)

    use(project, does)
    use(project, again)


def test_keys_make_the_pane_with_the_focus_larger(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        _, side, leads = sizes(workbench)
        await pilot.press("alt+l")
        await settled(pilot)
        assert sizes(workbench)[2] == leads - 1
        workbench.query_one("#explain").query("*").first()
        workbench.focus_pane(3)
        await settled(pilot)
        await pilot.press("alt+l", "alt+l", "alt+k")
        await settled(pilot)
        assert sizes(workbench)[1] == side + 2

    use(project, does)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_letter_goes_to_its_pane(project: Path, size: tuple[int, int]) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await pilot.press("ctrl+o")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, JumpScreen)
        table = workbench.query_one("LeadTable")
        letters = screen.query(".letter").results(Static)
        letter = next(str(x.render()) for x in letters if x.region.offset == table.region.offset)
        await pilot.press(letter)
        await settled(pilot)
        assert pilot.app.screen is workbench and table.has_focus
        await pilot.press("ctrl+o", "escape")
        await settled(pilot)
        assert pilot.app.screen is workbench and table.has_focus
        if size[0] < 100:
            await pilot.press("ctrl+o", "a")
            await settled(pilot)
            assert workbench.has_class("show-files")

    use(project, does, size)


def test_messages_are_kept(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        workbench.notify("[data] is [not] markup", title="Not saved", severity="error", markup=False)
        await workbench.run_action("messages")
        await settled(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, MessagesScreen)
        assert "✖ Not saved: [data] is [not] markup" in str(screen.query_one(Static).render())
        await pilot.press("escape")
        assert pilot.app.screen is workbench

    use(project, does)


def test_letters_with_alt_are_keys_in_the_editor_too(project: Path) -> None:
    """Terminals send the letter along with the key, which Pilot does not."""

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        editor = workbench.editor
        assert editor is not None and editor.has_focus
        before, leads = editor.text, sizes(workbench)[2]
        pilot.app.post_message(events.Key("alt+l", "l"))
        await settled(pilot)
        assert editor.text == before
        assert sizes(workbench)[2] == leads - 1

    use(project, does)
