"""From the workbench to what differs from git. A layer of the workbench."""

from .simulating import Simulating


class Changing(Simulating):
    """The workbench from which changes are looked at and committed."""

    def action_changes(self) -> None:
        """What differs from what is committed, and what that does to the leads."""
