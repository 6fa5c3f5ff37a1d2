"""What came of scoring one version of the rules: where all leads stand, or why that cannot be told."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ...dsl import model as m
from ...dsl.diagnostics import Diagnostic
from ...dsl.source import SourceText
from ..columnar.outcomes import Scores
from ..columns import Bools
from .compared import Differences, Standing, differences
from .effects import RuleEffect, effects_of
from .shown import ShownField


@dataclass(frozen=True, slots=True)
class Unscored:
    """A version that cannot be scored: ``diagnostics`` says what is wrong with the rules, or ``message`` and ``help``
    what else."""

    version: int
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[SourceText, ...]
    message: str | None = None
    help: str | None = None


@dataclass(frozen=True)
class Scored:
    """All leads by one version of the rules, a row a lead; the lead of row i is ``ids[i]``.

    ``before`` is where they stood by the saved version, None if that could not be scored. ``fields``: what a table of
    leads may show besides. ``scores`` are without the deadlines of routes. ``seconds``:
    how long checking and scoring took.
    """

    version: int
    model: m.Model
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[SourceText, ...]
    as_of: int
    ids: pa.Array
    scores: Scores
    now: Standing
    before: Standing | None
    fields: tuple[ShownField, ...]
    seconds: float

    def __len__(self) -> int:
        return len(self.now.score)

    @cached_property
    def differences(self) -> Differences:
        """Against the saved version; nothing differs if there is none."""
        return differences(self.before or self.now, self.now)

    @property
    def delta(self) -> NDArray[np.int64]:
        """The score now without the saved version's, hundredths."""
        return self.differences.delta

    @property
    def changed(self) -> Bools:
        """Whether score, grade or stage is other than by the saved version."""
        return self.differences.changed

    @cached_property
    def effects(self) -> Sequence[RuleEffect]:
        """What each rule does, in the order of the files; rows and branches after their rule."""
        return effects_of(self.scores)

    @cached_property
    def id_texts(self) -> list[str]:
        """The ids as people read them."""
        return [str(id) for id in self.ids.to_pylist()]

    def id(self, lead: int) -> str:
        return str(self.ids[lead].as_py())

    def names(self, ids: Collection[str | int]) -> dict[str | int, str]:
        """What some leads are called, of those that are here; nothing if no field says it."""
        if not ids or not self.fields or not self.fields[0].is_name:
            return {}
        wanted = list(ids)
        numbers: list[int | None] = pc.index_in(pa.array(wanted, self.ids.type), self.ids).to_pylist()
        return {id: self.fields[0].text(n) for id, n in zip(wanted, numbers, strict=True) if n is not None}

    def score(self, lead: int) -> int:
        return int(self.now.score[lead])

    def stage(self, lead: int) -> str:
        """The stage, ``none``, or ``disqualified``."""
        return stage_of(self.now, lead)

    def grade(self, lead: int) -> str | None:
        return grade_of(self.now, lead)


def stage_of(standing: Standing, lead: int) -> str:
    """The stage of a lead, ``none``, or ``disqualified``."""
    if int(standing.disqualified.codes[lead]) >= 0:
        return "disqualified"
    return standing.stage.value(lead) or "none"


def grade_of(standing: Standing, lead: int) -> str | None:
    """The grade of a lead; None if the model has none."""
    return None if standing.grade is None else standing.grade.value(lead)
