"""Whatever two models are, what is told of them can be written in every form."""

import json
import re

import click
import pytest
from dice import Rolled
from leadwright.engine.changes.as_json import as_json
from leadwright.engine.changes.effects import Effects, scorable
from leadwright.engine.changes.models import compared
from leadwright.engine.changes.scoring import Tried
from leadwright.engine.changes.sentence import sentence
from leadwright.engine.changes.weeks import Weeks
from leadwright.engine.columnar import score
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Lead, Schema
from leadwright.engine.schema import schema_of
from leadwright.engine.store import store_of
from leadwright.showing.plan_markdown import LIMIT, markdown
from leadwright.showing.plan_page import Told
from leadwright.showing.plan_text import lines_of
from lexicon import calendar
from models import model_of, parts_from
from random_leads import as_of_in, crowd, delivered, hints_of
from rules_compared import model_of_text


def told(before: str, after: str, leads: list[Lead] | None, as_of: int, schema: Schema) -> Told:
    comparison = compared(model_of(before), model_of(after))
    tried = None
    if leads is not None:
        effects = Effects.none_yet(comparison, as_of)
        weeks = Weeks(as_of, comparison.stages), Weeks(as_of)
        store = store_of(leads, schema)
        plans = [plan_of(scorable(model)) for model in (comparison.before, comparison.after)]
        effects.add(*(score(plan, store, as_of) for plan in plans), None)
        for plan, found in zip(plans, weeks, strict=True):
            found.add(plan, store)
        tried = Tried(effects, weeks, [])
    return Told(sentence(comparison, tried and tried.effects), "a", "b", comparison, tried)


def assert_well_made(told: Told) -> None:
    text = markdown(told)
    assert len(text) < LIMIT
    assert text.count("<details>") == text.count("</details>")
    columns = None
    for line in text.splitlines():
        if not line.startswith("|"):
            columns = None
            continue
        cells = _cells(line)
        assert columns in (None, cells), line
        columns = cells
    for width in (40, 120):
        lines = [click.unstyle(line) for line in lines_of(told, width, 20)]
        assert lines[0] == told.sentence
        assert not any(line != line.rstrip() for line in lines)
    assert json.dumps(as_json(told.sentence, told.before, told.after, told.comparison, told.tried))


def _cells(line: str) -> int:
    """How many cells a row of a table has: GitHub splits it at every `|` without a backslash before it."""
    return len(re.split(r"(?<!\\)\|", line)) - 2


@pytest.mark.parametrize("seed", range(12))
def test_any_two_models(seed: int) -> None:
    dice = Rolled(seed)
    as_of = as_of_in(dice, "UTC")
    day = calendar("UTC").day(as_of)
    before, after = (parts_from(dice, "UTC", day, holds=False, deadlines=False).text() for _ in range(2))
    schemas = [schema_of(model_of(text)) for text in (before, after)]
    whole = Schema(schemas[0].fields, schemas[0].events, {n: t for s in schemas for n, t in s.activity.items()})
    leads = delivered(crowd(seed, as_of, "UTC", 20, hints_of(model_of(before))), whole)
    assert_well_made(told(before, after, leads, as_of, whole))
    assert_well_made(told(before, after, None, as_of, whole))
    assert_well_made(told(before, before, None, as_of, whole))


def test_names_that_markdown_would_take_for_signs() -> None:
    before = (
        "group `a|b*c_d`\n"
        '  when `Lead | Quality` is "<b>x</b>|*_*" add 10 because "a|b"\n'
        "stage `S|T`\n  when score >= 10\n"
        'segment "x|y <script>" when `Lead | Quality` is known\n'
    )
    after = before.replace("add 10", "add 20").replace("score >= 10", "score >= 15 and `a|b*c_d` > 0")
    models = model_of_text(before), model_of_text(after)
    comparison = compared(*models)
    effects = Effects.none_yet(comparison, 0)
    leads = [Lead(f"id|`{n}`\n<i>", {"Lead | Quality": "<b>x</b>|*_*"}, []) for n in range(3)]
    store = store_of(leads, schema_of(models[0]))
    effects.add(*(score(plan_of(scorable(model)), store, 0) for model in models), None)
    found = Told(sentence(comparison, effects), "a", "b", comparison, Tried(effects, (Weeks(0), Weeks(0)), []))
    assert_well_made(found)
    text = markdown(found)
    outside = re.sub(r"```.*?```|(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)<(?!/?(?:details|summary)>)", outside)
