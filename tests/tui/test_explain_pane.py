"""Why a lead has its score, in the app."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from leadwright.engine.live import LiveScores
from leadwright.tui.messages import FileChosen, PlaceChosen
from leadwright.tui.widgets.explain_pane import ExplainPane
from leadwright.tui.widgets.outline_view import OutlineView
from leadwright.tui.widgets.timeline_screen import TimelineScreen
from live_project import RULES, project_in, scored
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Static

EDITED = RULES.replace("add 20 as in_usa", "add 35 as in_usa")


class Explained(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.places: list[PlaceChosen] = []
        self.files: list[FileChosen] = []

    def compose(self) -> ComposeResult:
        yield ExplainPane("Explain", pause=0, quiet=0)

    def on_place_chosen(self, message: PlaceChosen) -> None:
        self.places.append(message)

    def on_file_chosen(self, message: FileChosen) -> None:
        self.files.append(message)

    @property
    def pane(self) -> ExplainPane:
        return self.query_one(ExplainPane)

    @property
    def head(self) -> str:
        return str(self.query_one("#explain-head", Static).content)

    def lines(self) -> list[str]:
        view = self.pane.view
        return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


async def settled(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def with_app(
    folder: Path,
    steps: Callable[[Explained, Pilot[None], LiveScores], Awaitable[None]],
    size: tuple[int, int] = (80, 40),
    text: str = RULES,
) -> None:
    async def run() -> None:
        app = Explained()
        async with app.run_test(size=size) as pilot:
            live = LiveScores.open(project_in(folder))
            app.pane.attach(live)
            app.pane.show(scored(live, text))
            app.pane.explain(7)
            app.pane.view.focus()
            await settled(pilot)
            await steps(app, pilot, live)

    asyncio.run(run())


def test_rules_stand_by_what_they_gave_and_the_head_says_what_changed(tmp_path: Path) -> None:
    async def steps(app: Explained, pilot: Pilot[None], live: LiveScores) -> None:
        assert app.head == "65 points  ▲ +15 (was 50)\ngrade A  stage MQL"
        text = "\n".join(app.lines())
        assert "+35  in_usa" in text
        assert "+30  visits" in text
        assert "2026-01-11" not in text  # what a rule saw is folded
        assert app.pane.has_class("-plotted")
        assert "MQL 40" in str(app.query_one("#explain-plot", Static).content)

    with_app(tmp_path, steps, text=EDITED)


def test_a_rule_opens_and_enter_goes_to_its_place(tmp_path: Path) -> None:
    async def steps(app: Explained, pilot: Pilot[None], live: LiveScores) -> None:
        row = next(n for n, line in enumerate(app.lines()) if "visits" in line)
        await pilot.press(*"j" * row, "space")
        await pilot.pause()
        assert any("2026-01-11" in line for line in app.lines())
        await pilot.press("enter")
        await pilot.pause()
        (chosen,) = app.places
        assert chosen.place.source.position(chosen.place.span.start) == (4, 3)

    with_app(tmp_path, steps)


def test_what_is_open_stays_open_for_the_next_lead_and_version(tmp_path: Path) -> None:
    async def steps(app: Explained, pilot: Pilot[None], live: LiveScores) -> None:
        row = next(n for n, line in enumerate(app.lines()) if "visits" in line)
        await pilot.press(*"j" * row, "space")
        app.pane.explain(11)
        await settled(pilot)
        assert app.pane.view.cursor == 0
        assert any("2026-01-11" in line for line in app.lines())
        await pilot.press("j", "j", "j")
        app.pane.show(scored(live, EDITED, 2))
        await settled(pilot)
        assert app.pane.view.cursor == 3
        assert "was" in app.head

    with_app(tmp_path, steps)


def test_narrow_lines_go_on_below(tmp_path: Path) -> None:
    async def steps(app: Explained, pilot: Pilot[None], live: LiveScores) -> None:
        assert all(len(line) <= 36 for line in app.lines())
        assert any(line.strip() == "model.lead:4" for line in app.lines())

    with_app(tmp_path, steps, size=(30, 24))


def test_the_score_over_time_on_the_whole_screen(tmp_path: Path) -> None:
    async def steps(app: Explained, pilot: Pilot[None], live: LiveScores) -> None:
        await pilot.press("t")
        await settled(pilot)
        assert isinstance(app.screen, TimelineScreen)
        view = app.screen.query_one(OutlineView)
        text = "\n".join(view.render_line(y).text for y in range(view.size.height))
        assert "+10" in text and "page_view" in text
        await pilot.press("escape")
        assert not isinstance(app.screen, TimelineScreen)

    with_app(tmp_path, steps)


def test_a_key_writes_the_case_as_a_test(tmp_path: Path) -> None:
    async def steps(app: Explained, pilot: Pilot[None], live: LiveScores) -> None:
        await pilot.press("y")
        await settled(pilot)
        file = tmp_path / "tests" / "leads.lead"
        assert file.read_text() == (
            'use "../model.lead"\n\n'
            'test "L07 as of 2026-01-15" at 2026-01-15\n'
            '  given lead country "US"\n'
            "  given page_view 5d ago\n"
            "  given page_view 4d ago\n"
            "  given page_view 3d ago\n"
            '  expect score = 50 and grade is "A" and stage is "MQL"\n'
        )
        assert [(m.path, m.line) for m in app.files] == [(file, 3)]

    with_app(tmp_path, steps)
