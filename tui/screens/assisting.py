"""From the workbench to the assistant. A layer of the workbench."""

from ..widgets.assistant_pane import AssistantPane
from .changing import Changing


class Assisting(Changing):
    """The workbench with the assistant at its side."""

    def open_tab(self, name: str) -> None:
        """Show a pane, where there is room for one alone."""

    def focus_pane(self, number: int) -> None:
        """Show a pane and go to it, by its place in ``panes``."""

    def action_assistant(self) -> None:
        """To the assistant; from it, hide it and go back to the text."""
        pane = self.query_one(AssistantPane)
        if pane.has_focus_within:
            self.leave_assistant()
        else:
            self.focus_pane(4)

    def leave_assistant(self) -> None:
        self.remove_class("-assisting")
        self.focus_pane(1)

    def on_assistant_pane_left(self, event: AssistantPane.Left) -> None:
        event.stop()
        self.focus_pane(1)
