"""What became of an example's leads: the better a lead fits and the more it does, the likelier it buys; and luck.

Only what a lead did before the day of its outcome counts, as in life.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import exp
from random import Random

from .history import AS_OF, DAY, Row

_NOW = int(AS_OF.timestamp())


@dataclass(frozen=True, slots=True)
class Market:
    """What makes leads buy, in logarithms of odds: ``usual`` those of a lead that does not fit and does nothing,
    ``fit`` what its company and person add. ``worth``: event type → what each event adds and the most that all of them
    do. ``hand_raise``: what it adds to ask for a talk; ``raises`` says whether an event does.

    ``stranger``: a lead that is never bought from. ``active``: the events after which it is soon decided.
    """

    usual: float
    fit: Callable[[Row], float]
    worth: Mapping[str, tuple[float, float]]
    hand_raise: float
    raises: Callable[[Row], bool]
    stranger: Callable[[Row], bool]
    active: frozenset[str]


@dataclass(frozen=True, slots=True)
class Decided:
    """A lead's outcome; ``at``: the second, None while it is open. ``shown``: 0 to 99, by lot."""

    lead: Row
    won: bool
    stranger: bool
    at: int | None
    shown: int


def decided(name: str, market: Market, leads: list[Row], events: list[Row]) -> Iterator[Decided]:
    """What became of each lead, in their order."""
    own: dict[object, list[Row]] = {lead["lead_id"]: [] for lead in leads}
    for event in events:
        own[event["lead_id"]].append(event)
    for lead in leads:
        yield _outcome(name, market, lead, own[lead["lead_id"]])


def _outcome(name: str, market: Market, lead: Row, events: list[Row]) -> Decided:
    rng = Random(f"{name} outcome {lead['lead_id']}")
    wait, talk, luck, shown = rng.randrange(21, 160), rng.randrange(3, 28), rng.random(), rng.randrange(100)
    bought = next((event for event in events if event["type"] == "customer"), None)
    at = _second(lead["created_at"]) + wait * DAY
    if bought is not None:
        at = _second(bought["ts"])
    elif active := [_second(event["ts"]) for event in events if event["type"] in market.active]:
        at = max(active) + talk * DAY
    stranger = market.stranger(lead)
    if at >= _NOW:
        return Decided(lead, False, stranger, None, shown)
    before = [event for event in events if _second(event["ts"]) < at - DAY]
    likely = luck < 1 / (1 + exp(-_likelihood(market, lead, before)))
    return Decided(lead, bought is not None or (likely and not stranger), stranger, at, shown)


def _likelihood(market: Market, lead: Row, events: list[Row]) -> float:
    """The logarithm of the odds."""
    odds = market.usual + market.fit(lead)
    for kind, (worth, most) in market.worth.items():
        odds += min(worth * sum(event["type"] == kind for event in events), most)
    return odds + (market.hand_raise if any(map(market.raises, events)) else 0.0)


def _second(stamp: object) -> int:
    return int(datetime.fromisoformat(str(stamp)).replace(tzinfo=UTC).timestamp())
