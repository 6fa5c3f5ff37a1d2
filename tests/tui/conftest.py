"""Nothing of the app's settings and sessions is read or written but in folders of the test."""

from pathlib import Path

import pytest
from live_project import project_in


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The folder of a small project."""
    folder = tmp_path / "crm"
    folder.mkdir()
    project_in(folder)
    return folder
