"""Routes: who is to respond to a lead, by when, and whether that happened."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ..dsl import model as m
from ..dsl.zones import Calendar

if TYPE_CHECKING:
    from .evaluate import Scored

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Routed:
    """``since``: when the stage was reached, None if for as long as the history goes; then nothing is due.

    ``met``: the first event after it that meets the promise, None if there is none yet.
    """

    queue: str
    since: int | None
    due: int | None
    met: int | None


def routed(stage: m.Stage, scored: "Scored") -> Routed | None:
    """The first route of a stage whose `for` is true."""
    for route in stage.routes:
        if route.only_for is None or scored.at.truth(route.only_for) is True:
            break
    else:
        return None
    if route.within is None and route.business_days is None and route.met_by is None:
        return Routed(route.queue, None, None, None)
    since = scored.since(stage.name)
    if since is None:
        return Routed(route.queue, None, None, None)
    met = None
    if route.met_by is not None:
        met = next((e.at for e in scored.at.stream(route.met_by) if e.at > since), None)
    return Routed(route.queue, since, due(route, since, scored.evaluator.shared.calendar), met)


def due(route: m.Route, since: int, calendar: Calendar) -> int | None:
    if route.within is not None:
        return since + route.within
    if route.business_days is not None:
        return after_business_days(since, route.business_days, calendar)
    return None


def after_business_days(at: int, days: int, calendar: Calendar) -> int:
    """The same clock time so many weekdays later; a moment on a weekend counts as Monday 00:00."""
    local = calendar.local(at).replace(tzinfo=None)
    if local.weekday() >= _SATURDAY:
        local = (local + timedelta(days=7 - local.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    weeks, rest = divmod(days, 5)
    local += timedelta(weeks=weeks)
    while rest:
        local += timedelta(days=1)
        if local.weekday() < _SATURDAY:
            rest -= 1
    return calendar.instant(local)
