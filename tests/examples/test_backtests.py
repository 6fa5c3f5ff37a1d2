"""The examples that say what became of their leads: `leadwright backtest` works at once, and finds what was put in."""

import json
from pathlib import Path

import leadwright.examples
import pytest
from leadwright.cli import main
from leadwright.examples.generate import EXAMPLES

ROOT = Path(leadwright.examples.__file__).parent


@pytest.mark.parametrize("name", ["b2b_crm", "marketing_automation"])
@pytest.mark.parametrize("at", [(), ("--at", "14d after created_at"), ("--at", "stage MQL"), ("--as-of", "2025-12-15")])
def test_it_is_compared(
    name: str, at: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT / name)
    assert main.run(["backtest", *at, "--format", "json"]) == 0
    captured = capfd.readouterr()
    assert captured.err == ""
    found = json.loads(captured.out)
    left = sum(part["leads"] for part in found["left_out"].values())
    assert found["compared"] + left + found["open"] == found["leads"] == EXAMPLES[name].leads
    if not at:
        assert found["roc_area"] > 0.7
        assert [row["what"] for row in found["checks"]] == ["stage Customer"] * (name == "marketing_automation")


@pytest.mark.parametrize("name", ["b2b_crm", "marketing_automation"])
def test_no_outcome_is_after_the_as_of_time_or_before_what_led_to_it(name: str) -> None:
    made = EXAMPLES[name].make(EXAMPLES[name].leads)
    day = made.outcome_columns[2]
    bought = {event["lead_id"]: str(event["ts"])[:10] for event in made.events if event["type"] == "customer"}
    decided = {row["lead_id"]: str(row[day]) for row in made.outcomes if row[day] is not None}
    assert all(at <= "2026-03-01" for at in decided.values())
    assert bought.items() <= decided.items()


def test_more_leads_leave_the_first_outcomes_as_they_are() -> None:
    few, more = EXAMPLES["b2b_crm"].make(20), EXAMPLES["b2b_crm"].make(60)
    ids = {lead["lead_id"] for lead in few.leads}
    assert [row for row in more.outcomes if row["lead_id"] in ids] == few.outcomes
