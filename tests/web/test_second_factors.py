"""The second factor from enrolment to loss, and sensitive steps that ask again."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client, override_settings
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from siaga.domain.permissions import Permission, Role
from siaga.domain.second_factors import MUST_HAVE_ONE, NotConfirmed
from siaga.services import second_factors
from siaga.services.people import actor_behind
from siaga.services.use_case import changes
from siaga.store.models import Agency, AuditEntry, Invitation, RecoveryCode, User

PASSWORD = "tujuh belas agustus"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def agency(db) -> Agency:
    return Agency.rows.create(code="bawaslu-35.73", name="Bawaslu Malang", kind="supervisor", territory="")


@pytest.fixture
def person(agency) -> User:
    return enrol("sari", Role.AGENCY_ADMINISTRATOR, agency)


def enrol(username: str, role: Role, agency: Agency | None) -> User:
    return User.objects.enrol(
        username, PASSWORD, role, full_name=username.title(), agency=agency, joined_at=NOW
    )


def sign_in(username: str = "sari") -> tuple[Client, object]:
    browser = Client()
    return browser, browser.post("/sign-in/", {"username": username, "password": PASSWORD})


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """The code a phone shows now, or some steps later."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def enrolled(browser: Client, username: str = "sari") -> list[str]:
    """Set up a phone and return the recovery codes shown."""
    begun = browser.post("/profile/second-factor/phone/")
    assert "data:image/svg+xml" in begun.content.decode()
    device = TOTPDevice.objects.get(user__username=username, confirmed=False)
    shown = browser.post("/profile/second-factor/phone/", {"code": code_of(device)})
    assert shown.headers["Cache-Control"] == "no-store"
    return re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", shown.content.decode())


def later_code(username: str = "sari") -> str:
    return code_of(TOTPDevice.objects.get(user__username=username), steps=1)


def freshen() -> None:
    """Forget wrong guesses, as a few seconds' wait would."""
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)


def test_after_enrolment_signing_in_takes_a_code_that_works_once(person) -> None:
    browser, _ = sign_in()
    assert len(enrolled(browser)) == 10
    again, asked = sign_in()
    assert asked.headers["Location"] == "/sign-in/code/"
    assert again.get("/profile/").status_code == 302, "the password alone opens nothing"
    code = later_code()
    assert again.post("/sign-in/code/", {"code": code}).headers["Location"] == "/"
    assert again.get("/profile/").status_code == 200
    replayed, _ = sign_in()
    assert replayed.post("/sign-in/code/", {"code": code}).status_code == 422
    assert replayed.get("/profile/").status_code == 302


def test_a_recovery_code_works_once_and_is_kept_as_a_digest(person) -> None:
    codes = enrolled(sign_in()[0])
    assert not RecoveryCode.rows.filter(digest__in=codes).exists()
    first, _ = sign_in()
    assert first.post("/sign-in/code/", {"code": codes[0].upper().replace("-", " ")}).status_code == 302
    second, _ = sign_in()
    assert second.post("/sign-in/code/", {"code": codes[0]}).status_code == 422
    freshen()
    assert second.post("/sign-in/code/", {"code": codes[1]}).status_code == 302
    assert "8" in second.get("/profile/second-factor/").content.decode()


def test_guesses_are_slowed_down(person) -> None:
    enrolled(sign_in()[0])
    browser, _ = sign_in()
    browser.post("/sign-in/code/", {"code": "000000"})
    assert browser.post("/sign-in/code/", {"code": later_code()}).status_code == 422, (
        "too soon after a wrong one"
    )
    freshen()
    assert browser.post("/sign-in/code/", {"code": later_code()}).status_code == 302


def test_the_second_step_needs_the_first_and_does_not_wait_for_ever(person, monkeypatch) -> None:
    enrolled(sign_in()[0])
    assert Client().get("/sign-in/code/").headers["Location"] == "/sign-in/"
    browser, _ = sign_in()
    real = time.time()
    monkeypatch.setattr("siaga.web.pages.second_factors.time.time", lambda: real + 301)
    assert browser.post("/sign-in/code/", {"code": later_code()}).headers["Location"] == "/sign-in/"


def test_a_wrong_first_code_shows_the_same_secret_again(person) -> None:
    browser, _ = sign_in()
    browser.post("/profile/second-factor/phone/")
    secret = TOTPDevice.objects.get().key
    wrong = browser.post("/profile/second-factor/phone/", {"code": "abc"})
    assert wrong.status_code == 422
    assert TOTPDevice.objects.get().key == secret
    assert not TOTPDevice.objects.get().confirmed


def test_confirming_without_a_code_is_refused(person) -> None:
    from siaga.domain.second_factors import CodeWrong

    actor = replace(person.actor(), elevated=True)
    second_factors.begin_second_factor(actor)
    with pytest.raises(CodeWrong):
        second_factors.confirm_second_factor(actor)


@pytest.mark.parametrize("role", sorted(MUST_HAVE_ONE))
def test_roles_that_verify_agree_or_publish_wait_for_a_second_factor(agency, role: Role) -> None:
    user = enrol("sari", role, agency)
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        held = actor_behind(user)
        assert (held.held_back, held.agency) == (True, "")
        assert {one for one in Permission if held.may(one)} == {Permission.PUBLIC, Permission.SIGNED_IN}
        TOTPDevice.objects.create(user=user, confirmed=True)
        assert actor_behind(user).may(Permission.READ_INTERNAL) == user.actor().may(Permission.READ_INTERNAL)
        assert not actor_behind(user).held_back


def test_a_role_that_must_have_one_is_led_to_it(person, agency) -> None:
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        browser, _ = sign_in()
        assert browser.get("/people/").headers["Location"] == "/profile/second-factor/"
        assert "hak Anda berlaku sesudah terpasang" in browser.get("/profile/second-factor/").content.decode()
        enrolled(browser)
        assert browser.get("/people/").status_code == 200


def stale(browser: Client) -> None:
    """As if a quarter of an hour had passed since this session's person last confirmed who they are."""
    session = browser.session
    session["confirmed_at"] = time.time() - 15 * 60 - 1
    session.save()


FORM = {
    "full_name": "Budi",
    "agency": "bawaslu-35.73",
    "role": "bawaslu_officer",
    "territory": "",
    "key": "k",
}


def test_a_sensitive_form_asks_again_and_keeps_what_was_typed(person) -> None:
    browser, _ = sign_in()
    stale(browser)
    asked = browser.post("/people/invitation/", FORM)
    page = asked.content.decode()
    assert asked.status_code == 403
    assert 'name="full_name" value="Budi"' in page
    assert not Invitation.rows.exists()
    wrong = browser.post("/people/invitation/", {**FORM, "confirm_answer": "salah"})
    assert wrong.status_code == 422
    assert "salah" not in wrong.content.decode()
    done = browser.post("/people/invitation/", {**FORM, "confirm_answer": PASSWORD})
    assert "/join/" in done.content.decode()
    assert Invitation.rows.get().full_name == "Budi"


def test_a_sensitive_page_asks_again_and_opens(person) -> None:
    browser, _ = sign_in()
    stale(browser)
    assert "Pastikan ini Anda" in browser.get("/people/invitation/").content.decode()
    opened = browser.post("/people/invitation/", {"confirm_answer": PASSWORD, "only_confirm": "1"})
    assert opened.headers["Location"] == "/people/invitation/"
    assert "Undang orang" in browser.get("/people/invitation/").content.decode()


def test_with_a_second_factor_the_code_is_asked_not_the_password(person) -> None:
    browser, _ = sign_in()
    enrolled(browser)
    stale(browser)
    refused = browser.post("/people/invitation/", {**FORM, "confirm_answer": PASSWORD})
    assert refused.status_code == 422
    freshen()
    done = browser.post("/people/invitation/", {**FORM, "confirm_answer": later_code()})
    assert "/join/" in done.content.decode()


def test_guessing_at_the_question_is_throttled(person) -> None:
    browser, _ = sign_in()
    stale(browser)
    for _ in range(5):
        answer = browser.post("/people/invitation/", {**FORM, "confirm_answer": "salah"})
    assert answer.status_code == 429
    assert browser.post("/people/invitation/", {**FORM, "confirm_answer": PASSWORD}).status_code == 429
    assert not Invitation.rows.exists()


def test_the_use_case_itself_refuses_whoever_did_not_confirm(person) -> None:
    @changes(Permission.SIGNED_IN, "menerbitkan", elevated=True)
    def publish_something(_) -> str:
        return "terbit"

    with pytest.raises(NotConfirmed):
        publish_something(person.actor())
    assert publish_something(replace(person.actor(), elevated=True)) == "terbit"


def test_an_administrator_takes_a_lost_second_factor_off(person, agency) -> None:
    enrol("budi", Role.BAWASLU_OFFICER, agency)
    theirs, _ = sign_in("budi")
    enrolled(theirs, "budi")
    chief, _ = sign_in()
    assert chief.post("/people/accounts/budi/second-factor/").status_code == 302
    assert not TOTPDevice.objects.filter(user__username="budi").exists()
    assert not RecoveryCode.rows.exists()
    assert theirs.get("/profile/").status_code == 302
    assert AuditEntry.rows.filter(sentence="melepas kode kedua budi").count() == 1


def test_a_program_is_told_to_confirm_as_well(person) -> None:
    from django.test import RequestFactory

    from siaga.api.operation import Operation

    @changes(Permission.SIGNED_IN, "menerbitkan", elevated=True)
    def publish_something(_) -> str:
        return "terbit"

    publishing = Operation(
        "x", "x", "x", asks=publish_something, answer=lambda _, actor: publish_something(actor)
    )
    request = RequestFactory().get("/api/v1/x")
    request.user, request.session = person, {}
    refused = publishing(request)
    assert refused.status_code == 403
    assert "NotConfirmed" in refused.content.decode()
    request.session = {"confirmed_at": time.time()}
    assert publishing(request).status_code == 200


def test_the_duty_stands_unless_switched_off(monkeypatch) -> None:
    from siaga.site.environment import NotANumber, flag, whole_number

    monkeypatch.delenv("SIAGA_REQUIRE_SECOND_FACTOR")
    assert flag("SIAGA_REQUIRE_SECOND_FACTOR", default="1")
    monkeypatch.setenv("SIAGA_REQUIRE_SECOND_FACTOR", "0")
    assert not flag("SIAGA_REQUIRE_SECOND_FACTOR", default="1")
    for text in ("0", "lima", "-3"):
        monkeypatch.setenv("SIAGA_ELEVATED_MINUTES", text)
        with pytest.raises(NotANumber):
            whole_number("SIAGA_ELEVATED_MINUTES", 15)
