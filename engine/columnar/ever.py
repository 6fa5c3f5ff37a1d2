"""Which leads can ever have met a condition: too many are named rather than one too few.

Histories are worked out lead by lead; whoever never did what a stage asks for needs none.
"""

import numpy as np

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE
from ..columns import Bools
from .leads_at import LeadsAt, asks_for_outcomes
from .truths import Truths, at_least


def ever_true(condition: m.Condition, at: LeadsAt, filters_have_clock: bool) -> Bools:
    """True where the condition is, or may have been at an earlier moment."""
    match condition:
        case m.AllOf(parts):
            return np.logical_and.reduce([ever_true(part, at, filters_have_clock) for part in parts])
        case m.AnyOf(parts):
            return np.logical_or.reduce([ever_true(part, at, filters_have_clock) for part in parts])
        case m.AtLeast(number, parts):
            return at_least(number, [Truths(ever_true(part, at, filters_have_clock)) for part in parts]).true
        case m.Named(part):
            return ever_true(part, at, filters_have_clock)
        case m.Exists(events, True):
            return _has_some(events.stream, at, filters_have_clock)
        case m.Relation(m.Count(events) | m.ActiveDays(events), ">=" | "=" | ">", bound) if int(bound) >= NUMBER_SCALE:
            return _has_some(events.stream, at, filters_have_clock)
        case m.Sequence(steps):
            return np.logical_and.reduce([_has_some(step, at, filters_have_clock) for step in steps])
        case _:
            if is_timeless(condition):
                return at.truth(condition).true
            return np.ones(at.size, np.bool_)


def is_timeless(condition: m.Condition) -> bool:
    """Whether a condition is of fields alone, without a clock: what it is now it always was."""
    timed = (m.Events, m.Sequence, m.Recent, m.Older, m.DaysFromField)
    return not asks_for_outcomes(condition) and not any(isinstance(part, timed) for part in m.parts(condition))


def _has_some(stream: m.Stream, at: LeadsAt, filters_have_clock: bool) -> Bools:
    if filters_have_clock:
        return np.ones(at.size, np.bool_)
    found = np.zeros(at.size, np.bool_)
    found[at.rows(stream).lead] = True
    return found
