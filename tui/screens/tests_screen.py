"""All tests with how they came out: what a failed one expected and found, and beside it why."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, NamedTuple, cast

from rich.text import Text
from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.diagnostics import Diagnostic, in_order
from ...dsl.source import Place
from ...dsl.zones import zone as zone_named
from ...engine.evaluate import Evaluator
from ...engine.explanation import Explanation
from ...engine.suites import Suite
from ...engine.testing import Failure, Tested, explain_test
from ...showing.explanation import explanation_lines
from ...showing.outline import Line
from ..test_run import TestRun, expected_words
from ..widgets.explain_pane import is_open, named, place_of
from ..widgets.hint_line import HintLine
from ..widgets.in_theme import in_theme
from ..widgets.lines import HeadLine
from ..widgets.outline_view import OutlineView
from .help import HelpScreen


class _Of(NamedTuple):
    """What a line of the list tells of."""

    place: Place | None
    suite: Suite | None = None
    tested: Tested | None = None
    failure: Failure | None = None
    name: str = ""


class ListOfTests(OutlineView):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go to line", id="tests.choose", tooltip="The place in its file"),
    ]


class ReasonsOfTest(OutlineView):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go to rule", id="tests.rule", tooltip="The place of the rule in its file"),
    ]


class TestsScreen(Screen[None]):
    """``again`` runs the tests once more, ``stop`` ends a run, ``go`` is told a place in the files."""

    __test__: ClassVar[bool] = False  # pytest is not to collect it
    DEFAULT_CSS = """
    TestsScreen {
        & #tests-body { height: 1fr; layout: horizontal; }
        & .tests-pane {
            width: 1fr; height: 1fr; border: round $foreground 30%; background: $surface;
            border-title-color: $foreground 85%; border-subtitle-color: $foreground 75%;
            &:focus-within { border: heavy $primary; border-title-color: $text-accent; border-title-style: bold; }
        }
        & #tests-said { height: auto; padding: 0 1; display: none; background: $surface; }
        &.-said #tests-said { display: block; }
        &.-alone #tests-why-pane { display: none; }
        & #tests-why-head { height: auto; padding: 0 1; background: $surface; }
        & OutlineView { height: 1fr; }
        &.-narrow #tests-body { layout: vertical; }
        &.-narrow .tests-pane { width: 100%; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Back", id="tests.back", key_display="esc"),
        Binding("r,f5", "again", "Run again", id="tests.again", key_display="r"),
        Binding(
            "f", "only_failed", "Only failed", id="tests.failed", tooltip="Leave out what passed, or show it again"
        ),
        Binding("f4,tab", "other_pane", "Pane", id="tests.pane", priority=True, key_display="f4"),
        Binding("n", "next_failed", "Next failed", id="tests.next"),
        Binding("f1", "help", "Help", id="help", show=False),
    ]
    AUTO_FOCUS = "ListOfTests"

    def __init__(
        self,
        run: TestRun,
        shown: Callable[[Path], str],
        again: Callable[[], object],
        stop: Callable[[], object],
        go: Callable[[Place], object],
    ) -> None:
        super().__init__()
        self.run = run
        self.shown_name = shown
        self.again, self.stop, self.go = again, stop, go
        self.only_failed = False
        self.explanation: Explanation | None = None
        self._is_ready = False
        self._is_first = True
        self._of: _Of | None = None

    def compose(self) -> ComposeResult:
        yield HeadLine()
        with Horizontal(id="tests-body"):
            with Vertical(id="tests-list-pane", classes="tests-pane"):
                yield Static("", id="tests-said")
                yield ListOfTests(id="tests-list", named=_named)
            with Vertical(id="tests-why-pane", classes="tests-pane"):
                yield Static("", id="tests-why-head")
                yield ReasonsOfTest(id="tests-why", opened=is_open, named=named)
        yield HintLine()

    def on_mount(self) -> None:
        self.query_one("#tests-list-pane").border_title = "Tests"
        self.query_one("#tests-why-pane").border_title = "Why"
        self._is_ready = True
        self.show(self.run)

    @property
    def app(self) -> App[None]:
        return cast("App[None]", super().app)  # pyright: ignore[reportUnknownMemberType]

    @property
    def list(self) -> OutlineView:
        return self.query_one(ListOfTests)

    # --- what is seen

    def show(self, run: TestRun) -> None:
        """A run that has come further, or another one."""
        self.run = run
        if not self._is_ready:
            return
        self._tell()
        if run.is_done:
            self._draw()

    def _tell(self) -> None:
        run = self.run
        left = [("leadwright", "bold $text-accent"), "  Tests"]
        if run.unsaved:
            names = ", ".join(self.shown_name(path) for path in run.unsaved)
            left.append((f"  ● as they stand in the editor, not saved: {names}", "bold $text-warning"))
        self.query_one(HeadLine).tell(Content.assemble(*left), said_of(run))

    def _draw(self) -> None:
        said = self._in_words()
        self.set_class(said is not None, "-said")
        self.query_one("#tests-said", Static).update(in_theme(said) if said is not None else "")
        self.set_class(not self.run.done, "-alone")
        view = self.list
        view.show(list(self._lines()), anew=self._is_first)
        run = self.run
        subtitle = f"{run.total:,} tests in {_files(len(run.suites.suites))}" if run.total else ""
        pane = self.query_one("#tests-list-pane")
        pane.border_subtitle = subtitle
        pane.border_title = "Tests · only failed" if self.only_failed else "Tests"
        if self._is_first:
            self._is_first = False
            view.go_to(lambda line: isinstance(line.about, _Of) and line.about.tested is not None)
            view.go_to(lambda line: isinstance(line.about, _Of) and line.about.failure is not None)
        self._explain()

    def _in_words(self) -> Text | None:
        """One clear sentence, where there is one to be said."""
        run = self.run
        if run.problem:
            return Text.assemble((f"✖ {run.problem}", "bold"), f"\n  {run.help}" if run.help else "")
        if run.was_stopped:
            return Text(f"▲ Stopped after {run.done:,} of {run.total:,} tests: r runs them again.", "bold")
        if not run.total and not run.suites.broken:
            return Text(
                "There are no tests yet.\n\nChoose a lead in the workbench and press y where its score is explained: "
                'its case is written as a test. Or write one among the rules, or in a file of its own:\n\n  test "two '
                'pricing visits make a warm lead"\n    given lead country "US"\n    given page_view 2 times 1d ago\n'
                "    expect score >= 20",
            )
        if run.total and not run.failed and not run.suites.broken:
            every = "The one test passes" if run.total == 1 else f"All {run.total:,} tests pass"
            return Text(f"✔ {every}.", "bold green")
        return None

    def _lines(self) -> Iterator[Line]:
        if self.run.suites.broken:
            yield self._broken()
        for suite in self.run.suites.suites:
            failed = sum(not timed.tested.passed for timed in suite.results)
            if not suite.results or (self.only_failed and not failed):
                continue
            name = self.shown_name(suite.path) if suite.path is not None else suite.file
            head = Text(name, "bold")
            passed = f"{len(suite.results) - failed}/{len(suite.results)}"
            head.append(f"  ✖ {passed}" if failed else f"  ✔ {passed}", "bold red" if failed else "green")
            line = Line(head, _Of(suite.results[0].tested.test.place, suite, name=name))
            for timed in suite.results:
                if not (self.only_failed and timed.tested.passed):
                    line.parts.append(_line_of(suite, timed.tested))
            yield line

    def _broken(self) -> Line:
        """What cannot be run, and why: each error once, though every file that uses the rules has it."""
        broken = self.run.suites.broken
        names = ", ".join(self.shown_name(file.resolve()) for one in broken for file in one.files)
        line = Line(Text.assemble(("✖ cannot be run because of errors in the rules: ", "bold red"), names), _Of(None))
        for error in in_order(d for one in broken for d in one.errors):
            said = Text.assemble((self._where(error), "bold"), f"  {error.message}", (f"  {error.code.id}", "dim"))
            line.add(said, _Of(error.place, name=str(error.place)))
        return line

    def _where(self, error: Diagnostic) -> str:
        source = error.place.source
        name = self.shown_name(source.path.resolve()) if source.path is not None else source.name
        row, column = source.position(error.place.span.start)
        return f"{name}:{row}:{column}"

    # --- why

    @on(OutlineView.Moved, "#tests-list")
    def _moved(self, event: OutlineView.Moved) -> None:
        event.stop()
        self._explain()

    def _explain(self) -> None:
        line = self.list.line
        of = line.about if line is not None and isinstance(line.about, _Of) else None
        if of is self._of and of is not None:
            return
        self._of = of
        if of is None or of.suite is None or of.tested is None:
            self._tell_why(Text("Go to a test: why its lead has its score comes here.", "dim"), None, None)
        elif of.failure is not None:
            self._tell_why(_head(of.tested, of.failure), of.failure.explanation, of.suite)
        elif of.tested.failures:
            self._tell_why(_head(of.tested, of.tested.failures[0]), of.tested.failures[0].explanation, of.suite)
        else:
            self._work_out(of)

    @work(thread=True, exclusive=True, group="test-explained", exit_on_error=False, description="work out")
    def _work_out(self, of: _Of) -> None:
        """The explanation of a test that passed: nobody has asked for it before."""
        assert of.suite is not None
        assert of.tested is not None
        explanation = explain_test(Evaluator(of.suite.model), of.tested.test)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._worked_out, of, explanation)

    def _worked_out(self, of: _Of, explanation: Explanation) -> None:
        if self._of is of and of.tested is not None:
            self._tell_why(_head(of.tested, None), explanation, of.suite)

    def _tell_why(self, head: Text, explanation: Explanation | None, suite: Suite | None) -> None:
        self.query_one("#tests-why-head", Static).update(in_theme(head))
        self.explanation = explanation
        view = self.query_one(ReasonsOfTest)
        if explanation is None or suite is None:
            view.show([], anew=True)
            return
        zone = zone_named(suite.model.timezone)
        view.show(explanation_lines(explanation, zone, by_points=True, short=True).parts, anew=True)

    # --- what people do

    @on(OutlineView.Chosen)
    def _chosen(self, event: OutlineView.Chosen) -> None:
        event.stop()
        about = event.line.about
        if isinstance(about, _Of):
            place = about.place
        else:
            suite = self._of.suite if self._of is not None else None
            place = None if suite is None else place_of(about, suite.model)
        if place is None:
            event.view.action_fold()
        else:
            self.dismiss()
            self.go(place)

    def action_again(self) -> None:
        self.again()

    def action_only_failed(self) -> None:
        self.only_failed = not self.only_failed
        self._draw()

    def action_next_failed(self) -> None:
        self.list.go_on(lambda line: isinstance(line.about, _Of) and line.about.failure is not None)
        self.list.focus()

    def action_other_pane(self) -> None:
        (self.list if self.query_one(ReasonsOfTest).has_focus else self.query_one(ReasonsOfTest)).focus()

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen(self))

    def action_leave(self) -> None:
        """Stop the run, if there is one; else back."""
        if self.run.is_done:
            self.dismiss()
        else:
            self.stop()


def said_of(run: TestRun, is_old: bool = False) -> Content:
    """A run in the head line: how far it has come, or what came of it."""
    if run.problem:
        return Content.styled("✖ no tests", "bold $text-error")
    if not run.is_done:
        return Content(f"testing {run.done:,} of {run.total:,} …" if run.total else "testing …")
    if run.suites.broken and not run.total:
        return Content.styled("✖ tests cannot run", "bold $text-error")
    if not run.total:
        return Content("")
    bad = bool(run.failed or run.suites.broken or run.was_stopped)
    said = f"{'✖' if bad else '✔'} {run.done - run.failed:,}/{run.total:,} tests"
    if is_old:
        return Content.styled(f"{said} before", "$foreground 75%")
    return Content.styled(said, "bold $text-error" if bad else "$text-success")


def _line_of(suite: Suite, tested: Tested) -> Line:
    test = tested.test
    if tested.passed:
        return Line(Text.assemble(("✔ ", "green"), _flat(test.name)), _Of(test.place, suite, tested))
    line = Line(Text.assemble(("✖ ", "bold red"), (_flat(test.name), "bold")), _Of(test.place, suite, tested))
    for failure in tested.failures:
        row = f"  line {failure.place.source.position(failure.place.span.start)[0]}" if failure.place else ""
        said = Text.assemble(("expected  ", "green"), _flat(expected_words(failure)), (row, "dim"))
        part = line.add(said, _Of(failure.place, suite, tested, failure))
        for found in failure.found:
            part.add(Text.assemble(("found  ", "red"), _flat(found)), _Of(failure.place, suite, tested, failure))
    return line


def _head(tested: Tested, failure: Failure | None) -> Text:
    head = Text.assemble((_flat(tested.test.name), "bold"))
    if failure is None:
        every = f"{tested.expectations} expectation{'s' * (tested.expectations != 1)}"
        return head.append(f"\n✔ passed, {every}", "green")
    head.append("\nexpected  ", "green").append(_flat(expected_words(failure)))
    for n, found in enumerate(failure.found):
        head.append("\nfound     " if n == 0 else f"\n{' ' * 10}", "red").append(_flat(found))
    return head


def _flat(text: str) -> str:
    return " ".join(text.split())


def _files(count: int) -> str:
    return f"{count} file{'s' * (count != 1)}"


def _named(line: Line) -> object:
    """A test stays where it is though it comes out otherwise."""
    of = line.about
    if not isinstance(of, _Of):
        return line.text.plain
    if of.failure is not None:
        return "failure", str(of.failure.place), line.text.plain.split("  ")[0]
    if of.tested is not None and of.suite is not None:
        return "test", of.suite.file, of.tested.test.name
    return "file", of.name
