"""The last line: what the keys do now. Where room is short the hints at the right go first; help and palette stay."""

from typing import Any, cast

from textual.app import App
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

_ALWAYS = ("help", "palette")


class HintLine(Static):
    """Drawn anew whenever the focus, and with it the keys that work, is another."""

    DEFAULT_CSS = """
    HintLine {
        height: 1; dock: bottom; background: $panel; padding: 0 1; color: $foreground;
        link-style: none; link-color: $foreground; link-background: $panel;
    }
    """

    def __init__(self) -> None:
        super().__init__("", id="hints")

    def on_mount(self) -> None:
        screen: Any = self.screen
        screen.bindings_updated_signal.subscribe(self, self._bindings_updated)
        self._draw()

    def _bindings_updated(self, _screen: Screen[object]) -> None:
        if self.is_attached and self.screen.is_current:
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        app = cast("App[None]", self.app)  # pyright: ignore[reportUnknownMemberType]
        hints: list[Content] = []
        always: list[Content] = []
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            is_always = binding.id in _ALWAYS
            if binding.action in seen or not (binding.show or is_always) or not active.enabled:
                continue
            seen.add(binding.action)
            shown = Content.from_markup(
                f"[@click=app.simulate_key('{binding.key}')][bold $text-accent]$key[/bold $text-accent] $said[/]",
                key=app.get_key_display(binding),
                said=binding.description,
            )
            (always if is_always else hints).append(shown)
        right = Content("  ").join(always)
        room = self.content_size.width - right.cell_length - 2
        left = Content("")
        for hint in hints:
            longer = hint if not left.cell_length else Content.assemble(left, "  ", hint)
            if longer.cell_length > room:
                break
            left = longer
        gap = max(1, self.content_size.width - left.cell_length - right.cell_length)
        self.update(Content.assemble(left, " " * gap, right))
