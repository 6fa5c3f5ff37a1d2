"""Which columns of leads fit a width, and what stands in them. No widget: texts and the names of their styles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from rich.cells import cell_len, set_cell_size

from ...dsl.types import Type
from ...dsl.values import points_text
from ...engine.columns import TextColumn
from ...engine.live import Scored, ShownField
from ...engine.live.order import BEFORE, DELTA, GRADE, LEAD, SCORE, STAGE
from ...engine.live.scored import grade_of, stage_of

Cell = tuple[str, str]
"""A text, and the name of its style: ``""``, ``dim``, ``up``, ``down``, ``strong``."""

_LOOKED_AT = 400
"""Of so many leads widths are taken."""
_WIDEST = 24
_LEAST = 6
_GIVEN_UP = (BEFORE, GRADE, DELTA, STAGE)
"""What goes first where there is little room."""
GAP = 2


@dataclass(frozen=True, slots=True)
class LeadColumn:
    """``key``: what leads are ordered by if one sorts by it."""

    key: str
    title: str
    width: int
    to_right: bool
    cell: Callable[[int], Cell]

    def fitted(self, text: str) -> str:
        """The text, as wide as the column; cut with … if it is longer."""
        size = cell_len(text)
        if size > self.width:
            return set_cell_size(text, self.width - 1) + "…"
        return " " * (self.width - size) + text if self.to_right else text + " " * (self.width - size)


def columns_for(scored: Scored, width: int) -> tuple[LeadColumn, ...]:
    """What a lead is called, as many fields as there is room for, and always what its score is and was."""
    id = _id_column(scored)
    fixed = _results(scored)
    for key in _GIVEN_UP:
        if id.width + sum(column.width + GAP for column in fixed) > width - GAP:
            fixed = [column for column in fixed if column.key != key]
    room = width - sum(column.width + GAP for column in fixed)
    named = [_field_column(field, len(scored)) for field in scored.fields]
    chosen: list[LeadColumn] = []
    for column in (id, *named):
        needed = column.width + GAP
        if needed <= room or not chosen:
            chosen.append(column)
            room -= needed
    return *_given_room(chosen, room), *fixed


def _given_room(columns: Sequence[LeadColumn], room: int) -> list[LeadColumn]:
    """The last text takes what is left, so that the scores stand at the right edge."""
    if not columns:
        return []
    *others, last = columns
    width = max(4, last.width + room)
    return [*others, LeadColumn(last.key, last.title, width, False if room > 0 else last.to_right, last.cell)]


def _id_column(scored: Scored) -> LeadColumn:
    shown = [scored.id(lead) for lead in range(min(len(scored), _LOOKED_AT))]
    width = min(_WIDEST, max([cell_len("Lead"), *map(cell_len, shown)]))
    return LeadColumn(LEAD, "Lead", width, False, lambda lead: (scored.id(lead), "strong"))


def _field_column(field: ShownField, size: int) -> LeadColumn:
    column = field.column
    if isinstance(column, TextColumn):
        shown = list(column.texts[:_LOOKED_AT])
    else:
        shown = [field.text(lead) for lead in range(min(size, _LOOKED_AT))]
    longest = sorted(map(cell_len, shown))
    usual = longest[len(longest) * 95 // 100] if longest else 0
    width = max(min(_WIDEST, max(usual, cell_len(field.name))), _LEAST)
    return LeadColumn(
        field.name,
        _title(field.name),
        width,
        field.type is Type.NUMBER,
        lambda lead: (" ".join(field.text(lead).split()), ""),
    )


def _title(name: str) -> str:
    return name[:1].upper() + name[1:].replace("_", " ")


def _results(scored: Scored) -> list[LeadColumn]:
    before, now, differences = scored.before, scored.now, scored.differences
    width = _points_width(scored)
    columns: list[LeadColumn] = []
    if before is not None:
        columns.append(
            LeadColumn(BEFORE, "Old", width, True, lambda lead: (points_text(int(before.score[lead])), "dim"))
        )
    columns.append(LeadColumn(SCORE, "New", width, True, lambda lead: (points_text(int(now.score[lead])), "strong")))
    if before is not None:
        columns.append(
            LeadColumn(DELTA, "Δ", width + 3, True, lambda lead: _delta(int(differences.delta[lead])))
        )  # fmt: skip
    if now.grade is not None:

        def grade(lead: int) -> Cell:
            text = grade_of(now, lead) or "none"
            if before is None or not differences.grade[lead]:
                return text, ""
            return f"{grade_of(before, lead) or 'none'}→{text}", "strong"

        widths = [cell_len(text) for text in now.grade.texts]
        columns.append(LeadColumn(GRADE, "Grade", max(5, 2 * max([*widths, 1]) + 1), False, grade))
    if now.model.stages:

        def stage(lead: int) -> Cell:
            text = stage_of(now, lead)
            move = int(differences.stage[lead])
            if not move:
                return ("—" if text == "none" else text), "dim" if text == "none" else ""
            return (f"{text} ↑", "up") if move > 0 else (f"{text} ↓", "down")

        names = [*(stage.name for stage in now.model.stages), "none"]
        if now.model.disqualifications:
            names.append("disqualified")
        widest = max(map(cell_len, names)) + 2
        columns.append(LeadColumn(STAGE, "Stage", min(_WIDEST, max(5, widest)), False, stage))
    return columns


def _points_width(scored: Scored) -> int:
    """Wide enough for every score, before and now."""
    found = [3]
    for standing in (scored.now, scored.before):
        if standing is not None and len(standing.score):
            ends = (int(np.min(standing.score)), int(np.max(standing.score)))
            decimals = 3 if bool(np.any(standing.score % 100)) else 0
            found.append(max(len(points_text(end // 100 * 100)) for end in ends) + decimals)
    return max(found)


def _delta(hundredths: int) -> Cell:
    if hundredths == 0:
        return "·", "dim"
    if hundredths > 0:
        return f"▲ +{points_text(hundredths)}", "up"
    return f"▼ {points_text(hundredths)}", "down"
