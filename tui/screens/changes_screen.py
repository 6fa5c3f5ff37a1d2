"""What differs from git: what the change means, what it does to the leads, the texts; and from there to a commit."""

import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final, cast

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.errors import LeadwrightError, SourceError
from ...engine.changes.committing import proposed
from ...engine.changes.revisions import Repository
from ...engine.changes.work_tree import FileChange, files_changed
from ...engine.live import LiveScores
from ...engine.live.planned import Planned, commit_of, planned
from ...engine.project import matching_files
from ...showing.outline import Line as Row
from ...showing.plan_lines import AboutLead, AboutPlace, AboutSection, lines_of
from ...showing.plan_page import Told, subtitle
from ..messages import FileChosen
from ..widgets.diff_view import DiffView, Text
from ..widgets.hint_line import HintLine
from ..widgets.lines import HeadLine
from ..widgets.outline_view import OutlineView
from ..workspace import EDITABLE, Document, Workspace
from .base_screen import BaseScreen
from .commit_screen import CommitScreen
from .help import HelpScreen

LAST_COMMIT: Final = "HEAD"
_OFTEN: Final = 0.1
"""Seconds between tellings of how far it has come."""
_DOING: Final = {"reading": "reading the data", "scoring": "scoring by both", "over time": "both over time"}
_HOW_TO_BEGIN: Final = (
    "To keep versions of these rules, go to this folder in a terminal:\n\n"
    '    git init\n    git add .\n    git commit -m "The rules as they are"\n\n'
    "A .gitignore that names the data keeps people's data out of it. Then press r here."
)


class StoppedError(Exception):
    """Nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where the screen gets what it shows from. ``why_no_leads``: empty while they are read."""

    workspace: Workspace
    live: Callable[[], LiveScores | None]
    why_no_leads: Callable[[], str]


class ChangesScreen(Screen[Any]):
    """Gives the lead or the file to go to, None for neither. ``save`` asks to save files and tells whether they are;
    ``committed`` is told of a commit."""

    DEFAULT_CSS = """
    ChangesScreen {
        layout: vertical; background: $surface;
        & #sentence { height: auto; max-height: 4; padding: 0 1; text-style: bold; margin-top: 1; }
        & #about { height: auto; max-height: 3; padding: 0 1; color: $foreground 75%; margin-bottom: 1; }
        & #panes { height: 1fr; }
        & #meaning, & #texts {
            height: 1fr; border: round $foreground 30%; background: $surface;
            border-title-color: $foreground 85%; border-subtitle-color: $foreground 75%;
            &:focus { border: heavy $primary; border-title-color: $text-accent; border-title-style: bold; }
        }
        & #nothing { padding: 1 2; display: none; height: 1fr; }
        &.-nothing #nothing { display: block; }
        &.-nothing #panes { display: none; }
        &.-texts-alone #meaning { display: none; }
        &.-low #sentence, &.-low #about { margin: 0; }
        &.-low #panes #meaning { display: none; }
        &.-low.-meaning #panes #meaning { display: block; }
        &.-low.-meaning #panes #texts { display: none; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 - Textual's own type
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,q", "back", "Back", id="changes.back", key_display="esc", tooltip="Stop what is going on, or back"
        ),
        Binding("c", "commit", "Commit", id="changes.commit", tooltip="Commit these files, after a last look"),
        Binding("b", "base", "Against", id="changes.base", tooltip="Another branch, tag or commit to compare with"),
        Binding("tab,f4", "other_pane", "Meaning, texts", id="changes.pane", priority=True, key_display="tab"),
        Binding("r,ctrl+k", "again", "Look again", id="changes.again", key_display="r"),
        Binding("f1", "help", "Help", id="help", show=False),
    ]

    def __init__(
        self,
        asked: Asked,
        save: Callable[[list[Document]], Awaitable[bool]],
        committed: Callable[[], object],
        base: str = LAST_COMMIT,
    ) -> None:
        super().__init__()
        self.asked = asked
        self.save, self.committed = save, committed
        self.base = base
        self.repository: Repository | None = None
        self.files: tuple[FileChange, ...] = ()
        self.found: Planned | None = None
        self.has_commits = True
        self._doing = ""
        self._worker: Worker[None] | None = None

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]

    def compose(self) -> ComposeResult:
        yield HeadLine()
        yield Static("", id="sentence", markup=False)
        yield Static("", id="about", markup=False)
        yield Static("", id="nothing", markup=False)
        with Vertical(id="panes"):
            yield OutlineView(id="meaning", opened=_is_open, named=_named)
            yield DiffView(id="texts")
        yield HintLine()

    def on_mount(self) -> None:
        self.query_one("#meaning").border_title = "What it means"
        self.query_one("#texts").border_title = "Texts"
        self.add_class("-meaning")
        self.action_again()

    # --- finding out

    def action_again(self) -> None:
        if self._worker is not None and self._worker.is_running:
            self._worker.cancel()
        self.found, self.files = None, ()
        self._tell("looking …")
        workspace = self.asked.workspace
        texts = {document.path: document.text for document in workspace.changed()}
        self._worker = self._look(self.base, texts)

    @work(thread=True, exclusive=True, group="changes", exit_on_error=False, description="look")
    def _look(self, base: str, texts: dict[Path, str]) -> None:
        worker = cast("Worker[object]", get_current_worker())

        def tell(does: Callable[..., object], *arguments: object) -> None:
            if not worker.is_cancelled:
                self.app.call_from_thread(does, *arguments)

        last = 0.0

        def progress(stage: str, done: int, total: int) -> None:
            nonlocal last
            if worker.is_cancelled:
                raise StoppedError
            now = time.monotonic()
            if now - last > _OFTEN:
                last = now
                tell(self._progressed, stage, done, total)

        try:
            repository = Repository.around(self.asked.workspace.root)
            has_commits = repository.has_commits
            commit = commit_of(repository, base) if has_commits else None
            files = files_changed(repository, None if commit is None else commit[0], texts)
            tell(self._files_found, repository, files, has_commits)
            project = self.asked.workspace.project
            if project is None or commit is None:
                tell(self._planned, None)
                return
            rules = {path: text for path, text in texts.items() if path.suffix == ".lead"}
            live = self.asked.live()
            unread = self.asked.why_no_leads() or "the leads are still being read: r looks again"
            tell(self._planned, planned(project, commit, rules, live, progress, f"There are no leads: {unread}."))
        except StoppedError:
            return
        except LeadwrightError as error:
            tell(self._failed, error.message, error.help or "")
        except OSError as error:
            tell(self._failed, str(error), "")

    def _progressed(self, stage: str, done: int, total: int) -> None:
        of = f" of {total:,}" if total else ""
        self._tell(f"{_DOING.get(stage, stage)}: {done:,}{of} …  esc stops")

    def _files_found(self, repository: Repository, files: tuple[FileChange, ...], has_commits: bool) -> None:
        self.repository, self.has_commits = repository, has_commits
        self.files = tuple(sorted(files, key=lambda change: (_rank(change), change.path)))
        self.remove_class("-nothing")
        view = self.query_one(DiffView)
        view.show(_text(change, repository.top) for change in self.files)
        unsaved = sum(change.is_unsaved for change in files)
        count = "1 file" if len(files) == 1 else f"{len(files):,} files"
        view.border_title = f"Texts · {count}" + (f", ● {unsaved} not saved" if unsaved else "")
        view.border_subtitle = "n p next, previous · enter goes there"
        self._tell("comparing the rules …")
        self._tell_head()
        if not self.focused:
            view.focus()

    def _planned(self, found: Planned | None) -> None:
        self.found = found
        self._worker = None
        if not self.files:
            self._nothing()
        if found is None:
            why = "There is no project here: the texts alone are compared."
            self._tell("No commit yet: all files are new. c makes the first." if not self.has_commits else why)
            self._no_meaning()
        elif found.comparison is None:
            self._tell(found.sentence, f"✖ {found.problem}" + (f" — {found.help}" if found.help else ""))
            self._no_meaning()
        else:
            told = Told(found.sentence, found.before, found.after, found.comparison, found.tried, found.notes)
            self._tell(found.sentence, subtitle(told))
            lines = lines_of(told)
            self.query_one("#meaning", OutlineView).show(lines, anew=True)
            self.query_one("#meaning").border_subtitle = "space folds · enter on a lead or a rule goes there"
            self.set_class(not lines, "-texts-alone")
            self.set_class(bool(lines), "-meaning")
            self.call_after_refresh(self.query_one("#meaning" if lines else "#texts").focus)

    def _no_meaning(self) -> None:
        self.add_class("-texts-alone")
        self.remove_class("-meaning")
        self.query_one("#texts").focus()

    def _nothing(self) -> None:
        self.add_class("-nothing")
        said = (
            f"Nothing differs from {self.base}. Change a rule, then come back: what it does to the leads stands here."
        )
        self.query_one("#nothing", Static).update(said)

    def _failed(self, message: str, help: str) -> None:
        """Not in a repository, an unknown revision, data that cannot be read."""
        self._worker = None
        self._tell(message[:1].upper() + message[1:], help if self.repository else "")
        self._no_meaning()
        if not self.files:
            self.query_one(DiffView).show(())
        if self.repository is None:
            self.add_class("-nothing")
            self.query_one("#nothing", Static).update(_HOW_TO_BEGIN)
        self._tell_head()

    # --- what is told

    def _tell(self, sentence: str, about: str = "") -> None:
        self.query_one("#sentence", Static).update(sentence)
        self.query_one("#about", Static).update(about)

    def _tell_head(self) -> None:
        left = Content.assemble(("leadwright", "bold $text-accent"), f"  Changes  {self.asked.workspace.root.name}")
        new, gone = (
            (sum(n) for n in zip(*(change.counts for change in self.files), strict=True)) if self.files else (0, 0)
        )
        right = Content(f"against {self.base} · +{new:,} −{gone:,} lines")
        self.query_one(HeadLine).tell(left, right if self.repository else Content(""))

    # --- going there

    def on_outline_view_chosen(self, event: OutlineView.Chosen) -> None:
        event.stop()
        match event.line.about:
            case AboutLead() as lead:
                self.dismiss(lead)
            case AboutPlace(place, is_gone=False) if place.source.path is not None:
                line, column = place.source.position(place.span.start)
                self.dismiss(FileChosen(place.source.path, line, column))
            case AboutPlace():
                self.notify("it is gone: see the text below", timeout=3)
            case _:
                pass

    def on_diff_view_chosen(self, event: DiffView.Chosen) -> None:
        event.stop()
        if event.path.exists() or event.path in self.asked.workspace.documents:
            self.dismiss(FileChosen(event.path, event.line))
        else:
            self.notify("the file is gone", timeout=3)

    def action_other_pane(self) -> None:
        to_texts = self.query_one("#meaning").has_focus or self.has_class("-texts-alone")
        self.set_class(not to_texts, "-meaning")
        self.call_after_refresh(self.query_one("#texts" if to_texts else "#meaning").focus)

    def action_back(self) -> None:
        if self._worker is not None and self._worker.is_running:
            self._worker.cancel()
            self._worker = None
            self._tell("Stopped: what it does to the leads was not found out. r looks again.")
            return
        self.dismiss(None)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))

    # --- against what

    @work(group="base")
    async def action_base(self) -> None:
        if self.repository is None or not self.has_commits:
            return
        base = await self.app.push_screen_wait(BaseScreen(self.repository.names(), self.base))
        if base:
            self.base = base
            self.action_again()

    # --- a commit

    @work(group="commit")
    async def action_commit(self) -> None:
        """Asks for what is not saved, shows which files, and commits these."""
        if self.repository is None or not self.files:
            self.notify("there is nothing to commit", timeout=3)
            return
        if self.base != LAST_COMMIT:
            self.base = LAST_COMMIT
            self.action_again()
            self.notify("a commit is of what differs from HEAD: look at that first, then c", timeout=6)
            return
        if self._worker is not None and self._worker.is_running:
            self.notify("it is still being looked at", timeout=3)
            return
        unsaved = [document for document in self.asked.workspace.changed() if self._is_shown(document.path)]
        if unsaved and not await self.save(unsaved):
            return
        data = _data_of(self.asked.workspace)
        name = await self.app.push_screen_wait(CommitScreen(self.repository, self.files, self._message, data))
        if name:
            self.notify(f"committed as {name}", timeout=5, markup=False)
            self.committed()
            self.dismiss(None)

    def _message(self, files: Sequence[FileChange]) -> str:
        """What the rules mean now, if all that makes them up is committed."""
        left_out = {change.path for change in self.files} - {change.path for change in files}
        found = self.found
        if found is None or any(path.endswith((".lead", ".toml", ".txt")) for path in left_out):
            return proposed(None, "", files)
        return proposed(found.comparison, found.sentence, files)

    def _is_shown(self, path: Path) -> bool:
        top = self.repository.top if self.repository else path
        return any((top / change.path).resolve() == path for change in self.files)


def _text(change: FileChange, top: Path) -> Text:
    new, gone = change.counts
    counted = f"  +{new} −{gone}" if new or gone else ""
    unsaved = "  ● not saved" if change.is_unsaved else ""
    return Text(
        f"{change.letter} {change.shown}{counted}{unsaved}", change.hunks, change.no_text, (top / change.path).resolve()
    )


def _rank(change: FileChange) -> int:
    """Rules first, then other texts, then what is not for an editor."""
    ending = Path(change.path).suffix
    return 0 if ending == ".lead" else 1 if ending in EDITABLE else 2


def _is_open(line: Row) -> bool:
    return not (isinstance(line.about, AboutSection) and line.about.folded)


def _named(line: Row) -> object:
    return line.about.title if isinstance(line.about, AboutSection) else line.text.plain


def _data_of(workspace: Workspace) -> Sequence[Path]:
    """The files of the project's data, which are seldom to be committed."""
    project = workspace.project
    found: list[Path] = []
    if project is not None:
        for source in (*project.leads.source, *project.events.source, *project.outcomes.source):
            with suppress(SourceError, OSError, ValueError):
                found += (path.resolve() for path in matching_files(project.root, source))
    return found
