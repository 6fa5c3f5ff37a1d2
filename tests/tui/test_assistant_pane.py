"""The assistant's place: what is said becomes a draft that is shown, applied as one step, changed, taken back."""

from pathlib import Path

import driving
import pytest
from driving import Use, press, settled
from leadwright.assistant import drafters
from leadwright.assistant.drafts import Draft, Question, Quote
from leadwright.dsl.errors import LeadwrightError
from leadwright.tui.screens.workbench import Workbench
from leadwright.tui.widgets.draft_card import DraftCard
from live_project import RULES
from reaching import Scripted
from textual.pilot import Pilot
from textual.widgets import Static

RULE = 'group web\n  when page_view visits >= 2 within 7d add 25 as reads because "2 visits in a week"\n'


def drafted(rules: str = RULE, words: str = "2 visits in a week") -> Draft:
    return Draft("draft", rules, quotes=(Quote(2, words),), assumptions=("a week is 7 days",))


def use(folder: Path, drafter: Scripted, monkeypatch: pytest.MonkeyPatch, does: Use, size: tuple[int, int]) -> None:
    def choose(*_: object) -> drafters.Chosen:
        return drafters.Chosen(drafter, "a scripted one")

    async def with_assistant(pilot: Pilot[None], workbench: Workbench) -> None:
        await press(pilot, "f2")
        await does(pilot, workbench)

    monkeypatch.setattr("leadwright.tui.assistance.choose", choose)
    driving.use(folder, with_assistant, size)


async def say(pilot: Pilot[None], workbench: Workbench, text: str) -> None:
    workbench.assistant.question.focus()
    workbench.assistant.question.text = text
    await pilot.press("enter")
    await settled(pilot)


def shown(workbench: Workbench) -> str:
    return "\n".join(str(s.render()) for s in workbench.assistant.query("#said Static").results(Static))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_draft_is_applied_as_one_step(project: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]) -> None:
    drafter = Scripted(drafted())

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "25 points for 2 visits in a week")
        said = shown(workbench)
        assert "add 25 as reads" in said and "a week is 7 days" in said and "On 60 sample leads" in said
        assert isinstance(workbench.focused, DraftCard)
        assert workbench.editor is not None and workbench.editor.text == RULES, "nothing changes before it is applied"
        await pilot.press("a")
        await settled(pilot)
        editor = workbench.editor
        assert editor is not None and "add 25 as reads" in editor.text
        assert (project / "model.lead").read_text() == RULES, "nothing is saved"
        assert workbench.scored is not None and workbench.scored.changed.any()
        editor.focus()
        rules = editor.text
        while "as reads" in editor.text:
            await pilot.press("ctrl+z")
            await settled(pilot)
            assert editor.text in (rules, RULES) or "reads" not in editor.text, "one step, not half of one"
        assert editor.text == RULES

    use(project, drafter, monkeypatch, does, size)


@pytest.mark.parametrize("saving", [False, True])
def test_a_follow_up_takes_the_place_of_what_was_applied(
    project: Path, monkeypatch: pytest.MonkeyPatch, saving: bool
) -> None:
    drafter = Scripted(drafted(), drafted(RULE.replace("7d", "14d")))

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "25 points for 2 visits in a week")
        await pilot.press("a")
        await settled(pilot)
        if saving:
            await pilot.press("ctrl+s")
            await settled(pilot)
            assert "as reads" in (project / "model.lead").read_text()
        await say(pilot, workbench, "make it 14 days")
        assert drafter.asked[1].current is not None
        assert "as reads" not in drafter.asked[1].rules, "the rules are those before the draft"
        await pilot.press("a")
        await settled(pilot)
        assert workbench.editor is not None
        assert workbench.editor.text.count("as reads") == 1 and "within 14d" in workbench.editor.text

    use(project, drafter, monkeypatch, does, (120, 40))


def test_a_draft_for_other_rules_is_not_applied(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "25 points for 2 visits in a week")
        assert workbench.editor is not None
        workbench.editor.insert("# mine\n", (0, 0))
        await settled(pilot)
        await pilot.press("a")
        await settled(pilot)
        assert workbench.editor.text == f"# mine\n{RULES}"

    use(project, Scripted(drafted()), monkeypatch, does, (120, 40))


def test_a_question_is_answered(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafter = Scripted(Draft("ask", questions=(Question("How many points?", ("10", "20")),)), drafted())

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "two visits are good")
        assert "How many points?" in shown(workbench) and workbench.assistant.card is None
        assert workbench.focused is workbench.assistant.question
        await say(pilot, workbench, "20")
        assert [turn.said for turn in drafter.asked[1].turns] == ["two visits are good"]
        assert workbench.assistant.card is not None
        await pilot.press("r")
        assert workbench.assistant.card is None
        assert workbench.editor is not None and workbench.editor.text == RULES

    use(project, drafter, monkeypatch, does, (120, 40))


def test_a_draft_with_errors_cannot_be_applied(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "a nonsense")
        assert "error[" in shown(workbench)
        assert workbench.assistant.card is None

    use(project, Scripted(drafted('when page_view visits > "x" add 5\n')), monkeypatch, does, (120, 40))


def test_what_goes_wrong_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafter = Scripted(LeadwrightError("the model is gone", "try the offline drafter"), drafted())

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "anything")
        assert "the model is gone" in shown(workbench) and "try the offline drafter" in shown(workbench)
        await say(pilot, workbench, "again")
        assert workbench.assistant.card is not None

    use(project, drafter, monkeypatch, does, (120, 40))


def test_rules_with_errors_come_first(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafter = Scripted(drafted())

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        assert workbench.editor is not None
        workbench.editor.insert("when nonsense\n", (0, 0))
        await settled(pilot)
        await say(pilot, workbench, "anything")
        assert "the rules have an error" in shown(workbench) and not drafter.asked

    use(project, drafter, monkeypatch, does, (120, 40))


def test_nothing_is_sent_before_it_was_said_what(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafter = Scripted(drafted())
    drafter.name = "openai"

    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        await say(pilot, workbench, "anything")
        assert not drafter.asked
        await pilot.press("escape")
        await settled(pilot)
        assert not drafter.asked
        await say(pilot, workbench, "anything")
        await pilot.press("enter")
        await settled(pilot)
        assert len(drafter.asked) == 1

    use(project, drafter, monkeypatch, does, (120, 40))


def test_the_assistant_is_left_and_hidden(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def does(pilot: Pilot[None], workbench: Workbench) -> None:
        assert workbench.assistant.display
        await pilot.press("escape")
        await settled(pilot)
        assert workbench.focused is workbench.editor and workbench.assistant.display
        await pilot.press("f2", "f2")
        await settled(pilot)
        assert not workbench.assistant.display

    use(project, Scripted(), monkeypatch, does, (120, 40))
