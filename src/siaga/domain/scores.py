"""Classes of scores: the common keys, limits and who owns them, and which classes doubt leaves possible."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from statistics import mean, stdev


class ClassKey(StrEnum):
    """The common ordinal key of every agency's classes; what is missing is unknown, never low."""

    RENDAH = "rendah"
    SEDANG = "sedang"
    TINGGI = "tinggi"
    UNKNOWN = "unknown"

    @property
    def order(self) -> int:
        """1 for low to 3 for high; 0 for unknown."""
        return _ORDER.index(self)

    def word(self, language: str = "id") -> str:
        """The word shown to people."""
        return _WORDS[self][language == "en"]


_ORDER = (ClassKey.UNKNOWN, ClassKey.RENDAH, ClassKey.SEDANG, ClassKey.TINGGI)
_WORDS = {
    ClassKey.RENDAH: ("rendah", "low"),
    ClassKey.SEDANG: ("sedang", "medium"),
    ClassKey.TINGGI: ("tinggi", "high"),
    ClassKey.UNKNOWN: ("belum ada data", "no data yet"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits of an edition at one level; the owners say which class has a score exactly at a limit."""

    level: str
    low: float
    high: float
    low_owned_by: ClassKey = ClassKey.SEDANG
    high_owned_by: ClassKey = ClassKey.SEDANG
    minimum: float | None = None
    source: str = ""

    @property
    def impossible(self) -> tuple[ClassKey, ...]:
        """Classes no attainable score can have: low, where the lower limit lies below the minimum."""
        if self.minimum is None or class_by_limits(self.minimum, self) is ClassKey.RENDAH:
            return ()
        return (ClassKey.RENDAH,)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a score lies from a limit: positive above it, negative below."""

    to_low: float
    to_high: float

    @property
    def nearest(self) -> float:
        """The smaller of the two distances, as a size."""
        return min(abs(self.to_low), abs(self.to_high))


def class_by_limits(score: float | None, limit: Limit | None) -> ClassKey:
    """The class of a score: 21.70 and 68.50 owned by medium make 21.70 medium and 68.51 high."""
    if score is None or limit is None or isnan(score):
        return ClassKey.UNKNOWN
    if score < limit.low or (score == limit.low and limit.low_owned_by is ClassKey.RENDAH):
        return ClassKey.RENDAH
    if score > limit.high or (score == limit.high and limit.high_owned_by is ClassKey.TINGGI):
        return ClassKey.TINGGI
    return ClassKey.SEDANG


def class_of(score: float | None, published: str, limit: Limit | None) -> tuple[str, bool]:
    """The published class, else the one that limits give ("" where neither does); and whether derived."""
    if published:
        return published, False
    found = class_by_limits(score, limit)
    return ("", False) if found is ClassKey.UNKNOWN else (found.value, True)


def distance_to_limits(score: float, limit: Limit) -> Distance:
    """How far a score lies from both limits: 74.04 with 21.70 and 68.50 lies 52.34 and 5.54 above them."""
    return Distance(score - limit.low, score - limit.high)


def _sorted(classes: Iterable[ClassKey]) -> tuple[ClassKey, ...]:
    return tuple(sorted(set(classes), key=lambda key: key.order))


def rounding_interval(score: float, decimals: int) -> tuple[float, float]:
    """What a score printed with so many decimals may have been: 21.7 with one is 21.65 to 21.75."""
    half = 0.5 * 10.0**-decimals
    return score - half, score + half


def classes_possible(scores: Sequence[tuple[float, int]], limit: Limit | None) -> tuple[ClassKey, ...]:
    """The classes that conflicting scores, each with its printed decimals, may have, from low to high.

    77.04 and 74.04, both with two decimals, are high under 21.70 and 68.50 whichever is right.
    """
    found: list[ClassKey] = []
    for score, decimals in scores:
        found += [class_by_limits(bound, limit) for bound in rounding_interval(score, decimals)]
    if {ClassKey.RENDAH, ClassKey.TINGGI} <= set(found) and _one_score_spans(scores, limit):
        found.append(ClassKey.SEDANG)
    return _sorted(found)


def _one_score_spans(scores: Sequence[tuple[float, int]], limit: Limit | None) -> bool:
    """Whether one printed score alone reaches from low to high, with all that lies between."""
    return any(
        class_by_limits(low, limit) is ClassKey.RENDAH and class_by_limits(high, limit) is ClassKey.TINGGI
        for low, high in (rounding_interval(score, decimals) for score, decimals in scores)
    )


def limits_of_mean_and_deviation(scores: Sequence[float], like: Limit, k: float = 1.0) -> Limit:
    """Mean ± k sample SD as limits, owned as in ``like``; the 34 provinces of 2024 give 21.702 and 68.502."""
    centre, spread = mean(scores), stdev(scores)
    return Limit(
        like.level,
        centre - k * spread,
        centre + k * spread,
        like.low_owned_by,
        like.high_owned_by,
        like.minimum,
    )


def classes_leaving_one_out(
    scores: dict[str, float], like: Limit, k: float = 1.0
) -> dict[str, tuple[ClassKey, ...]]:
    """Each area's classes when mean ± SD limits are computed again without each of the areas in turn.

    ``scores`` must be the complete list of a level: limits of a part of it mean nothing.
    """
    found: dict[str, set[ClassKey]] = {area: set() for area in scores}
    for left_out in scores:
        others = [score for area, score in scores.items() if area != left_out]
        limit = limits_of_mean_and_deviation(others, like, k)
        for area, score in scores.items():
            found[area].add(class_by_limits(score, limit))
    return {area: _sorted(classes) for area, classes in found.items()}
