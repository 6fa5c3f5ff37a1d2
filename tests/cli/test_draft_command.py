"""``leadwright draft``: shown first, written only when asked, as data on request."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from leadwright.assistant import drafters
from leadwright.assistant.drafts import Draft, Question, Tokens, Unread
from scripted import Scripted

RULES = "group intent\n  when page_view visits >= 3 within 7d add 10 as reads\n"
DRAFT = Draft("draft", RULES, assumptions=("a week is 7 days",), unread=(Unread("when it rains", "a field"),))
KEYS = [
    "outcome", "rules", "tests", "questions", "assumptions", "unread", "quotes", "diagnostics", "effect", "tokens",
    "reason",
]  # fmt: skip


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Scripted]:
    def says(*answers: Draft) -> Scripted:
        scripted = Scripted(*answers)
        monkeypatch.setattr(drafters, "choose", scripted.chosen)
        return scripted

    return says


def test_a_draft_is_shown_and_nothing_is_written(run, project: Path, says) -> None:
    says(DRAFT)
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}
    ran = run("draft", "10 points", "for 3 pages")
    assert ran.code == 0, ran.err
    assert "A drafter of the tests." in ran.out
    assert "“when it rains”\n    nearest: a field" in ran.out and "a week is 7 days" in ran.out
    assert "On 25 sample leads: " in ran.out and "reads: gives points to" in ran.out
    assert "+  when page_view visits >= 3 within 7d add 10 as reads" in ran.out
    assert "test of its edges" in ran.out and "+++ tests/drafted.lead" in ran.out
    assert {p: p.read_bytes() for p in project.rglob("*") if p.is_file()} == before


def test_apply_writes_rules_and_tests_that_pass(run, project: Path, says) -> None:
    says(DRAFT)
    ran = run("draft", "10 points for 3 pages", "--apply")
    assert ran.code == 0 and "wrote model.lead\nwrote tests/drafted.lead (new)" in ran.out
    assert ran.out.index("+++ model.lead") < ran.out.index("wrote model.lead")
    assert run("check").code == 0
    assert run("test", "-k", "reads").code == 0


def test_into_another_file(run, project: Path, says) -> None:
    says(DRAFT)
    ran = run("draft", "10 points for 3 pages", "--into", "intent.lead", "--apply")
    assert ran.code == 0 and (project / "intent.lead").read_text() == RULES
    assert "intent.lead is not among the rules of" in ran.err
    assert run("draft", "x", "--into", "intent.txt").code == 2
    assert "no folder nowhere" in run("draft", "x", "--into", "nowhere/intent.lead").err


def test_the_definition_from_a_file_and_from_standard_input(run, project: Path, says, monkeypatch) -> None:
    (project / "said.txt").write_text("ten points\nfor pages\n")
    scripted = says(DRAFT, DRAFT, DRAFT)
    assert run("draft", "--file", "said.txt").code == 0
    for arguments in (["-"], ["--file", "-"]):
        monkeypatch.setattr(sys, "stdin", io.StringIO("ten points\nfor pages\n"))
        assert run("draft", *arguments).code == 0
    assert [r.said for r in scripted.requests] == ["ten points\nfor pages"] * 3


def test_as_data_with_always_the_same_keys(run, project: Path, says) -> None:
    says(DRAFT, Draft("ask", questions=(Question("how many?", ("10", "20")),)), Draft("decline", reason="no"))
    codes, found = [], []
    for _ in range(3):
        ran = run("draft", "x", "--format", "json")
        codes.append(ran.code)
        found.append(json.loads(ran.out))
    assert codes == [0, 1, 1]
    assert [list(f) for f in found] == [KEYS] * 3
    assert found[0]["rules"] == RULES and found[0]["effect"]["leads"] == 25
    assert found[1]["questions"] == [{"text": "how many?", "choices": ["10", "20"]}]
    assert found[2]["reason"] == "no"


def test_what_is_written_with_it_is_told_beside_the_data(run, project: Path, says) -> None:
    says(DRAFT)
    ran = run("draft", "x", "--format", "json", "--apply")
    assert json.loads(ran.out)["outcome"] == "draft" and "wrote model.lead" in ran.err
    assert RULES in (project / "model.lead").read_text()


def test_one_rules_file_counts_without_a_project(run, here: Path, says) -> None:
    (here / "words.lead").write_text("event page_view\n")
    scripted = says(DRAFT)
    ran = run("draft", "x", "--rules", "words.lead", "--format", "json")
    assert ran.code == 0 and json.loads(ran.out)["effect"] is None
    assert [n.name for n in scripted.requests[0].names.names] == ["page_view"]
    assert run("draft", "x").code == 2
    assert "did you mean" in run("draft", "x", "--rules", "word.lead").err


def test_a_question_and_a_refusal_in_words(run, project: Path, says) -> None:
    says(
        Draft("ask", questions=(Question("how many points?", ("10", "20")),)), Draft("decline", reason="no such field")
    )
    ran = run("draft", "points for pages")
    assert ran.code == 1 and "how many points?\n   a) 10\n   b) 20" in ran.out
    ran = run("draft", "by horoscope", "--apply")
    assert ran.code == 1 and "No such field" in ran.out and "wrote" not in ran.out


def test_a_draft_with_errors_is_not_written(run, project: Path, says) -> None:
    says(Draft("draft", "when nonsense_x add 3\n"))
    ran = run("draft", "x", "--apply")
    assert ran.code == 1 and "error[LW201]" in ran.out and "wrote" not in ran.out


def test_tests_that_would_break_are_named(run, project: Path, says) -> None:
    says(Draft("draft", "group interest\n  when pricing_page add 3 as more\n"))
    ran = run("draft", "x")
    assert "would fail:\n  reading the prices twice makes a fitting lead an MQL" in ran.out


def test_tokens_are_told(run, project: Path, says) -> None:
    says(Draft("draft", RULES, tokens=Tokens(1200, 80, 2)))
    assert "Tokens: 1,200 read, 80 written, in 2 calls" in run("draft", "x").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("draft", ""), "the definition is empty"),
        (("draft", "x", "--file", "y"), "not both"),
        (("draft", "--file", "nowhere.txt"), "nowhere.txt"),
        (("draft", "--evaluate", "nowhere.toml"), "cannot read nowhere.toml"),
    ],
)
def test_what_cannot_run(run, project: Path, says, arguments: tuple[str, ...], message: str) -> None:
    says()
    ran = run(*arguments)
    assert ran.code == 2 and message in ran.err


def test_rules_with_errors_are_told_first(run, project: Path, says) -> None:
    says()
    (project / "model.lead").write_text("when nonsense add\n")
    ran = run("draft", "x")
    assert ran.code == 2 and "the rules that are there have errors: model.lead:1" in ran.err


def test_the_offline_drafter_says_what_it_is(run, project: Path) -> None:
    ran = run("draft", "25 points for 2 or more pricing page visits in a week", "--format", "json")
    assert ran.code == 0 and "pricing_page" in json.loads(ran.out)["rules"]
    ran = run("draft", "25 points for 2 or more pricing page visits in a week")
    assert "it reads patterns of words, it is not AI" in ran.out
    ran = run("draft", "anything", "--show-request")
    assert ran.code == 0 and "Nothing would leave this machine" in ran.out


def test_without_a_key_the_offline_drafter_stands_in(run, project: Path, monkeypatch) -> None:
    pytest.importorskip("openai")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    ran = run("draft", "25 points for 2 or more pricing page visits in a week", "--drafter", "openai")
    assert ran.code == 0 and "the offline drafter stands in" in ran.err and "it is not AI" in ran.out


EVALUATED = """
[rules.bare]
text = "event page_view\\n"

[[definition]]
name = "three pages"
rules = "bare"
said = "10 points for 3 pages a week"
probe = [{ given = "given page_view 3 times", points = 10 }, { given = "given page_view 2 times", points = 0 }]

[[definition]]
name = "pages"
rules = "bare"
said = "points for pages"
outcome = ["ask"]
"""


def test_an_evaluation_is_a_table_with_its_failures(run, here: Path, says) -> None:
    (here / "mine.toml").write_text(EVALUATED)
    says(Draft("draft", RULES), Draft("draft", RULES))
    ran = run("draft", "--evaluate", "mine.toml")
    assert ran.code == 1
    rows = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "right outcome 1 of 2 (50%)" in rows and "wrong drafts 1" in rows
    assert "pages: points for pages\n  expected ask, found draft" in ran.out
    says(Draft("draft", RULES), Draft("ask", questions=(Question("?", ("1",)),)))
    ran = run("draft", "--evaluate", "mine.toml", "--format", "json")
    found = json.loads(ran.out)
    assert ran.code == 0 and found["right"] == 2 and [e["verdict"] for e in found["each"]] == ["right", "right"]
