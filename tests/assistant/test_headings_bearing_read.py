"""Headings that no reader knows: those that change nothing go alone, others may take their lines along."""

from pathlib import Path

import leadwright
import pytest
from leadwright.assistant.drafts import Draft, Request
from leadwright.assistant.gate import Gate
from leadwright.assistant.offline import OfflineDrafter

_FOLDER = Path(leadwright.__file__).parent / "examples" / "b2b_crm"
_LINES = "\n- demo request: 20\n- pricing page: 10"


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.of_text('use "vocabulary.lead"\n', _FOLDER)


def _read(said: str, gate: Gate) -> Draft:
    return OfflineDrafter().draft(Request(said, gate.names, gate.rules_text, ()), gate, None)


@pytest.mark.parametrize(
    "heading",
    [
        "Hi Jonas, answers to your questions:",
        "Re: lead scoring - my numbers:",
        "Copied from the old wiki page, still valid:",
        "Scoring matrix (rev. 3, supersedes everything before):",
        "Numbers we settled on after the offsite:",
        "This replaces the previous model:",
        "Marketing's proposal for Q3:",
        "Ideas for the new model:",
        "Tom said these matter most:",
        "Meeting notes RevOps x Marketing",
        "My draft for the new scoring model, shout if you disagree:",
        "Here's what we agreed for the MQL score (thanks all!):",
        "Hand-off to Anna's team\n",
    ],
)
def test_a_message_or_a_title_goes_alone(heading: str, gate: Gate) -> None:
    found = _read(heading + _LINES, gate)
    assert "when demo_request add 20" in found.rules
    assert "when pricing_page add 10" in found.rules
    assert " for " not in found.rules.split("because")[0]


@pytest.mark.parametrize(
    "heading",
    [
        "What costs points:",
        "They lose:",
        "Points come off for:",
        "What we punish:",
        "Turn-offs:",
        "A lead loses points for:",
    ],
)
def test_points_that_are_taken_away(heading: str, gate: Gate) -> None:
    found = _read(heading + _LINES, gate)
    assert "when demo_request subtract 20" in found.rules
    assert "when pricing_page subtract 10" in found.rules


@pytest.mark.parametrize(
    "heading",
    [
        "Nobody gets:",
        "Existing customers:",
        "Trial users:",
        "Leads from partners:",
        "For our resellers:",
        "Points they gain and lose:",
        "Positive and negative signals:",
        "Instead of the old model:",
        "To be discussed:",
        "Old model:",
        "Questions we still have:",
        "Each only once:",
        "Things we don't like:",
        "If they are nice:",
        "Rejected ideas:",
    ],
)
def test_what_may_change_its_lines_takes_them_along(heading: str, gate: Gate) -> None:
    found = _read(f"Fit:\n- US: 5\n\n{heading}{_LINES}", gate)
    assert "demo_request" not in found.rules
    assert "pricing_page" not in found.rules
    alone = _read(heading + _LINES, gate)
    assert "demo_request" not in alone.rules


@pytest.mark.parametrize("heading", ["Germany:", "Students get:", "For leads in Germany:"])
def test_whom_the_lines_are_for(heading: str, gate: Gate) -> None:
    rules = _read(heading + _LINES, gate).rules
    assert " for country is " in rules or " for job_title mentions " in rules


def test_the_lines_of_two_scores_are_not_added_up(gate: Gate) -> None:
    assert not _read(f"MQL scoring:{_LINES}\nSQL scoring:\n- case study: 30", gate).rules


def test_signed_points_need_no_heading(gate: Gate) -> None:
    rules = _read("What they gain and lose:\n- demo request: +20\n- no activity in 60 days: -10", gate).rules
    assert "add 20" in rules and "subtract 10" in rules
