"""Reasons of a score: contributions of the inputs that sum to the total, and the strongest of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from siaga.index.aggregate import known_weight
from siaga.index.tables import Numbers
from siaga.index.trees import Tree


def contributions_of(
    tree: Tree,
    scores: Mapping[str, Numbers],
    inputs: Sequence[str],
    *,
    factors: Mapping[str, Numbers],
    reflected: Mapping[str, float],
) -> dict[str, Numbers]:
    """What each input adds to the total of each unit, in points of the total.

    Formula: from the root down, a child's share of its parent is s = w / Σ w over the known siblings, and its
    contribution c = s₁·f₁·s₂·f₂·…·x along the path, where f is the factor by which a node was rescaled
    (100 / largest) or 1. A node of direction −1 enters as b − x (b = lower + upper, or 0): its b is divided
    among its inputs by their shares. So Σ c is the total, for complete and incomplete units alike: an unknown
    input has no contribution, its siblings carry its weight.

    Parameters
    ----------
    tree : Tree
    scores : mapping of code to array, shape (n,)
        Scores of the inputs and of every node above; NaN is unknown.
    inputs : sequence of str
        The codes the index was built from.
    factors : mapping of code to array, shape (n,)
        Rescaled nodes only.
    reflected : mapping of code to float
        Nodes that enter their parent reflected, with their b.

    Returns
    -------
    dict of code to array, shape (n,)
        NaN where the input or the total is unknown.

    Worked: Kab. Malang from dimensions → 20.97873, 28.60602, 14.42225, 0 (sum 64.007).
    """
    ones = np.where(np.isnan(scores[tree.root]), np.nan, 1.0)
    slopes = {tree.root: ones}
    constants = {tree.root: ones * 0.0}
    wanted = set(inputs)
    reached = [tree.root]
    for code in reached:
        if code in wanted:
            continue
        children = tree.children[code]
        weights = [tree.node(child).weight for child in children]
        total = known_weight([scores[child] for child in children], weights)
        slope = slopes[code] * factors.get(code, 1.0)
        for child, weight in zip(children, weights, strict=True):
            known = ~np.isnan(scores[child])
            share = np.full_like(total, np.nan)
            np.divide(weight, total, out=share, where=known & (total > 0))
            slopes[child] = slope * share * (-1.0 if child in reflected else 1.0)
            constants[child] = constants[code] * share + slope * share * reflected.get(child, 0.0)
            reached.append(child)
    return {code: slopes[code] * scores[code] + constants[code] for code in inputs}


def strongest(contributions: Mapping[str, Numbers], most: int = 3) -> list[tuple[str, ...]]:
    """For each unit the codes of its largest contributions above zero; ties keep the order of nodes."""
    codes = list(contributions)
    if not codes:
        return []
    table = np.column_stack([contributions[code] for code in codes])
    ranked = np.where(table > 0, table, -np.inf)
    order = np.argsort(-ranked, axis=1, kind="stable")[:, :most]
    return [tuple(codes[at] for at in row if ranked[unit, at] > 0) for unit, row in enumerate(order)]
