"""Sequences of all leads at once: `A then B then C spanning D`."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import Bools
from .rows import LATEST, Rows
from .truths import Truths, known

if TYPE_CHECKING:
    from .leads_at import LeadsAt


def sequence_truths(condition: m.Sequence, at: "LeadsAt") -> Truths:
    """Whether each lead has such a chain of events; unknown where its windows are."""
    seen = [at.visible(step, condition.windows, condition.resets) for step in condition.steps]
    found = np.zeros(at.size, np.bool_)
    possible = np.ones(at.size, np.bool_)
    for step in seen:
        some = np.zeros(at.size, np.bool_)
        some[step.rows.lead] = True
        possible &= some
    steps = [step.rows.where(possible[step.rows.lead]) for step in seen]
    if possible.any():
        found[_leads_with_chain(steps, condition.spanning)] = True
    return known(found, seen[0].known)


def _leads_with_chain(steps: list[Rows], spanning: int) -> NDArray[np.int32]:
    lead, moments, is_step = _instants(steps)
    rows = len(lead)
    ends = np.where(is_step[-1], moments, LATEST)
    for number in range(len(steps) - 2, -1, -1):
        # The next step is taken at the nearest later instant that has one: no other chain can end sooner.
        following = np.full(rows + 1, rows, np.int64)
        following[:-1] = np.where(is_step[number + 1], np.arange(rows), rows)
        following = np.minimum.accumulate(following[::-1])[::-1][1:]
        inside = following < rows
        nearest = np.where(inside, following, 0)
        inside &= lead[nearest] == lead
        ends = np.where(is_step[number] & inside, ends[nearest], LATEST)
    return lead[ends - moments <= spanning]


def _instants(steps: list[Rows]) -> tuple[NDArray[np.int32], NDArray[np.int64], list[Bools]]:
    """The instants of each lead at which there is any step, in order of lead and time, and which steps there are."""
    lead = np.concatenate([rows.lead for rows in steps])
    moments = np.concatenate([rows.at for rows in steps])
    order = np.lexsort((moments, lead))
    lead, moments = lead[order], moments[order]
    first = np.ones(len(lead), np.bool_)
    first[1:] = (lead[1:] != lead[:-1]) | (moments[1:] != moments[:-1])
    numbers = np.empty(len(lead), np.int64)
    numbers[order] = np.cumsum(first) - 1
    is_step: list[Bools] = []
    start = 0
    for rows in steps:
        there = np.zeros(int(first.sum()), np.bool_)
        there[numbers[start : start + len(rows)]] = True
        is_step.append(there)
        start += len(rows)
    return lead[first], moments[first], is_step
