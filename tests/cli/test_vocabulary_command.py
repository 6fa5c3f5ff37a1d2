"""``leadwright vocabulary``: the declarations of the data, on the screen or in a new file."""

from pathlib import Path

import pytest
from writing import write

LEADS = "lead_id,country,employees\n1,US,5\n2,DE,\n"
EVENTS = "lead_id,ts,type,path\n1,2026-01-01,page_view,/\n1,2026-01-02,signup,\n"


@pytest.fixture
def data(here: Path) -> None:
    write(here, **{"leads.csv": LEADS, "events.csv": EVENTS})


@pytest.mark.usefixtures("data")
def test_files_without_a_project(run) -> None:
    ran = run("vocabulary", "--leads", "leads.csv", "--events", "events.csv")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith("lead ")
    assert "  country    text" in ran.out
    assert "  employees  number" in ran.out
    assert "event page_view " in ran.out
    assert "event signup " in ran.out


@pytest.mark.usefixtures("data")
def test_one_of_them_alone(run) -> None:
    assert "event" not in run("vocabulary", "--leads", "leads.csv").out.replace("events", "")
    ran = run("vocabulary", "--events", "events.csv")
    assert ran.out.startswith("event page_view ")


def test_the_projects_data(run, project: Path) -> None:
    ran = run("vocabulary")
    assert ran.code == 0
    assert "  job_title  text" in ran.out
    assert "event email_click " in ran.out
    (project / "more.csv").write_text(LEADS)
    alone = run("vocabulary", "--leads", "more.csv").out
    assert "job_title" not in alone
    assert "event" not in alone


def test_a_new_file_and_never_an_old_one(run, project: Path) -> None:
    ran = run("vocabulary", "--out", "data.lead")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == 'wrote data.lead: 6 fields and 6 event types; in a model: use "data.lead"\n'
    written = (project / "data.lead").read_text("utf-8")
    assert written == run("vocabulary").out
    (project / "data.lead").write_text("mine", "utf-8")
    ran = run("vocabulary", "--out", "data.lead")
    assert ran.code == 2
    assert ran.err.startswith("error: data.lead is already there\n")
    assert (project / "data.lead").read_text("utf-8") == "mine"
    assert run("vocabulary", "--out", "data.lead", "--force").code == 0
    assert (project / "data.lead").read_text("utf-8") == written


def test_without_data(run) -> None:
    ran = run("vocabulary")
    assert ran.code == 2
    assert ran.err == (
        "error: there is no leadwright.toml in this folder or above\n  = help: give --leads and --events\n"
    )


def test_a_file_that_is_not_there(run, project: Path) -> None:
    ran = run("vocabulary", "--leads", "data/lead.csv")
    assert ran.code == 2
    assert "there is no file data/lead.csv" in ran.err
    assert "did you mean leads.csv?" in ran.err
