"""``leadwright explain``: the reasoning as a tree, and as data."""

import json
from pathlib import Path

import pytest
from writing import write

RULES = """model "m"
  baseline 5
  max 40
  timezone "America/New_York"

group fit max 30
  when country is "US" add 10 as usa because "sales is there"
  by employees
    below 50    add 0
    50 or more  add 25
  by industry
    "Software"  add 5
group interest
  when pricing_page visits >= 2 within 7d add 25 as prices
  each email_click within 30d add 4 once per day fade 50% every 7d up to 5
  latest webinar add 10 until 2020-01-01
  when no activity within 30d subtract 10

define target = country is "US" and employees between 50 and 500

stage MQL
  when target and score > 30 because "fits"
  or when demo_request
  route to "sales" within 1 business day met by call
stage SQL after MQL
  when at least 2 of (budget is known, authority is "yes", need is known)

ignore page_view because "noise"

segment "Big" when employees >= 50
"""
LEADS = "lead_id,country,employees,industry\na,US,100,\nb,,,\n"
EVENTS = """lead_id,ts,type
a,2026-02-26T15:00:00Z,pricing_page
a,2026-02-27T15:00:30Z,pricing_page
a,2026-02-20T09:00:00Z,email_click
a,2026-02-20T10:00:00Z,email_click
a,2026-02-28T10:00:00Z,email_click
a,2026-02-28T11:00:00Z,page_view
"""
FILES = ("--rules", "m.lead", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-01T12:00Z")


@pytest.fixture
def files(here: Path) -> Path:
    write(here, **{"m.lead": RULES, "leads.csv": LEADS, "events.csv": EVENTS})
    return here


@pytest.mark.usefixtures("files")
def test_the_tree(run) -> None:
    ran = run("explain", "a", *FILES)
    assert (ran.code, ran.err.count("error")) == (0, 0)
    lines = ran.out.splitlines()
    assert lines[0] == "a  40 points  ● MQL  as of 2026-03-01 07:00 America/New_York"
    text = ran.out
    for part in (
        "score  40  65 held to the model's max 40",
        "+5  baseline",
        "fit  30  35 held to max 30",
        '+10  usa  "sales is there"  country is "US": "US"  m.lead:7',
        "+25  by employees 50 or more  employees is 100  m.lead:8",
        "·  by industry  ? `industry` is missing",
        "+25  prices  pricing_page >= 2 within 7d: 2",
        "2026-02-26 10:00      2d ago  pricing_page",
        "2026-02-27 10:00:30  44h ago  pricing_page",
        "+4 → +2  email_click  not counted: another one counts",
        "+4 → +2  email_click  faded 1 time",
        "+4  email_click",
        "+6, held by up to 5",
        "not now: in force until 2020-01-01",
        "·  when no activity within 30d: 5  m.lead",
        "1 more ignored: page_view",
        '✔ "fits": target and score > 30',
        "✔ target: all of these",
        "route  sales  due 2026-02-23 04:00  overdue",
        "for SQL it lacks",
        "segments  Big",
    ):
        assert part in text, f"{part}\n\n{text}"
    assert "\x1b[" not in text
    assert "\x1b[" in run("explain", "a", *FILES, "--color", "always").out


@pytest.mark.usefixtures("files")
def test_what_is_unknown_is_said(run) -> None:
    text = run("explain", "b", *FILES).out
    assert text.splitlines()[0].startswith("b  -5 points  · none")
    assert 'usa  "sales is there"  ? `country` is missing' in text
    assert "for MQL it lacks" in text
    assert '? "Big": employees >= 50: `employees` is missing' in text


@pytest.mark.usefixtures("files")
def test_the_same_as_data(run) -> None:
    found = json.loads(run("explain", "a", *FILES, "--format", "json").out)
    assert found["lead_id"] == "a"
    assert found["score"] == 40
    assert found["as_of"] == "2026-03-01T12:00:00Z"
    assert [group["name"] for group in found["groups"]] == ["fit", "interest"]
    assert found["missing"]["stage"] == "SQL"


@pytest.mark.usefixtures("files")
def test_a_lead_that_is_not_there(run) -> None:
    ran = run("explain", "zz", *FILES)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith('error: there is no lead "zz" in leads.csv')


def test_every_lead_of_the_new_project_can_be_explained(run, project: Path) -> None:
    scores = {row["lead_id"]: row["score"] for row in json.loads(run("score", "--format", "json").out)}
    for lead in list(scores)[:6]:
        ran = run("explain", lead)
        assert ran.code == 0
        shown = ran.out.split(" points")[0].split()[-1]
        assert float(shown) == scores[lead]
