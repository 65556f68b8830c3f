"""The worked numbers of the methods page, computed by the index from published readings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from siaga.domain.edition_values import Edition
from siaga.domain.editions import read_edition
from siaga.domain.gazetteers import find_area
from siaga.domain.scores import class_by_limits
from siaga.index import Rule, Specification, Table, build
from siaga.index.aggregate import unweighted_mean
from siaga.index.classify import Limits, cuts_by, mean_and_sd, usual_owners
from siaga.index.normalise import fraction_of_max

SET = "ikp-2024"
TOTALS = ("35.07", "31", "32")
CAPITAL = "31"
CONFLICTED = ("64", 77.04)
MONEY_POLITICS = (18.0, 10.0, 9.0, 8.0, 7.0)
SKEWED = (0.0, 0.0, 0.0, 0.0, 10.0, 50.0)


@dataclass(frozen=True, slots=True)
class WorkedPart:
    """One dimension of a worked total: weight × score = points."""

    name: str
    name_en: str
    weight: float
    score: float
    points: float


@dataclass(frozen=True, slots=True)
class WorkedTotal:
    """One area's total from its published dimensions, beside the published total."""

    area: str
    name: str
    parts: tuple[WorkedPart, ...]
    total: float
    published: float | None


@dataclass(frozen=True, slots=True)
class WorkedLimits:
    """Limits of mean ± SD from a complete list, beside the published ones and those of a press error."""

    count: int
    mean: float
    deviation: float
    low: float
    high: float
    published: tuple[float, float]
    counts: tuple[tuple[str, int], ...]
    used: float
    error: float
    low_by_error: float
    high_by_error: float


@dataclass(frozen=True, slots=True)
class WorkedMean:
    """The unweighted mean of a province's kab/kota, beside the published one and the province's own input."""

    name: str
    scores: tuple[float, ...]
    mean: float
    published: float | None
    own: float | None


@dataclass(frozen=True, slots=True)
class OwnedScore:
    """A score at or beside a limit, and whose it is."""

    score: float
    class_key: str


@dataclass(frozen=True, slots=True)
class WorkedLevels:
    """Limits around a fixed centre from a few areas, beside the published ones."""

    count: int
    deviation: float
    cuts: tuple[float, ...]
    published: tuple[float, ...]
    top: int


@dataclass(frozen=True, slots=True)
class WorkedDegenerate:
    """A skewed list whose lower limit falls below zero."""

    scores: tuple[float, ...]
    low: float
    high: float
    class_of_zero: str
    impossible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorkedNumbers:
    """Every worked number of the methods page."""

    totals: tuple[WorkedTotal, ...]
    limits: WorkedLimits
    mean: WorkedMean
    owned: tuple[OwnedScore, ...]
    levels: WorkedLevels
    shares: tuple[tuple[float, float], ...]
    degenerate: WorkedDegenerate


@cache
def worked_numbers() -> WorkedNumbers:
    """All worked numbers; packs do not change while Siaga runs, so once is enough."""
    edition = read_edition(SET)
    return WorkedNumbers(
        tuple(_total(edition, area) for area in TOTALS),
        _limits(edition),
        _mean(edition),
        _owned(),
        _levels(),
        tuple(zip(MONEY_POLITICS, fraction_of_max(np.array(MONEY_POLITICS)).tolist(), strict=True)),
        _degenerate(),
    )


def _name(area: str, edition: Edition) -> str:
    """What the area was called when the edition came out."""
    found = find_area(area, edition.date) or find_area(area)
    return found.name if found else area


def _total(edition: Edition, area: str) -> WorkedTotal:
    """A total from dimensions, through the index itself."""
    spec = Specification.read(SET)
    reading = edition.readings_of(area)[0]
    values = dict(reading.nodes)
    codes = spec.codes_at("dimension")
    index = build(
        Table("area", [area], {code: np.array([values[code]]) for code in codes}), spec, "dimension"
    )
    weights = sum(spec.tree.node(code).weight for code in codes)
    parts = tuple(
        WorkedPart(
            spec.tree.node(code).name,
            spec.tree.node(code).name_en,
            spec.tree.node(code).weight / weights,
            values[code],
            float(index.contribution_values[code][0]),
        )
        for code in codes
    )
    return WorkedTotal(area, _name(area, edition), parts, float(index.total[0]), reading.score)


def _limits(edition: Edition) -> WorkedLimits:
    """Limits of the 34 provinces, with the preferred score of Kalimantan Timur and with the press's."""
    scores, published = dict(edition.scores_at("provinsi")), edition.limit_at("provinsi")
    rule, numbers = Rule("mean-sd"), np.array(list(scores.values()))
    mean, deviation = mean_and_sd(numbers)
    low, high = cuts_by(numbers, rule)
    area, error = CONFLICTED
    low_by_error, high_by_error = cuts_by(np.array(list({**scores, area: error}.values())), rule)
    found = [class_by_limits(score, published).value for score in scores.values()]
    return WorkedLimits(
        len(scores),
        mean,
        deviation,
        low,
        high,
        (published.low, published.high) if published else (low, high),
        tuple((key, found.count(key)) for key in ("tinggi", "sedang", "rendah")),
        scores[area],
        error,
        low_by_error,
        high_by_error,
    )


def _mean(edition: Edition) -> WorkedMean:
    """DKI Jakarta's aggregate: each kab/kota counts the same, whatever its voters."""
    inside = {
        area: score for area, score in edition.scores_at("kabkota").items() if area.startswith(CAPITAL + ".")
    }
    scores = tuple(sorted(inside.values(), reverse=True))
    rolled = unweighted_mean(scores, [CAPITAL] * len(scores))
    aggregate = read_edition("ikp-2024-agregat").readings_of(CAPITAL)
    return WorkedMean(
        _name(CAPITAL, edition),
        scores,
        float(rolled.scores[0]),
        aggregate[0].score if aggregate else None,
        edition.readings_of(CAPITAL)[0].score,
    )


def _owned() -> tuple[OwnedScore, ...]:
    """Scores at the fixed limits of 2019 and just above them, and at the kab/kota limit of 2024."""
    fixed = read_edition("ikp-2019").limit_at("provinsi")
    return tuple(
        OwnedScore(score, class_by_limits(score, fixed).value) for score in (33.0, 33.01, 66.0, 66.01)
    )


def _levels() -> WorkedLevels:
    """The six levels of 2020 around 50 from nine provinces."""
    edition = read_edition("ikp-2020")
    numbers = np.array(list(edition.scores_at("provinsi").values()))
    cuts = cuts_by(numbers, Rule("centre-sd", centre=50.0, classes=6))
    published = next((found.at for found in edition.cuts if found.level == "provinsi"), ())
    return WorkedLevels(
        len(numbers), mean_and_sd(numbers)[1], cuts, published, int(np.count_nonzero(numbers > cuts[-1]))
    )


def _degenerate() -> WorkedDegenerate:
    """An invented skewed list: mean − SD lies below zero, so even zero is not low."""
    numbers = np.array(SKEWED)
    cuts: Sequence[float] = cuts_by(numbers, Rule("mean-sd"))
    classes = ("rendah", "sedang", "tinggi")
    limits = Limits(tuple(cuts), classes, usual_owners(classes), attainable=(0.0, 100.0))
    return WorkedDegenerate(SKEWED, limits.low, limits.high, limits.class_of(0.0) or "", limits.impossible)
