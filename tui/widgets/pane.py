"""What all panes have: the app they are in."""

from typing import cast

from textual.app import App
from textual.containers import Vertical


class Pane(Vertical):
    """Widgets below each other that take the focus as one."""

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]
