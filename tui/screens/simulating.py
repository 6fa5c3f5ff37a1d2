"""From the workbench to simulations. A layer of the workbench."""

from .testing import Testing


class Simulating(Testing):
    """The workbench from which simulations are started."""

    def action_simulate(self) -> None:
        """The rules over a time range, beside the saved or the committed ones."""
