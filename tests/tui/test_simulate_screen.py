"""The simulation as it is used from the workbench."""

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import settled, use
from leadwright.engine.columnar.steps import batches
from leadwright.tui.screens.simulate_screen import SimulateScreen
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.choice import Choice
from leadwright.tui.widgets.figure_cards import FigureCards
from leadwright.tui.widgets.leads_pane import LeadsPane
from leadwright.tui.widgets.outline_view import OutlineView
from live_project import RULES
from textual.pilot import Pilot
from textual.widgets import Input, Static

LESS = RULES.replace("add 20", "add 40")


async def put(pilot: Pilot[None], workbench: Workbench, text: str) -> None:
    assert workbench.editor is not None
    workbench.editor.put(text)
    await settled(pilot)


async def simulate(pilot: Pilot[None]) -> SimulateScreen:
    await pilot.press("f6")
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, SimulateScreen)
    return screen


def said(screen: SimulateScreen) -> str:
    return str(screen.query_one("#said", Static).render())


def rows(screen: SimulateScreen, name: str) -> list[str]:
    return [lead + text.plain for _, lead, text in screen.query_one(f"#{name}", OutlineView)._rows]


def test_unsaved_rules_against_the_saved_ones(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        screen = await simulate(pilot)
        assert "the saved rules → those in the editor (not saved), 60 leads" in said(screen)
        assert "At the end: 20 of 60 leads change stage: 20 become MQL" in said(screen)
        new, *_ = screen.query_one(FigureCards).figures
        assert (new.said, new.before, new.after) == ("new MQL", 20, 30)
        assert screen.query_one(OutlineView).has_focus
        page = rows(screen, "page")
        assert any("New MQL by week" in row for row in page)
        assert any("in_usa" in row and "▲ +800 points for 40 leads" in row for row in page)
        assert any("no outcomes are named" in row for row in page)
        assert any("Biggest movers" in row for row in rows(screen, "came"))
        await pilot.press("escape")
        assert pilot.app.screen is workbench

    use(project, does)


def test_a_lead_or_a_rule_is_gone_to(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        screen = await simulate(pilot)
        came = screen.query_one("#came", OutlineView)
        came.focus()
        came.go_to(lambda line: line.text.plain.startswith("L"))
        assert came.line is not None
        lead = came.line.about.lead_id
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is workbench and workbench.scored is not None
        table = workbench.query_one(LeadsPane).table
        assert table.lead is not None and workbench.scored.id(table.lead) == lead

        screen = await simulate(pilot)
        page = screen.query_one("#page", OutlineView)
        page.go_to(lambda line: line.text.plain.startswith("in_usa"))
        await pilot.press("enter")
        await settled(pilot)
        assert workbench.editor is not None and workbench.editor.cursor_location[0] == 1

    use(project, does)


def test_what_was_simulated_is_kept_until_the_rules_are_others(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        await simulate(pilot)
        kept = workbench.simulations.kept
        await pilot.press("escape")
        screen = await simulate(pilot)
        assert workbench.simulations.kept is kept and "older version" not in said(screen)
        await pilot.press("escape")
        await put(pilot, workbench, LESS.replace("add 40", "add 50"))
        screen = await simulate(pilot)
        assert workbench.simulations.kept is kept
        assert "▲ This is of an older version of the rules: r runs it again" in said(screen)
        await pilot.press("r")
        await settled(pilot)
        assert workbench.simulations.kept is not kept and "older version" not in said(screen)
        await pilot.press("escape", "ctrl+s")
        await settled(pilot)
        screen = await simulate(pilot)
        assert "against an older version of the files" in said(screen)

    use(project, does)


def test_data_that_was_read_anew_makes_it_old(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await simulate(pilot)
        await pilot.press("escape")
        (project / "leads.csv").write_text("lead_id,country\nL01,US\n")
        workbench.reload_data()
        await settled(pilot)
        screen = await simulate(pilot)
        assert "▲ The data was read anew since: r runs it again" in said(screen)
        await pilot.press("r")
        await settled(pilot)
        assert "read anew" not in said(screen)

    use(project, does)


def test_escape_ends_the_run_itself(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        screen = await simulate(pilot)
        kept = workbench.simulations.kept
        calls, ended = [0], [False]
        each_history = batches.each_history

        def endless(*given: object, progress: Callable[[int, int], None], **more: object) -> object:
            try:
                while True:  # ends only if progress raises
                    calls[0] += 1
                    progress(calls[0], 1_000_000)
                    yield from ()
            finally:
                ended[0] = True

        monkeypatch.setattr("leadwright.engine.simulation.run.each_history", endless)
        await pilot.press("r")
        while not calls[0] or "over time" not in said(screen):
            await asyncio.sleep(0.01)
        assert screen.is_simulating and "over time" in said(screen)
        await pilot.press("escape")
        await settled(pilot)
        assert ended[0] and not screen.is_simulating
        assert pilot.app.screen is screen and workbench.simulations.kept is kept
        assert "over time" not in said(screen)
        monkeypatch.setattr("leadwright.engine.simulation.run.each_history", each_history)
        await pilot.press("escape")
        assert pilot.app.screen is workbench

    use(project, does)


def test_leaving_ends_the_run(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await simulate(pilot)
        screen.dismiss(None)
        await settled(pilot)
        assert not screen.is_simulating and pilot.app.screen is workbench

    use(project, does)


def test_against_what_is_committed_and_against_nothing(project: Path) -> None:
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    (project / "model.lead").write_text(LESS)

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await simulate(pilot)
        assert "the committed rules → those in the editor, 60 leads" in said(screen)
        screen.query_one("#base", Choice).focus()
        await pilot.press("space")
        await settled(pilot)
        assert screen.query_one("#base", Choice).key == "none"
        assert said(screen).startswith("the rules in the editor, 60 leads") and "become" not in said(screen)
        await pilot.press("right")
        await settled(pilot)
        assert "Nothing changes: the rules mean the same." in said(screen)

    use(project, does)


def test_period_and_time(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        screen = await simulate(pilot)
        assert screen.query_one("#first", Input).value == "2025-10-27"
        screen.query_one("#by", Choice).focus()
        await pilot.press("enter")
        await settled(pilot)
        assert screen.query_one("#first", Input).value == "2025-02-01"
        assert any("New MQL by month" in row for row in rows(screen, "page"))
        first = screen.query_one("#first", Input)
        first.focus()
        first.value = "2026-01-01"
        await pilot.press("enter")
        await settled(pilot)
        assert "2026-01-01 to 2026-01-15" in said(screen)
        first.value = "soon"
        await pilot.press("enter")
        await settled(pilot)
        assert '✖ Cannot read the as-of time "soon"' in said(screen)

    use(project, does)


def test_rules_with_errors_are_said(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, RULES.replace("add 20", "add"))
        screen = await simulate(pilot)
        assert "✖ The rules in the editor have 2 errors — model.lead:2:" in said(screen)
        assert screen.has_class("-nothing")

    use(project, does)


def test_without_leads_or_without_a_repository(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await simulate(pilot)
        screen.query_one("#base", Choice).action_turn(1)
        await settled(pilot)
        assert "is not in a git repository" in said(screen)

    use(project, does)
    (project / "leads.csv").unlink()

    async def nothing(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await simulate(pilot)
        assert "✖ " in said(screen) and "leads.csv" in said(screen)

    use(project, nothing)


def test_rules_without_stages(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, RULES[: RULES.index("stage")])
        screen = await simulate(pilot)
        await pilot.press("escape", "ctrl+s")
        await settled(pilot)
        screen = await simulate(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert "Nothing changes" in said(screen)
        assert [figure.name for figure in screen.query_one(FigureCards).figures] == ["median_score"]

    use(project, does)


@pytest.mark.parametrize(
    ("name", "begins"), [("mine.txt", "the saved rules"), ("mine.json", "{"), ("mine.csv", "stage,how")]
)
def test_the_report_is_written(project: Path, name: str, begins: str) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        await simulate(pilot)
        await pilot.press("s")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = name
        await pilot.press("enter")
        await settled(pilot)
        text = (project / name).read_text()
        assert text.startswith(begins)
        if name.endswith(".json"):
            assert json.loads(text)["leads"] == 60

    use(project, does)


def test_on_a_small_screen_all_is_in_one_list(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await put(pilot, workbench, LESS)
        screen = await simulate(pilot)
        page = rows(screen, "page")
        assert not screen.query_one("#came").display
        assert any("Biggest movers" in row for row in page) and any("Key figures" in row for row in page)
        assert all(len(row) <= 80 for row in page)

    use(project, does, (80, 24))
