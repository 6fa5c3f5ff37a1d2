"""The reference evaluator on random models and leads: what never changes a result, and what is worked out otherwise.

``LEADWRIGHT_EXAMPLES`` sets how many examples each test looks at.
"""

import json
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from dice import Drawn, pick, several
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from leadwright.dsl.types import Type, Value
from leadwright.dsl.values import number_text
from leadwright.engine.evaluate import Evaluator, Result
from leadwright.engine.explain import explain
from leadwright.engine.explanation import to_json
from leadwright.engine.history import History, reached_now
from leadwright.engine.lead_at import LeadAt, Streams
from leadwright.engine.records import Event, Lead
from lexicon import DAY, FIELDS, HOUR, LENGTHS, NOON, PROPERTIES, ZONES, calendar, declarations
from models import Parts, evaluator_of, model_of, parts_from
from random_leads import Leads, as_of_in, bare, crowd, in_order, leads

VOCABULARY = declarations("2026-01-08")
few = settings(
    max_examples=int(os.environ.get("LEADWRIGHT_EXAMPLES", "30")),
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


as_ofs = st.composite(lambda draw: as_of_in(Drawn(draw), draw(st.sampled_from(ZONES))))()


@st.composite
def situations(draw: st.DrawFn, in_utc: bool = False) -> tuple[Parts, Lead, int]:
    """A model, a lead, an as-of time. ``in_utc``: the model asks for no calendar days, and the lead has no dates."""
    dice = Drawn(draw)
    zone = "UTC" if in_utc else pick(dice, ZONES)
    as_of = as_of_in(dice, zone)
    parts = parts_from(dice, zone, calendar(zone).day(as_of), calendar=not in_utc)
    lead = Leads(dice, as_of, zone).lead()
    return parts, without_dates(lead) if in_utc else lead, as_of


_FIELD_TYPES = {bare(name): type for name, type in FIELDS.items()}
_PROPERTY_TYPES = {bare(name): type for name, type in PROPERTIES.items()}


def without_dates(lead: Lead) -> Lead:
    return changed(lead, lambda value, type: None if type is Type.DATE else value)


def shifted(lead: Lead, by: int) -> Lead:
    """The lead with every time moved; it must not have dates."""
    moved = changed(lead, lambda value, type: int(value) + by if type is Type.TIME else value)
    moved.events = [replace(e, at=e.at + by) for e in moved.events]
    return moved


def changed(lead: Lead, change: Callable[[Value, Type], Value | None]) -> Lead:
    """The lead with other values; None takes one out."""

    def each(values: Mapping[str, Value], types: Mapping[str, Type]) -> dict[str, Value]:
        found = {name: change(value, types[name]) for name, value in values.items()}
        return {name: value for name, value in found.items() if value is not None}

    events = [replace(e, properties=each(e.properties, _PROPERTY_TYPES)) for e in lead.events]
    return Lead(lead.id, each(lead.fields, _FIELD_TYPES), events)


def outcome(result: Result) -> dict[str, object]:
    """What the order of statements must not change: all but the order in which rules and segments are told."""
    return {
        "score": result.score,
        "groups": dict(result.groups),
        "grade": result.grade,
        "stage": result.stage,
        "disqualified": result.disqualified,
        "segments": set(result.segments),
        "route": result.route,
        "due": result.due,
        "met": result.met,
        "fired": sorted((f.label, f.points) for f in result.fired),
    }


# --- what never changes a result


@few
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_statements_changes_nothing(situation: tuple[Parts, Lead, int], by: random.Random) -> None:
    parts, lead, as_of = situation
    expected = outcome(evaluator_of(parts.text()).score(lead, as_of))
    assert outcome(evaluator_of(parts.text(by)).score(lead, as_of)) == expected


@few
@given(situations(in_utc=True), st.one_of(st.integers(-400 * DAY, 400 * DAY), st.sampled_from([1, -1, DAY])))
def test_moving_every_time_changes_nothing(situation: tuple[Parts, Lead, int], by: int) -> None:
    parts, lead, as_of = situation
    evaluator = evaluator_of(parts.text())
    before, after = evaluator.score(lead, as_of), evaluator.score(shifted(lead, by), as_of + by)
    moved = replace(
        before,
        due=None if before.due is None else before.due + by,
        met=None if before.met is None else before.met + by,
    )
    assert after == moved


@few
@given(situations(in_utc=True), st.integers(-100, 100))
def test_moving_every_time_by_weeks_in_utc_changes_nothing_that_looks_at_days(
    situation: tuple[Parts, Lead, int], weeks: int
) -> None:
    """Calendar days and weeks are whole in UTC; months and dates would not move with the times."""
    _, lead, as_of = situation
    text = "\n".join(
        [
            VOCABULARY,
            "each view add 3 once per day fade 10% every 7d",
            "each form add points once per week up to 20",
            "by activity days within 14d 1 add 10 2 or more add 20",
            "each click add 1 once per 7d",
        ]
    )
    evaluator = evaluator_of(text)
    by = weeks * 7 * DAY
    assert evaluator.score(shifted(lead, by), as_of + by) == evaluator.score(lead, as_of)


@few
@given(situations(), st.data())
def test_what_is_to_come_changes_nothing(situation: tuple[Parts, Lead, int], data: st.DataObject) -> None:
    parts, lead, as_of = situation
    evaluator = evaluator_of(parts.text())
    known = Lead(lead.id, lead.fields, [e for e in lead.events if e.at <= as_of])
    to_come = [replace(e, at=as_of + data.draw(st.integers(1, DAY))) for e in lead.events]
    more = Lead(lead.id, lead.fields, in_order([*lead.events, *to_come]))
    expected = evaluator.score(known, as_of)
    assert evaluator.score(lead, as_of) == expected
    assert evaluator.score(more, as_of) == expected


@few
@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_events_at_one_instant_changes_nothing(
    situation: tuple[Parts, Lead, int], by: random.Random
) -> None:
    parts, lead, as_of = situation
    evaluator = evaluator_of(parts.text())
    mixed = Lead(lead.id, lead.fields, in_order(by.sample(lead.events, len(lead.events))))
    assert evaluator.score(mixed, as_of) == evaluator.score(lead, as_of)


@few
@given(situations(), st.data())
def test_scoring_again_and_others_between_changes_nothing(
    situation: tuple[Parts, Lead, int], data: st.DataObject
) -> None:
    parts, lead, as_of = situation
    evaluator = evaluator_of(parts.text())
    expected = evaluator.score(lead, as_of)
    evaluator.score(crowd(data.draw(st.integers(0, 1000)), as_of, "UTC", 7)[-1], as_of)
    evaluator.score(lead, as_of - DAY)
    assert evaluator.score(lead, as_of) == expected
    assert Evaluator(model_of(parts.text())).score(lead, as_of) == expected


@few
@given(situations())
def test_points_are_integers_within_their_limits(situation: tuple[Parts, Lead, int]) -> None:
    parts, lead, as_of = situation
    model = model_of(parts.text())
    result = Evaluator(model).score(lead, as_of)
    for points in (result.score, *result.groups.values(), *(f.points for f in result.fired)):
        assert type(points) is int
    assert (model.minimum or -(10**9)) <= result.score <= (model.maximum or 10**9)
    groups = {g.name: g for g in model.groups}
    for name, points in result.groups.items():
        chain = [groups[name]]
        while chain[-1].parent is not None:
            chain.append(groups[chain[-1].parent])
        limits = chain[0]
        if points or all(g.only_for is None for g in chain):
            assert limits.maximum is None or points <= limits.maximum
            assert limits.minimum is None or points >= limits.minimum
    assert all(f.points for f in result.fired)


@few
@given(situations())
def test_the_explanation_gives_the_same(situation: tuple[Parts, Lead, int]) -> None:
    parts, lead, as_of = situation
    evaluator = evaluator_of(parts.text())
    result = evaluator.score(lead, as_of)
    told = explain(evaluator, lead, as_of)
    assert (told.score, told.grade, told.stage, told.disqualified, told.segments, told.route, told.due, told.met) == (
        result.score,
        result.grade,
        result.stage,
        result.disqualified,
        result.segments,
        result.route,
        result.due,
        result.met,
    )
    json.dumps(to_json(told))


# --- windows


@few
@given(st.sampled_from(list(LENGTHS)), st.integers(0, 1000 * DAY), st.integers(-2, 2))
def test_the_ends_of_windows(length: str, as_of: int, off: int) -> None:
    us = LENGTHS[length]
    assume(us >= 2 * HOUR or abs(off) <= 2)
    evaluator = evaluator_of(
        f"when e visits within {length} = 1 add 1 when e visits between {length} and 9000d ago = 1 add 2"
    )
    lead = Lead("x", {}, [Event(as_of - us + off, "e")])
    assert evaluator.score(lead, as_of).score == (100 if off > 0 else 200)
    after = evaluator_of(f"when e visits within {length} of last f = 1 add 1")
    lead = Lead("x", {}, in_order([Event(as_of - us - 9, "f"), Event(as_of - 9 + off, "e")]))
    assert after.score(lead, as_of).score == (100 if off <= 0 else 0)


# --- stages over time


def conditions_at(evaluator: Evaluator, lead: Lead, moment: int) -> LeadAt:
    return evaluator.stages_at(lead, moment, Streams(evaluator.shared, lead, moment))


def samples(history: History, lead: Lead, as_of: int, data: st.DataObject) -> list[int]:
    """Moments at which something may change, found otherwise: every time that is known, moved by every length."""
    times = [e.at for e in lead.events]
    first_instant = history.now.shared.calendar.first_instant
    for values, types in [(lead.fields, _FIELD_TYPES), *((e.properties, _PROPERTY_TYPES) for e in lead.events)]:
        times += [int(value) for name, value in values.items() if types[name] is Type.TIME]
        times += [first_instant(int(value)) for name, value in values.items() if types[name] is Type.DATE]
    found = {as_of, *history.moments, *(x + d for x in history.moments for d in (-1, 1))}
    for at in set(times):
        for length in (0, *LENGTHS.values(), 5 * DAY, 2 * DAY, 3 * DAY, 10 * DAY):
            found |= {at + length + d for d in (-1, 0, 1)} | {at - length + d for d in (-1, 0, 1)}
        found |= {at + k * length + d for k in range(12) for length in (DAY, 36 * HOUR, 7 * DAY) for d in (0, -1)}
    found |= set(data.draw(st.lists(st.integers(as_of - 50 * DAY, as_of), max_size=10)))
    return sorted(x for x in found if x <= as_of)


def brute(evaluator: Evaluator, lead: Lead, moments: list[int]) -> dict[int, dict[str, bool]]:
    """For each moment which stages were reached, straight from the words of the law."""
    true: dict[str, list[int]] = {s.name: [] for s in evaluator.model.stages}
    result: dict[int, dict[str, bool]] = {}
    for moment in moments:
        at = conditions_at(evaluator, lead, moment)
        reached: dict[str, bool] = {}
        for stage in evaluator.model.stages:
            reached[stage.name] = reached_now(stage, at, reached)
            if stage.holds_until is not None:
                if reached[stage.name]:
                    true[stage.name].append(moment)
                ends = [e.at for e in at.stream(stage.holds_until)]
                reached[stage.name] |= any(t > max(ends) if ends else True for t in true[stage.name])
        result[moment] = reached
    return result


def assert_history_misses_nothing(text: str, lead: Lead, as_of: int, data: st.DataObject) -> None:
    evaluator = evaluator_of(text)
    assume(evaluator.model.stages)
    scored = evaluator.at(lead, as_of)
    history = History(evaluator, scored.at)
    sampled = samples(history, lead, as_of, data)
    found = brute(evaluator, lead, sampled)
    moments, states = history.moments, history.states
    position = 0
    for moment in sampled:
        while position + 1 < len(moments) and moments[position + 1] <= moment:
            position += 1
        assert found[moment] == states[position], moment
    assert found[as_of] == scored.reached
    for stage in evaluator.model.stages:
        if scored.reached[stage.name]:
            since = scored.since(stage.name)
            unbroken = [x for x in sampled if since is None or x >= since]
            assert all(found[x][stage.name] for x in unbroken)
            if since is not None:
                assert not found[since - 1][stage.name]


@few
@given(situations(), st.data())
def test_nothing_changes_but_at_the_moments_that_the_history_knows(
    situation: tuple[Parts, Lead, int], data: st.DataObject
) -> None:
    parts, lead, as_of = situation
    assert_history_misses_nothing(parts.text(), lead, as_of, data)


_points = st.sampled_from(["0.01", "0.02", "1", "10", "25"])
_days = st.sampled_from(["days since joined", "days until joined", "days since first view", "days since last click"])
_numbers = st.sampled_from(["view events", "size", "10% of size", "form last points", "score", "50% of score"])
_timed = st.one_of(
    st.builds("score {} {}".format, st.sampled_from(["=", "!=", ">=", "<"]), _points),
    st.builds("{} {} {}".format, _days, st.sampled_from(["<", ">=", "="]), st.one_of(_numbers, _days)),
    st.builds("view events {} {} {}".format, st.sampled_from(["<", ">="]), st.sampled_from(["", "200% of"]), _days),
)


@few
@given(
    as_ofs.flatmap(lambda as_of: st.tuples(st.just(as_of), leads(as_of))),
    _points,
    st.sampled_from(["1%", "50%", "100%", "30%"]),
    st.sampled_from(["", "linearly"]),
    st.sampled_from(["1d", "36h", "7d"]),
    _timed,
    _timed,
    st.data(),
)
def test_fading_points_and_numbers_of_days_change_at_known_moments(
    given_: tuple[int, Lead],
    points: str,
    percent: str,
    linearly: str,
    every: str,
    first: str,
    second: str,
    data: st.DataObject,
) -> None:
    as_of, lead = given_
    text = (
        f"{VOCABULARY} each view add {points} fade {percent} {linearly} every {every} "
        f"group g when size > 5 add 10 when days since joined >= size add 2.5 "
        f"stage A when {first} stage B holds until recycled when {second}"
    )
    assert_history_misses_nothing(text, lead, as_of, data)


# --- the same, worked out otherwise


@st.composite
def streams(draw: st.DrawFn, as_of: int) -> list[Event]:
    """Forms whose points are no more than a rule can compare sums of them with."""
    dice = Drawn(draw)
    return in_order([form(e) for e in several(dice, Leads(dice, as_of).event, 0, 10, 85)])


def form(event: Event) -> Event:
    properties = dict(event.properties)
    if "points" in properties:
        properties["points"] = max(-(10**14), min(10**14, int(properties["points"])))
    return replace(event, type="form", properties=properties)


def day_of(at: int, zone: str) -> datetime:
    local = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)


def lowered(text: str) -> str:
    return text.replace("İ", "i").lower().replace("ς", "σ")


def hundredths(points: Fraction) -> int:
    """Half away from zero."""
    return int(abs(points) * 100 + Fraction(1, 2)) * (1 if points >= 0 else -1)


@few
@given(
    as_ofs.flatmap(lambda as_of: st.tuples(st.just(as_of), streams(as_of))),
    st.sampled_from(ZONES),
    st.sampled_from([None, *LENGTHS]),
    st.sampled_from([None, "day", "week", "month", "3d", "name", "points"]),
    st.sampled_from([None, "up to 7.5"]),
    st.sampled_from(["10", "0.35", "points", "12.5% of points", "33.333333% of points"]),
    st.sampled_from(["add", "subtract"]),
    st.one_of(
        st.none(), st.tuples(st.sampled_from([1, 10, 33, 50, 99, 100]), st.sampled_from(list(LENGTHS)), st.booleans())
    ),
)
def test_each_by_the_book(
    given_: tuple[int, list[Event]],
    zone: str,
    within: str | None,
    per: str | None,
    limit: str | None,
    worth: str,
    sign: str,
    fade: tuple[int, str, bool] | None,
) -> None:
    as_of, events = given_
    if "points" in worth:
        fade = None
    words = f'model "m" timezone "{zone}"' + VOCABULARY + "each form"
    words += f" within {within}" if within else ""
    words += f" {sign} {worth}"
    words += f" once per {per}" if per else ""
    words += f" fade {fade[0]}% {'linearly' if fade[2] else ''} every {fade[1]}" if fade else ""
    words += f" {limit}" if limit else ""

    def points(event: Event) -> int:
        if "points" in worth:
            share = Fraction(worth.split("%")[0]) / 100 if "%" in worth else Fraction(1)
            exact = Fraction(event.properties.get("points", 0), 10**6) * share
        else:
            exact = Fraction(worth)
        if fade:
            percent, every, linearly = Fraction(fade[0], 100), LENGTHS[fade[1]], fade[2]
            age = as_of - event.at
            k = age // every
            exact *= max(Fraction(0), 1 - k * percent) if linearly else (1 - percent) ** k
        return hundredths(exact) * (1 if sign == "add" else -1)

    def period(event: Event) -> object:
        day = day_of(event.at, zone)
        match per:
            case None:
                return id(event)
            case "day":
                return day
            case "week":
                return day - timedelta(days=day.weekday())
            case "month":
                return day.replace(day=1)
            case "3d":
                return (day - datetime(1970, 1, 1)).days // 3
            case _:
                value = event.properties.get(per)
                return lowered(value) if isinstance(value, str) else value

    seen = [e for e in events if e.at <= as_of and (within is None or e.at > as_of - LENGTHS[within])]
    newest: dict[object, tuple[int, int]] = {}
    for event in seen:
        key = period(event)
        if key is not None:
            newest[key] = max(newest.get(key, (-(2**62), 0)), (event.at, points(event)))
    expected = sum(p for _, p in newest.values())
    if limit:
        expected = max(-750, min(750, expected))
    assert evaluator_of(words).score(Lead("x", {}, events), as_of).score == expected


def decimal(value: Fraction) -> str:
    """A number with six decimals at most as the language writes it."""
    return number_text(int(value * 10**6))


@few
@given(as_ofs.flatmap(lambda as_of: st.tuples(st.just(as_of), streams(as_of))), st.sampled_from([None, *LENGTHS]))
def test_measures_by_the_book(given_: tuple[int, list[Event]], within: str | None) -> None:
    as_of, events = given_
    seen = [e for e in events if e.at <= as_of and (within is None or e.at > as_of - LENGTHS[within])]
    known = [(e.at, Fraction(e.properties["points"], 10**6)) for e in seen if "points" in e.properties]
    values = [value for _, value in known]
    names = {lowered(e.properties["name"]) for e in seen if "name" in e.properties}
    expected: dict[str, Fraction | int | None] = {
        "form submissions": len(seen),
        "form total points": sum(values, Fraction(0)),
        "form largest points": max(values, default=None),
        "form smallest points": min(values, default=None),
        "form average points": Fraction(sum(values), len(values)) if values else None,
        "form distinct name": len(names),
        "form distinct points": len(set(values)),
        "form days": len({day_of(e.at, "UTC") for e in seen}),
        "form last points": max(known)[1] if known else None,
        "form first points": max(v for at, v in known if at == min(known)[0]) if known else None,
        "days since last form": (as_of - max(e.at for e in seen)) // DAY if seen else None,
        "days since first form": (as_of - min(e.at for e in seen)) // DAY if seen else None,
    }
    window = f"within {within}" if within else ""
    rules = [VOCABULARY]
    for i, (measure, value) in enumerate(expected.items()):
        rules.append(f"when {measure} {window} is unknown add 0.01 as missing_{i}")
        if value is not None:
            floor = decimal(Fraction((value * 10**6).__floor__(), 10**6))
            above = decimal(Fraction((value * 10**6).__floor__() + 1, 10**6))
            rules.append(f"when {measure} {window} >= {floor} and {measure} {window} < {above} add 1 as at_{i}")
            rules.append(f"when {measure} {window} = {floor} add 1 as exactly_{i}")
    fired = {f.label for f in evaluator_of("\n".join(rules)).score(Lead("x", {}, events), as_of).fired}
    for i, (measure, value) in enumerate(expected.items()):
        assert (f"missing_{i}" in fired) == (value is None), measure
        assert (f"at_{i}" in fired) == (value is not None), measure
        whole = value is not None and (value * 10**6) == (value * 10**6).__floor__()
        assert (f"exactly_{i}" in fired) == whole, measure


@few
@given(
    as_ofs.flatmap(lambda as_of: st.tuples(st.just(as_of), leads(as_of))),
    st.sampled_from([1, HOUR, 36 * HOUR, 7 * DAY]),
)
def test_sequences_by_the_book(given_: tuple[int, Lead], least: int) -> None:
    as_of, lead = given_
    length = {1: "30 minutes", HOUR: "36h", 36 * HOUR: "7d", 7 * DAY: "14d"}[least]
    events = [e for e in lead.events if e.at <= as_of]
    found = any(
        a.type == "view"
        and b.type == "form"
        and c.type == "view"
        and a.at < b.at < c.at
        and c.at - a.at <= LENGTHS[length]
        for a in events
        for b in events
        for c in events
    )
    evaluator = evaluator_of(f"{VOCABULARY} when view then form then view spanning {length} add 1")
    assert evaluator.score(lead, as_of).score == 100 * found


def test_the_usual_as_of_is_a_thursday_noon() -> None:
    assert datetime.fromtimestamp(NOON // 10**6, UTC).isoformat() == "2026-01-15T12:00:00+00:00"
