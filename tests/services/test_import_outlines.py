"""Outlines from GeoJSON: what is wrong is named feature by feature, nothing half-loaded, "
"removal brings back."""

import json
from datetime import date

import pytest
from tests.services.importing import NOW, set_up

from siaga.domain import import_problems, row_problems
from siaga.domain.permissions import Actor, Role
from siaga.domain.problems import NotFound, NotPermitted, Problem
from siaga.services.imports.outlines import (
    imported_outlines,
    load_outlines,
    preview_outlines,
    remove_outline,
)
from siaga.services.imports.plans import Draft, Upload
from siaga.store.models import AuditEntry, Outline

ADMIN = Actor(None, "Admin", Role.ADMINISTRATOR)
CITY_ADMIN = Actor(None, "Admin kota", Role.ADMINISTRATOR, "", "35.73")
DAY = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """The areas."""
    set_up()


def square(code: str, east: float, north: float, side: float = 0.1) -> dict[str, object]:
    """A square feature whose middle is (east, north)."""
    half = side / 2
    ring = [
        [east - half, north - half],
        [east + half, north - half],
        [east + half, north + half],
        [east - half, north + half],
        [east - half, north - half],
    ]
    return {
        "type": "Feature",
        "properties": {"kode": code},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


MALANG = square("35.73", 112.63, -7.98)


def file_of(*features: object, **more: object) -> bytes:
    """A feature collection."""
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def drafted(content: bytes, actor: Actor = ADMIN, **chosen: object) -> Draft:
    """A kept draft of a file."""
    known = {"file_name": "batas.geojson", "source": "Pemkot Malang", "day": DAY}
    return preview_outlines(actor, upload=Upload(content=content, **{**known, **chosen}), now=NOW)


def load(draft: Draft, actor: Actor = ADMIN) -> None:
    """Load a draft."""
    load_outlines(actor, draft=draft.id, seal=draft.seal, now=NOW)


def test_an_outline_is_loaded_replaced_and_removed() -> None:
    load(drafted(file_of(MALANG)))
    row = Outline.rows.get()
    assert (row.area, row.source, row.date) == ("35.73", "Pemkot Malang", DAY)
    assert json.loads(row.geometry)["type"] in {"Polygon", "MultiPolygon"}
    assert drafted(file_of(MALANG)).preview.rows[0].effect == "same"
    load(drafted(file_of(square("35.73", 112.63, -7.98, 0.12))))
    assert Outline.rows.count() == 1
    assert [one.area for one in imported_outlines(ADMIN)] == ["35.73"]
    remove_outline(ADMIN, area="35.73")
    assert not Outline.rows.exists()
    assert "35.73" in AuditEntry.rows.get(use_case="remove_outline").sentence
    with pytest.raises(NotFound):
        remove_outline(ADMIN, area="35.73")


BOW = {
    "type": "Feature",
    "properties": {"kode": "35.07"},
    "geometry": {
        "type": "Polygon",
        "coordinates": [[[112.6, -8.1], [112.7, -8.2], [112.7, -8.1], [112.6, -8.2], [112.6, -8.1]]],
    },
}


@pytest.mark.parametrize(
    ("feature", "words"),
    [
        (BOW, "tidak sah"),
        (square("35.99", 112.6, -8), "tidak dikenal"),
        (square("35.73", 112.6, -8), "sudah ada"),
        (square("", 112.6, -8), "tidak ada kode"),
        (square("35.07", 679000, 9120000), "35.07"),
    ],
)
def test_one_bad_feature_is_named_and_nothing_loaded(feature: object, words: str) -> None:
    draft = drafted(file_of(MALANG, feature))
    (finding,) = draft.preview.failures
    assert finding.row == 2
    assert words in finding.problem.sentence()
    with pytest.raises(import_problems.HasFailures):
        load(draft)
    assert not Outline.rows.exists()


def test_another_coordinate_system_is_refused() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32749"}}
    assert "32749" in drafted(file_of(MALANG, crs=crs)).preview.failures[0].problem.sentence()


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({"file_name": "batas.shp"}, import_problems.SuffixUnknown),
        ({"source": ""}, import_problems.SourceNotGiven),
        ({"day": None}, import_problems.DayNotGiven),
        ({"day": date(2030, 1, 1)}, row_problems.DateInFuture),
    ],
)
def test_a_file_without_source_or_date(chosen: dict[str, object], problem: type[Problem]) -> None:
    with pytest.raises(problem):
        drafted(file_of(MALANG), **chosen)


def test_what_is_no_geojson() -> None:
    with pytest.raises(import_problems.FileEmpty):
        drafted(b" ")
    with pytest.raises(Problem, match="GeoJSON"):
        drafted(b"%PDF-1.7")


def test_only_in_ones_territory_and_only_with_the_permission(actors) -> None:
    draft = drafted(file_of(MALANG, square("35.07", 112.65, -8.17)), actor=CITY_ADMIN)
    assert [type(one.problem) for one in draft.preview.failures] == [row_problems.AreaOutsideTerritory]
    load(drafted(file_of(square("35.07", 112.65, -8.17))))
    with pytest.raises(NotFound):
        remove_outline(CITY_ADMIN, area="35.07")
    for actor in actors:
        for ask in (lambda who: drafted(file_of(MALANG), actor=who), imported_outlines):
            with pytest.raises(NotPermitted):
                ask(actor)
