"""The names that a file declares, one a line, drawn as far as they are seen: there may be thousands, and they are other
ones after each key."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ..language.symbols import Symbol

_GLYPHS = {"group": "▾", "test": "?", "segment": "#", "stage": "◆", "rule": "·", "unnamed": "·"}


class NameList(ScrollView, can_focus=True):
    """``cursor``: the position of the name that is marked; None if there is none."""

    DEFAULT_CSS = """
    NameList {
        height: 1fr; background: transparent; scrollbar-size-vertical: 1;
        & > .name--row { background: transparent; color: $foreground; }
        & > .name--number { color: $foreground 65%; }
        & > .name--here { background: $boost; color: $foreground; }
        & > .name--here-focused { background: $primary; color: $text; text-style: bold; }
        &:ansi > .name--here-focused { text-style: bold reverse; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"name--row", "name--number", "name--here", "name--here-focused"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home,g", "to(0)", "First", show=False),
        Binding("end,G", "to(-1)", "Last", show=False),
        Binding("enter", "open", "Go there", show=False),
    ]

    class Chosen(Message):
        """One is to be gone to."""

        def __init__(self, symbol: Symbol) -> None:
            super().__init__()
            self.symbol = symbol

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.symbols: Sequence[Symbol] = ()
        self.cursor: int | None = None

    def show(self, symbols: Sequence[Symbol]) -> None:
        if symbols == self.symbols:
            return
        self.symbols = symbols
        if self.cursor is not None:
            self.cursor = min(self.cursor, len(symbols) - 1) if symbols else None
        self.virtual_size = Size(0, len(symbols))
        self.refresh()

    def mark(self, number: int) -> None:
        """Put the cursor on one."""
        if self.symbols and number != self.cursor:
            self.cursor = min(max(0, number), len(self.symbols) - 1)
            self._into_view()
            self.refresh()

    def _into_view(self) -> None:
        height, top = self.size.height, round(self.scroll_offset.y)
        at = self.cursor or 0
        if at < top:
            self.scroll_to(y=at, animate=False, force=True)
        elif height and at >= top + height:
            self.scroll_to(y=at - height + 1, animate=False, force=True)

    def on_resize(self) -> None:
        self._into_view()

    # --- how it looks

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        number = round(self.scroll_offset.y) + y
        plain = self.get_component_rich_style("name--row")
        if number >= len(self.symbols):
            return Strip.blank(width, plain)
        symbol = self.symbols[number]
        style = plain
        if number == self.cursor:
            style = self.get_component_rich_style("name--here-focused" if self.has_focus else "name--here")
        dim = (
            style if number == self.cursor else style + Style(color=self.get_component_rich_style("name--number").color)
        )
        line = f"{symbol.line + 1} "
        name = f" {'  ' if symbol.kind in ('rule', 'unnamed') and symbol.owner else ''}"
        name += f"{_GLYPHS.get(symbol.kind, ' ')} {symbol.name}"
        room = max(1, width - len(line) - 1)
        name = set_cell_size(name, room) if cell_len(name) <= room else set_cell_size(name, room - 1) + "…"
        bold = Style(bold=symbol.kind in ("group", "stage") or None, italic=symbol.kind == "unnamed" or None)
        return Strip([Segment(f"{name} ", style + bold), Segment(line, dim)]).adjust_cell_length(width, style)

    # --- the cursor

    def action_move(self, by: int) -> None:
        self.mark((self.cursor or 0) + by if self.cursor is not None else 0)

    def action_page(self, by: int) -> None:
        self.mark((self.cursor or 0) + by * max(1, self.size.height - 1))

    def action_to(self, number: int) -> None:
        self.mark(number if number >= 0 else len(self.symbols) - 1)

    def action_open(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen(self.symbols[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        number = round(self.scroll_offset.y) + event.y
        if number < len(self.symbols):
            self.mark(number)
            self.action_open()
