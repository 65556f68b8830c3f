"""Guessing passwords is slowed down, tells nothing about accounts, and sessions end when they should."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from siaga.domain.permissions import Role
from siaga.store.models import AuditEntry, User

PASSWORD = "tujuh belas agustus"
NEW = "lima gunung api"


@pytest.fixture
def person(db) -> User:
    return User.objects.enrol(
        "sari", PASSWORD, Role.FKDM_MEMBER, full_name="Sari", joined_at=datetime(2026, 1, 1, tzinfo=UTC)
    )


def guess(browser: Client, username: str, password: str = "salah", address: str = "127.0.0.1"):
    return browser.post("/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=address)


def said(answer) -> str:
    """The page without its tokens, its clock and the name typed."""
    return re.sub(r'value="[^"]*"|pukul [0-9.]+', "", answer.content.decode())


def test_five_wrong_passwords_close_the_account_from_there_and_say_until_when(client, person) -> None:
    answers = [guess(client, "sari") for _ in range(5)]
    assert [one.status_code for one in answers] == [422, 422, 422, 422, 429]
    right = guess(client, "sari", PASSWORD)
    assert right.status_code == 429
    page = right.content.decode()
    assert "Coba lagi pukul" in page
    assert "WIB" in page
    assert client.get("/profile/").status_code == 302


def test_an_account_that_does_not_exist_answers_the_same(client, person) -> None:
    def answers(username: str) -> list[tuple[int, str]]:
        found = [guess(client, username) for _ in range(6)]
        return [(one.status_code, said(one)) for one in found]

    assert answers("sari") == answers("hantu")


def test_a_closed_account_answers_like_a_wrong_password(client, person) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert "tidak cocok" in guess(client, "sari", PASSWORD).content.decode()


def test_it_costs_the_same_whether_or_not_the_account_exists(client, person, monkeypatch) -> None:
    """One password is hashed in either case; a clock would be a poorer witness."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed = []
    original = Argon2PasswordHasher.encode
    monkeypatch.setattr(
        Argon2PasswordHasher, "encode", lambda self, *given: hashed.append("made") or original(self, *given)
    )
    verified = Argon2PasswordHasher.verify
    monkeypatch.setattr(
        Argon2PasswordHasher,
        "verify",
        lambda self, *given: hashed.append("checked") or verified(self, *given),
    )
    guess(client, "hantu")
    assert hashed == ["made"]
    guess(client, "sari")
    assert hashed == ["made", "checked"]


def test_from_elsewhere_the_owner_still_gets_in(client, person) -> None:
    for _ in range(6):
        guess(client, "sari", address="203.0.113.9")
    assert guess(client, "sari", PASSWORD, address="198.51.100.4").status_code == 302


def test_after_a_quarter_of_an_hour_it_opens_again(client, person) -> None:
    from axes.models import AccessAttempt

    for _ in range(5):
        guess(client, "sari")
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=16))
    assert guess(client, "sari", PASSWORD).status_code == 302


def test_no_password_is_kept_of_a_wrong_attempt(client, person) -> None:
    from axes.models import AccessAttempt

    guess(client, "sari", "rahasia-saya-yang-lain")
    assert "rahasia" not in str(vars(AccessAttempt.objects.get()))


def signed_in() -> Client:
    browser = Client()
    guess(browser, "sari", PASSWORD)
    return browser


def test_a_new_password_ends_the_other_sessions(person) -> None:
    here, elsewhere = signed_in(), signed_in()
    assert here.post("/profile/password/", {"present": PASSWORD, "new": NEW}).status_code == 302
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302
    assert guess(Client(), "sari", NEW).status_code == 302
    assert AuditEntry.rows.filter(sentence="mengganti kata sandinya sendiri").count() == 1


@pytest.mark.parametrize(
    ("present", "new", "reason"),
    [("salah", NEW, "tidak cocok"), (PASSWORD, "pendek", "terlalu lemah"), (PASSWORD, "", "Belum diisi")],
)
def test_a_password_is_not_changed_lightly(person, present: str, new: str, reason: str) -> None:
    answer = signed_in().post("/profile/password/", {"present": present, "new": new})
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_guessing_the_present_password_is_throttled_too(person) -> None:
    browser = signed_in()
    for _ in range(5):
        browser.post("/profile/password/", {"present": "salah", "new": NEW})
    answer = browser.post("/profile/password/", {"present": PASSWORD, "new": NEW})
    assert "Coba lagi pukul" in answer.content.decode()
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_signing_out_everywhere(person) -> None:
    here, elsewhere = signed_in(), signed_in()
    assert here.post("/profile/sessions/").headers["Location"] == "/sign-in/"
    for browser in (here, elsewhere):
        assert browser.get("/profile/").status_code == 302
    assert signed_in().get("/profile/").status_code == 200
