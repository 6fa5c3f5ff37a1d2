"""What differs between texts: below each other, or side by side where there is room."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar, Final, Literal

from rich.cells import cell_len, chop_cells
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ...dsl.render import clean
from ...engine.changes.text_lines import Block, Hunk, differing_part

SIDE_BY_SIDE: Final = 136
"""Columns from which on texts stand side by side: a terminal of 140, less its frames."""
_NUMBER: Final = 4
_MOST_ROWS: Final = 20_000

Kind = Literal["file", "said", "hunk", "same", "gone", "new", "blank"]


@dataclass(frozen=True, slots=True)
class Text:
    """A file, what is said of it, and its hunks. ``path``: where its lines can be gone to."""

    title: str
    hunks: Sequence[Hunk]
    said: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a row. ``bold``: from where to where it differs from its counterpart."""

    kind: Kind
    number: int | None
    text: str
    bold: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class _Row:
    """``halves``: one, or left and right. ``line``: the line of the file after, from 1."""

    halves: tuple[_Half, ...]
    file: int
    line: int | None


_NOTHING: Final = ((0, 0), (0, 0))
_SIGNS: Final = {"gone": "-", "new": "+"}


class DiffView(ScrollView, can_focus=True):
    """``show`` puts texts in; enter tells which line is wanted."""

    DEFAULT_CSS = """
    DiffView {
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        & .diff--same { color: $foreground 80%; background: $surface; }
        & .diff--blank { color: $foreground 30%; background: $surface; }
        & .diff--file { color: $text-accent; background: $panel; text-style: bold; }
        & .diff--said { color: $foreground 75%; background: $surface; text-style: italic; }
        & .diff--hunk { color: $foreground 65%; background: $surface; }
        & .diff--gone { color: $text-error; background: $error 12%; }
        & .diff--new { color: $text-success; background: $success 12%; }
        & .diff--cursor { background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground; }
        & .diff--cursor-here { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "diff--same", "diff--blank", "diff--file", "diff--said", "diff--hunk", "diff--gone", "diff--new",
        "diff--cursor", "diff--cursor-here",
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="diff.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="diff.down"),
        Binding("n", "hunk(1)", "Next change", id="diff.next"),
        Binding("p", "hunk(-1)", "Previous", id="diff.previous"),
        Binding("N", "file(1)", "Next file", show=False, id="diff.file.next"),
        Binding("P", "file(-1)", "Previous file", show=False, id="diff.file.previous"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="diff.pageup"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="diff.pagedown"),
        Binding("home,g", "top", "First", show=False, id="diff.first"),
        Binding("end,G", "bottom", "Last", show=False, id="diff.last"),
        Binding("enter", "choose", "Go to the line", show=False, id="diff.choose"),
    ]

    class Chosen(Message):
        """A line of a file is wanted, from 1."""

        def __init__(self, path: Path, line: int) -> None:
            super().__init__()
            self.path = path
            self.line = line

    def __init__(self, texts: Sequence[Text] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.texts = tuple(texts)
        self.cursor = 0
        self._rows: list[_Row] = []
        self._width = 0
        self._styles: dict[str, Style] = {}

    def show(self, texts: Iterable[Text]) -> None:
        self.texts = tuple(texts)
        self.cursor = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    # --- rows

    def _lay_out(self) -> None:
        self._width = self.scrollable_content_region.width or self.size.width
        if not self._width:
            return
        rows = _rows(self.texts, self._width)
        self._rows = [row for row, _ in zip(rows, range(_MOST_ROWS), strict=False)]
        self.cursor = min(self.cursor, max(0, len(self._rows) - 1))
        self.virtual_size = Size(self._width, len(self._rows))
        self.refresh()

    def on_resize(self) -> None:
        if self.size.width and self.scrollable_content_region.width != self._width:
            self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"diff--{name}")
        return self._styles[name]

    def render_line(self, y: int) -> Strip:
        number = round(self.scroll_offset.y) + y
        width = self.size.width
        if number >= len(self._rows):
            return Strip.blank(width, self._style("same"))
        row = self._rows[number]
        cursor = self._style("cursor-here" if self.has_focus else "cursor") if number == self.cursor else None
        if len(row.halves) == 1:
            return self._strip(row.halves[0], width, cursor)
        left, right = row.halves
        middle = (self._width - 1) // 2
        line = Strip([Segment("│", cursor or self._style("blank"))], 1)
        halves = self._strip(left, middle, cursor), line, self._strip(right, width - middle - 1, cursor)
        return Strip.join(halves)

    def _strip(self, half: _Half, width: int, cursor: Style | None) -> Strip:
        base = self._style(half.kind)
        if cursor is not None:
            base = base + cursor
        if half.kind in ("file", "said", "hunk"):
            return Strip([Segment(f" {half.text}", base)]).adjust_cell_length(width, base)
        number = f"{half.number or '':>{_NUMBER}} "
        sign = f"{_SIGNS.get(half.kind, ' ')} "
        start, end = half.bold
        text = half.text
        segments = [
            Segment(number, base + Style(dim=True)),
            Segment(sign + text[:start], base),
            Segment(text[start:end], base + Style(bold=True, underline=True)),
            Segment(text[end:], base),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    # --- the cursor

    def _move_to(self, number: int, context: int = 0) -> None:
        self.cursor = min(max(0, number), max(0, len(self._rows) - 1))
        top, height = round(self.scroll_offset.y), self.size.height
        if self.cursor - context < top:
            self.scroll_to(y=max(0, self.cursor - context), animate=False, force=True)
        elif self.cursor + context >= top + height:
            self.scroll_to(y=min(self.cursor, self.cursor + 1 + context - height), animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        self._move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        self._move_to(self.cursor + by * max(1, self.size.height - 1))

    def action_top(self) -> None:
        self._move_to(0)

    def action_bottom(self) -> None:
        self._move_to(len(self._rows) - 1)

    def action_hunk(self, by: int) -> None:
        """To the first line of the next block that differs."""
        kinds = [any(half.kind in _SIGNS for half in row.halves) for row in self._rows]
        starts = [n for n, differs in enumerate(kinds) if differs and not (n and kinds[n - 1])]
        self._next(starts, by)

    def action_file(self, by: int) -> None:
        self._next([n for n, row in enumerate(self._rows) if row.halves[0].kind == "file"], by)

    def _next(self, starts: list[int], by: int) -> None:
        if by > 0:
            found = next((n for n in starts if n > self.cursor), None)
        else:
            found = next((n for n in reversed(starts) if n < self.cursor), None)
        if found is not None:
            self._move_to(found, context=3)

    def action_choose(self) -> None:
        if not self._rows:
            return
        row = self._rows[self.cursor]
        path = self.texts[row.file].path
        if path is not None:
            self.post_message(self.Chosen(path, row.line or 1))

    def on_click(self, event: events.Click) -> None:
        number = round(self.scroll_offset.y) + event.y
        if number < len(self._rows):
            self._move_to(number)
            if event.chain > 1:
                self.action_choose()


def _rows(texts: Sequence[Text], width: int) -> Iterator[_Row]:
    for number, text in enumerate(texts):
        if text.title:
            yield _Row((_Half("file", None, text.title),), number, None)
        if text.said:
            yield _Row((_Half("said", None, text.said),), number, None)
        for hunk in text.hunks:
            yield _Row((_Half("hunk", None, hunk.said),), number, hunk.first_after)
            old, new = hunk.first_before, hunk.first_after
            for block in hunk.blocks:
                found = _beside(block, old, new, width) if width >= SIDE_BY_SIDE else _below(block, old, new, width)
                yield from (_Row(halves, number, line) for halves, line in found)
                old += len(block.before)
                new += len(block.after)


_Rows = Iterator[tuple[tuple[_Half, ...], int]]


def _below(block: Block, old: int, new: int, width: int) -> _Rows:
    if block.is_same:
        for n, text in enumerate(block.after):
            for half in _chopped("same", new + n, text, width):
                yield (half,), new + n
        return
    pairs = _pairs(block)
    for n, text in enumerate(block.before):
        for half in _chopped("gone", old + n, text, width, pairs[n][0]):
            yield (half,), new
    for n, text in enumerate(block.after):
        for half in _chopped("new", new + n, text, width, pairs[n][1]):
            yield (half,), new + n


def _beside(block: Block, old: int, new: int, width: int) -> _Rows:
    left_width = (width - 1) // 2
    right_width = width - 1 - left_width
    nothing = _Half("blank", None, "")
    pairs = _pairs(block)
    for n, (before, after) in enumerate(zip_longest(block.before, block.after)):
        left, right = ("same", "same") if block.is_same else ("gone", "new")
        mine = [] if before is None else _chopped(left, old + n, before, left_width, pairs[n][0])
        theirs = [] if after is None else _chopped(right, new + n, after, right_width, pairs[n][1])
        line = new + min(n, max(0, len(block.after) - 1))
        yield from ((halves, line) for halves in zip_longest(mine, theirs, fillvalue=nothing))


def _pairs(block: Block) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """For each line of either side which part of it differs from its counterpart, if it has one that is alike."""
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for before, after in zip_longest(map(clean, block.before), map(clean, block.after)):
        if block.is_same or before is None or after is None:
            found.append(_NOTHING)
            continue
        old, new = differing_part(before, after)
        alike = len(before) - (old[1] - old[0])
        found.append((old, new) if alike * 3 >= len(before) else _NOTHING)
    return found


def _chopped(kind: Kind, number: int, text: str, width: int, bold: tuple[int, int] = (0, 0)) -> list[_Half]:
    """A line as rows that have room for it."""
    text = clean(text)
    room = max(8, width - _NUMBER - 3)
    if cell_len(text) <= room:
        return [_Half(kind, number, text, bold)]
    found: list[_Half] = []
    at = 0
    for n, part in enumerate(chop_cells(text, room)):
        start, end = (min(max(0, each - at), len(part)) for each in bold)
        found.append(_Half(kind, None if n else number, part, (start, end)))
        at += len(part)
    return found
