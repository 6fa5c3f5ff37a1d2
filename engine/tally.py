"""`each` and `latest`: which events give points, and how many after fade, `once per` and `up to`."""

from collections.abc import Hashable
from dataclasses import dataclass

from ..dsl import model as m
from ..dsl.comparing import key
from .lead_at import LeadAt
from .points import faded, held, share
from .records import Event

MONDAY = 3
"""1970-01-01 was a Thursday: three days after a Monday."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One event of a tally: its points in hundredths before and after fade, and the fade's steps (None: no fade).

    ``kept``: False if `once per` took another event of its period, or it is not the latest.
    """

    event: Event
    before: int
    points: int
    steps: int | None
    kept: bool


def counted(tally: m.Tally, at: LeadAt) -> list[Counted] | None:
    """The events in the window, oldest first; None if the window is unknown."""
    events = at.visible(tally.events)
    if events is None:
        return None
    worth = [_worth(tally, event, at) for event in events]
    kept = set(_kept(tally, events, worth, at))
    return [
        Counted(event, before, points, steps, i in kept)
        for i, (event, (before, points, steps)) in enumerate(zip(events, worth, strict=True))
    ]


def total(tally: m.Tally, found: list[Counted]) -> int:
    """A tally's points in hundredths, held by `up to`."""
    points = sum(c.points for c in found if c.kept)
    return points if tally.limit is None else held(points, -tally.limit, tally.limit)


def _worth(tally: m.Tally, event: Event, at: LeadAt) -> tuple[int, int, int | None]:
    """Points before and after fade, and the fade's steps."""
    points = tally.points
    if isinstance(points.amount, m.Carried):
        of = points.amount.of
        value = event.properties.get(of.name) if isinstance(of, m.PropertyValue) else at.lead.fields.get(of.name)
        worth = 0 if value is None else points.sign * share(int(value), points.amount.percent)
        return worth, worth, None
    whole = points.fixed
    if tally.fade is None:
        return whole, whole, None
    steps = (at.as_of - event.at) // tally.fade.every
    left = faded(points.amount, tally.fade)
    return whole, points.sign * left[steps] if steps < len(left) else 0, steps


def _kept(tally: m.Tally, events: list[Event], worth: list[tuple[int, int, int | None]], at: LeadAt) -> list[int]:
    """The positions of the events that count: all, the latest, or the newest of each period.

    At the same instant it is the one that gives most points.
    """
    if tally.kind == "each" and tally.once_per is None:
        return list(range(len(events)))
    newest: dict[Hashable, int] = {}
    for i, event in enumerate(events):
        period = _period(tally.once_per, event, at) if tally.once_per is not None else 0
        if period is None:
            continue
        best = newest.get(period)
        if best is None or (event.at, worth[i][1]) > (events[best].at, worth[best][1]):
            newest[period] = i
    return list(newest.values())


def _period(per: m.OncePer, event: Event, at: LeadAt) -> Hashable | None:
    if per.property is not None:
        value = event.properties.get(per.property.name)
        return None if value is None else key(value)
    calendar = at.shared.calendar
    if per.period == "month":
        local = calendar.local(event.at)
        return local.year, local.month
    day = calendar.day(event.at)
    return (day + MONDAY) // 7 if per.period == "week" else day // per.days
