"""Stages over time: when each is reached, those that hold included; who is taken out of all of them; segments."""

from typing import TYPE_CHECKING

import numpy as np

from ....dsl import model as m
from ...plan import Plan
from .clock import Keys
from .over_time import Outcomes, OverTime
from .rows import Rows, compressed, data_at, distinct, merged_keys

if TYPE_CHECKING:
    from collections.abc import Sequence


def reasons(plan: Plan, over: OverTime, outcomes: Outcomes) -> Rows:
    """By which `disqualify`, by its position, each lead is taken out of all stages; −1: by none."""
    whens = [over.truth(when.condition, outcomes) for when in plan.model.disqualifications]
    key = merged_keys(over.clock, (rows.key for rows in whens))
    codes = np.full(len(key), -1, np.int32)
    for number, rows in reversed(list(enumerate(whens))):
        codes[data_at(over.clock, Rows(rows.key, rows.truths.true), key)] = number
    return compressed(over.clock, key, codes)


def reached(plan: Plan, over: OverTime, outcomes: Outcomes) -> dict[str, Rows]:
    """By the name of each stage, when it is reached: 0 and 1."""
    found: dict[str, Rows] = {}
    for stage in plan.model.stages:
        rows = any_true([when.condition for when in stage.whens], over, outcomes)
        if stage.after is not None:
            rows = _both(rows, found[stage.after], over)
        if stage.holds_until is not None:
            rows = _held(rows, over.moments(stage.holds_until), over)
        found[stage.name] = rows
    return found


def any_true(conditions: "Sequence[m.Condition]", over: OverTime, outcomes: Outcomes) -> Rows:
    clock = over.clock
    whens = [over.truth(condition, outcomes) for condition in conditions]
    if len(whens) == 1:
        return compressed(clock, whens[0].key, whens[0].truths.true)
    key = merged_keys(clock, (rows.key for rows in whens))
    true = np.zeros(len(key), np.bool_)
    for rows in whens:
        true |= data_at(clock, Rows(rows.key, rows.truths.true), key)
    return compressed(clock, key, true)


def _both(one: Rows, other: Rows, over: OverTime) -> Rows:
    clock = over.clock
    key = merged_keys(clock, (one.key, other.key))
    return compressed(clock, key, data_at(clock, one, key) & data_at(clock, other, key))


def _held(rows: Rows, ends: Keys, over: OverTime) -> Rows:
    """True as well where it was at any moment after the latest of ``ends``."""
    clock = over.clock
    key = distinct(np.concatenate([rows.key, ends]))
    true = data_at(clock, rows, key)
    # The last moment of each time that it was true: a microsecond before it was no more.
    over_at = np.full(len(key), -1, np.int64)
    over_at[1:] = np.where(~true[1:] & true[:-1] & ~clock.is_base(key[1:]), key[1:] - 1, -1)
    last = np.maximum.accumulate(over_at)
    last[last < (key >> clock.bits << clock.bits)] = -1
    if len(ends):
        found = ends.searchsorted(key, side="right") - 1
        end = np.where(found >= 0, ends[found], -1)
    else:
        end = np.full(len(key), -1, np.int64)
    held = (last >= 0) & (last > end)
    return compressed(clock, key, true | held)


def stage_codes(plan: Plan, found: dict[str, Rows], disqualified: Rows, over: OverTime) -> Rows:
    """The stage of each lead: 0 for none, else its position in the model and one more."""
    clock = over.clock
    key = merged_keys(clock, (*(rows.key for rows in found.values()), disqualified.key))
    codes = np.zeros(len(key), np.int32)
    for number, stage in enumerate(plan.model.stages, 1):
        codes[data_at(clock, found[stage.name], key)] = number
    codes[data_at(clock, disqualified, key) >= 0] = 0
    return compressed(clock, key, codes)
