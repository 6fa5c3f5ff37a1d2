"""Leads as they were: what was read off histories is what the reference evaluator gives a lead whose later events are
cut off; and a rule that is left out is as if it had never been written."""

import random
from dataclasses import replace

import numpy as np
import pytest
from leadwright.dsl import model as m
from leadwright.dsl.types import MICROSECONDS_PER_DAY, Type
from leadwright.dsl.zones import Calendar
from leadwright.engine.backtest.moments import Asked, Moments, labels_of, scored_then
from leadwright.engine.backtest.notation import AfterField, AtStage, AtTime, BeforeOutcome
from leadwright.engine.backtest.sample import AtMoments
from leadwright.engine.backtest.stages import Stages, can_change, is_mixed, leaves_of
from leadwright.engine.backtest.without import LeaveOneOut
from leadwright.engine.columnar.steps import LATEST
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.lead_at import EARLIEST
from leadwright.engine.outcomes import OutcomeCounts, Outcomes
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Event, Lead
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of
from models import model_of
from situations import Situation, situation_of

SEEDS = range(12)


def outcomes_at(result, at) -> Outcomes:
    return Outcomes(np.array(result, np.int8), np.array(at, np.int64), OutcomeCounts(0, 0, 0, 0))


def asked(model, moment, created=None, with_decided=True, end=None) -> Asked:
    return Asked(moment, created, with_decided, end, leaves_of(model))


def then_of(situation: Situation, at: list[int]) -> tuple[m.Model, AtMoments]:
    model = model_of(situation.rules)
    store = store_of(situation.leads, schema_of(model))
    outcomes = outcomes_at([n % 2 for n in range(len(at))], at)
    moments = Moments(asked(model, BeforeOutcome(0, "0d")), store, outcomes, Calendar(model.timezone))
    return model, scored_then(plan_of(model), moments)


def some_moments(situation: Situation, seed: int) -> list[int]:
    """Often the very moment of an event, or a microsecond off it."""
    dice = random.Random(seed)
    moments = []
    for lead in situation.leads:
        events = [e.at for e in lead.events] or [situation.as_of]
        moments.append(dice.choice(events) + dice.choice((-1, 0, 1, dice.randrange(40 * MICROSECONDS_PER_DAY))))
    return moments


def cut(lead: Lead, at: int) -> Lead:
    """The lead without what came later."""
    return replace(lead, events=[event for event in lead.events if event.at <= at])


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_came_later_counts(seed):
    situation = situation_of(seed)
    at = some_moments(situation, seed)
    model, then = then_of(situation, at)
    evaluator = Evaluator(model)
    assert sorted(then.leads.tolist()) == list(range(len(at)))
    for row, lead in enumerate(then.leads.tolist()):
        assert then.at[row] == at[lead]
        scored = evaluator.at(cut(situation.leads[lead], at[lead]), at[lead])
        assert then.score[row] == scored.score
        assert [column[row] for column in then.given] == [given.points for given in scored.given]
        assert [column[row] for column in then.groups] == [scored.groups[g.name] for g in model.groups]
        assert then.disqualified[row] == (scored.reason is not None)
        assert [column[row] for column in then.reached] == [scored.reached[s.name] for s in model.stages]
        assert [x for x, has in zip(labels_of(model), then.segments, strict=True) if has[row]] == list(scored.segments)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_moment_for_all_is_the_same(seed):
    situation = situation_of(seed)
    at = situation.as_of - 3 * MICROSECONDS_PER_DAY
    model, one_by_one = then_of(situation, [at] * len(situation.leads))
    store = store_of(situation.leads, schema_of(model))
    outcomes = outcomes_at([1] * store.size, [EARLIEST] * store.size)
    moments = Moments(asked(model, AtTime(at)), store, outcomes, Calendar(model.timezone))
    together = scored_then(plan_of(model), moments)
    order = np.argsort(one_by_one.leads)
    assert together.score.tolist() == one_by_one.score[order].tolist()
    for name in ("given", "groups", "reached", "segments"):
        for one, other in zip(getattr(together, name), getattr(one_by_one, name), strict=True):
            assert one.tolist() == other[order].tolist()
    assert (together.grade == one_by_one.grade[order]).all()
    for one, other in zip(together.leaves, one_by_one.leaves, strict=True):
        assert one.true.tolist() == other.true[order].tolist()
        assert one.false.tolist() == other.false[order].tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rule_left_out_is_as_if_it_had_not_been_written(seed):
    situation = situation_of(seed, holds=False)
    at = some_moments(situation, seed)
    model, then = then_of(situation, at)
    plan = plan_of(model)
    leave_out = LeaveOneOut(plan, then)
    exact = can_change(model) and not any(map(is_mixed, leaves_of(model)))
    stages = Stages(model, then) if exact else None
    for number in range(len(plan.rules)):
        changed = leave_out.without(number)
        codes = None if stages is None else stages.stage(changed.score, changed.groups)
        others = replace(model, rules=tuple(rule for n, rule in enumerate(model.rules) if n != number))
        evaluator = Evaluator(others)
        for row, lead in enumerate(then.leads.tolist()):
            scored = evaluator.at(cut(situation.leads[lead], at[lead]), at[lead])
            assert changed.score[row] == scored.score
            assert {name: column[row] for name, column in changed.groups.items()} == dict(scored.groups)
            if codes is None:
                continue
            name = "none" if codes[row] == 0 else model.stages[codes[row] - 1].name
            assert name == scored.at.outcomes.stage


RULES = """lead
  created_at time
  country    text
group fit max 10 min -5
  when country is "US" add 30 as usa
  when visit visits >= 2 add 4 as visits
stage Warm
  when score > 3
"""
DAY = MICROSECONDS_PER_DAY


def lead(id, created, *visits, country="DE"):
    fields = {"country": country, **({} if created is None else {"created_at": created * DAY})}
    return Lead(id, fields, [Event(int(day * DAY), "visit", {}) for day in visits])


LEADS = [
    lead("a", 10, 10.5, 12, 15),
    lead("b", 20, 21, 22),
    lead("c", None, 11, 12),
    lead("d", 10, country="US"),
    lead("e", 10),
]


def compared(moment, result, decided, **options):
    model = model_of(RULES)
    store = store_of(LEADS, schema_of(model))
    created = m.FieldValue("created_at", Type.TIME) if options.pop("created", False) else None
    decided = [EARLIEST if day is None else day * DAY for day in decided]
    options = {"with_decided": False, **options}
    moments = Moments(asked(model, moment, created, **options), store, outcomes_at(result, decided), Calendar("UTC"))
    then = scored_then(plan_of(model), moments)
    rows = {LEADS[n].id: (at / DAY, score / 100) for n, at, score in zip(then.leads, then.at, then.score, strict=True)}
    return rows, moments.left


def test_a_delay_after_a_field():
    rows, left = compared(AfterField("created_at", 2 * DAY, "2d"), [1, 1, 0, 1, -1], [30, 22, 30, 30, None])
    assert rows == {"a": (12, 4), "d": (12, 10), "e": (12, 0)}
    assert (left.no_moment.leads, left.no_moment.won) == (1, 0)
    assert (left.decided.leads, left.decided.won) == (1, 1)
    rows, left = compared(
        AfterField("created_at", 2 * DAY, "2d"), [1, 1, 0, 1, -1], [30, 22, 30, 30, None], with_decided=True
    )
    assert rows["b"] == (22, 4)
    assert left.decided.leads == 0


def test_before_the_outcome():
    rows, left = compared(BeforeOutcome(DAY, "1d"), [1, 1, 0, 1, -1], [13, 20, 12, None, 14], created=True)
    assert rows == {"a": (12, 4), "c": (11, 0)}
    assert (left.not_there.leads, left.not_there.won) == (1, 1)
    assert (left.no_moment.leads, left.no_moment.won) == (1, 1)


def test_when_a_stage_was_first_reached():
    rows, left = compared(AtStage("Warm"), [1, 0, 1, 1, 0], [30] * 5, created=True)
    assert rows == {"a": (12, 4), "b": (22, 4), "c": (12, 4), "d": (10, 10)}
    assert left.no_moment.leads == 1


def test_no_moment_is_after_the_end():
    rows, _ = compared(AfterField("created_at", 2 * DAY, "2d"), [1] * 5, [30] * 5, end=21 * DAY)
    assert set(rows) == {"a", "d", "e"}


def test_a_lead_that_came_later_is_not_there():
    rows, left = compared(AtTime(15 * DAY), [1, 1, 0, 1, -1], [30] * 5, created=True)
    assert set(rows) == {"a", "c", "d", "e"}
    assert left.not_there.leads == 1
    assert LATEST > 15 * DAY
