"""What executors are compared on: a random model, a crowd of random leads for it, an as-of time.

``situations()`` is a Hypothesis strategy, ``situation_of(seed)`` the same from a seed. The leads come from a seed of
their own, and from what the model asks for: ``smaller.smallest`` makes what fails small, not Hypothesis.
"""

from dataclasses import dataclass
from typing import Any

from dice import Dice, Drawn, Rolled, pick
from hypothesis import strategies as st
from leadwright.dsl import model as m
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.history import DAYS, changes_of
from leadwright.engine.lead_at import LeadAt
from leadwright.engine.records import Lead
from leadwright.engine.schema import schema_of
from lexicon import ZONES, calendar
from models import model_of, parts_from
from random_leads import as_of_in, crowd, delivered, hints_of, nearby

CROWD = 30
"""Leads in a situation: executors have a price a call, not a lead."""
MOST_WORK = 2_000
"""Of all leads of a situation together, if its model has stages: ``affordable``."""


@dataclass(frozen=True)
class Situation:
    """The rules' text, the leads with their events, the as-of time in microseconds."""

    rules: str
    leads: tuple[Lead, ...]
    as_of: int

    def _repr_pretty_(self, printer: Any, _: bool) -> None:
        """What Hypothesis says of it: all of it would be pages, and what matters of it is told otherwise."""
        printer.text(f"<{len(self.rules.splitlines())} lines of rules, {len(self.leads)} leads>")


def situation_from(dice: Dice, count: int = CROWD, holds: bool = True, deadlines: bool = True) -> Situation:
    """``count``: how many leads; ``holds``, ``deadlines``: as ``models.parts_from`` has them."""
    zone = pick(dice, ZONES)
    as_of = as_of_in(dice, zone)
    seed = dice.between(0, 9999)
    rules = parts_from(dice, zone, calendar(zone).day(as_of), holds=holds, deadlines=deadlines).text()
    model = model_of(rules)
    schema = schema_of(model)
    leads = delivered(crowd(seed, as_of, zone, count, hints_of(model)), schema)
    if compares_numbers_of_days(rules):
        leads = nearby(leads, as_of, schema, 100)
    return Situation(rules, tuple(affordable(leads, model, as_of)), as_of)


def affordable(leads: list[Lead], model: m.Model, as_of: int) -> list[Lead]:
    """As many of the leads, one at least, as the slow executors can follow through time in some seconds.

    A fade of 1 % every half hour has 1,800 moments an event; a lead is worked out afresh at each, and with `holds
    until` all that was before is, too.
    """
    if not model.stages:
        return leads
    evaluator = Evaluator(model)
    kept: list[Lead] = []
    left = MOST_WORK
    costs = [_work(evaluator, lead, as_of) for lead in leads]
    for lead, cost in zip(leads, costs, strict=True):
        if cost <= left:
            kept.append(lead)
            left -= cost
    return kept or leads[costs.index(min(costs)) :][:1]


def _work(evaluator: Evaluator, lead: Lead, as_of: int) -> int:
    """What it costs to follow a lead through time, roughly in milliseconds."""
    now = LeadAt(evaluator.shared, lead, as_of)
    moments = sum(1 for _ in changes_of(evaluator, evaluator.all_time_parts, now))
    return moments + moments**2 // 50


def compares_numbers_of_days(rules: str) -> bool:
    """Whether some stage hangs on two numbers of days: its history has a moment for each day that there ever was."""
    parts = Evaluator(model_of(rules)).time_parts
    return any(isinstance(p, m.Ratio) and (isinstance(p.left, DAYS) or isinstance(p.right, DAYS)) for p in parts)


def situation_of(seed: int, count: int = CROWD, holds: bool = True, deadlines: bool = True) -> Situation:
    return situation_from(Rolled(seed), count, holds, deadlines)


@st.composite
def situations(draw: st.DrawFn, count: int = CROWD, holds: bool = True, deadlines: bool = True) -> Situation:
    return situation_from(Drawn(draw), count, holds, deadlines)
