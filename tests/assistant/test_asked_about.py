"""What is asked about since it says too little, what is reported since the project has no name for it, and stages and
grades by names of their own."""

import pytest
from drafting import draft, holds, talk

ASKED = (
    "contacts that have gone dark should lose some points",
    "rank keen people higher",
    "webinar attendees ought to get a bit more",
    "downweight interns",
    "people at companies of a healthy size get extra credit",
    "we want more points for trial starts",
    "a whitepaper download is worth something, capped",
    "give points for a demo request and knock some off if they unsubscribe",
    "disengaged leads lose 10 points",
    "leads in the right industries that have shown real interest lately",
    "frequent pricing visits gain some",
    "downloads count a lot",
)


@pytest.mark.parametrize("said", ASKED)
def test_too_little_is_said(said: str) -> None:
    found = draft(said)
    assert found.outcome == "ask", found
    assert all(q.choices for q in found.questions)


@pytest.mark.parametrize("said", ASKED)
def test_beside_other_clauses(said: str) -> None:
    assert draft(f"demo request +40\n{said}").outcome == "ask"


UNKNOWN = (
    "people who like our LinkedIn posts should get some points",
    "nice weather should add points",
    "reward brand affinity",
    "Use the prediction of Clearbit",
    "+10 for a good credit history",
)


@pytest.mark.parametrize("said", UNKNOWN)
def test_what_no_name_covers(said: str) -> None:
    assert draft(said).outcome == "decline"
    beside = draft(f"demo request +40\n{said}")
    assert beside.outcome == "draft"
    assert any(said in u.words for u in beside.unread)


def test_the_answers_make_the_rule() -> None:
    holds(talk("trial starts should gain some", "15"), "given trial_start expect score = 15")
    found = talk("contacts that have gone dark should lose some points", "60 days, 10 points")
    holds(found, "given page_view 59d ago expect score = 0 wait 2d expect score = -10")
    holds(
        talk("email clicks should add points, capped", "3 points, 9 points"),
        "given email_click 5 times expect score = 9",
    )
    assert talk("exclude email opens", "2").rules.startswith("ignore email_open")
    assert talk("exclude email opens", "1").rules.startswith("disqualify when email_open")


def test_the_rest_needs_no_rule() -> None:
    found = draft("MQL = demo request. Everybody else stays in nurture.")
    assert found.outcome == "draft"
    assert not found.unread
    assert any("needs no rule" in a for a in found.assumptions)


STAGES = """
Lifecycle stages:
Curious = downloaded content
MQL = 35+ points
Ready = MQL and in the US

demo request = 35 points
"""


def test_stages_by_names_of_their_own() -> None:
    found = draft(STAGES)
    holds(found, 'given content_download expect stage is "Curious" given demo_request expect stage is "MQL"')
    holds(found, 'given demo_request expect stage is "MQL" given lead country "US" expect stage is "Ready"')
    holds(found, 'given lead country "US" given content_download expect stage is "Curious"')


def test_a_stage_that_asks_for_another_one() -> None:
    said = "Our funnel:\n- Aware: downloaded content\n- Keen: Aware, and requested a demo"
    holds(draft(said), 'given demo_request expect stage is "none" given content_download expect stage is "Keen"')


def test_fields_are_no_stages() -> None:
    assert "stage Region" not in draft("MQL = demo request\nRegion = US +10").rules


GRADES = (
    ("Letter grades off the total score: A = 80+, B = 50-79, C = everything else. webinar +55", "B"),
    ("80+ is an A, 50-79 is a B, below 50 is a C. webinar +55", "B"),
    ("A (80+), B (50-79), C (<50). webinar +5", "C"),
    ("D: 0-19, C: 20-49, B: 50-79, A: 80+. webinar +85", "A"),
    ("Hot = 80+, warm = 50-79, cold = below 50. webinar +55", "Warm"),
    ("Gold = 100+ points, Silver = 50+ points, Bronze = anything below. webinar +55", "Silver"),
)


@pytest.mark.parametrize(("said", "grade"), GRADES)
def test_grades(said: str, grade: str) -> None:
    holds(draft(said), f'given webinar_attendance expect grade is "{grade}"')


@pytest.mark.parametrize(
    "said", ["A = 80+, B = 60-70, C = rest", "A: 80+ employees, B: 50+ employees", "A = 80+, A = 50+"]
)
def test_bands_that_are_no_grades(said: str) -> None:
    assert draft(said).outcome != "draft"
