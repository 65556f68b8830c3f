"""Bawaslu's drill edition: the packaged IKP 2024 built from the simulated occurrences, with its reasons."""

from collections.abc import Sequence
from datetime import date, timedelta

from siaga.domain.drill_simulations import chance
from siaga.domain.drills import (
    SIMULATED,
    City,
    SimulatedEdition,
    SimulatedLimit,
    SimulatedOccurrence,
    SimulatedReading,
)
from siaga.index import Index, Limits, Specification, Table, build
from siaga.index.occurrences import Occurrence, SeverityScale, weighted_counts

SET = "ikp-2024"
DAYS_BEFORE = 5
DECIMALS = 2
# Mean and standard deviation of the 514 kab/kota that the published limits 13.46 / 49.33 imply (derived).
_NATIONAL_MEAN, _NATIONAL_SD = 31.395, 17.93


def severity_words() -> tuple[str, ...]:
    """The grades of severity of the set, from the mildest up."""
    return tuple(grade.code for grade in SeverityScale.read(SET).grades)


def kecamatan_index(
    city: City, occurrences: Sequence[SimulatedOccurrence], silent: frozenset[str]
) -> Index[Table]:
    """The index of the kecamatan that reported; anybody can recompute it from the drill's occurrences."""
    spec = Specification.read(SET)
    table = weighted_counts(
        [Occurrence(one.area, one.node, one.severity, one.count) for one in occurrences],
        SeverityScale.read(SET),
        areas=[district.code for district in city.districts if district.code not in silent],
        indicators=spec.codes_at("indicator"),
    )
    return build(table, spec, "indicator")


def bawaslu_edition(
    city: City,
    occurrences: Sequence[SimulatedOccurrence],
    *,
    silent: frozenset[str],
    as_of: date,
    seed: int,
) -> SimulatedEdition:
    """Scores, classes, ranks, nodes and reasons of each kecamatan, and a reading of the city."""
    index = kecamatan_index(city, occurrences, silent)
    published = index.specification.limits_at("kabkota")
    limits = [_limit("kecamatan", index.limits_of()), _limit("kabkota", published, published=True)]
    return SimulatedEdition(
        agency=f"bawaslu-{city.code}",
        name=f"LATIHAN – Indeks kerawanan per kecamatan, {city.name}",
        name_en=f"DRILL – Vulnerability index by kecamatan, {city.name}",
        axis="kerawanan pemilu",
        date=as_of - timedelta(days=DAYS_BEFORE),
        levels=("kabkota", "kecamatan"),
        about=(
            f"{SIMULATED}. Skor dihitung dengan metode IKP 2024 dari kejadian simulasi; "
            f"{len(silent)} dari {len(city.districts)} kecamatan tidak melapor dan tetap tidak diketahui."
        ),
        about_en=(
            "Simulated for a drill, nothing here happened. Scores follow the IKP 2024 method from simulated "
            f"occurrences; {len(silent)} of {len(city.districts)} kecamatan sent nothing and stay unknown."
        ),
        readings=(*_readings(index), _city_reading(city, published, seed)),
        limits=tuple(limit for limit in limits if limit is not None),
        indicator_set=SET,
        notes=_notes(index),
    )


def _notes(index: Index[Table]) -> tuple[tuple[str, str], ...]:
    """What was done that a reader must know; degenerate classes are told of the total only."""
    total = index.specification.tree.node(index.specification.tree.root)
    told = [
        note for note in index.notes if len(note.nodes) != 1 or note.nodes[0] in (total.code, total.title())
    ]
    return tuple((note.sentence("id"), note.sentence("en")) for note in told)


def _readings(index: Index[Table]) -> list[SimulatedReading]:
    """One reading a kecamatan that reported."""
    tree, scores, classes = index.specification.tree, index.computed.scores, index.class_labels()
    ranks, reasons = index.ranks[tree.root], index.reasons()
    return [
        SimulatedReading(
            area,
            "kecamatan",
            classes[row] or "",
            score=float(index.total[row]),
            rank=int(ranks[row]),
            note=_reasons([tree.node(code).title() for code in reasons[row]]),
            nodes=tuple((code, float(scores[code][row])) for code in scores if code != tree.root),
        )
        for row, area in enumerate(index.computed.units)
    ]


def _reasons(titles: Sequence[str]) -> str:
    """The strongest contributions as a sentence."""
    strongest = f" Penyumbang terkuat: {'; '.join(titles)}." if titles else ""
    return f"{SIMULATED}.{strongest}"


def _city_reading(city: City, published: Limits | None, seed: int) -> SimulatedReading:
    """How the city stands in the nation; drawn, since one city alone has nothing to be compared with."""
    drawn = chance(city.code, seed, "nation").gauss(0.4, 0.9)
    score = round(min(100.0, max(0.0, _NATIONAL_MEAN + _NATIONAL_SD * drawn)), DECIMALS)
    key = (published.class_of(score) if published else None) or ""
    note = (
        f"{SIMULATED}. Skor kota diundi di sekitar sebaran nasional IKP 2024, bukan rata-rata kecamatan: "
        "skor kecamatan hanya membandingkan kecamatan di kota ini."
    )
    return SimulatedReading(city.code, "kabkota", key, score=score, note=note)


def _limit(level: str, limits: Limits | None, *, published: bool = False) -> SimulatedLimit | None:
    """Limits as the drill keeps them; too few kecamatan have none."""
    if limits is None:
        return None
    low_owner, high_owner = limits.owners
    return SimulatedLimit(level, limits.low, limits.high, low_owner, high_owner, 0.0, published=published)
