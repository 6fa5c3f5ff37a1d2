"""The lines at the top and below the editor: where one is, what is wrong, which pane is open."""

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class HeadLine(Static):
    """Left: the project and file. Right: what is known of the leads. The left gives way."""

    DEFAULT_CSS = "HeadLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(id="head")
        self.left: Content = Content("")
        self.right: Content = Content("")

    def tell(self, left: Content, right: Content) -> None:
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = self.content_size.width
        room = width - self.right.cell_length - 2
        if room < 12:
            self.update(self.left.truncate(max(1, width), ellipsis=True))
            return
        left = self.left.truncate(room, ellipsis=True) if self.left.cell_length > room else self.left
        gap = width - left.cell_length - self.right.cell_length
        self.update(Content.assemble(left, " " * gap, self.right))


class MessageLine(Static):
    """One sentence about where the cursor is; a click on it goes to the next problem."""

    DEFAULT_CSS = """
    MessageLine { height: auto; max-height: 2; min-height: 1; padding: 0 1; color: $foreground 80%; }
    MessageLine.-error { color: $text-error; }
    MessageLine.-warning { color: $text-warning; }
    """

    class Clicked(Message):
        pass

    def __init__(self) -> None:
        super().__init__("", id="message", markup=False)
        self._told = ("", "")
        self._is_long = False

    def tell(self, said: str, severity: str = "") -> None:
        if (said, severity) == self._told:
            return
        self._told = said, severity
        self.set_class(severity == "error", "-error")
        self.set_class(severity == "warning", "-warning")
        is_long = cell_len(said) > self.content_size.width
        self.update(said, layout=is_long or self._is_long)  # laying out the screen costs more than drawing a line
        self._is_long = is_long

    def on_click(self) -> None:
        self.post_message(self.Clicked())


class TabLine(Static):
    """The panes of a narrow screen, the open one marked."""

    DEFAULT_CSS = """
    TabLine { height: 1; padding: 0 1; background: $panel; display: none; }
    """
    NAMES: ClassVar[tuple[str, ...]] = ("files", "rules", "leads", "explain", "assistant")

    class Chosen(Message):
        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__(id="tabs")
        self.open = "rules"

    def tell(self, name: str) -> None:
        self.open = name
        self.update(
            Content.assemble(
                *((f"[{word}]", "bold $text-accent") if n == name else (f" {word} ", "") for n, word in self._words())
            ),
            layout=False,
        )

    def _words(self) -> list[tuple[str, str]]:
        return [(name, f"{number} {name.capitalize()}") for number, name in enumerate(self.NAMES, 1)]

    def places(self) -> Iterator[tuple[str, int, int]]:
        """Each name with its first column on the screen and the one after its last."""
        at = self.region.x + 1
        for name, word in self._words():
            width = cell_len(word) + 2
            yield name, at, at + width
            at += width

    def on_click(self, event: events.Click) -> None:
        for name, first, end in self.places():
            if first <= event.screen_x < end:
                self.post_message(self.Chosen(name))
