"""What can be said of a published total: its distance to the limits, and which doubts turn its class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from siaga.domain.scores import (
    ClassKey,
    Distance,
    Limit,
    class_by_limits,
    classes_possible,
    distance_to_limits,
    limits_of_mean_and_deviation,
    rounding_interval,
)


@dataclass(frozen=True, slots=True)
class ConflictingScore:
    """Another source's number for the same reading, and the class it would give."""

    score: float
    class_key: ClassKey
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rounding:
    """Where the unrounded score may lie, and the classes met between."""

    least: float
    most: float
    classes: tuple[ClassKey, ...]


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """How limits of mean ± k SD move when one area is left out at a time.

    ``turning`` names the areas without which the class would be another than with all.
    """

    areas: int
    low: tuple[float, float]
    high: tuple[float, float]
    classes: tuple[ClassKey, ...]
    turning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """Everything that can be said of one published total."""

    score: float
    limit: Limit
    class_key: ClassKey
    distance: Distance
    conflicts: tuple[ConflictingScore, ...]
    rounding: Rounding | None
    leave_one_out: LeaveOneOut | None = None

    @property
    def classes(self) -> tuple[ClassKey, ...]:
        """Every class met under any doubt, from the lowest."""
        met = {self.class_key, *(one.class_key for one in self.conflicts)}
        for doubt in (self.rounding, self.leave_one_out):
            met |= set(doubt.classes) if doubt else set()
        return tuple(sorted(met, key=lambda key: key.order))

    @property
    def holds(self) -> bool:
        """Whether the class is the same under every doubt."""
        return len(self.classes) == 1


def leave_one_out(scores: Mapping[str, float], area: str, like: Limit, k: float = 1.0) -> LeaveOneOut:
    """The class of ``area`` under limits of mean ± k SD without each area in turn, itself included.

    ``scores`` must be the complete list of a level: limits of a part of it mean nothing.
    """
    limits = {
        left: limits_of_mean_and_deviation([score for code, score in scores.items() if code != left], like, k)
        for left in sorted(scores)
    }
    now = class_by_limits(scores[area], limits_of_mean_and_deviation(list(scores.values()), like, k))
    given = {left: class_by_limits(scores[area], limit) for left, limit in limits.items()}
    lows, highs = [limit.low for limit in limits.values()], [limit.high for limit in limits.values()]
    return LeaveOneOut(
        len(scores),
        (min(lows), max(lows)),
        (min(highs), max(highs)),
        tuple(sorted(set(given.values()), key=lambda key: key.order)),
        tuple(left for left, key in given.items() if key is not now),
    )


def published_total(
    score: float,
    decimals: int | None,
    limit: Limit,
    *,
    others: Sequence[tuple[float, str]] = (),
    left_out: LeaveOneOut | None = None,
) -> PublishedTotal:
    """What can be said of ``score``; ``others`` are conflicting scores with their source."""
    rounding = None
    if decimals is not None:
        rounding = Rounding(*rounding_interval(score, decimals), classes_possible([(score, decimals)], limit))
    return PublishedTotal(
        score,
        limit,
        class_by_limits(score, limit),
        distance_to_limits(score, limit),
        tuple(ConflictingScore(other, class_by_limits(other, limit), source) for other, source in others),
        rounding,
        left_out,
    )
