"""From the workbench to what differs from git. A layer of the workbench."""

from typing import Any

from ...showing.plan_lines import AboutLead
from ..messages import FileChosen
from ..workspace import Document
from .changes_screen import LAST_COMMIT, Asked, ChangesScreen
from .dialogs import Question
from .simulating import Simulating


class Changing(Simulating):
    """The workbench from which changes are looked at and committed."""

    _base = LAST_COMMIT

    def action_changes(self) -> None:
        """What differs from what is committed, and what that does to the leads."""
        asked = Asked(self.workspace, lambda: self.live, self._why_no_leads)
        screen = ChangesScreen(asked, self.saved_for_commit, self.committed, self._base)

        async def seen(about: Any) -> None:
            self._base = screen.base
            match about:
                case AboutLead(id):
                    await self._show_lead(str(id))
                case FileChosen():
                    self.post_message(about)
                case _:
                    pass

        self.app.push_screen(screen, seen)

    async def saved_for_commit(self, documents: list[Document]) -> bool:
        """Asks to save files that are to be committed; True if they are saved."""
        names = "\n".join(f"  ● {self.workspace.shown(d.path)}" for d in documents)
        answer = await self.app.push_screen_wait(
            Question(
                "Not saved",
                f"A commit is of files as they are saved. These are not:\n\n{names}",
                [("save", "Save"), ("cancel", "Cancel")],
            )
        )
        return answer == "save" and await self.save(documents)

    def committed(self) -> None:
        self._look_at_git()

    def _look_at_git(self) -> object:
        """Ask git anew what it says of the files."""
        return None
