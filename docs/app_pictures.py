"""Makes the pictures of the terminal app from the app itself, run without a terminal: part of ``make docs``."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from textual.pilot import Pilot

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "b2b_crm"


@dataclass(frozen=True)
class Shot:
    """``keys`` are pressed one after the other; ``"text ..."`` is typed, ``"line N"`` goes to a line of the rules.
    ``shows``: what docs/tui.md says of it."""

    name: str
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 40)
    theme: str = "textual-dark"


SHOTS = (
    Shot("app", ("line 43", "end", "replace 10 25")),
    Shot("app-explain", ("f4", "f4", "t")),
    Shot("app-small", ("line 43", "end", "replace 10 25"), (80, 24)),
    Shot("app-what-if", ("alt+w",)),
    Shot("app-tests", ("line 43", "end", "replace 10 25", "f5")),
    Shot("app-simulate", ("line 43", "end", "replace 10 25", "f6")),
    Shot("app-changes", ("line 43", "end", "replace 10 25", "ctrl+k")),
    Shot(
        "app-assistant",
        ("f2", "text 25 points for 2 visits of the pricing page in a week, 10 for each invite up to 30", "enter"),
    ),
    Shot("app-light", (), theme="textual-light"),
)


async def pressed(pilot: Pilot[None], key: str) -> None:
    word, _, rest = key.partition(" ")
    app = pilot.app
    workbench = getattr(app, "workbench", None)
    match word:
        case "line" if rest:
            workbench.editor.go_to(int(rest) - 1, 0)
        case "replace" if rest:
            old, new = rest.split(" ")
            editor = workbench.editor
            row = editor.cursor_location[0]
            line = editor.document.get_line(row)
            at = line.rindex(old)
            editor.replace(new, (row, at), (row, at + len(old)))
        case "text" if rest:
            for letter in rest:
                await pilot.press({" ": "space", "\n": "enter"}.get(letter, letter))
        case _:
            await pilot.press(key)
    await quiet(pilot)


async def quiet(pilot: Pilot[None]) -> None:
    """Until no worker has anything to do, twice in a row."""
    for _ in range(4):
        await pilot.pause(0.1)
        while any(w.is_running and w.group not in ("leave", "ask") for w in pilot.app.workers):
            await asyncio.sleep(0.02)


async def shoot(shot: Shot, project: Path, target: Path) -> None:
    from leadwright.tui.app import LeadwrightApp
    from leadwright.tui.settings import Settings

    app = LeadwrightApp(project, Settings(), after=0)
    async with app.run_test(size=shot.size) as pilot:
        app.theme = shot.theme
        await quiet(pilot)
        for key in shot.keys:
            await pressed(pilot, key)
        await quiet(pilot)
        svg = app.export_screenshot(title="leadwright")
    target.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL))  # no font from the network
    sys.stderr.write(f"{target}\n")


def committed(folder: Path) -> Path:
    """The example in a repository of its own."""
    project = folder / "crm"
    shutil.copytree(EXAMPLE, project)
    who = ["-c", "user.name=docs", "-c", "user.email=docs@example.com"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "."], [*who, "commit", "-qm", "before"]):
        subprocess.run(["git", *arguments], cwd=project, check=True)
    return project


def main(names: list[str]) -> None:
    for shot in SHOTS:
        if names and shot.name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            os.environ |= {
                "XDG_STATE_HOME": f"{folder}/state",
                "XDG_CONFIG_HOME": f"{folder}/config",
                "XDG_CACHE_HOME": f"{folder}/cache",
                "TEXTUAL_ANIMATIONS": "none",
            }
            asyncio.run(shoot(shot, committed(Path(folder)), HERE / "pictures" / f"{shot.name}.svg"))


if __name__ == "__main__":
    main(sys.argv[1:])
