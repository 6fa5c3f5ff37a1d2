"""Stays, dates and promises of random models and leads against the reference evaluator."""

from functools import lru_cache

import numpy as np
import pytest
from leadwright.dsl.zones import Calendar
from leadwright.engine.beginnings import Starts
from leadwright.engine.columnar.steps import EARLIEST, LATEST, histories
from leadwright.engine.evaluate import Evaluator, Scored
from leadwright.engine.plan import plan_of
from leadwright.engine.routes import routed
from leadwright.engine.schema import schema_of
from leadwright.engine.simulation.promises import promises_of
from leadwright.engine.simulation.stays import Batch
from leadwright.engine.store import store_of
from models import model_of
from situations import Situation, situation_of

SEEDS = range(12)


@lru_cache
def batches(seed: int) -> list[tuple[Batch, list[Scored]]]:
    """Each batch with what the reference says of its leads."""
    situation: Situation = situation_of(seed, 8)
    model = model_of(situation.rules)
    evaluator = Evaluator(model)
    store = store_of(situation.leads, schema_of(model))
    found: list[tuple[Batch, list[Scored]]] = []
    for history in histories(plan_of(model), store, situation.as_of):
        leads = [store.lead_at(int(number)) for number in history.leads]
        batch = Batch(history, situation.as_of, Starts(None).of(history))
        found.append((batch, [evaluator.at(lead, situation.as_of) for lead in leads]))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_where_now_is_what_scores_say(seed: int) -> None:
    for batch, scored in batches(seed):
        for number, stage in enumerate(batch.history.plan.model.stages):
            for stays, there in (
                (batch.stays(stage), [s.reached[stage.name] and s.reason is None for s in scored]),
                (batch.own(number), [s.at.outcomes.stage == stage.name for s in scored]),
            ):
                found = np.zeros(batch.size, np.bool_)
                found[stays.lead[stays.until > batch.as_of]] = True
                assert found.tolist() == there
                firsts = np.unique(stays.lead, return_index=True)[1]
                assert np.flatnonzero(stays.first).tolist() == firsts.tolist()
                same = stays.lead[1:] == stays.lead[:-1]
                assert (stays.until[:-1][same] < stays.since[1:][same]).all(), "apart from each other"


@pytest.mark.parametrize("seed", SEEDS)
def test_beginnings_are_first_events(seed: int) -> None:
    for batch, scored in batches(seed):
        assert batch.history.plan.model.ignores or batch.start.tolist() == [
            min((e.at for e in s.at.lead.events if e.at <= batch.as_of), default=EARLIEST) for s in scored
        ]


@pytest.mark.parametrize("seed", SEEDS)
def test_promises_of_now_are_those_of_the_reference(seed: int) -> None:
    """Of a stage without conditions on its routes: which route it is does not change with time."""
    for batch, scored in batches(seed):
        model = batch.history.plan.model
        for stage in model.stages:
            if not stage.routes or stage.routes[0].only_for is not None:
                continue
            stays = batch.stays(stage)
            promises = promises_of(batch, stage, Calendar(model.timezone))
            for row in np.flatnonzero(stays.until > batch.as_of).tolist():
                expected = routed(stage, scored[int(stays.lead[row])])
                assert expected is not None
                due, met = int(promises.due[row]), int(promises.met[row])
                assert promises.route[row] == 0
                assert (None if due == LATEST else due) == expected.due
                assert (None if met == LATEST else met) == expected.met
