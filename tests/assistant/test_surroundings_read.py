"""What stands around the rules: talk that takes none of them down, and words that void or restrict them all."""

from pathlib import Path

import pytest
from leadwright.assistant.drafts import Draft, Request
from leadwright.assistant.gate import Gate
from leadwright.assistant.offline import OfflineDrafter

EXAMPLES = Path(__file__).parents[2] / "examples"
CRM = Gate.of_text('use "vocabulary.lead"\n', EXAMPLES / "b2b_crm")
LIST = "- demo request: 40\n- webinar attended: 20"
SENTENCE = "an MQL is a company with 50+ employees that requested a demo in the last 30 days."


def drafted(said: str) -> Draft:
    return OfflineDrafter().draft(Request(said, CRM.names, CRM.rules_text, ()), CRM, None)


def has_all(found: Draft) -> bool:
    return found.outcome == "draft" and "add 40" in found.rules and "add 20" in found.rules


@pytest.mark.parametrize(
    "title",
    [
        "PQL sync 9 March (Nora, Ben, me)",
        "new lead scoring def, pls set up 👇",
        "Ops review, 4 July: what we settled",
        "Points grid (owner: RevOps)",
        "Three things from the product folks:",
        "after Tuesday's pipeline review I'd like the following in the model by month end:",
        "I was told by my boss to write to you:",
        "Hello Nora, sorry for the silence:",
        "Table 4: Signals",
        "Rules from Ben, v2",
        "Scoring handbook, chapter 3",
        "MQL scoring (per sales)",
    ],
)
def test_a_title_that_names_nothing_takes_nothing_down(title: str) -> None:
    assert has_all(drafted(f"{title}\n{LIST}"))


@pytest.mark.parametrize(
    "prefix",
    ["From the retro:", "quick one from the board:", "Nora says:", "As per sales:", "My suggestion:", "after the qbr:",
     "[09:14] Nora:", "Our boss:"],
)  # fmt: skip
def test_who_said_it_is_no_part_of_a_sentence(prefix: str) -> None:
    found = drafted(f"{prefix} {SENTENCE}")
    assert found.outcome == "draft"
    assert "employees >= 50 and demo_request within 30d" in found.rules


@pytest.mark.parametrize("head", ["A. Behaviour, last 30 days", "2. Behaviour, last 30 days"])
def test_a_numbered_line_above_bullets_is_their_heading(head: str) -> None:
    found = drafted(f"{head}\n{LIST}")
    assert has_all(found)
    assert found.rules.count("within 30d") == 2


@pytest.mark.parametrize(
    "around",
    [
        "Old model, do not use\n{}",
        "Rejected by the board\n\n{}",
        "For partners\n\n{}",
        "Ignore everything below\n{}",
        "Not agreed yet\n{}",
        "Our previous customers\n\n{}",
        "Please ignore the following, it is from last year.\n\n{}",
        "We only want this for existing customers.\n\n{}",
        "{}\n\nIgnore the above.",
        "{}\n\nEverything above is just an example.",
        "{}\n\nHalf of it for students.",
        "Last year's rules\n{}",
        "Parked for now\n\n{}",
    ],
)
def test_what_voids_or_restricts_all_is_not_talk(around: str) -> None:
    assert drafted(around.format(LIST)).outcome != "draft"


@pytest.mark.parametrize(
    "prefix",
    ["Sommeliers:", "From Berlin:", "From partners:", "Not agreed:", "Old rule:", "New customers:", "Ben disagrees:"],
)  # fmt: skip
def test_a_prefix_that_may_restrict_stays(prefix: str) -> None:
    assert drafted(f"{prefix} 20 points if they requested a demo").outcome != "draft"


def test_a_condition_before_the_points_is_no_prefix() -> None:
    found = drafted("- wrote a review of us on Trustpilot: 10 points\n- demo request: 40")
    assert any("Trustpilot" in u.words for u in found.unread)
    assert "add 10" not in found.rules


def test_a_story_is_reported_and_changes_nothing() -> None:
    found = drafted("Reps complain about cold leads. Take 15 points off for students. Give 40 for a demo request.")
    assert found.outcome == "draft"
    assert "subtract 15" in found.rules
    assert "add 40" in found.rules
