"""A list to choose a place from."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Places(ModalScreen[int | None]):
    """Gives the number of the row that was chosen. ``rows``: where, and what stands there."""

    DEFAULT_CSS = """
    Places {
        align: center middle;
        & > Vertical {
            width: 90; max-width: 96%; height: auto; max-height: 80%; background: $surface; border: round $primary;
        }
        & OptionList { height: auto; border: none; background: transparent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
    ]

    def __init__(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.heading = title
        self.rows = rows

    def compose(self) -> ComposeResult:
        width = max((len(where) for where, _ in self.rows), default=0)
        with Vertical() as box:
            box.border_title = self.heading
            yield OptionList(
                *(Option(Text.assemble((f"{where:<{width}}  ", "bold"), said)) for where, said in self.rows)
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_index)

    def action_leave(self) -> None:
        self.dismiss(None)
