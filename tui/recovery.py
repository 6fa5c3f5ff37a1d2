"""What outlives the app: copies of unsaved texts for after a crash, and where one was (files, cursors, what was shown).

Both stand in the user's state folder, by project; that nothing can be written there is no reason to stop.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from platformdirs import user_state_path
from textual.screen import Screen
from textual.timer import Timer

from ..engine.whole_files import write_whole
from .workspace import Document

_AFTER = 1.0
"""Seconds after the last change."""


def _folder(root: Path) -> Path:
    digest = sha256(str(root).encode()).hexdigest()[:16]
    return user_state_path("leadwright", appauthor=False) / f"{root.name}-{digest}"


class Recovery:
    """Copies of unsaved texts of one project."""

    def __init__(self, root: Path) -> None:
        self.folder = _folder(root) / "unsaved"
        self._timers: dict[Path, Timer] = {}

    def _copy(self, document: Document) -> Path:
        digest = sha256(str(document.path).encode()).hexdigest()[:12]
        return self.folder / f"{digest}-{document.path.name}"

    def keep_soon(self, screen: Screen[Any], document: Document) -> None:
        """Keep a copy when nothing was typed for a moment."""
        timer = self._timers.pop(document.path, None)
        if timer is not None:
            timer.stop()
        self._timers[document.path] = screen.set_timer(_AFTER, lambda: self.keep(document))

    def keep(self, document: Document) -> None:
        if not document.is_changed:
            self.forget(document)
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_whole(self._copy(document), document.text)

    def forget(self, document: Document) -> None:
        timer = self._timers.pop(document.path, None)
        if timer is not None:
            timer.stop()
        with suppress(OSError):
            self._copy(document).unlink(missing_ok=True)

    def kept(self, document: Document) -> str | None:
        """The copy of a text that was not saved; None if there is none."""
        try:
            return self._copy(document).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return None


def read_session(root: Path) -> Mapping[str, Any]:
    """Where one was last time in a project; empty if that is not known."""
    try:
        found = json.loads((_folder(root) / "session.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def write_session(root: Path, session: Mapping[str, Any]) -> None:
    with suppress(OSError):
        _folder(root).mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(_folder(root) / "session.json", json.dumps(session))
