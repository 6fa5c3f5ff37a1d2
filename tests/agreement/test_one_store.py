"""Models, and times, one after another on the same store: what was worked out for one serves the next, and changes
nothing."""

import pytest
from agreeing import outcome
from dice import Rolled, pick
from executors import reference
from leadwright.engine.columnar import score
from leadwright.engine.columnar.results import results_of
from leadwright.engine.plan import plan_of
from leadwright.engine.records import Lead, Schema
from leadwright.engine.schema import schema_of
from leadwright.engine.store import Store, store_of
from lexicon import DAY, ZONES, calendar
from models import model_of, parts_from
from random_leads import as_of_in, crowd, delivered, hints_of


def edited(rules: str, dice: Rolled) -> str:
    """The rules with one line less, if they pass the check then, and another number somewhere."""
    lines = rules.splitlines()
    at = dice.between(0, len(lines) - 1)
    fewer = "\n".join(lines[:at] + lines[at + 1 :])
    try:
        model_of(fewer)
    except AssertionError:
        fewer = rules
    return fewer.replace("add 1 ", "add 7 ").replace("within 14d", "within 13d")


ROOMS = pytest.mark.parametrize("room", [2 << 30, 2_000], ids=["much room", "little room"])


@ROOMS
@pytest.mark.parametrize("seed", range(3))
def test_models_and_times_one_after_another(seed: int, room: int) -> None:
    assert_one_after_another(seed, room, 2, False)


@pytest.mark.long
@ROOMS
@pytest.mark.parametrize("seed", range(3, 9))
def test_many_models_and_times_one_after_another(seed: int, room: int) -> None:
    assert_one_after_another(seed, room, 4, True)


def assert_one_after_another(seed: int, room: int, models: int, holds: bool) -> None:
    dice = Rolled(seed)
    zone = pick(dice, ZONES)
    as_of = as_of_in(dice, zone)
    day = calendar(zone).day(as_of)
    texts = [parts_from(dice, zone, day, holds=holds, deadlines=holds).text() for _ in range(models)]
    texts = [text for first in texts for text in (first, edited(first, dice))]
    schemas = [schema_of(model_of(text)) for text in texts]
    whole = Schema(schemas[0].fields, schemas[0].events, {n: t for s in schemas for n, t in s.activity.items()})
    leads = delivered(crowd(seed, as_of, zone, 30, hints_of(model_of(texts[0]))), whole)
    store = store_of(leads, whole)
    for text in (*texts, texts[0], *texts[::-1]):
        assert found(text, store, leads, as_of, room) == expected(text, leads, as_of)
    for moment in (as_of - DAY, as_of):
        assert found(texts[0], store, leads, moment, room) == expected(texts[0], leads, moment)


def found(text: str, store: Store, leads: list[Lead], as_of: int, room: int) -> dict[str, dict[str, str]]:
    results = results_of(score(plan_of(model_of(text)), store, as_of, room))
    return {str(lead.id): {**outcome(r), "met": ""} for lead, r in zip(leads, results, strict=True)}


def expected(text: str, leads: list[Lead], as_of: int) -> dict[str, dict[str, str]]:
    return {id: {**outcome(r), "met": ""} for id, r in reference(text, leads, as_of).items()}
