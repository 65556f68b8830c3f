"""The LATIHAN band stands where the page itself answered from a drill, not because an address says so."""

import dataclasses
import inspect
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from tests.services.rehearsals import CITY, OTHER, enrol, load_cities

from siaga.domain.permissions import THE_CONSOLE, Permission, Role
from siaga.domain.progress import silent
from siaga.domain.spaces import REAL
from siaga.services import pack_rows
from siaga.services.drills import generate_drill
from siaga.services.use_case import UseCase
from siaga.store.models import Space

DRILL = f"latihan-{CITY}"
BAND = 'class="drill-band"'
DAY = "Tanggal latihan: 20 November 2024"


@pytest.fixture
def drill(db: str) -> str:
    """Published editions, and a drill beside them."""
    load_cities(CITY, OTHER)
    pack_rows.load_agencies()
    pack_rows.load_elections()
    pack_rows.load_editions(Space.rows.get(code=REAL), silent)
    generate_drill(THE_CONSOLE, area=CITY)
    return DRILL


def takes_a_space(case: UseCase[..., Any]) -> bool:
    """Whether a parameter is a space, or a question with a space in it."""
    parameters = inspect.signature(case.function).parameters
    kinds = [one.annotation for one in parameters.values() if dataclasses.is_dataclass(one.annotation)]
    return "space" in parameters or any(
        field.name == "space" for kind in kinds for field in dataclasses.fields(kind)
    )


@pytest.mark.parametrize("space", [DRILL, "latihan-99.99", "latihan-zz"])
@pytest.mark.parametrize("address", ["/methods/", "/sources/", "/sign-in/", "/drills/", "/search/"])
def test_pages_that_know_no_space_ignore_the_parameter(drill: str, address: str, space: str) -> None:
    answer = Client().get(address, {"space": space})
    assert answer.status_code == 200
    assert BAND not in answer.content.decode()
    assert "LATIHAN ·" not in answer.content.decode()


@pytest.mark.parametrize("space", ["latihan-99.99", "latihan-zz", "zz"])
def test_an_unknown_space_is_a_sentence_wherever_a_page_asks_for_one(drill: str, space: str) -> None:
    visitor, tried = Client(), 0
    addresses = {"area": f"/areas/{CITY}/", "method": "/methods/ikp-2024/", "source": "/sources/ikp-2024/"}
    for pattern in get_resolver().url_patterns:
        assert isinstance(pattern, URLPattern)
        asks = pattern.callback.asks
        address = addresses.get(pattern.name or "", f"/{pattern.pattern}")
        if (
            asks.permission is not Permission.PUBLIC
            or not takes_a_space(asks)
            or "<" in address
            or "/api/" in address
        ):
            continue
        answer = visitor.get(address, {"space": space})
        assert answer.status_code == 404, address
        text = answer.content.decode()
        assert BAND not in text, address
        assert space in text, address
        tried += 1
    assert tried >= 4


@pytest.mark.parametrize(
    "address", ["/", f"/areas/{CITY}/", f"/methods/{DRILL}-bawaslu/", f"/sources/{DRILL}-bawaslu/"]
)
def test_a_page_of_the_drill_has_the_band_with_its_day(drill: str, address: str) -> None:
    text = Client().get(address, {"space": drill}).content.decode()
    assert BAND in text
    assert DAY in text
    assert "<title>LATIHAN · " in text


@pytest.mark.parametrize("address", ["/", f"/areas/{CITY}/", "/methods/ikp-2024/", "/sources/ikp-2024/"])
def test_a_real_page_has_no_band(drill: str, address: str) -> None:
    assert BAND not in Client().get(address).content.decode()


def test_what_is_not_there_in_a_drill_still_says_its_day(drill: str) -> None:
    for address in ("/tidak-ada/", "/areas/35.99/", "/methods/ikp-2024/"):
        answer = Client().get(address, {"space": drill})
        assert answer.status_code == 404
        assert DAY in answer.content.decode(), address
        assert f"?space={drill}" in answer.content.decode(), "the way back stays in the drill"


def test_the_import_desk_in_a_drill_says_its_day(drill: str) -> None:
    visitor = Client()
    visitor.force_login(enrol("analis-latihan", Role.BAWASLU_ANALYST, CITY))
    assert DAY in visitor.get("/imports/", {"space": drill}).content.decode()
    assert visitor.get("/imports/", {"space": "latihan-zz"}).status_code == 404


def test_a_drill_of_others_is_refused_as_not_permitted(drill: str) -> None:
    visitor = Client()
    visitor.force_login(enrol("analis-lain", Role.BAWASLU_ANALYST, OTHER))
    answer = visitor.post(f"/drills/{CITY}/remove/")
    assert answer.status_code == 403
    assert "di luar wilayah tugas Anda" in answer.content.decode()
    again = visitor.post("/drills/", {"area": CITY})
    assert again.status_code == 403
    assert "di luar wilayah tugas Anda" in again.content.decode()
    assert Space.rows.filter(code=drill).exists()
