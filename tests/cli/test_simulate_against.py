"""``leadwright simulate --against`` as it is typed."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CRM = Path(__file__).parents[2] / "examples" / "b2b_crm"


@pytest.fixture
def other(here: Path) -> Path:
    """The rules before, in a folder beside; those of the current folder give more for a visit."""
    before = here.parent / "before"
    for folder in (before, here):
        shutil.copytree(CRM, folder, dirs_exist_ok=True)
    model = here / "model.lead"
    text = model.read_text()
    model.write_text(text.replace("each page_view add 5", "each page_view add 8"))
    return before


def test_two_versions_over_the_same_weeks(run: Callable[..., Any], other: Path) -> None:
    ran = run("simulate", "--against", str(other), "--by", "week")
    assert ran.code == 0, ran.err
    assert f"{other} → the working tree" in ran.out
    assert "New MQL by week" in ran.out and "rule page_visits: points 5 → 8" in ran.out


def test_as_json_it_says_the_same(run: Callable[..., Any], other: Path) -> None:
    ran = run("simulate", "--against", str(other), "--by", "week", "--format", "json")
    found = json.loads(ran.out)
    mql = next(stage for stage in found["stages"] if stage["stage"] == "MQL")
    by_side = [sum(period[side]["first"] for period in mql["periods"]) for side in ("before", "after")]
    assert by_side[0] + len(mql["gained"]) - len(mql["lost"]) == by_side[1] > by_side[0]
    assert found["at_end"]["changed"]


def test_the_report_goes_to_a_file(run: Callable[..., Any], other: Path, here: Path) -> None:
    ran = run("simulate", "--against", str(other), "--from", "2025-12-01", "--out", "leads.csv")
    assert ran.code == 0 and ran.out == "" and "wrote leads.csv" in ran.err
    rows = list(csv.DictReader((here / "leads.csv").read_text().splitlines()))
    assert {row["how"] for row in rows} >= {"gained", "sooner"}
    assert run("simulate", "--against", str(other), "--out", "nowhere/leads.csv").code == 2


def test_what_cannot_be_compared_is_said(run: Callable[..., Any], other: Path) -> None:
    ran = run("simulate", "--against", str(other), "--split", "industry")
    assert ran.code == 2 and "it has no use for --split" in ran.err
    (other / "model.lead").write_text("grade\n  scor A from 1\n")
    ran = run("simulate", "--against", str(other))
    assert ran.code == 2 and "error" in ran.err and "Traceback" not in ran.err
