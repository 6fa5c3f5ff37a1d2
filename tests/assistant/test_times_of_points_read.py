"""Points by how long ago it was, and how many of the events give them."""

import pytest
from drafting import draft, holds

READ = [
    (
        "Pricing page in the last 30 days: 15 points; 31-90 days ago: 5 points",
        "given pricing_page 40d ago expect score = 5 given pricing_page expect score = 15",
    ),
    (
        "No logins in 30 days -5, 60 days -10, 90 days -20",
        "given login 70d ago expect score = -10 wait 25d expect score = -20",
    ),
    ("inactive for 30 days: -5, 60 days: -10, 90+ days: -20", "given login 40d ago expect score = -5"),
    ("- no activity for 30 days: -5\n- 60 days: -10", "given login 70d ago expect score = -10"),
    ("No login in 30 days: -5 points. 60 days: -10 points.", "given login 70d ago expect score = -10"),
    ("3 pricing visits in 7 days: 20, in 30 days: 10", "given pricing_page 3 times 9d ago expect score = 10"),
    ("inactive for 30 days: -5, 60 days: another -10", "given login 70d ago expect score = -15"),
    ("Demo request at any time: 20", "given demo_request 2 times 900d ago expect score = 20"),
    ("Webinar 10 points each, 3 webinars at most", "given webinar_attendance 5 times expect score = 30"),
    ("Form submit: 5 points per event up to 25", "given form_submit 9 times expect score = 25"),
    ("Each login 1 pt, only one per day counts, never more than 5 in total.", "given login 9 times expect score = 1"),
    (
        "take off 15 points if we haven't seen any activity from them in 45 days",
        "given login 46d ago expect score = -15",
    ),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_does_what_was_said(said: str, probe: str) -> None:
    found = draft(said)
    assert not found.unread, found.unread
    holds(found, probe)


@pytest.mark.parametrize(
    "said",
    [
        "Email opens 1 point each, at most 3 points a day",
        "Email opens 1 point, no more than 3 per day",
        "webinar 10 points each, 3 demos at most",
        "Pricing page in the last 30 days: 15 points, before that 5",
        "Had a demo request in each of the last 3 months: 20",
    ],
)
def test_what_is_not_of_the_same_is_reported(said: str) -> None:
    found = draft(said)
    assert found.outcome != "draft" or found.unread, found
