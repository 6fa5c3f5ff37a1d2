"""What tables say in words, beside their figures."""

from types import SimpleNamespace

import numpy as np
import pytest
from leadwright.engine.backtest.ranking import Ranking, percent
from leadwright.engine.backtest.tables import Kind, Part, sheet
from leadwright.engine.backtest.words import told


def test_a_band_that_surely_converts_less_is_marked():
    score = np.repeat([100, 200, 300], 200) * 100
    won = np.concatenate([np.arange(200) < wins for wins in (20, 100, 40)])
    bands = Ranking.of(score, won).bands()
    found = sheet(Part.CALIBRATION, SimpleNamespace(bands=bands))
    assert [(row[0], row[3], row[-1]) for row in found.rows] == [
        (30_000, 40, "converts less than a lower score"),
        (20_000, 100, ""),
        (10_000, 20, ""),
    ]


@pytest.mark.parametrize(
    ("share", "said"),
    [(None, "–"), (0.0, "0.0 %"), (0.0004, "0.0 %"), (0.47123, "47.1 %"), (0.9999, "100.0 %"), (1, "100 %")],
)
def test_shares(share, said):
    assert percent(share) == said


@pytest.mark.parametrize(
    ("kind", "cell", "said"),
    [
        (Kind.COUNT, 12_345, "12,345"),
        (Kind.POINTS, 5001, "50.01"),
        (Kind.RATE, 41.04, "41"),
        (Kind.RATE, 0.449, "0.4"),
        (Kind.CHANGE, -0.00049, "-0.0005"),
        (Kind.CHANGE, 0, "0"),
        (Kind.TEXT, None, ""),
        (Kind.TEXT, "two\nlines", "two lines"),
        (Kind.TIME, 0, "1970-01-01T00:00:00Z"),
    ],
)
def test_cells(kind, cell, said):
    assert told(kind, cell) == said
