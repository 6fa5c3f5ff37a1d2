"""A commit before it is made: which files, with what message. Nothing that does not stand here gets into it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, cast

from rich.text import Text
from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, OptionList, Static, TextArea
from textual.widgets.option_list import Option
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.errors import LeadwrightError, SourceError
from ...engine.changes.committing import commit
from ...engine.changes.revisions import Repository
from ...engine.changes.work_tree import FileChange, files_changed
from ..workspace import EDITABLE


class _Files(OptionList):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("space", "select", "Take or leave", show=False),
    ]


class CommitScreen(ModalScreen[str | None]):
    """Gives the short name of the commit, None if there is none. ``message``: what is proposed for the files that are
    taken. ``data``: files that are left out at first."""

    DEFAULT_CSS = """
    CommitScreen {
        align: center middle;
        & > .box {
            width: 84; max-width: 96%; height: auto; max-height: 94%;
            background: $surface; border: round $primary; padding: 1 2; border-title-style: bold;
            border-subtitle-color: $foreground 75%;
        }
        & _Files { height: auto; max-height: 10; border: none; padding: 0; background: transparent; }
        & .head { color: $foreground 75%; }
        & #message-head { margin-top: 1; }
        & TextArea { height: 7; background: $panel; }
        & #wrong { height: auto; max-height: 10; color: $text-error; display: none; margin-top: 1; overflow-y: auto; }
        & #wrong.-said { display: block; }
        & .answers { height: auto; align-horizontal: right; margin-top: 1; }
        & .answers Button { margin-left: 1; min-width: 12; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", show=False)]

    def __init__(
        self,
        repository: Repository,
        files: Sequence[FileChange],
        message: Callable[[Sequence[FileChange]], str],
        data: Sequence[Path] = (),
    ) -> None:
        super().__init__()
        self.repository = repository
        self.files = list(files)
        self.message = message
        self.proposed = ""
        self.taken = [not self._is_data(change, set(data)) for change in files]
        self._worker: Worker[None] | None = None

    def _is_data(self, change: FileChange, data: set[Path]) -> bool:
        path = self.repository.top / change.path
        return change.how == "new" and (path.resolve() in data or path.suffix not in EDITABLE)

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = "Commit"
            box.border_subtitle = "tab next · space takes a file or leaves it out · esc back"
            yield Static("", classes="head", id="which", markup=False)
            yield _Files(compact=True)
            yield Static("Message:", classes="head", id="message-head")
            yield TextArea("", compact=True, tab_behavior="focus", id="words")
            yield Static("", id="wrong", markup=False)
            with Horizontal(classes="answers"):
                yield Button("Commit", id="commit", variant="primary", compact=True)
                yield Button("Back", id="back", compact=True)

    def on_mount(self) -> None:
        self._show()
        self.query_one(_Files).focus()

    def _show(self) -> None:
        files = self.query_one(_Files)
        marked = files.highlighted or 0
        rows: list[Option] = []
        for change, taken in zip(self.files, self.taken, strict=True):
            new, gone = change.counts
            same = change.how == "renamed" and not new and not gone
            said = change.no_text or ("the text is the same" if same else f"+{new} −{gone}")
            rows.append(Option(Text(f"[{'x' if taken else ' '}] {change.letter} {change.shown}  {said}")))
        files.set_options(rows)
        files.highlighted = min(marked, len(rows) - 1)
        count = sum(self.taken)
        left = len(self.files) - count
        which = "No file is taken" if not count else f"{count} file{'s' * (count != 1)}, and nothing else"
        self.query_one("#which", Static).update(which + (f"; {left} left out" if left else "") + ":")
        self.query_one("#commit", Button).disabled = not count
        words = self.query_one(TextArea)
        if words.text == self.proposed:  # nobody wrote another one
            self.proposed = self.message(self._chosen())
            words.load_text(self.proposed)

    def _chosen(self) -> list[FileChange]:
        return [change for change, taken in zip(self.files, self.taken, strict=True) if taken]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.taken[event.option_index] = not self.taken[event.option_index]
        self._show()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        event.stop()
        if event.button.id == "back":
            self.action_leave()
            return
        self._say("")
        self.query_one("#commit", Button).disabled = True
        self.query_one(".box").border_subtitle = "committing …  esc stops"
        self._worker = self._commit(self._chosen(), self.query_one(TextArea).text)

    @work(thread=True, exclusive=True, group="committing", exit_on_error=False, description="commit")
    def _commit(self, chosen: Sequence[FileChange], message: str) -> None:
        worker = cast("Worker[object]", get_current_worker())
        try:
            self._as_shown(chosen)
            name = commit(self.repository, chosen, message, lambda: not worker.is_cancelled)
        except LeadwrightError as error:
            said = error.message[:1].upper() + error.message[1:]
            self.app.call_from_thread(self._failed, f"{said}\n{error.help}" if error.help else said)
        except OSError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, name)

    def _as_shown(self, chosen: Sequence[FileChange]) -> None:
        """Raises SourceError if a file is another one by now than was looked at."""
        head = self.repository.commit("HEAD") if self.repository.has_commits else None
        now = {change.path: change for change in files_changed(self.repository, head)}
        for change in chosen:
            found = now.get(change.path)
            if found is None or (found.before, found.after, found.how) != (change.before, change.after, change.how):
                raise SourceError(
                    f"{change.path} is another text than was shown", "go back, and look at the changes again"
                )

    def _failed(self, said: str) -> None:
        self._worker = None
        self._say(said)
        self.query_one("#commit", Button).disabled = not any(self.taken)
        self.query_one(".box").border_subtitle = "nothing was committed · esc back"

    def _say(self, said: str) -> None:
        wrong = self.query_one("#wrong", Static)
        wrong.update(f"✖ {said}" if said else "")
        wrong.set_class(bool(said), "-said")

    def action_leave(self) -> None:
        if self._worker is not None and self._worker.is_running:
            self._worker.cancel()
            return
        self.dismiss(None)
