"""Timelines: exact, and every change with what made it."""

import pytest
from leadwright.engine.columnar.steps import EARLIEST
from leadwright.engine.evaluate import Evaluator
from leadwright.engine.lifetime import scored_over_time
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Event, Lead
from leadwright.engine.timeline import Timeline, columns_of_changes, rows_of_changes, timeline_of, to_json
from leadwright.engine.timeline.words import cause_words
from models import model_of
from regular import regular_situation

DAY = 86_400_000_000
JANUARY = 1_767_225_600_000_000  # 2026-01-01T00:00Z


def timeline(rules: str, lead: Lead, days: int = 100, *, start: int | None = None, end: int | None = None) -> Timeline:
    return timeline_of(plan_of(model_of(rules)), lead, JANUARY + days * DAY, start, end)


def told(found: Timeline) -> list[tuple[float, int, str]]:
    """Of each change: days after the beginning of January, the score, the causes."""
    return [
        ((c.at - JANUARY) / DAY, c.after.score // 100, "; ".join(cause_words(cause) for cause in c.causes))
        for c in found.changes
    ]


def test_an_event_comes_and_leaves_its_window() -> None:
    lead = Lead("x", {}, [Event(JANUARY, "visit", {}), Event(JANUARY + 2 * DAY, "visit", {})])
    assert told(timeline("when visit visits >= 2 within 7d add 25", lead)) == [
        (2, 25, "visit"),
        (7, 0, "visit of 2026-01-01 00:00 left `within 7d`"),
    ]


def test_steps_of_a_fade_until_nothing_is_left() -> None:
    lead = Lead("x", {}, [Event(JANUARY, "demo", {})])
    assert told(timeline("latest demo add 30 fade 50% linearly every 10d", lead)) == [
        (0, 30, "demo"),
        (10, 15, "demo of 2026-01-01 00:00 faded 1 time"),
        (20, 0, "demo of 2026-01-01 00:00 faded 2 times"),
    ]


def test_a_window_that_begins_later_days_since_a_field_and_rules_in_force() -> None:
    rules = """
    when visit between 7d and 14d ago add 1
    when days since last visit > 20 add 10
    when days since joined >= 30 add 100
    when vip add 1000 from 2026-02-10 until 2026-02-19
    """
    lead = Lead("x", {"joined": JANUARY, "vip": True}, [Event(JANUARY, "visit", {})])
    assert told(timeline("lead joined time vip flag\nevent visit\n" + rules, lead)) == [
        (7, 1, "visit of 2026-01-01 00:00 came into `between 7d and 14d ago`"),
        (14, 0, "visit of 2026-01-01 00:00 left `between 7d and 14d ago`"),
        (21, 10, "visit of 2026-01-01 00:00 is 21 days old"),
        (30, 110, "30 days since joined"),
        (40, 1110, "the rule comes into force"),
        (50, 110, "the rule is no longer in force"),
    ]


def test_what_follows_if_nothing_more_happens() -> None:
    lead = Lead("x", {}, [Event(JANUARY, "visit", {}), Event(JANUARY + 5 * DAY, "visit", {})])
    found = timeline("each visit within 7d add 10", lead, days=3, end=JANUARY + 30 * DAY)
    assert [(at, score) for at, score, _ in told(found)] == [(0, 10), (7, 0)]
    assert [event.at for event in found.events] == [JANUARY]


def test_a_part_of_the_time_begins_with_the_state_before_it() -> None:
    lead = Lead("x", {}, [Event(JANUARY + n * DAY, "visit", {}) for n in range(5)])
    found = timeline("each visit add 10", lead, start=JANUARY + 2 * DAY, end=JANUARY + 3 * DAY)
    assert found.initial.score == 2000
    assert [(at, score) for at, score, _ in told(found)] == [(2, 30), (3, 40)]


def test_stages_with_their_dates() -> None:
    rules = """
    each visit within 7d add 10
    stage MQL
      when score >= 20
    stage SQL holds until lost
      when call
    """
    events = [Event(JANUARY + n * DAY, "visit", {}) for n in (0, 1, 20, 21)]
    events += [Event(JANUARY + 30 * DAY, "call", {}), Event(JANUARY + 31 * DAY, "lost", {})]
    found = timeline(rules, Lead("x", {}, events))
    mql, sql = found.stages
    assert (mql.first_reached, mql.since, mql.times) == (JANUARY + DAY, None, 2)
    assert (sql.first_reached, sql.since) == (JANUARY + 30 * DAY, JANUARY + 30 * DAY)
    entered = {name: [c.at for c in found.changes if name in c.entered] for name in ("MQL", "SQL")}
    assert entered == {"MQL": [JANUARY + DAY, JANUARY + 21 * DAY], "SQL": [JANUARY + 30 * DAY]}


def test_what_always_was() -> None:
    (stage,) = timeline("lead vip flag\nstage A\n when vip", Lead("x", {"vip": True}, [])).stages
    assert (stage.first_reached, stage.since, stage.times) == (EARLIEST, EARLIEST, 1)


def test_events_that_changed_nothing_are_counted() -> None:
    events = [Event(JANUARY, "visit", {}), Event(JANUARY, "visit", {}), Event(JANUARY + DAY, "other", {})]
    found = timeline("when visit add 5", Lead("x", {}, events))
    assert [event.type for event in found.silent_events] == ["other"]


@pytest.mark.parametrize("seed", range(60, 72))
def test_changes_are_those_of_the_reference_and_have_a_cause(seed: int) -> None:
    situation = regular_situation(seed, 3)
    model = model_of(situation.rules)
    plan, evaluator = plan_of(model), Evaluator(model)
    for lead in situation.leads:
        lead = Lead(lead.id, lead.fields, [e for e in lead.events if e.at <= situation.as_of])
        found = timeline_of(plan, lead, situation.as_of)
        before, changes = None, {}
        for moment, scored in scored_over_time(evaluator, lead, situation.as_of):
            now = scored.score, scored.at.outcomes.stage, scored.at.outcomes.grade, scored.reason
            if before is not None and now != before:
                changes[moment] = now
            before = now
        told = {c.at: (c.after.score, c.after.stage, c.after.grade, c.after.disqualified) for c in found.changes}
        assert {at: told.get(at) for at in changes} == changes, (lead, situation.rules)
        same = {c.at for c in found.changes if _four(c.before) == _four(c.after)}
        assert set(told) - same == set(changes), (lead, situation.rules)
        for change in found.changes:
            assert change.causes, (change, lead, situation.rules)
        assert len(list(rows_of_changes(found))) == len(found.changes) + 1
        assert all(len(row) == len(columns_of_changes(found)) for row in rows_of_changes(found))
        assert len(to_json(found)["changes"]) == len(found.changes)  # type: ignore[index,call-overload]


def _four(state: object) -> tuple[object, ...]:
    return tuple(getattr(state, name) for name in ("score", "stage", "grade", "disqualified"))
