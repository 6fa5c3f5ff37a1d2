"""What docs/plan.md shows of a change of the example is what `leadwright plan` writes of it."""

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from leadwright.cli.plan import command

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "plan.md").read_text("utf-8")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_the_page_shows_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "b2b_crm"
    shutil.copytree(ROOT / "examples" / "b2b_crm", project)
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "before"]):
        subprocess.run(["git", *arguments], cwd=project, check=True)
    change = re.search(r"```diff\n(.*?)```", PAGE, re.DOTALL)
    assert change is not None
    lines = change[1].splitlines()
    text = (project / "model.lead").read_text("utf-8")
    for old, new in pairwise(lines):
        if old.startswith("-"):
            assert old[1:] in text
            text = text.replace(old[1:], new[1:])
    (project / "model.lead").write_text(text, "utf-8")
    monkeypatch.chdir(project)
    written = CliRunner().invoke(command, ["--format", "markdown"], standalone_mode=False)
    assert written.exception is None
    shown = re.search(r"<!-- what it writes -->\n(.*)<!-- until here -->", PAGE, re.DOTALL)
    assert shown is not None
    assert written.stdout == shown[1], "`make pictures` writes it anew"
