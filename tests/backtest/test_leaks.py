"""Rules that know too much are named, others are not."""

from pathlib import Path

import numpy as np
import pytest
from leadwright.dsl.check import check
from leadwright.dsl.types import MICROSECONDS_PER_DAY as DAY
from leadwright.engine.backtest.leaks import LookAhead, too_good
from leadwright.engine.backtest.rules import RuleResult
from leadwright.engine.lead_at import EARLIEST
from leadwright.engine.outcomes import OutcomeCounts, Outcomes
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Event, Lead
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of

LEADS = 20
DECIDED = 30 * DAY + DAY // 2
"""Noon of day 30."""


def findings(rules, events, decided=DECIDED):
    """``events``: what every lead did: type → days, as numbers that may have a fraction."""
    path = Path("m.lead").absolute()
    checked = check([path], path.parent, {path: rules})
    assert checked.model is not None, checked.diagnostics
    leads = []
    for number in range(LEADS):
        own = [Event(int(day * DAY), type, {}) for type, days in events.items() for day in days]
        leads.append(Lead(number, {}, sorted(own, key=lambda event: event.at)))
    store = store_of(leads, schema_of(checked.model))
    outcomes = Outcomes(
        np.array([n % 2 for n in range(LEADS)], np.int8), np.full(LEADS, decided), OutcomeCounts(10, 10, 0, 0)
    )
    look = LookAhead(plan_of(checked.model))
    look.see(store, outcomes)
    return [(f.what, f.message.partition("`")[2].partition("`")[0]) for f in look.findings()]


BEFORE = {"visit": [1, 5, 10, 20, 25]}


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([30.5], True),  # with the outcome
        ([31, 40], True),
        ([30.2], True),  # on its day, while all else is earlier
        ([29.9], False),
        ([10, 31], False),
        ([31] * 19 + [3], True),
        ([31] * 8 + [3, 4], False),
    ],
)
def test_events_that_follow(days, found):
    assert findings("when signed add 5 as signed", {**BEFORE, "signed": days}) == [("signed", "signed")] * found


def test_where_all_is_quick_the_outcomes_day_tells_nothing():
    assert findings("when signed add 5", {"visit": [30.1, 30.2], "signed": [30.3]}) == []
    assert findings("when signed add 5 as s", {"visit": [30.1, 30.2], "signed": [30.5]}) == [("s", "signed")]


def test_a_day_without_a_time_begins_with_it():
    assert findings("when signed add 5 as s", {"visit": [30.1, 30.2], "signed": [30.3]}, 30 * DAY) == [("s", "signed")]


def test_one_type_of_a_signal():
    rules = "signal good = visit or signed\neach good add 5 as good"
    assert findings(rules, {**BEFORE, "signed": [31]}) == [("good", "signed")]
    assert findings(rules, {"visit": [31], "signed": [31]}) == [("good", "good")]


def test_bounds_do_not_count():
    assert findings("when visit since last signed add 5", {**BEFORE, "signed": [31]}) == []


def test_stages_and_disqualifications_are_looked_at():
    rules = 'when visit add 5\nstage Won when signed\ndisqualify when returned because "sent back"'
    found = findings(rules, {**BEFORE, "signed": [31], "returned": [50]})
    assert found == [("stage Won", "signed"), ("disqualify", "returned")]


def test_of_leads_without_a_day_nothing_is_said():
    assert findings("when signed add 5", {**BEFORE, "signed": [31]}, EARLIEST) == []


def result(fired, won, overall=0.3) -> RuleResult:
    return RuleResult("r", "r", None, None, fired, won, overall, 0.8, 0.7, 0, 0, None)


@pytest.mark.parametrize(
    ("fired", "won", "conversion", "found"),
    [
        (100, 97, 0.3, True),
        (100, 90, 0.3, False),
        (19, 19, 0.3, False),  # few leads
        (40, 39, 0.3, False),  # few of all 1,000 wins
        (100, 97, 0.8, False),  # nearly all are won
    ],
)
def test_too_good_to_be_true(fired, won, conversion, found):
    assert bool(list(too_good([result(fired, won)], conversion, 1000))) is found
