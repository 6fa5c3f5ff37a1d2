"""Tables of points for one field: bands with open ends, who is not known, all others, cells on lines of their own."""

import pytest
from drafting import draft, holds, names_in

REVENUE = """Attribute: annual revenue (USD)
- under 2M: -5
- 2M up to but not including 20M: 5
- 20M to under 80M: 10
- over 80M up to 1B: 15
- over 1B: 20
- not filled in: 0"""
TITLES = """Title | Points
CEO or CFO | 30
Director | 15
any other title | 2
no title | 0"""
COUNTRIES = """Country
US
20
Canada
15
India
-10"""
SIGNALS = """| Signal | Look-back | Points | Cap |
|---|---|---|---|
| Pricing page visit | 30 days | 5 each | 20 |
| Whitepaper download | all time | 8 each | 24 |
| Demo request | 60 days | 30 | 30 |"""
FIT = """Table 1: Company fit (max. 25 points in total)

Criterion | Value | Points
Employees | fewer than 20 | 0
Employees | 20 to 199 | 10
Country | DACH | 20
Country | all other countries | 0"""
SIZE = """Size of the company (employees)
up to 10     -5
11 to 50      5
"""
QUOTED = """Headcount, points
"1-10", 0
"11-50", 5
"over 50", 20"""
ROLE = """Valuation of the function:
- managing director or head of production: 25 points
- engineer or technician: 10 points
- trainee or apprentice: minus 20 points
Valuation of the branch of industry:
- Manufacturing: 15 points
"""
OTHERS = "Revenue\nunder 10M: 0\n10M to under 50M: 10\nunknown: 1\nall others: 5"
READ = [
    *[
        (REVENUE, f"given lead revenue {amount} expect score = {points}")
        for amount, points in [
            ("1999999", -5), ("2M", 5), ("19999999", 5), ("20M", 10), ("79999999", 10), ("80000001", 15),
            ("1B", 15), ("1000000001", 20),
        ]
    ],
    (REVENUE, "expect score = 0"),
    (TITLES, 'given lead job_title "CEO" expect score = 30'),
    (TITLES, 'given lead job_title "Gardener" expect score = 2'),
    (TITLES, "expect score = 0"),
    (COUNTRIES, 'given lead country "CA" expect score = 15'),
    (COUNTRIES, 'given lead country "IN" expect score = -10'),
    (SIGNALS, "given pricing_page 5 times 29d ago expect score = 20"),
    (SIGNALS, "given pricing_page 31d ago given whitepaper 900d ago expect score = 8"),
    (SIGNALS, "given demo_request 2 times 59d ago expect score = 30"),
    (FIT, 'given lead country "AT", employees 20 expect score = 25'),
    (FIT, 'given lead country "FR", employees 199 expect score = 10'),
    (FIT, 'given lead country "FR", employees 19 expect score = 0'),
    (SIZE, "given lead employees 10 expect score = -5"),
    (SIZE, "given lead employees 11 expect score = 5"),
    (QUOTED, "given lead employees 50 expect score = 5"),
    (QUOTED, "given lead employees 51 expect score = 20"),
    (ROLE, 'given lead job_title "Process engineer" expect score = 10'),
    (ROLE, 'given lead job_title "Apprentice" expect score = -20'),
    (ROLE, 'given lead job_title "Managing director", industry "Manufacturing" expect score = 40'),
    (
        "C-level 30, VP 25, director 20, manager 10. everyone else nothing",
        'given lead job_title "VP Sales" expect score = 25',
    ),
    ("Employees | 20-199 | 10\nEmployees | 200+ | 20", "given lead employees 200 expect score = 20"),
    ("Seniority\nC-level: 30\nVP: 25\nnone given: -5", "expect score = -5"),
    ("Industry\nSoftware: 15\nOther: 2\nUnknown: 0", "expect score = 0"),
    ("Industry\nSoftware: 15\nOther: 2\nUnknown: 0", 'given lead industry "Mining" expect score = 2'),
    ("Company size: 1-10 (0), 11-50 (5), more than 50 (20)", "given lead employees 51 expect score = 20"),
    ("Source: referral 20, organic 15", 'given lead source "organic" expect score = 15'),
    ("Source | Points\nreferral | 20\norganic | 5", 'given lead source "referral" expect score = 20'),
    (OTHERS, "given lead revenue 50M expect score = 5"),
    (OTHERS, "given lead revenue 49999999 expect score = 10"),
    (OTHERS, "expect score = 1"),
    ("Country\nUnknown: -5\nUS: 10\nall other countries: 1", "expect score = -5"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "test"), READ)
def test_each_row_means_what_it_says(said: str, test: str) -> None:
    found = draft(said)
    assert not found.unread
    holds(found, test)


LEFT = [
    ("US: 10 points\nover 50 employees: 10 points\neveryone else: 5 points", "everyone else: 5 points"),
    ("Industry | Points\nSoftware | 10\nRetail | ask Tom", "Retail | ask Tom"),
    ("Revenue\n10M to under 50M: 10\nover 50M: 20\nall other countries: 5", "all other countries: 5"),
    ("Country\nUS: 10\nrest of Asia: 3", "rest of Asia: 3"),
    ("Industry\nSoftware: 15\nany other title: 3", "any other title: 3"),
    ("Employees\n1-10: 5\n11-50: 10\nwith an office in Berlin: 20", "with an office in Berlin: 20"),
    ("Job title\nDirector: 15\nmatching our persona: 10", "matching our persona: 10"),
]


@pytest.mark.parametrize(("said", "unread"), LEFT)
def test_a_row_that_cannot_be_read_is_reported_alone(said: str, unread: str) -> None:
    found = draft(said)
    assert found.outcome == "draft"
    assert unread in [u.words for u in found.unread]


CLINIC = """
lead
  insurance  text    "public, private or none"
  tool       text    "what they run payroll with today"
  plan       text    "free, team, business or enterprise"
  score_of_credit  number
  employees  number
event visit
"""
INSURED = "Insurance\nprivately insured: 20\nuninsured: 10\nnot known: 0"
OF_OTHERS = [
    (
        "20 points if privately insured, 10 if they have no insurance, 5 for public",
        'given lead insurance "none" expect score = 10',
    ),
    (INSURED, 'given lead insurance "private" expect score = 20'),
    (INSURED, 'given lead insurance "none" expect score = 10'),
    ("Plan | Points\nfree | 0\nbusiness, enterprise | 20", 'given lead plan "enterprise" expect score = 20'),
    ('Tool today\n"Excel" or "Paper": 15 points\n"ADP", "Rippling": 5 points\nnot known | 0',
     'given lead tool "Rippling" expect score = 5'),
    ("runs ADP or Gusto today: 15 points", 'given lead tool "Gusto" expect score = 15'),
]  # fmt: skip


@pytest.mark.parametrize(("said", "test"), OF_OTHERS)
def test_rows_of_fields_of_other_trades(said: str, test: str) -> None:
    found = draft(said, names=names_in(CLINIC))
    assert not found.unread
    holds(found, test, CLINIC)


def test_none_as_a_value_is_not_unknown() -> None:
    found = draft("Insurance\nprivate: 20\nnone: 10\npublic: 5", names=names_in(CLINIC))
    holds(found, 'given lead insurance "none" expect score = 10', CLINIC)
    holds(found, "expect score = 0", CLINIC)


@pytest.mark.parametrize(
    "said",
    [
        "20 points if not privately insured",
        "20 points if they never had no insurance worth naming",
        "runs marathons on weekends: 15 points",
    ],
)
def test_neighbours_are_not_read_as_the_same(said: str) -> None:
    found = draft(said, names=names_in(CLINIC))
    assert found.outcome != "draft" or "add 20" not in found.rules or " not " in found.rules or found.unread
