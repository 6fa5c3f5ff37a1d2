"""All figures of a report: one simulation with what a report counts besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.errors import DataError
from ...dsl.nearest import nearest
from ..outcomes import open_outcomes
from ..plan import plan_of
from ..project import Project, ReportSettings
from ..run import Progress, quiet
from ..simulation import Asked, Simulating, Simulation
from ..simulation.periods import Periods
from ..simulation.promises import RouteKept
from ..simulation.run import source_field
from ..source import Source
from .conversions import Conversion, Conversions, Funnel
from .costs import Costs, read_costs
from .coverage import Coverage, Covered
from .sources import MqlsBySource

_CUSTOMERS = ("customer", "won", "closed won", "client")


@dataclass(frozen=True, slots=True)
class Roles:
    """Which stage is which: ``sql`` is None if no stage comes after the MQL, ``customer`` if none is called so."""

    mql: m.Stage
    sql: m.Stage | None
    customer: m.Stage | None


@dataclass(frozen=True)
class Figures:
    """``knows_customers``: whether anything says who bought; ``knows_when``: and when. ``days_to_mql``: microseconds,
    in order. ``by_source``: first MQLs by source and month; ``source``: the field."""

    model: m.Model
    settings: ReportSettings
    roles: Roles
    simulation: Simulation
    funnel: Funnel
    to_mql: Conversion
    to_sql: Conversion
    to_customer: Conversion
    days_to_mql: NDArray[np.int64]
    has_outcomes: bool
    knows_customers: bool
    knows_when: bool
    by_source: Mapping[tuple[str, str], int]
    source: str | None
    costs: Costs | None
    coverage: tuple[Covered, ...]

    @property
    def kept(self) -> RouteKept | None:
        """How the promises to MQLs were kept, all routes together."""
        return next((k for k in self.simulation.stages_kept if k.stage == self.roles.mql.name), None)


def roles_of(model: m.Model, settings: ReportSettings) -> Roles:
    """Raises DataError if the model has no stages, or none that is called as the settings say."""
    if not model.stages:
        raise DataError("the model has no stages: a report is about MQLs", "add `stage MQL when score >= 50`")
    mql = _named(model, settings.mql, "mql") or _called(model, ("mql",)) or model.stages[0]
    after = model.stages[model.stages.index(mql) + 1 :]
    sql = _named(model, settings.sql, "sql") or _called(model, ("sql",)) or (after[0] if after else None)
    customer = _named(model, settings.customer, "customer") or _called(model, _CUSTOMERS)
    if sql is mql:
        raise DataError(f"the stage {mql.name} cannot be both MQL and SQL", "name two stages: --mql, --sql")
    return Roles(mql, sql, customer if customer not in (mql, sql) else None)


def _named(model: m.Model, name: str | None, role: str) -> m.Stage | None:
    if name is None:
        return None
    for stage in model.stages:
        if stage.name == name:
            return stage
    close = nearest(name, [stage.name for stage in model.stages])
    there = ", ".join(stage.name for stage in model.stages)
    hint = f"did you mean `{close}`? " if close else ""
    raise DataError(f"there is no stage `{name}` to be the {role.upper()}", f"{hint}stages: {there}")


def _called(model: m.Model, names: tuple[str, ...]) -> m.Stage | None:
    return next((stage for stage in model.stages if stage.name.lower() in names), None)


def figures_of(
    model: m.Model,
    project: Project,
    source: Source,
    last: int,
    first: int | None = None,
    progress: Progress = quiet,
) -> Figures:
    """All figures up to ``last``; from ``first`` on, or from the month a year before it on.

    Raises DataError for what the settings name and is not there.
    """
    settings = project.report
    roles = roles_of(model, settings)
    costs = None if settings.costs is None else read_costs(Path(project.root, settings.costs))
    outcomes = open_outcomes(project) if project.outcomes.source else None
    field = settings.lead_source or source_field(model, source)
    asked = Asked(last, first, splits=None if field is None else (field,), since=settings.since)
    simulating = Simulating(model, source, asked, progress=progress)
    begin = simulating.first
    periods = Periods(simulating.calendar, "month")
    conversions = Conversions(roles.mql, roles.sql, roles.customer, outcomes, periods, begin, last)
    by_source = MqlsBySource(roles.mql, field, periods, begin, last)
    coverage = Coverage(plan_of(model), periods, begin, last)
    simulating.more = (conversions, by_source, coverage)
    for _ in simulating.batches():
        pass
    simulation = simulating.result()
    return Figures(
        model,
        settings,
        roles,
        simulation,
        conversions.funnel(),
        conversions.to_mql(),
        conversions.to_sql(),
        conversions.to_customer(),
        conversions.days_to_mql(),
        outcomes is not None,
        outcomes is not None or roles.customer is not None,
        roles.customer is not None if outcomes is None else outcomes.has_times,
        by_source.counts,
        field,
        costs,
        coverage.result(),
    )
