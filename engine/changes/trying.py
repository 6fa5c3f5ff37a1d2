"""Both versions of the rules on the data that a project names, as far as it is there; what is not is said in notes."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from ..files import is_duckdb
from ..outcomes import OutcomeTable, open_outcomes
from ..postgres import is_postgres
from ..project import Project, matching_files
from ..sources_elsewhere import is_elsewhere
from ..store import Store
from .changed import Change, Comparison
from .effects import EXAMPLES
from .scoring import InMemory, Progress, Tried, tried, tried_on
from .sides import Side


@dataclass
class OnLeads:
    """``store``: the data, if it is in memory already. ``data_asked``, ``outcomes_asked``: it is named by whoever asks,
    so that it has to be there; else data that leadwright.toml names need not be: it is often not committed."""

    project: Project
    as_of: Callable[[], int]
    store: Store | None = None
    data_asked: bool = False
    outcomes_asked: bool = False
    examples: int = EXAMPLES
    notes: list[str] = field(default_factory=list[str])

    def tried(self, comparison: Comparison, progress: Progress) -> Tried | None:
        """None, and why in ``notes``, if there is no data. Raises LeadwrightError for data that cannot be read."""
        project = self.project
        if not self.data_asked and self.store is None:
            lacking = _lacking(project, (*project.leads.source, *project.events.source))
            if lacking is not None:
                self.notes.append(f"There are no leads to try it on: {lacking}.")
                return None
        as_of = self.as_of()
        no_outcomes = None if self.outcomes_asked else _lacking(project, project.outcomes.source)
        if project.outcomes.source and no_outcomes:
            self.notes.append(f"What became of the leads is not known: {no_outcomes}.")
        if no_outcomes:
            return self._tried(comparison, as_of, None, progress)
        with closing(open_outcomes(project)) as table:
            if table.said:
                self.notes.append(f"Outcomes in {table.shown}: {', '.join(table.said)}.")
            return self._tried(comparison, as_of, table, progress)

    def _tried(self, comparison: Comparison, as_of: int, outcomes: OutcomeTable | None, progress: Progress) -> Tried:
        if self.store is not None:
            return tried_on(InMemory(self.store), comparison, as_of, outcomes, progress, self.examples)
        return tried(comparison, self.project, as_of, outcomes, progress, examples=self.examples)


def _lacking(project: Project, named: tuple[str, ...]) -> str | None:
    if not named:
        return "no data is named"
    for source in named:
        if is_postgres(source) or is_elsewhere(source) or is_duckdb(source):
            continue
        if not matching_files(project.root, source):
            return f"there is no file {source}"
    return None


def place_of(change: Change, before: Side, after: Side) -> str | None:
    """``model.lead:14:3``; of a revision ``v1.2:model.lead:14:3``."""
    side = before if change.after is None else after
    return None if change.place is None else side.told(str(change.place))


def settings_differ(before: Side, after: Side) -> list[str]:
    mine, theirs = ((s.project.leads, s.project.events, s.project.data) for s in (before, after))
    if mine == theirs:
        return []
    return [f"The data settings of the two sides differ: both are scored with those of {after.label}."]
