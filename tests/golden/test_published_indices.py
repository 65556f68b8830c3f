"""Published results of Bawaslu's indices that the index library must give again, each with its source."""

import math

import numpy as np
import pytest

from siaga.index import Rule, Specification, Table, build
from siaga.index.aggregate import unweighted_mean
from siaga.index.classify import cuts_by, limits_by, mean_and_sd, published_limits

DIMENSIONS = ("konteks_sosial_politik", "penyelenggaraan", "kontestasi", "partisipasi")

# Dimension scores and total: medcom.id (Kab. Malang, 24 Aug 2023), rumahpemilu.org ?p=33479 and Databoks
# 298ad4467c569d2 (DKI Jakarta, published 88.95), jabar.bawaslu.go.id (Jawa Barat, published 77.04).
TOTALS = {
    "35.07": ((77.699, 75.279, 57.689, 0.0), 64.007, 64.007, 3),
    "31": ((78.27, 92.36, 96.09, 87.01), 88.953, 88.95, 2),
    "32": ((74.91, 83.38, 83.71, 42.07), 77.045, 77.04, 2),
}

# Bawaslu, 16 Dec 2022: tvOne, Databoks, Antara; Kalimantan Timur by Databoks (74.04, not the press's 77.04).
PROVINCES_2024 = {
    **{
        "31": 88.95,
        "71": 87.48,
        "82": 84.86,
        "32": 77.04,
        "64": 74.04,
        "36": 66.53,
        "18": 64.61,
        "14": 62.59,
    },
    **{
        "91": 57.27,
        "53": 56.75,
        "12": 55.43,
        "81": 53.69,
        "92": 53.48,
        "63": 53.35,
        "72": 52.90,
        "51": 52.75,
    },
    **{
        "75": 45.44,
        "76": 43.44,
        "34": 43.02,
        "21": 40.33,
        "13": 39.68,
        "74": 38.32,
        "11": 38.06,
        "16": 35.07,
    },
    **{
        "33": 34.83,
        "19": 29.89,
        "65": 20.36,
        "62": 18.77,
        "35": 14.74,
        "61": 12.69,
        "15": 12.03,
        "52": 11.09,
    },
    **{"73": 10.20, "17": 3.79},
}

# The nine provinces of Pilkada 2020: Kompas, 25 Feb 2020; cut-offs: Riau24 page 3.
PROVINCES_2020 = {
    **{
        "71": 86.42,
        "72": 81.05,
        "13": 80.86,
        "15": 73.69,
        "17": 72.08,
        "62": 70.08,
        "63": 69.70,
        "21": 67.43,
    },
    **{"65": 62.87},
}

# Kab/kota of DKI Jakarta, IKP 2024: Databoks bcf94e1ad13acac; the aggregate 35.95: tvOne, 16 Dec 2022.
DKI = (65.14, 43.25, 38.06, 32.93, 26.89, 9.4)


def column(values: object) -> np.ndarray:
    return np.asarray(list(values), dtype=np.float64)  # type: ignore[call-overload]


def totals(scores: dict[str, float]) -> Table:
    return Table("area", list(scores), {"index": column(scores.values())})


@pytest.mark.parametrize("area", TOTALS)
def test_total_of_published_dimension_scores(area: str) -> None:
    dimensions, exact, published, decimals = TOTALS[area]
    table = Table("area", [area], {code: column([x]) for code, x in zip(DIMENSIONS, dimensions, strict=True)})
    index = build(table, Specification.read("ikp-2024"), "dimension")
    assert index.total[0] == pytest.approx(exact, abs=5e-4)
    assert abs(index.total[0] - published) <= 0.5 * 10.0**-decimals + 1e-9
    assert sum(x[0] for x in index.contribution_values.values()) == pytest.approx(index.total[0], abs=1e-12)


def test_limits_and_counts_of_the_34_provinces() -> None:
    index = build(totals(PROVINCES_2024), Specification.read("ikp-2024"), "index", ["provinsi"] * 34)
    limits = index.limits_of()
    assert limits is not None
    assert (round(limits.low, 3), round(limits.high, 3)) == (21.702, 68.502)
    classes = index.class_labels().tolist()
    assert [classes.count(name) for name in ("tinggi", "sedang", "rendah")] == [5, 21, 8]


def test_the_press_number_of_kalimantan_timur_gives_other_limits() -> None:
    low, high = cuts_by(column((PROVINCES_2024 | {"64": 77.04}).values()), Rule("mean-sd"))
    assert (round(low, 2), round(high, 2)) == (21.67, 68.71)


def test_aggregate_of_dki_is_the_unweighted_mean_of_its_kabkota() -> None:
    found = unweighted_mean(DKI, ["31"] * 6)
    assert found.parents == ("31",)
    assert found.scores[0] == pytest.approx(35.945, abs=1e-9)
    assert (found.known, found.unknown) == ((6,), (0,))


def test_an_unknown_area_below_is_left_out_of_the_mean_and_counted() -> None:
    found = unweighted_mean([10.0, math.nan, 20.0, math.nan], ["a", "a", "a", "b"])
    assert found.scores[0] == 15.0
    assert math.isnan(found.scores[1])
    assert (found.known, found.unknown) == ((2, 0), (1, 1))


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        (0, "rendah"),
        (33.0, "rendah"),
        (33.01, "sedang"),
        (66.0, "sedang"),
        (66.01, "tinggi"),
        (100, "tinggi"),
    ],
)
def test_fixed_limits_of_2019(score: float, expected: str) -> None:
    """0–33 rendah, 33.01–66 sedang, 66.01–100 tinggi: Tribunnews Wow, 26 Sep 2018."""
    spec = Specification.totals("ikp-2019")
    for groups in (["provinsi"], ["kabkota"]):
        assert build(totals({"a": score}), spec, "index", groups).class_labels()[0] == expected
    typed = spec.replace(classify="fixed:33,66")
    assert build(totals({"a": score}), typed, "index", ["kabkota"]).class_labels()[0] == expected


@pytest.mark.parametrize(
    ("level", "score", "expected"),
    [
        ("kabkota", 49.33, "tinggi"),
        ("kabkota", 49.32, "sedang"),
        ("kabkota", 13.45, "rendah"),
        ("kabkota", 13.47, "sedang"),
        ("provinsi", 68.5, "sedang"),
        ("provinsi", 68.51, "tinggi"),
        ("provinsi", 21.69, "rendah"),
    ],
)
def test_published_limits_of_2024(level: str, score: float, expected: str) -> None:
    """Kab/kota: sedang 13.47–49.32, tinggi from 49.33 (Databoks bcf94e1ad13acac); provinces: alinea.id."""
    index = build(totals({"a": score}), Specification.read("ikp-2024"), "index", [level])
    assert index.class_labels()[0] == expected
    assert "few-units" in [note.key for note in index.notes]


def test_ownership_of_the_edition_holds_for_computed_limits_too() -> None:
    spec = Specification.read("ikp-2024").replace(classify="fixed:20,40")
    for level, expected in (("kabkota", "tinggi"), ("provinsi", "sedang")):
        assert build(totals({"a": 40.0}), spec, "index", [level]).class_labels()[0] == expected


def test_six_levels_of_2020() -> None:
    scores = column(PROVINCES_2020.values())
    cuts = cuts_by(scores, Rule("centre-sd", centre=50, classes=6))
    assert mean_and_sd(scores)[1] == pytest.approx(7.544, abs=5e-4)
    assert cuts == pytest.approx([34.91, 42.46, 50.00, 57.54, 65.09], abs=0.006)
    index = build(totals(PROVINCES_2020), Specification.totals("ikp-2020"), "index", ["provinsi"] * 9)
    assert index.class_labels().tolist() == ["6"] * 8 + ["5"]
    limits = index.limits_of()
    assert limits is not None
    assert [limits.class_of(score) for score in (30, 40, 45, 55, 60, 70)] == list("123456")


def test_score_zero_is_sedang_and_flagged_for_partisipasi_of_kab_malang() -> None:
    """A dimension has one 100 (rescaling), Kab. Bandung 67.71 (digo.id), mean 3.83 of 514 (Tribunnews).

    The other 511 are set to the one value that keeps the mean, which makes the standard deviation as small
    as it can be; the true lower limit lies lower still, so a score of 0 was "sedang", as was published.
    """
    rest = (3.83 * 514 - 100 - 67.71) / 511
    scores = column([0.0, 100.0, 67.71, *[rest] * 511])
    published = published_limits(13.46, 49.33, high_owned_by="tinggi")
    limits = limits_by(scores, Rule("mean-sd"), published=published, substitute=False, attainable=(0, 100))
    assert limits is not None
    assert limits.low < 0
    assert limits.class_of(0.0) == "sedang"
    assert limits.impossible == ("rendah",)


def test_money_politics_scores_are_shares_of_the_largest() -> None:
    """IKP politik uang, 13 Aug 2023: Malut 100, Lampung 55.56, Jabar 50, Banten 44.44, Sulut 38.89."""
    spec = Specification.from_frames(
        [
            {"code": "index", "parent": "", "weight": "", "direction": 1},
            {"code": "kejadian", "parent": "index", "weight": 1, "direction": 1},
        ],
        {"normalise": {"method": "fraction-of-max"}, "aggregate": {"method": "arithmetic"}},
    )
    table = Table("area", ["82", "18", "32", "36", "71"], {"kejadian": column([18, 10, 9, 8, 7])})
    assert build(table, spec).total == pytest.approx([100, 55.56, 50, 44.44, 38.89], abs=0.005)
