"""Makes the pictures of the README and the docs from the program itself: ``make pictures``.

Each is a command run in a terminal of a known size, its output drawn as SVG.
"""

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
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


if __name__ == "__main__":
    main()
