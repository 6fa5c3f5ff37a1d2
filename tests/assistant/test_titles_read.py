"""Titles with versions and dates, limits of headings above headings, and numbered lines one below the other."""

import pytest
from drafting import draft

POINTS = "\n1. Demo request: 40\n2. Pricing page: 10"


@pytest.mark.parametrize(
    "title",
    ["Spring campaign 2026", "Lead scoring v2.1", "Scoring sheet, May 2026", "MQL scoring model v3", "Rules Q3 2026"],
)
def test_a_version_or_a_date_behind_a_title_changes_nothing(title: str) -> None:
    found = draft(title + POINTS)
    assert "when demo_request add 40" in found.rules and "when pricing_page add 10" in found.rules
    assert "2026" not in found.rules and "stage" not in found.rules and not found.unread


def test_a_title_that_says_where_is_reported() -> None:
    found = draft("UK scoring 2026" + POINTS)
    assert found.outcome != "draft" or any("UK scoring" in u.words for u in found.unread)


def test_a_heading_with_the_name_of_events_and_a_year_may_be_of_that_year() -> None:
    found = draft("Webinars 2026" + POINTS)
    assert found.outcome != "draft" or any("Webinars 2026" in u.words for u in found.unread)


def test_a_year_behind_a_stage_is_no_number_of_events() -> None:
    found = draft("MQL criteria 2026\n- requested a demo\n- based in the US")
    assert 'when demo_request and country is "US"' in found.rules


def test_what_stands_below_a_limit_stays_below_it() -> None:
    found = draft("1. Fit (max 40)\n1.1 Country: US = 10 points\n1.2 Seniority: VP = 15 points, Director = 10 points")
    assert found.rules.count("group ") == 1 and "max 40" in found.rules


def test_a_limit_within_a_limit_is_not_dropped() -> None:
    found = draft("Fit (max 40)\n1. Geography (max 10)\n- US: 10 points\n- Germany: 5 points")
    assert found.outcome != "draft" or "add 10" not in found.rules


def test_numbered_lines_are_lines_however_they_end() -> None:
    lines = (
        "2. Engagement",
        "2.1 Webinar attended = 10 points each, capped at 20",
        "2.2 Whitepaper = 5 each, capped at 15",
    )
    rules = " ".join(draft("\n".join(lines)).rules.split())
    assert "each webinar_attendance add 10 up to 20" in rules and "each whitepaper add 5 up to 15" in rules


def test_vague_words_about_a_stage_are_asked_about() -> None:
    said = "leads who have been really active lately and come from decent-sized companies should count as MQLs"
    assert draft(said).outcome == "ask"
