"""Letters over all that can be gone to: the letter goes there."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.widgets import Static

LETTERS: Final = "asdfghjklqwertyuiopzxcvbnm"


class JumpScreen(ModalScreen[int | None]):
    """Gives the number of the target; None for any other key. A target: where it is, and its name, if it has one."""

    DEFAULT_CSS = """
    JumpScreen {
        background: $background 40%;
        & .letter {
            position: absolute; width: auto; height: 1; padding: 0 1;
            background: $accent; color: $text; text-style: bold;
        }
        & #jump-help { dock: bottom; height: 1; width: 100%; padding: 0 1; background: $panel; color: $foreground; }
    }
    """

    def __init__(self, targets: Sequence[tuple[Offset, str]]) -> None:
        super().__init__()
        self.targets = targets[: len(LETTERS)]

    def compose(self) -> ComposeResult:
        for letter, (where, _) in zip(LETTERS, self.targets, strict=False):
            label = Static(letter, classes="letter", markup=False)
            label.offset = where
            yield label
        yield Static("a letter goes there · esc back", id="jump-help", markup=False)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        found = LETTERS.find(event.character or "?")
        self.dismiss(found if 0 <= found < len(self.targets) else None)

    def on_click(self) -> None:
        self.dismiss(None)
