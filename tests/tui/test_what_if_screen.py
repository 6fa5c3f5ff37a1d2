"""What if a lead were another one, in the app: a form, events, the score beside them, and the case as a test."""

from pathlib import Path

import pytest
from driving import settled, typed, use
from leadwright.tui.screens import what_ifs
from leadwright.tui.screens.tests_screen import TestsScreen
from leadwright.tui.screens.what_if_screen import WhatIfScreen
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.explain_pane import ExplainPane
from leadwright.tui.widgets.outline_view import OutlineView
from live_project import RULES
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

DECLARED = """\
lead
  country    text    "where the company is"
  employees  number
event page_view
  path  text
event webinar
signal pricing = page_view[path starts with "/pricing"]

"""


@pytest.fixture
def project(project: Path) -> Path:
    (project / "model.lead").write_text(DECLARED + RULES)
    return project


async def opened(pilot: Pilot[None], workbench: Workbench, lead: str) -> WhatIfScreen:
    """The what-if of a lead: its id."""
    assert workbench.scored is not None
    await workbench.go_to_lead(workbench.scored.id_texts.index(lead))
    await settled(pilot)
    await pilot.press("alt+w")
    await settled(pilot)
    return screen_of(pilot)


def screen_of(pilot: Pilot[None]) -> WhatIfScreen:
    screen = pilot.app.screen
    assert isinstance(screen, WhatIfScreen)
    return screen


def outcome(screen: WhatIfScreen) -> str:
    return str(screen.query_one("#what-if-outcome", Static).content)


def lines(view: OutlineView) -> list[str]:
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def data(folder: Path) -> list[str]:
    return [(folder / name).read_text() for name in ("leads.csv", "events.csv", "model.lead")]


def test_another_value_gives_another_score_and_the_data_stays(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        before = data(project)
        screen = await opened(pilot, workbench, "L03")
        assert outcome(screen) == "30 points   grade B   stage none"
        country = screen.form.input_of("country")
        assert (screen.focused, country.value) == (country, "DE")
        await pilot.press("end", "backspace", "backspace")
        await typed(pilot, "U")
        await settled(pilot)
        assert "where the company is — US 40, DE 20" in str(screen.query_one("#what-if-said", Static).content)
        await pilot.press("right")  # takes what is offered
        await settled(pilot)
        assert country.value == "US"
        assert outcome(screen) == "50 points  ▲ +20 (is 30)   grade A (is B)   stage MQL (is none)"
        assert lines(screen.why)[1].strip() == "▲ +20  in_usa  0 → 20"
        assert "is DE" in str(screen.form.query_one("#row-1 .form-note", Static).content)
        await pilot.press("down")
        await typed(pilot, "x")
        await settled(pilot)
        assert "▲ employees: not a number" in outcome(screen)
        assert screen.form.query_one("#row-2").has_class("-wrong")
        await pilot.press("backspace")
        await settled(pilot)
        assert outcome(screen).startswith("50 points")
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is workbench
        assert data(project) == before
        again = await opened(pilot, workbench, "L03")
        assert outcome(again).startswith("50 points"), "what was changed is there when one comes back"
        await pilot.press("ctrl+r")
        await settled(pilot)
        assert outcome(again) == "30 points   grade B   stage none"
        assert again.form.input_of("country").value == "DE"

    use(project, does)


def test_events_are_taken_away_and_added(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await opened(pilot, workbench, "L03")
        view = screen.events.view
        await pilot.press("f4")
        await settled(pilot)
        assert screen.focused is view
        assert "2026-01-12" in lines(view)[0]
        await pilot.press("x")
        await settled(pilot)
        assert "✖" in lines(view)[0]
        assert outcome(screen).startswith("20 points  ▼ −10 (is 30)")
        await pilot.press("u")
        await settled(pilot)
        assert outcome(screen).startswith("30 points")
        await pilot.press("a")
        await typed(pilot, "pricing\n")
        await settled(pilot)
        assert outcome(screen).startswith("40 points  ▲ +10")
        assert "+ 2026-01-15 00:00      now  page_view" in lines(view)[0]
        assert screen.events.input("what").value == ""
        await typed(pilot, "page_view")
        await pilot.press("tab")
        await typed(pilot, "60d ago")
        await pilot.press("tab")
        await typed(pilot, "3\n")
        await settled(pilot)
        assert outcome(screen).startswith("40 points"), "too long ago for the rule"
        assert len(screen.what_if.edits.added) == 4
        await typed(pilot, "webnar\n")
        await settled(pilot)
        assert "webnar" in str(screen.events.query_one("#event-said", Static).content)
        assert "webinar" in str(screen.events.query_one("#event-said", Static).content)
        await pilot.press("escape", "slash")
        await typed(pilot, "pricing")
        await settled(pilot)
        assert sum("page_view" in line for line in lines(view)) == 0, "only the properties that rules ask for are there"
        await pilot.press("escape", "t", "slash")
        await settled(pilot)
        assert sum("/pricing" in line for line in lines(view)) == 1
        await pilot.press("escape", "escape", "escape")
        await settled(pilot)
        assert pilot.app.screen is workbench

    use(project, does)


def test_another_moment(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await opened(pilot, workbench, "L03")
        await pilot.press("up")
        await typed(pilot, "+26d")
        await settled(pilot)
        assert outcome(screen).startswith("10 points  ▼ −20 (is 30)"), "two visits are too long ago by then"
        assert "as of 2026-02-10" in str(screen.query_one("#what-if-why").border_subtitle)
        await typed(pilot, "x")
        await settled(pilot)
        assert outcome(screen).startswith("▲ as of: write +7d")

    use(project, does)


def test_a_lead_made_up_from_nothing_becomes_a_test_that_passes(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await opened(pilot, workbench, "L03")
        await pilot.press("alt+n")
        await settled(pilot)
        screen = screen_of(pilot)
        assert outcome(screen) == "0 points   grade B   stage none"
        screen.form.input_of("country").value = "US"
        await settled(pilot)
        assert outcome(screen).startswith("20 points")
        pilot.app.post_message(events.Key("alt+y", "y"))  # as terminals send it
        await settled(pilot)
        file = project / "tests" / "leads.lead"
        assert 'test "made-up lead, what if, as of 2026-01-15" at 2026-01-15' in file.read_text()
        assert pilot.app.screen is workbench
        assert workbench.editor is not None
        assert workbench.editor.path == file
        assert workbench.editor.cursor_location == (2, 0)

    (project / "leadwright.toml").write_text(
        (project / "leadwright.toml").read_text().replace("as_of", 'tests = ["tests/*.lead"]\nas_of')
    )
    (project / "tests").mkdir()
    (project / "tests" / "leads.lead").write_text('use "../model.lead"\n')

    async def and_passes(pilot: Pilot[None], workbench: Workbench) -> None:
        await does(pilot, workbench)
        await pilot.press("f5")
        await settled(pilot)
        assert isinstance(pilot.app.screen, TestsScreen)
        run = workbench.test_run
        assert run is not None
        assert (run.done, run.failed) == (1, 0)

    use(project, and_passes)


def test_a_rule_is_gone_to_and_a_narrow_screen_shows_one_pane(project: Path) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await opened(pilot, workbench, "L03")
        assert screen.query_one("#what-if-form").display
        assert not screen.query_one("#what-if-why").display
        await pilot.press("f4")
        await settled(pilot)
        assert screen.query_one("#what-if-events").display
        assert not screen.query_one("#what-if-form").display
        await pilot.press("f4")
        await settled(pilot)
        assert screen.focused is screen.why
        screen.why.go_to(lambda line: "visits" in line.text.plain)
        await pilot.press("enter")
        await settled(pilot)
        assert pilot.app.screen is workbench
        assert workbench.editor is not None
        assert workbench.editor.document.get_line(workbench.editor.cursor_location[0]).endswith("as visits")

    use(project, does, (80, 24))


def test_without_data_a_lead_can_be_made_up(project: Path) -> None:
    (project / "leads.csv").unlink()

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        assert workbench.query_one(ExplainPane).lead is None
        await pilot.press("alt+w")
        await settled(pilot)
        screen = screen_of(pilot)
        screen.form.input_of("country").value = "US"
        await settled(pilot)
        assert outcome(screen).startswith("20 points")
        await pilot.press("escape")
        await settled(pilot)
        assert workbench.editor is not None
        workbench.editor.put("whn\n")
        await settled(pilot)
        await pilot.press("alt+w")
        await settled(pilot)
        assert pilot.app.screen is workbench, "rules with errors: it says so"

    use(project, does)


def test_of_many_fields_those_are_there_that_the_rules_look_at(project: Path) -> None:
    many = "".join(f"  f{n}  text\n" for n in range(200))
    asked = 'group more\n  when f150 is "x" add 7 as last\n'
    (project / "model.lead").write_text(
        DECLARED.replace("event page_view", f"{many}event page_view", 1) + RULES + asked
    )

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await opened(pilot, workbench, "L03")
        assert len(screen.form.shown) == 60
        screen.form.input_of("f150").value = "x"
        await settled(pilot)
        assert outcome(screen).startswith("37 points  ▲ +7")
        assert "142 more" in str(screen.form.query_one(".form-more", Static).content)

    use(project, does)


def test_what_cannot_be_written_is_said(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(file: Path, *_: object) -> int:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(what_ifs, "append_case", refused)

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        screen = await opened(pilot, workbench, "L03")
        await pilot.press("alt+y")
        await settled(pilot)
        assert pilot.app.screen is screen, "what was filled in is still there"
        messages = [n.message for n in pilot.app._notifications]  # pyright: ignore[reportPrivateUsage]
        assert any("leads.lead cannot be written: Permission denied" in message for message in messages)

    use(project, does)
