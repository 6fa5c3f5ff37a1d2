"""Tests that run while one works, and what-ifs. A layer of the workbench."""

from .navigating import Navigating


class Testing(Navigating):
    """The workbench with the tests of its project."""

    def action_test(self) -> None:
        """Run the tests and show them."""

    def action_what_if(self) -> None:
        """What if the lead under the cursor were another one."""
