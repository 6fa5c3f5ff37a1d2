"""The leads that two versions of the rules are tried on: what is in memory already, or a source read anew."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from ...dsl.model import Model
from ..backtest.report import Backtest
from ..backtest.run import Options, backtest, backtest_on
from ..changes.scoring import DataOfBoth
from ..plan import Plan
from ..project import Project
from ..report import Problem
from ..source import Source
from ..store import Store

Pair = tuple[Store, Store]
Progress = Callable[[str, int, int], None]


class Data(Protocol):
    """``source`` tells which fields there are. ``scoring`` is held while leads of a store are scored: what that works
    out is kept beside the store."""

    project: Project
    source: Source

    @property
    def leads(self) -> int:
        """How many there are in all, as far as that is known."""
        ...

    @property
    def problems(self) -> list[Problem]: ...

    def scoring(self) -> AbstractContextManager[object]: ...

    def stores(self, before: Plan, after: Plan, progress: Progress) -> Iterator[Pair]:
        """Each store for the one and the other; mostly one for both."""
        ...

    def backtest(self, model: Model, options: Options, progress: Progress) -> Backtest: ...


class InMemory:
    """One store that holds everything, of a source that is still open."""

    def __init__(
        self, project: Project, source: Source, store: Store, held: AbstractContextManager[object] | None = None
    ) -> None:
        self.project = project
        self.source = source
        self.store = store
        self._held = held or nullcontext()

    @property
    def leads(self) -> int:
        return self.store.size

    @property
    def problems(self) -> list[Problem]:
        return []

    def scoring(self) -> AbstractContextManager[object]:
        return self._held

    def stores(self, before: Plan, after: Plan, progress: Progress) -> Iterator[Pair]:
        yield self.store, self.store

    def backtest(self, model: Model, options: Options, progress: Progress) -> Backtest:
        return backtest_on((self.store,), self.source, model, self.project, options, progress)


class OnDisk:
    """A project's data, read as it is asked for. ``source`` only tells which fields there are."""

    def __init__(self, project: Project, source: Source, memory: int | None) -> None:
        self.project = project
        self.source = source
        self.memory = memory
        self._both: DataOfBoth | None = None

    @property
    def leads(self) -> int:
        return 0 if self._both is None else self._both.leads

    @property
    def problems(self) -> list[Problem]:
        return [] if self._both is None else list(self._both.problems)

    def scoring(self) -> AbstractContextManager[object]:
        return nullcontext()

    def stores(self, before: Plan, after: Plan, progress: Progress) -> Iterator[Pair]:
        self._both = DataOfBoth(self.project, before, after, self.memory, progress)
        return self._both.stores()

    def backtest(self, model: Model, options: Options, progress: Progress) -> Backtest:
        return backtest(model, self.project, options, progress, self.memory)
