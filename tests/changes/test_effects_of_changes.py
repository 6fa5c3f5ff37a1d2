"""What is told of two models on the same leads is what each says of them by itself, by the reference evaluator."""

import random
from collections import Counter

import numpy as np
import pytest
from dice import Rolled, pick
from executors import reference
from hypothesis import given, settings
from hypothesis import strategies as st
from leadwright.dsl.format import format_source
from leadwright.dsl.source import SourceText
from leadwright.engine.changes.changed import Comparison
from leadwright.engine.changes.effects import Effects, scorable
from leadwright.engine.changes.models import compared
from leadwright.engine.changes.sentence import SAME, sentence
from leadwright.engine.changes.states import DISQUALIFIED
from leadwright.engine.columnar import score
from leadwright.engine.evaluate import Result
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Lead, Schema
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of
from lexicon import ZONES, calendar
from models import Parts, model_of, parts_from
from random_leads import as_of_in, crowd, delivered, hints_of

LEADS = 24
STORES = 3


def edited(parts: Parts, dice: Rolled, zone: str, day: int) -> str:
    """Another model: some numbers of this one changed, or one that has nothing to do with it."""
    if dice.between(0, 2) == 0:
        return parts_from(dice, zone, day, holds=False, deadlines=False).text()
    lines = parts.text().splitlines()
    at = dice.between(0, len(lines) - 1)
    for text in ("\n".join(lines[:at] + lines[at + 1 :]), "\n".join(lines)):
        text = text.replace("add 1 ", "add 7 ").replace("within 14d", "within 13d").replace("max 5", "max 4")
        try:
            model_of(text)
        except AssertionError:
            continue
        return text
    return parts.text()


def tried(comparison: Comparison, leads: list[Lead], as_of: int, schema: Schema, results: list[int]) -> Effects:
    effects = Effects.none_yet(comparison, as_of)
    plans = [plan_of(scorable(model)) for model in (comparison.before, comparison.after)]
    for part in np.array_split(np.arange(len(leads)), STORES):
        store = store_of([leads[i] for i in part], schema)
        before, after = (score(plan, store, as_of) for plan in plans)
        effects.add(before, after, np.array([results[i] for i in part], np.int8))
    return effects


def state(result: Result) -> str:
    return DISQUALIFIED if result.disqualified is not None else result.stage


@pytest.mark.parametrize("seed", range(25))
def test_effects_are_what_each_side_says_by_itself(seed: int) -> None:
    dice = Rolled(seed)
    zone = pick(dice, ZONES)
    as_of = as_of_in(dice, zone)
    day = calendar(zone).day(as_of)
    parts = parts_from(dice, zone, day, holds=False, deadlines=seed % 5 == 0)
    texts = parts.text(), edited(parts, dice, zone, day)
    models = [model_of(text) for text in texts]
    schemas = [schema_of(model) for model in models]
    whole = Schema(
        schemas[0].fields, schemas[0].events, {n: t for schema in schemas for n, t in schema.activity.items()}
    )
    leads = delivered(crowd(seed, as_of, zone, LEADS, hints_of(models[0])), whole)
    outcomes = [pick(dice, [1, 0, -1]) for _ in leads]
    comparison = compared(*models)
    effects = tried(comparison, leads, as_of, whole, outcomes)
    before, after = ([reference(text, leads, as_of)[str(lead.id)] for lead in leads] for text in texts)
    pairs = list(zip(before, after, strict=True))
    told = comparison.stages

    by = [b.score - a.score for a, b in pairs]
    assert effects.leads == len(leads)
    for way, found in (
        (effects.all.up, sorted(d for d in by if d > 0)),
        (effects.all.down, sorted(-d for d in by if d < 0)),
    ):
        assert way.leads == len(found)
        assert way.total == sum(found)
        assert way.largest == max(found, default=0)
        assert way.median == (found[(len(found) - 1) // 2] if found else 0)

    was = [told.get(state(a), state(a)) for a in before]
    now = [state(b) for b in after]
    assert effects.stages == Counter(zip(was, now, strict=True))
    assert effects.all.stage == sum(a != b for a, b in zip(was, now, strict=True))
    assert effects.all.grade == sum(a.grade != b.grade for a, b in pairs)
    assert effects.resegmented == sum(set(a.segments) != set(b.segments) for a, b in pairs)
    assert effects.requeued == sum(a.route != b.route for a, b in pairs)
    for label, effect in effects.segments.items():
        inside = [(label in a.segments, label in b.segments) for a, b in pairs]
        assert (effect.before, effect.after) == (sum(a for a, _ in inside), sum(b for _, b in inside))
        assert effect.joined == inside.count((False, True))
        assert effect.left == inside.count((True, False))
        assert effect.moves.leads == sum(a or b for a, b in inside)
        assert effect.moves.up.leads == sum(d > 0 for d, (a, b) in zip(by, inside, strict=True) if a or b)
    for name, code in (("won", 1), ("lost", 0), ("open", -1)):
        chosen = [n for n, found in enumerate(outcomes) if found == code]
        assert effects.results[name].leads == len(chosen)
        assert effects.results[name].score == sum(by[n] != 0 for n in chosen)
        for side, states in ((0, was), (1, now)):
            counted = {s: c for (result, s), c in effects.in_stage[side].items() if result == name and c}
            assert counted == Counter(states[n] for n in chosen)

    ids = [lead.id for lead in leads]
    assert (
        sorted(-abs(m.after - m.before) for m in effects.movers)
        == sorted(-abs(d) for d in by if d)[: len(effects.movers)]
    )
    assert len(effects.movers) == min(10, sum(d != 0 for d in by))
    examples = [mover for found in effects.examples.values() for mover in found]
    assert len(examples) == sum(min(5, count) for (old, new), count in effects.stages.items() if old != new)
    for mover in [*effects.movers, *examples]:
        n = ids.index(mover.lead_id)
        assert (mover.before, mover.after) == (before[n].score, after[n].score)
        assert (mover.stage_before, mover.stage_after) == (was[n], now[n])
        assert sum(points for _, points in mover.by) == by[n]
    said = sentence(comparison, effects)
    assert said.endswith(".")
    assert effects.nothing == said.startswith(("No lead changes:", "Nothing changes"))


def test_some_of_these_pairs_change_something() -> None:
    """So that the test above does not pass for want of changes."""
    moved = Counter[str]()
    for seed in range(25):
        dice = Rolled(seed)
        zone = pick(dice, ZONES)
        as_of = as_of_in(dice, zone)
        day = calendar(zone).day(as_of)
        parts = parts_from(dice, zone, day, holds=False)
        comparison = compared(model_of(parts.text()), model_of(edited(parts, dice, zone, day)))
        moved.update(change.kind for change in comparison.changes)
    assert {"rule", "group", "model", "stage", "segment"} <= set(moved)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_order_and_layout_are_no_change(seed: int) -> None:
    dice = Rolled(seed)
    parts = parts_from(dice, pick(dice, ZONES))
    text = parts.text()
    shuffled = parts.text(random.Random(seed))
    formatted = format_source(SourceText("x.lead", text)).text
    for other in (text, formatted, shuffled):
        comparison = compared(model_of(text), model_of(other))
        assert comparison.changes == ()
        assert sentence(comparison, None) == SAME


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_any_two_models_can_be_compared(one: int, other: int) -> None:
    parts = [parts_from(Rolled(seed), "UTC") for seed in (one, other)]
    models = [model_of(found.text()) for found in parts]
    forth, back = compared(*models), compared(*reversed(models))
    assert sentence(forth, None)
    for comparison, (before, after) in ((forth, models), (back, models[::-1])):
        assert sorted(p.before.number for p in comparison.rules if p.before) == [r.number for r in before.rules]
        assert sorted(p.after.number for p in comparison.rules if p.after) == [r.number for r in after.rules]


def nudged(text: str, dice: Rolled) -> str:
    """The rules with some word or number another one, if they pass the check then."""
    words = text.split(" ")
    for _ in range(30):
        at = dice.between(0, len(words) - 1)
        other = _NUDGES.get(words[at]) or (str(int(words[at]) + 1) if words[at].isdecimal() else None)
        if other is not None:
            found = " ".join([*words[:at], other, *words[at + 1 :]])
            try:
                model_of(found)
            except AssertionError:
                continue
            return found
    return text


_NUDGES = {
    "and": "or", "or": "and", "add": "subtract", "each": "latest", "known": "unknown", "first": "last", "last": "first",
    "contains": "mentions", "mentions": "contains", "largest": "smallest", "within": "older than", ">=": ">", "<": "<=",
    "=": "!=", "is": "is not", "7d": "8d", "14d": "13d", "max": "min", "A": "B", "visits": "days", "any": "all",
}  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_models_that_are_said_to_mean_the_same_score_the_same(seed: int) -> None:
    dice = Rolled(seed)
    zone = pick(dice, ZONES)
    as_of = as_of_in(dice, zone)
    text = parts_from(dice, zone, calendar(zone).day(as_of), holds=False).text()
    other = nudged(text, dice)
    model = model_of(text)
    if compared(model, model_of(other)).changes == ():
        leads = delivered(crowd(seed, as_of, zone, LEADS, hints_of(model)), schema_of(model))
        before, after = (reference(rules, leads, as_of) for rules in (text, other))
        for id, found in before.items():
            now = after[id]
            assert (found.score, found.groups, found.grade, found.stage) == (
                now.score,
                now.groups,
                now.grade,
                now.stage,
            )
            assert (set(found.segments), found.route, found.due) == (set(now.segments), now.route, now.due)
