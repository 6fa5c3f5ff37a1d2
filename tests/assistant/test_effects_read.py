"""What is given and how, and who is kept out, in the ways in which people say it."""

import pytest
from drafting import draft, holds

AMOUNTS = (
    ("webinar attended: 6 apiece", "given webinar_attendance 2 times expect score = 12"),
    ("7 points a pop for webinars", "given webinar_attendance 2 times expect score = 14"),
    ("another 4 if they attended a webinar", "given webinar_attendance expect score = 4"),
    ("a trial start nets 12 points", "given trial_start expect score = 12"),
    ("we'd put 20 points on a demo request", "given demo_request expect score = 20"),
    ("unsubscribing costs you 9", "given unsubscribe expect score = -9"),
    ("shave off 3 points for free email addresses", 'given lead email "a@gmail.com" expect score = -3'),
    ("email clicks: 2 each, ceiling 6", "given email_click 9 times expect score = 6"),
    ("2 points per email click, only the first 3 count", "given email_click 9 times expect score = 6"),
    ("3 points per webinar attended, max 2 webinars", "given webinar_attendance 5 times expect score = 6"),
    ("trial start: 25pts (one-off)", "given trial_start 3 times expect score = 25"),
    ("2 points for each day on which they open an email, not more than 4", "given email_open 9 times expect score = 2"),
    ("6 pts per login, but count at most one per day", "given login 4 times expect score = 6"),
    ("+8 the first time someone attends a webinar", "given webinar_attendance 3 times expect score = 8"),
)


@pytest.mark.parametrize(("said", "probe"), AMOUNTS)
def test_amounts(said: str, probe: str) -> None:
    holds(draft(said), probe)


FADING = (
    ("demo request 40, decays 10% a week", "given demo_request 8d ago expect score = 36"),
    ("demo request = 40 pts, -10 % a week", "given demo_request 8d ago expect score = 36"),
    ("demo request 40 points, loses a quarter every month", "given demo_request 31d ago expect score = 30"),
    (
        "A demo request is worth 40 points, and those points halve every week.",
        "given demo_request 8d ago expect score = 20",
    ),
    ("demo request 40 points with a 14 day half-life", "given demo_request 15d ago expect score = 20"),
    ("demo request 40 points, gone after 30 days", "given demo_request 31d ago expect score = 0"),
    ("demo request 40 points (30-day expiry)", "given demo_request 29d ago expect score = 40"),
)


@pytest.mark.parametrize(("said", "probe"), FADING)
def test_what_becomes_of_points(said: str, probe: str) -> None:
    holds(draft(said), probe)


UNLESS = (
    (
        "under 50 employees = -10 unless they asked for a demo in the past 30 days",
        "given lead employees 9 expect score = -10 given demo_request 2d ago expect score = 0",
    ),
    (
        "+30 for a demo request (unless they are in Germany)",
        'given demo_request expect score = 30 given lead country "DE" expect score = 0',
    ),
    ("webinar attended +10 unless they have more than 500 employees", "given webinar_attendance expect score = 10"),
    (
        "disqualify students unless they requested a demo",
        'given lead job_title "Student" expect disqualified given demo_request expect not disqualified',
    ),
    (
        "2 per email click, max 10, unless they unsubscribed",
        "given email_click 2 times expect score = 4 given unsubscribe expect score = 0",
    ),
)


@pytest.mark.parametrize(("said", "probe"), UNLESS)
def test_unless(said: str, probe: str) -> None:
    holds(draft(said), probe)


OUT = (
    ("people with a phone are DQ'd", 'given lead phone "1" expect disqualified'),
    ("kick out anyone with a gmail address", 'given lead email "a@gmail.com" expect disqualified'),
    ("students = not a lead", 'given lead job_title "Student" expect disqualified'),
    ("never MQL: students and competitors", 'given lead email "a@rival.example" expect disqualified'),
    ("We don't want students or interns.", 'given lead job_title "Intern" expect disqualified'),
    ("interns are ineligible, period", 'given lead job_title "Intern" expect disqualified'),
    ("If they opted out, disqualify.", "given lead opted_out true expect disqualified"),
    ("out if they unsubscribed", "given unsubscribe expect disqualified"),
    ("no students, no competitors", 'given lead email "a@acme.example" expect not disqualified'),
    ("exclude: unsubscribes, anyone in India", "given unsubscribe expect disqualified"),
    (
        "DQ everyone with less than 10 employees and in the US",
        'given lead employees 5 expect not disqualified given lead country "US" expect disqualified',
    ),
    ("interns are disqualified, and so is anyone in India.", 'given lead country "IN" expect disqualified'),
    (
        "Anything from gmail is disqualified unless they asked for a demo.",
        'given lead email "a@gmail.com" expect disqualified',
    ),
    (
        "Leads with more than 60 points are MQLs. Interns never are.",
        'given lead job_title "Intern" expect disqualified',
    ),
    ("DQ students and anyone in India", 'given lead country "IN" expect disqualified'),
)


@pytest.mark.parametrize(("said", "probe"), OUT)
def test_who_is_out(said: str, probe: str) -> None:
    holds(draft(said), probe)


NOT_READ = (
    "+20 for a demo, a webinar, students excluded",
    "demo +10, students, interns are out",
    "no students are out",
    "students can be MQLs",
    "no gmail, no demo, no MQL",
    "webinar +10 and demo +20, neither counts after 30 days",
    "demo +20, not webinar +10",
    "students are not disqualified unless they unsubscribed",
    "demo +30, unicorn horn +10, all of them once a week",
    "demo +30 and unicorn horn +10 for US companies",
    "students should not be excluded",
    "competitors are never out",
    "do not disqualify students",
    "students are never SQLs",
    "don't score email opens",
    "DQ people with fewer than 10 employees, in the US",
    "US 10 points, Canada 5 points, unless they use gmail",
    "demo request 40 points, dropping to zero over 60 days",
    "demo request 40 points and worth half after two weeks",
    "webinar +10 unless they are awesome",
    "webinar attended: +10 one time only each",
    "employees 50, max 100",
)


@pytest.mark.parametrize("said", NOT_READ)
def test_what_is_not_read(said: str) -> None:
    found = draft(said)
    assert found.outcome != "draft", found.rules


def test_whether_leads_or_events_are_excluded_is_asked() -> None:
    assert draft("exclude email opens").outcome == "ask"


def test_a_text_behind_a_clause_about_texts() -> None:
    found = draft("job title contains 'manager' = 10 points; 'director' = 20 points")
    holds(found, 'given lead job_title "Director" expect score = 20')


def test_what_leads_are_called() -> None:
    found = draft("CFO and more than 250 employees = target account")
    assert found.rules.startswith('segment "target account"')
    keen = draft("A hot lead is somebody who requested a demo and has 50+ employees.")
    holds(keen, 'given demo_request given lead employees 50 expect stage is "Hot lead"')


KINDS = (
    (
        "demo request 40, webinar attended 10 each, MQL at 50",
        'given demo_request given webinar_attendance expect stage is "MQL"',
    ),
    ("-10 for unsubscribes, and students are DQ'd", 'given lead job_title "Student" expect disqualified'),
    ("students are out and demo requests get 40 points", "given demo_request expect score = 40"),
    ("exclude students, demo +40", "given demo_request expect score = 40"),
    ("webinar +15 each, max 45, demo +30", "given webinar_attendance 9 times given demo_request expect score = 75"),
    ("give ten points for a demo, five for a webinar and nothing for email opens", "given email_open expect score = 0"),
    ("no points for email opens. demo +30", "given demo_request expect score = 30"),
    ("Demo: 50; webinar: 10; total capped at 55", "given demo_request given webinar_attendance expect score = 55"),
    (
        "demo +50, trial start +40; nobody gets more than 60 points",
        "given demo_request given trial_start expect score = 60",
    ),
    ("demo +50. MQL from 50", 'given demo_request expect stage is "MQL"'),
    ("Once they hit 25 they're an MQL. demo +30", 'given demo_request expect stage is "MQL"'),
    ("Tier 1: 500+ employees in the US. demo +30", "given demo_request expect score = 30"),
)


@pytest.mark.parametrize(("said", "probe"), KINDS)
def test_several_statements_in_one_sentence(said: str, probe: str) -> None:
    holds(draft(said), probe)


def test_a_part_that_cannot_be_read_is_reported_and_the_others_are_drafted() -> None:
    found = draft("demo +30, unicorn horn +10, trial start +20")
    holds(found, "given demo_request given trial_start expect score = 50")
    assert [u.words for u in found.unread] == ["unicorn horn +10"]


def test_what_stands_behind_the_last_part_is_said_to_hold_for_it_alone() -> None:
    assert any("that part alone" in a for a in draft("demo +30 and webinar +10 for US companies").assumptions)


def test_who_is_not_somewhere_is_no_row_of_those_who_are() -> None:
    found = draft("US +10, not in the US -5")
    holds(found, 'given lead country "US" expect score = 10 given lead country "DE" expect score = -5')
