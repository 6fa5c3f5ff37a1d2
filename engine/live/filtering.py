"""Some of the leads: those of which a condition of the language is true, or that hold a text."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from ...dsl import model as m
from ...dsl.check import check
from ...dsl.comparing import fold
from ...dsl.diagnostics import Diagnostic
from ...dsl.gather import Before
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


@dataclass(frozen=True, slots=True)
class Selected:
    """Which leads are shown; ``is_search``: those that hold a text."""

    leads: Bools
    is_search: bool


def condition_of(
    project: Project,
    fields: Collection[str],
    events: Collection[str],
    scored: Scored,
    text: str,
    before: Before | None = None,
) -> m.Condition | FilterProblem:
    """What ``text`` means beside the rules that leads were scored by: as the condition of a segment.

    ``fields`` and ``events``: those in the data. ``before``: as `check` takes it.
    """
    file = (project.root / _FILE).resolve()
    texts = {source.path: source.text for source in scored.sources if source.path is not None}
    entries = project.rule_files()
    checked = check([*entries, file], root_of(project, entries), {**texts, file: f"{_BEFORE}{text}\n"}, before)
    own = [d for d in checked.diagnostics if d.place.source.path == file and d.is_error]
    if own:
        return _problem(own[0], len(text))
    if checked.model is None:
        return FilterProblem("the rules have errors")
    found = [s for s in checked.model.segments if s.label == _LABEL]
    if len(found) != 1 or len(checked.model.segments) != len(scored.model.segments) + 1:
        return FilterProblem("a filter is one condition", 0, len(text))
    return _lacking(text, found[0].condition, scored, fields, events) or found[0].condition


def _lacking(
    text: str, condition: m.Condition, scored: Scored, fields: Collection[str], events: Collection[str]
) -> FilterProblem | None:
    """Where no names are declared any name may be one: here it has to be in the data, or in the rules."""
    known_fields = {*fields, *scored.model.fields}
    known_events = {*events, *scored.model.events}
    for part in m.parts(condition):
        if isinstance(part, m.FieldValue) and part.name not in known_fields:
            return _unknown(text, "lead has a field", part.name, known_fields)
        if isinstance(part, m.Filtered) and part.event is not None and part.event not in known_events:
            return _unknown(text, "event is a", part.event, known_events)
    return None


def _unknown(text: str, what: str, name: str, known: Collection[str]) -> FilterProblem:
    near = nearest(name, known)
    start = max(0, text.find(name))
    return FilterProblem(f"no {what} `{name}`", start, start + len(name), f"did you mean `{near}`?" if near else None)


def _problem(diagnostic: Diagnostic, length: int) -> FilterProblem:
    span = diagnostic.place.span
    start = min(max(0, span.start - len(_BEFORE)), length)
    end = min(max(start, span.end - len(_BEFORE)), length)
    help = next((text for text in diagnostic.help if not text.startswith("declare")), None)
    return FilterProblem(diagnostic.message, start, end, help)


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


_WORDS = re.compile(r"[^<>=()\[\]\"%]+")


def is_search(text: str) -> bool:
    """Whether a text that is no condition can be one that is looked for: plain words."""
    return _WORDS.fullmatch(text) is not None
