"""The pane of leads: what it shows, and that it does not jump."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from leadwright.engine.live import LiveScores, Unscored
from leadwright.tui.messages import LeadChosen
from leadwright.tui.widgets.lead_table import LeadTable
from leadwright.tui.widgets.leads_pane import LeadsPane
from live_project import LEADS, RULES, project_in, scored
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input

EDITED = RULES.replace("add 20 as in_usa", "add 35 as in_usa")


class Leads(App[None]):
    def __init__(self, quiet: float = 0) -> None:
        super().__init__()
        self.quiet = quiet
        self.chosen: list[int] = []
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield LeadsPane(quiet=self.quiet, pause=0)

    def on_lead_chosen(self, message: LeadChosen) -> None:
        self.chosen.append(message.lead)

    def on_lead_table_opened(self, message: LeadTable.Opened) -> None:
        self.opened.append(message.lead)

    @property
    def pane(self) -> LeadsPane:
        return self.query_one(LeadsPane)

    def lines(self) -> list[str]:
        table = self.pane.table
        return [table.render_line(y).text.rstrip() for y in range(table.size.height)]


async def settled(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def with_app(
    folder: Path,
    steps: Callable[[Leads, Pilot[None], LiveScores], Awaitable[None]],
    size: tuple[int, int] = (120, 20),
    quiet: float = 0,
) -> None:
    async def run() -> None:
        app = Leads(quiet)
        async with app.run_test(size=size) as pilot:
            live = LiveScores.open(project_in(folder))
            app.pane.attach(live)
            app.pane.show(scored(live))
            app.pane.table.focus()
            await settled(pilot)
            await steps(app, pilot, live)

    asyncio.run(run())


def test_the_best_leads_stand_first_and_changes_beside_them(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        app.pane.show(scored(live, EDITED))
        await settled(pilot)
        head, first, *_ = app.lines()
        assert head.split() == ["Lead", "Name", "Country", "Old", "New▼", "Δ", "Grade", "Stage"]
        assert first.split() == ["▸", "L07", "Name", "7", "US", "50", "65", "▲", "+15", "A", "MQL"]
        changed = next(line for line in app.lines() if "B→A" in line)
        assert changed.split()[-2:] == ["MQL", "↑"]
        assert "60 · 40 changed" in str(app.pane.border_title)

    with_app(tmp_path, steps, size=(120, 70))


def test_narrow_it_keeps_the_scores(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        head = app.lines()[0]
        assert head.split() == ["Lead", "New▼", "Δ", "Grade", "Stage"]
        assert all(len(line) <= 40 for line in app.lines())

    with_app(tmp_path, steps, size=(42, 12))


def test_while_somebody_types_rows_stay_where_they_are(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        table = app.pane.table
        before = table.rows.tolist()
        app.pane.show(scored(live, RULES.replace("add 20", "subtract 20")))
        await settled(pilot)
        assert table.rows.tolist() == before
        await pilot.press("r", "r")  # put in order by hand
        await settled(pilot)
        assert table.rows.tolist() != before

    with_app(tmp_path, steps, quiet=3600)


def test_the_lead_under_the_cursor_stays_under_it(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        table = app.pane.table
        await pilot.press(*"j" * 30)
        lead, line = table.lead, table.cursor - round(table.scroll_offset.y)
        await pilot.press("r")
        await settled(pilot)
        assert table.lead == lead
        assert table.rows.tolist()[table.cursor] == lead
        assert table.cursor - round(table.scroll_offset.y) == line
        assert str(live.store.ids[lead]) in app.lines()[line + 1]

    with_app(tmp_path, steps)


@pytest.mark.parametrize(
    ("typed", "count"),
    [('score >= 40 and country is "US"', 20), ("name 5", 11), ("no page_view", 15), ("employees > 550", 4)],
)
def test_it_is_filtered_by_a_condition_or_a_text(tmp_path: Path, typed: str, count: int) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        await pilot.press("slash")
        app.query_one(Input).value = typed
        await settled(pilot)
        assert len(app.pane.table.rows) == count
        assert f"{count} of 60" in str(app.pane.border_title)
        await pilot.press("enter")
        assert app.focused is app.pane.table
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.pane.table.rows) == LEADS

    with_app(tmp_path, steps)


def test_what_is_no_condition_leaves_the_leads_and_says_why(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        await pilot.press("slash", *"score >= ")
        await settled(pilot)
        assert app.pane.has_class("-wrong")
        assert len(app.pane.table.rows) == LEADS
        await pilot.press(*"50")
        await settled(pilot)
        assert not app.pane.has_class("-wrong")
        assert len(app.pane.table.rows) == 10

    with_app(tmp_path, steps)


def test_only_what_changed_and_only_what_is_marked(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        app.pane.show(scored(live, EDITED))
        await pilot.press("c")
        await settled(pilot)
        assert len(app.pane.table.rows) == 40
        await pilot.press("c", "space", "space", "m")
        await settled(pilot)
        assert len(app.pane.table.rows) == 2
        assert [line[:2] for line in app.lines()[1:3]] == [" ●", "▸●"]

    with_app(tmp_path, steps)


def test_heads_sort_when_they_are_clicked(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        at = app.lines()[0].index("Lead")
        await pilot.click(LeadTable, offset=(at, 0))
        await settled(pilot)
        assert app.pane.table.rows.tolist() == list(range(LEADS))
        await pilot.click(LeadTable, offset=(at, 0))
        await settled(pilot)
        assert app.pane.table.rows.tolist() == list(reversed(range(LEADS)))

    with_app(tmp_path, steps)


def test_it_says_where_the_cursor_is_and_which_lead_is_opened(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        await pilot.press("G", "enter")
        await pilot.pause()
        last = int(app.pane.table.rows[-1])
        assert app.chosen[-1] == last
        assert app.opened == [last]
        assert app.pane.find("L07")
        await settled(pilot)
        assert app.pane.table.lead == 7

    with_app(tmp_path, steps)


def test_rules_with_errors_leave_the_last_scores_and_say_so(tmp_path: Path) -> None:
    async def steps(app: Leads, pilot: Pilot[None], live: LiveScores) -> None:
        before = app.lines()
        app.pane.show(Unscored(5, (), ()))
        await settled(pilot)
        assert app.lines() == before
        assert "last valid rules" in str(app.pane.border_subtitle)

    with_app(tmp_path, steps)


def test_it_says_what_it_waits_for_and_what_went_wrong(tmp_path: Path) -> None:
    async def run() -> None:
        app = Leads()
        async with app.run_test(size=(80, 12)):
            app.pane.reading(120_000, 809_560)
            assert any("120,000 of 809,560 rows" in line for line in app.lines())
            app.pane.failed("there is no file leads.csv", "write it")
            assert any("there is no file leads.csv" in line for line in app.lines())

    asyncio.run(run())
