"""Two worked cases beside the index's own examples: a press error's effect, and a class nobody can reach."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from siaga.domain.editions import read_edition
from siaga.index import Limits, Rule
from siaga.index.classify import cuts_by, usual_owners

SET = "ikp-2024"
CONFLICTED, PRESS = "64", 77.04
SKEWED = (0.0, 0.0, 0.0, 0.0, 10.0, 50.0)


@dataclass(frozen=True, slots=True)
class ConflictedLimits:
    """Limits of a complete list with the number in use, and with the one most of the press printed."""

    used: float
    low: float
    high: float
    press: float
    low_by_press: float
    high_by_press: float


@dataclass(frozen=True, slots=True)
class DegenerateCase:
    """A skewed list whose lower limit falls below zero."""

    scores: tuple[float, ...]
    low: float
    high: float
    class_of_zero: str
    impossible: tuple[str, ...]


@cache
def conflicted_limits() -> ConflictedLimits:
    """The 34 provinces of IKP 2024 with 74.04 and with 77.04 for Kalimantan Timur."""
    scores, rule = dict(read_edition(SET).scores_at("provinsi")), Rule("mean-sd")
    low, high = cuts_by(np.array(list(scores.values())), rule)
    low_by_press, high_by_press = cuts_by(np.array(list({**scores, CONFLICTED: PRESS}.values())), rule)
    return ConflictedLimits(scores[CONFLICTED], low, high, PRESS, low_by_press, high_by_press)


@cache
def degenerate_case() -> DegenerateCase:
    """An invented skewed list: mean − SD lies below zero, so even zero is not low."""
    classes = ("rendah", "sedang", "tinggi")
    cuts = cuts_by(np.array(SKEWED), Rule("mean-sd"))
    limits = Limits(cuts, classes, usual_owners(classes), attainable=(0.0, 100.0))
    return DegenerateCase(SKEWED, limits.low, limits.high, limits.class_of(0.0) or "", limits.impossible)
