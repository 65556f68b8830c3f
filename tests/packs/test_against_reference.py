"""The typed numbers equal the reference tables, where those lie beside the repository."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from siaga.domain.editions import read_edition
from siaga.domain.elections import Measure, read_election
from siaga.domain.outcomes import read_outcomes

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"
Rows = list[dict[str, str]]


@pytest.fixture
def reference() -> Callable[[str], Rows]:
    """Reads one of the reference tables."""
    if not (REFERENCE / "published").is_dir():
        pytest.skip("the reference tables are not beside this repository (../shared/reference)")

    def rows_of(name: str) -> Rows:
        with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    return rows_of


SCORES = [
    ("ikp-2024", "kabkota", "ikp2024_kabkota_top10.csv"),
    ("ikp-2024-agregat", "provinsi", "ikp2024_provinsi_agregat_kabkota_top10.csv"),
    ("ikp-2019", "provinsi", "ikp2019_provinsi_sep2018.csv"),
    ("ikp-2019-pemutakhiran", "provinsi", "ikp2019_pemutakhiran_apr2019_provinsi_di_atas_49.63.csv"),
    ("ikp-2019-pemutakhiran", "kabkota", "ikp2019_pemutakhiran_apr2019_kabkota_tinggi.csv"),
    ("ipkp-polri-2024", "kabkota", "ipkp_polri_pilkada2024_tahap1_top8.csv"),
]


@pytest.mark.parametrize(("code", "level", "name"), SCORES)
def test_scores(code: str, level: str, name: str, reference: Callable[[str], Rows]) -> None:
    expected = {row["kode"]: float(row["skor"]) for row in reference(f"published/{name}")}
    found = read_edition(code).scores_at(level)
    assert expected == {area: found.get(area) for area in expected}
    if code != "ikp-2024":
        assert len(found) == len(expected)


def test_provinces_of_2024_but_for_kalimantan_timur(reference: Callable[[str], Rows]) -> None:
    rows = reference("published/ikp2024_provinsi.csv")
    edition = read_edition("ikp-2024")
    readings = {one.area: one for one in edition.readings if one.level == "provinsi" and not one.alternative}
    assert len(rows) == len(readings) == 34
    for row in rows:
        reading = readings[row["kode"]]
        assert reading.class_key is not None
        assert reading.class_key.value == row["kategori"]
        if row["kode"] != "64":
            assert reading.score == float(row["skor"])
        if "satu sumber" in row["catatan"]:
            written = float(row["catatan"].rsplit(" ", 1)[-1].replace(",", "."))
            assert written in [one.score for one in edition.readings_of(row["kode"])]


def test_mean_dimensions_of_2024(reference: Callable[[str], Rows]) -> None:
    rows = {row.pop("tingkat"): row for row in reference("published/ikp2024_rata_dimensi_nasional.csv")}
    means = read_edition("ikp-2024").national_means
    for level, name in (("provinsi", "provinsi"), ("kabkota", "kabupaten_kota")):
        found = {mean.node: mean.value for mean in means if mean.level == level}
        assert found == {node: float(value) for node, value in rows[name].items()}


def test_classes_of_the_mapping(reference: Callable[[str], Rows]) -> None:
    rows = reference("published/pemetaan_kerawanan_pilkada2024_provinsi.csv")
    readings = {
        one.area: one for one in read_edition("pemetaan-pilkada-2024").readings if not one.alternative
    }
    for row in rows:
        reading = readings[row["kode"]]
        assert reading.class_key is not None
        assert reading.class_key.value == row["kategori"]
        count = row["indikator_terjadi_dari_27"]
        assert dict(reading.nodes) == ({"indikator_terjadi": float(count)} if count else {})


def test_checklist_counts(reference: Callable[[str], Rows]) -> None:
    rows = reference("published/tps_rawan_pemilu2024_22_indikator.csv")
    edition = read_edition("tps-rawan-pemilu-2024")
    assert [value.value for value in edition.values] == [float(row["jumlah_tps"]) for row in rows]
    parents = {line.split(",")[0]: line for line in edition.indicators.splitlines()}
    short = {"jaringan listrik dan internet": "jaringan", "lokasi TPS": "lokasi"}
    for value, row in zip(edition.values, rows, strict=True):
        variable = short.get(row["variabel"], row["variabel"].replace(" ", "_"))
        assert f",{variable}," in parents[value.node]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("pilkada-2024-psu-pss-psl", "pilkada2024_psu_pss_psl_kabkota_29nov2024.csv"),
        ("pemilu-2024-psu", "pemilu2024_psu_psl_pss_provinsi_28feb2024_sebagian.csv"),
    ],
)
def test_outcomes(code: str, name: str, reference: Callable[[str], Rows]) -> None:
    expected = [(row["kode"], row["jenis"], int(row["tps"])) for row in reference(f"published/{name}")]
    found = [(one.area, one.kind.value, one.stations) for one in read_outcomes(code).outcomes]
    assert found == expected


def test_stations_of_the_regional_elections(reference: Callable[[str], Rows]) -> None:
    counted: Counter[str] = Counter()
    for row in reference("tps/pilkada2024_tps_per_kecamatan.csv"):
        code = row["kode_kpu"]
        for area in ("ID", code[:2], code[:5], code):
            counted[area] += int(row["tps"])
    figures = [one for one in read_election("pilkada-2024").figures if one.measure is Measure.TPS]
    assert len(figures) >= 8
    assert {one.area: one.value for one in figures} == {one.area: counted[one.area] for one in figures}
