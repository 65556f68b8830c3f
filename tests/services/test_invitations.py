"""Invitations: who may give what, once, until when; and the people an administrator looks after."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from siaga.domain import invitations as links
from siaga.domain.agencies import AgencyKind
from siaga.domain.appointments import (
    Branch,
    NotYourAgency,
    NotYourself,
    OutsideTheAgency,
    OutsideYourTerritory,
    RoleNotOffered,
    roles_of,
)
from siaga.domain.entries import FieldsWrong
from siaga.domain.invitations import Acceptance, NewInvitation
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC, Actor, Permission, Role
from siaga.domain.problems import NotFound, NotPermitted
from siaga.services import invitations, staff
from siaga.store.models import Agency, Area, AuditEntry, Invitation, User

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CITY = "35.73"
PASSWORD = "tujuh belas agustus"


@pytest.fixture
def branches(db) -> dict[str, Agency]:
    for code, level, parent in (("35", "provinsi", "ID"), (CITY, "kabkota", "35"), ("64", "provinsi", "ID")):
        Area.rows.create(
            code=code, name=code, search_name=code, level=level, parent=parent, valid_from="2020-01-01"
        )
    made = {}
    for code, kind in (("bawaslu-35.73", "supervisor"), ("polri-35.73", "security")):
        made[code] = Agency.rows.create(code=code, name=code, kind=kind, territory=CITY)
    return made


def enrol(username: str, role: Role, agency: Agency | None, territory: str = CITY) -> Actor:
    person = User.objects.enrol(
        username,
        PASSWORD,
        role,
        full_name=username.title(),
        agency=agency,
        territory=territory,
        joined_at=NOW,
    )
    return replace(person.actor(), elevated=True)


@pytest.fixture
def chief(branches) -> Actor:
    """The administrator of Bawaslu Kota."""
    return enrol("ketua", Role.AGENCY_ADMINISTRATOR, branches["bawaslu-35.73"])


def offer(**changed) -> NewInvitation:
    return replace(NewInvitation("Sari", Role.BAWASLU_OFFICER, "bawaslu-35.73", CITY, "satu"), **changed)


def invite(actor: Actor, **changed) -> str:
    return invitations.invite_person(actor, new=offer(**changed), now=NOW).token


def accept(token: str, username: str = "sari", password: str = PASSWORD, now: datetime = NOW) -> User:
    given = Acceptance(username, "Sari Wulandari", password)
    return invitations.accept_invitation(THE_PUBLIC, token=token, acceptance=given, now=now)


def test_an_invited_person_joins_with_the_role_and_territory_offered(chief) -> None:
    token = invite(chief)
    person = accept(token)
    assert (person.role, person.territory, person.agency.code) == ("bawaslu_officer", CITY, "bawaslu-35.73")
    assert person.check_password(PASSWORD)
    sentences = list(AuditEntry.rows.order_by("pk").values_list("sentence", flat=True))
    assert sentences == [
        "mengundang Sari sebagai bawaslu_officer di bawaslu-35.73, wilayah 35.73",
        "Sari Wulandari (sari) memakai tautannya",
    ]


def test_the_token_is_nowhere_in_the_store(chief) -> None:
    token = invite(chief)
    row = Invitation.rows.get()
    assert token not in {str(value) for value in vars(row).values()}
    assert row.digest == invitations.digest_of(token)
    assert not AuditEntry.rows.filter(sentence__contains=token).exists()


def test_a_link_works_once(chief) -> None:
    token = invite(chief)
    accept(token)
    with pytest.raises(links.LinkUsed):
        accept(token, "lain")
    with pytest.raises(links.LinkUsed):
        invitations.open_invitation(THE_PUBLIC, token=token, now=NOW)
    assert not User.objects.filter(username="lain").exists()


def test_a_forged_an_expired_and_a_withdrawn_link_say_what_they_are(chief) -> None:
    with pytest.raises(links.LinkUnknown):
        accept("x" * 43)
    token = invite(chief)
    with pytest.raises(links.LinkExpired):
        accept(token, now=NOW + timedelta(days=7, seconds=1))
    invitations.revoke_invitation(chief, number=Invitation.rows.get().pk, now=NOW)
    with pytest.raises(links.LinkRevoked):
        accept(token)
    assert User.objects.count() == 1


def test_a_link_falls_with_whoever_made_it(chief) -> None:
    token = invite(chief)
    User.objects.filter(username="ketua").update(is_active=False)
    with pytest.raises(links.LinkRevoked):
        accept(token)
    User.objects.filter(username="ketua").update(is_active=True, role="bawaslu_officer")
    with pytest.raises(links.LinkRevoked):
        accept(token)


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"agency": "polri-35.73", "role": Role.POLRES_LIAISON}, NotYourAgency),
        ({"agency": "", "role": Role.ADMINISTRATOR}, NotYourAgency),
        ({"role": Role.ADMINISTRATOR}, RoleNotOffered),
        ({"role": Role.CONSOLE}, RoleNotOffered),
        ({"role": Role.POLRES_LIAISON}, RoleNotOffered),
        ({"territory": "64"}, OutsideYourTerritory),
        ({"territory": "35.7"}, OutsideYourTerritory),
        ({"territory": "35"}, OutsideYourTerritory),
        ({"territory": ""}, OutsideYourTerritory),
        ({"agency": "tidak-ada"}, NotFound),
        ({"territory": "35.73.99"}, FieldsWrong),
        ({"full_name": ""}, FieldsWrong),
    ],
)
def test_what_an_agencys_administrator_cannot_offer(chief, changed, refused) -> None:
    with pytest.raises(refused):
        invite(chief, **changed)
    assert not Invitation.rows.exists()


def test_the_national_administrator_stays_inside_the_agencys_territory(branches) -> None:
    assert invite(THE_CONSOLE)
    with pytest.raises(OutsideTheAgency):
        invite(THE_CONSOLE, territory="64", key="dua")
    assert invite(THE_CONSOLE, agency="", role=Role.ADMINISTRATOR, territory="", key="tiga")


def test_an_administrator_of_a_province_makes_no_national_one(branches) -> None:
    provincial = enrol("jatim", Role.ADMINISTRATOR, None, "35")
    with pytest.raises(OutsideYourTerritory):
        invite(provincial, agency="", role=Role.ADMINISTRATOR, territory="")


def test_the_standing_four_invite_nobody(branches, actors) -> None:
    for actor in (*actors, THE_PUBLIC):
        with pytest.raises(NotPermitted):
            invite(actor)


def test_the_same_form_sent_twice_is_one_invitation(chief) -> None:
    invite(chief)
    with pytest.raises(links.InvitedAlready):
        invite(chief)
    assert Invitation.rows.count() == 1


@pytest.mark.parametrize(
    ("username", "password", "field", "problem"),
    [
        ("ketua", PASSWORD, "username", links.UsernameTaken),
        ("admin", PASSWORD, "username", links.UsernameTaken),
        ("Sari W", PASSWORD, "username", links.UsernameMalformed),
        ("sari", "pendek", "password", links.PasswordWeak),
        ("sari", "password123", "password", links.PasswordWeak),
        ("sari", "sari wulandari", "password", links.PasswordWeak),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_link_stays_open(
    chief, username: str, password: str, *, field: str, problem
) -> None:
    token = invite(chief)
    with pytest.raises(FieldsWrong) as wrong:
        accept(token, username, password)
    assert isinstance(wrong.value.problems[field], problem)
    assert accept(token).username == "sari"


def test_two_at_once_one_gets_in(committed) -> None:
    """Two requests hold the same open link; the claim lets one of them make an account."""
    import threading

    from django.db import connections

    Agency.rows.create(code="bawaslu-35.73", name="Bawaslu", kind="supervisor", territory=CITY)
    Area.rows.create(
        code=CITY, name=CITY, search_name=CITY, level="kabkota", parent="35", valid_from="2020-01-01"
    )
    token, ready, said = invite(THE_CONSOLE), threading.Barrier(2), []

    def join(username: str) -> None:
        ready.wait()
        try:
            said.append(accept(token, username).username)
        except links.LinkUsed:
            said.append("used")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=join, args=(name,)) for name in ("satu", "dua1")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "used" in said
    assert User.objects.count() == 1


def test_a_new_password_by_link_ends_the_earlier_link(chief, branches) -> None:
    enrol("sari", Role.BAWASLU_OFFICER, branches["bawaslu-35.73"])
    first = staff.renew_password(chief, username="sari", now=NOW).token
    second = staff.renew_password(chief, username="sari", now=NOW).token
    with pytest.raises(links.LinkRevoked):
        accept(first)
    assert accept(second, password="lima gunung api").check_password("lima gunung api")
    assert User.objects.count() == 2


def test_ones_people_are_the_agencys_own(chief, branches) -> None:
    enrol("sari", Role.BAWASLU_OFFICER, branches["bawaslu-35.73"])
    enrol("pusat", Role.ADMINISTRATOR, branches["bawaslu-35.73"], "")
    enrol("kapolres", Role.POLRES_LIAISON, branches["polri-35.73"])
    found = staff.own_staff(chief, now=NOW)
    assert [one.username for one in found.people] == ["ketua", "sari"]
    for username in ("kapolres", "pusat", "tidak-ada"):
        for attempt in (
            lambda name=username: staff.staff_member(chief, username=name),
            lambda name=username: staff.renew_password(chief, username=name, now=NOW),
            lambda name=username: staff.deactivate_person(chief, username=name, now=NOW),
            lambda name=username: staff.reactivate_person(chief, username=name),
            lambda name=username: staff.change_post(
                chief, username=name, role=Role.BAWASLU_OFFICER, territory=CITY
            ),
        ):
            with pytest.raises(NotFound):
                attempt()


def test_another_agencys_link_is_not_found(chief, branches) -> None:
    invite(THE_CONSOLE, agency="polri-35.73", role=Role.POLRES_LIAISON)
    with pytest.raises(NotFound):
        invitations.revoke_invitation(chief, number=Invitation.rows.get().pk, now=NOW)
    assert staff.own_staff(chief, now=NOW).links == ()


def test_nobody_changes_themselves(chief) -> None:
    with pytest.raises(NotYourself):
        staff.deactivate_person(chief, username="ketua", now=NOW)
    with pytest.raises(NotYourself):
        staff.change_post(chief, username="ketua", role=Role.BAWASLU_ANALYST, territory=CITY)


def test_a_post_is_changed_within_the_agency(chief, branches) -> None:
    enrol("sari", Role.BAWASLU_OFFICER, branches["bawaslu-35.73"])
    line = staff.change_post(chief, username="sari", role=Role.BAWASLU_ANALYST, territory=CITY)
    assert line.role is Role.BAWASLU_ANALYST
    with pytest.raises(RoleNotOffered):
        staff.change_post(chief, username="sari", role=Role.ADMINISTRATOR, territory=CITY)


def test_a_closed_account_can_nothing_and_its_links_are_dead(chief, branches) -> None:
    other = enrol("wakil", Role.AGENCY_ADMINISTRATOR, branches["bawaslu-35.73"])
    token = invite(other)
    staff.deactivate_person(chief, username="wakil", now=NOW)
    with pytest.raises(links.LinkRevoked):
        accept(token)
    assert staff.reactivate_person(chief, username="wakil").is_active
    with pytest.raises(links.LinkRevoked):
        accept(token)


def test_parties_and_media_are_never_offered_what_is_internal() -> None:
    from siaga.domain.permissions import GRANTS

    outside = {AgencyKind.PARTY, AgencyKind.MEDIA, AgencyKind.OBSERVER, AgencyKind.UNIVERSITY}
    for kind in outside | {AgencyKind.MASS_ORGANISATION, AgencyKind.YOUTH, AgencyKind.OTHER}:
        assert not any(Permission.READ_INTERNAL in GRANTS[role] for role in roles_of(kind)), kind
    assert Role.ADMINISTRATOR not in {role for kind in AgencyKind for role in roles_of(kind)}
    assert Branch().kind is AgencyKind.OTHER
