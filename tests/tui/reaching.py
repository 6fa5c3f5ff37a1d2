"""The screens of the app, and how each is reached by keys, from a project that was just opened."""

import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from driving import press, settled
from leadwright.assistant import drafters
from leadwright.assistant.drafts import Draft, Quote, Request, Tell
from leadwright.tui.app import LeadwrightApp
from leadwright.tui.widgets.explain_pane import ExplainPane
from leadwright.tui.widgets.leads_pane import LeadsPane
from live_project import RULES
from textual.pilot import Pilot

if TYPE_CHECKING:
    from leadwright.tui.screens.workbench import Workbench
    from leadwright.tui.widgets.editor import RuleEditor

Reach = Callable[[Pilot[None]], Awaitable[None]]

MORE = RULES.replace("add 20", "add 45")
TESTS = """\
use "../model.lead"

test "from the US"
  given lead country "US"
  expect in_usa fires

test "from the US, who read three pages"
  given lead country "US"
  given page_view 3 times 1d ago
  expect score = 60 and stage is "MQL"
"""


@dataclass(frozen=True)
class Place:
    """``tests``: the project has some, one of which fails. ``git``: it is a repository."""

    reach: Reach
    tests: bool = False
    git: bool = False


class Scripted:
    """A drafter that gives what it is told to, in turn. ``asked``: what it was asked for."""

    name = "offline"

    def __init__(self, *drafts: Draft | Exception) -> None:
        self.drafts = list(drafts)
        self.asked: list[Request] = []

    def draft(self, request: Request, gate: object, tell: Tell) -> Draft:
        self.asked.append(request)
        tell("writing")
        found = self.drafts.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


def drafted() -> Draft:
    rules = 'group web\n  when page_view visits >= 2 within 7d add 25 as reads because "2 visits in a week"\n'
    return Draft("draft", rules, quotes=(Quote(2, "2 visits in a week"),), assumptions=("a week is 7 days",))


def prepared(name: str, folder: Path, patch: pytest.MonkeyPatch) -> Place:
    """A screen, with what it is about in the project; no time passes."""
    place = PLACES[name]
    if place.git and shutil.which("git") is None:
        pytest.skip("there is no git")
    no_time_passes(patch)
    if place.tests:
        toml = folder / "leadwright.toml"
        toml.write_text(toml.read_text().replace("as_of", 'tests = ["tests/*.lead"]\nas_of'))
        (folder / "tests").mkdir()
        (folder / "tests" / "people.lead").write_text(TESTS)
    if place.git:
        who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "first")):
            subprocess.run(["git", "-C", str(folder), *arguments], check=True, env=os.environ | alone)
    return place


def no_time_passes(patch: pytest.MonkeyPatch) -> None:
    """No screen tells how long anything took; the assistant is a scripted one."""
    patch.setattr("leadwright.engine.live.session.perf_counter", lambda: 0.0)
    patch.setattr("leadwright.tui.test_run.perf_counter", lambda: 0.0)
    still = SimpleNamespace(perf_counter=lambda: 0.0, monotonic=lambda: 0.0)
    patch.setattr("leadwright.tui.screens.simulate_screen.time", still)
    chosen = drafters.Chosen(Scripted(drafted()), "a scripted one")
    patch.setattr("leadwright.tui.assistance.choose", lambda *_: chosen)


def _workbench(pilot: Pilot[None]) -> "tuple[Workbench, RuleEditor]":
    app = pilot.app
    assert isinstance(app, LeadwrightApp) and app.workbench is not None
    assert app.workbench.editor is not None
    return app.workbench, app.workbench.editor


async def workbench(pilot: Pilot[None]) -> None:
    """Until the explanation of the lead under the cursor is there, with its score over time."""
    await settled(pilot)
    assert pilot.app.screen.query_one(ExplainPane).timeline is not None


async def changed(pilot: Pilot[None]) -> None:
    _, editor = _workbench(pilot)
    editor.put(MORE)
    editor.go_to(1, 0)
    await settled(pilot)


async def problem(pilot: Pilot[None]) -> None:
    _workbench(pilot)[1].put(RULES.replace("when country", "wen country"))
    await settled(pilot)
    await press(pilot, "f8")


async def explanation(pilot: Pilot[None]) -> None:
    await press(pilot, "f4", "f4")
    assert pilot.app.screen.query_one(ExplainPane).has_focus_within


async def timeline(pilot: Pilot[None]) -> None:
    await explanation(pilot)
    await press(pilot, "t")


async def help_of_rules(pilot: Pilot[None]) -> None:
    await press(pilot, "f1")


async def find(pilot: Pilot[None]) -> None:
    await press(pilot, "ctrl+r", "a", "d", "d")


async def welcome(pilot: Pilot[None]) -> None:
    await pilot.pause()


async def tests(pilot: Pilot[None]) -> None:
    await press(pilot, "f5")


async def what_if(pilot: Pilot[None]) -> None:
    bench, _ = _workbench(pilot)
    bench.query_one(LeadsPane).find("L03")
    await settled(pilot)
    await press(pilot, "alt+w", "end", "backspace", "backspace", "U", "S")


async def simulate(pilot: Pilot[None]) -> None:
    await changed(pilot)
    await press(pilot, "f6")


async def changes(pilot: Pilot[None]) -> None:
    await changed(pilot)
    await press(pilot, "ctrl+s")
    pilot.app.clear_notifications()
    await press(pilot, "ctrl+k")


async def commit(pilot: Pilot[None]) -> None:
    await changes(pilot)
    await press(pilot, "c")


async def assistant(pilot: Pilot[None]) -> None:
    bench, _ = _workbench(pilot)
    await press(pilot, "f2")
    bench.assistant.question.text = "25 points for 2 visits in a week"
    await press(pilot, "enter")


PLACES: dict[str, Place] = {
    "workbench": Place(workbench),
    "problem": Place(problem),
    "explanation": Place(explanation),
    "timeline": Place(timeline),
    "help": Place(help_of_rules),
    "find": Place(find),
    "welcome": Place(welcome),
    "changed": Place(changed),
    "tests": Place(tests, tests=True),
    "what-if": Place(what_if),
    "simulate": Place(simulate),
    "changes": Place(changes, git=True),
    "commit": Place(commit, git=True),
    "assistant": Place(assistant),
}
