"""Scores as results: Arrow record batches, and for tests the rows that the reference gives."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import Bools, Ints, TextColumn
from ..evaluate import Fired, Given, Result
from ..result_columns import POINTS, TIME, columns_of, points_array, schema_of_results, too_many_points
from .outcomes import Scores, texts_of
from .points import Chosen, Earned

_CELLS_AT_ONCE = 1 << 22
"""Leads × rules whose points are turned from columns to rows at once."""
_MOST_LEADS = 1 << 16
_NOBODY: NDArray[np.int64] = np.zeros(1, np.int64)


def batches_of(scores: Scores, int64_ids: bool) -> Iterator[pa.RecordBatch]:
    """The results of all leads of a store, in its order."""
    columns = columns_of(scores.plan.model)
    schema = schema_of_results(columns, int64_ids)
    labels = _Labels(scores)
    step = max(1, min(_MOST_LEADS, _CELLS_AT_ONCE // max(1, len(scores.plan.rules))))
    size = scores.at.size
    for start in range(0, size, step):
        part = slice(start, min(start + step, size))
        yield pa.RecordBatch.from_arrays(_arrays(scores, part, labels, schema), names=schema.names)


def _arrays(scores: Scores, part: slice, labels: "_Labels", schema: pa.Schema) -> list[pa.Array]:
    points, at = scores.points, scores.at
    length = _length(part)
    no_text = pa.nulls(length, pa.string())
    ids = at.store.ids.slice(part.start, length)
    return [
        ids if ids.type == schema.field("lead_id").type else ids.cast(schema.field("lead_id").type),
        _points(points.score[part]),
        *(_points(group[part]) for group in points.groups.values()),
        no_text if scores.grade is None else _texts(scores.grade, part),
        _texts(scores.stage, part),
        _texts(scores.disqualified, part),
        _segments(scores, part),
        _texts(scores.route, part),
        pa.array(scores.due[part], pa.int64(), mask=~scores.is_due[part]).cast(TIME),
        labels.fired(part),
    ]


def _points(hundredths: NDArray[Any]) -> pa.Array:
    if hundredths.dtype == object:
        try:
            hundredths = hundredths.astype(np.int64)
        except OverflowError:
            raise too_many_points() from None
    return points_array(hundredths.astype(np.int64, copy=False))


def _texts(column: TextColumn, part: slice) -> pa.Array:
    codes = column.codes[part].astype(np.int32)
    return pa.DictionaryArray.from_arrays(
        pa.array(codes, mask=_missing(codes)), pa.array(list(column.texts), pa.string())
    )


def _length(part: slice) -> int:
    return int(part.stop) - int(part.start)


def _missing(codes: Ints) -> Bools:
    return codes < 0


def _segments(scores: Scores, part: slice) -> pa.Array:
    length = _length(part)
    texts = pa.array([label for label, _ in scores.segments], pa.string())
    if not scores.segments:
        no_ends: NDArray[np.int32] = np.zeros(length + 1, np.int32)
        return pa.ListArray.from_arrays(pa.array(no_ends), texts)
    inside = np.column_stack([true[part] for _, true in scores.segments])
    _, numbers = np.nonzero(inside)
    ends = np.concatenate([[0], np.cumsum(inside.sum(1))]).astype(np.int32)
    values = pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32)), texts)
    return pa.ListArray.from_arrays(pa.array(ends), values)


class _Labels:
    """What fired, by the names of rules, rows and branches: a label for each case of a rule, one for a tally."""

    def __init__(self, scores: Scores) -> None:
        self.names: list[str] = []
        self.given = [g for g in scores.points.given if g is not None]
        worth: list[int] = []
        first: list[int] = []
        for rule, given in zip(scores.plan.rules, scores.points.given, strict=True):
            if given is None:
                continue
            first.append(len(self.names))
            cases = [None] if isinstance(rule.gives, m.Tally) else [case.choice for case in rule.gives]
            self.names += [Given(rule.rule, 0, choice).label for choice in cases]
            worth += [0] if isinstance(given, Earned) else given.worth[1:].tolist()
        self.texts = pa.array(self.names, pa.string())
        self.first = np.array(first, np.int32)
        self.worth = np.array(worth, np.int64)
        self.is_earned = np.array([isinstance(given, Earned) for given in self.given], np.bool_)

    def entries(self, part: slice) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[Any]]:
        """How many rules gave each lead points; of each such rule, lead after lead, its label's number and points."""
        length = _length(part)
        if not self.given:
            return _NOBODY.repeat(length), _NOBODY[:0].astype(np.int32), _NOBODY[:0]
        cases = np.empty((len(self.given), length), np.result_type(*(_case_type(given) for given in self.given)))
        for number, given in enumerate(self.given):
            if isinstance(given, Chosen):
                cases[number] = np.where(given.worth == 0, 0, np.arange(len(given.worth)))[given.choices[part]]
            else:
                cases[number] = given.points[part] != 0
        by_lead = np.ascontiguousarray(cases.T)
        leads, rules = np.nonzero(by_lead)
        labels = self.first[rules] + (by_lead[leads, rules].astype(np.int32) - 1)
        return np.bincount(leads, minlength=length), labels, self._points(part, leads, rules, labels)

    def _points(
        self, part: slice, leads: NDArray[np.int64], rules: NDArray[np.int64], labels: NDArray[np.int32]
    ) -> NDArray[Any]:
        points: NDArray[Any] = self.worth[labels]
        earned = np.flatnonzero(self.is_earned[rules])
        if len(earned):
            columns = [given.points[part] for given in self.given if isinstance(given, Earned)]
            found = np.stack(columns)[(np.cumsum(self.is_earned) - 1)[rules[earned]], leads[earned]]
            points = points.astype(found.dtype) if found.dtype == object else points
            points[earned] = found
        return points

    def fired(self, part: slice) -> pa.Array:
        counts, labels, points = self.entries(part)
        rules = pa.DictionaryArray.from_arrays(pa.array(labels), self.texts)
        entries = pa.StructArray.from_arrays(
            [rules, _points(points)], fields=[pa.field("rule", rules.type), pa.field("points", POINTS)]
        )
        ends = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(ends), entries)


def _case_type(given: Chosen | Earned) -> np.dtype[Any]:
    return given.choices.dtype if isinstance(given, Chosen) else np.dtype(np.uint8)


def results_of(scores: Scores) -> Iterator[Result]:
    """The same as the reference's results, one by one; ``met`` is not worked out."""
    size = scores.at.size
    labels = _Labels(scores)
    counts, codes, points = labels.entries(slice(0, size))
    fired = [Fired(labels.names[int(code)], int(p)) for code, p in zip(codes.tolist(), points.tolist(), strict=True)]
    grade = [None] * size if scores.grade is None else texts_of(scores.grade)
    stage, reason, route = texts_of(scores.stage), texts_of(scores.disqualified), texts_of(scores.route)
    ends = np.cumsum(counts).tolist()
    for lead, id in enumerate(scores.at.store.ids.to_pylist()):
        yield Result(
            id,
            int(scores.points.score[lead]),
            {name: int(group[lead]) for name, group in scores.points.groups.items()},
            grade[lead],
            stage[lead] or "",
            reason[lead],
            tuple(label for label, true in scores.segments if true[lead]),
            route[lead],
            int(scores.due[lead]) if scores.is_due[lead] else None,
            None,
            tuple(fired[ends[lead] - int(counts[lead]) : ends[lead]]),
        )
