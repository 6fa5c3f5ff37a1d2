"""A line of text that leaves keys with alt to the screen: terminals send the letter with them."""

from textual import events
from textual.widgets import Input


class LineInput(Input):
    def check_consume_key(self, key: str, character: str | None) -> bool:
        return not key.startswith("alt+") and super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        if event.key.startswith("alt+"):
            event.prevent_default()
        else:
            await super()._on_key(event)
