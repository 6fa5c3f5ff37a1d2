"""A run that is not told how much memory it may take leaves some of what there is."""

from pathlib import Path

import pytest
from leadwright.engine import memory


def test_a_container_s_limit_counts_if_it_is_less(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    limit = tmp_path / "memory.max"
    monkeypatch.setattr(memory, "_LIMITS", (str(limit), str(tmp_path / "nothing")))
    limit.write_text("max\n", "ascii")
    machine = memory.usual_memory()
    assert machine is not None and machine > 100_000_000
    limit.write_text("1000000\n", "ascii")
    assert memory.usual_memory() == 600_000
    limit.write_text("9223372036854771712\n", "ascii")
    assert memory.usual_memory() == machine
