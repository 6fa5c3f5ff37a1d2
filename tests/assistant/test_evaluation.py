"""The evaluation: what its files hold, and how a draft is graded."""

from collections.abc import Callable
from pathlib import Path

import pytest
from leadwright import assistant
from leadwright.assistant.drafts import Draft, Question, Request, Tokens, Unread
from leadwright.assistant.evaluation import Definition, definitions, figures, grade, shipped
from leadwright.assistant.evaluation.table import failures, verdict
from leadwright.assistant.gate import Gate
from leadwright.dsl.errors import DataError, SourceError

FILE = """
[rules.bare]
text = '''
event visit
event demo
lead
  employees number
'''

[[definition]]
name = "two visits"
rules = "bare"
said = "25 points for two visits in a week; 10 for a demo"
outcome = ["draft"]
probe = [
  { given = "given visit 2 times 1d ago", points = 25, about = "25 points for two visits in a week" },
  { given = ["given visit", "given visit 8d ago"], points = 0 },
  { given = "given demo", points = 10, about = "10 for a demo" },
]
"""
BOTH = "group intent\n  when visit visits >= 2 within 7d add 25\n  when demo add 10\n"
ONE = "group intent\n  when visit visits >= 2 within 7d add 25\n"


class Scripted:
    name = "scripted"

    def __init__(self, *answers: Draft | Callable[[Request], Draft]) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def draft(self, request: Request, gate: Gate, tell: Callable[[str], None]) -> Draft:
        self.requests.append(request)
        answer = self.answers.pop(0)
        return answer(request) if callable(answer) else answer


@pytest.fixture
def two_visits(tmp_path: Path) -> Definition:
    file = tmp_path / "mine.toml"
    file.write_text(FILE)
    (found,) = definitions(file)
    return found


def test_a_draft_that_does_all_that_was_said(two_visits: Definition) -> None:
    graded = grade(two_visits, Scripted(Draft("draft", BOTH, tokens=Tokens(100, 20, 3))))
    assert graded.is_right and graded.is_executed and not graded.is_wrong and not graded.misses
    found = figures([graded])
    assert (found.right, found.executed, found.wrong, found.repairs, found.read) == (1, 1, 0, 2, 100)


def test_a_draft_that_drops_a_clause_in_silence_is_wrong(two_visits: Definition) -> None:
    graded = grade(two_visits, Scripted(Draft("draft", ONE)))
    assert graded.is_wrong and not graded.is_executed
    assert [(m.wanted, m.found) for m in graded.misses] == [("10 points", "0 points")]
    assert "given demo: expected 10 points, found 0 points" in list(failures(graded))


def test_a_clause_that_is_reported_is_no_wrong_draft(two_visits: Definition) -> None:
    graded = grade(two_visits, Scripted(Draft("draft", ONE, unread=(Unread("10 for a demo"),))))
    assert not graded.is_wrong and not graded.is_executed and verdict(graded) == "unread"


def test_a_clause_is_reported_also_by_reporting_more(two_visits: Definition) -> None:
    more = Draft("draft", ONE, unread=(Unread("in a week; 10 for a demo."),))
    assert verdict(grade(two_visits, Scripted(more))) == "unread"
    assert grade(
        two_visits, Scripted(Draft("draft", ONE, unread=(Unread("25 points for two visits in a week"),)))
    ).is_wrong


def test_by_a_draft_without_stage_nobody_qualifies(tmp_path: Path) -> None:
    one = made(
        tmp_path,
        'said = "MQL: a demo. Visits: 5"',
        'probe = [{ given = "given demo", qualifies = true, about = "MQL: a demo" },',
        '{ given = "given visit", qualifies = false, about = "Visits: 5" }]',
    )
    visits = "group intent\n  when visit add 5\n"
    assert verdict(grade(one, Scripted(Draft("draft", visits, unread=(Unread("MQL: a demo"),))))) == "unread"
    assert grade(one, Scripted(Draft("draft", visits))).is_wrong


def test_what_is_reported_excuses_nothing_else(two_visits: Definition) -> None:
    never = "group intent\n  when visit visits >= 3 within 7d add 25\n"
    assert grade(two_visits, Scripted(Draft("draft", never, unread=(Unread("10 for a demo"),)))).is_wrong


def test_an_answer_of_another_kind(two_visits: Definition) -> None:
    graded = grade(two_visits, Scripted(Draft("ask", questions=(Question("how many?", ("10", "20")),))))
    assert not graded.is_right and not graded.is_wrong
    assert list(failures(graded)) == ["expected draft, found ask: how many?"]


def test_rules_that_do_not_check_and_names_that_are_not_there_are_counted(two_visits: Definition) -> None:
    graded = grade(two_visits, Scripted(Draft("draft", "group intent\n  when visits_of_site add 25\n")))
    assert graded.is_wrong and figures([graded]).invented == 1


def test_a_drafter_that_stops_is_an_error_of_its_own(two_visits: Definition) -> None:
    def stop(_request: Request) -> Draft:
        raise DataError("the server is down")

    graded = grade(two_visits, Scripted(stop))
    assert verdict(graded) == "error" and figures([graded]).failed == 1 and not graded.is_wrong


def made(tmp_path: Path, *lines: str) -> Definition:
    head = 'rules = "bare"\nname = "x"\n'
    (tmp_path / "made.toml").write_text(FILE.partition("[[")[0] + "[[definition]]\n" + head + "\n".join(lines))
    (found,) = definitions(tmp_path / "made.toml")
    return found


def test_points_where_a_question_was_due_are_wrong(tmp_path: Path) -> None:
    vague = made(tmp_path, 'said = "engaged people get points"', 'outcome = ["ask"]')
    assert grade(vague, Scripted(Draft("draft", ONE))).is_wrong


def test_assumptions_that_have_to_be_stated(tmp_path: Path) -> None:
    one = made(tmp_path, 'said = "a demo last quarter: 10"', "assumes = true")
    rules = "group intent\n  when demo within 90d add 10\n"
    assert not grade(one, Scripted(Draft("draft", rules))).is_right
    assert grade(one, Scripted(Draft("draft", rules, assumptions=("a quarter is 90 days",)))).is_right


def test_words_that_have_to_be_reported(tmp_path: Path) -> None:
    one = made(tmp_path, 'said = "10 for a demo; 5 for the weather"', 'unread = ["weather"]')
    rules = "group intent\n  when demo add 10\n"
    assert grade(one, Scripted(Draft("draft", rules))).is_wrong
    assert grade(one, Scripted(Draft("draft", rules, unread=(Unread("5 for the weather"),)))).is_right


@pytest.mark.parametrize(
    "rules",
    ["stage MQL when demo and employees >= 50\n", 'segment "Good" when demo and employees >= 50\n',
     "define big = employees >= 50\ndefine good = demo and big\n"],
)  # fmt: skip
def test_a_condition_can_be_a_stage_a_segment_or_a_definition(tmp_path: Path, rules: str) -> None:
    one = made(
        tmp_path,
        'said = "50 people and a demo"',
        'probe = [{ given = ["given lead employees 50", "given demo"], qualifies = true }, '
        '{ given = ["given lead employees 49", "given demo"], qualifies = false }]',
    )
    assert grade(one, Scripted(Draft("draft", rules))).is_executed
    assert grade(one, Scripted(Draft("draft", rules.replace(">= 50", "> 50")))).is_wrong


def test_stages_grades_segments_and_disqualification(tmp_path: Path) -> None:
    one = made(
        tmp_path,
        'said = "all sorts"',
        'probe = [{ given = "given demo", stage = "mql", grade = "A", segment = "Demo", disqualified = false }, '
        '{ given = "given visit", stage = "none", grade = "B", segment = "", disqualified = true }]',
    )
    rules = (
        "group intent\n  when demo add 10\n\ngrade\n  score A from 10, B\n\nstage MQL when demo\n\n"
        'disqualify when visit\n\nsegment "Demo" when demo\n'
    )
    graded = grade(one, Scripted(Draft("draft", rules)))
    assert graded.is_executed, graded
    other = (
        rules.replace("10, B", "11, B")
        .replace("MQL", "SQL")
        .replace('"Demo"', '"X"')
        .replace("when visit", "when demo")
    )
    assert len(grade(one, Scripted(Draft("draft", other))).misses) == 5


def test_a_conversation_is_graded_by_its_last_draft(tmp_path: Path) -> None:
    one = made(tmp_path, 'said = ["10 for a demo", "make it 20"]', 'probe = [{ given = "given demo", points = 20 }]')
    first, second = (Draft("draft", f"group intent\n  when demo add {n}\n") for n in (10, 20))
    drafter = Scripted(first, second)
    assert grade(one, drafter).is_executed
    assert [r.current for r in drafter.requests] == [None, first]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = ", "mine.toml"),
        ("", "there is no [[definition]]"),
        ('[[definition]]\nname = "a"\n', "`said` is missing"),
        ('[[definition]]\nsaid = "x"\noutcome = "maybe"\n', "`outcome` is one or several"),
        ('[[definition]]\nsaid = "x"\nrules = "none"\n', "there are no [rules.none]"),
        ('[[definition]]\nsaid = "x"\nprobes = []\n', "`probes` does not belong there"),
        ('[[definition]]\nsaid = "x"\nprobe = [{ points = 1 }]\n', "a probe needs `given`"),
        ('[[definition]]\nsaid = "x"\nprobe = [{ given = "given x", points = "many" }]\n', "`points` is a number"),
        ('[rules.a]\nexample = "nowhere"\n[[definition]]\nsaid = "x"\nrules = "a"\n', "there is no example nowhere"),
    ],
)
def test_mistakes_in_a_file_are_told(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(SourceError) as caught:
        definitions(file)
    assert message in caught.value.message


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(SourceError, match="cannot read"):
        definitions(Path("nowhere.toml"))


@pytest.mark.parametrize("part", ["open", "held_out"])
def test_what_is_shipped_can_be_graded(part: str) -> None:
    """Every made-up lead of every definition can be scored by the rules that are there."""
    found = definitions(shipped(part))
    assert len({d.name for d in found}) == len(found) >= 20
    for definition in found:
        gate = definition.gate()
        assert not gate.base.has_errors, definition.name
        assert "draft" not in definition.outcome or definition.expected, definition.name
        problems = [p.problem for p in gate.probe("", [e.given for e in definition.expected]) if p.problem]
        assert not problems, (definition.name, problems)


def test_the_parts_share_nothing() -> None:
    said = [{d.said for d in definitions(shipped(part))} for part in ("open", "held_out")]
    assert not said[0] & said[1] and sum(map(len, said)) >= 40


def test_what_is_held_out_stands_in_no_prompt_and_in_no_drafter() -> None:
    root = Path(assistant.__file__).parent
    held_out = shipped("held_out")
    files = [p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc" and p.resolve() != held_out.resolve()]
    text = "\n".join(p.read_text("utf-8") for p in files).casefold()
    for definition in definitions(held_out):
        for said in definition.said:
            assert len(said) < 20 or said.casefold()[:40] not in text, definition.name
