"""What no dialect can do, and why: the whole list."""

from collections.abc import Iterator

from ...dsl import model as m
from ...dsl.errors import UnsupportedError
from ..plan import Plan
from .dialect import Dialect

HOLDS = (
    "stages that `holds until` keeps cannot be compiled: whether one ever was reached hangs on every moment of the "
    "past, and SQL would have to work the whole model out anew at each of them"
)
DEADLINES = (
    "deadlines of routes cannot be compiled: they count from when the stage was reached, and SQL would have to work "
    "the whole model out anew at each moment of the past to find it"
)
HOLDS_HELP = "`leadwright score` does it, on every engine; or take `holds until` out of these stages"
DEADLINES_HELP = (
    "leave them out with --without-deadlines (the queues stay); or `leadwright score` does it, on any engine"
)


def refuse(plan: Plan, dialect: Dialect, *, deadlines: bool, holds: bool) -> None:
    """Raises UnsupportedError if the model has something that cannot be compiled, with all such places."""
    lines: list[str] = []
    helps: list[str] = []
    for found, reason, help in (
        (list(_holding(plan.model)) if holds else [], HOLDS, HOLDS_HELP),
        (list(_with_deadlines(plan.model)) if deadlines else [], DEADLINES, DEADLINES_HELP),
    ):
        if found:
            lines += [f"{dialect.title}: {reason}", *found]
            helps.append(help)
    if lines:
        raise UnsupportedError("\n".join(lines), "\n".join(helps))


def _holding(model: m.Model) -> Iterator[str]:
    for stage in model.stages:
        if stage.holds_until is not None:
            yield f"{_place(stage)}: stage `{stage.name}` holds until {stage.holds_until.text}"


def _with_deadlines(model: m.Model) -> Iterator[str]:
    for stage in model.stages:
        for route in stage.routes:
            if route.within or route.business_days or route.met_by:
                yield f'{_place(stage)}: stage `{stage.name}`: route to "{route.queue}" {_deadline(route)}'


def _deadline(route: m.Route) -> str:
    return "within …" if route.within or route.business_days else "met by …"


def _place(stage: m.Stage) -> str:
    """File and line."""
    return str(stage.place).rpartition(":")[0] if stage.place else "?"
