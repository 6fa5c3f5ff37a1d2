"""Checking and scoring while one types, in workers: what is stale when it arrives is dropped. The second layer of the
workbench."""

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Lock
from typing import cast

from textual import work
from textual.timer import Timer
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.check import Checked
from ...dsl.diagnostics import has_errors
from ...dsl.errors import LeadwrightError
from ...dsl.gather import Before
from ...engine.live import LiveScores, Scored, Unscored
from ...engine.live.rules import checked_rules
from ..checking import Problem, Problems, check_alone, problems_of
from ..known_data import KnownData
from ..language.completions import Completions, NoData, Vocabulary, completions
from ..language.symbols import Symbol, symbols
from ..messages import RulesChanged, ScoresChanged
from ..pace import stays
from ..widgets.editor import Mark, RuleEditor
from ..workspace import Document, Workspace
from .open_files import OpenFiles

AFTER = 0.15
"""Seconds after the last key."""


class Live(OpenFiles):
    """``live`` is None until the data is read; ``scored`` the last version that could be scored."""

    def __init__(self, workspace: Workspace, after: float = AFTER, tour: bool = False) -> None:
        super().__init__(workspace)
        self.with_tour = tour
        self.after = after
        self.live: LiveScores | None = None
        self.data_problem = ""
        self.reading = ""
        self.version = 0
        self.shown_version = -1
        self.scored: Scored | None = None
        self.unscored: Unscored | None = None
        self.is_scoring = False
        self.problems: Problems = {}
        self._rule_problems: dict[Path, list[Problem]] = {}
        self._other_problems: dict[Path, list[Problem]] = {}
        self._timer: Timer | None = None
        self._known: KnownData | None = None
        self._checked_version = -1
        self._unsaved: list[Path] = []
        self._declared: tuple[Symbol, ...] | None = None
        self._checking = Lock()  # one check at a time: several at once only hold up each other, and the screen
        self._read: Before = {}

    @property
    def is_checked(self) -> bool:
        """Whether the text that is seen is the one that was checked last."""
        return self._checked_version == self.version

    # --- the data

    def begin(self) -> None:
        """Check everything and read the data."""
        self._declared = None
        self._check_and_score(self.workspace.texts(), self.version, everything=True)
        if self.workspace.project is not None:
            self.reading = "reading the leads …"
            self._read_data()

    @work(thread=True, exclusive=True, group="data", exit_on_error=False)
    def _read_data(self) -> None:
        project = self.workspace.project
        assert project is not None
        last = 0.0

        def progress(_stage: str, done: int, total: int) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last > 0.2:
                last = now
                self.app.call_from_thread(self.data_progressed, done, total)

        try:
            live = LiveScores.open(project, progress)
            known = KnownData(live, self._ask_data)
            known.prepare()
            stays()
        except LeadwrightError as error:
            self.app.call_from_thread(self.data_failed, error.message, error.help)
            return
        except OSError as error:
            self.app.call_from_thread(self.data_failed, str(error), None)
            return
        if get_current_worker().is_cancelled:
            live.close()
            return
        self.app.call_from_thread(self.data_read, live, known)

    def data_progressed(self, done: int, total: int) -> None:
        self.reading = f"reading {done:,} of {total:,} rows …" if total else f"reading {done:,} rows …"
        self.status_changed()

    def data_failed(self, message: str, help: str | None) -> None:
        self.reading, self.data_problem = "", message + (f" — {help}" if help else "")
        self.status_changed()

    def data_read(self, live: LiveScores, known: KnownData) -> None:
        self.reading = self.data_problem = ""
        self.live, self._known = live, known
        self._check_and_score(self.workspace.texts(), self.version)
        self.status_changed()

    @work(thread=True, group="values", exit_on_error=False, description="ask data")
    def _ask_data(self, ask: Callable[[], object]) -> None:
        """What takes a moment to be found in the data; what is offered is then offered anew."""
        ask()
        self.app.call_from_thread(self._offer_again)

    def _offer_again(self) -> None:
        editor = self.editor
        if editor is not None:
            editor.offer_again()
        self.status_changed()

    # --- while typing

    def texts_changed(self) -> None:
        self.version += 1
        if self._timer is not None:
            self._timer.stop()
        if self.after:
            self._timer = self.set_timer(self.after, self._announce)
        else:
            self._announce()
        unsaved = [document.path for document in self.workspace.changed()]
        if unsaved != self._unsaved:
            self._unsaved = unsaved
            self.files_changed()
        else:
            self.status_changed()

    def _announce(self) -> None:
        self._declared = None
        self.post_message(RulesChanged(self.workspace.texts(), self.version))

    def on_rules_changed(self, event: RulesChanged) -> None:
        event.stop()
        self._check_and_score(event.texts, event.version)

    @work(thread=True, exclusive=True, group="score", exit_on_error=False, description="check and score")
    def _check_and_score(self, texts: Mapping[Path, str], version: int, everything: bool = False) -> None:
        worker = cast("Worker[object]", get_current_worker())
        project = self.workspace.project
        checked: Checked | None = None
        failed: Unscored | None = None
        with self._checking:
            if worker.is_cancelled:
                return
            if project is not None:
                try:
                    checked = checked_rules(project, texts, self._read)
                except LeadwrightError as error:
                    failed = Unscored(version, (), (), error.message, error.help)
                except OSError as error:
                    failed = Unscored(version, (), (), f"{error.filename} cannot be read: {error.strerror or error}")
        seen = {s.path for s in checked.sources if s.path} if checked else set[Path]()
        files = (
            self.workspace.rules_files() if everything else [p for p in self.workspace.documents if p.suffix == ".lead"]
        )
        if worker.is_cancelled:
            return
        self.app.call_from_thread(self._rules_checked, checked, version)
        if self.live is not None and checked is not None and not has_errors(checked.diagnostics):
            result = self.live.score(texts, version, checked)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._was_scored, result)
        elif checked is not None or failed is not None:
            result = failed or Unscored(
                version, checked.diagnostics if checked else (), checked.sources if checked else ()
            )
            self.app.call_from_thread(self._was_scored, result)
        if worker.is_cancelled:
            return
        others: list[Checked] = []
        with self._checking:
            for other in check_alone(project, self.workspace.root, files, texts, seen, self._read):
                if worker.is_cancelled:
                    return
                others.append(other)
        self.app.call_from_thread(self._others_checked, others, version, everything)

    def _rules_checked(self, checked: Checked | None, version: int) -> None:
        if version < self._checked_version or version < self.version:
            return
        self._checked_version = version
        self._rule_problems = problems_of(checked.diagnostics) if checked else {}
        self._show_problems()

    def _others_checked(self, others: Iterable[Checked], version: int, everything: bool) -> None:
        if version < self.version:
            return
        fresh: dict[Path, list[Problem]] = {} if everything else dict(self._other_problems)
        for checked in others:
            for source in checked.sources:
                if source.path is not None:
                    fresh.pop(source.path.resolve(), None)
            fresh |= problems_of(checked.diagnostics)
        self._other_problems = fresh
        self._show_problems()

    def _was_scored(self, result: Scored | Unscored) -> None:
        if result.version < self.shown_version:
            return
        self.shown_version = result.version
        self.is_scoring = False
        if isinstance(result, Scored):
            self.scored, self.unscored = result, None
        else:
            self.unscored = result
        self.scores_changed(result)

    # --- what is shown

    def _show_problems(self) -> None:
        self.problems = {**self._other_problems, **self._rule_problems}
        for path, editor in self.pane.editors.items():
            editor.show(marks=_marks(self.problems.get(path, ()), editor))
        self.problems_changed()

    def show_effects(self, result: Scored) -> None:
        """What each rule does, at the end of its line; only where the text is the one that was scored."""
        if result.version != self.version:
            return
        by_file: dict[Path, dict[int, str]] = {}
        for effect in result.effects:
            if effect.file is not None:
                said = f"{effect.leads:,} · {_points(effect.points)}" if effect.in_force else "not in force"
                by_file.setdefault(effect.file.resolve(), {}).setdefault(effect.line - 1, said)
        for path, editor in self.pane.editors.items():
            editor.show(effects=by_file.get(path, {}))

    def scores_changed(self, result: Scored | Unscored) -> None:
        if isinstance(result, Scored):
            self.show_effects(result)
        self.post_message(ScoresChanged(result))
        self.status_changed()

    def problems_changed(self) -> None:
        """Problems are other ones."""

    def status_changed(self) -> None:
        """What the lines at the edge say is old."""

    def saved(self, documents: list[Document]) -> None:
        if any(d.path.name == "leadwright.toml" for d in documents):
            self.workspace.read_project_again()
            self.reload_data()
        elif any(d.is_rules for d in documents):
            self._compare_with_saved()
        else:
            self.reload_data()  # a list, or whatever else the rules read

    def reload_data(self) -> None:
        if self.live is not None:
            self.live, self._known = None, None
        self.version += 1
        self.begin()

    @work(thread=True, group="saved", exit_on_error=False)
    def _compare_with_saved(self) -> None:
        """From now on leads are compared with what has just been saved."""
        project, live = self.workspace.project, self.live
        if project is not None and live is not None:
            try:
                model = checked_rules(project, {}).model
            except (LeadwrightError, OSError):
                model = None
            live.compare_with(model)
        self.app.call_from_thread(self._score_again)

    def _score_again(self) -> None:
        self.version += 1
        self._check_and_score(self.workspace.texts(), self.version, everything=True)

    # --- completion

    def all_symbols(self) -> Iterable[tuple[Path, Symbol]]:
        """The names of all rules files as they are edited."""
        for path in self.workspace.rules_files():
            for symbol in symbols(self.workspace.text_of(path)):
                yield path, symbol

    def vocabulary(self) -> Vocabulary:
        """What can be named. Names are looked for when one stops typing, not at each key."""
        if self._declared is None:
            self._declared = tuple(symbol for _, symbol in self.all_symbols())
        declared = self._declared
        if self._known is None:
            return Vocabulary(declared, {}, NoData())
        kinds = {s.kind for s in declared}
        undeclared = {
            "field": () if "field" in kinds else self._known.fields,
            "event": () if "event" in kinds else self._known.events,
        }
        return Vocabulary(declared, undeclared, self._known)

    def complete(self, text: str, row: int, column: int) -> Completions:
        return completions(self.vocabulary(), text, row, column)


def _points(hundredths: int) -> str:
    sign = "+" if hundredths > 0 else "−" if hundredths < 0 else ""
    whole, part = divmod(abs(hundredths), 100)
    return f"{sign}{whole:,}" + (f".{part:02}".rstrip("0") if part else "")


def _marks(problems: Iterable[Problem], editor: RuleEditor) -> dict[int, list[Mark]]:
    found: dict[int, list[Mark]] = {}
    last = editor.document.line_count - 1
    for problem in problems:
        severity = "error" if problem.is_error else "warning"
        for row in range(min(problem.row, last), min(problem.end_row, last) + 1):
            start = problem.column if row == problem.row else 0
            end = problem.end_column if row == problem.end_row else len(editor.document.get_line(row))
            found.setdefault(row, []).append(Mark(start, end, severity))
    return found
