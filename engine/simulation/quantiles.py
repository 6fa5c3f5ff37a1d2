"""Quantiles without an average: the smallest value that at least so many per cent of all do not exceed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def quantile(ordered: NDArray[np.int64], percent: int) -> int | None:
    """Of values in order; None if there are none."""
    if not len(ordered):
        return None
    return int(ordered[max(-(-percent * len(ordered) // 100), 1) - 1])


def quantiles_of_counts(
    values: NDArray[np.int64], counts: NDArray[np.int64], percents: Sequence[int]
) -> list[int | None]:
    """Of ``values`` in order, each of which there are so many."""
    sums = np.cumsum(counts)
    total = int(sums[-1]) if len(sums) else 0
    if not total:
        return [None for _ in percents]
    ranks = [max(-(-percent * total // 100), 1) for percent in percents]
    return [int(values[position]) for position in np.searchsorted(sums, ranks).tolist()]
