"""The pages of polling stations: answer first, filters kept, drills apart, tiles with a tag."""

import pytest
from django.test import Client
from tests.services.importing import NOW, sheet_of
from tests.services.stationing import GOOD, HEADER, set_up_stations

from siaga.domain.permissions import THE_CONSOLE, Role
from siaga.domain.sharing import Label
from siaga.services.imports.register import load_register, preview_register
from siaga.store.models import Space, User


@pytest.fixture(autouse=True)
def rows(db: str) -> None:
    """Five stations: one of them internal."""
    set_up_stations()
    for lines, label in ((GOOD[1:], Label.PUBLIC), (GOOD[:1], Label.INTERNAL)):
        upload = sheet_of(HEADER, *lines, target="pilkada-2024", label=label)
        draft = preview_register(THE_CONSOLE, upload=upload, now=NOW)
        load_register(THE_CONSOLE, draft=draft.id, seal=draft.seal, now=NOW)


def text(client: Client, address: str, status: int = 200) -> str:
    """What a page says."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.fixture
def officer(client: Client) -> Client:
    """Signed in as the city's officer."""
    user = User.objects.enrol(
        "petugas", "x" * 12, Role.BAWASLU_OFFICER, full_name="Petugas", territory="35.73", joined_at=NOW
    )
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_list_answers_first_and_hides_what_is_internal(client: Client) -> None:
    said = text(client, "/stations/")
    assert "<h1>4 TPS di Indonesia</h1>" in said
    assert "35.73.02.1001.901" in said
    assert "35.73.02.1001.001" not in said
    assert "DPT" not in said.split("<table")[1]
    assert "Jalan" not in said


def test_the_office_sees_voters_and_addresses(officer: Client) -> None:
    assert "<h1>4 TPS di Kota Malang</h1>" in text(officer, "/stations/?within=35.73")
    said = text(officer, "/stations/35.73.02.1001.001/")
    assert "Jalan Rahasia 1" in said
    assert "466" in said


def test_links_keep_the_filters(client: Client) -> None:
    said = text(client, "/stations/?within=35.73&special=1&q=lapas")
    assert "1 TPS cocok" in said
    assert "within=35.73.02&amp;q=lapas&amp;special=1" in said


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/stations/35.73.02.1001.001/", 404),
        ("/stations/99.99.99.9999.001/", 404),
        ("/stations/bukan-kode/", 404),
        ("/stations/?within=%27--&number=x&q=x", 200),
        ("/stations/?after=1", 404),
        ("/stations/?space=latihan-11.11", 404),
        ("/stations/find/?q=kauman", 200),
        ("/stations/map/", 200),
        ("/tiles/stations/pilkada-2024/3/1/1.pbf", 404),
        ("/tiles/stations/tidak-ada/7/1/1.pbf", 404),
    ],
)
def test_an_address_is_answered_by_a_sentence(client: Client, address: str, status: int) -> None:
    text(client, address, status)


def test_a_tile_is_asked_about_by_its_tag(client: Client) -> None:
    address = "/tiles/stations/pilkada-2024/7/104/66.pbf"
    tile = client.get(address)
    assert tile["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert "private" in tile["Cache-Control"]
    assert len(tile.content) > 20
    assert client.get(address, headers={"If-None-Match": tile["ETag"]}).status_code == 304


def test_the_tile_of_somebody_else_has_another_tag(officer: Client) -> None:
    address = "/tiles/stations/pilkada-2024/14/13318/8555.pbf"
    own, anybody = officer.get(address), Client().get(address)
    assert own.content != anybody.content
    assert own["ETag"] != anybody["ETag"]


def test_a_drill_is_marked_and_has_no_real_station(client: Client) -> None:
    Space.rows.create(code="latihan-35.73", area="35.73", created_at=NOW)
    said = text(client, "/stations/?space=latihan-35.73&election=pilkada-2024")
    assert "LATIHAN" in said
    assert "35.73.02.1001.901" not in said
    assert 'name="space" value="latihan-35.73"' in said
