"""Using the app in a test: a project opened, keys pressed, everything that goes on in threads waited for."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings
from leadwright.tui.widgets.editor import RuleEditor
from textual.pilot import Pilot

Use = Callable[[Pilot[None], Workbench], Awaitable[None]]
UseEditor = Callable[[Pilot[None], Workbench, RuleEditor], Awaitable[None]]
KEYS = {" ": "space", "\n": "enter", '"': "quotation_mark", "_": "underscore", "+": "plus", "/": "slash"}


async def settled(pilot: Pilot[None]) -> None:
    """Until no thread has anything to do; questions that wait for an answer may stay."""
    for _ in range(3):
        await pilot.pause()
        async with asyncio.timeout(30):
            while any(w.is_running and w._thread_worker for w in pilot.app.workers):
                await asyncio.sleep(0.01)
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def typed(pilot: Pilot[None], text: str) -> None:
    for letter in text:
        await pilot.press(KEYS.get(letter, letter))


def use(folder: Path, does: Use, size: tuple[int, int] = (120, 40), settings: Settings | None = None) -> None:
    """Open the app on a folder, without any pause, and use its workbench."""

    async def run() -> None:
        app = LeadwrightApp(folder, settings or Settings(), after=0)
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            assert app.workbench is not None
            await does(pilot, app.workbench)

    asyncio.run(run())


def use_editor(
    folder: Path, does: UseEditor, size: tuple[int, int] = (120, 40), settings: Settings | None = None
) -> None:
    """As `use`; the editor in front is handed over as well."""

    async def with_editor(pilot: Pilot[None], workbench: Workbench) -> None:
        assert workbench.editor is not None
        await does(pilot, workbench, workbench.editor)

    use(folder, with_editor, size, settings)
