"""What can be typed next, in a list below the cursor. The editor keeps the focus and steers it."""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ..language.completions import Candidate

_MOST_ROWS = 8
_WIDEST = 56


class CompletionPopup(OptionList, can_focus=False):
    """Closed until it is opened. Which candidate is marked: ``chosen``."""

    DEFAULT_CSS = """
    CompletionPopup {
        overlay: screen;
        position: absolute;
        display: none;
        height: auto;
        max-height: 8;
        border: none;
        padding: 0;
        background: $panel;
        scrollbar-size-vertical: 1;
        & > .option-list--option-highlighted { background: $primary; color: $text; text-style: bold; }
    }
    CompletionPopup.-open { display: block; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = set()

    class Taken(Message):
        """A candidate was clicked."""

        def __init__(self, candidate: Candidate) -> None:
            super().__init__()
            self.candidate = candidate

    def __init__(self) -> None:
        super().__init__(id="completions")
        self.candidates: Sequence[Candidate] = ()
        self.was_moved = False

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    @property
    def chosen(self) -> Candidate | None:
        return None if self.highlighted is None or not self.is_open else self.candidates[self.highlighted]

    def open(self, candidates: Sequence[Candidate], at: Offset) -> None:
        """Show candidates below a place of the screen, or above it where there is no room below."""
        self.candidates = candidates
        self.was_moved = False
        left = max(cell_len(c.shown) for c in candidates)
        right = max(cell_len(c.detail) for c in candidates)
        width = min(left + right + 5, _WIDEST, self.screen.size.width)
        self.clear_options()
        self.add_options([Option(_row(c, width - 3)) for c in candidates])
        self.highlighted = 0
        height = min(len(candidates), _MOST_ROWS)
        below = at.y + 1 + height <= self.screen.size.height - 1
        self.styles.width = width
        x = max(0, min(at.x - 1, self.screen.size.width - width))
        self.absolute_offset = Offset(x, at.y + 1 if below else max(0, at.y - height))
        self.add_class("-open")

    def close(self) -> None:
        self.remove_class("-open")

    def action_cursor_down(self) -> None:
        self.was_moved = True
        super().action_cursor_down()

    def action_cursor_up(self) -> None:
        self.was_moved = True
        super().action_cursor_up()

    def _on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        candidate = self.candidates[event.option_index]
        focused = self.screen.focused
        if focused is not None:
            focused.post_message(self.Taken(candidate))


def _row(candidate: Candidate, width: int) -> Text:
    detail = candidate.detail
    room = max(8, width - cell_len(detail) - 2)
    name = candidate.shown if cell_len(candidate.shown) <= room else set_cell_size(candidate.shown, room - 1) + "…"
    row = Text(f" {set_cell_size(name, room)} ")
    row.append(detail, "dim")
    row.truncate(width)
    return row
