"""Tests that drafts come with: on both sides of each edge, and they pass."""

import re
from pathlib import Path

import pytest
from leadwright.assistant.gate import Gate
from leadwright.assistant.proving import proving_tests

EXAMPLES = Path(__file__).parents[2] / "examples"
CRM = Gate.of_text('use "vocabulary.lead"\n', EXAMPLES / "b2b_crm")
AUTOMATION = Gate.of_text('use "vocabulary.lead"\n', EXAMPLES / "marketing_automation")


def test_a_number_and_a_window_are_tried_on_both_sides() -> None:
    rules = "group intent\n  when pricing_page visits >= 2 within 7d add 25 as reads_prices\n"
    assert proving_tests(CRM, rules) == (
        'test "reads_prices: 1 and 2 of pricing_page within 7d"\n'
        "  given pricing_page 6d ago\n"
        "  expect reads_prices silent\n"
        "  given pricing_page 6d ago\n"
        "  expect reads_prices fires\n"
        "  wait 1d\n"
        "  expect reads_prices silent\n"
    )


def test_bands_are_tried_at_each_end_and_with_a_missing_value() -> None:
    rules = "group size\n  by employees\n    below 50 add 5\n    50 to 500 add 20\n    above 500 add 30\n"
    text = proving_tests(CRM, rules)
    steps = [line.strip() for line in text.splitlines()][1:]
    assert steps == [
        "expect size = 0",
        "given lead employees 49", "expect size = 5",
        "given lead employees 50", "expect size = 20",
        "given lead employees 500", "expect size = 20",
        "given lead employees 501", "expect size = 30",
    ]  # fmt: skip


MQL = """\
define target = country is "US" and employees between 50 and 500

stage MQL
  when target and any of (
    whitepaper[title is "Guide"] downloads >= 1,
    page_view visits >= 3,
    demo_request
  ) within 30d
"""


def test_each_way_into_a_stage_is_tried() -> None:
    text = proving_tests(CRM, MQL)
    for step in ("employees 49", "employees 50", "employees 500", "employees 501", 'country "something else"'):
        assert f"given lead {step}" in text
    for source in ('whitepaper[title is "Guide"]', "page_view 2 times", "demo_request"):
        assert f"given {source} 29d ago" in text
    assert text.count('wait 1d\n  expect stage is not "MQL"') == 3


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        ("group a\n  when no activity within 30d subtract 10 as quiet\n", ["expect quiet fires"]),
        ("group a\n  when unsubscribe within 180d subtract 50 as gone\n", ["given unsubscribe 179d ago", "wait 1d"]),
        ("group a\n  each email_click add 5 up to 20 as clicks\n", ["expect a = 5", "expect a = 20"]),
        (
            "group a\n  each webinar add 10 once per title up to 30 as seen\n",
            ['given webinar with title "a"', "expect a = 10", 'given webinar with title "b" 3 times', "expect a = 20"],
        ),
        ("group a\n  when phone is known add 3 as gave_phone\n", ["expect gave_phone silent"]),
        ("group a\n  latest webinar add 10 fade 50% every 30d as web\n", ["expect a = 10", "wait 30d", "expect a = 5"]),
        (
            "group a\n  when video_watch then demo_request spanning 7d add 20 as both\n",
            ["given video_watch 8d ago", "expect both silent", "given video_watch 7d ago", "expect both fires"],
        ),
        ('disqualify when email domain in ("acme.com") because "x"\n', ["expect disqualified"]),
        ("disqualify when opted_out because \"x\"\n", ["given lead opted_out true", "expect disqualified"]),
        ('segment "Big" when revenue > 1B\n', ['expect not segment "Big"', "given lead revenue 1000000001"]),
        ("define big = employees >= 50 and country is \"US\"\n", ["expect not big", "expect big"]),
        (
            "group a\n  each page_view add 7 as views\n\nstage MQL when score >= 14\n\ngrade\n  score A from 14, B\n",
            ['expect stage is not "MQL"', 'expect stage is "MQL"', 'expect grade is "B"', 'expect grade is "A"'],
        ),
        (
            "group a\n  choose\n    if webinar within 7d add 20 as fresh\n    if webinar within 90d add 10 as old\n",
            ["expect a = 20", "expect a = 10", "expect a = 0"],
        ),
        ("group a\n  when login days >= 3 within 7d add 10 as works\n", ["given login 6d ago", "given login 4d ago"]),
        ("group a\n  when days since last page_view >= 60 subtract 5 as away\n", ["expect away fires"]),
        ("group a\n  when created_at within 30d add 5 as new\n", ["expect new fires", "expect new silent"]),
    ],
)  # fmt: skip
def test_every_kind_of_rule_is_tried(rules: str, lines: list[str]) -> None:
    text = proving_tests(AUTOMATION, rules)
    for line in lines:
        assert f"  {line}\n" in text
    tested = AUTOMATION.run_tests(rules, text)
    assert tested and all(t.passed for t in tested)


def test_there_are_few() -> None:
    rules = "group a\n" + "".join(f"  when page_view visits >= {n} within 7d add 1 as r{n}\n" for n in range(2, 40))
    text = proving_tests(CRM, rules)
    assert text.count('test "') == 12


def test_rules_that_are_there_get_none() -> None:
    there = Gate.of_text("event a\nevent b\n\ngroup x\n  when a add 5 as old\n")
    text = proving_tests(there, "group x\n  when b add 5 as new\n")
    assert "new" in text and "old" not in text


def test_rules_with_errors_get_none() -> None:
    assert proving_tests(CRM, "when nothing_of_the_kind add 5\n") == ""


@pytest.mark.parametrize("example", ["tour", "b2b_crm", "marketing_automation"])
def test_the_rules_of_the_examples_get_tests_that_pass(example: str) -> None:
    """All that real models say can be tried, or is left out."""
    folder = EXAMPLES / example
    files = [folder / "model.lead", *sorted((folder / "rules").glob("b*.lead"))]
    text = "\n".join(file.read_text() for file in files if example != "marketing_automation" or file.parent != folder)
    text = re.sub(r'^(?:model "|use |test ).*\n(?:  .*\n)*', "", text, flags=re.MULTILINE)
    gate = Gate.of_text('use "vocabulary.lead"\n', folder)
    assert gate.check(text).is_sound
    tests = proving_tests(gate, text)
    assert tests.count('test "') == 12
    assert all(t.passed for t in gate.run_tests(text, tests))
