"""Signing in and out, the language, the profile, and what every answer carries."""

import pytest
from django.test import Client

from siaga.domain.permissions import Role
from siaga.store.models import AuditEntry, User

PASSWORD = "kata-sandi-uji"


@pytest.fixture
def person(db) -> User:
    return User.objects.enrol(
        "uji",
        PASSWORD,
        Role.FKDM_MEMBER,
        full_name="Ibu Uji",
        territory="35.73",
        joined_at="2026-01-01T00:00Z",
    )


def sign_in(client: Client, onward: str = "", password: str = PASSWORD):
    return client.post("/sign-in/", {"username": "uji", "password": password, "next": onward})


def test_signing_in_goes_on_to_where_one_was_going(client, person) -> None:
    asked = client.get("/profile/")
    assert asked.status_code == 302
    assert asked.headers["Location"] == "/sign-in/?next=%2Fprofile%2F"
    assert sign_in(client, "/profile/").headers["Location"] == "/profile/"
    page = client.get("/profile/").content.decode()
    assert "Ibu Uji" in page
    assert "35.73" in page


@pytest.mark.parametrize("onward", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_never_on_to_somebody_elses_address(client, person, onward: str) -> None:
    assert sign_in(client, onward).headers["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_says_what_to_do(client, person) -> None:
    answer = sign_in(client, password="salah")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="uji"' in text
    assert "Nama pengguna atau kata sandi tidak cocok" in text
    assert "salah" not in text


def test_signing_out_needs_a_post(client, person) -> None:
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/profile/").status_code == 302


def test_the_language_is_kept_for_the_browser_and_the_person(client, person) -> None:
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert "Sign in" in client.get("/sign-in/").content.decode()
    sign_in(client)
    client.post("/language/", {"language": "en", "next": "/profile/"})
    person.refresh_from_db()
    assert person.language == "en"
    assert AuditEntry.rows.filter(sentence="memilih bahasa en", user_id=person.pk).count() == 1


def test_an_unknown_language_changes_nothing(client, person) -> None:
    sign_in(client)
    answer = client.post("/language/", {"language": "xx"})
    assert answer.status_code == 400
    person.refresh_from_db()
    assert person.language == "id"


def test_a_form_from_elsewhere_is_refused(person) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403


def test_an_address_nobody_answers(client) -> None:
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "Halaman /tidak-ada/ tidak ada" in answer.content.decode()


def test_a_fault_of_ours_says_so(db, monkeypatch) -> None:
    from siaga.web.pages import people

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("kebocoran rahasia")

    monkeypatch.setattr(people, "render", broken)
    answer = Client(raise_request_exception=False).get("/sign-in/")
    assert answer.status_code == 500
    assert "kesalahan kami" in answer.content.decode()
    assert "kebocoran" not in answer.content.decode()


def test_every_answer_carries_the_policy(client) -> None:
    for address in ("/sign-in/", "/tidak-ada/", "/api/v1/openapi.json"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self'; worker-src blob:; img-src 'self' data:;")
        assert "unsafe" not in policy
    assert client.get("/sign-in/").headers["X-Frame-Options"] == "DENY"
    assert client.get("/sign-in/").headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.ADMINISTRATOR, {"/imports/", "/administration/"}),
        (Role.BAWASLU_OFFICER, {"/imports/"}),
        (Role.KPU_LOGISTICS_OFFICER, {"/imports/"}),
        (Role.FKDM_MEMBER, set()),
        (Role.NONE, set()),
    ],
)
def test_the_navigation_shows_what_one_may_use(client, person, role: Role, seen: set[str]) -> None:
    User.objects.filter(pk=person.pk).update(role=role.value)
    sign_in(client)
    page = client.get("/profile/").content.decode()
    assert {address for address in ("/imports/", "/administration/") if f'href="{address}"' in page} == seen
