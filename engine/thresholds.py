"""From how many points on stages are reached: the lines that plots, sweeps and simulations draw through scores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..dsl import model as m
from ..dsl.types import NUMBER_SCALE, POINT_SCALE
from ..dsl.values import number_text

_HUNDREDTH = NUMBER_SCALE // POINT_SCALE


@dataclass(frozen=True, slots=True)
class Threshold:
    """The score against a number (``bound``, in millionths). ``stage``: the one that asks for it, None for none."""

    stage: str | None
    sign: Literal[">", ">="]
    bound: int

    @property
    def text(self) -> str:
        """As it stands in the rules."""
        return f"score {self.sign} {number_text(self.bound)}"

    @property
    def at(self) -> int:
        """The number itself in hundredths, rounded down: where to draw the line."""
        return self.bound // _HUNDREDTH

    @property
    def least(self) -> int:
        """So many hundredths, or more, are enough."""
        return -(-self.bound // _HUNDREDTH) if self.sign == ">=" else self.at + 1


def points_or_more(hundredths: int) -> Threshold:
    return Threshold(None, ">=", hundredths * _HUNDREDTH)


def stage_thresholds(model: m.Model) -> tuple[Threshold, ...]:
    """What stages hold the score against, alone or among other conditions, but not where it is negated; each once, in
    the order of the model."""
    found = (
        Threshold(stage.name, sign, bound)
        for stage in model.stages
        for when in stage.whens
        for sign, bound in _bounds(when.condition)
    )
    return tuple(dict.fromkeys(found))


def lowest_of_stages(model: m.Model) -> Mapping[str, int]:
    """For each stage that holds the score against numbers the lowest of them, in hundredths."""
    found: dict[str, int] = {}
    for threshold in stage_thresholds(model):
        if threshold.stage is not None:
            found[threshold.stage] = min(threshold.at, found.get(threshold.stage, threshold.at))
    return found


def _bounds(condition: m.Condition) -> Iterator[tuple[Literal[">", ">="], int]]:
    match condition:
        case m.Relation(m.Score(), (">" | ">=") as sign, int(bound)):
            yield sign, bound
        case m.AllOf(parts) | m.AnyOf(parts) | m.AtLeast(_, parts):
            for part in parts:
                yield from _bounds(part)
        case m.Named(part):
            yield from _bounds(part)
        case _:
            pass
