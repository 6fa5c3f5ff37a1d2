"""The messages of late, which are seen for some seconds only."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

MOST: Final = 200
_SIGNS: Final = {"error": ("✖", "$text-error"), "warning": ("▲", "$text-warning")}


@dataclass(frozen=True, slots=True)
class Said:
    """``at``: the time of day."""

    at: str
    title: str
    text: str
    severity: str


class MessagesScreen(ModalScreen[None]):
    DEFAULT_CSS = """
    MessagesScreen {
        align: center middle;
        & > Vertical {
            width: 100; max-width: 96%; height: auto; max-height: 90%; padding: 1 2;
            background: $surface; border: round $primary; border-title-style: bold;
        }
        & VerticalScroll { height: auto; max-height: 70vh; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Back")]

    def __init__(self, past: Sequence[Said]) -> None:
        super().__init__()
        self.past = past

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = "Messages"
            box.border_subtitle = "esc back"
            with VerticalScroll():
                yield Static(self._lines() if self.past else "Nothing was said yet.")

    def _lines(self) -> Content:
        """The latest first."""
        return Content("\n").join(_line(said) for said in reversed(self.past))


def _line(said: Said) -> Content:
    sign, style = _SIGNS.get(said.severity, ("·", ""))
    title = f"{said.title}: " if said.title else ""
    return Content.assemble((f"{said.at} ", "$foreground 65%"), (f"{sign} ", style), (title, "bold"), said.text)
