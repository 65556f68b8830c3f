"""Outlines that users bring: what is read, and each thing that can be wrong with a file or a feature."""

import json
from typing import Any

import pytest

from siaga.domain.areas import Level
from siaga.domain.problems import Problem
from siaga.store import outline_problems as problems
from siaga.store.outline_files import read_outline_file
from siaga.store.outlines import geojson_geometry, outlines_of

SQUARE = [[112.61, -8.0], [112.64, -8.0], [112.64, -7.96], [112.61, -7.96], [112.61, -8.0]]
BLIMBING = [[112.64, -7.96], [112.66, -7.96], [112.66, -7.93], [112.64, -7.93], [112.64, -7.96]]


def feature(code: object = "35.73.02", ring: object = None, **more: Any) -> dict[str, Any]:
    """A feature of Klojen, unless told otherwise."""
    geometry = {"type": "Polygon", "coordinates": [SQUARE if ring is None else ring]}
    return {"type": "Feature", "properties": {"kode": code}, "geometry": geometry, **more}


def collection(*features: object, **more: Any) -> bytes:
    """A file of features."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def only_problem(data: bytes) -> Problem:
    """The one problem of a file from which nothing is to be loaded."""
    found = read_outline_file(data)
    assert found.loadable == ()
    assert len(found.problems) == 1
    for language in ("id", "en"):
        assert "{" not in found.problems[0].sentence(language)
    return found.problems[0]


def test_outlines_are_read_with_their_codes() -> None:
    found = read_outline_file(collection(feature(), feature("35.73.01", BLIMBING)))
    assert found.problems == ()
    assert [(one.feature, one.code) for one in found.loadable] == [(1, "35.73.02"), (2, "35.73.01")]


@pytest.mark.parametrize("code", ["35.73.02", "357302", 357302, " 35.73.02 "])
def test_codes_may_be_undotted(code: object) -> None:
    assert read_outline_file(collection(feature(code))).loadable[0].code == "35.73.02"


@pytest.mark.parametrize("name", ["code", "KODE", "kdcpum"])
def test_the_code_may_stand_in_several_attributes(name: str) -> None:
    given = feature() | {"properties": {"name": "Klojen", name: "35.73.02"}}
    assert read_outline_file(collection(given)).loadable[0].code == "35.73.02"


def test_the_code_may_be_the_id_and_points_may_have_heights() -> None:
    high = [[x, y, 440.0] for x, y in SQUARE]
    given = feature(ring=high, id="35.73.02") | {"properties": None}
    found = read_outline_file(b"\xef\xbb\xbf" + collection(given)).loadable[0]
    assert found.code == "35.73.02"
    assert not found.geometry.has_z


def test_our_own_outlines_can_be_read_back() -> None:
    outlines = outlines_of(Level.KABKOTA)
    features = [feature(code) | {"geometry": geojson_geometry(one)} for code, one in outlines.items()]
    found = read_outline_file(collection(*features))
    assert found.problems == ()
    assert len(found.loadable) == 514


def moved(by_x: float, by_y: float, times: float = 1.0) -> list[list[float]]:
    """The square elsewhere."""
    return [[x * times + by_x, y * times + by_y] for x, y in SQUARE]


BOW_TIE = [[112.61, -8.0], [112.64, -7.96], [112.64, -8.0], [112.61, -7.96], [112.61, -8.0]]


@pytest.mark.parametrize(
    ("given", "kind", "named"),
    [
        (feature("35.99"), problems.UnknownCode, "35.99"),
        (feature("Klojen"), problems.UnknownCode, "Klojen"),
        (feature("91.01"), problems.ExpiredCode, "93.01"),
        (feature(None), problems.NoCode, "kode"),
        (feature(True), problems.NoCode, "kode"),
        (feature(ring=BOW_TIE), problems.InvalidGeometry, "Self-intersection"),
        (feature(ring=[[y, x] for x, y in SQUARE]), problems.SwappedCoordinates, "112.63"),
        (feature(ring=moved(0, 0, 111_320)), problems.ProjectedCoordinates, "4326"),
        (feature(ring=moved(-100, 50)), problems.OutsideIndonesia, "94–142"),
        (feature(ring=moved(-3, 0)), problems.FarFromArea, "Klojen"),
        (feature(ring=BLIMBING), problems.OutlineOfAnother, "Blimbing"),
        (feature(ring=SQUARE[:2]), problems.UnreadableGeometry, "35.73.02"),
        (feature(ring=[]), problems.UnreadableGeometry, "35.73.02"),
        (feature(ring=[["a", "b"]]), problems.UnreadableGeometry, "35.73.02"),
        (feature(geometry=None), problems.NotAPolygon, "null"),
        (
            feature(geometry={"type": "Point", "coordinates": [112.6, -7.9]}),
            problems.NotAPolygon,
            "Point",
        ),
        (feature(geometry={"type": "Polygon"}), problems.UnreadableGeometry, "35.73.02"),
        ("feature", problems.NotAFeature, "2"),
    ],
)
def test_a_wrong_feature_is_named_and_nothing_is_loaded(
    given: object, kind: type[Problem], named: str
) -> None:
    problem = only_problem(collection(feature("35.73.01", BLIMBING), given))
    assert type(problem) is kind
    assert "2" in problem.sentence("id").split(":")[0]
    assert named in problem.sentence("id")
    assert named in problem.sentence("en")


def test_a_code_given_twice_names_both_features() -> None:
    problem = only_problem(collection(feature(), feature()))
    assert isinstance(problem, problems.DuplicateCode)
    assert problem.fields == {"feature": 2, "code": "35.73.02", "first": 1}


def test_every_wrong_feature_is_listed() -> None:
    found = read_outline_file(
        collection(feature(), feature("35.99"), feature(None), feature("35.73.01", BLIMBING))
    )
    assert [problem.fields["feature"] for problem in found.problems] == [2, 3]
    assert [one.code for one in found.readable] == ["35.73.02", "35.73.01"]
    assert found.loadable == ()


@pytest.mark.parametrize(
    "name",
    [
        "urn:ogc:def:crs:OGC:1.3:CRS84",
        "EPSG:4326",
        "urn:ogc:def:crs:EPSG::4326",
        "urn:ogc:def:crs:EPSG:6.9:4326",
    ],
)
def test_wgs_84_may_be_named(name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    assert read_outline_file(collection(feature(), crs=crs)).problems == ()


@pytest.mark.parametrize("name", ["EPSG:32749", "urn:ogc:def:crs:EPSG::3857", "urn:ogc:def:crs:EPSG::23830"])
def test_another_coordinate_system_is_refused(name: str) -> None:
    crs = {"type": "name", "properties": {"name": name}}
    problem = only_problem(collection(feature(), crs=crs))
    assert isinstance(problem, problems.WrongCrs)
    assert name in problem.sentence("id")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"kode,nama\n35.73,Malang\n",
        b"[]",
        b"null",
        json.dumps(feature()).encode(),
        b'{"type":"FeatureCollection","features":{}}',
        b'{"type":"FeatureCollection","features":[NaN]}',
        b"[" * 100_000,
        "malang é".encode("latin-1"),
    ],
)
def test_what_is_no_geojson_is_refused_whole(data: bytes) -> None:
    with pytest.raises(problems.NotGeoJson, match="QGIS"):
        read_outline_file(data)


def test_an_empty_collection_says_so() -> None:
    assert isinstance(only_problem(collection()), problems.NoFeatures)


def test_a_huge_file_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    from siaga.store import outline_files

    monkeypatch.setattr(outline_files, "LARGEST", 100)
    with pytest.raises(problems.FileTooLarge):
        read_outline_file(collection(feature()))
