"""From how many points on a stage can be reached, for whoever draws a line there."""

from collections.abc import Iterator

from ...dsl import model as m
from ...dsl.types import NUMBER_SCALE, POINT_SCALE

_TO_HUNDREDTHS = NUMBER_SCALE // POINT_SCALE


def thresholds_of(model: m.Model) -> tuple[tuple[str, int], ...]:
    """Stages whose conditions hold the score against a number, and that number in hundredths, the least of each."""
    found: dict[str, int] = {}
    for stage in model.stages:
        for points in _bounds(stage):
            found[stage.name] = min(points, found.get(stage.name, points))
    return tuple(found.items())


def _bounds(stage: m.Stage) -> Iterator[int]:
    for when in stage.whens:
        for part in m.parts(when.condition):
            if isinstance(part, m.Relation) and isinstance(part.left, m.Score) and part.sign in (">", ">="):
                assert isinstance(part.right, int)
                yield part.right // _TO_HUNDREDTHS
