"""An edition is as public as its most public row: names and sources of internal ones do not leave."""

import json
import re
from datetime import date

import pytest
from django.test import Client
from tests.services.importing import NOW, set_up, sheet_of

from siaga.domain.entries import NewEdition, NewSource
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Role
from siaga.domain.problems import NotFound
from siaga.domain.sharing import Label
from siaga.services.editions import enter_edition
from siaga.services.imports.readings import load_readings, preview_readings
from siaga.services.map_views import MapQuestion
from siaga.services.maps import map_view
from siaga.services.methods import edition_method, methods_overview
from siaga.services.sources import edition_numbers, sources_overview
from siaga.store.models import Edition, Reading

CODE, NAME, TITLE = "kerawanan-rahasia", "Pemetaan rahasia intelijen", "Laporan tertutup Satgas"
AUTHOR = Actor(None, "Petugas Polda", Role.POLRES_LIAISON, "polri", "35")
COLLEAGUE = Actor(None, "Anggota Polri lain", Role.MEMBER, "polri", "36")
NEIGHBOUR = Actor(None, "Bawaslu Kota Malang", Role.BAWASLU_OFFICER, "bawaslu", "35.73")
FARAWAY = Actor(None, "Bawaslu Papua", Role.BAWASLU_OFFICER, "bawaslu", "91")
ADDRESSES = (
    f"/?edition={CODE}",
    f"/map/download.geojson?edition={CODE}",
    f"/map/download.csv?edition={CODE}",
    f"/methods/{CODE}/",
    f"/sources/{CODE}/",
    f"/api/v1/readings?edition={CODE}",
)


@pytest.fixture
def edition(db: str) -> Edition:
    """An edition the administrator entered by form, with nothing in it yet."""
    set_up()
    new = NewEdition(
        code=CODE,
        name=NAME,
        agency="polri",
        axis="keamanan",
        date=date(2024, 11, 1),
        levels=("kabkota", "kecamatan"),
        class_method="published",
        scale_low=0,
        scale_high=100,
        sources=(NewSource("Keputusan Kapolda"),),
    )
    enter_edition(THE_CONSOLE, new=new, now=NOW)
    return Edition.rows.get(code=CODE)


def bring(area: str, title: str, label: str) -> None:
    """Import one reading with a source of its own."""
    upload = sheet_of(
        "area;score;class;date;source",
        f"{area};61;tinggi;2024-11-30;{title}",
        target=CODE,
        label=Label(label),
    )
    draft = preview_readings(AUTHOR, upload=upload, now=NOW)
    load_readings(AUTHOR, draft=draft.id, seal=draft.seal, now=NOW)


def words_of(answer) -> str:  # type: ignore[no-untyped-def]
    """An answer without the token that differs from page to page."""
    return re.sub(r'(name="csrfmiddlewaretoken" value=")\w+', r"\1", answer.content.decode())


def told(actor: Actor) -> str:
    """Everything the listing and the edition's own pages say to ``actor``."""
    asked = (
        methods_overview(actor),
        sources_overview(actor),
        edition_method(actor, CODE),
        edition_numbers(actor, CODE),
        map_view(actor, MapQuestion(edition=CODE)),
    )
    return repr(asked)


def test_an_internal_edition_is_not_there_for_the_public(edition: Edition, client: Client) -> None:
    bring("35.73", TITLE, "internal")
    assert Reading.unscoped.filter(edition=edition, label="internal").exists()
    for address in ADDRESSES:
        missing = client.get(address.replace(CODE, "tidak-ada"))
        answer = client.get(address)
        assert (address, answer.status_code, missing.status_code) == (address, 404, 404)
        assert "tidak ditemukan" in answer.content.decode()
        assert words_of(answer).replace(CODE, "tidak-ada") == words_of(missing)
    for address in ("/methods/", "/sources/", "/api/v1/editions"):
        body = client.get(address).content.decode()
        assert NAME not in body
        assert TITLE not in body


def test_a_draft_without_rows_is_known_to_its_agency_only(edition: Edition) -> None:
    assert NAME in told(AUTHOR)
    assert NAME in told(THE_CONSOLE)
    for actor in (THE_PUBLIC, NEIGHBOUR):
        with pytest.raises(NotFound):
            edition_method(actor, CODE)


def test_the_author_their_agency_and_the_territory_see_it(edition: Edition) -> None:
    bring("35.73", TITLE, "internal")
    for actor in (AUTHOR, COLLEAGUE, NEIGHBOUR, THE_CONSOLE):
        assert NAME in told(actor)
        assert TITLE in told(actor)
    for actor in (THE_PUBLIC, FARAWAY):
        assert NAME not in repr((methods_overview(actor), sources_overview(actor)))


def test_beside_a_public_row_the_internal_source_stays_internal(edition: Edition, client: Client) -> None:
    bring("35.73", TITLE, "internal")
    bring("35.07", "Siaran pers Polda", "public")
    for actor in (THE_PUBLIC, FARAWAY):
        assert NAME in told(actor)
        assert "Siaran pers Polda" in told(actor)
        assert TITLE not in told(actor)
    for address in (*ADDRESSES, "/methods/", "/sources/"):
        answer = client.get(address)
        assert (address, answer.status_code) == (address, 200)
        body = b"".join(answer) if answer.streaming else answer.content
        assert TITLE.encode() not in body
    assert TITLE in told(AUTHOR)


def test_an_import_into_a_hidden_edition_says_it_is_not_there(edition: Edition) -> None:
    upload = sheet_of("area;score;class;date", "35.73;61;tinggi;2024-11-30", target=CODE)
    with pytest.raises(NotFound) as hidden:
        preview_readings(FARAWAY, upload=upload, now=NOW)
    assert NAME not in str(hidden.value)


def test_an_edition_of_kecamatan_only_opens_where_its_readings_are(edition: Edition, client: Client) -> None:
    bring("35.73.01", "Siaran pers Polda", "public")
    found = map_view(THE_PUBLIC, MapQuestion(edition=CODE))
    assert (found.level, found.within) == ("kecamatan", "35.73")
    answer = client.get(f"/api/v1/readings?edition={CODE}")
    assert answer.status_code == 200
    known = [cell for cell in json.loads(answer.content)["cells"] if cell["class_key"] == "tinggi"]
    assert [cell["place"]["code"] for cell in known] == ["35.73.01"]
    assert client.get(f"/?edition={CODE}").status_code == 200
    refused = client.get(f"/api/v1/readings?edition={CODE}&level=kecamatan")
    assert refused.status_code == 400, "who asks for kecamatan of the nation is told to choose an area"
