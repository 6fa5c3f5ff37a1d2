"""Histories agree with the reference: at any moment, all that is said of a lead is what scoring it as of that moment
says; the same at the end of the history as the columnar engine says of the end."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from leadwright.engine.columnar import score_leads
from leadwright.engine.columnar.steps import History, histories
from leadwright.engine.columnar.steps.one_lead import history_of_one
from leadwright.engine.evaluate import Evaluator, Scored
from leadwright.engine.explain import explain
from leadwright.engine.lifetime import scored_over_time
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Lead
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of
from models import model_of
from regular import regular_situation
from situations import Situation, situation_of

MOST_MOMENTS = 24


def moments_of(evaluator: Evaluator, lead: Lead, until: int, dice: random.Random) -> list[int]:
    """Some of the moments at which the lead can change, and a microsecond before and after each."""
    changes = [moment for moment, _ in scored_over_time(evaluator, lead, until)]
    chosen = dice.sample(changes, min(len(changes), MOST_MOMENTS // 3))
    return sorted({at + by for at in chosen for by in (-1, 0, 1) if abs(at) < 2**60 and at + by <= until} | {until})


def said(history: History, number: int, moments: Sequence[int]) -> list[dict[str, object]]:
    """What a history says of one lead at some moments."""
    lead, at = np.full(len(moments), number), np.array(moments, np.int64)
    score, stage = history.score.of(lead, at), history.stage.of(lead, at)
    reason = history.disqualified.of(lead, at)
    grade = None if history.grade is None else history.grade.of(lead, at)
    given = [steps.of(lead, at) for steps in history.given]
    groups = {name: steps.of(lead, at) for name, steps in history.groups.items()}
    reached = {name: steps.of(lead, at) for name, steps in history.reached.items()}
    segments = {label: steps.of(lead, at) for label, steps in history.segments}
    return [
        {
            "given": [int(points[i]) for points in given],
            "groups": {name: int(points[i]) for name, points in groups.items()},
            "score": int(score[i]),
            "grade": None if grade is None or history.grade is None else history.grade.texts[int(grade[i])],
            "disqualified": None if reason[i] < 0 else history.disqualified.texts[int(reason[i])],
            "reached": {name: bool(is_so[i]) for name, is_so in reached.items()},
            "stage": history.stage.texts[int(stage[i])],
            "segments": {label for label, is_so in segments.items() if is_so[i]},
        }
        for i in range(len(moments))
    ]


def expected(scored: Scored) -> dict[str, object]:
    return {
        "given": [given.points for given in scored.given],
        "groups": dict(scored.groups),
        "score": scored.score,
        "grade": scored.at.outcomes.grade,
        "disqualified": scored.reason,
        "reached": dict(scored.reached),
        "stage": scored.at.outcomes.stage,
        "segments": set(scored.segments),
    }


def assert_agrees(situation: Situation, seed: int) -> None:
    model = model_of(situation.rules)
    evaluator, dice = Evaluator(model), random.Random(seed)
    store = store_of(situation.leads, schema_of(model))
    seen = 0
    for history in histories(plan_of(model), store, situation.as_of):
        for number, lead in enumerate(situation.leads[position] for position in history.leads.tolist()):
            moments = moments_of(evaluator, lead, situation.as_of, dice)
            for moment, found in zip(moments, said(history, number, moments), strict=True):
                assert found == expected(evaluator.at(lead, moment)), (lead, moment, situation.rules)
            seen += 1
    assert seen == len(situation.leads)


@pytest.mark.parametrize("seed", range(14))
def test_a_history_is_what_scoring_says_as_of_every_moment(seed: int) -> None:
    assert_agrees(regular_situation(seed, 5), seed)


@pytest.mark.parametrize("seed", [0, 9])
def test_so_is_one_that_is_told_lead_by_lead(seed: int) -> None:
    assert_agrees(situation_of(seed, 5), seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 200))
def test_histories_of_many_models(seed: int) -> None:
    assert_agrees(regular_situation(seed, 6), seed)


@pytest.mark.parametrize("seed", range(20, 26))
def test_nothing_more_happens(seed: int) -> None:
    """What becomes of leads after the last event: the same as scoring without what came after it."""
    situation = regular_situation(seed, 5)
    model = model_of(situation.rules)
    evaluator = Evaluator(model)
    until = situation.as_of + 400 * 86_400_000_000
    store = store_of(situation.leads, schema_of(model))
    for history in histories(plan_of(model), store, situation.as_of, until=until):
        for number, position in enumerate(history.leads.tolist()):
            lead = situation.leads[position]
            left = Lead(lead.id, lead.fields, [e for e in lead.events if e.at <= situation.as_of])
            moments = [situation.as_of + (until - situation.as_of) * n // 7 for n in range(8)]
            for moment, found in zip(moments, said(history, number, moments), strict=True):
                assert found == expected(evaluator.at(left, moment)), (lead, moment, situation.rules)


@pytest.mark.parametrize("seed", range(30, 36))
def test_explanations_are_the_same_whichever_way_histories_are_worked_out(seed: int) -> None:
    situation = regular_situation(seed, 4)
    model = model_of(situation.rules)
    moment_by_moment, at_once = Evaluator(model), Evaluator(model, history_of_one)
    for lead in situation.leads:
        assert explain(at_once, lead, situation.as_of) == explain(moment_by_moment, lead, situation.as_of)


def test_some_leads_alone_in_any_order() -> None:
    situation = situation_of(3, 12)
    assert len(situation.leads) > 7
    model = model_of(situation.rules)
    store = store_of(situation.leads, schema_of(model))
    wanted = np.array([7, 2, 4])
    found = {
        int(lead): int(points)
        for history in histories(plan_of(model), store, situation.as_of, leads=wanted)
        for lead, points in zip(history.leads, history.score.at_end(), strict=True)
    }
    results = score_leads(model, situation.leads, situation.as_of)
    every = {position: result.score for position, result in enumerate(results)}
    assert found == {position: every[position] for position in (7, 2, 4)}
