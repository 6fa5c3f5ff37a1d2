"""Every entry of the palette does something, and none of them fails; the tour is walked to its end."""

import asyncio
from pathlib import Path
from typing import cast

import pytest
from driving import press, settled, typed, use_editor
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.commands import Commands
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings
from leadwright.tui.widgets.editor import RuleEditor
from leadwright.tui.widgets.leads_pane import LeadsPane
from leadwright.tui.widgets.tour import TOUR_ROW, Tour
from reaching import no_time_passes
from textual.command import DiscoveryHit
from textual.pilot import Pilot


async def entries(workbench: Workbench) -> list[DiscoveryHit]:
    return [cast(DiscoveryHit, hit) async for hit in Commands(workbench).discover()]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=["large", "small"])
@pytest.mark.parametrize("errors", [False, True], ids=["valid", "errors"])
def test_every_entry_runs(project: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], errors: bool) -> None:
    no_time_passes(monkeypatch)

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        if errors:
            editor.insert("wen nonsense\n", (0, 0))
            await settled(pilot)
        done: list[str] = []
        for entry in await entries(workbench):
            if entry.display == "Quit":
                continue
            run = entry.command()
            if asyncio.iscoroutine(run):
                await run
            await settled(pilot)
            for _ in range(3):
                if pilot.app.screen is not workbench:
                    await press(pilot, "escape")
            assert pilot.app.screen is workbench, entry.display
            done.append(str(entry.display))
        assert len(done) > 25 and pilot.app.is_running

    use_editor(project, does, size)


def test_an_entry_is_found_and_run_by_keys(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await press(pilot, "ctrl+p")
        await typed(pilot, "lay out")
        await pilot.pause(0.2)
        await press(pilot, "enter")
        assert pilot.app.screen is workbench and editor.is_mounted
        await press(pilot, "ctrl+p")
        await typed(pilot, ":4")
        await pilot.pause(0.2)
        await press(pilot, "enter")
        assert editor.cursor_location[0] == 3

    use_editor(project, does)


async def test_the_tour_is_walked_to_its_end(tmp_path: Path) -> None:
    app = LeadwrightApp(tmp_path, Settings(), after=0)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "enter", "enter")  # the example, where it is proposed to be
        async with asyncio.timeout(30):
            while app.workbench is None:
                await asyncio.sleep(0.01)
        await settled(pilot)
        workbench = app.workbench
        tour, editor = workbench.query_one(Tour), workbench.editor
        assert editor is not None
        editor.go_to(TOUR_ROW, 0)
        await settled(pilot)
        assert tour.step == 1
        editor.insert(" ", (TOUR_ROW, len(editor.document.get_line(TOUR_ROW))))
        await settled(pilot)
        assert tour.step == 2
        workbench.query_one(LeadsPane).table.focus()
        await press(pilot, "down")
        assert tour.step == 3
        await press(pilot, "f1")
        assert app.screen is not workbench and tour.step == 4
        await press(pilot, "escape", "ctrl+s")
        assert tour.step == 5 and "That was the tour" in str(tour.render())
        workbench.action_leave_tour()
        await settled(pilot)
        assert not workbench.query(Tour)
