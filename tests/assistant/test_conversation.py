"""Conversations: drafts one after the other, applied and taken back."""

from pathlib import Path

import pytest
from leadwright.assistant.choices import spelled_out
from leadwright.assistant.conversation import Conversation
from leadwright.assistant.drafts import Draft, Question, Tokens, Turn, Unread
from leadwright.assistant.gate import Gate
from leadwright.assistant.history import history_file, remember, remembered
from leadwright.dsl.errors import LeadwrightError
from leadwright.engine.new_project import template, write_project
from leadwright.engine.project import Project
from scripted import Scripted

WEEK = "group intent\n  when page_view visits >= 3 within 7d add 10 as reads\n"
FORTNIGHT = WEEK.replace("7d", "14d")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write_project(template(), tmp_path / "crm")
    return Project.read(tmp_path / "crm" / "leadwright.toml")


def talk_of(project: Project, *answers: object) -> Conversation:
    return Conversation(Gate.of_project(project), Scripted(*answers))  # type: ignore[arg-type]


def test_a_follow_up_changes_the_draft_and_says_what_changed(project: Project) -> None:
    talk = talk_of(
        project, Draft("draft", WEEK, tokens=Tokens(10, 1, 1)), Draft("draft", FORTNIGHT, tokens=Tokens(5, 1, 2))
    )
    talk.say("10 points for 3 pages in a week")
    assert talk.preview().changed is None
    talk.say("make it 14 days")
    (changed,) = talk.preview().changed or ()
    was, now = changed.splitlines()
    assert "within 7d" in was and "within 14d" in now
    assert talk.tokens == Tokens(15, 2, 3)


def test_what_else_a_follow_up_changed_is_told_too(project: Project) -> None:
    other = FORTNIGHT.replace("add 10", "add 11") + '\nsegment "New" when page_view\n'
    talk = talk_of(project, Draft("draft", WEEK), Draft("draft", other))
    talk.say("10 points for 3 pages in a week")
    talk.say("make it 14 days")
    changed = talk.preview().changed or ()
    assert len(changed) == 2 and changed[1].startswith("new: segment")


def test_a_follow_up_of_what_was_applied_takes_its_place(project: Project) -> None:
    talk = talk_of(project, Draft("draft", WEEK), Draft("draft", FORTNIGHT))
    model = project.root / "model.lead"
    before = model.read_text()
    talk.say("10 points for 3 pages in a week")
    talk.apply()
    talk.say("make it 14 days")
    assert talk.preview().can_be_applied, talk.preview().found
    assert not talk.preview().broken
    talk.apply()
    assert model.read_text().count("page_view visits >= 3") == 1 and "within 14d" in model.read_text()
    tests = (project.root / "tests" / "drafted.lead").read_text()
    assert tests.count('test "') == 1 and "13d ago" in tests
    talk.undo()
    assert WEEK in model.read_text()
    talk.undo()
    assert model.read_text() == before and not (project.root / "tests" / "drafted.lead").exists()
    assert not talk.can_undo
    with pytest.raises(LeadwrightError, match="nothing to undo"):
        talk.undo()


def test_what_somebody_else_wrote_meanwhile_stays(project: Project) -> None:
    talk = talk_of(project, Draft("draft", WEEK), Draft("draft", 'segment "Reads" when page_view\n'))
    model = project.root / "model.lead"
    talk.say("10 points for 3 pages in a week")
    talk.apply()
    model.write_text(model.read_text() + "\n# by hand\n")
    talk.say("a segment of its own")
    talk.apply()
    assert "# by hand" in model.read_text() and WEEK in model.read_text() and '"Reads"' in model.read_text()


def test_questions_and_refusals_cannot_be_applied(project: Project) -> None:
    talk = talk_of(project, Draft("ask", questions=(Question("how many?", ("10",)),)), Draft("draft", WEEK))
    with pytest.raises(LeadwrightError, match="nothing to apply"):
        talk.apply()
    talk.say("points for pages")
    with pytest.raises(LeadwrightError, match="nothing to apply"):
        talk.apply()
    talk.say("10")
    assert talk.apply().edits


def test_a_drafter_that_stops_leaves_the_conversation_as_it_was(project: Project) -> None:
    talk = talk_of(project, Draft("draft", WEEK), LeadwrightError("the server is down"))
    talk.say("10 points for 3 pages in a week")
    with pytest.raises(LeadwrightError, match="server is down"):
        talk.say("make it 14 days")
    assert len(talk.turns) == 1 and talk.draft == Draft("draft", WEEK)


def test_rules_and_drafts_are_explained(project: Project) -> None:
    talk = talk_of(project, Draft("draft", WEEK))
    assert "at least 2 `pricing_page` in the last 7 days" in (talk.explain("what does reads_prices do?") or "")
    assert talk.explain("10 points for 3 pages in a week") is None
    assert "nothing in the rules is called" in (talk.explain("explain reads") or "")
    talk.say("10 points for 3 pages in a week")
    assert "adds 10 points" in (talk.explain("Explain the rule reads.") or "")
    assert "MQL" in (talk.explain("what is the stage mql?") or "")


def test_a_new_conversation_knows_nothing_of_the_last(project: Project) -> None:
    talk = talk_of(project, Draft("draft", WEEK))
    talk.say("10 points for 3 pages in a week")
    talk.new()
    assert talk.draft is None and not talk.turns


def test_conversations_are_kept_outside_the_project(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = history_file(project.root)
    assert not file.is_relative_to(project.root)
    draft = Draft("draft", WEEK, "", (Question("?", ("a",)),), ("so",), (Unread("x", "y"),), (), "", Tokens(1, 2, 3))
    turns = (Turn("10 points", draft), Turn("what?", Draft("decline", reason="no")))
    assert remembered(file) == ()
    remember(file, turns)
    assert remembered(file) == turns and file.stat().st_mode & 0o077 == 0
    file.write_text("nonsense")
    assert remembered(file) == ()


POINTS = Question("how many points?", ("5 points", "10 points"))
WINDOW = Question("how long ago?", ("7 days", "30 days", "90 days"))


@pytest.mark.parametrize(
    ("questions", "said", "meant"),
    [
        ((POINTS,), "b", "10 points"),
        ((POINTS,), "(A)", "5 points"),
        ((POINTS,), "c", "c"),
        ((POINTS,), "12 points", "12 points"),
        ((POINTS, WINDOW), "1a 2c", "1. 5 points\n2. 90 days"),
        ((POINTS, WINDOW), "b, a", "1. 10 points\n2. 7 days"),
        ((POINTS, WINDOW), "2) b", "2) b"),
        ((POINTS, WINDOW), "2b", "2. 30 days"),
        ((POINTS, WINDOW), "1a and 2d", "1a and 2d"),
        ((POINTS, WINDOW), "a", "a"),
    ],
)
def test_letters_stand_for_choices(questions: tuple[Question, ...], said: str, meant: str) -> None:
    assert spelled_out(questions, said) == meant


def test_an_answer_by_letter_reaches_the_drafter_in_words(project: Project) -> None:
    drafter = Scripted(Draft("ask", questions=(POINTS,)), Draft("draft", WEEK))
    talk = Conversation(Gate.of_project(project), drafter)
    talk.say("points for pages")
    talk.say("b")
    assert drafter.requests[1].said == "10 points"
