"""Pictures of the screens, compared with those of last time: large and small, dark and light.

After a change that is meant: look at `snapshot_report.html`, then run this file with `--snapshot-update`.
Another screen is another line in `PLACES` of `reaching`. Nothing in a picture may differ from run to run: no durations,
no dates of today, no folders, no blinking.
"""

from pathlib import Path
from typing import Any

import pytest
from driving import settled
from leadwright.tui import git
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.settings import Settings
from reaching import PLACES, prepared
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

SIZES = {"large": (120, 40), "small": (80, 24)}
THEMES = {"dark": "textual-dark", "light": "textual-light"}
BOTH_SIZES_IN_LIGHT = ("workbench", "problem", "explanation", "timeline", "find")
PICTURES = [
    pytest.param(screen, size, theme, id=f"{screen}-{size}-{theme}")
    for screen in PLACES
    for size in SIZES
    for theme in THEMES
    if (size, theme) != ("small", "light") or screen in BOTH_SIZES_IN_LIGHT
]


@pytest.mark.parametrize(("screen", "size", "theme"), PICTURES)
def test_looks_as_before(
    screen: str, size: str, theme: str, project: Path, monkeypatch: pytest.MonkeyPatch, snap_compare: Any
) -> None:
    place = prepared(screen, project, monkeypatch)
    monkeypatch.setattr(
        "leadwright.tui.screens.workbench.git_state", lambda _root: git.GitState()
    )  # nobody's is around
    app = LeadwrightApp(
        Path("/crm") if screen == "welcome" else project, Settings(theme=THEMES[theme], glyphs="signs"), after=0
    )
    app.animation_level = "none"

    async def reach(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await place.reach(pilot)
        for kind in (Input, TextArea):
            for typed in app.screen.query(kind):
                typed.cursor_blink = False
                typed._cursor_visible = True
        await pilot.pause()

    assert snap_compare(app, terminal_size=SIZES[size], run_before=reach)
