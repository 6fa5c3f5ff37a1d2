"""Every example runs as it stands: it checks, its layout is right, its tests pass, its leads are scored."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import leadwright.examples
import pytest
from leadwright.cli import main
from leadwright.examples.generate import EXAMPLES

ROOT = Path(leadwright.examples.__file__).parent

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(ROOT / request.param)
    return request.param


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        code = main.run(arguments)
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return run


def test_it_has_no_problems_not_even_a_warning(example: str, run: Run) -> None:
    code, out, _ = run("check")
    assert (code, out.split(" in ")[0]) == (0, "no problems")


def test_it_is_laid_out(example: str, run: Run) -> None:
    assert run("fmt", "--check")[0] == 0


def test_its_tests_pass(example: str, run: Run) -> None:
    code, out, _ = run("test")
    if example == "minimal":
        assert code == 1  # it has none, and says so
    else:
        assert code == 0
        assert "passed" in out and "failed" not in out


def test_its_leads_are_scored_and_explained(example: str, run: Run) -> None:
    code, out, err = run("score", "--format", "jsonl")
    assert code == 0
    assert "error" not in err
    leads = [json.loads(line) for line in out.splitlines()]
    best = max(leads, key=lambda lead: lead["score"])
    assert best["score"] > 0
    code, out, _ = run("explain", str(best["lead_id"]), "--format", "json")
    assert code == 0
    explained = json.loads(out)
    assert explained["score"] == best["score"]
    assert explained["stage"] == best["stage"]


def test_the_demo_scores_what_its_story_says(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """+10 a webinar, +5 a page visit, +20 a whitepaper, +15 above 50 employees, +10 in the USA: worked out apart."""
    folder = ROOT / "b2b_crm"
    monkeypatch.chdir(folder)
    worth = Counter[str]()
    with (folder / "data/leads.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            worth[row["lead_id"]] += 15 * (row["employees"] != "" and int(row["employees"]) > 50)
            worth[row["lead_id"]] += 10 * (row["country"].lower() == "us")
    with (folder / "data/events.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ts"] > "2026-03-01T09:00:00Z" or row["path"].startswith("/careers"):
                continue
            is_whitepaper = row["type"] == "content_download" and row["kind"] == "whitepaper"
            worth[row["lead_id"]] += {"webinar_attendance": 10, "page_view": 5}.get(row["type"], 20 * is_whitepaper)
    _, out, _ = run("score", "--format", "jsonl")
    scores = {lead["lead_id"]: lead["score"] for lead in map(json.loads, out.splitlines())}
    assert scores == dict(worth)
