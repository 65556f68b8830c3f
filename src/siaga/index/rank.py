"""Ranks from scores: the highest score is 1, equal scores share the least rank, unknown has none."""

import numpy as np

from siaga.index.tables import Numbers


def ranks_of(scores: Numbers) -> Numbers:
    """The rank of each known score.

    Formula: rank(x) = 1 + number of scores greater than x; unknown scores are neither ranked nor counted.

    Parameters
    ----------
    scores : array, shape (n,)
        NaN is unknown.

    Returns
    -------
    array, shape (n,)
        Whole numbers as float64, NaN where the score is unknown.

    Source: COINr ``rank(-x, ties.method = "min")``.
    Worked: 70, 90, 70, unknown, 10 → 2, 1, 2, unknown, 4.
    """
    known = ~np.isnan(scores)
    ordered = np.sort(scores[known])
    ranks = np.full(scores.shape, np.nan)
    ranks[known] = ordered.size - np.searchsorted(ordered, scores[known], side="right") + 1
    return ranks
