"""Names of bands of the score, below a heading that says what they are, or by themselves."""

import pytest
from drafting import draft, holds

POINTS = "demo request +40\n"
READ = [
    ("Thresholds\nWarm: 30\nHot: 60", 'expect stage is "none" given demo_request expect stage is "Warm"'),
    ("Cut-offs:\n- Warm = 30+\n- Hot = 60+", 'given demo_request expect stage is "Warm"'),
    ("Lifecycle\nMQL 40+\nSQL 80+", 'given demo_request expect stage is "MQL"'),
    (
        "Status\nNurture: below 30 points\nReady to go: 30 points or more",
        'given demo_request expect stage is "Ready to go"',
    ),
    ("Segments\nA: 70+\nB: 40-69\nC: below 40", 'expect segment "C" given demo_request expect segment "B"'),
    ("Tiers by score\nTier 1: 70+\nTier 2: 40-69\nTier 3: the rest", 'given demo_request expect grade is "Tier 2"'),
    ("Priority\nP1: 70+\nP2: 40-69", 'given demo_request expect grade is "P2"'),
    ("Levels: Cold < 20, Warm 20-49, Hot 50+", 'expect grade is "Cold" given demo_request expect grade is "Warm"'),
    ("What the score means:\n80-100: hot\n40-79: warm\n0-39: cold", 'given demo_request expect grade is "Warm"'),
    ("Hot: 70+\nWarm: 40-69\nCold: below 40", 'given demo_request expect grade is "Warm"'),
    ("Warm: 30 points\nHot: 60 points", 'given demo_request expect grade is "Warm"'),
    ("Rating\nA 75 or more\nB 40 to 74\nC the rest", 'given demo_request expect grade is "B"'),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_names_of_bands_are_read(said: str, probe: str) -> None:
    holds(draft(POINTS + said), probe)


@pytest.mark.parametrize(
    "said",
    [
        "Segments\nSMB: 1-50\nMid-market: 51-200\nEnterprise: 201+",
        "Thresholds\nFit: 20\nEngagement: 30",
        "Tiers\nTier 1: 1000+\nTier 2: 100-999",
        "Tier\nA: 20\nB: 10",
        "Thresholds\nMax score: 100\nMin score: 0",
        "Levels\nA: +20\nB: +10",
        "Buckets\nHot: 70+, only in the US\nWarm: 40-69",
    ],
)
def test_sizes_and_points_that_are_given_are_no_bands_of_the_score(said: str) -> None:
    found = draft(POINTS + said)
    assert not any(word in found.rules for word in ("grade", "stage", "segment")), found.rules


def test_points_for_titles_below_levels_stay_points() -> None:
    holds(draft(POINTS + "Levels\nManager: 10\nDirector: 15"), 'given lead job_title "Director" expect score = 15')


LINES = [
    ("60 points or more = Hot", 'given demo_request 2 times expect stage is "none"'),
    ("40+ points: sales ready", 'given demo_request expect stage is "Sales ready"'),
    ("Hot leads need at least 40 points", 'given demo_request expect stage is "Hot leads"'),
]


@pytest.mark.parametrize(("said", "probe"), LINES)
def test_one_name_for_a_score_is_a_stage(said: str, probe: str) -> None:
    holds(draft(POINTS + said), probe)


@pytest.mark.parametrize("said", ["Hot: 60+ employees", "Hot: +60", "Warm: 60 points", "Hot: 60+, only in the US"])
def test_what_may_be_meant_otherwise_makes_no_stage(said: str) -> None:
    assert "stage" not in draft(POINTS + said).rules


def test_the_grade_of_a_group_is_of_that_group() -> None:
    said = "Fit\nUS +10\n50+ employees +30\n\nIntent\ndemo +40\n\nFit grade\nA from 40, B from 10, C everything below"
    holds(draft(said), 'given demo_request expect grade is "C" given lead country "US" expect grade is "B"')


def test_numbered_stages_with_dashes_follow_each_other() -> None:
    said = (
        "Stages, in this order:\n1. Inquiry – whitepaper\n2. Applicant – demo request\n"
        "3. Ready – an applicant with a budget known"
    )
    holds(draft(said), 'given demo_request expect stage is "Applicant" given lead budget 1 expect stage is "Ready"')


@pytest.mark.parametrize(
    ("said", "probe"),
    [
        ("MQL: US or Canada; 50+ employees; demo request", 'given demo_request expect stage is "none"'),
        ("MQL (any one of): demo request; 3+ pricing page visits", 'given demo_request expect stage is "MQL"'),
        (
            "Target account: in DACH; at least 200 employees",
            'given lead country "AT", employees 200 expect segment "Target account"',
        ),
        (
            "demo +1\nWe don't want: people outside the US; students; companies without employees given",
            'given lead country "US" expect disqualified given lead employees 5 expect not disqualified',
        ),
        ("demo +1\nDisqualify: competitors; students", 'given lead job_title "Student" expect disqualified'),
        ("Behaviour: demo 40; whitepaper 5; login 1", "given demo_request given login expect score = 41"),
    ],
)
def test_parts_behind_a_label_belong_to_it(said: str, probe: str) -> None:
    holds(draft(said), probe)
