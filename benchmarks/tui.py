"""How quick the terminal app is: ``python -m leadwright.benchmarks.tui [NAME…] [--project FOLDER] [--runs N]``.

keys   the processor's seconds of the thread of the screen for a key, in a file of 2,000 lines
edit   from the last key to the leads scored again in the table, 10,000 leads
start  from the command to the first screen, and to the leads in it, with the example; the interpreter's start included
open   the project of ``--project``: how long it reads, and for how long the screen stood still meanwhile

Prints a table. The app runs without a terminal, all else as it is; only ``start`` opens one of its own. Every figure
comes from a process of its own. The pause after the last key before anything is scored is part of ``edit``.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from .timing import machine, python, table

_NAMES = ("keys", "edit", "start", "open")
_LINES = 2_000
_LEADS = 10_000
_KEYS = 60
_BETWEEN = 0.12
"""Seconds between two keys, as one types."""
_EDITS = 12
_BEAT = 0.005
_SIZE = 120, 40
_ROWS = {
    "key": ("a key in 2,000 lines, processor, median", "30 ms"),
    "slow_key": ("the same, one key of twenty takes longer than", ""),
    "still_typing": ("longest that the screen stood still while typing", ""),
    "edit": ("the last key to 10,000 leads scored again, median", "300 ms"),
    "slow_edit": ("the same, the longest", ""),
    "scoring": ("scoring alone, of that", ""),
    "start": ("start to the first screen", "1,000 ms"),
    "start_work": ("the same, the processor's seconds", ""),
    "panes": ("start to the panes with the rules", "1,000 ms"),
    "panes_work": ("the same, the processor's seconds", ""),
    "leads": ("start to the leads of the example", ""),
    "leads_work": ("the same, the processor's seconds", ""),
    "open": ("reading the project's data", ""),
    "still": ("longest that the screen stood still meanwhile", ""),
}

Figures = dict[str, float]


class Beat:
    """Tells for how long the loop of the screen could not run at the longest."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_BEAT)
            self.longest = max(self.longest, time.perf_counter() - before - _BEAT)

    def stop(self) -> float:
        self._task.cancel()
        return self.longest


async def _in_app(folder: Path, does: Callable[..., Awaitable[Figures]], wait: bool = True) -> Figures:
    """``does`` gets the app, and its editor when the leads are scored."""
    from ..tui.app import LeadwrightApp
    from ..tui.settings import Settings

    app = LeadwrightApp(folder, Settings())
    async with app.run_test(size=_SIZE):
        while app.workbench is None or app.workbench.editor is None:
            await asyncio.sleep(0.01)
        if wait:
            await _until(lambda: app.workbench.scored is not None)
            await asyncio.sleep(2)
        return await does(app)


async def _until(true: Callable[[], bool], patience: float = 120) -> None:
    started = time.perf_counter()
    while not true():
        if time.perf_counter() - started > patience:
            raise SystemExit("the app does not come to an end of it")
        await asyncio.sleep(0.001)


def _press(app, key: str) -> None:
    from textual.events import Key

    app.post_message(Key(key, key if len(key) == 1 else None))


def _long_project(folder: Path) -> None:
    """A file of 2,000 lines, with leads of its own."""
    from .models import rules

    text, count = "", _LINES
    while text.count("\n") < _LINES:
        text = rules(count)
        count += 100
    (folder / "model.lead").write_text(text, "utf-8")
    made = subprocess.run(python("benchmarks.data", "--leads", 1000, "--events", 30_000, "--out", folder), check=True)
    assert not made.returncode
    (folder / "leadwright.toml").write_text(
        '[project]\nrules = ["model.lead"]\n[leads]\nsource = "leads.parquet"\n[events]\nsource = "events.parquet"\n'
    )


def keys(_project: Path | None) -> Figures:
    async def typing(app) -> Figures:
        workbench = app.workbench
        editor = workbench.editor
        editor.go_to(1_000)
        _press(app, "end")
        _press(app, "enter")
        for letter in "# ":
            _press(app, "space" if letter == " " else letter)
        await asyncio.sleep(3)
        found: list[float] = []
        beat = Beat()
        for number in range(_KEYS):
            before = time.thread_time()
            _press(app, "abcdefghij"[number % 10])
            await asyncio.sleep(_BETWEEN if number % 10 != 9 else 0.4)  # now and then one thinks
            found.append(time.thread_time() - before)
        still = beat.stop()
        return {"key": median(found), "slow_key": sorted(found)[len(found) * 95 // 100], "still_typing": still}

    with TemporaryDirectory() as folder:
        _long_project(Path(folder))
        return asyncio.run(_in_app(Path(folder), typing))


def edit(_project: Path | None) -> Figures:
    async def editing(app) -> Figures:
        workbench = app.workbench
        editor = workbench.editor
        row = next(n for n, line in enumerate(editor.text.split("\n")) if " add 1" in line or " add 2" in line)
        editor.go_to(row, editor.document.get_line(row).index(" add ") + 6)
        found: list[float] = []
        scoring: list[float] = []
        for number in range(_EDITS):
            seen = workbench.scored
            started = time.perf_counter()
            _press(app, str(number % 9 + 1) if number % 2 == 0 else "backspace")
            await _until(
                lambda seen=seen: workbench.scored is not seen and workbench.scored.version == workbench.version
            )
            await _until(lambda: not app.screen._dirty_widgets and not app.screen._layout_required)
            found.append(time.perf_counter() - started)
            scoring.append(workbench.scored.seconds)
            await asyncio.sleep(1.5)
        return {"edit": median(found), "slow_edit": max(found), "scoring": median(scoring)}

    with TemporaryDirectory() as folder:
        _example(Path(folder), _LEADS)
        return asyncio.run(_in_app(Path(folder, "b2b_crm"), editing))


def _example(folder: Path, leads: int | None = None) -> None:
    from shutil import copytree

    from ..engine.new_project import example_folder
    from ..examples.generate import generate

    target = folder / "b2b_crm"
    copytree(example_folder("b2b_crm"), target)
    if leads is not None:
        generate("b2b_crm", target, leads)


def start(_project: Path | None) -> Figures:
    """In a terminal of its own, as it is started by hand."""
    import fcntl
    import pty
    import struct
    import termios

    with TemporaryDirectory() as folder:
        _example(Path(folder))
        main_end, other_end = pty.openpty()
        fcntl.ioctl(other_end, termios.TIOCSWINSZ, struct.pack("HHHH", _SIZE[1], _SIZE[0], 0, 0))
        own = {"XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder, "TERM": "xterm-256color"}
        started = time.perf_counter()
        process = subprocess.Popen(
            python("", "tui", Path(folder, "b2b_crm")),
            stdin=other_end,
            stdout=other_end,
            stderr=other_end,
            env={name: value for name, value in {**os.environ, **own}.items() if name != "PYTHONDONTWRITEBYTECODE"},
            start_new_session=True,
        )
        os.close(other_end)
        try:
            found: Figures = {}
            seen = b""
            for name, wanted in (("start", "opening"), ("panes", "1 Files"), ("leads", "300 leads")):
                while wanted.encode() not in seen:
                    seen += os.read(main_end, 65536)
                found[name] = time.perf_counter() - started
                found[f"{name}_work"] = _worked(process.pid)
            return found
        finally:
            process.kill()
            process.wait()
            os.close(main_end)


def _worked(process: int) -> float:
    """The processor's seconds of a process so far, where that can be asked; all its threads."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def opening(project: Path | None) -> Figures:
    if project is None:
        raise SystemExit("`open` needs --project")

    async def reading(app) -> Figures:
        beat = Beat()
        started = time.perf_counter()
        await _until(lambda: app.workbench.scored is not None, 600)
        taken = time.perf_counter() - started
        await asyncio.sleep(2)
        return {"open": taken, "still": beat.stop()}

    return asyncio.run(_in_app(project, reading, wait=False))


_FIGURES = {"keys": keys, "edit": edit, "start": start, "open": opening}


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(_NAMES)}; all that can be, if left out"
    )
    options.add_argument("--project", type=Path, metavar="FOLDER")
    options.add_argument("--runs", type=int, default=3, metavar="N", help="of each the quickest; 3 if left out")
    options.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args(arguments)
    names = given.names or [n for n in _NAMES if n != "open" or given.project is not None]
    if unknown := [n for n in names if n not in _FIGURES]:
        options.error(f"there is no {', '.join(unknown)}; there are {', '.join(_NAMES)}")
    if given.one:
        print(json.dumps(_FIGURES[names[0]](given.project)))
        return
    rows: list[list[str]] = []
    for name in names:
        best = _best(name, given.project, given.runs)
        rows += [[_ROWS[figure][0], f"{value * 1000:,.0f} ms", _ROWS[figure][1]] for figure, value in best.items()]
    print(machine())
    print(table("The terminal app, 120 columns by 40 rows", ("", "takes", "at most"), rows))


def _best(name: str, project: Path | None, runs: int) -> Figures:
    """The run whose first figure is the smallest."""
    more = ["--project", project] if project is not None else []
    with TemporaryDirectory() as own:
        environment = {**os.environ, "XDG_STATE_HOME": own, "XDG_CONFIG_HOME": own, "TEXTUAL_ANIMATIONS": "none"}
        found: list[Figures] = []
        for _ in range(runs):
            command = python("benchmarks.tui", name, "--one", *more)
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
            if done.returncode:
                sys.exit(done.returncode)
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return min(found, key=lambda figures: next(iter(figures.values())))


if __name__ == "__main__":
    main()
