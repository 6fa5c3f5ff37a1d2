"""Leads that do not fit into memory come in several stores: what they come to is the same."""

from pathlib import Path

import leadwright.examples
from leadwright.engine.backtest import run
from leadwright.engine.backtest.notation import moment_of
from leadwright.engine.backtest.tables import Part, sheet
from leadwright.engine.opening import checked_model_of
from leadwright.engine.project import Project

EXAMPLE = Path(leadwright.examples.__file__).parent / "b2b_crm"


def test_one_store_or_many(monkeypatch):
    project = Project.read(EXAMPLE / "leadwright.toml")
    model = checked_model_of(project)
    opened = run.open_stores
    count = 0

    def counted(*arguments, **named):
        nonlocal count
        for store in opened(*arguments, **named):
            count += 1
            yield store

    monkeypatch.setattr(run, "open_stores", counted)
    for at in ("1d before outcome", "stage MQL", "2026-01-01"):
        options = run.Options(moment_of(at))
        whole = run.backtest(model, project, options)
        assert count == 1
        parts = run.backtest(model, project, options, memory=50_000)
        assert count > 5
        count = 0
        assert (parts.leads, parts.open, parts.left, parts.early) == (whole.leads, whole.open, whole.left, whole.early)
        assert (parts.values, parts.findings, parts.ignored) == (whole.values, whole.findings, whole.ignored)
        for part in Part:
            one, other = sheet(part, whole).rows, sheet(part, parts).rows
            assert sorted(one) == sorted(other) if part is Part.LEADS else one == other
