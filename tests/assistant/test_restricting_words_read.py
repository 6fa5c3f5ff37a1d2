"""Words that restrict: what they may restrict is drafted with them, or it is not drafted."""

import pytest
from drafting import draft
from leadwright.assistant.drafts import Turn


def _rules(said: str) -> str:
    return " ".join(draft(said).rules.split())


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("1 point per page view other than the pricing page", "each page_view[path is unknown or not (path starts"),
        (
            "Content downloads 5 points each, except ebooks",
            'each content_download[kind is unknown or not (kind is "ebook")]',
        ),
        ("Content downloads 5 points each, without whitepapers", 'not (kind is "whitepaper")]'),
        ("Disqualify:\n- not in the US\n- competitors", 'disqualify when country is not "US"'),
        ("Disqualified:\n- not in the US\n- no phone number given", "disqualify when phone is unknown"),
        ("Exclude:\n- competitors\n- students", "disqualify when email domain in competitors"),
    ],
)
def test_what_is_left_out_is_left_out(said: str, expected: str) -> None:
    assert expected in _rules(said)
    assert "no pricing_page" not in _rules(said)


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ("MQL is anyone with 50 points. Not if they opted out. A demo is 25 points.", "disqualify"),
        ("Demo request 30 points. Not competitors though.", "disqualify"),
        ("1 point per page view, pricing page excluded", "disqualify"),
        ("30 points for a demo request, 10 points for a whitepaper, in the US", "add"),
        ("30 points for a demo request, 10 points for a whitepaper (US only)", "add"),
        ("In the US, 30 points for a demo request and 10 for a whitepaper", "add"),
        ("Form submit 10 points, but newsletter 2", "add"),
        ("MQL at 50 points. Outside the US: 80.", "add"),
        ("MQL: 50 points and a demo request. Without a demo request, 80 points.", "add"),
        ("MQL from 50 points, SQL from 80 points. SQL only with a login.", "or when"),
        ("Points outside the US\n- demo request: 30\n- whitepaper: 10", "add"),
        ("Whitepaper 30 points / demo request 10 points (not students)", "add"),
        ("For companies with 50+ employees, demo request 30 points, whitepaper 10 points", "add"),
        ("Directors get 30 points for a demo request and 10 points for a whitepaper", "add"),
        ("VP + director 20 points", "add"),
        ("Ignore page views. Pricing page 5 points.", "ignore"),
        ("Trial start 20 points, two visits 30 points", "page_view"),
    ],
)
def test_what_may_be_restricted_is_not_drafted_without(said: str, never: str) -> None:
    found = draft(said)
    assert never not in found.rules
    assert found.unread or found.questions


def test_a_lead_is_not_of_two_countries() -> None:
    assert 'is "US" and country is "CA"' not in _rules("usa + canada +5")


def test_quiet_times_that_add_up_are_told() -> None:
    found = draft("No activity for 30 days: -10 points. No activity for 60 days: -20 points.")
    assert any("add up" in note for note in found.assumptions)


def test_some_events_beside_all_of_them_are_told() -> None:
    found = draft("Form submit 10 points\nDemo request 30 points")
    assert any("gives its 30 beside the 10" in note for note in found.assumptions)


@pytest.mark.parametrize("more", ["whitepapers only in the US", "without the demo request"])
def test_a_follow_up_that_restricts_makes_no_new_rule(more: str) -> None:
    first = "MQL = demo request or 3 pricing page visits"
    found = draft(more, Turn(first, draft(first)))
    assert found.outcome != "draft"


@pytest.mark.parametrize(
    "said",
    [
        "30 points for a demo request, 10 points for a whitepaper",
        "10 points for software, 5 points for retail",
        "Demo request 30 points, unsubscribed -20 points",
        "MQL from 50 points. Demo request adds 30 points.",
        "Demo request 30 points.\nNot leads: competitors",
        "No competitors.\nA demo request is 30 points.",
    ],
)
def test_what_restricts_nothing_is_drafted(said: str) -> None:
    found = draft(said)
    assert found.outcome == "draft"
    assert not found.unread


@pytest.mark.parametrize(
    "said",
    [
        'webinar title contains "Sales": 10',
        'attended a webinar with title containing "Sales": 10',
        "webinar whose title contains Sales +5",
    ],
)
def test_the_title_of_an_event_is_none_of_a_job(said: str) -> None:
    assert "job_title" not in draft(said).rules


def test_a_job_title_behind_an_event_is_one_of_a_job() -> None:
    assert "demo_request and job_title" in _rules("demo request by job title VP: 10")
