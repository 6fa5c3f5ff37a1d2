"""Opening, saving, laying out; what changed outside; copies for after a crash. The first layer of the workbench."""

from pathlib import Path
from typing import cast

from textual import work
from textual.app import App
from textual.screen import Screen

from ...dsl.errors import LeadwrightError
from ...dsl.format import format_source
from ...dsl.source import SourceText
from ...engine.changes.text_lines import hunks
from ..recovery import Recovery
from ..widgets.diff_view import Text
from ..widgets.editor import RuleEditor
from ..widgets.editor_pane import EditorPane
from ..workspace import Document, Workspace
from .dialogs import Question

_WHOSE = "Lines with - are in the file now, lines with + are yours:"


class OpenFiles(Screen[None]):
    """Knows the workspace and its editors."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.recovery = Recovery(workspace.root)
        self._asking_about: set[Path] = set()
        self._pane: EditorPane | None = None  # asked for many times a key

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]

    @property
    def pane(self) -> EditorPane:
        if self._pane is None:
            self._pane = self.query_one(EditorPane)
        return self._pane

    @property
    def editor(self) -> RuleEditor | None:
        return self.pane.editor if self._pane is not None or self.query(EditorPane) else None

    @property
    def document(self) -> Document | None:
        editor = self.editor
        return self.workspace.documents.get(editor.path) if editor is not None else None

    # --- what later layers do when something changed

    def texts_changed(self) -> None:
        """A text is another one."""

    def files_changed(self) -> None:
        """Files were opened, saved or changed outside: what is shown of them is old."""

    def saved(self, documents: list[Document]) -> None:
        """Files were written."""

    # --- opening

    async def open_file(self, path: Path, row: int | None = None, column: int = 0, focus: bool = True) -> bool:
        """Show a file, the cursor at a row and column from 0. False, with a message, if it cannot be edited."""
        path = path.resolve()
        is_new = path not in self.workspace.documents
        try:
            document = self.workspace.document(path)
        except LeadwrightError as error:
            self.notify(error.message, title="Not opened", severity="warning", markup=False)
            return False
        editor = await self.pane.show(path, document.text, read_only=not document.is_writable)
        if row is not None:
            editor.go_to(row, column)
        if focus:
            editor.focus()
        if is_new:
            if editor.read_only:
                self.notify(f"{self.workspace.shown(path)} cannot be written: it is open for reading", markup=False)
            self._offer_recovery(document, editor)
        self.files_changed()
        return True

    def on_rule_editor_edited(self, event: RuleEditor.Edited) -> None:
        event.stop()
        document = self.workspace.documents.get(event.editor.path)
        text = event.editor.text
        if document is None or document.text == text:
            return
        document.text = text
        self.recovery.keep_soon(self, document)
        self.texts_changed()

    # --- saving

    async def action_save(self) -> None:
        document = self.document
        if document is not None:
            self._save([document])

    async def action_save_all(self) -> None:
        self._save(self.workspace.changed())

    @work(group="save", description="save")
    async def _save(self, documents: list[Document]) -> None:
        await self.save(documents)

    async def save(self, documents: list[Document]) -> bool:
        """Write files; asks where one was changed outside meanwhile. False if something is not saved."""
        written: list[Document] = []
        for document in documents:
            if document.was_changed_outside() and not await self._may_overwrite(document):
                continue
            try:
                document.save()
            except OSError as error:
                shown = self.workspace.shown(document.path)
                self.notify(
                    f"{shown}: {error.strerror or error}. The text is still here.",
                    title="Not saved",
                    severity="error",
                    markup=False,
                )
                continue
            self.recovery.forget(document)
            written.append(document)
        if written:
            names = ", ".join(self.workspace.shown(d.path) for d in written)
            self.notify(f"saved {names}", timeout=2, markup=False)
            self.saved(written)
        self.files_changed()
        return len(written) == len(documents)

    async def _may_overwrite(self, document: Document) -> bool:
        shown = self.workspace.shown(document.path)
        answer = await self.app.push_screen_wait(
            Question(
                f"{shown} was changed outside",
                _WHOSE,
                [("theirs", "Load the file"), ("mine", "Overwrite it"), ("back", "Cancel")],
                [self._difference(document)],
            )
        )
        if answer == "theirs":
            self._load(document)
        return answer == "mine"

    def _difference(self, document: Document) -> Text:
        try:
            now = document.path.read_text("utf-8").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError):
            return Text("", (), "the file is gone, or no text any more")
        return Text("", tuple(hunks(now, document.text, 1)))

    def action_format(self) -> None:
        """The file in the one layout, as one step."""
        editor = self.editor
        if editor is None or not editor.is_rules or editor.read_only:
            return
        found = format_source(SourceText(editor.path.name, editor.text, editor.path))
        if found.diagnostics:
            self.notify("what cannot be read cannot be laid out: see f8", severity="warning")
        elif found.text == editor.text:
            self.notify("it is laid out already", timeout=2)
        else:
            editor.put(found.text)
            self.notify("laid out; ctrl+z takes it back", timeout=3)

    # --- changed outside

    def look_outside(self) -> None:
        """Load files that were changed outside if nothing of them is unsaved; else ask, once."""
        for document in list(self.workspace.documents.values()):
            if not document.was_changed_outside() or document.path in self._asking_about:
                continue
            if not document.path.exists():
                self._asking_about.add(document.path)
                shown = self.workspace.shown(document.path)
                self.notify(f"{shown} is gone; ctrl+s writes it again", severity="warning", timeout=8, markup=False)
            elif not document.is_changed:
                self._load(document)
                self.notify(f"{self.workspace.shown(document.path)} was changed outside: loaded", markup=False)
            else:
                self._ask_about(document)

    @work(group="outside", description="ask about")
    async def _ask_about(self, document: Document) -> None:
        self._asking_about.add(document.path)
        answer = await self.app.push_screen_wait(
            Question(
                f"{self.workspace.shown(document.path)} was changed outside, and here",
                _WHOSE,
                [("theirs", "Load the file"), ("mine", "Keep mine"), ("later", "Decide later")],
                [self._difference(document)],
            )
        )
        if answer == "theirs":
            self._load(document)
        if answer != "later":
            self._asking_about.discard(document.path)
        if answer == "mine":
            document.reload()
            self.files_changed()
            self.texts_changed()

    def _load(self, document: Document) -> None:
        """The file's text into its editor, as one step that can be undone."""
        try:
            text = document.reload()
        except LeadwrightError as error:
            self.notify(error.message, severity="error", markup=False)
            return
        document.text = text
        editor = self.pane.editors.get(document.path)
        if editor is not None:
            editor.put(text)
        self.recovery.forget(document)
        self.files_changed()
        self.texts_changed()

    # --- after a crash

    @work(group="recovery", description="offer recovery")
    async def _offer_recovery(self, document: Document, editor: RuleEditor) -> None:
        kept = self.recovery.kept(document)
        if kept is None or kept == document.text:
            return
        answer = await self.app.push_screen_wait(
            Question(
                f"{self.workspace.shown(document.path)} was not saved last time",
                "A copy of the text was kept. Lines with - are in the file, lines with + in the copy:",
                [("take", "Take the copy"), ("drop", "Drop it"), ("later", "Decide later")],
                [Text("", tuple(hunks(document.text, kept, 1)))],
            )
        )
        if answer == "take":
            editor.put(kept)
        elif answer == "drop":
            self.recovery.forget(document)

    # --- leaving

    async def may_leave(self) -> bool:
        """Asks about what is not saved; True if nothing of it is lost against one's will."""
        changed = self.workspace.changed()
        if not changed:
            return True
        names = "\n".join(f"  ● {self.workspace.shown(d.path)}" for d in changed)
        answer = await self.app.push_screen_wait(
            Question(
                "Not saved",
                f"These files have changes that are not saved:\n\n{names}",
                [("save", "Save"), ("discard", "Discard"), ("cancel", "Cancel")],
            )
        )
        if answer == "save":
            return await self.save(changed)
        if answer == "discard":
            for document in changed:
                self.recovery.forget(document)
            return True
        return False
