"""What is measured, in one place: leadwright as a command, as a store with plans, and as a scorer of one lead."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .timing import python

if TYPE_CHECKING:
    from ..dsl.model import Model
    from ..engine.columnar.outcomes import Scores
    from ..engine.scorer import Scorer
    from ..engine.store import Store


def score_command(
    rules: Path,
    leads: Path,
    events: Path,
    out: Path,
    as_of: datetime,
    engine: str = "columnar",
    memory: str | None = None,
) -> list[str]:
    """The command line of ``leadwright score``."""
    more = [] if memory is None else ["--memory", memory]
    files = ("--rules", rules, "--leads", leads, "--events", events, "--out", out)
    return python("", "score", *files, "--as-of", as_of.isoformat(), "--engine", engine, *more)


def checked(rules: Path) -> "Model":
    from ..engine.opening import checked_model_of
    from ..engine.project import Project

    return checked_model_of(Project(root=rules.resolve().parent).with_options(rules=[rules.resolve()]))


def loaded(model: "Model", leads: Path, events: Path) -> "Store":
    """All leads and events, in memory."""
    from ..engine.plan import plan_of
    from ..engine.project import Project
    from ..engine.schema import needed_schema, schema_of
    from ..engine.source import open_source
    from ..engine.store import open_store

    project = Project(root=leads.resolve().parent).with_options(leads=[leads.resolve()], events=[events.resolve()])
    schema = schema_of(model)
    return open_store(open_source(project), schema, model.timezone, needed=needed_schema(schema, plan_of(model)))


def scored(model: "Model", store: "Store", as_of: datetime) -> "Scores":
    """All leads of a store; what earlier models had worked out of it is used again."""
    from ..engine.columnar import score
    from ..engine.plan import plan_of

    return score(plan_of(model), store, microseconds(as_of))


def whole_points(model: "Model", leads: Path, events: Path, as_of: datetime) -> list[int]:
    """Files to scores, without what is behind the point, in the order of the leads."""
    return (scored(model, loaded(model, leads, events), as_of).points.score // 100).tolist()


def scorer(rules: Path) -> "Scorer":
    from .. import open

    return open(rules)


def microseconds(moment: datetime) -> int:
    from ..dsl.values import time_from

    found = time_from(moment)
    assert isinstance(found, int)
    return found
