"""``leadwright timeline``: a lead's score over time, as text, data and a picture."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from writing import write

RULES = """
lead country text
event visit path text
event demo
group interest max 20
  each visit within 7d add 10 as visits
  latest demo add 30 fade 50% every 30d as demo
stage MQL
  when score >= 20
"""
LEADS = "lead_id,country\na,US\nb,\n"
EVENTS = """lead_id,ts,type,path
a,2026-01-05T10:00:00Z,visit,/pricing
a,2026-01-06T10:00:00Z,visit,/
a,2026-01-20T10:00:00Z,demo,
a,2026-01-21T10:00:00Z,other,
"""
FILES = ("--rules", "m.lead", "--leads", "leads.csv", "--events", "events.csv", "--as-of", "2026-03-01T12:00Z")


@pytest.fixture
def files(here: Path) -> Path:
    write(here, **{"m.lead": RULES, "leads.csv": LEADS, "events.csv": EVENTS})
    return here


@pytest.mark.usefixtures("files")
def test_every_change_and_its_cause(run) -> None:
    ran = run("timeline", "a", *FILES)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "a  15 points  · none  2026-01-05 10:00 to 2026-03-01 12:00 UTC",
        "",
        "· MQL  first reached 2026-01-06 10:00, not any more, 2 times",
        "",
        '2026-01-05 10:00       10     +10  visit path "/pricing"  visits',
        '2026-01-06 10:00       20     +10  visit path "/"  visits  ▸ MQL',
        "2026-01-12 10:00       10     -10  visit of 2026-01-05 10:00 left `within 7d`  visits  ▸ none",
        "2026-01-13 10:00        0     -10  visit of 2026-01-06 10:00 left `within 7d`  visits",
        "2026-01-20 10:00       20     +20  demo  demo  limits make -10 of it  ▸ MQL",
        "2026-02-19 10:00       15      -5  demo of 2026-01-20 10:00 faded 1 time  demo  limits make +10 of it  ▸ none",
        "",
        "6 changes; 4 events, 1 of which changed nothing",
    ]


@pytest.mark.usefixtures("files")
def test_from_and_to_are_whole_days_and_the_future_is_told_as_if_nothing_more_happened(run) -> None:
    ran = run("timeline", "a", *FILES, "--from", "2026-02-01", "--to", "2026-05-01")
    assert ran.code == 0
    first, *others = ran.out.splitlines()
    assert "2026-02-01 00:00 to 2026-05-01 23:59:59.999999 UTC  nothing more happens after 2026-03-01 12:00" in first
    assert [line[:10] for line in others if line.startswith("2026")] == ["2026-02-19", "2026-03-21", "2026-04-20"]


@pytest.mark.usefixtures("files")
def test_a_lead_that_never_did_anything(run) -> None:
    ran = run("timeline", "b", *FILES)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "0 changes; 0 events")


@pytest.mark.usefixtures("files")
def test_json(run) -> None:
    found = json.loads(run("timeline", "a", *FILES, "--format", "json").out)
    assert [(c["at"], c["score"], c["change"]) for c in found["changes"]][:2] == [
        ("2026-01-05T10:00:00Z", 10, 10),
        ("2026-01-06T10:00:00Z", 20, 10),
    ]
    assert found["changes"][2]["causes"] == [
        {
            "kind": "window",
            "text": "visit of 2026-01-05 10:00 left `within 7d`",
            "event": {"at": "2026-01-05T10:00:00Z", "type": "visit", "properties": {"path": "/pricing"}},
        }
    ]
    assert found["stages"] == [
        {
            "stage": "MQL",
            "reached": True,
            "first_reached": "2026-01-06T10:00:00Z",
            "since": None,
            "reached_now": False,
            "times": 2,
        }
    ]


@pytest.mark.usefixtures("files")
def test_csv(run) -> None:
    rows = list(csv.DictReader(StringIO(run("timeline", "a", *FILES, "--format", "csv").out)))
    assert [(row["at"], row["score"], row["stage"]) for row in rows[:3]] == [
        ("", "0", "none"),
        ("2026-01-05T10:00:00Z", "10", "none"),
        ("2026-01-06T10:00:00Z", "20", "MQL"),
    ]
    assert rows[5]["rules"] == "demo: 30"


def test_a_picture(files: Path, run) -> None:
    pytest.importorskip("matplotlib")
    ran = run("timeline", "a", *FILES, "--out", "a.svg")
    assert (ran.code, ran.err) == (0, "wrote a.svg: 6 changes of a\n")
    text = (files / "a.svg").read_text("utf-8")
    assert text.startswith("<?xml") and "a: 15 points, stage none" in text and "visits +10" in text


def test_a_text_file_has_the_plot(files: Path, run) -> None:
    assert run("timeline", "a", *FILES, "--out", "a.txt").code == 0
    assert "2026-01-05" in (files / "a.txt").read_text("utf-8") and "┤" in (files / "a.txt").read_text("utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("timeline", "c", *FILES), 'there is no lead "c"'),
        (("timeline", "a", *FILES, "--from", "soon"), "soon"),
        (("timeline", "a", *FILES, "--from", "2026-04-01"), "--from is later"),
        (("timeline", "a", *FILES, "--out", "a.png"), ".json, .csv, .svg or .txt"),
        (("timeline", "a", *FILES, "--out", "nowhere/a.csv"), "nowhere"),
        (("timeline", "a", *FILES[:6]), "as-of"),
    ],
)
def test_what_a_user_can_get_wrong(run, more: tuple[str, ...], said: str) -> None:
    ran = run(*more)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err and "Traceback" not in ran.err
