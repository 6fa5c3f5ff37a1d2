"""The leads in rows, as many as there may be: only those on the screen are drawn.

It shows what it is given (``show``, ``put_in_order``) and says where its cursor is; what is shown and in which order
is up to the pane around it.
"""

from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ...engine.live import Scored
from .lead_columns import GAP, LeadColumn, columns_for

_MARGIN: Final = 3
"""Cells before the first column: the cursor's sign and a mark's."""
_MOST_KEPT: Final = 2_000

_LAID_ON: Final = frozenset({"dim", "up", "down", "strong", "mark"})
"""Styles that change the row's own."""

_NOBODY: NDArray[np.int64] = np.zeros(0, np.int64)


class LeadTable(ScrollView, can_focus=True):
    """``rows``: the numbers of the leads that are shown, in order. ``marked``: those that somebody marked."""

    DEFAULT_CSS = """
    LeadTable {
        background: $surface;
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 0;
        & .lead--head { color: $foreground 75%; text-style: bold; background: $surface; }
        & .lead--row { color: $foreground; background: $surface; }
        & .lead--cursor { background: $block-cursor-blurred-background; color: $block-cursor-blurred-foreground; }
        & .lead--cursor-here { background: $block-cursor-background; color: $block-cursor-foreground; }
        & .lead--dim { color: $foreground 60%; }
        & .lead--up { color: $text-success; }
        & .lead--down { color: $text-error; }
        & .lead--strong { text-style: bold; }
        & .lead--mark { color: $text-warning; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"lead--{name}" for name in ("head", "row", "cursor", "cursor-here", "dim", "up", "down", "strong", "mark")
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False, id="leads.up"),
        Binding("down,j", "move(1)", "Down", show=False, id="leads.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="leads.pageup"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="leads.pagedown"),
        Binding("home,g", "top", "First", show=False, id="leads.first"),
        Binding("end,G", "bottom", "Last", show=False, id="leads.last"),
        Binding("enter", "open", "Explain", id="leads.open", tooltip="Why this lead has its score"),
        Binding("space", "mark", "Mark", id="leads.mark", tooltip="Mark the lead, to find it again"),
    ]

    class Moved(Message):
        """The cursor is on another lead. ``lead``: its row in the scores."""

        def __init__(self, lead: int) -> None:
            super().__init__()
            self.lead = lead

    class Opened(Message):
        """A lead is wanted in detail."""

        def __init__(self, lead: int) -> None:
            super().__init__()
            self.lead = lead

    class HeadClicked(Message):
        """The head of a column was clicked. ``key``: what leads are ordered by."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class MarksChanged(Message):
        """A lead was marked, or is marked no longer."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.scored: Scored | None = None
        self.rows: NDArray[np.int64] = _NOBODY
        self.cursor = 0
        self.marked: set[int] = set()
        self.sorted_by: tuple[str, bool] | None = None
        self.said: str = ""
        """What stands in place of leads if there are none."""
        self._columns: tuple[LeadColumn, ...] = ()
        self._strips: dict[tuple[int, bool], Strip] = {}
        self._styles: dict[str, Style] = {}

    # --- what it is given

    def show(self, scored: Scored) -> None:
        """Other scores of the same leads: rows and cursor stay where they are. Of data that was read anew and has fewer
        leads, rows that are gone are left out until they are put in order."""
        self.scored = scored
        if len(self.rows) and int(self.rows.max()) >= len(scored):
            self.rows = self.rows[self.rows < len(scored)]
            self.cursor = min(self.cursor, max(0, len(self.rows) - 1))
        self._lay_out()

    def put_in_order(self, rows: NDArray[np.int64], sorted_by: tuple[str, bool] | None) -> None:
        """Other rows, or another order: the lead under the cursor stays under it, on the same line of the screen."""
        lead = self.lead
        offset = self.cursor - round(self.scroll_offset.y)
        self.rows, self.sorted_by = rows, sorted_by
        found = np.flatnonzero(rows == lead) if lead is not None else _NOBODY
        self.cursor = int(found[0]) if len(found) else min(self.cursor, max(0, len(rows) - 1))
        self._lay_out()
        if len(found):
            self.scroll_to(y=max(0, self.cursor - offset), animate=False, force=True)
        self._into_view()
        if self.lead is not None and self.lead != lead:
            self.post_message(self.Moved(self.lead))

    def say(self, text: str) -> None:
        """What to show in place of leads."""
        self.said = text
        self.refresh()

    @property
    def columns(self) -> tuple[LeadColumn, ...]:
        """The columns that fit."""
        return self._columns

    @property
    def lead(self) -> int | None:
        """The lead under the cursor."""
        return int(self.rows[self.cursor]) if self.cursor < len(self.rows) else None

    def go_to(self, lead: int) -> bool:
        """Put the cursor on a lead; False if it is not among those shown."""
        found = np.flatnonzero(self.rows == lead)
        if len(found):
            self._move_to(int(found[0]))
        return bool(len(found))

    # --- how it looks

    def _lay_out(self) -> None:
        self._strips.clear()
        width = self._inner_width()
        self._columns = columns_for(self.scored, width - _MARGIN) if self.scored is not None and width > 0 else ()
        self.virtual_size = Size(width, len(self.rows) + 1)
        self.refresh()

    def _inner_width(self) -> int:
        return self.scrollable_content_region.width or self.size.width

    def on_resize(self) -> None:
        self._lay_out()
        self._into_view()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            style = self.get_component_rich_style(f"lead--{name}")
            if name in _LAID_ON:
                style = Style(color=style.color, bold=style.bold)
            self._styles[name] = style
        return self._styles[name]

    def on_focus(self) -> None:
        self._strips.clear()

    def on_blur(self) -> None:
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if not len(self.rows) or self.scored is None:
            return self._said_line(y, width)
        if y == 0:
            return self._head().adjust_cell_length(width, self._style("head"))
        row = round(self.scroll_offset.y) + y - 1
        if row >= len(self.rows):
            return Strip.blank(width, self._style("row"))
        lead, here = int(self.rows[row]), row == self.cursor
        strip = self._strips.get((lead, here))
        if strip is None:
            if len(self._strips) > _MOST_KEPT:
                self._strips.clear()
            strip = self._strips[lead, here] = self._row(lead, here).adjust_cell_length(width, self._row_style(here))
        return strip

    def _row_style(self, here: bool) -> Style:
        return self._style(("cursor-here" if self.has_focus else "cursor") if here else "row")

    def _head(self) -> Strip:
        style = self._style("head")
        segments = [Segment(" " * _MARGIN, style)]
        key, falling = self.sorted_by or ("", False)
        for column in self._columns:
            title = column.fitted(column.title)
            if column.key == key:  # the sign stands in the gap, if there is no room left
                sign = "▼" if falling else "▲"
                title = f"{title}{sign}" if title[-1] != " " else f"{title.rstrip()}{sign}".ljust(len(title))
            segments.append(Segment(title.ljust(column.width + GAP), style))
        return Strip(segments)

    def _row(self, lead: int, here: bool) -> Strip:
        base = self._row_style(here)
        is_marked = lead in self.marked
        segments = [
            Segment("▸" if here else " ", base),
            Segment("● " if is_marked else "  ", self._laid_on(base, "mark", here) if is_marked else base),
        ]
        for column in self._columns:
            text, style = column.cell(lead)
            segments.append(Segment(column.fitted(text), self._laid_on(base, style, here)))
            segments.append(Segment(" " * GAP, base))
        return Strip(segments)

    def _laid_on(self, base: Style, name: str, here: bool) -> Style:
        """A style on a row's own; the row of the cursor keeps its colours, which go with its background."""
        if not name:
            return base
        style = self._style(name)
        return base + (Style(bold=style.bold) if here and self.has_focus else style)

    def _said_line(self, y: int, width: int) -> Strip:
        lines = self.said.splitlines()
        first = max(0, (self.size.height - len(lines)) // 3)
        text = lines[y - first] if first <= y < first + len(lines) else ""
        style = self._style("row") + self._style("dim")
        return Strip([Segment(f"  {text}", style)]).adjust_cell_length(width, style)

    # --- the cursor

    def _move_to(self, row: int) -> None:
        row = min(max(0, row), max(0, len(self.rows) - 1))
        if row == self.cursor:
            return
        self.cursor = row
        self._into_view()
        self.refresh()
        if self.lead is not None:
            self.post_message(self.Moved(self.lead))

    def _into_view(self) -> None:
        height = self.size.height - 1
        top = round(self.scroll_offset.y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif height > 0 and self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, force=True)

    def action_move(self, by: int) -> None:
        self._move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        self._move_to(self.cursor + by * max(1, self.size.height - 2))

    def action_top(self) -> None:
        self._move_to(0)

    def action_bottom(self) -> None:
        self._move_to(len(self.rows) - 1)

    def action_open(self) -> None:
        if self.lead is not None:
            self.post_message(self.Opened(self.lead))

    def action_mark(self) -> None:
        """Mark the lead or take its mark away, and go on to the next."""
        if self.lead is None:
            return
        self.marked ^= {self.lead}
        self._strips.clear()
        self.post_message(self.MarksChanged())
        self._move_to(self.cursor + 1)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            key = self._column_at(event.x)
            if key is not None:
                self.post_message(self.HeadClicked(key))
            return
        row = round(self.scroll_offset.y) + event.y - 1
        if row < len(self.rows):
            self._move_to(row)
            if event.chain > 1:
                self.action_open()

    def _column_at(self, x: int) -> str | None:
        start = _MARGIN
        for column in self._columns:
            if start <= x < start + column.width + GAP:
                return column.key
            start += column.width + GAP
        return None
