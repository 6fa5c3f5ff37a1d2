"""Lines below lines that fold: an explanation, what a change does. Long lines go on below where they began."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ...showing.outline import Line

_STYLES: Final = {
    "bright_black": "dim",
    "dim": "dim",
    "green": "good",
    "bold green": "good-strong",
    "red": "bad",
    "bold red": "bad-strong",
    "yellow": "unsure",
    "bold yellow": "unsure",
    "cyan": "accent",
    "magenta": "other",
    "bold": "strong",
    "italic": "said",
}
"""The styles of lines that are made for any terminal → those of the app's theme."""
_INDENT: Final = 2
_NARROWEST: Final = 12
_MOST_WRAPPED: Final = 20_000
_PAPER: Final = Console(color_system="truecolor", legacy_windows=False)
"""Rich asks for one to wrap texts; nothing is printed on it."""


@dataclass(slots=True)
class _Entry:
    """A line that is seen; ``depth`` of the first ones is 0."""

    line: Line
    depth: int
    is_open: bool


class OutlineView(ScrollView, can_focus=True):
    """``opened``: which lines are open as long as nobody says otherwise; ``named``: what tells a line from others, so
    that it stays open or folded when other lines take their place."""

    DEFAULT_CSS = """
    OutlineView {
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        & .outline--row { color: $foreground; background: $surface; }
        & .outline--cursor { background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground; }
        & .outline--cursor-here { background: $block-cursor-background; color: $block-cursor-foreground; }
        & .outline--dim { color: $foreground 62%; }
        & .outline--good { color: $text-success; }
        & .outline--good-strong { color: $text-success; text-style: bold; }
        & .outline--bad { color: $text-error; }
        & .outline--bad-strong { color: $text-error; text-style: bold; }
        & .outline--unsure { color: $text-warning; }
        & .outline--accent { color: $text-accent; }
        & .outline--other { color: $text-secondary; }
        & .outline--strong { text-style: bold; }
        & .outline--said { text-style: italic; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "outline--row", "outline--cursor", "outline--cursor-here", *(f"outline--{name}" for name in _STYLES.values())
    }  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="outline.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="outline.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="outline.pageup"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="outline.pagedown"),
        Binding("home,g", "top", "First", show=False, id="outline.first"),
        Binding("end,G", "bottom", "Last", show=False, id="outline.last"),
        Binding("enter", "choose", "Choose", show=False, id="outline.choose"),
        Binding("space", "fold", "Fold", id="outline.fold"),
        Binding("right,l", "open", "Open", show=False, id="outline.open"),
        Binding("left,h", "close", "Close", show=False, id="outline.close"),
        Binding("e", "all", "Open all", id="outline.all", show=False),
    ]

    class Chosen(Message):
        """A line is wanted in detail."""

        def __init__(self, view: "OutlineView", line: Line) -> None:
            super().__init__()
            self.view = view
            self.line = line

        @property
        def control(self) -> "OutlineView":
            return self.view

    class Moved(Message):
        """The cursor is on another line, or lines are other ones."""

        def __init__(self, view: "OutlineView") -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> "OutlineView":
            return self.view

    def __init__(
        self,
        *,
        opened: Callable[[Line], bool] = lambda _: True,
        named: Callable[[Line], Any] = lambda line: line.text.plain,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._opened = opened
        self._named = named
        self._lines: list[Line] = []
        self._said: dict[Any, bool] = {}
        self._all: bool | None = None
        self._entries: list[_Entry] = []
        self._rows: list[tuple[int, str, Text]] = []
        self._wrapped: dict[object, list[Text]] = {}
        self._starts: list[int] = []
        self.cursor = 0
        self._styles: dict[str, Style] = {}
        self._strips: dict[int, Strip] = {}

    # --- what it is given

    def show(self, lines: list[Line], *, anew: bool = False) -> None:
        """Other lines. ``anew``: about something else, so that it begins at the top."""
        at = None if anew or not self._entries else self._named(self._entries[self.cursor].line)
        self._lines = lines
        self._lay_out()
        found = [n for n, entry in enumerate(self._entries) if self._named(entry.line) == at] if at is not None else []
        self.cursor = found[0] if found else 0 if anew else min(self.cursor, max(0, len(self._entries) - 1))
        if anew:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()
        self.post_message(self.Moved(self))

    def go_to(self, wanted: Callable[[Line], bool]) -> None:
        """The cursor to the first line that is wanted, of those that are seen."""
        found = next((n for n, entry in enumerate(self._entries) if wanted(entry.line)), None)
        if found is not None:
            self._move_to(found)

    def go_on(self, wanted: Callable[[Line], bool]) -> None:
        """The cursor to the next line that is wanted, from the top again after the last."""
        count = len(self._entries)
        order = [(self.cursor + by) % count for by in range(1, count + 1)]
        found = next((n for n in order if wanted(self._entries[n].line)), None)
        if found is not None:
            self._move_to(found)

    @property
    def line(self) -> Line | None:
        """The line under the cursor."""
        return self._entries[self.cursor].line if self.cursor < len(self._entries) else None

    # --- how it looks

    def _is_open(self, line: Line) -> bool:
        said = self._said.get(self._named(line))
        if said is not None:
            return said
        return self._opened(line) if self._all is None else self._all

    def _seen(self, lines: list[Line], depth: int) -> Iterator[_Entry]:
        for line in lines:
            is_open = self._is_open(line)
            yield _Entry(line, depth, is_open)
            if is_open:
                yield from self._seen(line.parts, depth + 1)

    def _lay_out(self) -> None:
        self._strips.clear()
        self._entries = list(self._seen(self._lines, 0))
        region = self.scrollable_content_region
        width = region.width or self.size.width
        comes = not self.show_vertical_scrollbar and region.height > 0
        if comes and len(self._entries) > region.height:  # the bar, whatever is wrapped
            width -= self.styles.scrollbar_size_vertical
            comes = False
        self._fill(width)
        if comes and len(self._rows) > region.height:
            width -= self.styles.scrollbar_size_vertical
            self._fill(width)
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def _fill(self, width: int) -> None:
        self._rows, self._starts = [], []
        for number, entry in enumerate(self._entries):
            self._starts.append(len(self._rows))
            sign = "  " if not entry.line.parts else "▾ " if entry.is_open else "▸ "
            indent = min(_INDENT * entry.depth, max(0, width - _NARROWEST))
            room = max(_NARROWEST, width - indent - len(sign))
            for n, part in enumerate(self._wrap(entry.line.text, room)):
                self._rows.append((number, " " * indent + (sign if n == 0 else "  "), part))
        self._starts.append(len(self._rows))

    def _wrap(self, text: Text, room: int) -> list[Text]:
        """In the colours of the theme; kept, as from one edit to the next most lines stay what they are."""
        key = text.plain, tuple(text.spans), room
        found = self._wrapped.get(key)
        if found is None:
            if len(self._wrapped) >= _MOST_WRAPPED:
                self._wrapped.clear()
            themed = self._in_theme(text)
            found = self._wrapped[key] = list(themed.wrap(_PAPER, room)) if len(text) > room // 2 else [themed]
            for part in found:
                part.rstrip()
        return found

    def _in_theme(self, text: Text) -> Text:
        found = Text(text.plain)
        for span in text.spans:
            name = _STYLES.get(span.style) if isinstance(span.style, str) else None
            found.stylize(self._style(name) if name else span.style, span.start, span.end)
        return found

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            style = self.get_component_rich_style(f"outline--{name}")
            if name not in ("row", "cursor", "cursor-here"):  # laid on a row, whose background stays
                style = Style(color=style.color, bold=style.bold, italic=style.italic)
            self._styles[name] = style
        return self._styles[name]

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._wrapped.clear()
        if self.is_attached and self._lines:
            self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def on_focus(self) -> None:
        self._strips.clear()

    def on_blur(self) -> None:
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        row = round(self.scroll_offset.y) + y
        width = self.size.width
        if row >= len(self._rows):
            return Strip.blank(width, self._style("row"))
        strip = self._strips.get(row)
        if strip is None:
            strip = self._strips[row] = self._strip(row, width)
        return strip

    def _strip(self, row: int, width: int) -> Strip:
        number, lead, text = self._rows[row]
        here = number == self.cursor
        base = self._style(("cursor-here" if self.has_focus else "cursor") if here else "row")
        plain = here and self.has_focus  # the row of the cursor keeps its colours, which go with its background
        segments = [
            Segment(part.text, base + (Style(bold=part.style.bold, italic=part.style.italic) if plain else part.style))
            if part.style is not None
            else Segment(part.text, base)
            for part in (Text(lead) + text).render(_PAPER)
        ]
        return Strip(segments).adjust_cell_length(width, base)

    # --- the cursor

    def _move_to(self, number: int) -> None:
        self.cursor = min(max(0, number), max(0, len(self._entries) - 1))
        self.post_message(self.Moved(self))
        self._strips.clear()
        if self._entries:
            top, height = round(self.scroll_offset.y), self.size.height
            first, last = self._starts[self.cursor], self._starts[self.cursor + 1]
            if first < top:
                self.scroll_to(y=first, animate=False, force=True)
            elif last > top + height:
                self.scroll_to(y=min(first, last - height), animate=False, force=True)
        self.refresh()

    def action_move(self, by: int) -> None:
        self._move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        if not self._entries:
            return
        row = self._starts[self.cursor] + by * max(1, self.size.height - 1)
        row = min(max(0, row), len(self._rows) - 1)
        self._move_to(self._rows[row][0])

    def action_top(self) -> None:
        self._move_to(0)

    def action_bottom(self) -> None:
        self._move_to(len(self._entries) - 1)

    def action_choose(self) -> None:
        if self.line is not None:
            self.post_message(self.Chosen(self, self.line))

    def action_fold(self) -> None:
        if self.line is not None and self.line.parts:
            self._fold(not self._entries[self.cursor].is_open)

    def action_open(self) -> None:
        if self.line is not None and self.line.parts:
            self._fold(True)

    def action_close(self) -> None:
        """Fold the line; of one that has nothing open, go to the one above it."""
        if self.line is None:
            return
        entry = self._entries[self.cursor]
        if entry.is_open and entry.line.parts:
            self._fold(False)
            return
        above = [n for n in range(self.cursor) if self._entries[n].depth < entry.depth]
        if above:
            self._move_to(above[-1])

    def action_all(self) -> None:
        """Open all lines, or fold them as they were at first."""
        self._all = True if self._all is None else None
        self._said.clear()
        self.show(self._lines)

    def _fold(self, is_open: bool) -> None:
        assert self.line is not None
        self._said[self._named(self.line)] = is_open
        self._lay_out()
        self._move_to(self.cursor)

    def on_click(self, event: events.Click) -> None:
        row = round(self.scroll_offset.y) + event.y
        if row >= len(self._rows):
            return
        number = self._rows[row][0]
        entry = self._entries[number]
        self._move_to(number)
        on_sign = event.x < _INDENT * entry.depth + 2
        if on_sign and entry.line.parts:
            self.action_fold()
        elif event.chain > 1:
            self.action_choose()
