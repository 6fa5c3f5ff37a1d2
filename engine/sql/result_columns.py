"""The last SELECT: what is known of a lead as the columns of results."""

from collections.abc import Iterator

from sqlglot import exp

from ...dsl import model as m
from ..evaluate import NO_STAGE
from . import expressions as x
from .dialect import Dialect
from .names import LEAD
from .outcomes import Outcomes

FIXED = ("lead_id", "score", "grade", "stage", "disqualified", "segments", "route", "due", "fired")


def names_of(model: m.Model) -> list[str]:
    """The names of all columns of results, in their order; a group that is called like another column of them, or like
    another group in other letters, has `_points` behind its name."""
    taken = {name.lower() for name in FIXED}
    groups: list[str] = []
    for group in model.groups:
        name = group.name
        while name.lower() in taken:
            name += "_points"
        taken.add(name.lower())
        groups.append(name)
    return [*FIXED[:2], *groups, *FIXED[2:]]


def result_columns(outcomes: Outcomes, dialect: Dialect, *, complete: bool) -> list[exp.Expr]:
    """``complete``: all of them, in the order of ``engine.result_columns.columns_of``; else those that the model has
    something for."""
    columns = dict(zip(names_of(outcomes.model), _values(outcomes, dialect), strict=True))
    empty = {
        "grade": dialect.call("text", x.null()),
        "stage": exp.Literal.string(NO_STAGE),
        "disqualified": dialect.call("text", x.null()),
        "segments": dialect.snippet("no_texts") if dialect.has("no_texts") else x.null(),
        "route": dialect.call("text", x.null()),
        "due": dialect.snippet("no_time") if dialect.has("no_time") else x.null(),
        "fired": dialect.snippet("no_fired") if dialect.has("no_fired") else x.null(),
    }
    result: list[exp.Expr] = []
    for name, value in columns.items():
        if value is None and complete:
            value = empty[name]
        if value is not None:
            result.append(exp.Alias(this=value.copy(), alias=dialect.name_of(name)))
    return result


def _values(outcomes: Outcomes, dialect: Dialect) -> Iterator[exp.Expr | None]:
    model = outcomes.model

    def points(column: exp.Expr) -> exp.Expr:
        return dialect.call("points", column)

    yield x.column(LEAD)
    yield points(x.column(outcomes.score))
    yield from (points(x.column(column)) for column in outcomes.groups.values())
    yield x.column(outcomes.grade) if model.grade else None
    yield x.column(outcomes.stage) if model.stages else None
    yield x.column(outcomes.disqualified) if model.disqualifications else None
    labels = [x.case([(x.column(name), dialect.literal(label))]) for label, name in outcomes.segments]
    yield dialect.listed("texts", labels) if labels else None
    yield x.column(outcomes.route) if any(stage.routes for stage in model.stages) else None
    yield None
    entries = [dialect.call("fired_entry", label, points(column)) for label, column in outcomes.rules]
    yield dialect.listed("fired", entries) if entries else None
