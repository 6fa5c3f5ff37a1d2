"""Grades of many rows of points at once."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...dsl import model as m
from ..columns import TextColumn
from ..evaluate import NO_GRADE


def graded(lines: Sequence[m.GradeLine], points: Sequence[NDArray[Any]]) -> TextColumn:
    """The grade of each row; ``points``: in hundredths, of the group (or the score) that each line goes by."""
    codes = np.zeros(len(points[0]), np.int64)
    texts = [""]
    for line, at in zip(lines, points, strict=True):
        labels = [*(band.label for band in line.bands), ""]
        found = np.full(len(at), len(line.bands), np.int64)
        for number, band in reversed(list(enumerate(line.bands))):
            found[:] = number if band.threshold is None else np.where(at >= band.threshold, number, found)
        codes = codes * len(labels) + found
        texts = [text + label for text in texts for label in labels]
    return TextColumn(codes, [text or NO_GRADE for text in texts])
