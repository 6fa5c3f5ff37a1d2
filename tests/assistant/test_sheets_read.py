"""Sheets and files of values as they are pasted: columns of windows and limits, numbers of rows, totals, commas."""

import pytest
from drafting import draft, holds

READ = [
    ("Employees, Points\n500+, 30\n50-499, 20\nbelow 50, 5", "given lead employees 60 expect score = 20"),
    ("Rule | Condition | Pts\n1 | Country = US | 10\n2 | Employees > 500 | 20", 'given lead country "US" expect score = 10'),
    ("Criteria,Value,Points\nCountry,US,10\nCountry,Germany,5\nEmployees,500+,20", 'given lead country "DE" expect score = 5'),
    ('type,criterion,points\nfit,"Director, VP",15\nbehaviour,demo request,40', 'given lead job_title "Director" expect fit = 15'),
    (
        "Action | Points each | Max | Time window\npricing page visit | 5 | 15 | 30 days\nwhitepaper | 8 | 24 | -\ndemo | 30 | 30 | none",
        "given pricing_page 31d ago given whitepaper 4 times given demo_request 2 times expect score = 54",
    ),
    ("Action | Points | Lookback (days)\npricing page | 5 | 30\ndemo | 40 | 90", "given demo_request 91d ago given pricing_page 29d ago expect score = 5"),
    ("| Category | Criteria | Points |\n|---|---|---|\n| Fit | US | 15 |\n| Negative | Opted out | -50 |\n| Competitor | | -50 |\n| Total for MQL | | 15 |", 'given lead country "US" expect stage is "MQL"'),
    ("Criteria\tPoints\nwebinar attended\t15\ndemo\t40\nTotal\t55\nMQL\t40", 'given demo_request expect score = 40 and stage is "MQL"'),
    ("demo +40\nPoints needed for MQL: 40", 'given demo_request expect stage is "MQL"'),
    ("demo +40\nMQL minimum score = 41", 'given demo_request expect stage is "none"'),
    ("Titles (only the highest match counts)\nManager = 5\nDirector = 10", 'given lead job_title "Manager, Director" expect score = 10'),
]  # fmt: skip


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
    ("Revenue is scored as follows: under $5M: 0, $5M to $50M: 10, above $50M: 25", "given lead revenue 6M expect score = 10"),
    ("We score company size like this: 1-50 employees 5, 51-500 15, more than 500 25", "given lead employees 60 expect score = 15"),
    ("Points for employees are as follows: 1-50: 5, 51-500: 15", "given lead employees 60 expect score = 15"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "probe"), LABELS)
def test_labels_before_a_colon_are_read(said: str, probe: str) -> None:
    holds(draft(said), probe)


@pytest.mark.parametrize("said", ["demo +40\nCall list: +20", "demo +40\nNever call: -20", "demo +40\nP1: +10"])
def test_points_behind_a_label_make_no_list_and_keep_nobody_out(said: str) -> None:
    rules = draft(said).rules
    assert not any(word in rules for word in ("segment", "stage", "disqualify")), rules
