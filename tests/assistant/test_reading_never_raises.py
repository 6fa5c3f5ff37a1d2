"""No text makes the offline drafter raise, and what it drafts always checks."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leadwright.assistant.drafts import Request, Turn
from leadwright.assistant.names import names_of
from leadwright.assistant.offline import OfflineDrafter
from leadwright.assistant.offline.names.checked import errors_in
from leadwright.dsl.check import check

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = {
    file: names_of(check([EXAMPLES / file], (EXAMPLES / file).parent))
    for file in ("b2b_crm/model.lead", "b2b_crm/vocabulary.lead", "marketing_automation/vocabulary.lead")
}

WORDS = (
    "MQL mql is : when if in the US or and not any of one these at least two 2 3+ 50-500 employees $20M revenue > "
    "60 points\n+10 -5 = pricing page visits demo request webinar attended whitepaper \"X\" 'Y' last 30 days week "
    "per each up to max 20 once day\nDirector VP+ C-level software fintech competitors acme.com students ( ) , ; . "
    '/ • - \\n - \\n\\n * then within 14d no activity never\ndisqualify exclude segment "Big" grade A from 80 B 60 '
    "otherwise D recently a lot large engaged email free unsubscribed halve every\nexpires after visitd pricng "
    "downlaoded & + → Fit: Intent (any one, 14 days): score"
).split(" ")


@st.composite
def shuffled(draw: st.DrawFn) -> str:
    return " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=25)))


DRAFTER = OfflineDrafter()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(shuffled(), st.text(max_size=80)), st.sampled_from(sorted(NAMES)), shuffled())
def test_any_text_is_read_or_reported(said: str, example: str, then: str) -> None:
    names = NAMES[example]
    draft = DRAFTER.draft(Request(said, names))
    assert draft == DRAFTER.draft(Request(said, names))
    assert draft.outcome in ("draft", "ask", "decline")
    if draft.outcome == "draft":
        assert draft.rules and errors_in(draft.rules, names) is None
        assert all(q.words in said for q in draft.quotes)
    elif draft.outcome == "ask":
        assert 0 < len(draft.questions) <= 3 and all(q.choices for q in draft.questions)
        assert not draft.rules
    else:
        assert draft.reason and not draft.rules
    for u in draft.unread:
        assert u.words
    after = DRAFTER.draft(Request(then, names, "", (Turn(said, draft),)))
    assert after.outcome != "draft" or errors_in(after.rules, names) is None


def test_deep_and_long_texts_are_read_or_reported() -> None:
    for said in (
        "MQL: " + "(" * 3000 + "demo" + ")" * 3000,
        "any of (" * 900 + "demo)",
        "demo +5, " * 1000,
        "x:" * 3000,
    ):
        assert DRAFTER.draft(Request(said, NAMES["b2b_crm/vocabulary.lead"])).outcome in ("draft", "ask", "decline")
