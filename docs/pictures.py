"""Makes the pictures of the README and the docs from the program itself: ``make pictures``.

Each is a command run in a terminal of a known size, its output drawn as SVG. What docs/plan.md shows of a change is
written anew as well.
"""

import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from fcntl import ioctl
from itertools import pairwise
from pathlib import Path
from termios import TIOCSWINSZ

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "b2b_crm"
COLUMNS = 112
PICTURES = {
    "score": "leadwright score --sort score --limit 12",
    "explain": "leadwright explain L-00034",
    "check": "leadwright check mistakes.lead",
    "timeline": "leadwright timeline L-00087",
    "backtest": "leadwright backtest --part summary --part deciles --part rules",
    "simulate": "leadwright simulate --from 2025-09-01 --to 2026-02-28 --ahead 30d",
}
MISTAKES = """\
event page_view
  path text

signal pricing_page = page_view[path starts with "/pricing"]

group intent max 60
  when pricing_pge visits >= 2 within 7d add 25
  when page_view visits == 3 add 10
  each pricing_page add 5 fade 120% every 7d
"""


CHANGE = re.compile(r"```diff\n(.*?)```", re.DOTALL)
WRITTEN = re.compile(r"(<!-- what it writes -->\n)(?:.*\n)?(<!-- until here -->)", re.DOTALL)
SHOWN_OF_PLAN = 44
"""Lines of `leadwright plan` that are shown."""


def changed(folder: Path) -> Path:
    """The example in a repository of its own, with the change that docs/plan.md tells of not yet committed."""
    project = folder / EXAMPLE.name
    shutil.copytree(EXAMPLE, project)
    who = ["-c", "user.name=docs", "-c", "user.email=docs@example.com"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "before"]):
        subprocess.run(["git", *arguments], cwd=project, check=True)
    found = CHANGE.search((HERE / "plan.md").read_text())
    assert found is not None
    lines = found[1].splitlines()
    model = project / "model.lead"
    text = model.read_text()
    for old, new in pairwise(lines):
        if old.startswith("-") and new.startswith("+"):
            assert old[1:] in text
            text = text.replace(old[1:], new[1:])
    model.write_text(text)
    return project


def run(command: str, folder: Path) -> str:
    """What a command writes to a terminal of ``COLUMNS``, with its colours."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        command.split(), cwd=folder, stdout=theirs, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=environment
    )
    os.close(theirs)
    chunks: list[bytes] = []
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        chunks.append(chunk)
    process.wait()
    return b"".join(chunks).decode().replace("\r\n", "\n")


def picture(command: str, shown: str) -> str:
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(shown.rstrip()))
    svg = console.export_svg(title=f"$ {command}", unique_id="leadwright")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # no font from the network


def main() -> None:
    out = HERE / "pictures"
    out.mkdir(exist_ok=True)
    mistakes = EXAMPLE / "mistakes.lead"
    mistakes.write_text(MISTAKES)
    try:
        for name, command in PICTURES.items():
            (out / f"{name}.svg").write_text(picture(command, run(command, EXAMPLE)))
            sys.stderr.write(f"{out / name}.svg\n")
    finally:
        mistakes.unlink()
    with tempfile.TemporaryDirectory() as folder:
        project = changed(Path(folder))
        shown = "\n".join(run("leadwright plan", project).splitlines()[:SHOWN_OF_PLAN])
        markdown = subprocess.check_output(["leadwright", "plan", "--format", "markdown"], cwd=project, text=True)
    (out / "plan.svg").write_text(picture("leadwright plan", shown))
    page = HERE / "plan.md"
    page.write_text(WRITTEN.sub(lambda found: f"{found[1]}{markdown}{found[2]}", page.read_text()))
    sys.stderr.write(f"{out / 'plan.svg'}\n{page}\n")


if __name__ == "__main__":
    main()
