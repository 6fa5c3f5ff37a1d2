"""Where a draft stands: whatever it says, and whatever is there, no line of either is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.assistant.gate import Gate
from leadwright.assistant.placing import placed

STATEMENTS = st.sampled_from(
    [
        "when visit add 5", "# a remark", "", "group a", "group b max 10", "  when visit add 5", "  # inside",
        "define d = visit",
        'segment "S" when visit', "stage MQL when visit", "grade\n  score A from 1, B", "by employees\n  below 5 add 1",
        'when "', "nonsense here", 'disqualify when visit because "x"', "let n = 5", "event visit", "group c for d",
        'test "t"\n  given visit\n  expect score = 5',
    ]
)  # fmt: skip
TEXTS = st.lists(STATEMENTS, max_size=8).map(lambda lines: "".join(f"{line}\n" for line in lines))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_no_line_is_lost(before: str, draft: str) -> None:
    found = placed(before, draft)
    lines = found.text.splitlines()
    at = iter(lines)
    assert all(line in at for line in before.splitlines()), "what was there stays, in its order"
    for number, line in enumerate(draft.rstrip("\n").splitlines(), 1):
        there = found.lines[number - 1]
        assert there == 0 or lines[there - 1] == line
        assert there or not line.strip() or line.startswith("group"), "only the head of a group may be there already"


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_checking_a_draft_never_raises(before: str, draft: str) -> None:
    verdict = Gate.of_text(before).check(draft, draft)
    assert verdict.is_sound or verdict.errors or Gate.of_text(before).base.has_errors


@pytest.mark.parametrize(
    "draft", ["", "\n", "\ufeffwhen visit add 5", "when visit add 5\r\n", "when visit\x00 add 5", "🦊", "((((" * 40]
)
def test_odd_drafts(draft: str) -> None:
    gate = Gate.of_text("event visit\r\n\r\ngroup a\r\n  when visit add 1\r\n")
    gate.check(draft)
    gate.probe(draft, ["given visit", "given", "wait", 'given lead x "'])
