"""What to compare with: the last commit, a branch, a tag, or whatever else git knows."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option


class BaseScreen(ModalScreen[str | None]):
    """Gives a revision, or `main...`: where this branch parted from `main`; None if it is left. What is typed narrows
    the list; enter takes what is marked, or else what was typed."""

    DEFAULT_CSS = """
    BaseScreen {
        align: center middle;
        & > .box {
            width: 64; max-width: 94%; height: auto; max-height: 80%;
            background: $surface; border: round $primary; padding: 1 2; border-title-style: bold;
        }
        & OptionList { height: auto; max-height: 14; margin-top: 1; border: none; background: transparent; padding: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("down", "mark(1)", show=False, priority=True),
        Binding("up", "mark(-1)", show=False, priority=True),
    ]

    def __init__(self, names: Sequence[str], current: str) -> None:
        super().__init__()
        parted = [f"{name}..." for name in names if name in ("main", "master", "origin/main", "origin/master")]
        self.names = ["HEAD", *names, *parted]
        self.current = current
        self.found = self.names

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = "Compare with"
            yield Static("A branch, a tag or a commit; main... is where this branch parted from main.", markup=False)
            yield Input(compact=True)
            yield OptionList(compact=True)

    def on_mount(self) -> None:
        self.query_one(OptionList).can_focus = False
        self._offer("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer(event.value.strip())

    def _offer(self, typed: str) -> None:
        self.found = [name for name in self.names if typed.casefold() in name.casefold()][:200]
        marks = {"HEAD": "the last commit"}
        options = self.query_one(OptionList)
        options.set_options(
            Option(Text.assemble(f"{'▸' if name == self.current else ' '} {name}", (f"  {marks.get(name, '')}", "dim")))
            for name in self.found
        )
        options.highlighted = 0 if self.found else None

    def action_mark(self, by: int) -> None:
        options = self.query_one(OptionList)
        if self.found:
            options.highlighted = ((options.highlighted or 0) + by) % len(self.found)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        marked = self.query_one(OptionList).highlighted
        typed = event.value.strip()
        exact = typed and typed not in self.found and not self.found
        self.dismiss(typed if exact or marked is None else self.found[marked])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self.found[event.option_index])

    def action_leave(self) -> None:
        self.dismiss(None)
