"""Where one works: files, rules, leads, and why a lead has its score. What one pane says is passed on here."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, cast

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import AppFocus, Resize
from textual.widget import Widget
from textual.widgets import Static

from ...engine.live import LiveScores, Scored, Unscored
from ..git import GitState, git_state
from ..known_data import KnownData
from ..language.symbols import symbols
from ..messages import LeadChosen
from ..recovery import read_session, write_session
from ..widgets.assistant_pane import AssistantPane
from ..widgets.completion_popup import CompletionPopup
from ..widgets.editor import RuleEditor
from ..widgets.editor_pane import EditorPane
from ..widgets.explain_pane import ExplainPane
from ..widgets.files_pane import FilesPane
from ..widgets.hint_line import HintLine
from ..widgets.lead_table import LeadTable
from ..widgets.leads_pane import LeadsPane
from ..widgets.lines import HeadLine, MessageLine, TabLine
from ..widgets.tour import TOUR_ROW, Tour
from ..workspace import Document
from .arranging import Arranging
from .help import HelpScreen
from .keys import WORKBENCH

_LOOK_EVERY = 2.0
"""Seconds between looks at files that others may have changed."""


class Workbench(Arranging):
    BINDINGS: ClassVar[list[BindingType]] = WORKBENCH
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own type
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-low"), (32, "-tall")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        at_ease = bool(self.after)  # without a pause there is none anywhere
        yield HeadLine()
        yield TabLine()
        with Horizontal(id="body"):
            with Vertical(id="main"):
                with Horizontal(id="upper"):
                    yield FilesPane()
                    yield EditorPane()
                yield MessageLine()
                yield LeadsPane("3 Leads", quiet=1.0 * at_ease, pause=0.2 * at_ease, id="leads")
            with Vertical(id="side"):
                yield ExplainPane("4 Explain", pause=0.08 * at_ease, quiet=0.4 * at_ease, id="explain")
                yield AssistantPane()
        yield Static("Please enlarge the terminal: at least 60 columns and 16 rows.", id="too-small")
        yield CompletionPopup()
        if self.with_tour:
            yield Tour()
        yield HintLine()

    async def on_mount(self) -> None:
        self.git = GitState()
        self.pane.completer = self.complete
        for name, title in (("files", "1 Files"), ("editor", "2 Rules")):
            self.query_one(f"#{name}").border_title = title
        self.open_tab("rules")
        await self._open_last()
        self.status_changed()
        self.begin()
        self._look_at_git()
        self.set_interval(_LOOK_EVERY, self._look)

    async def _open_last(self) -> None:
        """The files of last time, else the first rules file."""
        session = read_session(self.workspace.root)
        places = cast("dict[str, Any]", session["files"] if isinstance(session.get("files"), dict) else {})
        names = [str(name) for name in (*places, session.get("current") or "")]
        for name in dict.fromkeys(name for name in names if name):
            path = (self.workspace.root / name).resolve()
            row, column = _place(places.get(name))
            if path.is_file() and path.is_relative_to(self.workspace.root):
                await self.open_file(path, row, column)
        if self.editor is None:
            first = self._first_file()
            if first is not None:
                await self.open_file(first)
        if self.editor is None:
            self.query_one(FilesPane).list.focus()

    def _first_file(self) -> Path | None:
        project = self.workspace.project
        if self.workspace.problem:
            return self.workspace.root / "leadwright.toml"
        if project is not None:
            for pattern in project.rules:
                path = project.root / pattern
                if path.is_file():
                    return path
        rules = self.workspace.rules_files()
        return rules[0] if rules else project.file if project is not None else None

    def remember(self) -> None:
        """For next time: the open files, their cursors, the one in front."""
        files = {self.workspace.shown(p): list(e.cursor_location) for p, e in self.pane.editors.items()}
        current = self.editor
        shown = self.workspace.shown(current.path) if current is not None else None
        write_session(self.workspace.root, {"files": files, "current": shown, "sizes": self.sizes})

    # --- panes

    def panes(self) -> list[Widget]:
        """Those that can take the focus, in their order."""
        editor: Widget = self.editor or self.pane
        return [
            self.query_one(FilesPane).list,
            editor,
            self.query_one(LeadsPane).table,
            self.query_one(ExplainPane).view,
            self.query_one(AssistantPane).question,
        ]

    def open_tab(self, name: str) -> None:
        if name == "assistant":
            self.add_class("-assisting")
        for other in TabLine.NAMES:
            self.set_class(other == name, f"show-{other}")
        self.query_one(TabLine).tell(name)
        self.call_after_refresh(self.fit_panes)

    def on_tab_line_chosen(self, event: TabLine.Chosen) -> None:
        self.focus_pane(TabLine.NAMES.index(event.name))

    def focus_pane(self, number: int) -> None:
        self.open_tab(TabLine.NAMES[number])
        pane = self.panes()[number]
        target = pane if pane.focusable else next((w for w in pane.query("*") if w.focusable), None)
        if target is not None:
            self.call_after_refresh(target.focus)

    def action_next_pane(self, by: int) -> None:
        here = self.focused
        panes = self.panes()
        if not (self.has_class("-assisting") or self.has_class("-narrow")):
            panes.pop()
        at = next((i for i, p in enumerate(panes) if here is not None and p in here.ancestors_with_self), 1)
        if here is not None and here.id == "outline":
            at = 0
        self.focus_pane((at + by) % len(panes))

    def show_editor(self) -> None:
        self.open_tab("rules")

    def action_files(self) -> None:
        """To the files; from them, hide them and go back to the text."""
        files = self.query_one(FilesPane)
        if self.has_class("-narrow"):
            self.focus_pane(1 if self.has_class("show-files") else 0)
        elif files.has_focus_within or not files.display:
            files.display = not files.display
            self.focus_pane(0 if files.display else 1)
        else:
            self.focus_pane(0)

    def did(self, what: str) -> None:
        """Tell the tour, if there is one."""
        for tour in self.query(Tour):
            tour.did(what)

    def action_leave_tour(self) -> None:
        self.query(Tour).remove()

    def action_help(self) -> None:
        self.did("help")
        self.app.push_screen(HelpScreen(self))

    def action_redraw(self) -> None:
        self.refresh(layout=True, repaint=True)

    def action_describe(self) -> None:
        said = self.description_here()
        self.notify(said or "nothing that is declared has this name", timeout=6, markup=False)

    # --- leads

    def leads_like(self, text: str) -> Iterator[tuple[int, str]]:
        """Leads whose id holds a text, some of them."""
        scored = self.scored
        if scored is None:
            return
        wanted = text.casefold()
        left = 20
        for number, name in enumerate(scored.id_texts):
            if wanted in name.casefold():
                yield number, name
                left -= 1
                if not left:
                    return

    async def go_to_lead(self, lead: int) -> None:
        """Show a lead and why it has its score."""
        if self.scored is not None:
            self.query_one(LeadsPane).find(self.scored.id(lead))

    def on_lead_chosen(self, event: LeadChosen) -> None:
        event.stop()
        self.query_one(ExplainPane).explain(event.lead)
        if self.query_one(LeadsPane).has_focus_within:
            self.did("lead")

    def on_lead_table_opened(self, event: LeadTable.Opened) -> None:
        event.stop()
        self.query_one(ExplainPane).explain(event.lead)
        self.focus_pane(3)

    def data_progressed(self, done: int, total: int) -> None:
        super().data_progressed(done, total)
        self.query_one(LeadsPane).reading(done, total)

    def data_failed(self, message: str, help: str | None) -> None:
        super().data_failed(message, help)
        self.query_one(LeadsPane).failed(message, help)

    def data_read(self, live: LiveScores, known: KnownData) -> None:
        self.query_one(LeadsPane).attach(live)
        self.query_one(ExplainPane).attach(live)
        super().data_read(live, known)

    # --- what changed

    def files_changed(self) -> None:
        if not self.is_mounted:
            return
        editor = self.editor
        counts = {
            path: (sum(p.is_error for p in found), sum(not p.is_error for p in found))
            for path, found in self.problems.items()
        }
        current = editor.path if editor is not None else None
        self.query_one(FilesPane).show(self.workspace, self.git.states, current, counts, self.tests)
        self._show_outline()
        self.status_changed()

    def _show_outline(self) -> None:
        editor = self.editor
        if editor is not None:
            self.query_one(FilesPane).show_outline(symbols(editor.text) if editor.is_rules else ())
            self.query_one(FilesPane).mark_line(editor.cursor_location[0])

    def problems_changed(self) -> None:
        self.files_changed()

    def on_rule_editor_moved(self, event: RuleEditor.Moved) -> None:
        event.stop()
        if event.editor is self.editor:
            self.query_one(FilesPane).mark_line(event.editor.cursor_location[0])
            self.status_changed()
            if event.editor.cursor_location[0] == TOUR_ROW:
                self.did("open")

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(self.files_changed)

    def scores_changed(self, result: Scored | Unscored) -> None:
        super().scores_changed(result)
        self.query_one(LeadsPane).show(result)
        self.query_one(ExplainPane).show(result)

    def texts_changed(self) -> None:
        super().texts_changed()
        self.did("edited")
        self.is_scoring = self.live is not None
        self.status_changed()

    # --- the lines at the edge

    def status_changed(self) -> None:
        if not self.is_mounted:
            return
        self._tell_head()
        self._tell_message()
        editor, document = self.editor, self.document
        pane = self.pane
        if editor is None or document is None:
            pane.border_subtitle = ""
            return
        name = self.workspace.shown(editor.path)
        pane.border_title = f"2 {name}{' ●' if document.is_changed else ''}"
        row, column = editor.cursor_location
        found = self.problems.get(editor.path, ())
        errors, warnings = sum(p.is_error for p in found), sum(not p.is_error for p in found)
        parts = [f"Ln {row + 1}, Col {column + 1}"]
        parts += [f"✖{errors}"] if errors else []
        parts += [f"▲{warnings}"] if warnings else []
        parts += ["read-only" if editor.read_only else "unsaved" if document.is_changed else "saved"]
        pane.border_subtitle = " · ".join(parts)

    def _tell_head(self) -> None:
        left: list[str | tuple[str, str]] = [("leadwright", "bold $text-accent"), f"  {self.workspace.root.name}"]
        changed = len(self.workspace.changed())
        if changed:
            left.append((f"  ● {changed} not saved", "bold $text-warning"))
        if self.git.branch:
            differing = len(self.git.states)
            left.append((f"  {self.git.branch}" + (f" · {differing} changed" if differing else ""), "$foreground 75%"))
        self.query_one(HeadLine).tell(Content.assemble(*left), self._of_leads())

    def _of_leads(self) -> Content:
        """What is known of the leads, in words."""
        errors = sum(p.is_error for found in self.problems.values() for p in found)
        parts: list[str | tuple[str, str]] = []
        if self.data_problem:
            parts.append(("no leads", "$text-warning"))
        elif self.reading:
            parts.append(self.reading)
        elif self.scored is not None:
            if self.unscored is not None:
                parts.append(("showing last valid rules  ", "bold $text-warning"))
            rules = len(self.scored.model.rules)
            parts.append(f"{rules} rule{'s' if rules != 1 else ''} · {len(self.scored):,} leads")
            if self.is_scoring and self.unscored is None:
                parts.append(" · scoring …")
            elif self.unscored is None:
                parts.append((f" · {self.scored.seconds * 1000:.0f} ms", "$foreground 75%"))
        if errors:
            parts.append((f"  ✖ {errors} error{'s' if errors != 1 else ''}", "bold $text-error"))
        tests = self.tests_said()
        return Content.assemble(*parts, "  ", tests) if tests else Content.assemble(*parts)

    def _tell_message(self) -> None:
        line = self.query_one(MessageLine)
        problem = self.problem_here()
        if problem is not None:
            glyph = "✖" if problem.is_error else "▲"
            fix = "  [f9 fix]" if problem.diagnostic.fix else ""
            line.tell(
                f"{glyph} {problem.diagnostic.code} {problem.said}{fix}", "error" if problem.is_error else "warning"
            )
        elif failure := self.failure_here():
            line.tell(failure, "error")
        elif self.workspace.problem:
            line.tell(f"✖ {self.workspace.problem}", "error")
        elif self.data_problem:
            line.tell(f"▲ {self.data_problem}", "warning")
        elif self.unscored is not None and self.unscored.message:
            line.tell(f"▲ {self.unscored.message}", "warning")
        else:
            line.tell(self._effect_here() or (self.description_here() if self.is_checked else ""))

    def _effect_here(self) -> str:
        """What the rule under the cursor does."""
        editor, scored = self.editor, self.scored
        if editor is None or scored is None or scored.version != self.version:
            return ""
        line = editor.cursor_location[0] + 1
        here = [e for e in scored.effects if e.line <= line <= e.last_line and e.file == editor.path]
        if not here:
            return ""
        effect = min(here, key=lambda e: e.last_line - e.line)
        share = f" ({effect.leads / len(scored):.0%})" if len(scored) else ""
        each = f", {effect.points / 100:+,.0f} points in all" if effect.leads else ""
        leads = "lead" if effect.leads == 1 else "leads"
        return f"{effect.label}: gives points to {effect.leads:,} of {len(scored):,} {leads}{share}{each}"

    async def on_message_line_clicked(self) -> None:
        await self.action_problem(1)

    # --- what goes on outside

    def _look(self) -> None:
        self.look_outside()

    def on_app_focus(self, _event: AppFocus) -> None:
        self.look_outside()
        self._look_at_git()

    @work(thread=True, exclusive=True, group="git", exit_on_error=False)
    def _look_at_git(self) -> None:
        found = git_state(self.workspace.root)
        self.app.call_from_thread(self._git_found, found)

    def _git_found(self, found: GitState) -> None:
        if found != self.git:
            self.git = found
            self.files_changed()

    def saved(self, documents: list[Document]) -> None:
        super().saved(documents)
        self.did("saved")
        self._look_at_git()


def _place(found: object) -> tuple[int, int]:
    """Row and column out of a session; the start if they are not there."""
    match found:
        case [int(row), int(column)]:
            return row, column
        case _:
            return 0, 0
