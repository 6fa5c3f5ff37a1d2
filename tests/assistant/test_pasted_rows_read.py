"""Rows that look as if they went on, places of which a lead has one, and sentences that restrict the one before."""

import pytest
from drafting import draft, holds

READ = [
    (
        "Criteria | Points\nIndustry: Software, Construction or Manufacturing | 8\nRequested a demo | 20",
        'given lead industry "Construction" expect score = 8 given demo_request expect score = 28',
    ),
    ("USA + Canada: 5 points", 'given lead country "US" expect score = 5'),
    ("USA + Canada: 5 points", 'given lead country "DE" expect score = 0'),
    ("Directors and heads of something: 15 points", 'given lead job_title "Head of Operations" expect score = 15'),
    ("VP of whatever: 15 points", 'given lead job_title "VP Sales" expect score = 15'),
    ("+10 for a demo. Not if they are students.", 'given demo_request given lead job_title "Student" expect score = 0'),
    (
        "+10 for a demo. Only for the US.",
        'given demo_request expect score = 0 given lead country "US" expect score = 10',
    ),
    (
        "An MQL is anyone who requested a demo. Not if they are outside the US.",
        'given lead country "US" given demo_request expect stage is "MQL"',
    ),
]
NOT_READ = [
    "VP of something important: 10 points",
    "+10 for a demo. Not if they are purple.",
    "+10 for a demo, 5 for a webinar. Only for the US.",
]


@pytest.mark.parametrize(("said", "test"), READ)
def test_it_means_what_was_said(said: str, test: str) -> None:
    holds(draft(said), test)


@pytest.mark.parametrize("said", NOT_READ)
def test_what_may_restrict_more_is_not_guessed(said: str) -> None:
    found = draft(said)
    assert found.outcome != "draft" or found.unread


MORE = [
    ("A Marketing Qualified Lead (MQL) is anyone in Germany.", 'given lead country "DE" expect stage is "MQL"'),
    (
        "A contact is an MQL if the company has 100+ employees and the contact requested a demo or attended a webinar.",
        'given demo_request expect stage is "none" given lead employees 100 expect stage is "MQL"',
    ),
    (
        "Take 5 points off for people with a gmail.com e-mail address.",
        'given lead email "a@gmail.com" expect score = -5',
    ),
    ("E-mail click: 3 points", "given email_click expect score = 3"),
]


@pytest.mark.parametrize(("said", "test"), MORE)
def test_names_in_full_and_who_did_it(said: str, test: str) -> None:
    holds(draft(said), test)
