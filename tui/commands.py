"""The palette: all that can be done, and places: `:12` a line, `@name` a rule, `#id` a lead, a file by its name."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from .screens.workbench import Workbench

if TYPE_CHECKING:
    from .app import LeadwrightApp

_ACTIONS = (
    ("Save", "save", "write the file"),
    ("Save all", "save_all", "write all files that have changes"),
    ("Lay out", "format", "the file in the one layout, as `leadwright fmt` does"),
    ("Tests", "test", "run them and show them"),
    ("What if", "what_if", "the lead were another one: change it, or make one up"),
    ("Simulate", "simulate", "these rules over a time range, beside the saved or the committed ones"),
    ("Changes", "changes", "what differs from git, what it does to the leads, and a commit"),
    ("Assistant", "assistant", "say in plain English what shall be scored"),
    ("New conversation", "new_conversation", "with the assistant; what was applied stays"),
    ("Next problem", "problem(1)", "across files"),
    ("Previous problem", "problem(-1)", "across files"),
    ("Fix", "fix", "the ready fix of the problem under the cursor"),
    ("Find", "find", "in this file"),
    ("Replace", "replace", "in this file"),
    ("Go to line", "go_to_line", "or type :12 here"),
    ("Go to definition", "definition", "where the name under the cursor is declared"),
    ("Back", "back", "to where you were before"),
    ("References", "references", "all places of the name under the cursor"),
    ("Rename", "rename", "the name under the cursor, in all files"),
    ("Describe", "describe", "what the name under the cursor is"),
    ("Files", "files", "go to the files, or hide them"),
    ("New file", "new_file", "in the project's folder"),
    ("Jump", "jump", "letters on all that can be gone to"),
    ("Larger pane", "resize_pane(1)", "the one with the focus; or drag the line between two panes"),
    ("Smaller pane", "resize_pane(-1)", "the one with the focus"),
    ("Usual sizes", "usual_sizes", "of all panes"),
    ("Messages", "messages", "those of late, again"),
    ("Help", "help", "of the pane with the focus"),
    ("Leave the tour", "leave_tour", "if there is one"),
)


class Commands(Provider):
    @property
    def _workbench(self) -> Workbench | None:
        return cast("LeadwrightApp", self.app).workbench

    def _actions(self) -> Iterator[tuple[str, Callable[[], Any], str]]:
        app = cast("LeadwrightApp", self.app)
        workbench = self._workbench
        if workbench is not None:
            for name, action, said in (*_ACTIONS, *getattr(workbench, "MORE_COMMANDS", ())):
                yield name, partial(workbench.run_action, action), said
        yield "Theme", app.action_change_theme, "colours, dark and light"
        yield "Quit", app.action_quit, "asks if something is not saved"

    async def discover(self) -> Hits:
        for name, run, said in self._actions():
            yield DiscoveryHit(name, run, help=said)

    async def search(self, query: str) -> Hits:
        workbench = self._workbench
        query = query.strip()
        if workbench is not None and query[:1] in (":", "@", "#"):
            for hit in self._places(workbench, query):
                yield hit
            return
        matcher = self.matcher(query.removeprefix(">").strip())
        for name, run, said in self._actions():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=said)
        if workbench is not None:
            for path in workbench.workspace.files():
                shown = workbench.workspace.shown(path)
                score = matcher.match(shown)
                if score > 0:
                    yield Hit(
                        score * 0.9, matcher.highlight(shown), partial(workbench.go_or_open, path, None), help="file"
                    )

    def _places(self, workbench: Workbench, query: str) -> Iterator[Hit]:
        sign, rest = query[0], query[1:].strip()
        if sign == ":":
            row, _, column = rest.partition(":")
            editor = workbench.editor
            if row.isdigit() and editor is not None:
                at = int(column) if column.isdigit() else 1
                yield Hit(1, f"Go to line {row}", partial(workbench.go_or_open, editor.path, int(row), at))
        elif sign == "@":
            matcher = self.matcher(rest)
            for path, symbol in workbench.all_symbols():
                score = matcher.match(symbol.name) if rest else 0.5
                if score > 0 and symbol.kind != "unnamed":
                    where = f"{symbol.what} · {workbench.workspace.shown(path)}:{symbol.line + 1}"
                    go = partial(workbench.go_or_open, path, symbol.line + 1, symbol.start + 1)
                    yield Hit(score, matcher.highlight(symbol.name) if rest else symbol.name, go, help=where)
        elif rest:
            for lead, shown in workbench.leads_like(rest):
                yield Hit(1, f"Lead {shown}", partial(workbench.go_to_lead, lead), help="explain it")
