"""Children to parent: the weighted mean over known children, and the unweighted roll-up of areas."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from siaga.index.tables import Numbers


def known_weight(children: Sequence[Numbers], weights: Sequence[float]) -> Numbers:
    """The sum of the weights of the known children, one a unit; shape (n,)."""
    total = np.zeros_like(children[0])
    for values, weight in zip(children, weights, strict=True):
        total += np.where(np.isnan(values), 0.0, weight)
    return total


def weighted_mean(children: Sequence[Numbers], weights: Sequence[float], threshold: float = 0.0) -> Numbers:
    """The weighted arithmetic mean of the known children of each unit.

    Formula: y = Σ w·x / Σ w over known children, so an unknown child's weight goes to its siblings; unknown
    where no child with a weight is known, or where known/all children < ``threshold``. Children are added one
    by one in their given order, so equal units have equal scores to the last bit wherever they stand.

    Parameters
    ----------
    children : sequence of arrays, each of shape (n,)
        On one scale; NaN is unknown.
    weights : sequence of float
        Zero or more, one a child; need not sum to 1.
    threshold : float
        Least share of children that must be known, 0 to 1.

    Returns
    -------
    array, shape (n,)

    Source: COINr 1.1 ``a_amean`` and ``dat_thresh``; OECD/JRC Handbook (2008), step 6.
    Worked: Kab. Malang 77.699, 75.279, 57.689, 0 by .27, .38, .25, .10 → 64.007; the last unknown → 71.1189.
    """
    total = np.zeros_like(children[0])
    for values, weight in zip(children, weights, strict=True):
        total += np.where(np.isnan(values), 0.0, values * weight)
    divisor = known_weight(children, weights)
    result = np.full_like(total, np.nan)
    np.divide(total, divisor, out=result, where=divisor > 0)
    if threshold > 0:
        known = known_weight(children, [1.0] * len(children))
        result[known / len(children) < threshold] = np.nan
    return result


@dataclass(frozen=True, slots=True, eq=False)
class RollUp:
    """Scores of the areas above, with how many areas below are known and unknown.

    ``scores`` has shape (number of parents,) and is NaN where nothing below is known.
    """

    parents: tuple[str, ...]
    scores: Numbers
    known: tuple[int, ...]
    unknown: tuple[int, ...]


def unweighted_mean(scores: Sequence[float] | Numbers, parents: Sequence[str]) -> RollUp:
    """The plain mean of the areas below, each counting the same whatever its size.

    Formula: y = Σ x / n over the known areas of a parent. This is Bawaslu's second province view of IKP 2024.

    Parameters
    ----------
    scores : sequence of float, shape (n,)
        Scores of the areas below, one scale; NaN is unknown.
    parents : sequence of str, shape (n,)
        The area above each.

    Source: derived; DKI Jakarta published 35.95 by Bawaslu (tvOne, 16 Dec 2022; kab/kota scores Databoks).
    Worked: 65.14, 43.25, 38.06, 32.93, 26.89, 9.4 → 35.945.
    """
    values = np.asarray(scores, dtype=np.float64)
    names = tuple(dict.fromkeys(parents))
    order = {name: number for number, name in enumerate(names)}
    of = np.array([order[parent] for parent in parents], dtype=np.intp)
    is_known = ~np.isnan(values)
    known = np.bincount(of[is_known], minlength=len(names))
    every = np.bincount(of, minlength=len(names))
    total = np.bincount(of[is_known], weights=values[is_known], minlength=len(names))
    means = np.full(len(names), np.nan)
    np.divide(total, known, out=means, where=known > 0)
    return RollUp(names, means, tuple(known.tolist()), tuple((every - known).tolist()))
