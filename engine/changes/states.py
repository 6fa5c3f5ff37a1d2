"""Where leads are in two models: stages of both on one scale, with the disqualified below them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columnar.outcomes import Scores
from ..evaluate import NO_STAGE

DISQUALIFIED = "disqualified"


class Scale:
    """``names``: all that a lead can be, the lowest first: disqualified, in no stage, and the stages in the order of
    the model after; those that only the model before has stand behind what they stood behind there."""

    def __init__(self, before: m.Model, after: m.Model, called: Mapping[str, str]) -> None:
        old = [called.get(stage.name, stage.name) for stage in before.stages]
        names = [stage.name for stage in after.stages]
        for position, name in enumerate(old):
            if name not in names:
                at = names.index(old[position - 1]) + 1 if position else 0
                names.insert(at, name)
        self.stages = tuple(names)
        self.names = (DISQUALIFIED, NO_STAGE, *names)
        self._called = called

    def before(self, scores: Scores) -> NDArray[np.int64]:
        """The position in ``names`` of each lead, by the model before."""
        return self._codes(scores, self._called)

    def after(self, scores: Scores) -> NDArray[np.int64]:
        """The same by the model after."""
        return self._codes(scores, {})

    def _codes(self, scores: Scores, called: Mapping[str, str]) -> NDArray[np.int64]:
        names = (called.get(stage.name, stage.name) for stage in scores.plan.model.stages)
        codes = np.array([1, *(self.stages.index(name) + 2 for name in names)], np.int64)[scores.stage.codes]
        codes[scores.disqualified.codes >= 0] = 0
        return codes


class Texts:
    """Texts of two models by one numbering."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def codes(self, codes: NDArray[np.integer], texts: Sequence[str]) -> NDArray[np.int64]:
        """``codes``: positions in ``texts``, −1 for none."""
        numbers = [*(self.numbers.setdefault(text, len(self.numbers)) for text in texts), -1]
        return np.array(numbers, np.int64)[codes]
