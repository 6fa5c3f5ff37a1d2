"""Going from place to place: problems and their fixes, definitions, references, lines; another name. The third layer of
the workbench."""

from pathlib import Path

from textual import work

from ...dsl.errors import LeadwrightError
from ...engine.live.rules import checked_rules
from ..checking import Problem
from ..language.references import OF_THE_DATA, Reference, definition_of, name_at, references, renamed
from ..language.symbols import Symbol
from ..messages import FileChosen, PlaceChosen
from ..widgets.editor import RuleEditor
from ..widgets.find_bar import FindBar
from .dialogs import Line
from .live import Live
from .places import Places


class Navigating(Live):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # pyright: ignore[reportArgumentType]
        self._back: list[tuple[Path, int, int]] = []

    # --- places

    async def go(self, path: Path, row: int, column: int, focus: bool = True) -> None:
        """To a place, from which `back` comes back here."""
        editor = self.editor
        if editor is not None:
            self._back.append((editor.path, *editor.cursor_location))
            del self._back[:-50]
        self.show_editor()
        await self.open_file(path, row, column, focus)

    def show_editor(self) -> None:
        """Make sure that the editor can be seen."""

    async def on_place_chosen(self, event: PlaceChosen) -> None:
        event.stop()
        source = event.place.source
        if source.path is not None:
            line, column = source.position(event.place.span.start)
            await self.go(source.path, line - 1, column - 1)

    async def on_file_chosen(self, event: FileChosen) -> None:
        event.stop()
        await self.go_or_open(event.path, event.line, event.column)

    async def go_or_open(self, path: Path, line: int | None, column: int = 1) -> None:
        if line is None:
            self.show_editor()
            await self.open_file(path)
        else:
            await self.go(path, line - 1, column - 1)

    async def action_back(self) -> None:
        if self._back:
            path, row, column = self._back.pop()
            await self.open_file(path, row, column)

    def action_find(self) -> None:
        self.show_editor()
        self.pane.open_find()

    def action_replace(self) -> None:
        self.show_editor()
        self.pane.open_find(replacing=True)

    def action_find_next(self, by: int = 1) -> None:
        self.pane.find_again(by)
        if not self.query_one(FindBar).is_open:
            self.pane.focus_text()

    @work(group="line")
    async def action_go_to_line(self) -> None:
        editor = self.editor
        if editor is None:
            return
        said = f"Line (1 to {editor.document.line_count}), or line:column"
        answer = await self.app.push_screen_wait(Line("Go to line", said))
        row, _, column = (answer or "").strip().partition(":")
        if row.isdigit():
            self.show_editor()
            editor.go_to(int(row) - 1, int(column) - 1 if column.isdigit() else 0)
            editor.focus()
        elif answer:
            self.notify(f'"{answer}" is no line', severity="warning", markup=False)

    # --- problems

    def problem_here(self) -> Problem | None:
        """The problem that the cursor is in, else the first one of its row."""
        editor = self.editor
        if editor is None:
            return None
        row, column = editor.cursor_location
        on_row = [p for p in self.problems.get(editor.path, ()) if p.row <= row <= p.end_row]
        inside = [p for p in on_row if (p.row, p.column) <= (row, column) <= (p.end_row, p.end_column)]
        candidates = inside or [p for p in on_row if p.row == row]
        return min(candidates, key=lambda p: not p.is_error, default=None)

    async def action_problem(self, by: int) -> None:
        """The next or previous problem, across files; errors and warnings alike."""
        order = sorted(self.problems.items())
        every = [
            (path, p.row, p.column) for path, found in order for p in sorted(found, key=lambda p: (p.row, p.column))
        ]
        if not every:
            self.notify("no problems", timeout=2)
            return
        editor = self.editor
        here = (editor.path, *editor.cursor_location) if editor is not None else (Path(), 0, 0)
        if by > 0:
            target = next((p for p in every if p > here), every[0])
        else:
            target = next((p for p in reversed(every) if p < here), every[-1])
        await self.go(*target)

    def action_fix(self) -> None:
        editor, problem = self.editor, self.problem_here()
        if editor is None or problem is None:
            self.notify("no problem here: f8 goes to the next", timeout=3)
            return
        fix = problem.diagnostic.fix
        if fix is None:
            self.notify("there is no ready fix for this one", timeout=3)
            return
        source = problem.diagnostic.place.source
        if source.text != editor.text:
            self.notify("the text was changed since it was checked: try again", timeout=2)
            return
        text = source.text
        for edit in sorted(fix.edits, key=lambda e: e.span, reverse=True):
            text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
        editor.put(text)
        self.notify(f"{fix.title}; ctrl+z takes it back", timeout=3, markup=False)

    # --- names

    def symbol_here(self) -> tuple[Path, Symbol] | None:
        editor = self.editor
        if editor is None:
            return None
        row, column = editor.cursor_location
        line = editor.document.get_line(row)
        token = name_at(line, column)
        return None if token is None else definition_of(list(self.all_symbols()), line, token, editor.path)

    async def action_definition(self) -> None:
        """Where the name under the cursor is declared; a file that is used is opened."""
        editor = self.editor
        if editor is None:
            return
        row, column = editor.cursor_location
        token = name_at(editor.document.get_line(row), column)
        if token is not None and token.kind == "string":
            target = (editor.path.parent / token.text[1:-1]).resolve()
            if target.is_file() and target.is_relative_to(self.workspace.root):
                await self.go(target, 0, 0)
                return
        found = self.symbol_here()
        if found is None:
            self.notify("nothing that is declared has this name", timeout=3)
            return
        await self.go(found[0], found[1].line, found[1].start)

    def description_here(self) -> str:
        """What the name under the cursor is, in a line; empty if it is none."""
        found = self.symbol_here()
        if found is None:
            return ""
        symbol = found[1]
        parts = [f"{symbol.name}: {symbol.what}" + (f", {symbol.type}" if symbol.type else "")]
        if symbol.kind == "rule" and symbol.owner:
            parts[0] += f" in {symbol.owner}"
        if symbol.said and symbol.kind != "rule":
            parts.append(symbol.said)
        if symbol.kind == "event":
            count = self.vocabulary().data.count_of(symbol.name)
            if count is not None:
                parts.append(f"{count:,} in the data")
        if symbol.kind == "field":
            values = self.vocabulary().data.values_of(None, symbol.name)[:4]
            if values and symbol.type == "text":
                parts.append(", ".join(f'"{value}" {count:,}' for value, count in values) + " …")
        return " — ".join(parts)

    def texts_of_rules(self) -> dict[Path, str]:
        return {path: self.workspace.text_of(path) for path in self.workspace.rules_files()}

    @work(group="references")
    async def action_references(self) -> None:
        found = self.symbol_here()
        if found is None:
            self.notify("the cursor is on no name that is declared", timeout=3)
            return
        texts = self.texts_of_rules()
        places = list(references(texts, found[1]))
        rows = [(self._shown(place), texts[place.path].split("\n")[place.row].strip()) for place in places]
        chosen = await self.app.push_screen_wait(Places(f"{found[1].name}: {len(places)} places", rows))
        if chosen is not None:
            place = places[chosen]
            await self.go(place.path, place.row, place.start)

    def _shown(self, place: Reference) -> str:
        return f"{self.workspace.shown(place.path)}:{place.row + 1}"

    @work(group="rename")
    async def action_rename(self) -> None:
        """Another name, in all files; refused if the rules would then have new problems."""
        found = self.symbol_here()
        if found is None:
            self.notify("the cursor is on no name that is declared", timeout=3)
            return
        _, symbol = found
        if symbol.kind in OF_THE_DATA:
            self.notify(
                f"{symbol.name} is a name of the data: give it another one with `rename` in leadwright.toml",
                severity="warning", timeout=6, markup=False,
            )  # fmt: skip
            return
        texts = self.texts_of_rules()
        places = list(references(texts, symbol))
        files = len({p.path for p in places})
        said = f"{symbol.what}, {len(places)} places in {files} file{'s' if files != 1 else ''}"
        answer = await self.app.push_screen_wait(Line(f"Another name for {symbol.name}", said, symbol.name))
        if not answer or answer == symbol.name:
            return
        changed = renamed(texts, symbol, answer)
        why = await self._why_not(changed).wait()
        if why:
            self.notify(why, title="Not renamed", severity="error", timeout=8, markup=False)
            return
        await self._put_all(changed)
        self.notify(f"{symbol.name} is now {answer}: {len(places)} places, not saved yet", timeout=4, markup=False)

    @work(thread=True, group="why-not", exit_on_error=False, description="check another name")
    def _why_not(self, changed: dict[Path, str]) -> str:
        project = self.workspace.project
        if project is None:
            return ""
        now = self.workspace.texts()
        try:
            before = {(d.code.id) for d in checked_rules(project, now).diagnostics if d.is_error}
            after = [d for d in checked_rules(project, {**now, **changed}).diagnostics if d.is_error]
        except (LeadwrightError, OSError) as error:
            return str(error)
        fresh = [d for d in after if d.code.id not in before]
        return f"{fresh[0].place}: {fresh[0].message}" if fresh else ""

    async def _put_all(self, changed: dict[Path, str]) -> None:
        for path, text in changed.items():
            editor: RuleEditor | None = self.pane.editors.get(path)
            if editor is not None:
                editor.put(text)
            else:
                self.workspace.document(path).text = text
                self.recovery.keep_soon(self, self.workspace.document(path))
        self.texts_changed()
