"""Files of the project made, renamed and deleted. A layer of the workbench."""

from pathlib import Path

from textual import work

from ...dsl.errors import LeadwrightError
from ...engine.project import matching_files
from ...engine.whole_files import write_whole
from ..messages import FileAsked
from ..widgets.files_pane import FilesPane
from ..workspace import EDITABLE
from .assisting import Assisting
from .dialogs import Line, Question

_PROJECT = "leadwright.toml"


class Filing(Assisting):
    """Nothing that is not saved is lost by another name; what is deleted was asked for."""

    def on_file_asked(self, event: FileAsked) -> None:
        event.stop()
        if event.what == "new":
            self._new_file(event.path)
        elif event.path is not None:
            (self._rename_file if event.what == "rename" else self._delete_file)(event.path)

    def action_new_file(self) -> None:
        pane = self.query_one(FilesPane)
        self._new_file(pane.marked if pane.has_focus_within else None)

    # --- new

    @work(group="file", description="new file")
    async def _new_file(self, beside: Path | None) -> None:
        editor = self.editor
        near = beside or (editor.path if editor is not None else None)
        folder = self.workspace.shown(near.parent) if near is not None else "."
        path = await self._asked_name("New file", f"{folder}/new.lead" if folder != "." else "new.lead", None)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, "")
        except OSError as error:
            self._not_done("Not made", path, error)
            return
        await self._opened(path, "made")

    async def _asked_name(self, title: str, proposed: str, old: Path | None) -> Path | None:
        """A path for a file that is not there yet; asked again while it will not do."""
        said = "From the project's folder on; rules and tests end with .lead."
        value = proposed
        while True:
            answer = await self.app.push_screen_wait(Line(title, said, value))
            value = (answer or "").strip()
            path = (self.workspace.root / value).resolve()
            if not value or path == old:
                return None
            wrong = self._wrong_name(path, old)
            if not wrong:
                return path
            said = f"✖ {wrong}"

    def _wrong_name(self, path: Path, old: Path | None) -> str:
        if not path.is_relative_to(self.workspace.root):
            return "That is outside the project's folder."
        if path.exists() or path in self.workspace.documents:
            return f"{self.workspace.shown(path)} is there already."
        inside = path.relative_to(self.workspace.root).parts
        if any(part.startswith(".") for part in inside):
            return "Files and folders that begin with a dot are not shown here."
        if any(parent.is_file() for parent in path.parents):
            return "A file has the name of one of these folders."
        if old is None and path.suffix not in EDITABLE:
            return f"Files that end with {path.suffix} are not for this editor."
        return ""

    # --- another name

    @work(group="file", description="rename")
    async def _rename_file(self, path: Path) -> None:
        shown = self.workspace.shown(path)
        if path.name == _PROJECT:
            self.notify(f"{_PROJECT} makes the folder a project: it keeps its name", severity="warning")
            return
        target = await self._asked_name(f"Rename {shown}", shown, path)
        if target is None:
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        except OSError as error:
            self._not_done("Not renamed", path, error)
            return
        document, editor = self.workspace.documents.pop(path, None), self.pane.editors.get(path)
        cursor = editor.cursor_location if editor is not None else None
        is_in_front = self.editor is editor
        if document is not None:
            self.recovery.forget(document)
            await self.pane.close(path)
        if document is None or target.suffix not in EDITABLE:
            await self._opened(None, f"{shown} is {self.workspace.shown(target)} now")
            return
        await self._opened(target, f"renamed {shown}: it", cursor, focus=is_in_front)
        fresh = self.pane.editors.get(target)
        if fresh is not None and document.is_changed:
            fresh.put(document.text)

    # --- gone

    @work(group="file", description="delete")
    async def _delete_file(self, path: Path) -> None:
        shown = self.workspace.shown(path)
        if path.name == _PROJECT:
            self.notify(f"{_PROJECT} makes the folder a project: it is not deleted here", severity="warning")
            return
        document = self.workspace.documents.get(path)
        said = f"{shown} is deleted from the folder. " + self._kept_by_git(path)
        if document is not None and document.is_changed:
            said += "\n\n● It has changes that are not saved: they are lost, too."
        answer = await self.app.push_screen_wait(
            Question(f"Delete {path.name}?", said, [("delete", "Delete"), ("cancel", "Cancel")], careful=True)
        )
        if answer != "delete":
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            self._not_done("Not deleted", path, error)
            return
        if document is not None:
            self.recovery.forget(document)
            self.workspace.documents.pop(path, None)
            await self.pane.close(path)
        await self._opened(None, f"deleted {shown}")
        self.query_one(FilesPane).list.focus()

    def _kept_by_git(self, path: Path) -> str:
        if not self.git.branch:
            return "It cannot be got back from here."
        state = self.git.states.get(path, "")
        if state in ("?", "A"):
            return "It was never committed: git cannot give it back."
        lost = ", without what changed since" if state else ""
        return f"git keeps it as it was committed last{lost}."

    # --- after it

    async def _opened(
        self, path: Path | None, said: str, cursor: tuple[int, int] | None = None, focus: bool = True
    ) -> None:
        """Show the file, look anew at the rules, and say what was done; and if no rules take the file in."""
        if path is not None:
            row, column = cursor or (0, 0)
            if focus:
                self.show_editor()
            await self.open_file(path, row, column, focus)
        self._look_at_git()
        if self.workspace.project is not None:
            self._compare_with_saved()
        self.files_changed()
        self.status_changed()
        outside = path is not None and self._is_outside(path)
        if path is None or not outside:
            self.notify(f"{said} {self.workspace.shown(path)}" if path is not None else said, timeout=3, markup=False)
            return
        self.notify(
            f"{said} {self.workspace.shown(path)}. No rules take it in yet: `use` it in a rules file, or name it below "
            f"`rules`, or `tests`, in {_PROJECT}",
            timeout=8,
            markup=False,
        )

    def _is_outside(self, path: Path) -> bool:
        project = self.workspace.project
        if path.suffix != ".lead" or project is None:
            return False
        taken = {found.resolve() for pattern in (*project.rules, *project.tests) for found in self._matching(pattern)}
        return path not in taken

    def _matching(self, pattern: str) -> list[Path]:
        project = self.workspace.project
        assert project is not None
        try:
            return matching_files(project.root, pattern)
        except (LeadwrightError, OSError):
            return []

    def _not_done(self, title: str, path: Path, error: OSError) -> None:
        said = f"{self.workspace.shown(path)}: {error.strerror or error}"
        self.notify(said, title=title, severity="error", markup=False)
