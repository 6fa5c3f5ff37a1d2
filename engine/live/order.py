"""In which order leads are shown: by score, by what changed, by a field. Equal ones stay in the order of the data."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...dsl.comparing import fold
from ..columns import Bools, Column, TextColumn
from .compared import Standing
from .scored import Scored

LEAD, SCORE, BEFORE, DELTA, GRADE, STAGE = "lead", "score", "before", "delta", "grade", "stage"
FALLING_FIRST = frozenset({SCORE, BEFORE, DELTA, STAGE})
"""By these one wants to see the most first."""

_LAST = np.iinfo(np.int64).max


def in_order(scored: Scored, by: str, falling: bool, only: Bools | None = None) -> NDArray[np.int64]:
    """The numbers of the leads (of those that ``only`` has, if it is given), in order.

    ``by``: one of the above, or the name of a shown field; ``delta`` goes by how far a score moved, whichever way.
    Leads without a value come last, up or down.
    """
    keys, missing = _keys(scored, by)
    if falling:
        keys = -keys
    if missing is not None:
        keys = np.where(missing, _LAST, keys)
    rows = np.arange(len(scored)) if only is None else np.flatnonzero(only)
    return rows[np.argsort(keys[rows], kind="stable")]


def _keys(scored: Scored, by: str) -> tuple[NDArray[np.int64], Bools | None]:
    match by:
        case "lead":
            return np.arange(len(scored)), None
        case "score":
            return scored.now.score, None
        case "before":
            return (scored.before or scored.now).score, None
        case "delta":
            return np.abs(scored.delta), None
        case "stage":
            return _stages(scored.now), None
        case "grade":
            return _by_column(scored.now.grade) if scored.now.grade is not None else _keys(scored, LEAD)
        case _:
            field = next((field for field in scored.fields if field.name == by), None)
            return _keys(scored, LEAD) if field is None else _by_column(field.column)


def _stages(standing: Standing) -> NDArray[np.int64]:
    """The number of the stage, 0 without one, −1 for the disqualified."""
    return np.where(standing.disqualified.codes >= 0, -1, standing.stage.codes.astype(np.int64))


def _by_column(column: Column) -> tuple[NDArray[np.int64], Bools | None]:
    if isinstance(column, TextColumn):
        ranks = np.append(_ranks(column.texts), -1)
        return ranks[column.codes], column.codes < 0
    missing = None if column.known is None else ~column.known
    return column.data.astype(np.int64), missing


def _ranks(texts: Sequence[str]) -> NDArray[np.int64]:
    folded = [fold(text) for text in texts]
    ranks = np.zeros(len(texts), np.int64)
    ranks[sorted(range(len(texts)), key=folded.__getitem__)] = np.arange(len(texts))
    return ranks
