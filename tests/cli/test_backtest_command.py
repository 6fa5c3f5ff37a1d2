"""``leadwright backtest``: from the project or from options, as a page, CSV, JSON or Markdown."""

import csv
import io
import json
from pathlib import Path

import pytest

RULES = """lead
  country    text
  created_at time
group fit max 30
  when country is "US" add 20 as usa
  when visit visits >= 2 add 15 as visits
  when signed add 10 as signed
  when visit visits >= 100 add 5 as never
stage Warm
  when score > 15
segment "US" when country is "US"
"""
LEADS = "lead_id,country,created_at\n" + "".join(
    f"L{n:02},{'US' if n % 2 else 'DE'},2026-01-{1 + n % 9:02}\n" for n in range(30)
)
WON = {1, 3, 5, 7, 9, 11, 2}
EVENTS = "lead_id,ts,type\n" + "".join(
    f"L{n:02},2026-01-12T10:00:00Z,visit\nL{n:02},2026-01-13T10:00:00Z,visit\n" for n in range(0, 30, 3)
)
EVENTS += "".join(f"L{n:02},2026-02-0{1 + n % 6}T12:00:00Z,signed\n" for n in sorted(WON))
OUTCOMES = "lead_id,outcome,at\n" + "".join(
    f"L{n:02},{'sold' if n in WON else 'gone' if n < 26 else 'talking'},{'' if n >= 26 else f'2026-02-0{1 + n % 6}'}\n"
    for n in range(30)
)
TOML = """[project]
rules = "model.lead"
as_of = 2026-03-01
[leads]
source = "leads.csv"
[events]
source = "events.csv"
[outcomes]
source = "outcomes.csv"
won = "sold"
lost = "gone"
"""


@pytest.fixture
def shop(here: Path) -> Path:
    for name, text in (
        ("model.lead", RULES),
        ("leads.csv", LEADS),
        ("events.csv", EVENTS),
        ("outcomes.csv", OUTCOMES),
        ("leadwright.toml", TOML),
    ):
        (here / name).write_text(text, "utf-8")
    return here


def test_the_page(shop, run):
    done = run("backtest")
    assert done.code == 0, done.err
    assert "compared   26 leads, of which 7 were won (26.9 %)" in done.out
    assert "left out   4 have no outcome yet" in done.out
    assert "each lead 1d before outcome" in done.out
    for title in ("By score, in tenths", "What a threshold brings", "Stages as forecasts", "Rule by rule"):
        assert title in done.out
    assert "stage Warm: score > 15" in done.out
    assert "never fired" in done.out
    assert all(line == line.rstrip() for line in done.out.splitlines())


def test_a_rule_that_follows_the_outcome_is_named(shop, run):
    done = run("backtest", "--part", "checks", "--strict")
    assert done.code == 1
    assert "signed  model.lead:7:3" in done.out
    said = (
        "of its 7 events of decided leads 0 were before the outcome's day, 0 on that day, 7 when the lead was decided"
    )
    assert f"`signed` follows the outcome: {said} already" in " ".join(done.out.split())
    assert run("backtest").code == 0


def test_json_has_all_of_it(shop, run):
    done = run("backtest", "--format", "json", "--part", "rules", "--part", "stages", "--part", "deciles")
    found = json.loads(done.out)
    assert (found["leads"], found["compared"], found["won"], found["open"]) == (30, 26, 7, 4)
    assert found["outcomes"] == [
        {"outcome": "gone", "result": "lost", "rows": 19},
        {"outcome": "sold", "result": "won", "rows": 7},
        {"outcome": "talking", "result": "open", "rows": 4},
    ]
    rules = {rule["rule"]: rule for rule in found["rules"]}
    assert (rules["usa"]["fired"], rules["usa"]["conversion"]) == (13, 6 / 13)
    assert rules["usa"]["lift"] == pytest.approx(6 / 13 / (7 / 26))
    assert rules["visits"]["fired"] == 9
    assert rules["signed"]["fired"] == 0  # it is after the moment: no look-ahead
    assert rules["usa"]["would_fall"] == 13
    assert rules["usa"]["other_stage"] == 13
    assert rules["visits"]["note"] == "never changed a decision"
    (stage,) = found["stages"]
    assert (stage["stage"], stage["called_won"], stage["called_lost"], stage["missed_won"]) == ("Warm", 6, 7, 1)
    assert sum(part["won"] for part in found["deciles"]) == pytest.approx(7)


def test_csv_holds_one_part(shop, run):
    done = run("backtest", "--format", "csv", "--part", "leads")
    rows = {row["lead_id"]: row for row in csv.DictReader(io.StringIO(done.out))}
    assert len(rows) == 26
    assert rows["L03"] == {
        "lead_id": "L03",
        "moment": "2026-02-03T00:00:00Z",
        "score": "30",
        "outcome": "won",
        "decided_at": "2026-02-04T00:00:00Z",
    }
    for parts in ((), ("--part", "rules", "--part", "stages"), ("--part", "summary")):
        done = run("backtest", "--format", "csv", *parts)
        assert done.code == 2
        assert "say which with --part" in done.err


def test_a_file_tells_its_format(shop, run):
    assert run("backtest", "--out", "b.md").code == 0
    text = (shop / "b.md").read_text("utf-8")
    assert text.startswith("## Backtest of ")
    assert "| rule | fired | converted | lift | area lost |" in text
    assert run("backtest", "--out", "b.json").code == 0
    assert json.loads((shop / "b.json").read_text("utf-8"))["won"] == 7
    assert run("backtest", "--out", "b.txt").code == 0
    assert "By score, in tenths" in (shop / "b.txt").read_text("utf-8")
    for out, said in (("nosuch/b.md", "there is no folder nosuch"), (".", ". is a folder")):
        done = run("backtest", "--out", out, "--format", "json")
        assert (done.code, said in done.err) == (2, True)
    done = run("backtest", "--out", "b.xls")
    assert (done.code, "cannot tell the format" in done.err) == (2, True)


def test_options_alone(shop, run):
    (shop / "leadwright.toml").unlink()
    files = ("--rules", "model.lead", "--leads", "leads.csv", "--events", "events.csv", "--outcomes", "outcomes.csv")
    done = run(
        "backtest", *files, "--won", "sold", "--lost", "gone", "--at", "12d after created_at", "--format", "json"
    )
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert (found["moment"], found["compared"]) == ("12d after created_at", 26)
    done = run("backtest", *files, "--won", "sold", "--lost", "gone", "--as-of", "2026-02-03", "--format", "json")
    found = json.loads(done.out)
    assert found["left_out"]["decided"] == {"leads": 14, "won": 3}
    assert found["compared"] == 12
    done = run(
        "backtest", *files, "--won", "sold", "--lost", "gone", "--as-of", "2026-02-03", "--include-decided",
        "--format", "json",
    )  # fmt: skip
    found = json.loads(done.out)
    assert (found["compared"], found["decided_by_their_moment"]) == (26, 14)


def test_the_moment_of_a_stage_and_a_segment(shop, run):
    found = json.loads(run("backtest", "--at", "stage Warm", "--format", "json").out)
    assert found["compared"] == 13
    found = json.loads(run("backtest", "--segment", "US", "--format", "json").out)
    assert (found["compared"], found["left_out"]["outside"]["leads"]) == (13, 13)


def test_a_threshold_of_ones_own(shop, run):
    found = json.loads(run("backtest", "--threshold", "30", "--format", "json").out)
    assert found["threshold"] == {"at": 30, "source": "--threshold"}
    assert any(row["threshold"] == 30 and "--threshold" in row["why"] for row in found["sweep"])
    assert "a number of points" in run("backtest", "--threshold", "many").err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--at", "soon"), 'cannot read the moment "soon"'),
        (("--at", "2 moons after created_at"), '"2 moons" is no length of time'),
        (("--at", "2d after createdat"), "did you mean `created_at`?"),
        (("--at", "2d after country"), "the field `country` is a text, not a date or time"),
        (("--at", "stage Wam"), "did you mean `Warm`?"),
        (("--at", "stage Warm", "--as-of", "2026-01-01"), "give one of them"),
        (("--segment", "USA"), 'did you mean "US"?'),
        (("--won", "Sold!"), 'no lead was won: no outcome in outcomes.csv counts as won'),
        (("--lost", "nothing"), 'Outcomes there: "gone" (19), "sold" (7), "talking" (4)'),
        (("--as-of", "2027-01-01"), 'none of 30 leads can be compared at "2027-01-01T00:00:00Z"'),
        (("--as-of", "2025-01-01"), "26 came later"),
        (("--outcomes", "nosuch.csv"), "there is no file nosuch.csv"),
        (("--created", "made_at"), "the leads have no field `made_at`"),
    ],
)  # fmt: skip
def test_what_cannot_be_run(shop, run, options, said):
    done = run("backtest", *options)
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_without_outcomes_it_says_what_to_do(shop, run):
    (shop / "leadwright.toml").write_text(TOML.partition("[outcomes]")[0])
    done = run("backtest")
    assert done.code == 2
    assert "no outcomes: nothing says what became of the leads" in done.err


def test_outcomes_without_days_want_a_moment(shop, run):
    (shop / "outcomes.csv").write_text("lead_id,won\n" + "".join(f"L{n:02},{n % 2}\n" for n in range(20)))
    (shop / "leadwright.toml").write_text(TOML.replace('won = "sold"\nlost = "gone"\n', ""))
    done = run("backtest", "--at", "1d before outcome")
    assert done.code == 2
    assert "nothing says when the outcomes were" in done.err
    done = run("backtest")  # as of the project's moment
    assert done.code == 0
    assert "all leads as of 2026-03-01T00:00:00Z" in done.out
    assert "what became of the lead from `won`, no day" in done.out


def test_odd_rows_are_told(shop, run):
    (shop / "outcomes.csv").write_text(OUTCOMES + "nobody,sold,2026-02-02\n")
    done = run("backtest")
    assert done.code == 0
    assert "warning[LW803]: 1 outcome is of a lead that is not among the leads and was left out" in done.err
    (shop / "outcomes.csv").write_text(OUTCOMES + "L01,gone,2026-02-02\n")
    done = run("backtest")
    assert done.code == 2
    assert "error[LW804]: 1 lead has more than one outcome" in done.err
