"""The comparison itself: an executor that is wrong about one thing is found, whatever the thing; what is told of it is
small, and a conformance case as it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

import pytest
from agreeing import DisagreementError, RefusalError, agree, as_case
from case_files import cases_of
from executors import Executor, ScoreAll, reference
from hypothesis import HealthCheck, Phase, given, settings
from leadwright.dsl import model as m
from leadwright.dsl.errors import UnsupportedError
from leadwright.engine.evaluate import Evaluator, Result
from leadwright.engine.records import Event, Lead
from leadwright.engine.schema import schema_of
from models import model_of
from situations import Situation, situation_of, situations
from smaller import smallest
from test_conformance import shown

MOST_SEEDS = 200


Change = Callable[[Any], Any]


def changed(part: Any, change: Change) -> Any:
    """A part of a model with every part of it changed, the inner ones first."""
    if isinstance(part, tuple):
        return tuple(changed(p, change) for p in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    new = {f.name: changed(getattr(part, f.name), change) for f in fields(part) if f.name != "place"}
    return change(replace(part, **new))


def wrong(change: Change) -> ScoreAll:
    """An executor that takes some constructs for others."""

    def score_all(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
        evaluator = Evaluator(changed(model_of(rules), change))
        return {str(lead.id): evaluator.score(lead, as_of) for lead in leads}

    return score_all


def when(kind: type, change: Callable[[Any], Any], *more: type) -> Change:
    return lambda part: change(part) if isinstance(part, (kind, *more)) else part


def text_sign(sign: str, other: str) -> Change:
    return when(m.TextTest, lambda p: replace(p, sign=other) if p.sign == sign else p)


def relation_sign(sign: str, other: str) -> Change:
    return when(m.Relation, lambda p: replace(p, sign=other) if p.sign == sign else p)


def other_which(part: Any) -> Any:
    return replace(part, which="first" if part.which == "last" else "last")


def period(kind: str, other: m.OncePer | None) -> Change:
    return when(m.OncePer, lambda p: other if p.period == kind else p)


WRONG: dict[str, Change] = {
    "within, a microsecond longer": when(m.Within, lambda p: m.Within(p.length + 1)),
    "between … ago, a microsecond nearer": when(m.BetweenAgo, lambda p: m.BetweenAgo(p.near - 1, p.far)),
    "since DATE, without its first instant": when(m.FromMoment, lambda p: m.FromMoment(p.at + 1)),
    "since last takes the first": when(m.AfterEvent, other_which),
    "within D of an event, a microsecond longer": when(m.Following, lambda p: replace(p, length=p.length + 1)),
    "within D of the other event": when(m.Following, other_which),
    "since FIELD is left out": when(m.Events, lambda p: replace(p, windows=tuple(
        w for w in p.windows if not isinstance(w, m.AfterField)))),
    "one window of two": when(m.Events, lambda p: replace(p, windows=p.windows[:1])),
    "no resets": when(m.Events, lambda p: replace(p, resets=())),
    "no resets in sequences": when(m.Sequence, lambda p: replace(p, resets=())),
    "a sequence a microsecond longer": when(m.Sequence, lambda p: replace(p, spanning=p.spanning + 1)),
    "a sequence without its last step": when(m.Sequence, lambda p: replace(p, steps=p.steps[:-1])),
    "a union without its last part": when(m.Stream, lambda p: replace(p, alternatives=p.alternatives[:1])),
    "no filters": when(m.Filtered, lambda p: replace(p, filter=None)),
    "not ignored": when(m.Model, lambda p: replace(p, ignores=())),
    "distinct counts": when(m.Distinct, lambda p: m.Count(p.events)),
    "days counts": when(m.ActiveDays, lambda p: m.Count(p.events)),
    "average is the largest": when(m.Average, lambda p: m.Extreme("largest", p.events, p.property, p.type)),
    "largest is the last": when(m.Extreme, lambda p: m.Edge("last", p.events, p.property, p.type)),
    "first is the last": when(m.Edge, lambda p: replace(p, which="last")),
    "days since the other": when(m.DaysSinceEvent, other_which),
    "days until is days since": when(m.DaysFromField, lambda p: replace(p, direction="since")),
    "the domain is the text": when(m.DomainOf, lambda p: p.of),
    "at least one": when(m.AtLeast, lambda p: replace(p, number=1)),
    "all is any": when(m.AllOf, lambda p: m.AnyOf(p.parts)),
    "no is some": when(m.Exists, lambda p: replace(p, wanted=True)),
    "> is >=": relation_sign(">", ">="),
    "< is <=": relation_sign("<", "<="),
    "!= is <": relation_sign("!=", "<"),
    "unknown is known": when(m.IsKnown, lambda p: replace(p, known=True)),
    "a share is the whole": when(m.Ratio, lambda p: replace(p, percent=100_000_000)),
    "not in is in": when(m.Among, lambda p: replace(p, negated=False)),
    "between without its end": when(m.Between, lambda p: m.AllOf((p, m.Relation(p.left, "!=", p.high)))),
    "mentions is contains": text_sign("mentions", "contains"),
    "starts with is contains": text_sign("starts with", "contains"),
    "ends with is contains": text_sign("ends with", "contains"),
    "matches is contains": text_sign("matches", "contains"),
    "not contains is contains": when(m.TextTest, lambda p: replace(p, negated=False)),
    "one pattern of several": when(m.TextTest, lambda p: replace(p, patterns=p.patterns[:1])),
    "a time within, a microsecond longer": when(m.Recent, lambda p: m.Recent(p.left, p.length + 1)),
    "a time older, a microsecond less": when(m.Older, lambda p: m.Older(p.left, p.length - 1)),
    "a week is seven days": period("week", m.OncePer("days", 7)),
    "a month is thirty days": period("month", m.OncePer("days", 30)),
    "a period of days is a day": period("days", m.OncePer("days", 1)),
    "once per property is always": period("property", None),
    "linear fades are not": when(m.Fade, lambda p: replace(p, linearly=False)),
    "no fades": when(m.Fade, lambda _: None),
    "latest is each": when(m.Tally, lambda p: replace(p, kind="each")),
    "no `up to`": when(m.Tally, lambda p: replace(p, limit=None)),
    "carried points without their share": when(m.Carried, lambda p: replace(p, percent=100_000_000)),
    "subtracted points are added": when(m.Points, lambda p: replace(p, sign=1)),
    "names are words": when(m.Points, lambda p: replace(p, sign=1, amount=p.amount, name=None)),
    "the last row first": when(m.Table, lambda p: replace(p, rows=p.rows[::-1])),
    "the last branch first": when(m.Choose, lambda p: replace(p, branches=p.branches[::-1])),
    "always in force": when(m.Rule, lambda p: replace(p, first_day=None)),
    "never out of force": when(m.Rule, lambda p: replace(p, last_day=None)),
    "no guards": when(m.Rule, lambda p: replace(p, condition=None)),
    "no `max` of a group": when(m.Group, lambda p: replace(p, maximum=None)),
    "no `min` of a group": when(m.Group, lambda p: replace(p, minimum=None)),
    "nothing apart": when(m.Group, lambda p: replace(p, apart=False)),
    "groups in nothing": when(m.Group, lambda p: replace(p, parent=None)),
    "groups for all": when(m.Group, lambda p: replace(p, only_for=None)),
    "no baseline": when(m.Model, lambda p: replace(p, baseline=0)),
    "no limits": when(m.Model, lambda p: replace(p, maximum=None, minimum=None)),
    "in UTC": when(m.Model, lambda p: replace(p, timezone="UTC")),
    "no grade": when(m.Model, lambda p: replace(p, grade=())),
    "a grade above its threshold": when(m.GradeBand, lambda p: replace(
        p, threshold=None if p.threshold is None else p.threshold + 1)),
    "a stage after nothing": when(m.Stage, lambda p: replace(p, after=None)),
    "stages do not hold": when(m.Stage, lambda p: replace(p, holds_until=None)),
    "one `when` of several": when(m.Stage, lambda p: replace(p, whens=p.whens[:1])),
    "the last route first": when(m.Stage, lambda p: replace(p, routes=p.routes[::-1])),
    "routes for all": when(m.Route, lambda p: replace(p, only_for=None)),
    "routes without an end": when(m.Route, lambda p: replace(p, within=None, business_days=None)),
    "met by nothing": when(m.Route, lambda p: replace(p, met_by=None)),
    "business days are days": when(m.Route, lambda p: p if p.business_days is None else replace(
        p, business_days=None, within=p.business_days * 86_400_000_000)),
    "nobody is disqualified": when(m.Model, lambda p: replace(p, disqualifications=())),
    "one segment": when(m.Model, lambda p: replace(p, segments=p.segments[:1])),
}  # fmt: skip
"""What an executor could be wrong about: all of it has to be found."""


PATCHED: dict[str, tuple[str, Any]] = {
    "not unknown is true": ("lead_at.negation", lambda truth: not truth),
    "unknown is false": ("lead_at.both", lambda truths: all(t is True for t in truths)),
    "either is true if any is known": ("lead_at.either", lambda truths: any(t is not None for t in truths)),
    "distinct texts are as they are": ("lead_at.key", lambda value: value),
    "periods of texts are as they are": ("tally.key", lambda value: value),
    "half is rounded to zero": ("points.rounded", lambda a, b: (abs(a) * 2 + b - 1) // (2 * b) * (1 if a > 0 else -1)),
    "of two at one instant any": ("lead_at._rank", lambda value: 0),
}
"""The same for what the evaluator does by functions: which of them, and what is wrong instead."""


@lru_cache(MOST_SEEDS)
def situated(seed: int) -> tuple[Situation, dict[str, Result]]:
    situation = situation_of(seed)
    return situation, dict(reference(situation.rules, situation.leads, situation.as_of))


def assert_found(score_all: ScoreAll) -> None:
    for seed in range(MOST_SEEDS):
        situation, expected = situated(seed)
        if score_all(situation.rules, situation.leads, situation.as_of) != expected:
            return
    pytest.fail(f"not found with {MOST_SEEDS} models")


@pytest.mark.long
@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG.keys())
def test_whatever_an_executor_is_wrong_about_is_found(change: Change) -> None:
    assert_found(wrong(change))


@pytest.mark.long
@pytest.mark.parametrize(("name", "instead"), PATCHED.values(), ids=PATCHED.keys())
def test_whatever_a_function_is_wrong_about_is_found(name: str, instead: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(MOST_SEEDS):
        situated(seed)
    monkeypatch.setattr(f"leadwright.engine.{name}", instead)
    assert_found(reference)


# --- what is told


def disagreement_of(score_all: ScoreAll) -> DisagreementError:
    """What Hypothesis finds, as it finds it."""

    @settings(
        max_examples=200, deadline=None, derandomize=True, database=None, report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(situations())
    def compare(situation: Situation) -> None:
        executor = Executor(lambda _: score_all), score_all
        agree(situation.rules, situation.leads, situation.as_of, {"wrong": executor})

    with pytest.raises(DisagreementError) as raised:
        compare()
    return raised.value


def test_what_differs_is_told_small() -> None:
    found = smallest(disagreement_of(wrong(WRONG["latest is each"])))
    (lead,) = found.situation.leads
    assert len(lead.events) == 2
    assert len(lead.fields) <= 1
    assert sum(len(e.properties) for e in lead.events) <= 2
    rules = [line for line in found.situation.rules.splitlines() if line.startswith(("latest", "when", "each", "by"))]
    assert len(rules) == 1
    assert len(found.situation.rules.splitlines()) <= 8
    assert "score: " in str(found)
    assert as_case(found.situation, lead) in str(found)


def test_what_differs_only_among_other_leads_is_told_so() -> None:
    def by_company(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
        return {str(lead.id): r for lead in leads for r in reference(rules, [leads[0]], as_of).values()}

    leads = [Lead("a"), Lead("b", {}, [Event(0, "view")])]
    with pytest.raises(DisagreementError) as raised:
        agree("when view add 1", leads, 1, {"wrong": (Executor(lambda _: by_company), by_company)})
    assert "only among 2 leads" in str(smallest(raised.value))


def test_an_executor_that_fails_is_told_of_as_small() -> None:
    def fail(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
        if "fade" in rules and any(e.type == "view" for lead in leads for e in lead.events):
            raise ZeroDivisionError("oh")
        return reference(rules, leads, as_of)

    found = smallest(disagreement_of(fail))
    assert found.situation.rules.startswith(("each ", "latest ")) and " fade " in found.situation.rules
    assert len(found.situation.rules.splitlines()) == 1
    assert [e.type for e in found.lead.events] == ["view"]
    assert "ZeroDivisionError: oh" in str(found)


def test_a_refusal_counts_if_it_is_allowed() -> None:
    def refuse(rules: str, leads: Sequence[Lead], as_of: int) -> Mapping[str, Result]:
        raise UnsupportedError("`holds until` cannot be done here")

    lacking = Executor(lambda _: refuse, lacks=("holds until",))
    assert agree("when view add 1", [Lead("a")], 0, {"it": (lacking, refuse)}) == {"it"}
    with pytest.raises(RefusalError, match="refuses what it should do"):
        agree("when view add 1", [Lead("a")], 0, {"it": (Executor(lambda _: refuse), refuse)})


@pytest.mark.parametrize("seed", range(6))
def test_what_is_told_is_a_conformance_case(seed: int) -> None:
    situation, _ = situated(seed)
    schema = schema_of(model_of(situation.rules))
    for lead in situation.leads:
        (case,) = cases_of("x.md", f"## A case\n\n{as_case(situation, lead)}")
        assert (case.rules, case.as_of) == (situation.rules, situation.as_of)
        (read,) = case.leads
        assert (read.fields, read.events) == (lead.fields, lead.events), schema
        (result,) = reference(case.rules, case.leads, case.as_of).values()
        (expected,) = case.expected.values()
        assert {column: shown(result, column) for column in expected} == expected
