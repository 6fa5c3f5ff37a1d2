"""The files of the project with what git says of them, and the outline of the one that is open."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from ..language.symbols import Symbol
from ..messages import FileAsked, FileChosen
from ..workspace import EDITABLE, Workspace
from .name_list import NameList


class _List(OptionList):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
        Binding("enter", "select", "Open", show=False),
        Binding("n", "ask('new')", "New file", id="files.new"),
        Binding("r", "ask('rename')", "Rename", id="files.rename"),
        Binding("d,delete", "ask('delete')", "Delete", id="files.delete", key_display="d"),
    ]

    def action_ask(self, what: str) -> None:
        assert isinstance(self.parent, FilesPane)
        self.post_message(FileAsked(what, self.parent.marked))


class FilesPane(Vertical):
    """``show`` draws it anew; what is marked stays."""

    DEFAULT_CSS = """
    FilesPane {
        & > _List {
            height: auto; max-height: 60%; border: none; padding: 0; background: transparent;
            scrollbar-size-vertical: 1; text-wrap: nowrap; text-overflow: ellipsis;
        }
        & > _List:focus > .option-list--option-highlighted { background: $primary; color: $text; }
        & > _List > .option-list--option-highlighted { background: $boost; color: $foreground; text-style: none; }
        & > _List > .option-list--option-disabled { color: $foreground 65%; }
        & > #outline-head { color: $foreground 75%; text-style: bold; padding: 0 1; margin-top: 1; height: 1; }
    }
    """

    def __init__(self, id: str = "files") -> None:
        super().__init__(id=id)
        self.paths: list[Path | None] = []
        self.symbols: list[Symbol] = []
        self.current: Path | None = None
        self._rows: list[Content] = []

    def compose(self) -> ComposeResult:
        yield _List(id="file-list", compact=True)
        yield Static("Outline", id="outline-head")
        yield NameList(id="outline")

    @property
    def list(self) -> OptionList:
        return self.query_one("#file-list", OptionList)

    @property
    def marked(self) -> Path | None:
        """The file under the cursor."""
        at = self.list.highlighted
        return self.paths[at] if at is not None and at < len(self.paths) else None

    def show(
        self,
        workspace: Workspace,
        states: Mapping[Path, str],
        current: Path | None,
        problems: Mapping[Path, tuple[int, int]],
        results: Mapping[Path, tuple[int, int]],
    ) -> None:
        """``problems``: errors and warnings of files; ``results``: tests that passed, and all of them."""
        self.current = current
        files = self.list
        marked = files.highlighted
        width = self._width()
        self.paths, rows = [], list[Content]()
        folder: str | None = None
        for path in workspace.files():
            shown = Path(workspace.shown(path))
            if str(shown.parent) != (folder or "."):
                folder = shown.parent.as_posix()
                self.paths.append(None)
                rows.append(Content.styled(f" {folder}/", "bold"))
            held = workspace.documents.get(path)
            is_changed = held is not None and held.is_changed
            sign = "●" if is_changed else "▸" if path == current else " "
            said = _said(problems.get(path), results.get(path), states.get(path, ""))
            row = _row(f"{'  ' if folder else ''}{sign} {shown.name}", said, width)
            if path.suffix not in EDITABLE:
                row = row.stylize("$foreground 65%")
            self.paths.append(path)
            rows.append(row)
        if [(r, r.spans) for r in rows] != [(r, r.spans) for r in self._rows]:
            self._rows = rows
            files.set_options(Option(row, disabled=path is None) for row, path in zip(rows, self.paths, strict=True))
        if marked is None and current in self.paths:
            marked = self.paths.index(current)
        if marked is not None and rows and files.highlighted is None:
            files.highlighted = min(marked, len(rows) - 1)

    def _width(self) -> int:
        """Cells for a row, beside the scrollbar."""
        return max(12, (self.scrollable_content_region.width or 24) - 1)

    def show_outline(self, symbols: Sequence[Symbol]) -> None:
        self.symbols = [s for s in symbols if s.kind not in ("property", "field")]
        self.query_one(NameList).show(self.symbols)

    def mark_line(self, line: int) -> None:
        """The outline follows the cursor."""
        outline = self.query_one(NameList)
        if not outline.has_focus:
            before = bisect_right(self.symbols, line, key=lambda s: s.line)
            if before:
                outline.mark(before - 1)

    def _on_name_list_chosen(self, event: NameList.Chosen) -> None:
        event.stop()
        if self.current is not None:
            self.post_message(FileChosen(self.current, event.symbol.line + 1, event.symbol.start + 1))

    def _on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        path = self.paths[event.option_index]
        if path is not None:
            self.post_message(FileChosen(path))


def _said(problems: tuple[int, int] | None, results: tuple[int, int] | None, state: str) -> Content:
    said: list[tuple[str, str]] = []
    if problems and problems[0]:
        said.append((f"✖{problems[0]} ", "bold $text-error"))
    elif problems and problems[1]:
        said.append((f"▲{problems[1]} ", "$text-warning"))
    if results:
        passed, tests = results
        is_good = passed == tests
        said.append((f"{'✔' if is_good else '✖'}{passed}/{tests} ", "$text-success" if is_good else "bold $text-error"))
    said.append((state or " ", "bold" if state else ""))
    return Content.assemble(*said)


def _row(name: str, said: Content, width: int) -> Content:
    room = width - said.cell_length
    shown = name if cell_len(name) <= room else set_cell_size(name, room - 1) + "…"
    return Content(set_cell_size(shown, room)) + said
