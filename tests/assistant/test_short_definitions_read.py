"""Definitions of one sentence, in the frames in which people put one."""

import pytest
from drafting import draft, holds, names_in

FRAMES = [
    "we'd like to see anyone who {did} score 15",
    "I want whoever {did} to get 15 points",
    "as soon as someone {did}, give them 15",
    "the moment a lead {did}, 15 points",
    "once they've {did}, 15 points",
    "I want 15 points added when somebody {did}",
    "15 points should be given if a lead {did}",
    "if a contact {did} then their score goes up by 15",
    "the score goes up 15 points when a lead {did}",
    "15 points as soon as they {did}",
    "let's do 15 for {doing}",
    "how about 15 points for {doing}?",
    "there should be 15 points for {doing}",
    "can we do 15 for {doing}",
    "please score {doing} at 15",
    "15 points for {doing} so the team calls them",
]
THINGS = [
    ("asked for a demo", "asking for a demo", "given demo_request expect score = 15"),
    ("started a trial but never logged in", "starting a trial but never logging in",
     "given trial_start expect score = 15 given login expect score = 0"),
    ("downloaded a whitepaper and then asked for a demo within 2 weeks",
     "downloading a whitepaper and then asking for a demo within 2 weeks",
     "given whitepaper 20d ago given demo_request expect score = 0 given whitepaper 2d ago given demo_request 1d ago "
     "expect score = 15"),
]  # fmt: skip

READ = [
    ("+15 for not logging in for 30 days", "given login 29d ago expect score = 0 wait 2d expect score = 15"),
    ("two out of three of whitepaper, webinar and trial: 20", "given whitepaper 2 times expect score = 0"),
    ("15 points for any two of whitepaper, webinar, trial", "given whitepaper given trial_start expect score = 15"),
    ("15 points for at least 2 of demo request or trial start", "given demo_request 2 times expect score = 0"),
    ("opens 1, clicks 3, logins 10", "given email_click given login expect score = 13"),
    ("C-level 20, VP 15, director 10", 'given lead job_title "VP Sales" expect score = 15'),
    ("10 per webinar, 20 for a demo request, 15 if they are in the US", 'given lead country "US" expect score = 15'),
    ("take off 15 if we haven't seen any activity from them in 45 days", "given login 44d ago expect score = 0"),
    ("-15 if nothing happened for 45 days", "given login 46d ago expect score = -15"),
    ("-15 if a lead fell off the radar for 45 days", "given login 46d ago expect score = -15"),
    ("+10 for attending a webinar (just registering gets them nothing)", "given webinar_registration expect score = 0"),
    ("+10 for attending a webinar, not for signing up", "given webinar_attendance expect score = 10"),
    ("Attended a webinar +10, only registered +2",
     "given webinar_registration expect score = 2 given webinar_attendance expect score = 10"),
    ("influencer: 10\nno say: -5", 'given lead authority "influencer" expect score = 10'),
]  # fmt: skip

STAGES = [
    "Hot = asked for a demo in the last 30 days",
    "anyone who asked for a demo in the last 30 days goes to stage Hot",
    "leads with 50+ points go to stage Hot. Demo request: 50 points, valid for 30 days.",
]

WITH_QUOTES = names_in(
    "lead\n  email  text\nevent quote\n  amount  number\nevent video\n  percent  number\nevent meeting\n"
)
OF_SEVERAL = [
    ("last quote bigger than 20k +10", "quote last amount > 20000"),
    ("The largest single quote is above 100k: another 20 points", "quote largest amount > 100000"),
    ("total amount of quotes over 100k: 30", "quote total amount > 100000"),
    ("watched at least 50% of a video and then had a meeting within a week: 10",
     "video[percent >= 50] then meeting spanning 7d"),
]  # fmt: skip

NOT_READ = [
    "20 for a demo request, 15 if they are in the US",
    "10 for a webinar, 20 for a demo request, 30 if they are in the US",
    "10 for a webinar, 15 if they attend",
    "10 for any form, 30 if it is the demo form",
    "1 point for each page view. Careers page visits, /pricing that is, get no points",
    "1 point for each page view. Pricing page visits get no points",
    "logins 10, employees 200",
    "directors 15, managers 10",
    "MQL: logins 10, invites 3",
    "Hot = demo request: 20 points",
    "-15 if we haven't seen any activity other than email opens in 45 days",
    "+5 unless they went quiet for 30 days",
    "nobody from Germany goes to stage Hot",
    "+10 for registering for a webinar, attending gets nothing and a demo is out",
]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("did", "doing", "expected"), THINGS)
def test_frames(frame: str, did: str, doing: str, expected: str) -> None:
    found = draft(frame.format(did=did, doing=doing))
    assert found.outcome == "draft"
    assert not found.unread
    holds(found, expected)


@pytest.mark.parametrize(("said", "expected"), READ)
def test_read(said: str, expected: str) -> None:
    found = draft(said)
    assert found.outcome == "draft"
    assert not found.unread
    holds(found, expected)


@pytest.mark.parametrize("said", STAGES)
def test_stages_by_names_of_their_own(said: str) -> None:
    found = draft(said)
    assert not found.unread
    holds(found, 'given demo_request 29d ago expect stage = "Hot"')
    holds(found, 'given demo_request 31d ago expect stage = "none"')


@pytest.mark.parametrize(("said", "rules"), OF_SEVERAL)
def test_a_number_of_several_events(said: str, rules: str) -> None:
    found = draft(said, names=WITH_QUOTES)
    assert not found.unread
    assert rules in found.rules


@pytest.mark.parametrize("said", NOT_READ)
def test_not_read_as_said(said: str) -> None:
    found = draft(said)
    assert found.outcome != "draft" or found.unread
