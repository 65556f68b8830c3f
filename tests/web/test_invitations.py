"""Inviting by link or QR, joining by it, and looking after one's people, as pages."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from siaga.domain.permissions import Role
from siaga.store.models import Agency, Area, Invitation, User

CITY = "35.73"
PASSWORD = "tujuh belas agustus"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def agency(db) -> Agency:
    Area.rows.create(
        code=CITY, name="Malang", search_name="malang", level="kabkota", parent="35", valid_from="2020-01-01"
    )
    return Agency.rows.create(code="bawaslu-35.73", name="Bawaslu Malang", kind="supervisor", territory=CITY)


def enrol(username: str, role: Role, agency: Agency | None) -> User:
    return User.objects.enrol(
        username, PASSWORD, role, full_name=username.title(), agency=agency, territory=CITY, joined_at=NOW
    )


@pytest.fixture
def chief(agency) -> Client:
    """The browser of the agency's administrator."""
    enrol("ketua", Role.AGENCY_ADMINISTRATOR, agency)
    browser = Client()
    browser.post("/sign-in/", {"username": "ketua", "password": PASSWORD})
    return browser


def invitation(browser: Client, **changed: str):
    form = {
        "full_name": "Sari",
        "agency": "bawaslu-35.73",
        "role": "bawaslu_officer",
        "territory": CITY,
        "key": "a",
    }
    return browser.post("/people/invitation/", {**form, **changed})


def link_in(page: str) -> str:
    """The path of the link a page shows."""
    return re.search(r"http://testserver(/join/[\w-]+/)", page)[1]


def test_a_stranger_joins_by_the_link_and_signs_in(chief, client) -> None:
    shown = invitation(chief)
    page = shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert "data:image/svg+xml" in page
    path = link_in(page)
    offered = client.get(path)
    assert "Bawaslu Malang" in offered.content.decode()
    assert offered.headers["Referrer-Policy"] == "same-origin"
    joined = client.post(path, {"full_name": "Sari W", "username": "Sari.W", "password": "empat lima enam"})
    assert joined.headers["Location"] == "/sign-in/"
    client.post("/sign-in/", {"username": "sari.w", "password": "empat lima enam"})
    assert "Bawaslu Malang" in client.get("/profile/").content.decode()


@pytest.mark.parametrize("path", ["/join/" + "A" * 43 + "/", "/join/x/"])
def test_a_forged_link_is_a_sentence(client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Tautan ini tidak dikenal" in answer.content.decode()


def test_a_replayed_and_a_withdrawn_link_are_sentences(chief, client) -> None:
    path = link_in(invitation(chief).content.decode())
    client.post(path, {"full_name": "Sari W", "username": "sari", "password": "empat lima enam"})
    again = client.post(path, {"full_name": "Budi", "username": "budi", "password": "empat lima enam"})
    assert "Tautan ini sudah dipakai" in again.content.decode()
    other = link_in(invitation(chief, key="b").content.decode())
    chief.post(f"/people/links/{Invitation.rows.get(key='b').pk}/")
    assert "sudah dicabut" in client.get(other).content.decode()
    Invitation.rows.filter(key="b").update(revoked_at=None, expires_at=NOW)
    assert "kedaluwarsa" in client.get(other).content.decode()
    assert not User.objects.filter(username="budi").exists()


def test_a_form_sent_twice_says_so(chief) -> None:
    invitation(chief)
    again = invitation(chief)
    assert again.status_code == 422
    assert "hanya ditampilkan sekali" in again.content.decode()


def test_what_is_wrong_keeps_what_was_typed(chief, client) -> None:
    wrong = invitation(chief, territory="64")
    assert wrong.status_code == 422
    assert 'value="64"' in wrong.content.decode()
    path = link_in(invitation(chief).content.decode())
    weak = client.post(path, {"full_name": "Sari W", "username": "sari", "password": "123"})
    page = weak.content.decode()
    assert weak.status_code == 422
    assert "terlalu lemah" in page
    assert 'value="sari"' in page
    assert 'value="123"' not in page


def test_an_administrator_sees_their_own_people_and_closes_an_account_at_once(chief, agency) -> None:
    enrol("sari", Role.BAWASLU_OFFICER, agency)
    enrol("orang-lain", Role.POLRES_LIAISON, None)
    theirs = Client()
    theirs.post("/sign-in/", {"username": "sari", "password": PASSWORD})
    assert theirs.get("/profile/").status_code == 200
    listed = chief.get("/people/").content.decode()
    assert "Sari" in listed
    assert "Orang-Lain" not in listed
    assert chief.get("/people/accounts/orang-lain/").status_code == 404
    chief.post("/people/accounts/sari/close/")
    assert theirs.get("/profile/").status_code == 302
    assert "nonaktif" in chief.get("/people/accounts/sari/").content.decode()
    chief.post("/people/accounts/sari/open/")
    assert theirs.get("/profile/").status_code == 302, "a session that ended stays ended"


def test_a_role_is_changed_and_a_password_renewed(chief, agency, client) -> None:
    person = enrol("sari", Role.BAWASLU_OFFICER, agency)
    chief.post("/people/accounts/sari/post/", {"role": "bawaslu_analyst", "territory": CITY})
    person.refresh_from_db()
    assert person.role == "bawaslu_analyst"
    refused = chief.post("/people/accounts/sari/post/", {"role": "administrator", "territory": CITY})
    assert refused.status_code == 422
    client.post("/sign-in/", {"username": "sari", "password": PASSWORD})
    path = link_in(chief.post("/people/accounts/sari/password/").content.decode())
    renewed = Client()
    assert renewed.post(path, {"password": "lima gunung api"}).status_code == 302
    assert client.get("/profile/").status_code == 302, "sessions under the old password end"
    assert renewed.post("/sign-in/", {"username": "sari", "password": "lima gunung api"}).status_code == 302


@pytest.mark.parametrize("path", ["/people/", "/people/invitation/", "/people/accounts/ketua/"])
def test_others_have_no_such_pages(chief, agency, path: str) -> None:
    enrol("sari", Role.BAWASLU_OFFICER, agency)
    theirs = Client()
    theirs.post("/sign-in/", {"username": "sari", "password": PASSWORD})
    assert theirs.get(path).status_code == 403
    assert Client().get(path).status_code == 302
