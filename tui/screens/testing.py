"""Tests that run while one works. A layer of the workbench."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.content import Content
from textual.worker import Worker, get_current_worker  # pyright: ignore[reportUnknownVariableType]

from ...dsl.source import Place
from ...engine.suites import Passed, Suite
from ..known_data import KnownData
from ..messages import FileChosen, PlaceChosen
from ..test_run import Result, TestRun, run_into
from ..workspace import Document
from .tests_screen import TestsScreen, said_of
from .what_ifs import WhatIfs

if TYPE_CHECKING:
    from ...engine.live import LiveScores
    from ..app import LeadwrightApp

_OFTEN = 0.15
"""Seconds between tellings of how far a run has come."""


class Testing(WhatIfs):
    """The workbench with the tests of its project. ``tests``: files → how many passed, and how many were run."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.tests: dict[Path, tuple[int, int]] = {}
        self.test_run: TestRun | None = None
        self._passed = Passed()
        self._test_worker: Worker[None] | None = None

    # --- when they run

    def data_read(self, live: "LiveScores", known: KnownData) -> None:
        super().data_read(live, known)
        self._test_quietly()

    def data_failed(self, message: str, help: str | None) -> None:
        super().data_failed(message, help)
        self._test_quietly()

    def saved(self, documents: list[Document]) -> None:
        super().saved(documents)
        if any(d.is_rules for d in documents):
            self._test_quietly()

    async def on_file_chosen(self, event: FileChosen) -> None:
        """What was written to be opened, such as the case of a lead, is tested, too."""
        event.prevent_default()
        self.look_outside()
        await super().on_file_chosen(event)
        document, run = self.document, self.test_run
        if document is None or run is None or not run.is_done or not document.is_rules or document.is_changed:
            return
        if event.line is not None and run.texts.get(document.path) != document.text:
            self._test_quietly()

    async def case_kept(self, path: Path, line: int) -> None:
        await super().case_kept(path, line)
        self._test_quietly()

    def _test_quietly(self) -> None:
        if cast("LeadwrightApp", self.app).settings.test_on_save:
            self.run_tests()

    def action_test(self) -> None:
        """Run the tests and show them."""
        run = self.run_tests()
        screen = TestsScreen(run, self.workspace.shown, self.run_tests, self.stop_tests, self._go_to_place)
        self.app.push_screen(screen)

    def run_tests(self) -> TestRun:
        """Run all tests in a worker, with the texts as they stand in the editors."""
        run = self.test_run = TestRun()
        self._test_worker = self._run_tests(run, self.workspace.texts())
        self._tests_came(run)
        return run

    def stop_tests(self) -> None:
        if self._test_worker is not None:
            self._test_worker.cancel()

    @work(thread=True, exclusive=True, group="tests", exit_on_error=False, description="run tests")
    def _run_tests(self, run: TestRun, texts: Mapping[Path, str]) -> None:
        worker = cast("Worker[None]", get_current_worker())
        last = time.monotonic()

        def came(_suite: Suite | None) -> bool:
            nonlocal last
            if not worker.is_cancelled and time.monotonic() - last > _OFTEN:
                last = time.monotonic()
                self.app.call_from_thread(self._tests_came, run)
            return not worker.is_cancelled

        run_into(run, self.workspace, texts, self._passed, came)
        self.app.call_from_thread(self._tests_came, run)

    # --- what is seen of them

    def _tests_came(self, run: TestRun) -> None:
        if run is not self.test_run:
            return
        if run.is_done:
            self.tests = run.counts
            self._show_results()
            self.files_changed()
        else:
            self.status_changed()
        for screen in self.app.screen_stack:
            if isinstance(screen, TestsScreen):
                screen.show(run)

    def _show_results(self) -> None:
        """At the lines of what was tested: only where the text is still the one that was."""
        run = self.test_run
        if run is None or not run.is_done:
            return
        for path, editor in self.pane.editors.items():
            document = self.workspace.documents.get(path)
            is_same = document is not None and run.texts.get(path) == document.text
            results: Mapping[int, Result] = run.results_in(path) if is_same else {}
            if results != editor.results:
                editor.show(results=results)

    def texts_changed(self) -> None:
        super().texts_changed()
        self._show_results()

    async def open_file(self, path: Path, row: int | None = None, column: int = 0, focus: bool = True) -> bool:
        opened = await super().open_file(path, row, column, focus)
        self._show_results()
        return opened

    def tests_said(self) -> Content:
        """For the head line."""
        run = self.test_run
        return Content("") if run is None else said_of(run, is_old=run.is_done and not run.is_of(self.workspace))

    def failure_here(self) -> str:
        """What the test under the cursor expected and found, if it failed."""
        editor = self.editor
        result = None if editor is None else editor.results.get(editor.cursor_location[0])
        return "" if result is None else result.whole

    def _go_to_place(self, place: Place) -> None:
        self.post_message(PlaceChosen(place))
