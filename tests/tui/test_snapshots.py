"""Pictures of the screens, compared with those of last time: large and small, dark and light.

After a change that is meant: look at `snapshot_report.html`, then run this file with `--snapshot-update`.
Another screen is another line in `SCREENS`. Nothing in a picture may differ from run to run: no durations, no dates of
today, no folders, no blinking.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from leadwright.engine.live import session
from leadwright.tui import git
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.settings import Settings
from leadwright.tui.widgets.explain_pane import ExplainPane
from live_project import RULES, project_in
from test_workbench import folders, settled  # noqa: F401 - a fixture
from textual.pilot import Pilot

Reach = Callable[[Pilot[None]], Awaitable[None]]

TESTS = 'test "from the US"\n  given country "US"\n  expect in_usa fires\n'
SIZES = {"large": (120, 40), "small": (80, 24)}
THEMES = {"dark": "textual-dark", "light": "textual-light"}


async def explained(pilot: Pilot[None]) -> None:
    """Until the explanation of the lead under the cursor is there, with its score over time."""
    for _ in range(3):
        await pilot.app.screen.workers.wait_for_complete(
            [w for w in pilot.app.workers if w.group in ("explain", "explain-over-time", "lead-order", "tests")]
        )
        await settled(pilot)
    pane = pilot.app.screen.query_one(ExplainPane)
    async with asyncio.timeout(20):
        while pane.timeline is None:
            await pilot.pause(0.01)
    await pilot.pause()


async def workbench(pilot: Pilot[None]) -> None:
    await explained(pilot)


async def problem(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, LeadwrightApp) and app.workbench is not None
    editor = app.workbench.editor
    assert editor is not None
    editor.put(RULES.replace("when country", "wen country"))
    await settled(pilot)
    await pilot.press("f8")
    await explained(pilot)


async def explanation(pilot: Pilot[None]) -> None:
    await explained(pilot)
    await pilot.press("f4", "f4")
    await explained(pilot)
    assert pilot.app.screen.query_one(ExplainPane).has_focus_within


async def timeline(pilot: Pilot[None]) -> None:
    await explanation(pilot)
    await pilot.press("t")
    await settled(pilot)


async def help_of_rules(pilot: Pilot[None]) -> None:
    await explained(pilot)
    await pilot.press("f1")
    await settled(pilot)


async def find(pilot: Pilot[None]) -> None:
    await explained(pilot)
    await pilot.press("ctrl+r", "a", "d", "d")
    await settled(pilot)


async def welcome(pilot: Pilot[None]) -> None:
    await pilot.pause()


SCREENS: dict[str, Reach] = {
    "workbench": workbench,
    "problem": problem,
    "explanation": explanation,
    "timeline": timeline,
    "help": help_of_rules,
    "find": find,
    "welcome": welcome,
}


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes that could be told, and nobody's repository is around."""
    monkeypatch.setattr(session, "perf_counter", lambda: 0.0)
    monkeypatch.setattr("leadwright.tui.screens.workbench.git_state", lambda _root: git.GitState())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_looks_as_before(screen: str, size: str, theme: str, tmp_path: Path, snap_compare: Any) -> None:
    folder = tmp_path / "crm"
    folder.mkdir()
    project_in(folder)
    app = LeadwrightApp(Path("/crm") if screen == "welcome" else folder, Settings(theme=THEMES[theme]), after=0)
    app.animation_level = "none"

    async def reach(pilot: Pilot[None]) -> None:
        if screen != "welcome":
            await settled(pilot)
        await SCREENS[screen](pilot)
        for typed in app.screen.query("Input, TextArea"):
            typed.cursor_blink = False  # pyright: ignore[reportAttributeAccessIssue]
            typed._cursor_visible = True  # pyright: ignore[reportAttributeAccessIssue]
        await pilot.pause()

    assert snap_compare(app, terminal_size=SIZES[size], run_before=reach)
