"""What a model is told, and what is read of its answer: redaction, the allow-list, headings, quotes."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.assistant.drafts import Draft, Question, Quote, Request, Turn
from leadwright.assistant.gate import Gate
from leadwright.assistant.llm.answers import Answer, read_answer
from leadwright.assistant.llm.layout import laid_out
from leadwright.assistant.llm.material import clauses, material, safe, statements
from leadwright.assistant.llm.quotes import quoted, unread
from leadwright.assistant.llm.redaction import Redaction
from leadwright.assistant.llm.tools import called
from leadwright.assistant.names import Name, Names, Property
from leadwright.dsl.types import Type


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("write to ann.smith+x@mail.example.co.uk.", "write to [email 1]."),
        ("a@b.io and c@d.io and a@b.io", "[email 1] and [email 2] and [email 1]"),
        ("call +49 (0)30 123-4567 now", "call [phone 1] now"),
        ("call (555) 123-4567", "call [phone 1]"),
        ("call 0049301234567", "call [phone 1]"),
        ("see https://x.example/p?utm_source=a&id=7 for", "see https://x.example/p[query 1] for"),
        ("https://x.example/p?mail=a@b.io", "https://x.example/p[query 1]"),
        ("account 12345678901", "account [digits 1]"),
        ("card 4111 1111 1111 1111", "card [digits 1]"),
    ],
)
def test_hidden_and_put_back(text: str, hidden: str) -> None:
    redaction = Redaction()
    assert redaction.hide(text) == hidden
    assert redaction.restore(hidden) == text
    assert redaction.told().startswith("not sent to the model")


@pytest.mark.parametrize(
    "text",
    [
        "50-500 employees, 500-1000 too",
        "between 2026-01-15 and 2026-03-31",
        "1,000,000 or 20 000 000 of revenue, or 100000000",
        "what? really?",
        "within 7d, 25 points, 3.5k",
        "competitor domain acme.com",
        "A from 100, B from 50, C from 10",
    ],
)
def test_left_as_it_is(text: str) -> None:
    redaction = Redaction()
    assert redaction.hide(text) == text and redaction.told() == ""


def test_rules_are_sent_without_comments_tests_files_and_lists() -> None:
    rules = """# secret comment
use "private/path.lead"
list competitors from "private/list.txt"
list mine = ["secret.com"]
define big = employees > 500  # ask "Bob"
when big add 10 because "# no comment"
test "secret test"
  given lead employees 501
  expect score = 10
"""
    assert statements(rules) == 'define big = employees > 500\nwhen big add 10 because "# no comment"'


def test_strings_of_the_vocabulary_are_short_and_plain() -> None:
    names = Names(
        (
            Name("title\x00\n\x1b[2J", "event", "x" * 200, properties=(Property("p", Type.TEXT, 'ask "bob@x.io"'),)),
            Name("secret", "list", entries=("secret-entry",), text='list secret = ["secret-entry"]'),
        ),
        values_of=lambda *_: ("secret-value",),
    )
    told = material(Request("x", names), Redaction())
    first = json.loads(told.vocabulary[0])
    assert first["name"] == "title [2J" and len(first["about"]) == 80
    assert first["properties"] == [{"name": "p", "type": "text", "about": 'ask "[email 1]"'}]
    assert json.loads(told.vocabulary[1]) == {"name": "secret", "kind": "list"}
    assert safe("a\u202eb\u0000") == "a b"


def test_what_was_said_before_is_told_and_redacted() -> None:
    asked = Draft("ask", questions=(Question("How many days?", ("7",)),))
    told = material(
        Request("7", Names(()), turns=(Turn("ask a@b.io", asked), Turn("y", Draft("draft", "r")))), Redaction()
    )
    assert json.loads(told.said[0]) == {"said": "ask [email 1]", "came": "ask", "questions": ["How many days?"]}
    assert told.draft == "r"


def test_vague_words_are_told_without_a_look_at_values() -> None:
    def values_of(*_: object) -> tuple[str, ...]:
        raise AssertionError("a value was looked at")

    names = Names((Name("industry", "field", type=Type.TEXT), Name("page_view", "event")), values_of=values_of)
    told = material(Request("someone who visited a lot recently", names), Redaction())
    assert len(told.gaps) >= 2 and "recently" in " ".join(told.gaps)


def test_clauses_are_counted_through() -> None:
    assert list(clauses("Fit:\n- 50+ employees\n2) in the US; title VP. And one more")) == [
        "Fit:",
        "50+ employees",
        "in the US",
        "title VP",
        "And one more",
    ]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("rules\nwhen a add 1\n", Answer("draft", "when a add 1\n")),
        ("```lead\nwhen a add 1\n```", Answer("draft", "when a add 1\n")),
        (
            "Sure:\n```\nrules\nwhen a add 1\nassumptions\n- b\n- c\n```\nBye",
            Answer("draft", "when a add 1\n", (), ("b", "c")),
        ),
        ("```\nwhen a add 1\n```\nand\n```\nwhen b add 1\n```", Answer("draft", "when a add 1\nwhen b add 1\n")),
        ("group x\n  when a add 1", Answer("draft", "group x\n  when a add 1\n")),
        ("questions\nQ: How many?\n- 1\n- 2\n", Answer("ask", questions=(Question("How many?", ("1", "2")),))),
        ("decline\nno such field", Answer("decline", reason="no such field")),
        ("Decline: no such field", Answer("decline", reason="no such field")),
    ],
)
def test_answers(text: str, answer: Answer) -> None:
    assert read_answer(text) == answer


@pytest.mark.parametrize(
    "text", ["", "   \n", "Sure!", "```lead\nwhen a add 1", "rules\n", "questions\n", "questions\nQ: x?\n", "decline\n"]
)
def test_answers_that_are_none(text: str) -> None:
    assert read_answer(text).problem


def test_quotes_are_literal_parts_or_they_go() -> None:
    definition = '25 points for  Pricing visits.\nThey said "yes".'
    rules = 'when a add 1 because "points for pricing VISITS"\nwhen b add 1 because "made up"\n'
    rules += 'when c add 1 because "said ""yes"""\n'
    kept, quotes, dropped = quoted(rules, definition)
    assert kept.splitlines()[1] == "when b add 1" and dropped == 1
    assert quotes == (Quote(1, "points for  Pricing visits"), Quote(3, 'said "yes"'))
    assert all(q.words in definition for q in quotes)


def test_clauses_without_a_quote_are_unread() -> None:
    found = unread(("Intent:", "25 points for a demo", "10 for a webinar", "in"), (Quote(1, "25 points for a demo"),))
    assert [u.words for u in found] == ["10 for a webinar"]


def test_numbers_that_stand_in_no_rule_are_unread() -> None:
    quotes = (Quote(1, "25 points for 2 pricing visits in a week"),)
    rules = 'when pricing visits >= 2 within 7d add 25 because "25 points for 2 pricing visits in a week"\n'
    found = unread(("25 points for 2 pricing visits in a week, and 10 for a demo",), quotes, rules)
    assert [u.words for u in found] == ["10 for a demo"]
    assert unread(("1,000 employees or 25 points for 2 pricing visits",), quotes, f"{rules}when n > 1000 add 1") == ()


PIECES = st.sampled_from(
    """rules questions decline assumptions Q: - when each by choose if group grade stage test segment add subtract
    within 7d pricing_page country is "US" "x "" because ( ) [ ] , >= 2 given expect lead score = 1 ``` ```lead #
    wait 1d 99999999999 fires silent 2026-02-31 as a `b c` \x00 é any of then spanning up to 5%""".split()
)
WRITTEN = st.lists(PIECES | st.just("\n"), max_size=40).map(" ".join) | st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(WRITTEN, WRITTEN, st.sampled_from(["check", "test", "probe", "impact", "look_up", "write"]))
def test_whatever_a_model_writes_nothing_raises(written: str, more: str, tool: str) -> None:
    answer = read_answer(written)
    assert answer.problem or answer.rules or answer.questions or answer.reason
    rules, _, _ = quoted(written, more)
    laid_out(rules)
    Redaction().hide(written)
    list(clauses(written))
    for arguments in (written, json.dumps({"rules": written, "tests": more, "leads": [more], "word": written})):
        json.loads(called(tool, arguments, GATE, Redaction()))


GATE = Gate.of_text("lead\n  country text\nevent pricing_page\n")


def test_rules_and_tests_are_laid_out_apart() -> None:
    rules, tests = laid_out('when   a add 1\ntest "x"  expect score = 1\nwhen b add 1\n')
    assert rules == "when a add 1\n\nwhen b add 1\n" and tests == 'test "x"\n  expect score = 1\n'
    assert laid_out("when when\n") == ("when when\n", "")
