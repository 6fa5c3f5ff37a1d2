"""Situations whose histories are worked out for many leads at once: most random models have a filter with a clock."""

from leadwright.engine.plan import plan_of
from models import model_of
from situations import Situation, situation_of

_APART = 40


def regular_situation(number: int, count: int) -> Situation:
    """The first one from a seed on, a different one for each number."""
    for seed in range(number * _APART, (number + 1) * _APART):
        situation = situation_of(seed, count)
        if not plan_of(model_of(situation.rules)).has_irregular_histories:
            return situation
    return situation_of(number * _APART, count)
