"""Whether rules are about things that have nothing to do with each other, so that none is meant in place of another."""

from collections.abc import Sequence
from typing import Final

from ...reading.words import stem
from ..conditions.condition import Happened, leaves
from .statements import PointsRule, Statement

_COMMON: Final = frozenset(
    stem(w) for w in "request page visit view form submit event download asked the a site use used start done".split()
)
"""Words of names that say nothing of what a thing is about."""


def are_apart(rules: Sequence[Statement]) -> bool:
    """ "20 if they ask for a demo, 10 if they read a whitepaper"; not a registration and an attendance."""
    seen: set[str] = set()
    for rule in rules:
        if not isinstance(rule, PointsRule):
            return False
        own: set[str] = set()
        for c in leaves(rule.condition):
            if not isinstance(c, Happened) or not (c.name or c.source):
                continue
            own |= {stem(w) for w in (c.name or c.source).split("[")[0].split("_")} - _COMMON
        if own & seen:
            return False
        seen |= own
    return True
