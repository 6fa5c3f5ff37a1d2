"""Words around rules that change none of them, titles that bind, segments, and names that people shorten."""

from typing import Final

import pytest
from drafting import draft, holds, names_in

VOCABULARY: Final = """
lead
  email         text
  job_title     text
  country       text    "ISO code of the company's country"
  state         text    "two letters, of the United States"
  industry      text    "Logistics, Construction or Utilities"
  site_count    number  "sites that the company runs"
  loan_amount   number  "US dollars asked for"
  truck_count   number  "trucks that the company has"
  do_not_call   flag
  contract_end  date    "when the contract with their current supplier ends"

event page_view
  path text
event trade_show "came to our stand at a trade show"
event savings_calculator "the calculator was filled in to the end"
event quote_request
  trucks number
event webinar
  attended flag "false: a seat was booked, and stayed empty"
  minutes  number
event call "a talk on the telephone"
  minutes  number
event demo_request
event unsubscribe

signal pricing_page = page_view[path starts with "/pricing"]

list competitors = ["rival.example"]
"""
NAMES: Final = names_in(VOCABULARY)

READ = (
    ("trade fair: 20 points", "given trade_show expect score = 20"),
    ("+20 trade show visit", "given trade_show expect score = 20"),
    ("savings calc completed: 8 points", "given savings_calculator expect score = 8"),
    ("demo request 12 points, we love those", "given demo_request expect score = 12"),
    ("demo request: 12 points because they never waste our time", "given demo_request expect score = 12"),
    ("US is 15 points. Canada and Mexico 6.", 'given lead country "MX" expect score = 6'),
    ("if they had a call with us, 7 on top", "given call expect score = 7"),
    ("spoke to us by phone for at least 10 minutes: 9 points", "given call with minutes 10 expect score = 9"),
    ("fewer than 20 trucks: take 10 off", "given lead truck_count 19 expect score = -10"),
    ("demo request: 5 (a page view is worth nothing)", "given demo_request given page_view expect score = 5"),
    ("trade show +5, demo +9 (all in the past quarter)", "given trade_show 100d ago expect score = 0"),
    ("trade show +5, demo +9 (all in the past quarter)", "given demo_request 80d ago expect score = 9"),
    ("demo +30, unicorn horn +10, all in the last 30 days", "given demo_request 31d ago expect score = 0"),
    ("demo +30, unicorn horn +10, all in the last 30 days", "given demo_request 29d ago expect score = 30"),
    ("plant managers and fleet managers get 15", 'given lead job_title "Fleet Manager" expect score = 15'),
    ("Our home market (Germany or Poland): +10", 'given lead country "PL" expect score = 10'),
    ("State: California, Texas: 5", 'given lead state "TX" expect score = 5'),
    ("Webinar: 10 points if they attended", "given webinar with attended true expect score = 10"),
    (
        "Webinar: 10 pts if they attended, 20 pts instead if they stayed 30 min or more",
        "given webinar with attended true, minutes 30 expect score = 20",
    ),
    ("demo request: 8 points each, value halves every 30 days", "given demo_request 31d ago expect score = 4"),
    (
        "Criterion | Rule | Points\nSite count | below 5 | -3\nSite count | 5 or more | 8",
        "given lead site_count 5 expect score = 8",
    ),
    (
        "Trade shows Q2 scoring (everything in the last 90 days):\n- trade show: 5",
        "given trade_show 100d ago expect score = 0",
    ),
    ("Contract with the other supplier ends within the next 60 days: 5 points", "expect score = 0"),
)  # fmt: skip


@pytest.mark.parametrize(("said", "probe"), READ)
def test_read(said: str, probe: str) -> None:
    holds(draft(said, names=NAMES), probe, VOCABULARY)


OUT = (
    ("Nobody from a competitor's domain", 'given lead email "a@rival.example"'),
    ("stop sending me people who said do not call", "given lead do_not_call true"),
    ("Disqualify competitor domains and everybody who unsubscribed", "given unsubscribe"),
    ("Disqualify Utilities and everyone in Germany with a truck count under 5", 'given lead industry "Utilities"'),
    (
        "Disqualify Utilities and everyone in Germany with a truck count under 5",
        'given lead country "DE", truck_count 4',
    ),
    ("Exclude Utilities, we do not sell to them", 'given lead industry "Utilities"'),
)


@pytest.mark.parametrize(("said", "given"), OUT)
def test_kept_out(said: str, given: str) -> None:
    holds(draft(said, names=NAMES), f"{given} expect disqualified", VOCABULARY)


SEGMENTS = (
    'ok for the segment "hot list", all of these pls:\n- over 20 trucks\n- demo request in the last 14 days',
    'For me a lead is "hot list" if both of these are true:\n- over 20 trucks\n- demo request in the last 14 days',
)


@pytest.mark.parametrize("said", SEGMENTS)
def test_headings_that_name_a_segment(said: str) -> None:
    found = draft(said, names=NAMES)
    assert 'segment "hot list"' in found.rules
    holds(found, 'given lead truck_count 21 given demo_request 5d ago expect segment "hot list"', VOCABULARY)


def test_a_segment_of_which_a_line_is_not_read_is_not_drafted() -> None:
    assert draft('segment "hot list":\n- over 20 trucks\n- wears a hat', names=NAMES).outcome == "decline"


def test_whose_view_it_is_says_nothing() -> None:
    holds(draft("MQL for us: demo request", names=NAMES), 'given demo_request expect stage is "MQL"', VOCABULARY)
    for said in ("MQL for US: demo request", "MQL for us companies: demo request", "SQL for US leads = demo request"):
        assert draft(said, names=NAMES).outcome != "draft"


def test_what_the_speaker_wants_is_reported_and_takes_nothing_down() -> None:
    found = draft("Guys, I only want to see people who can sign. An MQL has a demo request.", names=NAMES)
    holds(found, 'given demo_request expect stage is "MQL"', VOCABULARY)
    assert [u.words for u in found.unread] == ["I only want to see people who can sign"]


def test_whom_a_definition_speaks_of_is_told() -> None:
    found = draft("A sponsor lead is an MQL when it requested a demo", names=NAMES)
    holds(found, 'given demo_request expect stage is "MQL"', VOCABULARY)
    assert any("sponsor lead" in a for a in found.assumptions)


def test_a_title_for_others_is_reported() -> None:
    found = draft("Lead points for clinics\n- trade show: 5\n- demo request: 9", names=NAMES)
    holds(found, "given trade_show expect score = 5", VOCABULARY)
    assert [u.words for u in found.unread] == ["Lead points for clinics"]


NOT_READ = (
    "demo request 12 points, we count them twice",
    "demo request 12 points, but we do not count old ones",
    "Nobody except from acme.com",
    "Nobody from Canada is out",
    "nobody visited the pricing page",
    "An enterprise lead is an MQL when it requested a demo",
    "A hot lead is an MQL when it requested a demo",
    'A lead is not "hot" if both of these are true:\n- over 20 trucks\n- demo request',
    "Campaign scoring Q3 (excluding the last 90 days):\n- demo request: 5",
    "Webinar: 10 if they attended, 20 if they stayed 30 min or more",
    "I only want US companies. Demo request +20",
    "works for us: -10",
    "students for sales: 5",
)


@pytest.mark.parametrize("said", NOT_READ)
def test_not_read(said: str) -> None:
    assert draft(said, names=NAMES).outcome != "draft"


@pytest.mark.parametrize(
    "said", ["Uplift for demo requests", "a bit more for demo requests", "A boost for trade shows"]
)
def test_how_many_is_asked(said: str) -> None:
    assert [q.text for q in draft(said, names=NAMES).questions] == [f"How many points is “{said}”?"]
