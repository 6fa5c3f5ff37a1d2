"""A run of the tests, as far as it has come, and what is to be seen of it in the files. No Textual in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import ClassVar, NamedTuple

from ..dsl.errors import LeadwrightError
from ..dsl.source import Place
from ..engine.model_files import check_all
from ..engine.suites import Passed, Suite, Suites
from ..engine.testing import Failure, Tested
from .workspace import Workspace


class Result(NamedTuple):
    """What a line of a file says: at the test itself, and at an expectation that does not hold. ``whole``: for the
    line of messages."""

    passed: bool
    said: str
    whole: str


@dataclass(slots=True)
class TestRun:
    """``texts``: those that were tested, by path; ``unsaved``: which of them stood in for files. ``problem`` and
    ``help``: why nothing could be run."""

    __test__: ClassVar[bool] = False  # pytest is not to collect it

    suites: Suites = field(default_factory=Suites)
    texts: dict[Path, str] = field(default_factory=dict[Path, str])
    unsaved: tuple[Path, ...] = ()
    done: int = 0
    failed: int = 0
    seconds: float = 0.0
    is_done: bool = False
    was_stopped: bool = False
    problem: str = ""
    help: str = ""
    _results: dict[Path, dict[int, Result]] = field(default_factory=dict[Path, dict[int, Result]])

    @property
    def total(self) -> int:
        return self.suites.count

    @property
    def counts(self) -> dict[Path, tuple[int, int]]:
        """Files → how many tests passed, and how many were run."""
        found: dict[Path, tuple[int, int]] = {}
        for suite in self.suites.suites:
            if suite.path is not None and suite.results:
                passed, every = found.get(suite.path, (0, 0))
                passed += sum(timed.tested.passed for timed in suite.results)
                found[suite.path] = passed, every + len(suite.results)
        return found

    def is_of(self, workspace: Workspace) -> bool:
        """Whether the texts are still those that were tested."""
        documents = workspace.documents
        return all(documents[path].text == text for path, text in self.texts.items() if path in documents)

    def results_in(self, path: Path) -> dict[int, Result]:
        """Rows of a file (from 0) → what came of what stands there; of a run that is done."""
        if path not in self._results:
            self._results[path] = self._results_in(path)
        return self._results[path]

    def _results_in(self, path: Path) -> dict[int, Result]:
        found: dict[int, Result] = {}
        for suite in self.suites.suites:
            for timed in suite.results if suite.path == path else ():
                tested = timed.tested
                for failure in tested.failures:
                    row = row_of(failure.place)
                    if row is not None:
                        found[row] = _of_failure(failure)
                row = row_of(tested.test.place)
                if row is not None:
                    found[row] = _of_test(tested)
        return found


def row_of(place: Place | None) -> int | None:
    return None if place is None else place.source.position(place.span.start)[0] - 1


def expected_words(failure: Failure) -> str:
    return " ".join(failure.expected.split()).removeprefix("expect ")


def _of_failure(failure: Failure) -> Result:
    found = "; ".join(failure.found)
    return Result(False, f"found {found}", f"✖ expected {expected_words(failure)} — found {found}")


def _of_test(tested: Tested) -> Result:
    every = f"{tested.expectations} expectation{'s' * (tested.expectations != 1)}"
    if tested.passed:
        return Result(True, "passed", "")
    failed = len(tested.failures)
    return Result(
        False, f"{failed} of {tested.expectations} failed", f"✖ {failed} of {every} of this test failed: f5 shows why"
    )


def run_into(
    run: TestRun,
    workspace: Workspace,
    texts: Mapping[Path, str],
    passed: Passed,
    came: Callable[[Suite | None], bool],
) -> None:
    """Run all tests with unsaved ``texts`` in place of files; what there is of it is put into ``run`` as it comes.

    ``came`` is told after each test, and first with None when it is known which there are; False from it stops.
    """
    started = perf_counter()
    project = workspace.project
    run.unsaved = tuple(texts)
    try:
        paths = () if project is not None and project.rules else [workspace.root]
        checks = check_all(paths, project, texts)
    except LeadwrightError as error:
        run.problem, run.help = error.message, error.help or ""
        run.is_done = True
        return
    except OSError as error:
        run.problem, run.is_done = f"{error.filename} cannot be read: {error.strerror or error}", True
        return
    for files, checked in checks:
        run.suites.add(files, checked)
        run.texts |= {source.path: source.text for source in checked.sources if source.path is not None}
    going_on = came(None)
    for suite, timed in run.suites.run(passed) if going_on else ():
        if timed is None:
            continue
        run.done += 1
        run.failed += not timed.tested.passed
        run.seconds = perf_counter() - started
        if not came(suite):
            run.was_stopped = run.done < run.total
            break
    run.was_stopped |= not going_on
    run.seconds = perf_counter() - started
    run.is_done = True
