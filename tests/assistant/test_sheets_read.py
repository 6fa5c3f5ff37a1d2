"""Sheets and files of values as they are pasted: columns of windows and limits, numbers of rows, totals, commas."""

import pytest
from drafting import draft, holds

READ = [
    ("Employees, Points\n500+, 30\n50-499, 20\nbelow 50, 5", "given lead employees 60 expect score = 20"),
    (
        "Rule | Condition | Pts\n1 | Country = US | 10\n2 | Employees > 500 | 20",
        'given lead country "US" expect score = 10',
    ),
    (
        "Criteria,Value,Points\nCountry,US,10\nCountry,Germany,5\nEmployees,500+,20",
        'given lead country "DE" expect score = 5',
    ),
    (
        'type,criterion,points\nfit,"Director, VP",15\nbehaviour,demo request,40',
        'given lead job_title "Director" expect fit = 15',
    ),
    (
        "Action | Points each | Max | Time window\npricing page visit | 5 | 15 | 30 days\n"
        "whitepaper | 8 | 24 | -\ndemo | 30 | 30 | none",
        "given pricing_page 31d ago given whitepaper 4 times given demo_request 2 times expect score = 54",
    ),
    (
        "Action | Points | Lookback (days)\npricing page | 5 | 30\ndemo | 40 | 90",
        "given demo_request 91d ago given pricing_page 29d ago expect score = 5",
    ),
    (
        "| Category | Criteria | Points |\n|---|---|---|\n| Fit | US | 15 |\n"
        "| Negative | Opted out | -50 |\n| Competitor | | -50 |\n| Total for MQL | | 15 |",
        'given lead country "US" expect stage is "MQL"',
    ),
    (
        "Criteria\tPoints\nwebinar attended\t15\ndemo\t40\nTotal\t55\nMQL\t40",
        'given demo_request expect score = 40 and stage is "MQL"',
    ),
    ("demo +40\nPoints needed for MQL: 40", 'given demo_request expect stage is "MQL"'),
    ("demo +40\nMQL minimum score = 41", 'given demo_request expect stage is "none"'),
    (
        "Titles (only the highest match counts)\nManager = 5\nDirector = 10",
        'given lead job_title "Manager, Director" expect score = 10',
    ),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_sheets_are_read(said: str, probe: str) -> None:
    found = draft(said)
    assert not found.unread
    holds(found, probe)


@pytest.mark.parametrize(
    ("said", "unread"),
    [
        ("Criteria | Points\ndemo | 40\nTotal points possible | 100", "Total points possible | 100"),
        ("Action | Points | Window\ndemo | 40 | 90 days\nwhitepaper | 5 | per quarter", "whitepaper | 5 | per quarter"),
        ("demo +40\nTotal MQL points max 100", "Total MQL points max 100"),
    ],
)
def test_what_a_sheet_says_otherwise_is_reported(said: str, unread: str) -> None:
    found = draft(said)
    assert [u.words for u in found.unread] == [unread]
    holds(found, 'given demo_request given whitepaper expect score = 40 and stage is "none"' if "MQL" in said else
          "given demo_request given whitepaper expect score = 40")  # fmt: skip


LABELS = [
    ("P1: demo request in the last 7 days\nP2: 3+ pricing page visits", 'given demo_request expect segment "P1"'),
    ("Hot list: budget over 50k", 'given lead budget 60k expect segment "Hot list"'),
    ("demo +40\nCall list: everyone with 40 points or more", 'given demo_request expect stage is "Call list"'),
    ("demo +40\nNever call: competitors, students", 'given lead job_title "Student" expect disqualified'),
    ("demo +40\nNot eligible: students", 'given lead job_title "Student" expect disqualified'),
    (
        "Revenue is scored as follows: under $5M: 0, $5M to $50M: 10, above $50M: 25",
        "given lead revenue 6M expect score = 10",
    ),
    (
        "We score company size like this: 1-50 employees 5, 51-500 15, more than 500 25",
        "given lead employees 60 expect score = 15",
    ),
    ("Points for employees are as follows: 1-50: 5, 51-500: 15", "given lead employees 60 expect score = 15"),
]


@pytest.mark.parametrize(("said", "probe"), LABELS)
def test_labels_before_a_colon_are_read(said: str, probe: str) -> None:
    holds(draft(said), probe)


@pytest.mark.parametrize("said", ["demo +40\nCall list: +20", "demo +40\nNever call: -20", "demo +40\nP1: +10"])
def test_points_behind_a_label_make_no_list_and_keep_nobody_out(said: str) -> None:
    rules = draft(said).rules
    assert not any(word in rules for word in ("segment", "stage", "disqualify")), rules


FRAMED = [
    (
        "[Fit]\nUS: 10\n50+ employees: 10\n[Interest]\ndemo: 40\n[Out]\nstudents",
        'given demo_request expect interest = 40 given lead job_title "Student" expect disqualified',
    ),
    (
        "=== FIT ===\nUS: 10\nsoftware: 5\n-- INTENT --\ndemo: 40\nlogin: 1",
        "given demo_request expect intent = 40 and score = 40",
    ),
    (
        "Fit score\n+ 15 if 200+ employees\n- 20 if student\n\nEngagement score\n"
        "+ 40 demo request\n- 10 no activity for 60 days",
        'given lead employees 200, job_title "Student" expect fit = -5 and engagement = -10',
    ),
    (
        "1. Contact\n   Title: VP 15, Director 10\n2. Company\n   Employees: 1-49 0, 50-199 10, 200+ 20",
        'given lead job_title "VP", employees 60 expect score = 25',
    ),
    (
        "Scoring policy\nOwner: Tom | Status: approved\n1. Fit\n"
        "1.1 Headcount 1,000 or more: 20 points\n1.2 Headcount 200-999: 10 points",
        "given lead employees 300 expect fit = 10",
    ),
    (
        "Segments\nEnterprise: more than 1,000 employees\nMid-market: 100 to 1,000 employees\n"
        "SMB: fewer than 100 employees",
        'given lead employees 100 expect segment "Mid-market"',
    ),
    (
        "Dear all,\n\nplease set this up before Monday:\n\n- demo request: 40\n- whitepaper: 8",
        "given whitepaper expect score = 8",
    ),
    (
        "Employees: 500+ 30 points, 50 to 499 gets 20, anything lower gets nothing (same if unknown)",
        "given lead employees 60 expect score = 20",
    ),
]


@pytest.mark.parametrize(("said", "probe"), FRAMED)
def test_headings_in_frames_and_indented_lines_are_read(said: str, probe: str) -> None:
    holds(draft(said), probe)


def test_bands_that_no_number_is_in_make_no_rule() -> None:
    found = draft("MQL: more than 1,000 employees, 50 to 100 employees, demo request")
    assert "stage" not in found.rules and (found.unread or found.questions)


@pytest.mark.parametrize(
    ("said", "probe"),
    [
        ("Grade | Points\nA | 80+\nB | 40-79\nC | below 40", 'given demo_request expect grade is "B"'),
        ("Cut-off: 40", 'given demo_request expect stage is "MQL"'),
        ("Score needed: 41", 'given demo_request expect stage is "none"'),
        ("Do not call list: students, competitors", 'given lead job_title "Student" expect disqualified'),
        ("MQL (all):\n(1) US\n(2) 50+ employees\n(3) demo request", 'given demo_request expect stage is "none"'),
        ("Web\npricing page 10\nlogin 3\n\nMail\nopened 1\nclicked 3\nwhitepaper 10", "given login expect score = 3"),
    ],
)
def test_more_of_sheets_is_read(said: str, probe: str) -> None:
    holds(draft(f"demo +40\n\n{said}"), probe)
