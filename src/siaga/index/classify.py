"""Classes from scores: the rule, the limits it gives, and who owns a score exactly at a limit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from siaga.index.problems import ArgumentInvalid, RuleMalformed
from siaga.index.tables import Numbers

Method = Literal["mean-sd", "fixed", "centre-sd", "quantile", "published"]
METHODS: Final[tuple[Method, ...]] = ("mean-sd", "fixed", "centre-sd", "quantile", "published")
RELATIVE: Final = frozenset({"mean-sd", "centre-sd", "quantile"})
THREE: Final = ("rendah", "sedang", "tinggi")
FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """How class limits come about.

    Parameters
    ----------
    method : {"mean-sd", "fixed", "centre-sd", "quantile", "published"}
    k : float
        Steps of the sample standard deviation around mean or centre.
    cuts : tuple of float
        The limits of ``fixed``, in score units.
    centre : float
        The centre of ``centre-sd``, in score units.
    classes : {3, 6}
        Classes of ``centre-sd``: centre ± k·SD, or centre, ± k·SD and ± 2k·SD.
    quantiles : tuple of float
        Shares between 0 and 1 of ``quantile``.
    """

    method: Method
    k: float = 1.0
    cuts: tuple[float, ...] = ()
    centre: float = 50.0
    classes: int = 3
    quantiles: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        step = "classify"
        if self.method not in METHODS:
            raise ArgumentInvalid(
                step=step, argument="method", value=self.method, expected=", ".join(METHODS)
            )
        if not (math.isfinite(self.k) and self.k > 0):
            raise ArgumentInvalid(step=step, argument="k", value=self.k, expected="> 0")
        if self.classes not in (3, 6):
            raise ArgumentInvalid(step=step, argument="classes", value=self.classes, expected="3 / 6")
        if self.method == "fixed":
            _check_ascending(step, "cuts", self.cuts)
        if self.method == "quantile":
            _check_ascending(step, "quantiles", self.quantiles)
            if not (self.quantiles[0] > 0 and self.quantiles[-1] < 1):
                raise ArgumentInvalid(
                    step=step, argument="quantiles", value=self.quantiles, expected="0 < q < 1"
                )

    @property
    def is_relative(self) -> bool:
        """Whether the limits depend on the scores they class, so that a few units give none."""
        return self.method in RELATIVE

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """The rule a person typed, such as ``mean-sd``, ``fixed:33,66``, or ``centre-sd:50:6``."""
        method, *rest = text.strip().split(":")
        try:
            return _parsed(method, [part.strip() for part in rest])
        except (ValueError, KeyError, ArgumentInvalid):
            raise RuleMalformed(text=text) from None

    def __str__(self) -> str:
        values = {"fixed": self.cuts, "quantile": self.quantiles}.get(self.method)
        if values is not None:
            return f"{self.method}:{','.join(f'{value:g}' for value in values)}"
        if self.method == "centre-sd":
            return f"{self.method}:{self.centre:g}" + (":6" if self.classes == 6 else "")
        return self.method if self.k == 1 or self.method == "published" else f"{self.method}:{self.k:g}"


def _parsed(method: str, rest: list[str]) -> Rule:
    """The rule of a method's name and what followed it, or ValueError."""
    if method == "mean-sd" and len(rest) <= 1:
        return Rule("mean-sd", k=float(rest[0]) if rest else 1.0)
    if method == "published" and not rest:
        return Rule("published")
    if method == "fixed" and len(rest) == 1:
        return Rule("fixed", cuts=_floats(rest[0]))
    if method == "quantile" and len(rest) == 1:
        return Rule("quantile", quantiles=_floats(rest[0]))
    if method == "centre-sd" and len(rest) in (1, 2):
        centre = float(rest[0])
        if math.isfinite(centre):
            return Rule("centre-sd", centre=centre, classes=int(rest[1]) if len(rest) == 2 else 3)
    raise ValueError(method)


def _floats(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))


def _check_ascending(step: str, argument: str, values: Sequence[float]) -> None:
    known = all(math.isfinite(value) for value in values)
    if not values or not known or any(low >= high for low, high in pairwise(values)):
        raise ArgumentInvalid(step=step, argument=argument, value=list(values), expected="a < b < …")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits between classes, with the class that owns a score exactly at each limit.

    Parameters
    ----------
    cuts : tuple of float
        Ascending limits, in score units.
    classes : tuple of str
        One class more than cuts, from the lowest up.
    owners : tuple of str
        For each cut the neighbouring class that a score exactly at the cut belongs to.
    method : str
        The rule that gave the limits.
    attainable : tuple of float
        The least and the largest score there can be.
    source : str
        Where published limits were published.
    """

    cuts: tuple[float, ...]
    classes: tuple[str, ...]
    owners: tuple[str, ...]
    method: str = ""
    attainable: tuple[float, float] = (-math.inf, math.inf)
    source: str = ""

    @property
    def low(self) -> float:
        """The lowest limit: below it is the lowest class."""
        return self.cuts[0]

    @property
    def high(self) -> float:
        """The highest limit: above it is the highest class."""
        return self.cuts[-1]

    def numbers_of(self, scores: Numbers) -> NDArray[np.int8]:
        """Class numbers from 0 up, −1 where the score is unknown; shape as ``scores``."""
        found = np.zeros(np.shape(scores), dtype=np.int8)
        for cut, below, owner in zip(self.cuts, self.classes, self.owners, strict=False):
            found += scores > cut if owner == below else scores >= cut
        found[np.isnan(scores)] = -1
        return found

    def labels_of(self, scores: Numbers) -> NDArray[Any]:
        """Class names, None where the score is unknown; shape as ``scores``."""
        names = np.array([*self.classes, None], dtype=object)
        return names[self.numbers_of(scores)]

    def class_of(self, score: float | None) -> str | None:
        """The class of one score; unknown stays unknown."""
        if score is None or math.isnan(score):
            return None
        return str(self.labels_of(np.array([score], dtype=np.float64))[0])

    @property
    def impossible(self) -> tuple[str, ...]:
        """Degenerate classes: no attainable score can have them, such as "rendah" where mean − SD < 0."""
        lowest, highest = self.numbers_of(np.array(self.attainable, dtype=np.float64))
        return self.classes[:lowest] + self.classes[highest + 1 :]


def class_names(count: int) -> tuple[str, ...]:
    """Three classes are rendah, sedang, tinggi; any other number of classes is numbered from 1."""
    return THREE if count == len(THREE) else tuple(str(number) for number in range(1, count + 1))


def usual_owners(classes: Sequence[str]) -> tuple[str, ...]:
    """Each limit belongs to the neighbour nearer the middle: ``< low`` rendah, ``> high`` tinggi.

    A limit in the very middle belongs to the class below it.
    """
    cuts = len(classes) - 1
    return tuple(classes[at + 1] if at < cuts // 2 else classes[at] for at in range(cuts))


def mean_and_sd(scores: Numbers) -> tuple[float, float]:
    """Mean and sample standard deviation (n − 1) of the known scores.

    Formula: m = Σx / n; s = √(Σ(x − m)² / (n − 1)). Sums run over sorted values, so the order of rows does
    not matter; equal scores give s = 0 exactly; scaling by a power of two keeps 1e300 finite.
    Worked: 2, 4, 9 → m = 5, s = 3.605551.

    Returns
    -------
    tuple of float
        In score units; NaN, NaN below two known scores.
    """
    known = np.sort(scores[~np.isnan(scores)])
    if known.size < 2:
        return math.nan, math.nan
    if known[0] == known[-1]:
        return float(known[0]), 0.0
    exponent = math.frexp(float(max(abs(known[0]), abs(known[-1]))))[1]
    scaled = np.ldexp(known, -exponent)
    mean = float(scaled.sum() / known.size)
    spread = math.sqrt(float(np.sort((scaled - mean) ** 2).sum()) / (known.size - 1))
    return math.ldexp(mean, exponent), math.ldexp(spread, exponent)


def cuts_by(scores: Numbers, rule: Rule) -> tuple[float, ...]:
    """The limits a rule gives for these scores, ascending, in score units; NaN where they cannot be computed.

    * mean-sd: m − k·s, m + k·s (IKP 2024: 34 provinces → 21.702, 68.502).
    * fixed: as given (IKP 2019: 33, 66).
    * centre-sd: C − k·s, C + k·s; six classes: C − 2k·s, C − k·s, C, C + k·s, C + 2k·s
      (IKP 2020: nine provinces, s = 7.544, C = 50 → 34.91, 42.46, 50.00, 57.54, 65.09).
    * quantile: type 7 of Hyndman and Fan 1996, x₍ⱼ₎ + (h − j)(x₍ⱼ₊₁₎ − x₍ⱼ₎) with h = (n − 1)q + 1
      (1, 2, 3, 4, 5 at 0.2 and 0.8 → 1.8, 4.2).
    """
    if rule.method == "fixed":
        return rule.cuts
    if rule.method == "quantile":
        known = scores[~np.isnan(scores)]
        if not known.size:
            return tuple(math.nan for _ in rule.quantiles)
        return tuple(float(cut) for cut in np.quantile(known, rule.quantiles))
    mean, spread = mean_and_sd(scores)
    if rule.method == "mean-sd":
        return (mean - rule.k * spread, mean + rule.k * spread)
    steps = (-1, 1) if rule.classes == 3 else (-2, -1, 0, 1, 2)
    return tuple(rule.centre + step * rule.k * spread for step in steps)


def limits_by(
    scores: Numbers,
    rule: Rule,
    *,
    published: Limits | None = None,
    substitute: bool = True,
    attainable: tuple[float, float] = (-math.inf, math.inf),
) -> Limits | None:
    """The limits by which ``scores`` are classed, or None where they are unknown.

    Parameters
    ----------
    scores : array, shape (n,)
        Scores of one node and one level of areas; NaN is unknown.
    rule : Rule
    published : Limits, optional
        The limits this edition published for the level. They answer for fewer than three known scores and for
        the rule "published"; with as many classes as the rule they also say which side owns a limit.
    substitute : bool
        Whether published limits may answer at all: they are those of the total, not of a dimension.
    attainable : tuple of float
        Least and largest possible score, to flag classes that cannot be reached.
    """
    known = int(np.count_nonzero(~np.isnan(scores)))
    if rule.method == "published" or (rule.is_relative and known < FEWEST):
        return published if substitute else None
    cuts = cuts_by(scores, rule)
    classes = class_names(len(cuts) + 1)
    owners = usual_owners(classes)
    if published is not None and published.classes == classes:
        owners = published.owners
    return Limits(cuts, classes, owners, method=str(rule), attainable=attainable)


def published_limits(
    low: float, high: float, *, low_owned_by: str = "sedang", high_owned_by: str = "sedang"
) -> Limits:
    """Published limits of three classes; ownership as that edition published it."""
    for name, owner, allowed in (
        ("low_owned_by", low_owned_by, THREE[:2]),
        ("high_owned_by", high_owned_by, THREE[1:]),
    ):
        if owner not in allowed:
            expected = " / ".join(allowed)
            raise ArgumentInvalid(step="limits", argument=name, value=owner, expected=expected)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ArgumentInvalid(step="limits", argument="low, high", value=(low, high), expected="low < high")
    return Limits((low, high), THREE, (low_owned_by, high_owned_by), method="published")


def within(limits: Limits, attainable: tuple[float, float]) -> Limits:
    """The same limits on a scale with these least and largest scores."""
    return replace(limits, attainable=attainable)
