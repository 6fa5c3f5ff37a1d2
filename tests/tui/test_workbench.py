"""The workbench as it is used: keys in, files and what is shown out."""

import asyncio
from pathlib import Path

from driving import settled, typed, use_editor
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.screens.dialogs import Question
from leadwright.tui.screens.welcome import Welcome
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.settings import Settings
from leadwright.tui.widgets.completion_popup import CompletionPopup
from leadwright.tui.widgets.editor import RuleEditor
from leadwright.tui.widgets.explain_pane import ExplainPane
from leadwright.tui.widgets.leads_pane import LeadsPane
from leadwright.tui.widgets.lines import MessageLine
from leadwright.tui.widgets.tour import TOUR_ROW, Tour
from live_project import RULES
from textual import events
from textual.pilot import Pilot


def test_a_change_scores_the_leads_and_is_saved(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        assert editor.text == RULES
        assert workbench.focused is editor
        assert workbench.scored is not None and not workbench.scored.changed.any()
        editor.go_to(1, len("  when country is "))
        await typed(pilot, "not ")
        await settled(pilot)
        assert workbench.scored.changed.any()
        assert (project / "model.lead").read_text() == RULES
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert (project / "model.lead").read_text() == RULES.replace("is", "is not", 1)
        assert workbench.scored is not None and not workbench.scored.changed.any()

    use_editor(project, does)


def test_rules_with_errors_keep_the_scores_of_the_last_valid_ones(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        before = workbench.scored
        editor.go_to(1, 2)
        await typed(pilot, "x")
        await settled(pilot)
        assert workbench.scored is before and workbench.unscored is not None
        assert 1 in editor.marks
        assert "showing last valid rules" in str(workbench.query_one("#head").render())
        assert "LW1" in str(workbench.query_one(MessageLine).render())
        await pilot.press("ctrl+z")
        await settled(pilot)
        assert workbench.unscored is None and not editor.marks

    use_editor(project, does)


def test_completion_offers_and_takes(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        popup = workbench.query_one(CompletionPopup)
        editor.go_to(1, 100)
        await pilot.press("enter")
        await typed(pilot, "when pag")
        await pilot.pause()
        assert popup.is_open
        assert [c.text for c in popup.candidates] == ["page_view"]
        await pilot.press("tab")
        assert editor.document.get_line(2) == "  when page_view"
        assert not popup.is_open
        await typed(pilot, " v")
        await pilot.pause()
        assert popup.is_open and popup.candidates[0].text == "visits"
        await pilot.press("escape")
        assert not popup.is_open and workbench.focused is editor
        await pilot.press("backspace")
        await typed(pilot, "add 5")
        await settled(pilot)
        assert workbench.unscored is None

    use_editor(project, does)


def test_keys_take_effect_in_their_order(project: Path) -> None:
    """A letter that comes right after a key is not overtaken by it."""

    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        editor.go_to(1)
        for key in ("end", "enter", "w", "home", "x"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        assert editor.text.split("\n")[1:3] == [RULES.split("\n")[1], "  xw"]

    use_editor(project, does)


def test_leaving_asks_for_what_is_not_saved(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        await typed(pilot, "# ")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Question)
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is workbench and editor.text.startswith("# ")
        await pilot.press("ctrl+q")
        await pilot.pause()
        await pilot.press("s")
        await settled(pilot)
        assert (project / "model.lead").read_text() == "# " + RULES
        assert not pilot.app.is_running or pilot.app._exit  # pyright: ignore[reportPrivateUsage]

    use_editor(project, does)


def test_narrow_screens_show_one_pane(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, _editor: RuleEditor) -> None:
        assert not workbench.query_one("#files").display
        assert workbench.query_one("#editor").display and workbench.query_one("#leads").display
        await pilot.press("f4")
        await pilot.pause()
        assert workbench.query_one("#leads").has_focus_within and not workbench.query_one("#upper").display
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert workbench.query_one("#files").display and not workbench.query_one("#editor").display
        await pilot.resize_terminal(59, 15)
        await pilot.pause()
        assert workbench.query_one("#too-small").display and not workbench.query_one("#body").display

    use_editor(project, does, (80, 24))


def test_the_lead_under_the_cursor_is_explained(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench, editor: RuleEditor) -> None:
        leads, explained = workbench.query_one(LeadsPane), workbench.query_one(ExplainPane)
        await pilot.press("f4")
        await settled(pilot)
        assert workbench.focused is leads.table
        await pilot.press("down")
        await explained.workers.wait_for_complete()
        await settled(pilot)
        assert workbench.scored is not None and explained.lead is not None
        assert explained.lead == leads.table.lead
        assert explained.explanation is not None
        assert str(explained.explanation.lead_id) == workbench.scored.id(explained.lead)
        await pilot.press("enter")
        await settled(pilot)
        assert workbench.focused is explained.view
        await pilot.press("f4")
        await settled(pilot)
        assert workbench.focused is not explained.view

    use_editor(project, does)


def test_without_a_project_an_example_can_be_looked_around_in(tmp_path: Path) -> None:
    async def run() -> None:
        app = LeadwrightApp(tmp_path, Settings(), after=0)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, Welcome)
            await pilot.press("enter")  # the example
            await pilot.pause()
            await pilot.press("enter")  # where it is proposed to be
            while app.workbench is None:
                await asyncio.sleep(0.01)
            await settled(pilot)
            assert (tmp_path / "leadwright-example" / "leadwright.toml").is_file()
            tour = app.workbench.query_one(Tour)
            assert tour.step == 0
            await pilot.press("f4", "down")
            await settled(pilot)
            assert tour.step == 0, "steps are taken one after the other"
            editor = app.workbench.editor
            assert editor is not None
            editor.go_to(TOUR_ROW, 0)
            await settled(pilot)
            assert tour.step == 1

    asyncio.run(run())
