"""Progress of work that takes a while: a bar a stage on standard error, and only if somebody looks at it."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

from .console import console, is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE: Final = 0.5
"""Seconds of work before a bar appears."""
_EVERY: Final = 0.1
"""Seconds between two looks of the bars."""
_OF_WHAT: Final = {"reading": "rows", "comparing": "rules"}
"""What a stage counts, if not leads."""


class Bars:
    """``with Bars() as bars: bars("scoring", done, all)``: ``all`` is 0 while it is not known. Leaves nothing behind on
    the screen; may be entered again."""

    def __init__(self) -> None:
        self.is_shown = is_terminal(sys.stderr)
        self.next_look = time.monotonic() + _PATIENCE
        self.counts: dict[str, tuple[int, int]] = {}
        self.tasks: dict[str, TaskID] = {}
        self.progress: Progress | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if not self.is_shown:
            return
        self.counts[stage] = done, total
        if time.monotonic() < self.next_look:
            return
        self.next_look = time.monotonic() + _EVERY
        if self.progress is None:
            self.progress = self._started()
        for name, (so_far, all) in self.counts.items():
            self._look(self.progress, name, so_far, all)

    def _look(self, progress: "Progress", stage: str, done: int, total: int) -> None:
        if stage not in self.tasks:
            self.tasks[stage] = progress.add_task(stage, total=None, counted=_OF_WHAT.get(stage, "leads"), told="")
        of = f" of {total:,}" if total else ""
        progress.update(self.tasks[stage], completed=done, total=total or None, told=f"{done:,}{of}")

    def _started(self) -> "Progress":
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[told]} {task.fields[counted]}"),
            TimeRemainingColumn(),
            console=console(errors=True),
            transient=True,
        )
        progress.start()
        return progress

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.progress is not None:
            self.progress.stop()
        self.progress = None
        self.tasks.clear()
