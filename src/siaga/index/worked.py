"""Worked examples of every formula: the inputs are typed with their source, the results are computed here."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from siaga.index.aggregate import unweighted_mean, weighted_mean
from siaga.index.build import build
from siaga.index.classify import Rule, cuts_by, limits_by, mean_and_sd, published_limits
from siaga.index.normalise import fraction_of_max, min_max
from siaga.index.occurrences import Occurrence, Severity, SeverityScale, weighted_counts
from siaga.index.rank import ranks_of
from siaga.index.specification import Specification
from siaga.index.tables import Numbers, Table

Value = float | str


@dataclass(frozen=True, slots=True)
class Named:
    """A value with what it is called in both languages."""

    name: str
    name_en: str
    value: Value


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """A formula, what goes in, what the real functions make of it, and what was published.

    ``status`` is "published" (the agency gave the formula), "derived" (it follows from published numbers),
    "assumed", or "standard" (the textbook's).
    """

    key: str
    title: str
    title_en: str
    formula: str
    inputs: tuple[Named, ...]
    results: tuple[Named, ...]
    source: str
    status: str
    published: tuple[Named, ...] = ()


# Medcom 5b2rODMb; Rumah Pemilu ?p=33479; jabar.bawaslu.go.id: dimension scores in the order of the set.
DIMENSIONS: Final = {
    "Kab. Malang": (77.699, 75.279, 57.689, 0.0),
    "DKI Jakarta": (78.27, 92.36, 96.09, 87.01),
    "Jawa Barat": (74.91, 83.38, 83.71, 42.07),
}
PUBLISHED_TOTALS: Final = {"Kab. Malang": 64.007, "DKI Jakarta": 88.95, "Jawa Barat": 77.04}
# Bawaslu, 16 Dec 2022 (tvOne, Databoks, Antara), Kalimantan Timur by Databoks; from the highest down.
PROVINCES: Final = (
    *(
        88.95,
        87.48,
        84.86,
        77.04,
        74.04,
        66.53,
        64.61,
        62.59,
        57.27,
        56.75,
        55.43,
        53.69,
        53.48,
        53.35,
        52.90,
    ),
    *(
        52.75,
        45.44,
        43.44,
        43.02,
        40.33,
        39.68,
        38.32,
        38.06,
        35.07,
        34.83,
        29.89,
        20.36,
        18.77,
        14.74,
        12.69,
    ),
    *(12.03, 11.09, 10.20, 3.79),
)
# Kompas, 25 Feb 2020.
PROVINCES_2020: Final = (86.42, 81.05, 80.86, 73.69, 72.08, 70.08, 69.70, 67.43, 62.87)
# Databoks bcf94e1ad13acac: Jakarta Timur, Kep. Seribu, Utara, Pusat, Barat, Selatan.
DKI: Final = (65.14, 43.25, 38.06, 32.93, 26.89, 9.4)


def _array(values: tuple[float, ...]) -> Numbers:
    return np.array(values, dtype=np.float64)


def _numbered(values: Numbers | tuple[float, ...]) -> tuple[Named, ...]:
    """Values that need no name but their place."""
    return tuple(Named(f"x{at}", f"x{at}", float(value)) for at, value in enumerate(values, start=1))


def _severity() -> WorkedExample:
    scale = SeverityScale((Severity("ringan", 1), Severity("berat", 3)))
    found = [Occurrence("35.73", "i01", "ringan", 3), Occurrence("35.73", "i01", "berat", 2)]
    table = weighted_counts(found, scale, areas=["35.73"], indicators=["i01"])
    return WorkedExample(
        "severity-weighted-count",
        "Jumlah kejadian berbobot tingkat",
        "Severity-weighted count",
        "x = Σ jumlah · bobot tingkat",
        (
            Named("Ringan (bobot 1)", "Minor (weight 1)", 3.0),
            Named("Berat (bobot 3)", "Severe (weight 3)", 2.0),
        ),
        (Named("Nilai indikator", "Indicator value", float(table["i01"][0])),),
        "Bawaslu, Ringkasan Eksekutif IKP 2024 (jumlah × tingkat kejadian); angka bobot belum terverifikasi",
        "published",
    )


def _share_of_largest() -> WorkedExample:
    counts = (18.0, 10.0, 9.0, 8.0, 7.0)
    names = ("Maluku Utara", "Lampung", "Jawa Barat", "Banten", "Sulawesi Utara")
    shares = fraction_of_max(_array(counts))
    published = (100.0, 55.56, 50.0, 44.44, 38.89)
    return WorkedExample(
        "fraction-of-max",
        "Bagian dari nilai terbesar",
        "Share of the largest",
        "y = x / max(x) · 100; semua nol → 0",
        tuple(Named(name, name, x) for name, x in zip(names, counts, strict=True)),
        tuple(Named(name, name, float(y)) for name, y in zip(names, shares, strict=True)),
        "Bawaslu, IKP tematik politik uang, 13 Agustus 2023 (sumeks.disway.id 676143); pembagi 18 diturunkan",
        "derived",
        tuple(Named(name, name, y) for name, y in zip(names, published, strict=True)),
    )


def _min_max() -> WorkedExample:
    values = (2.0, 4.0, 10.0)
    return WorkedExample(
        "min-max",
        "Skala minimum–maksimum",
        "Min–max scale",
        "y = (x − min) / (max − min) · 100",
        _numbered(values),
        _numbered(min_max(_array(values))),
        "OECD/JRC, Handbook on Constructing Composite Indicators (2008), langkah 5",
        "standard",
    )


def _weighted_mean() -> WorkedExample:
    spec = Specification.read("ikp-2024")
    codes = spec.codes_at("dimension")
    columns = {code: _array(tuple(row[at] for row in DIMENSIONS.values())) for at, code in enumerate(codes)}
    index = build(Table("unit", list(DIMENSIONS), columns), spec, "dimension")
    nodes = [spec.tree.node(code) for code in codes]
    rows = tuple(
        Named(f"{area}: {node.title()}", f"{area}: {node.title('en')}", value)
        for area, scores in DIMENSIONS.items()
        for node, value in zip(nodes, scores, strict=True)
    )
    weights = tuple(Named(f"w: {node.title()}", f"w: {node.title('en')}", node.weight) for node in nodes)
    return WorkedExample(
        "weighted-mean",
        "Rata-rata berbobot",
        "Weighted mean",
        "y = Σ w·x / Σ w",
        (*weights, *rows),
        tuple(Named(area, area, float(total)) for area, total in zip(DIMENSIONS, index.total, strict=True)),
        "Medcom 5b2rODMb; Rumah Pemilu ?p=33479; jabar.bawaslu.go.id; bobot diturunkan",
        "derived",
        tuple(Named(area, area, total) for area, total in PUBLISHED_TOTALS.items()),
    )


def _unknown_child() -> WorkedExample:
    spec = Specification.read("ikp-2024")
    weights = [spec.tree.node(code).weight for code in spec.codes_at("dimension")]
    children = [_array((x,)) for x in (*DIMENSIONS["Kab. Malang"][:3], np.nan)]
    inputs = [
        Named(spec.tree.node(code).title(), spec.tree.node(code).title("en"), x)
        for code, x in zip(spec.codes_at("dimension"), DIMENSIONS["Kab. Malang"][:3], strict=False)
    ]
    return WorkedExample(
        "unknown-child",
        "Nilai yang tidak diketahui",
        "An unknown value",
        "y = Σ w·x / Σ w atas anak yang diketahui",
        (*inputs, Named("Partisipasi", "Participation", "tidak diketahui")),
        (Named("Total", "Total", float(weighted_mean(children, weights)[0])),),
        "COINr 1.1, a_amean: bobot yang hilang pindah ke saudara-saudaranya",
        "standard",
    )


def _mean_sd() -> WorkedExample:
    scores = _array(PROVINCES)
    mean, spread = mean_and_sd(scores)
    limits = limits_by(scores, Rule("mean-sd"), published=published_limits(21.7, 68.5), attainable=(0, 100))
    if limits is None:
        raise AssertionError("34 scores give limits")
    labels = limits.labels_of(scores).tolist()
    counts = tuple(Named(name, name, float(labels.count(name))) for name in ("tinggi", "sedang", "rendah"))
    return WorkedExample(
        "mean-sd",
        "Batas kelas: rata-rata ± simpangan baku",
        "Class limits: mean ± standard deviation",
        "m ± k·s, s = √(Σ(x − m)² / (n − 1)); < bawah rendah, > atas tinggi",
        _numbered(PROVINCES),
        (
            Named("Rata-rata", "Mean", mean),
            Named("Simpangan baku sampel", "Sample standard deviation", spread),
            Named("Batas bawah", "Lower limit", limits.low),
            Named("Batas atas", "Upper limit", limits.high),
            *counts,
        ),
        "34 skor provinsi IKP 2024, 16 Desember 2022 (tvOne, Databoks); batas terbit: alinea.id",
        "derived",
        (Named("Batas bawah", "Lower limit", 21.70), Named("Batas atas", "Upper limit", 68.50)),
    )


def _centre_sd() -> WorkedExample:
    cuts = cuts_by(_array(PROVINCES_2020), Rule("centre-sd", centre=50, classes=6))
    published = (34.91, 42.46, 50.00, 57.54, 65.09)
    return WorkedExample(
        "centre-sd",
        "Batas enam tingkat: 50 ± simpangan baku",
        "Six levels: 50 ± standard deviations",
        "50 − 2s, 50 − s, 50, 50 + s, 50 + 2s",
        _numbered(PROVINCES_2020),
        _numbered(cuts),
        "Sembilan provinsi Pilkada 2020 (Kompas, 25 Februari 2020); batas terbit: Riau24 halaman 3",
        "derived",
        _numbered(published),
    )


def _fixed() -> WorkedExample:
    limits = Specification.totals("ikp-2019").limits_at("provinsi")
    scores = (33.0, 33.01, 66.0, 66.01)
    return WorkedExample(
        "fixed",
        "Batas tetap",
        "Fixed limits",
        "≤ 33 rendah, > 66 tinggi",
        _numbered(scores),
        tuple(Named(f"{x:g}", f"{x:g}", str(limits.class_of(x) if limits else "")) for x in scores),
        "Bawaslu, IKP 2019: 0–33, 33,01–66, 66,01–100 (wow.tribunnews.com, 26 September 2018)",
        "published",
    )


def _quantile() -> WorkedExample:
    values = (1.0, 2.0, 3.0, 4.0, 5.0)
    return WorkedExample(
        "quantile",
        "Batas kuantil",
        "Quantile limits",
        "x₍ⱼ₎ + (h − j)(x₍ⱼ₊₁₎ − x₍ⱼ₎), h = (n − 1)q + 1; q = 0,2 dan 0,8",
        _numbered(values),
        _numbered(cuts_by(_array(values), Rule("quantile", quantiles=(0.2, 0.8)))),
        "Hyndman dan Fan 1996, tipe 7",
        "standard",
    )


def _roll_up() -> WorkedExample:
    names = ("Jakarta Timur", "Kepulauan Seribu", "Jakarta Utara", "Jakarta Pusat", "Jakarta Barat")
    found = unweighted_mean(DKI, ["31"] * len(DKI))
    return WorkedExample(
        "unweighted-roll-up",
        "Agregat tanpa bobot",
        "Unweighted roll-up",
        "y = Σ x / n atas wilayah di bawahnya yang diketahui",
        tuple(Named(name, name, x) for name, x in zip((*names, "Jakarta Selatan"), DKI, strict=True)),
        (Named("DKI Jakarta", "DKI Jakarta", float(found.scores[0])),),
        "Databoks bcf94e1ad13acac; tvOne 88261",
        "derived",
        (Named("DKI Jakarta", "DKI Jakarta", 35.95),),
    )


def _contributions() -> WorkedExample:
    spec = Specification.read("ikp-2024")
    codes = spec.codes_at("dimension")
    malang = DIMENSIONS["Kab. Malang"]
    table = Table("unit", ["35.07"], {code: _array((x,)) for code, x in zip(codes, malang, strict=True)})
    index = build(table, spec, "dimension")
    titles = [(spec.tree.node(code).title(), spec.tree.node(code).title("en")) for code in codes]
    parts = [float(index.contribution_values[code][0]) for code in codes]
    return WorkedExample(
        "contributions",
        "Sumbangan setiap masukan pada skor",
        "What each input adds to the score",
        "c = s₁·f₁·s₂·f₂·…·x; Σ c = skor",
        tuple(Named(*title, x) for title, x in zip(titles, malang, strict=True)),
        (
            *(Named(*title, part) for title, part in zip(titles, parts, strict=True)),
            Named("Jumlah", "Sum", float(np.sum(parts))),
        ),
        "Medcom 5b2rODMb (Kab. Malang)",
        "derived",
    )


def _ranks() -> WorkedExample:
    scores = (70.0, 90.0, 70.0, 10.0)
    return WorkedExample(
        "rank",
        "Peringkat",
        "Ranks",
        "1 + banyaknya skor yang lebih besar",
        _numbered(scores),
        _numbered(ranks_of(_array(scores))),
        'COINr: rank(-x, ties.method = "min")',
        "standard",
    )


EXAMPLES: Final[tuple[Callable[[], WorkedExample], ...]] = (
    _severity,
    _share_of_largest,
    _min_max,
    _weighted_mean,
    _unknown_child,
    _contributions,
    _ranks,
    _mean_sd,
    _centre_sd,
    _fixed,
    _quantile,
    _roll_up,
)


@cache
def worked_examples() -> tuple[WorkedExample, ...]:
    """Every worked example, in the order of the steps of an index."""
    return tuple(example() for example in EXAMPLES)
