"""Definitions that decide: grades in conditions, fields filled in, segments, stages, whom one leaves out."""

import pytest
from drafting import draft

_GRADES = "Grades: A from 80, B from 50, C from 20, else D.\n"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("MQL: grade A or B", 'when grade in ("A", "B")'),
        ("MQL: a demo request and a grade of B or better", 'when demo_request and grade in ("A", "B")'),
        ("MQL: not grade D and a demo request", 'when grade is not "D" and demo_request'),
        ("MQL: a demo request or grade A", 'when demo_request or grade is "A"'),
    ],
)
def test_a_grade_is_asked_for(said: str, rule: str) -> None:
    assert rule in draft(_GRADES + said).rules


@pytest.mark.parametrize("said", [f"{_GRADES}MQL: grade E", "MQL: grade A or B", f"{_GRADES}MQL: grade B or A or up"])
def test_a_grade_that_nobody_made_is_not(said: str) -> None:
    assert "stage" not in draft(said).rules


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        (
            "SQL: at least two of the three fields (budget, authority, need) are filled in",
            "at least 2 of (budget is known, authority is known, need is known)",
        ),
        ("SQL = any two of these are known: budget, authority, phone", "at least 2 of (budget is known,"),
        ("SQL if budget and phone are both known", "budget is known and phone is known"),
        ("SQL if budget or phone is known", "budget is known or phone is known"),
        ("disqualify if at least two of budget, need and phone are missing", "at least 2 of (budget is unknown,"),
    ],
)
def test_fields_are_filled_in(said: str, rule: str) -> None:
    assert rule in draft(said).rules


@pytest.mark.parametrize(
    "said",
    [
        "SQL: at least three of the four BANT fields (budget, authority, need) are filled in",
        "SQL: none of budget and authority are known",
        "SQL if budget and the weather are known",
    ],
)
def test_other_fields_are_not(said: str) -> None:
    assert draft(said).outcome == "decline"


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ('New segment for Ann: "Sleeping". They had a trial, but no activity in 60 days.', 'segment "Sleeping" when'),
        ("Segment Big fish: more than 900 employees", 'segment "Big fish" when employees > 900'),
        ('"Big fish" segment: more than 900 employees', 'segment "Big fish" when employees > 900'),
        ("Segments:\n- Small: 1-49 employees\n- Large: 50 and more", 'segment "Large" when employees >= 50'),
    ],
)
def test_a_segment_is_named(said: str, rule: str) -> None:
    found = draft(said)
    assert rule in found.rules
    assert not found.unread


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("A contact is a Champion if they logged in on 2 or more days.", "stage Champion\n  when login days >= 2"),
        ("A hot prospect started a trial and has 10 or more employees.", "stage `Hot prospect`"),
        ("Partner-ready: a demo request and 10 or more employees", "stage `Partner ready`"),
        ("Two of these make an MQL: a demo request, a webinar, a whitepaper", "stage MQL\n  when at least 2 of"),
        ("MQL = at least 2 of these 3: demo request, webinar, whitepaper", "stage MQL\n  when at least 2 of"),
        ("An MQL has a budget and requested a demo.", "stage MQL\n  when budget is known and demo_request"),
        ("Definition of an SQL. Budget of $25K or more and need is confirmed.", "stage SQL\n  when budget >= 25000"),
    ],
)
def test_a_stage_is_named(said: str, rule: str) -> None:
    assert rule in draft(said).rules


@pytest.mark.parametrize("said", ["An applicant is not Hot if they unsubscribed.", "MQL: at least 2 of 3 visits"])
def test_no_stage_is(said: str) -> None:
    assert "stage" not in draft(said).rules


def test_more_is_asked_for_right_behind() -> None:
    found = draft("An MQL has 50 or more employees. They also need a demo request. And no students.")
    assert "employees >= 50 and demo_request and (job_title is unknown or" in " ".join(found.rules.split())


@pytest.mark.parametrize(
    "said",
    [
        "PQL at 50 points. Companies with fewer than 20 employees are never a PQL.",
        "PQL at 50 points. Never a PQL: companies with fewer than 20 employees.",
        "PQL at 50 points. No company with fewer than 20 employees can be a PQL.",
    ],
)
def test_whom_one_stage_leaves_out(said: str) -> None:
    rules = " ".join(draft(said).rules.split())
    assert "not (employees < 20)) and score >= 50" in rules
    assert "disqualify" not in rules


def test_what_is_not_given_keeps_out() -> None:
    rules = draft("Not MQL: students, no country given").rules
    assert "country is unknown" in rules
    assert "country is known" not in rules


@pytest.mark.parametrize("said", ["kill anyone from a competitor domain", "We never want anyone from a competitor."])
def test_who_is_never_wanted(said: str) -> None:
    assert "disqualify when email domain in competitors" in draft(said).rules


def test_one_window_is_of_all() -> None:
    rules = draft("PQL: started a trial, logged in and requested a demo, all in the last 14 days").rules
    assert "(trial_start and login and demo_request) within 14d" in " ".join(rules.split())


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("MQL: payroll or talent in the job title", 'job_title mentions any of ("payroll", "talent")'),
        ("MQL: lives in a Nordic country", 'country in ("DK", "FI", "IS", "NO", "SE")'),
    ],
)
def test_who_they_are(said: str, rule: str) -> None:
    assert rule in draft(said).rules


def test_nothing_in_the_title_is_no_word() -> None:
    assert draft("MQL: nothing in the title").outcome == "decline"
