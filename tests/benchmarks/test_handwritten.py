"""The SQL by hand gives what the reference gives, on every lead: it is the yardstick of the engines."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from leadwright.benchmarks.agreement import differences
from leadwright.benchmarks.data import Data, make
from leadwright.benchmarks.handwritten import WAYS, run, statements
from leadwright.benchmarks.models import MODEL
from leadwright.cli import main

FINE = Data(leads=300, events=9_000)
COARSE = Data(leads=300, events=9_000, seed=2, grain=21_600, shuffled=True)
"""Many ties, and events at the very ends of windows."""

MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)
MORNING = datetime(2025, 11, 15, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize("as_of", [MIDNIGHT, MORNING], ids=["midnight", "morning"])
@pytest.mark.parametrize("data", [FINE, COARSE], ids=["fine", "coarse"])
def test_it_agrees_with_the_reference(data: Data, as_of: datetime, tmp_path: Path) -> None:
    leads, events = make(data, tmp_path)
    expected = tmp_path / "expected.parquet"
    files = ["--rules", MODEL, "--leads", leads, "--events", events, "--out", expected]
    assert main.run(["score", *map(str, files), "--as-of", as_of.isoformat(), "--engine", "reference"]) == 0
    for way in WAYS:
        out = tmp_path / f"{way}.parquet"
        run(statements(leads, events, out, as_of, way, fired=True))
        assert differences(expected, out) == [], way


def test_disagreement_is_told(tmp_path: Path) -> None:
    leads, events = make(FINE, tmp_path)
    one, other = tmp_path / "one.parquet", tmp_path / "other.parquet"
    run(statements(leads, events, one, MIDNIGHT))
    run(statements(leads, events, other, MORNING))
    assert any(line.startswith("score: ") for line in differences(one, other))
