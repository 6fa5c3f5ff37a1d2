"""A bar on standard error while leads are worked through: in a terminal only, and only if it takes a while."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

from .console import console, is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

_PATIENCE: Final = 0.5
"""Seconds of work before a bar appears."""
_EVERY: Final = 0.1
"""Seconds between two looks of the bar."""


class Bar:
    """``with Bar("scoring") as bar: bar(done, all)``. Leaves nothing behind on the screen."""

    def __init__(self, doing: str) -> None:
        self.doing = doing
        self.is_shown = is_terminal(sys.stderr)
        self.next_look = time.monotonic() + _PATIENCE
        self.progress: Progress | None = None

    def __call__(self, done: int, total: int) -> None:
        if not self.is_shown or time.monotonic() < self.next_look:
            return
        self.next_look = time.monotonic() + _EVERY
        if self.progress is None:
            self.progress = self._started(total)
        self.progress.update(self.progress.task_ids[0], completed=done, total=total)

    def _started(self, total: int) -> "Progress":
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("leads"),
            TimeRemainingColumn(),
            console=console(errors=True),
            transient=True,
        )
        progress.add_task(self.doing, total=total)
        progress.start()
        return progress

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.progress is not None:
            self.progress.stop()
