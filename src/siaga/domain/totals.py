"""What can be said of a published total: its distance to the limits, and which doubts turn its class."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

CLASS_ORDER = ("rendah", "sedang", "tinggi")


class ClassLimits(Protocol):
    """Two limits between three classes, and the class of a score; the index and the store both have such."""

    @property
    def low(self) -> float:
        """Below it is rendah."""

    @property
    def high(self) -> float:
        """Above it is tinggi."""

    def class_of(self, score: float | None) -> str | None:
        """The class of ``score``, with the edition's own ownership of the limits."""


@dataclass(frozen=True, slots=True)
class ConflictingScore:
    """Another source's number for the same reading, and the class it would give."""

    score: float
    class_key: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rounding:
    """Where the unrounded score may lie, and the classes met between."""

    least: float
    most: float
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveOneOut:
    """How relative limits move when one area is left out at a time.

    ``turning`` names the areas without which the class would be another.
    """

    areas: int
    low: tuple[float, float]
    high: tuple[float, float]
    classes: tuple[str, ...]
    turning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """Everything that can be said of one published total.

    ``over_low`` is how far the score stands above the lower limit, ``under_high`` how far below the upper
    one; negative is on the other side.
    """

    score: float
    class_key: str
    low: float
    high: float
    over_low: float
    under_high: float
    conflicts: tuple[ConflictingScore, ...]
    rounding: Rounding | None
    leave_one_out: LeaveOneOut | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Every class met under any doubt, from the lowest."""
        met = {self.class_key, *(one.class_key for one in self.conflicts)}
        for doubt in (self.rounding, self.leave_one_out):
            met |= set(doubt.classes) if doubt else set()
        return tuple(key for key in CLASS_ORDER if key in met)

    @property
    def holds(self) -> bool:
        """Whether the class is the same under every doubt."""
        return len(self.classes) == 1


def rounding_of(score: float, decimals: int, limits: ClassLimits) -> Rounding:
    """The score ± half of its last published decimal: 64.01 with two decimals lies in 64.005 … 64.015."""
    half = 0.5 * 10.0**-decimals
    least, most = score - half, score + half
    return Rounding(least, most, _between(limits.class_of(least), limits.class_of(most)))


def _between(lowest: str | None, highest: str | None) -> tuple[str, ...]:
    """The classes from one to another, both included."""
    if lowest not in CLASS_ORDER or highest not in CLASS_ORDER:
        return ()
    return CLASS_ORDER[CLASS_ORDER.index(lowest) : CLASS_ORDER.index(highest) + 1]


def left_out_in_turn(
    scores: Mapping[str, float], area: str, limits_from: Callable[[Sequence[float]], ClassLimits]
) -> LeaveOneOut:
    """The class of ``area`` under limits computed without each area in turn, itself included."""
    limits = {
        left: limits_from([score for code, score in scores.items() if code != left])
        for left in sorted(scores)
    }
    now = limits_from(list(scores.values())).class_of(scores[area])
    given = {left: found.class_of(scores[area]) for left, found in limits.items()}
    lows, highs = [one.low for one in limits.values()], [one.high for one in limits.values()]
    return LeaveOneOut(
        len(scores),
        (min(lows), max(lows)),
        (min(highs), max(highs)),
        tuple(key for key in CLASS_ORDER if key in given.values()),
        tuple(left for left, key in given.items() if key != now),
    )


def published_total(
    score: float,
    decimals: int | None,
    limits: ClassLimits,
    *,
    others: Sequence[tuple[float, str]] = (),
    leave_one_out: LeaveOneOut | None = None,
) -> PublishedTotal:
    """What can be said of ``score``; ``others`` are conflicting scores with their source."""
    return PublishedTotal(
        score,
        limits.class_of(score) or "",
        limits.low,
        limits.high,
        score - limits.low,
        limits.high - score,
        tuple(ConflictingScore(other, limits.class_of(other) or "", source) for other, source in others),
        None if decimals is None else rounding_of(score, decimals, limits),
        leave_one_out,
    )
