"""How long points last, said of several rules at once: they fade, expire, begin anew with an event."""

import pytest
from drafting import VOCABULARY, draft, holds, names_in

WHOLE = VOCABULARY + 'event recycled "sales handed the lead back"\n'
MORE = names_in(WHOLE)
RULES = "Demo request: 40 points. Webinar: 20 points. 100+ employees: 5 points. "
DEMO = "given demo_request given webinar_attendance "

READ = [
    (RULES + "Points fade by 50% every 30 days.", DEMO + "expect score = 60 wait 30d expect score = 30"),
    ("All points lose half every 30 days. " + RULES, DEMO + "wait 30d expect score = 30"),
    (RULES + "We halve all scores every month.", DEMO + "wait 30d expect score = 30"),
    (RULES + "Every 30 days all points are halved.", DEMO + "wait 30d expect score = 30"),
    (RULES + "Points fade by 50% every 30 days.", "given lead employees 100 wait 30d expect score = 5"),
    (RULES + "Behavioural points decay by 50% every 30 days, fit points don't.", DEMO + "wait 30d expect score = 30"),
    ("Decay: 50% per month\n- Demo request: 40 points\n- Webinar: 20 points", DEMO + "wait 30d expect score = 30"),
    (RULES + "All points expire after 90 days.", DEMO + "wait 89d expect score = 60 wait 2d expect score = 0"),
    (RULES + "Everything older than 90 days is ignored.", DEMO + "wait 91d expect score = 0"),
    (RULES + "Nothing older than a year counts.", DEMO + "wait 364d expect score = 60 wait 2d expect score = 0"),
    (RULES + "Only activity in the last 90 days counts.", DEMO + "wait 91d expect score = 0"),
    (RULES + "After 90 days, the points are gone.", DEMO + "wait 91d expect score = 0"),
    (RULES + "Webinar points expire after 90 days.", DEMO + "wait 91d expect score = 40"),
    (RULES + "Webinars older than 90 days no longer count.", DEMO + "wait 91d expect score = 40"),
    (RULES + "Points never expire.", DEMO + "wait 900d expect score = 60"),
    (
        RULES + "When a lead is recycled, the points start again from zero.",
        DEMO + "wait 1d given recycled expect score = 0",
    ),
    (
        RULES + "All points are reset to 0 once sales hands the lead back.",
        DEMO + "wait 1d given recycled expect score = 0",
    ),
    (
        RULES + "Only what happened after the last recycle counts.",
        DEMO + "expect score = 60 wait 1d given recycled wait 1d given demo_request expect score = 40",
    ),
    ("Demo request: 40 points, drops to zero after 60 days", "given demo_request 61d ago expect score = 0"),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_all_rules_last_as_long_as_was_said(said: str, probe: str) -> None:
    found = draft(said, names=MORE)
    assert not found.unread
    holds(found, probe, WHOLE)


def test_what_cannot_fade_is_reported_and_the_rest_fades() -> None:
    found = draft("Demo request: 40 points; 3 pricing visits in a week: 20 points. Points fade 50% every 30 days.")
    assert [u.words for u in found.unread] == ["3 pricing visits in a week: 20 points"]
    holds(found, "given demo_request given pricing_page 3 times wait 30d expect score = 20")


@pytest.mark.parametrize(
    "said",
    [
        "Points decay by 10% for every week of inactivity.",
        "Scores decay.",
        "Reset the score to 0 after 6 months without activity.",
        "Points reset every quarter.",
        "All of these points expire when they buy.",
        "Points expire at the end of the year.",
    ],
)
def test_what_the_language_cannot_say_is_reported_beside_the_rules(said: str) -> None:
    found = draft(f"Demo request: 40 points. {said}", names=MORE)
    assert [u.words for u in found.unread] == [said.rstrip(".")]
    holds(found, "given demo_request expect score = 40", WHOLE)


@pytest.mark.parametrize(
    "said",
    [
        "Points fade by 10% a week unless they are customers.",
        "Only points of US companies fade by 10% a week.",
        "Nothing older than 90 days counts except demos.",
    ],
)
def test_what_holds_of_some_alone_is_not_read_of_all(said: str) -> None:
    found = draft(f"Demo request: 40 points. {said}", names=MORE)
    assert found.outcome == "decline" and any(said.rstrip(".") in u.words for u in found.unread), found


@pytest.mark.parametrize(
    "said",
    [
        "Leads older than 90 days are out.",
        "Companies older than 10 years do not count.",
        "The lead is lost when they cancel.",
    ],
)
def test_what_is_said_of_leads_is_not_read_of_points(said: str) -> None:
    found = draft(f"Demo request: 40 points. {said}", names=MORE)
    assert "within" not in found.rules and "resets" not in found.rules
    assert found.unread or "disqualify" in found.rules, found
