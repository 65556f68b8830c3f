"""The packaged outlines: complete, valid, small, where their points are, and sharing borders without gaps."""

import gzip
import json
from datetime import date
from importlib.resources import files

import numpy as np
import pytest
import shapely

from siaga.domain.areas import Level, parent_of
from siaga.domain.gazetteers import current_areas
from siaga.store.outlines import (
    OutlineKind,
    UnknownLayer,
    area_at,
    geojson_geometry,
    geometry_of,
    geometry_text,
    layer_bytes,
    outlines_of,
    packaged_layer,
)

IKP_2024 = date(2022, 12, 16)
PROVINCES = [area.code for area in current_areas(Level.PROVINSI)]
GRID = 0.0002
LAYERS = ["provinsi", "provinsi_2022", "kabkota", *(f"kecamatan/{code}" for code in PROVINCES)]


@pytest.mark.parametrize(
    ("level", "on", "count"),
    [
        (Level.PROVINSI, None, 38),
        (Level.PROVINSI, IKP_2024, 34),
        (Level.KABKOTA, None, 514),
        (Level.KABKOTA, IKP_2024, 514),
        (Level.KECAMATAN, None, 7285),
    ],
)
def test_every_area_of_a_day_has_an_outline(level: Level, on: date | None, count: int) -> None:
    outlines = outlines_of(level, on=on)
    assert len(outlines) == count
    assert outlines.keys() == {area.code for area in current_areas(level, on=on)}


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_a_valid_coverage(name: str) -> None:
    shapes = list(packaged_layer(name).values())
    assert all(shape.is_valid and shape.area > 0 for shape in shapes)
    assert shapely.coverage_is_valid(shapes), "no overlaps, and every vertex of a shared border on both sides"


def test_only_lakes_and_straits_lie_between_the_kabkota() -> None:
    nation = shapely.coverage_union_all(list(packaged_layer("kabkota").values()))
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(nation) for ring in part.interiors]
    assert sum(hole.area for hole in holes) / nation.area < 0.0015
    assert any(hole.contains(shapely.Point(98.8, 2.75)) for hole in holes), "Lake Toba is water"


def test_provinces_are_made_of_their_kabkota() -> None:
    kabkota, topology = packaged_layer("kabkota"), json.loads(layer_bytes("kabkota"))
    assert {g["id"] for g in topology["objects"]["provinsi"]["geometries"]} == set(PROVINCES)
    for code, shape in packaged_layer("provinsi").items():
        parts = [outline for part, outline in kabkota.items() if parent_of(part) == code]
        whole = shapely.coverage_union_all(parts)
        assert shapely.intersection(whole, shape).area / whole.area > 0.9


def test_the_undivided_provinces_are_their_heirs_together() -> None:
    before, after = packaged_layer("provinsi_2022"), packaged_layer("provinsi")
    for old, heirs in {"91": ("91", "93", "94", "95"), "92": ("92", "96")}.items():
        together = shapely.coverage_union_all([after[code] for code in heirs])
        assert shapely.symmetric_difference(before[old], together).area < 1e-9
    assert before["35"].equals(after["35"])


def test_every_kabkota_point_lies_in_or_near_its_outline() -> None:
    shapes = packaged_layer("kabkota")
    distances = {
        area.code: shapes[area.code].distance(shapely.Point(area.longitude, area.latitude)) * 111
        for area in current_areas(Level.KABKOTA)
    }
    assert max(distances.values()) < 8
    assert sum(distance > 1 for distance in distances.values()) <= 10


def test_kecamatan_stay_within_their_kabkota_and_fill_it() -> None:
    kabkota = packaged_layer("kabkota")
    for code in ("35.73", "31.01", "95.04", "81.01", "18.05", "12.14"):
        parts = [outline.geometry for outline in outlines_of(Level.KECAMATAN, code).values()]
        whole = shapely.coverage_union_all(parts)
        assert shapely.difference(whole, kabkota[code].buffer(GRID)).area < 1e-9
        assert shapely.symmetric_difference(whole, kabkota[code]).area / kabkota[code].area < 0.02


@pytest.mark.parametrize(("name", "budget"), [("kabkota", 300_000), ("provinsi", 110_000)])
def test_layers_stay_within_their_budget(name: str, budget: int) -> None:
    assert len(gzip.compress(layer_bytes(name), 9)) < budget


def test_kecamatan_files_are_a_few_megabytes_together() -> None:
    sizes = [len(gzip.compress(layer_bytes(f"kecamatan/{code}"), 9)) for code in PROVINCES]
    assert sum(sizes) < 1_000_000
    assert max(sizes) < 90_000


def test_features_carry_their_code_and_files_their_attribution() -> None:
    for name in ("kabkota", "provinsi", "kecamatan/35"):
        topology = json.loads(layer_bytes(name))
        assert "batas 2020, bukan batas hukum" in topology["attribution"]
        for content in topology["objects"].values():
            assert all(g["properties"] == {"code": g["id"]} for g in content["geometries"])
    assert "batas perkiraan" in json.loads(layer_bytes("kecamatan/35"))["attribution"]


def test_an_old_code_has_the_outline_of_its_heir() -> None:
    then, now = outlines_of(Level.KABKOTA, on=IKP_2024), outlines_of(Level.KABKOTA)
    assert then["91.01"].geometry.equals(now["93.01"].geometry)
    assert then["92.06"].geometry.equals(now["92.06"].geometry)
    assert "93.01" not in then


@pytest.mark.parametrize(
    ("longitude", "latitude", "kabkota"),
    [(112.6341, -7.9797, "35.73"), (106.8272, -6.1754, "31.71"), (110.3647, -7.8013, "34.71")],
)
def test_a_point_is_found_in_its_area(longitude: float, latitude: float, kabkota: str) -> None:
    assert area_at(longitude, latitude) == kabkota
    assert area_at(longitude, latitude, Level.PROVINSI) == kabkota[:2]
    found = area_at(longitude, latitude, Level.KECAMATAN)
    assert found is not None
    assert parent_of(found) == kabkota


def test_a_point_at_sea_is_nowhere_unless_the_shore_is_near() -> None:
    assert area_at(110.0, -5.0) is None
    assert area_at(112.6, -8.60) is None
    assert area_at(112.6, -8.60, within_degrees=0.5) == "35.07"


def test_many_points_are_placed_as_single_ones_are() -> None:
    from siaga.store.outlines import Locator

    some = current_areas(Level.KELURAHAN, "35.73")
    places = np.array([(area.longitude, area.latitude) for area in some])
    found = Locator(packaged_layer("kabkota")).areas_at(places[:, 0].tolist(), places[:, 1].tolist())
    assert found == [area_at(x, y) for x, y in places.tolist()]
    assert found.count("35.73") > 0.9 * len(some)


def test_a_loaded_outline_takes_the_packaged_ones_place() -> None:
    square = shapely.box(112.6, -8.0, 112.7, -7.9)
    outlines = outlines_of(Level.KECAMATAN, "35.73", overrides={"35.73.02": square, "35.07.01": square})
    assert outlines["35.73.02"].geometry.equals(square)
    assert outlines["35.73.02"].kind is OutlineKind.LOADED
    assert outlines["35.73.01"].kind is OutlineKind.APPROXIMATE
    assert "35.07.01" not in outlines
    assert area_at(112.61, -7.91, Level.KECAMATAN, overrides={"35.73.02": square}) == "35.73.02"
    assert area_at(112.61, -7.91, Level.KABKOTA, overrides={"35.73.02": square}) == area_at(112.61, -7.91)


def test_kelurahan_have_outlines_only_when_loaded() -> None:
    assert outlines_of(Level.KELURAHAN, "35.73.02") == {}
    square = shapely.box(112.62, -7.98, 112.64, -7.96)
    assert set(outlines_of(Level.KELURAHAN, "35.73.02", overrides={"35.73.02.1001": square})) == {
        "35.73.02.1001"
    }


def test_geojson_and_row_text_give_the_shape_back() -> None:
    outline = outlines_of(Level.KABKOTA, "35.73")["35.73"]
    assert geojson_geometry(outline)["type"] in ("Polygon", "MultiPolygon")
    again = shapely.from_geojson(json.dumps(geojson_geometry(outline)))
    assert again.equals_exact(outline.geometry, 1e-5)
    assert geometry_of(geometry_text(outline.geometry)).equals(outline.geometry)


@pytest.mark.parametrize("name", ["kelurahan", "kecamatan/99", "kecamatan/../kabkota", "../areas.csv"])
def test_an_unknown_layer_is_refused(name: str) -> None:
    with pytest.raises(UnknownLayer, match="provinsi"):
        layer_bytes(name)


def test_the_provenance_names_every_file() -> None:
    pack = files("siaga") / "packs" / "areas"
    text = (pack / "PROVENANCE.md").read_text(encoding="utf-8")
    for name in ("areas.csv.xz", "code_changes.csv", "kabkota.topojson", "provinsi.topojson", "kecamatan/"):
        assert name in text
