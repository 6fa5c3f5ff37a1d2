"""The files that are open, one at a time: each keeps its cursor and what can be undone."""

import re
from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from ..language.completions import Completions
from .editor import RuleEditor
from .find_bar import FindBar


class EditorPane(Vertical):
    DEFAULT_CSS = """
    EditorPane {
        & > ContentSwitcher { height: 1fr; }
        & #nothing { color: $foreground 75%; padding: 1 2; height: 1fr; }
    }
    """

    def __init__(self, id: str = "editor") -> None:
        super().__init__(id=id)
        self.editors: dict[Path, RuleEditor] = {}
        self._made = 0
        # Made here, as workers ask what is shown before this is composed.
        self._texts = ContentSwitcher(
            Static("No file is open. Choose one among the files (ctrl+b).", id="nothing"), initial="nothing", id="texts"
        )
        self.completer: Callable[[str, int, int], Completions] | None = None

    def compose(self) -> ComposeResult:
        yield self._texts
        yield FindBar()

    @property
    def find_bar(self) -> FindBar:
        return self.query_one(FindBar)

    @property
    def editor(self) -> RuleEditor | None:
        """The one that is shown."""
        current = self._texts.current
        return next((e for e in self.editors.values() if e.id == current), None)

    async def show(self, path: Path, text: str, read_only: bool = False) -> RuleEditor:
        """The editor of a file, made with ``text`` if there is none yet, in front."""
        editor = self.editors.get(path)
        if editor is None:
            editor = RuleEditor(path, text, read_only)
            editor.id = f"text-{self._made}"
            self._made += 1
            editor.cursor_blink = self.app.animation_level != "none"  # pyright: ignore[reportUnknownMemberType]
            if self.completer is not None:
                editor.completer = self.completer
            self.editors[path] = editor
            await self._texts.mount(editor)
        if editor.parent is None:
            return editor  # the app is being left: nothing is mounted any more
        self._texts.current = editor.id
        if self.find_bar.is_open:
            self._find(self.find_bar.text, 0, move=False)
        return editor

    async def close(self, path: Path) -> None:
        """Without the editor of a file; one that was opened before it comes in front."""
        editor = self.editors.pop(path, None)
        if editor is None:
            return
        if self._texts.current == editor.id:
            others = list(self.editors.values())
            self._texts.current = others[-1].id if others else "nothing"
        await editor.remove()

    def focus_text(self) -> None:
        editor = self.editor
        if editor is not None:
            editor.focus()

    # --- find and replace

    def open_find(self, replacing: bool = False) -> None:
        editor = self.editor
        if editor is not None:
            chosen = editor.selected_text
            self.find_bar.open("" if "\n" in chosen else chosen, replacing)

    def find_again(self, by: int) -> None:
        if self.find_bar.text:
            self._find(self.find_bar.text, by)
        else:
            self.open_find()

    def _on_find_bar_wanted(self, event: FindBar.Wanted) -> None:
        event.stop()
        self._find(event.text, event.by)

    def _on_find_bar_closed(self, event: FindBar.Closed) -> None:
        event.stop()
        editor = self.editor
        if editor is not None:
            editor.show(found={})
            editor.focus()

    def _on_find_bar_replaced(self, event: FindBar.Replaced) -> None:
        event.stop()
        editor = self.editor
        if editor is None or editor.read_only:
            return
        if event.everywhere:
            changed, count = pattern(event.text).subn(lambda _: event.replacement, editor.text)
            editor.put(changed)
            self.notify(f"replaced {count} times" if count != 1 else "replaced once")
        elif pattern(event.text).fullmatch(editor.selected_text):
            start, end = sorted((editor.selection.start, editor.selection.end))
            editor.one_step(lambda: editor.replace(event.replacement, start, end))
            editor.move_cursor((start[0], start[1] + len(event.replacement)))
        self._find(event.text, 0)

    def _find(self, text: str, by: int, move: bool = True) -> None:
        """Marks all places and goes to one. Small letters find large ones, too; large ones only themselves."""
        editor = self.editor
        if editor is None:
            return
        places: list[tuple[int, int, int]] = []
        if text:
            wanted = pattern(text)
            for row, line in enumerate(editor.document.lines):
                places += [(row, m.start(), m.end()) for m in wanted.finditer(line)]
        found: dict[int, list[tuple[int, int]]] = {}
        for row, start, end in places:
            found.setdefault(row, []).append((start, end))
        editor.show(found=found)
        at = _chosen(places, min(editor.selection), by)
        if move and at is not None:
            row, start, end = places[at]
            editor.go_to(row, start)
            editor.move_cursor((row, end), select=True)
        self.find_bar.tell(0 if at is None else at + 1, len(places))


def pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text), 0 if any(c.isupper() for c in text) else re.IGNORECASE)


def _chosen(places: list[tuple[int, int, int]], here: tuple[int, int], by: int) -> int | None:
    """Of the places in their order, from here on: the nearest (0), the next (1), or the one before (-1)."""
    if not places:
        return None
    if by < 0:
        before = [i for i, (row, start, _) in enumerate(places) if (row, start) < here]
        return before[-1] if before else len(places) - 1
    for i, (row, start, _) in enumerate(places):
        if (row, start) > here or (by == 0 and (row, start) == here):
            return i
    return 0
