"""What no dialect can do, and why: the whole list."""

from collections.abc import Iterator

from ...dsl import model as m
from ...dsl.errors import UnsupportedError
from ..plan import Plan
from .dialect import Dialect

HOLDS = (
    "it is true of a moment in the past, and SQL would have to work the whole model out anew at each of them",
    "score with the default engine, or take `holds until` out of the stage",
)
DEADLINE = (
    "it counts from the moment since when the stage has been reached without a break, and SQL would have to work the "
    "whole model out anew at each moment of the past",
    "score with the default engine, or do without `due` (the queue is still given)",
)


def refuse(plan: Plan, dialect: Dialect, *, deadlines: bool, holds: bool) -> None:
    """Raises UnsupportedError if the model has something that cannot be compiled, with all such places."""
    found = list(_found(plan.model, deadlines, holds))
    if found:
        message = "\n".join(f"{dialect.title} cannot do {what}: {reason}" for what, (reason, _) in found)
        raise UnsupportedError(message, "\n".join(dict.fromkeys(help for _, (_, help) in found)))


def _found(model: m.Model, deadlines: bool, holds: bool) -> Iterator[tuple[str, tuple[str, str]]]:
    for stage in model.stages:
        where = f" ({str(stage.place).rpartition(':')[0]})" if stage.place else ""
        if holds and stage.holds_until is not None:
            yield f"`holds until {stage.holds_until.text}` of the stage `{stage.name}`{where}", HOLDS
        for route in stage.routes:
            if deadlines and (route.within or route.business_days or route.met_by):
                what = "within …" if route.within or route.business_days else "met by …"
                yield f'`route to "{route.queue}" {what}` of the stage `{stage.name}`{where}', DEADLINE
