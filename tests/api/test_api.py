"""The API answers the same use cases, describes itself, and refuses with sentences."""

from datetime import UTC, date, datetime

import pytest

from siaga.api.operation import operations, plain
from siaga.domain.areas import Level
from siaga.store.models import Agency, Area, Edition, Reading, Space


@pytest.fixture
def one_reading(db) -> None:
    now = datetime(2024, 11, 20, tzinfo=UTC)
    space, _ = Space.rows.get_or_create(code="real", defaults={"created_at": now})
    agency = Agency.rows.create(code="uji", name="Lembaga uji", kind="supervisor")
    Area.rows.create(code="35", name="Jawa Timur", search_name="jawa timur", level="provinsi", parent="ID")
    Area.rows.create(code="36", name="Banten", search_name="banten", level="provinsi", parent="ID")
    day = date(2024, 8, 26)
    edition = Edition.rows.create(
        code="uji", name="Uji", agency=agency, space=space, axis="uji", date=day, levels="provinsi"
    )
    shared = {
        "space": space,
        "owner": agency,
        "edition": edition,
        "level": "provinsi",
        "valid_on": day,
        "date": day,
    }
    Reading.unscoped.create(**shared, area="35", label="public", score=14.74, decimals=2, class_key="rendah")
    Reading.unscoped.create(**shared, area="36", label="internal", score=99.0, class_key="tinggi")


def test_readings_are_those_the_public_may_see(client, one_reading) -> None:
    answer = client.get("/api/v1/readings?edition=uji&level=provinsi").json()
    cells = {cell["place"]["code"]: cell for cell in answer["cells"]}
    assert cells["35"]["score"] == 14.74
    assert cells["36"]["score"] is None, "an internal reading is unknown to the public"
    assert cells["36"]["class_key"] == "unknown"
    assert answer["edition"]["date"] == "2024-08-26"


def test_search_and_editions(client, one_reading) -> None:
    hits = client.get("/api/v1/areas?q=jawa").json()["hits"]
    assert [hit["code"] for hit in hits] == ["35"]
    assert client.get("/api/v1/editions").json()[0]["code"] == "uji"


def test_refusals_are_sentences_in_both_languages(client, one_reading) -> None:
    answer = client.get("/api/v1/readings?edition=tidak-ada")
    assert answer.status_code == 404
    assert answer.json()["id"].startswith("edisi “tidak-ada” tidak ditemukan")
    assert "There is no" in answer.json()["en"]
    assert client.get("/api/v1/readings?edition=uji&level=benua").status_code == 400
    assert client.post("/api/v1/readings").status_code == 405


def test_the_description_names_every_operation(client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    ids = {path["get"]["operationId"] for path in described["paths"].values()}
    assert ids == {one.name for one in operations()}
    for path in described["paths"].values():
        assert path["get"]["x-siaga-permission"]


def test_values_as_json_has_them() -> None:
    assert plain({"a": float("nan"), "b": date(2024, 11, 27), "c": (Level.PROVINSI,)}) == {
        "a": None,
        "b": "2024-11-27",
        "c": ["provinsi"],
    }
