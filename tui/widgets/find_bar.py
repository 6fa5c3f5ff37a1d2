"""Find and replace below the text: counts while it is typed, enter goes on to the next."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class FindBar(Horizontal):
    DEFAULT_CSS = """
    FindBar {
        height: 1; display: none; background: $panel;
        & > Static { width: auto; padding: 0 1; color: $foreground 75%; }
        & > Input { width: 1fr; background: $surface; }
        & > #count { min-width: 12; }
        & > .replacing { display: none; }
    }
    FindBar.-open { display: block; }
    FindBar.-replacing > .replacing { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "Close", show=True),
        Binding("f3,down", "next", "Next", show=True),
        Binding("up,shift+f3", "previous", "Previous", show=False),
        Binding("ctrl+r", "replacing", "Replace", show=True),
        Binding("ctrl+e,alt+enter", "replace_all", "Replace all", show=True, priority=True),
    ]

    class Wanted(Message):
        """A text is to be found: ``by`` 1 the next, -1 the one before, 0 the nearest from here on."""

        def __init__(self, text: str, by: int) -> None:
            super().__init__()
            self.text = text
            self.by = by

    class Replaced(Message):
        """What is found is to be replaced: here, or everywhere in the file."""

        def __init__(self, text: str, replacement: str, everywhere: bool) -> None:
            super().__init__()
            self.text = text
            self.replacement = replacement
            self.everywhere = everywhere

    class Closed(Message):
        pass

    def compose(self) -> ComposeResult:
        yield Static("find")
        yield Input(id="find", select_on_focus=True, compact=True)
        yield Static("", id="count")
        yield Static("replace by", classes="replacing")
        yield Input(id="replacement", classes="replacing", select_on_focus=True, compact=True)

    @property
    def text(self) -> str:
        return self.query_one("#find", Input).value

    @property
    def is_open(self) -> bool:
        return self.has_class("-open")

    def open(self, text: str, replacing: bool = False) -> None:
        self.add_class("-open")
        self.set_class(replacing, "-replacing")
        field = self.query_one("#find", Input)
        if text:
            field.value = text
        field.focus()
        self.post_message(self.Wanted(field.value, 0))

    def tell(self, number: int, count: int) -> None:
        """Which of how many the cursor is on."""
        said = "" if not self.text else "not found" if not count else f"{number or '–'} of {count}"
        self.query_one("#count", Static).update(said)

    def action_close(self) -> None:
        self.remove_class("-open")
        self.post_message(self.Closed())

    def action_next(self) -> None:
        self.post_message(self.Wanted(self.text, 1))

    def action_previous(self) -> None:
        self.post_message(self.Wanted(self.text, -1))

    def action_replacing(self) -> None:
        self.toggle_class("-replacing")
        field = "#replacement" if self.has_class("-replacing") else "#find"
        self.query_one(field, Input).focus()

    def action_replace_all(self) -> None:
        self._replace(everywhere=True)

    def _replace(self, everywhere: bool) -> None:
        if self.text and self.has_class("-replacing"):
            self.post_message(self.Replaced(self.text, self.query_one("#replacement", Input).value, everywhere))

    def _on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.input.id == "find":
            self.post_message(self.Wanted(event.value, 0))

    def _on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "find":
            self.action_next()
        else:
            self._replace(everywhere=False)
