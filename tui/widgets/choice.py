"""One of a few things, on one line: space, enter or a click takes the next, the arrows go to and fro."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Choice(Static, can_focus=True):
    """``choices``: key → words."""

    DEFAULT_CSS = """
    Choice {
        width: auto; height: 1; background: $surface; color: $foreground; padding: 0 1;
        &:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold underline; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter,right,down", "turn(1)", "Next", id="choice.next", show=False),
        Binding("left,up", "turn(-1)", "Previous", id="choice.previous", show=False),
    ]

    class Changed(Message):
        """Another one is chosen."""

        def __init__(self, choice: "Choice", key: str) -> None:
            super().__init__()
            self.choice = choice
            self.key = key

        @property
        def control(self) -> "Choice":
            return self.choice

    def __init__(self, choices: Sequence[tuple[str, str]], key: str, *, id: str) -> None:
        super().__init__(id=id)
        self.choices = list(choices)
        self.key = key

    def on_mount(self) -> None:
        self._draw()

    def offer(self, choices: Sequence[tuple[str, str]], key: str) -> None:
        """Other choices, of which one is taken; nothing is posted."""
        self.choices, self.key = list(choices), key
        self._draw()

    def _draw(self) -> None:
        words = dict(self.choices).get(self.key, "–")
        self.update(Content(f"◂ {words} ▸" if len(self.choices) > 1 else words))

    def action_turn(self, by: int) -> None:
        keys = [key for key, _ in self.choices]
        if len(keys) > 1:
            self.key = keys[((keys.index(self.key) if self.key in keys else 0) + by) % len(keys)]
            self._draw()
            self.post_message(self.Changed(self, self.key))

    def on_click(self, event: events.Click) -> None:
        self.action_turn(-1 if event.x < 3 else 1)
