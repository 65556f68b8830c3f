"""Brings indicators to one scale: share of the largest, and min–max."""

import numpy as np

from siaga.index.tables import Numbers


def fraction_of_max(values: Numbers, scale: float = 100.0) -> Numbers:
    """Each value as a share of the largest.

    Formula: y = x / max(x) · scale; where all are zero, y = 0. Unknown stays unknown.

    Parameters
    ----------
    values : array, shape (n,)
        Zero or more, in any unit of measure; NaN is unknown.
    scale : float
        What the largest becomes.

    Returns
    -------
    array, shape (n,)
        Between 0 and ``scale``; the largest is exactly ``scale``.

    Source: Bawaslu, IKP tematik politik uang (Aug 2023): all published scores are multiples of 1/18.
    Worked: 18, 10, 9, 8, 7 → 100, 55.56, 50, 44.44, 38.89.
    """
    known = values[~np.isnan(values)]
    largest = known.max(initial=0.0)
    if largest == 0:
        return np.where(np.isnan(values), np.nan, 0.0)
    return np.asarray(values / largest * scale, dtype=np.float64)


def min_max(values: Numbers, scale: tuple[float, float] = (0.0, 100.0)) -> Numbers:
    """Each value by its place between the least and the largest.

    Formula: y = (x − min) / (max − min) · (u − l) + l. Equal values have no range: all become unknown, which
    the index notes and leaves out, as a value that tells no units apart.

    Parameters
    ----------
    values : array, shape (n,)
        Finite, in any unit of measure; NaN is unknown.
    scale : (float, float)
        l and u: what the least and the largest become.

    Returns
    -------
    array, shape (n,)

    Source: OECD/JRC Handbook on Constructing Composite Indicators (2008), step 5.
    Worked: 2, 4, 10 on 0–100 → 0, 25, 100.
    """
    known = values[~np.isnan(values)]
    if not known.size or known.min() == known.max():
        return np.full_like(values, np.nan)
    least, largest = known.min() / 2, known.max() / 2
    share = (values / 2 - least) / (largest - least)
    return np.asarray(share * (scale[1] - scale[0]) + scale[0], dtype=np.float64)
