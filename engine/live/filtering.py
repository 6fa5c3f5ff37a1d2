"""Some of the leads: those of which a condition of the language is true, or that hold a text."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from ...dsl import model as m
from ...dsl.check import check
from ...dsl.comparing import fold
from ...dsl.diagnostics import Diagnostic
from ...dsl.nearest import nearest
from ..columnar.leads_at import Outcomes
from ..columnar.outcomes import Scores
from ..columns import Bools, TextColumn
from ..project import Project
from .rules import root_of
from .scored import Scored

_LABEL = "the leads of a filter"
_BEFORE = f'segment "{_LABEL}" when '
_FILE = ".filter.lead"


@dataclass(frozen=True, slots=True)
class FilterProblem:
    """Why a text is no condition. ``start`` and ``end``: where in it, in characters from 0."""

    message: str
    start: int = 0
    end: int = 0
    help: str | None = None


def condition_of(project: Project, names: Collection[str], scored: Scored, text: str) -> m.Condition | FilterProblem:
    """What ``text`` means beside the rules that leads were scored by: as the condition of a segment.

    ``names``: the fields in the data."""
    file = (project.root / _FILE).resolve()
    texts = {source.path: source.text for source in scored.sources if source.path is not None}
    entries = project.rule_files()
    checked = check([*entries, file], root_of(project, entries), {**texts, file: f"{_BEFORE}{text}\n"})
    own = [d for d in checked.diagnostics if d.place.source.path == file and d.is_error]
    if own:
        return _problem(own[0], len(text))
    if checked.model is None:
        return FilterProblem("the rules have errors")
    found = [s for s in checked.model.segments if s.label == _LABEL]
    if len(found) != 1 or len(checked.model.segments) != len(scored.model.segments) + 1:
        return FilterProblem("a filter is one condition", 0, len(text))
    lacking = _lacking(text, found[0].condition, scored, names)
    return lacking or found[0].condition


def _lacking(text: str, condition: m.Condition, scored: Scored, names: Collection[str]) -> FilterProblem | None:
    """Where no fields are declared any name is one: here it has to be in the data, or in the rules."""
    asked = (part.name for part in m.parts(condition) if isinstance(part, m.FieldValue))
    for name in asked:
        if name not in names and name not in scored.model.fields:
            near = nearest(name, [*names, *scored.model.fields])
            start = max(0, text.find(name))
            help = f"did you mean `{near}`?" if near else None
            return FilterProblem(f"no lead has a field `{name}`", start, start + len(name), help)
    return None


def _problem(diagnostic: Diagnostic, length: int) -> FilterProblem:
    span = diagnostic.place.span
    start = min(max(0, span.start - len(_BEFORE)), length)
    end = min(max(start, span.end - len(_BEFORE)), length)
    return FilterProblem(diagnostic.message, start, end, diagnostic.help[0] if diagnostic.help else None)


def true_of(condition: m.Condition, scores: Scores) -> Bools:
    """Of which leads a condition is true, that may ask for score, groups, grade, stage and disqualification."""
    outcomes = Outcomes(scores.points.score, dict(scores.points.groups), scores.grade, scores.stage)
    outcomes.disqualified = scores.disqualified.codes >= 0
    return scores.at.truth(condition, outcomes).true


def holding(scored: Scored, text: str) -> Bools:
    """Which leads have a text in their id or in a field that is shown, upper and lower case alike."""
    sought = fold(text)
    found = np.fromiter((sought in fold(id) for id in scored.id_texts), np.bool_, len(scored))
    for field in scored.fields:
        if isinstance(field.column, TextColumn):
            hits = np.array([*(sought in fold(value) for value in field.column.texts), False], np.bool_)
            found |= hits[field.column.codes]
    return found
