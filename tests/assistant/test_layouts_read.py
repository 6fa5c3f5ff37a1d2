"""Definitions in the layouts of mails, sheets and policies: what is drafted does what was said."""

import pytest
from drafting import draft, holds

US = 'given lead country "US"'

READ = [
    # sheets
    ("| Stage | Definition |\n|---|---|\n| MQL | demo request |\n| SQL | MQL and a known budget |",
     'given demo_request expect stage is "MQL" given lead budget 1 expect stage is "SQL"'),
    ("| Country | Employees | Points |\n|---|---|---|\n| US | 500+ | 30 |\n| UK | 500+ | 15 |",
     f"{US}, employees 499 expect score = 0 given lead employees 500 expect score = 30"),
    ("Activity, Points\nDemo request, 40\nWhitepaper, 5", "given whitepaper expect score = 5"),
    ("demo request;40\nwhitepaper;5", "given demo_request expect score = 40"),
    ("Headcount    Pts\n\n1 - 49       0\n\n50+          10", "given lead employees 50 expect score = 10"),
    ("Signal | Score | Decay\ndemo request | 40 | none", "given demo_request expect score = 40"),
    # lines that belong together
    ("Demo request\n40 points\n\nWhitepaper\n5 points", "given whitepaper expect score = 5"),
    ("40 points\n- demo request\n- whitepaper", "given whitepaper expect score = 40"),
    ("Email:\n- opened: 1\n- clicked: 3\n- unsubscribed: -20", "given email_click expect score = 3"),
    ("Webinar: 10 if attended, 2 if registered", "given webinar_registration expect score = 2"),
    ("Title\tPts\nVP\t20\nDirector\t15\nOther\t0", 'given lead job_title "Director" expect score = 15'),
    (
        "A lead is an MQL if ALL of these are true:\n- is in the US\n- has 50+ employees\n"
        "AND at least ONE of these:\n- demo request\n- whitepaper",
        f'{US}, employees 50 expect stage is "none" given whitepaper expect stage is "MQL"',
    ),
    (
        "MQL: a lead that meets at least 2 of:\n(a) demo request\n(b) whitepaper\n(c) US\n\nand is not a competitor.",
        f'{US}, email "a@rival.example" given whitepaper expect stage is "none" '
        'given lead email "a@x.example" expect stage is "MQL"',
    ),
    ("demo +20\nlogin +1; they lose 50% of that each week", "given login 7d ago expect score = 0.5"),
    ("Fit\n---\nUS: 10\n\nBehaviour\n=========\ndemo: 40", "given demo_request expect behaviour = 40"),
    (
        "MQL\n- demo request\n\nSQL\n- MQL\n- budget known",
        'given lead budget 1 expect stage is "none" given demo_request expect stage is "SQL"',
    ),
    ("Max 30:\n- demo +40\n- login +10", "given demo_request given login expect score = 30"),
    (
        "At least 2 of these give 20 points:\n- demo\n- login\n- whitepaper",
        "given demo_request expect score = 0 given login expect score = 20",
    ),
    # mails
    (
        "Subject: scoring\n\nHi Jo,\n\nquick follow-up to our chat. Two topics.\n\n"
        "Scoring: a demo request gets 40 points and a whitepaper 5. Please also take off 20 for students.\n\nThx\nMia",
        'given lead job_title "Student" given demo_request expect score = 20',
    ),
    (
        "Hi,\n\nhope you are well.\n\nLead scoring, industrial services (copied from the sheet)\n\n"
        "| Criterion | Points |\n|---|---|\n| Demo | 40 |",
        "given demo_request expect score = 40",
    ),
    (
        "A demo request in the last 30 days by a company in the US is\nworth 40 points. MQL at 40.",
        f'{US} given demo_request expect stage is "MQL" wait 30d expect stage is "none"',
    ),
]  # fmt: skip


@pytest.mark.parametrize(("said", "probe"), READ)
def test_does_what_was_said(said: str, probe: str) -> None:
    holds(draft(said), probe)


def test_what_is_said_of_them_takes_back_what_stands_before_it_in_the_line() -> None:
    found = draft("demo +20\nlogin +1; they lose half a moon")
    assert "login" not in found.rules and "demo_request" in found.rules


@pytest.mark.parametrize(
    "said",
    [
        "| Title | US | UK |\n|---|---|---|\n| CEO | 30 | 20 |\n| VP | 20 | 10 |",
        "MQL if any of:\n- demo request\n- whitepaper\n\nand uses our rival",
        "demo +10. login +1. They lose 25% a moon.",
        "demo: 40 → 50",
        "Before: demo +10. After: demo +20.",
        "Points are given once per company:\n- demo +40",
        "Half points:\n- demo +40",
        "Per month:\n- demo +40\n- login +10",
        "After an MQL:\n- demo +40",
        "Within 7 days of the demo:\n- login +10",
        "20 points if both:\n- US\n- demo",
        "No points for:\n- demo +40",
        "Exclude the following from points:\n- demo +40",
        "+ demo 40\n+ login 1\n- student 20",
    ],
)
def test_what_is_not_plain_is_not_drafted(said: str) -> None:
    assert draft(said).outcome == "decline"


@pytest.mark.parametrize(
    "said",
    [
        "Option A:\n- demo +40\n\nOption B:\n- demo +50",
        "Our rivals:\n- demo +40\n\nOurs:\n- demo +50",
        "demo +40. demo +50.",
    ],
)
def test_which_of_two_amounts_is_to_count_is_asked(said: str) -> None:
    found = draft(said)
    assert found.outcome == "ask" and found.questions[0].choices == ("40", "50", "both")


@pytest.mark.parametrize("said", ["Should we give 10 points for a webinar?", "What if a demo gets 40 points?"])
def test_a_question_is_no_rule(said: str) -> None:
    assert draft(said).outcome == "decline"


def test_sentences_that_are_broken_by_a_mail_programme_are_quoted_as_they_stand() -> None:
    found = draft("Give 10 points for each webinar attended in the last\n90 days, up to 30 points.")
    assert found.outcome == "draft" and not found.unread
