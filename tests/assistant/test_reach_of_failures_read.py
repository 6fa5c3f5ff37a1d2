"""How far it reaches that something is not read: a member of a list, a line, no more than that."""

from pathlib import Path

import leadwright
import pytest
from leadwright.assistant.drafts import Draft, Request
from leadwright.assistant.gate import Gate
from leadwright.assistant.offline import OfflineDrafter

_FOLDER = Path(leadwright.__file__).parent / "examples" / "b2b_crm"


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate.of_text('use "vocabulary.lead"\n', _FOLDER)


def _read(said: str, gate: Gate) -> Draft:
    return OfflineDrafter().draft(Request(said, gate.names, gate.rules_text, ()), gate, None)


@pytest.mark.parametrize(
    ("said", "rules", "unread"),
    [
        ("Exclude freemail addresses, students and everybody with a purple hat.", 2, "everybody with a purple hat"),
        ("Students, whiners and people with a purple hat are disqualified.", 1, "people with a purple hat"),
        ("Disqualify purple students and freemail addresses.", 1, "purple students"),
        (
            "MQL: 50+ employees and a purple hat. Students are disqualified. Demo request: 20 points.",
            2,
            "MQL: 50+ employees and a purple hat",
        ),
        ("Demo request: 20. Pricing page: 10. I'm not sure whether the webinar should count.", 2, "not sure"),
        ("Demo request +30, purple hat +5, pricing page +10", 2, "purple hat +5"),
        ("Demo request 30, purple hat 5, pricing page 10", 2, "purple hat 5"),
        ("Demo request: 20. Pricing page: 10. Please double check with Tom.", 2, "Please double check with Tom"),
        ("Demo request: 20. Pricing page: 10. Let's review after the next quarter.", 2, "Let's review after"),
        ("Demo request: 20. Pricing page: 10. Never forget that demos matter most.", 2, "Never forget"),
        ("Demo request: 20. Pricing page: 10. All of it must be live by Monday.", 2, "All of it must be live"),
        ("Demo request: 20. Pricing page: 10. Sales only calls people above 50 points.", 2, "Sales only calls"),
    ],
)
def test_the_rest_is_drafted(said: str, rules: int, unread: str, gate: Gate) -> None:
    found = _read(said, gate)
    assert found.outcome == "draft"
    assert found.rules.count("because") == rules
    assert any(unread in u.words for u in found.unread)


@pytest.mark.parametrize(
    "said",
    [
        "Disqualify students and interns in Wonderland.",
        "Disqualify students, interns and consultants with a purple hat.",
        "Disqualify people who are students and wear a purple hat.",
        "Disqualify students, but not if they are purple.",
        "Disqualify students, freemail addresses and anyone purple except in Germany.",
        "MQL: 50+ employees and a purple hat.",
        "MQL: 50+ employees and a purple hat. Students are disqualified.",
        "An MQL is a US company with 50+ employees that requested a demo. It should also have a purple hat.",
        "MQL: US company with 50+ employees. They must always work with purple hats.",
        "Demo request 30 points, pricing page 10 points, only if they wear a hat",
        "Demo request 30, pricing page 10, but only with a purple hat",
        "Demo request: 20. Pricing page: 10. Only for people with a purple hat.",
        "Demo request: 20. Pricing page: 10. All of it only counts with a purple hat.",
        "Demo request: 20. Pricing page: 10. Points must never exceed what a hat is worth.",
        "Demo request: 20. Pricing page: 10. Sales only accepts people with hats.",
    ],
)
def test_what_may_restrict_the_rest_takes_it_along(said: str, gate: Gate) -> None:
    assert not _read(said, gate).rules


@pytest.mark.parametrize("head", ["From: VP Marketing", "To: all directors in Germany", "Cc: Anna, Tom"])
def test_the_head_of_a_message_is_no_rule(head: str, gate: Gate) -> None:
    rules = _read(f"{head}\nDemo request from the form: 20 points, pricing page to the end: 5 points", gate).rules
    assert "director" not in rules and "vp" not in rules and "define" not in rules
    rules = _read(f"{head}\nDemo request: 20 points", gate).rules
    assert rules.count("because") == 1 and "demo_request" in rules


def test_two_verbs_of_one_who(gate: Gate) -> None:
    rules = _read(
        "MQL from now on: companies in Germany with 100 to 2,000 employees that asked for a demo or came to a webinar "
        "in the last 90 days.",
        gate,
    ).rules
    assert " or " in rules and "and employees between 100 and 2000" in rules
    asked = _read("MQL: companies in Germany that asked for a demo or companies with 100 employees", gate)
    assert asked.outcome != "draft"


def test_what_takes_the_others_along_says_so(gate: Gate) -> None:
    found = _read("Demo request 10 points.\nOnly in purple weather.", gate)
    assert found.outcome == "decline"
    assert "may limit the others" in next(u.nearest for u in found.unread if "purple" in u.words)
    assert not any(u.nearest for u in found.unread if "Demo" in u.words)
