"""``leadwright report``: a page is written whole, or not at all."""

import sys
from pathlib import Path

import pytest
from test_simulate_command import EVENTS, LEADS, RULES
from writing import write

DATA = ("--rules", "model.lead", "--leads", "leads.csv", "--events", "events.csv")
FILES = (*DATA, "--as-of", "2026-03-01")


@pytest.fixture
def files(here: Path) -> Path:
    write(here, **{"model.lead": RULES, "leads.csv": LEADS, "events.csv": EVENTS})
    return here


def test_a_page_of_what_happened(run, files: Path) -> None:
    ran = run("report", *FILES, "--out", "report.html")
    assert ran.code == 0
    assert ran.out == ""
    assert "wrote report.html: 4 leads" in ran.err
    page = (files / "report.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "1 January 2026 to 1 March 2026" in page
    assert [path.name for path in files.iterdir() if path.suffix not in (".lead", ".csv")] == ["report.html"]


def test_options_stand_in_for_settings(run, files: Path) -> None:
    write(
        files,
        **{
            "costs.csv": "month,amount\n2026-01,300\n",
            "outcomes.csv": "lead_id,outcome,at\na,won,2026-02-01\nb,lost,2026-02-01\n",
            "leadwright.toml": '[project]\nrules = "model.lead"\nas_of = "2026-03-01"\n[leads]\nsource = "leads.csv"\n'
            '[events]\nsource = "events.csv"\n[report]\ntitle = "From the file"\nmql = "SQL"\n'
            'sql = "MQL"\ncurrency = "$"\n',
        },
    )
    assert run("report", "--out", "one.html").code == 0
    assert "<h1>From the file</h1>" in (files / "one.html").read_text("utf-8")
    options = ("--mql", "MQL", "--sql", "SQL", "--title", "Said here", "--costs", "costs.csv")
    ran = run("report", "--out", "two.html", *options, "--outcomes", "outcomes.csv", "--to", "2026-02-28")
    assert ran.code == 0
    page = (files / "two.html").read_text("utf-8")
    assert "<h1>Said here</h1>" in page
    assert "$300" in page
    assert "SQL → customer" in page
    assert "28 February 2026" in page


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--out", "report.pdf"), "write --out report.html"),
        (("--out", "none/report.html"), "there is no folder none"),
        (("--out", "report.html", "--mql", "SLQ"), "there is no stage `SLQ`"),
        (("--out", "report.html", "--costs", "none.csv"), "cannot read none.csv"),
        (("--out", "report.html", "--to", "2026-02-01"), "--to is the as-of time"),
        (("--out", "report.html", "--from", "2027-01-01"), "ends before it begins"),
        ((), "option `--out`"),
    ],
)
def test_what_cannot_be(run, files: Path, options: tuple[str, ...], said: str) -> None:
    ran = run("report", *FILES, *options)
    assert ran.code == 2
    assert said in ran.err
    assert not (files / "report.html").exists()


def test_a_page_that_cannot_be_made_leaves_the_old_one(run, files: Path) -> None:
    assert run("report", *FILES, "--out", "report.html").code == 0
    before = (files / "report.html").read_bytes()
    write(files, **{"events.csv": "lead_id,ts\na,2026-01-01\n"})
    assert run("report", *FILES, "--out", "report.html").code == 2
    assert (files / "report.html").read_bytes() == before


def test_a_model_without_stages_has_no_report(run, files: Path) -> None:
    write(files, **{"model.lead": "when visit add 5\n"})
    ran = run("report", *FILES, "--out", "report.html")
    assert ran.code == 2
    assert "the model has no stages" in ran.err


def test_without_the_extra_it_says_which(run, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert files
    from leadwright.engine import reporting

    for name in ("page", "sections", "origins", "background", "charts"):
        monkeypatch.delitem(sys.modules, f"{reporting.__name__}.{name}", raising=False)
        monkeypatch.delattr(reporting, name, raising=False)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = run("report", *FILES, "--out", "report.html")
    assert ran.code == 2
    assert "reports need matplotlib, which is not installed" in ran.err
    assert 'pip install "leadwright[report]"' in ran.err


def test_the_project_of_the_folder(run, project: Path) -> None:
    ran = run("report", "--out", "report.html")
    assert ran.code == 0
    assert (project / "report.html").stat().st_size > 20_000
