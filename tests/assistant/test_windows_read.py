"""Windows as people say them: calendar days, between two lengths of time, since something else happened."""

import pytest
from drafting import VOCABULARY, draft, holds, names_in, talk
from leadwright.assistant.reading.dates import with_dates
from leadwright.assistant.reading.tokens import tokens_of

WHOLE = (
    VOCABULARY
    + """
lead
  contract_end  date
event signup
event reply "the lead answered a mail"
event sales_touch "sales called or wrote"
event recycled "sales handed the lead back"
event referral "a friend was invited"
"""
)
MORE = names_in(WHOLE)

READ = [
    ("+10 whitepaper since 1 January 2026", "given whitepaper 14d ago expect score = 10"),
    ("+10 whitepaper since January 2nd, 2026", "given whitepaper 14d ago expect score = 0"),
    ("Whitepaper since 02.01.2026: 10 points", "given whitepaper 13d ago expect score = 10"),
    ("10 points for a whitepaper after 1 January 2026", "given whitepaper 14d ago expect score = 0"),
    ("5 points for each email click from January 10, 2026 on", "given email_click 3 times 2d ago expect score = 15"),
    ("5 points for each email click from January 10, 2026 on", "given email_click 3 times 9d ago expect score = 0"),
    (
        "Pricing page 31 to 90 days ago: 5 points",
        "given pricing_page 20d ago expect score = 0 wait 20d expect score = 5",
    ),
    ("5 points if they saw the pricing page between 30 and 90 days ago", "given pricing_page 91d ago expect score = 0"),
    (
        "5 points for a demo request more than 2 but less than 4 weeks ago",
        "given demo_request 20d ago expect score = 5",
    ),
    ("created after 1 January 2026: +5", "given lead created_at 2026-01-01 expect score = 0"),
    ("created 30 to 90 days ago: 5", "given lead created_at 2025-12-31 expect score = 0 wait 30d expect score = 5"),
    (
        "3 logins within 7 days of the trial start: 10",
        "given trial_start 9d ago given login 3 times 1d ago expect score = 0",
    ),
    (
        "3 logins within 7 days of the trial start: 10",
        "given trial_start 9d ago given login 3 times 8d ago expect score = 10",
    ),
    ("created since 1 January 2026: +5", "given lead created_at 2026-01-01 expect score = 5"),
    ("Contract ends before 31 March 2026: 5", "given lead contract_end 2026-03-30 expect score = 5"),
    ("contract end between 1 Jan 2026 and 31 Jan 2026: 5", "given lead contract_end 2026-02-01 expect score = 0"),
    (
        "Hasn't logged in since signup: -15",
        "expect score = 0 given signup 3d ago expect score = -15 given login expect score = 0",
    ),
    (
        "-5 if there was no login after the demo request",
        "given login 2d ago given demo_request 1d ago expect score = -5",
    ),
    (
        "no demo within 7 days after a webinar: -10",
        "given webinar_attendance expect score = 0 wait 6d expect score = 0 wait 2d expect score = -10",
    ),
    (
        "no demo within 7 days after a webinar: -10",
        "given webinar_attendance wait 3d given demo_request wait 9d expect score = 0",
    ),
    ("no demo within 7 days after a webinar: -10", "wait 30d expect score = 0"),
    ("2 logins since the demo request: 10", "given login 3 times 2d ago given demo_request 1d ago expect score = 0"),
    (
        "5 points for each login since signing up",
        "given login 2d ago given signup 1d ago expect score = 0 given login expect score = 5",
    ),
    ("pricing page since they were recycled: 5", "given pricing_page 2d ago given recycled 1d ago expect score = 0"),
    ("login since the lead was created: 5", "given lead created_at 2026-01-10 given login 9d ago expect score = 0"),
    (
        "Demo request within 48h of the first page view: 20",
        "given page_view 3d ago given demo_request 2d ago expect score = 20",
    ),
    (
        "Demo request within 48h of the first page view: 20",
        "given page_view 9d ago given page_view 2d ago given demo_request 1d ago expect score = 0",
    ),
    (
        "No reply within 14 days of the first sales touch: -10",
        "given sales_touch 13d ago expect score = 0 wait 2d expect score = -10",
    ),
    (
        "No reply within 14 days of the first sales touch: -10",
        "given sales_touch 20d ago given reply 9d ago expect score = 0",
    ),
    (
        "no login for 2 weeks after the trial start: -20",
        "given trial_start 20d ago given login 3d ago expect score = -20",
    ),
    (
        "Trial started but no login within 3 days of that: -10",
        "given trial_start 2d ago expect score = 0 wait 2d expect score = -10",
    ),
    (
        "Trial started, but no login within 4 hours after that: -10",
        "given trial_start expect score = 0 wait 5h expect score = -10",
    ),
    (
        'Customers who invited 2 friends since 1 January 2026 are in the segment "Fan"',
        'given referral 2 times expect segment "Fan"',
    ),
]


@pytest.mark.parametrize(("said", "probe"), READ)
def test_the_window_is_the_one_that_was_said(said: str, probe: str) -> None:
    holds(draft(said, names=MORE), probe, WHOLE)


NOT_READ = [
    "Webinar in March 2026: 10",
    "Pricing page from 1 May to 31 May 2026: 5",
    "Demo requested before 1 March 2026: 5",
    "+10 whitepaper since 03/04/2026",
    "Pricing page since the trade fair in Hannover: 10",
    "5 points for each login since signup within 7 days",
    "No webinar then demo within 7 days: 5",
    "no login or email click since signup: -5",
    "a pricing page visit not since signup: 5",
    "Pricing page only since signup or before 2025: 5",
]


@pytest.mark.parametrize("said", NOT_READ)
def test_what_no_window_says_is_reported(said: str) -> None:
    found = draft(said, names=MORE)
    assert found.outcome == "decline", found
    assert found.unread


def test_what_follows_something_that_happened_is_asked_where_now_may_be_meant() -> None:
    found = draft("Trial started but no login within 3 days: -10", names=MORE)
    assert found.outcome == "ask"
    assert found.questions[0].choices == ("from `trial_start` on", "up to now")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("1 March 2026", ["2026-03-01"]),
        ("the 1st of March, 2026", ["2026-03-01"]),
        ("March 3 2026", ["2026-03-03"]),
        ("since March 2026", ["since", "2026-03-01"]),
        ("since 1 March", ["since", "*-03-01"]),
        ("31.12.2026", ["2026-12-31"]),
        ("12/31/2026", ["2026-12-31"]),
        ("30 February 2026", ["30", "february", "2026"]),
        ("may 3 people", ["may", "3", "people"]),
        ("2026-02-30", ["2026-02-30"]),
    ],
)
def test_days_are_one_token(said: str, written: list[str]) -> None:
    assert [t.text for t in with_dates(tokens_of(said))] == written


def test_a_day_without_a_year_is_asked_about() -> None:
    asked = draft("Visited the pricing page since 1 January: 10 points", names=MORE)
    assert asked.outcome == "ask" and "year" in asked.questions[0].text
    found = talk("Visited the pricing page since 1 January: 10 points", "2026", names=MORE)
    holds(found, "given pricing_page 13d ago expect score = 10", WHOLE)
    holds(found, "given pricing_page 16d ago expect score = 0", WHOLE)


@pytest.mark.parametrize(
    "said",
    [
        "Demo: 50 points, expires after 30 days. MQL at 50 until recycled",
        "Demo: 50 points, expires after 30 days. MQL at 50 points and stays one until sales hands it back",
        "Demo: 50 points, expires after 30 days. MQL at 50. An MQL stays an MQL until it is recycled.",
        "Demo: 50 points, expires after 30 days. It stays an MQL until sales recycles the lead. MQL at 50.",
    ],
)
def test_a_stage_is_kept_until_something_happens(said: str) -> None:
    found = draft(said, names=MORE)
    assert not found.unread, found.unread
    holds(found, 'given demo_request wait 31d expect stage is "MQL" given recycled expect stage is "none"', WHOLE)


@pytest.mark.parametrize("said", ["MQL at 50 until 1 May 2026", "A lead stays an MQL for 90 days"])
def test_a_stage_is_kept_for_no_time_of_its_own(said: str) -> None:
    found = draft(said, names=MORE)
    assert found.outcome == "decline" and found.unread, found


def test_what_lasts_for_months_does_not_happen_in_them() -> None:
    found = draft("5 points for each month they have been signed up", names=MORE)
    assert found.outcome != "draft", found
