"""What executors are compared on is all of the language, and something comes of it."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from executors import reference
from features import features, wanted
from leadwright.dsl import model as m
from leadwright.engine.evaluate import Evaluator
from lexicon import CHANGES, DAY, changes
from models import model_of
from situations import situation_of


def test_random_models_use_all_of_the_language() -> None:
    missing = wanted()
    for seed in range(300):
        missing -= features(model_of(situation_of(seed, count=1).rules))
        if not missing:
            return
    assert not missing


def kind_of(rule: m.Rule) -> str:
    body = rule.body
    kind = body.kind if isinstance(body, m.Tally) else type(body).__name__
    return kind if rule.condition is None or isinstance(body, m.Flat) else f"guarded {kind}"


def test_rules_of_every_kind_fire_and_every_outcome_comes_about() -> None:
    seen: Counter[str] = Counter()
    for seed in range(60):
        situation = situation_of(seed)
        evaluator = Evaluator(model_of(situation.rules))
        results = reference(situation.rules, situation.leads, situation.as_of)
        for lead in situation.leads:
            given = evaluator.at(lead, situation.as_of).given
            seen.update(kind_of(g.rule) for g in given if g.points)
            result = results[str(lead.id)]
            seen.update(
                what
                for what, is_so in {
                    "grade": result.grade not in (None, "none"),
                    "stage": result.stage != "none",
                    "disqualified": result.disqualified is not None,
                    "segments": len(result.segments) > 1,
                    "route": result.route is not None,
                    "due": result.due is not None,
                    "met": result.met is not None,
                    "below zero": result.score < 0,
                }.items()
                if is_so
            )
        seen["different results"] += len({repr((r.score, r.stage, r.fired)) for r in results.values()})
        seen["models"] += 1
    kinds = {"each", "latest", "Table", "Choose"}
    for what in ("Flat", *kinds, *(f"guarded {kind}" for kind in kinds)):
        assert seen[what] >= 3, what
    for what in ("grade", "stage", "disqualified", "segments", "route", "due", "met", "below zero"):
        assert seen[what] >= 10, what
    assert seen["different results"] >= 10 * seen["models"]


def test_random_leads_are_of_every_sort() -> None:
    situations = [situation_of(seed) for seed in range(20)]
    leads = [(lead, s.as_of) for s in situations for lead in s.leads]
    sorts = {
        "nothing": sum(not lead.fields and not lead.events for lead, _ in leads),
        "no fields": sum(not lead.fields and bool(lead.events) for lead, _ in leads),
        "no events": sum(bool(lead.fields) and not lead.events for lead, _ in leads),
        "ties": sum(len({e.at for e in lead.events}) < len(lead.events) for lead, _ in leads),
        "many equal events": sum(any(lead.events.count(e) > 4 for e in lead.events) for lead, _ in leads),
        "at the as-of time": sum(any(e.at == as_of for e in lead.events) for lead, as_of in leads),
        "a microsecond after it": sum(any(e.at == as_of + 1 for e in lead.events) for lead, as_of in leads),
        "seven days before": sum(any(e.at == as_of - 7 * DAY for e in lead.events) for lead, as_of in leads),
        "a microsecond off": sum(any(e.at == as_of - 7 * DAY + 1 for e in lead.events) for lead, as_of in leads),
    }
    assert min(sorts.values()) >= 5, sorts
    assert sum(s.as_of % DAY != 0 for s in situations) >= 10
    assert len({model_of(s.rules).timezone for s in situations}) >= 5


@pytest.mark.parametrize("zone", [zone for zone in CHANGES if zone != "UTC"])
def test_something_is_odd_at_one_of_the_instants_of_each_zone(zone: str) -> None:
    """The clocks change there, or a month begins."""

    def local(at: int) -> datetime:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))

    for at in changes(zone):
        before, after = local(at - 1), local(at)
        midnight = after.time() == datetime.min.time()
        assert before.utcoffset() != after.utcoffset() or midnight, CHANGES[zone]
