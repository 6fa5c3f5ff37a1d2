"""The tests of all models: which of them run with which rules, each once, and how they came out."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..dsl.diagnostics import Diagnostic, in_order
from .evaluate import Evaluator
from .testing import Tested, run_test

if TYPE_CHECKING:
    from ..dsl.check import Checked
    from ..dsl.model import Model, Test


@dataclass(frozen=True, slots=True)
class Timed:
    tested: Tested
    seconds: float


@dataclass(slots=True)
class Suite:
    """The tests of one file, and the model to run them with. ``path``: the file, None for a text that is none."""

    file: str
    path: Path | None
    model: "Model"
    tests: "list[Test]" = field(default_factory=list["Test"])
    results: list[Timed] = field(default_factory=list[Timed])


@dataclass(frozen=True, slots=True)
class Broken:
    """Files whose tests cannot be run, and the errors that are why."""

    files: tuple[Path, ...]
    errors: tuple[Diagnostic, ...]

    @property
    def name(self) -> str:
        from .project import shown_path

        return ", ".join(map(shown_path, self.files))


class Suites:
    """The wanted tests of all models, each test once: in the first model that has it.

    ``name``: a text that the names of tests hold; ``asked_for``: the files whose tests are wanted, all if empty.
    """

    def __init__(self, name: str = "", asked_for: frozenset[Path] | set[Path] = frozenset()) -> None:
        self.name = name.casefold()
        self.asked_for = asked_for
        self.suites: list[Suite] = []
        self.broken: list[Broken] = []
        self.files: set[str] = set()
        self._seen: set[tuple[Path | None, int]] = set()

    def add(self, files: Sequence[Path], checked: "Checked") -> None:
        """The tests of a model: ``files`` are those that make it up, without those that they use."""
        self.files.update(source.name for source in checked.sources)
        if checked.model is None or checked.has_errors:
            errors = tuple(d for d in in_order(checked.diagnostics) if d.is_error)
            self.broken.append(Broken(tuple(files), errors))
            return
        by_file: dict[str, Suite] = {}
        for test in checked.model.tests:
            if not self._is_wanted(test):
                continue
            assert test.place is not None
            source = test.place.source
            if source.name not in by_file:
                by_file[source.name] = Suite(source.name, source.path, checked.model)
                self.suites.append(by_file[source.name])
            by_file[source.name].tests.append(test)

    def _is_wanted(self, test: "Test") -> bool:
        assert test.place is not None
        path = test.place.source.path
        key = (path, test.place.span.start)
        if key in self._seen or self.name not in test.name.casefold():
            return False
        if self.asked_for and path is not None and path.resolve() not in self.asked_for:
            return False
        self._seen.add(key)
        return True

    def run(self, passed: "Passed | None" = None) -> Iterator[tuple[Suite, Timed | None]]:
        """Each file with None, then each of its tests as it was run.

        ``passed``: what passed before. What means the same by now is not run again, and what passes now is added.
        """
        for suite in self.suites:
            yield suite, None
            evaluator = Evaluator(suite.model)
            for test in suite.tests:
                start = time.perf_counter()
                tested = None if passed is None else passed.again(suite.model, test)
                if tested is None:
                    tested = run_test(evaluator, test)
                    if passed is not None and tested.passed:
                        passed.add(suite.model, tested)
                timed = Timed(tested, time.perf_counter() - start)
                suite.results.append(timed)
                yield suite, timed

    @property
    def results(self) -> list[Timed]:
        return [timed for suite in self.suites for timed in suite.results]

    @property
    def count(self) -> int:
        """How many tests there are to be run."""
        return sum(len(suite.tests) for suite in self.suites)


class Passed:
    """The tests that passed by some rules: they pass again as long as rules and test mean the same. Places and layout
    mean nothing, so that failures, which tell of them, are not kept."""

    def __init__(self) -> None:
        self._rules: list[tuple[Model, dict[str, Tested]]] = []
        self._last: tuple[Model, dict[str, Tested]] | None = None

    def again(self, model: "Model", test: "Test") -> Tested | None:
        """How a test comes out, if it is known to pass."""
        found = self._of(model).get(test.name)
        return None if found is None or found.test != test else Tested(test, found.expectations, ())

    def add(self, model: "Model", tested: Tested) -> None:
        self._of(model)[tested.test.name] = tested

    def _of(self, model: "Model") -> dict[str, Tested]:
        if self._last is not None and self._last[0] is model:
            return self._last[1]
        rules = replace(model, tests=())
        found = next((known for old, known in self._rules if old == rules), None)
        if found is None:
            found = dict[str, Tested]()
            self._rules.append((rules, found))
            del self._rules[:-_MOST_MODELS]
        self._last = model, found
        return found


_MOST_MODELS = 40
"""Versions of rules of which is known what passed."""
