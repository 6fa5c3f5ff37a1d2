"""What a comparison of two models comes to, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ...dsl import model as m
from ...dsl.source import Place


class Kind(StrEnum):
    MODEL = "model"
    IGNORE = "ignore"
    GROUP = "group"
    RULE = "rule"
    GRADE = "grade"
    STAGE = "stage"
    DISQUALIFICATION = "disqualification"
    SEGMENT = "segment"


class How(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that means something else, is new or gone. ``before``, ``after``: its words, None if it was not or is
    not there. ``differences``: what differs, in a few words each, where that is easily said."""

    kind: Kind
    name: str
    before: str | None
    after: str | None
    differences: tuple[str, ...] = ()
    group: str | None = None
    place: Place | None = None
    """Where it stands: after the change, or before it if it is gone."""

    @property
    def how(self) -> How:
        if self.before is None:
            return How.ADDED
        return How.REMOVED if self.after is None else How.CHANGED


@dataclass(frozen=True, slots=True)
class RulePair:
    """A rule before and after; None where it is not there. ``same``: it means the same, in the same group."""

    before: m.Rule | None
    after: m.Rule | None
    same: bool = False

    @property
    def rule(self) -> m.Rule:
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """``changes``: what means something else. ``renamed``: names and reasons that are others and mean the same, in
    words. ``rules``: all rules, in the order of the model after. ``stages``: names before → after, of those that are
    only called otherwise."""

    before: m.Model
    after: m.Model
    changes: tuple[Change, ...]
    renamed: tuple[str, ...]
    rules: tuple[RulePair, ...]
    stages: Mapping[str, str]

    def of(self, kind: Kind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind is kind)
