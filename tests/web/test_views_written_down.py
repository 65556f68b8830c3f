"""The area page and the map write down one view a request, and only when internal rows were really shown."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.services.rehearsals import CITY, NOW, load_cities

from siaga.domain.permissions import Role
from siaga.domain.progress import silent
from siaga.services import pack_rows
from siaga.store.models import Agency, AuditEntry, Edition, Reading, Space, User


@pytest.fixture
def officer(db: str) -> Client:
    """Somebody of an agency that holds an internal reading of their city, beside everything published."""
    load_cities(CITY)
    space = Space.rows.get(code="real")
    pack_rows.load_agencies()
    pack_rows.load_elections()
    pack_rows.load_editions(space, silent)
    like, owner = Edition.rows.get(code="ikp-2024"), Agency.rows.create(code="b-uji", name="b", kind="x")
    edition = Edition.rows.create(
        code="uji",
        name="Edisi uji",
        agency=like.agency,
        indicator_set=like.indicator_set,
        space=space,
        axis=like.axis,
        date=NOW.date(),
        levels="kabkota",
        indicators="published",
    )
    day = {"valid_on": NOW.date(), "date": NOW.date()}
    Reading.unscoped.create(
        space=space, owner=owner, area=CITY, edition=edition, level="kabkota", class_key="sedang", **day
    )
    user = User.objects.enrol(
        "petugas",
        "kata-sandi-uji",
        Role.BAWASLU_OFFICER,
        full_name="Petugas",
        agency=owner,
        territory=CITY,
        joined_at=timezone.now(),
    )
    client = Client()
    client.force_login(user)
    return client


def said() -> list[str]:
    """The sentences of the record."""
    return list(AuditEntry.rows.order_by("position").values_list("sentence", flat=True))


def test_one_entry_for_the_page_of_an_area(officer: Client) -> None:
    assert officer.get(f"/areas/{CITY}/").status_code == 200
    assert said() == [f"melihat data tidak publik tentang Kota Malang ({CITY})"]


def test_one_entry_for_the_map(officer: Client) -> None:
    assert officer.get("/?edition=uji&level=kabkota").status_code == 200
    assert said() == ["melihat bacaan tidak publik di peta: Edisi uji, tingkat kabkota"]


def test_public_rows_are_no_view(officer: Client) -> None:
    assert officer.get("/?edition=ikp-2024").status_code == 200
    for address in ("/", f"/areas/{CITY}/"):
        assert Client().get(address).status_code == 200
    assert said() == []
