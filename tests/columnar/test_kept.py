"""What was worked out is kept, once, for as long as there is room; an edit works out only what is new."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import numpy as np
import pytest
from leadwright.dsl.check import check
from leadwright.engine import columnar
from leadwright.engine.columnar import leads_at, points, score
from leadwright.engine.columnar.kept import Kept
from leadwright.engine.columnar.results import results_of
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.plan import Plan, plan_of
from leadwright.engine.records import Event, Lead
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of

DAY = 86_400_000_000
NOW = 20_468 * DAY
RULES = """
event view path text
event click
ignore view[path is "/jobs"]
group web max 50
  when view[path is "/pricing"] visits >= 2 within 7d add 25 as prices
  each click within 30d add 2 once per day up to 10 as clicks
group fit
  when size > 5 add 10 as big
stage hot when score >= 30
"""


def plan(rules: str) -> Plan:
    path = Path("x.lead").absolute()
    model = check([path], path.parent, {path: rules}).model
    assert model is not None
    return plan_of(model)


def lead(number: int) -> Lead:
    events = [
        Event(NOW - (number + k) * DAY // 2, kind, {"path": path} if path else {})
        for k in range(number % 7)
        for kind, path in (("view", "/pricing"), ("click", ""), ("view", "/jobs"))
    ]
    return Lead(number, {"size": number * 1_000_000}, sorted(events, key=lambda e: e.at))


LEADS = [lead(n) for n in range(40)]


def test_the_least_recently_used_goes_first() -> None:
    kept = Kept(limit=1000)
    first = kept.get("first", lambda: np.zeros(400, np.int8))
    kept.get("second", lambda: np.zeros(400, np.int8))
    assert kept.get("first", lambda: pytest.fail("it is there")) is first
    kept.get("third", lambda: np.zeros(400, np.int8))
    assert kept.weight == 800
    assert kept.get("first", lambda: pytest.fail("it is there")) is first
    assert kept.get("second", lambda: "again") == "again"


def test_what_several_threads_want_is_worked_out_once() -> None:
    kept, started, calls = Kept(1000), Barrier(4), []

    def wanted() -> object:
        started.wait()
        return kept.get("x", lambda: calls.append(1) or object())

    with ThreadPoolExecutor(4) as pool:
        found = [f.result() for f in [pool.submit(wanted) for _ in range(4)]]
    assert len(set(map(id, found))) == 1
    assert len(calls) == 1


def test_what_fails_can_be_asked_for_again() -> None:
    kept = Kept(1000)
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 1) == 1


def expected(rules: Plan) -> list[tuple[object, ...]]:
    return [(r.score, dict(r.groups), r.stage, r.fired) for r in (Evaluator(rules.model).score(x, NOW) for x in LEADS)]


def found(rules: Plan, store: columnar.Store, as_of: int = NOW) -> list[tuple[object, ...]]:
    return [(r.score, dict(r.groups), r.stage, r.fired) for r in results_of(score(rules, store, as_of))]


def test_an_edit_works_out_only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("measured", "earned"):
        real = getattr(leads_at, name)
        monkeypatch.setattr(
            leads_at, name, lambda part, at, real=real: asked.append(type(part).__name__) or real(part, at)
        )
    before = plan(RULES)
    store = store_of(LEADS, schema_of(before.model))
    assert found(before, store) == expected(before)
    assert sorted(asked) == ["Count", "Tally"]
    asked.clear()
    assert found(before, store) == expected(before)
    assert asked == []
    edited = plan(RULES.replace("add 25", "add 30").replace(">= 2 within 7d", ">= 3 within 7d"))
    assert found(edited, store) == expected(edited)
    assert asked == []
    wider = plan(RULES.replace("within 30d", "within 5d"))
    assert found(wider, store) == expected(wider)
    assert asked == ["Tally"]


def test_what_is_kept_is_of_its_moment_and_its_ignores(monkeypatch: pytest.MonkeyPatch) -> None:
    before = plan(RULES)
    store = store_of(LEADS, schema_of(before.model))
    assert found(before, store) == expected(before)
    other = plan(RULES.replace('ignore view[path is "/jobs"]', "ignore click"))
    assert found(other, store) == expected(other) != expected(before)
    earlier = found(before, store, NOW - 5 * DAY)
    assert earlier == [
        (r.score, dict(r.groups), r.stage, r.fired)
        for r in (Evaluator(before.model).score(x, NOW - 5 * DAY) for x in LEADS)
    ]


def test_many_threads_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(points, "_WORTH_THREADS", 0)
    monkeypatch.setattr(points.os, "cpu_count", lambda: 4)
    rules = plan(RULES)
    assert found(rules, store_of(LEADS, schema_of(rules.model))) == expected(rules)
