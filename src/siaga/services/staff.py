"""The people an administrator looks after: their list, roles, accounts and new passwords by link."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django_otp.plugins.otp_totp.models import TOTPDevice

from siaga.domain.appointments import (
    NotYourself,
    Post,
    looks_after,
    refuse_appointment,
    roles_given_by,
)
from siaga.domain.entries import FieldsWrong, TerritoryUnknown
from siaga.domain.invitations import IssuedLink, LinkState, Purpose
from siaga.domain.permissions import Actor, Permission, Role
from siaga.domain.problems import NotFound
from siaga.services.invitations import agency_named, branch_of, issue
from siaga.services.second_factors import has_second_factor
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, Area, Invitation, RecoveryCode, User

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One person of the list."""

    username: str
    full_name: str
    role: Role
    agency: str
    territory: str
    is_active: bool
    is_oneself: bool
    has_second_factor: bool


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link of the list: for whom, and what has become of it."""

    number: int
    full_name: str
    purpose: Purpose
    role: Role
    agency: str
    territory: str
    expires_at: datetime
    state: LinkState


@dataclass(frozen=True, slots=True)
class Staff:
    """People and links; ``more`` is how many people did not fit."""

    people: tuple[StaffLine, ...]
    links: tuple[LinkLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """An agency one can invite into, and the roles one may give there."""

    code: str
    name: str
    roles: tuple[Role, ...]


@reads(Permission.INVITE_PEOPLE)
def own_staff(actor: Actor, *, now: datetime, words: str = "") -> Staff:
    """The people this administrator looks after and their links, newest first."""
    people = _people_of(actor)
    if words:
        people = people.filter(Q(full_name__icontains=words) | Q(username__icontains=words))
    total = people.count()
    shown = people.order_by("-is_active", "full_name", "pk")[:MOST_SHOWN]
    return Staff(
        tuple(_line(actor, one) for one in shown),
        tuple(_link(one, now) for one in _links_of(actor)[:MOST_SHOWN]),
        max(0, total - MOST_SHOWN),
    )


@reads(Permission.INVITE_PEOPLE)
def agency_choices(actor: Actor) -> tuple[AgencyChoice, ...]:
    """Where this administrator can invite somebody, and as what."""
    choices = []
    if actor.may(Permission.OPERATE):
        choices.append(AgencyChoice("", "Siaga", (Role.ADMINISTRATOR,)))
    rows = Agency.rows.order_by("name")
    if not actor.may(Permission.OPERATE):
        rows = rows.filter(code=actor.agency)
    return (
        *choices,
        *(AgencyChoice(one.code, one.name, roles_given_by(actor, branch_of(one))) for one in rows),
    )


@reads(Permission.INVITE_PEOPLE)
def staff_member(actor: Actor, *, username: str) -> StaffLine:
    """One of one's people; anybody else does not exist."""
    return _line(actor, _one(actor, username))


@changes(
    Permission.INVITE_PEOPLE, "menjadikan {username} {result.role} untuk wilayah {territory}", elevated=True
)
def change_post(actor: Actor, *, username: str, role: Role, territory: str) -> StaffLine:
    """Give one of one's people another role or territory within their agency."""
    person = _another(actor, username)
    agency = person.agency
    refuse_appointment(actor, Post(role, agency.code if agency else "", territory), branch_of(agency))
    if territory and not Area.rows.filter(code=territory).exists():
        raise FieldsWrong({"territory": TerritoryUnknown(code=territory)})
    person.role, person.territory = role.value, territory
    person.save(update_fields=["role", "territory"])
    return _line(actor, person)


@changes(Permission.INVITE_PEOPLE, "menonaktifkan akun {username}", elevated=True)
def deactivate_person(actor: Actor, *, username: str, now: datetime) -> StaffLine:
    """Close an account: its sessions end at once, and the links it made or was given no longer work."""
    person = _another(actor, username)
    User.objects.filter(pk=person.pk).update(is_active=False, sign_ins_from=F("sign_ins_from") + 1)
    links = Invitation.open_at(now).filter(Q(made_by=person) | Q(person=person))
    links.update(revoked_at=now)
    person.refresh_from_db()
    return _line(actor, person)


@changes(Permission.INVITE_PEOPLE, "mengaktifkan kembali akun {username}", elevated=True)
def reactivate_person(actor: Actor, *, username: str) -> StaffLine:
    """Open a closed account again; its password is the old one."""
    person = _another(actor, username)
    person.is_active = True
    person.save(update_fields=["is_active"])
    return _line(actor, person)


@changes(Permission.INVITE_PEOPLE, "membuat tautan kata sandi baru untuk {username}", elevated=True)
def renew_password(actor: Actor, *, username: str, now: datetime) -> IssuedLink:
    """A link by which one of one's people sets a new password; an earlier one stops working."""
    person = _another(actor, username)
    if not person.is_active:
        raise NotFound(what="akun aktif", name=username)
    Invitation.open_at(now).filter(person=person).update(revoked_at=now)
    row = Invitation(
        key=str(uuid.uuid4()),
        person=person,
        full_name=person.full_name,
        role=person.role,
        agency=person.agency,
        territory=person.territory,
        made_by_id=actor.user_id,
    )
    return issue(row, Purpose.PASSWORD, now)


@changes(Permission.INVITE_PEOPLE, "melepas kode kedua {username}", elevated=True)
def remove_second_factor(actor: Actor, *, username: str) -> StaffLine:
    """Take the second factor off the account of one's person who lost phone and codes."""
    person = _another(actor, username)
    TOTPDevice.objects.filter(user=person).delete()
    RecoveryCode.rows.filter(person=person).delete()
    User.objects.filter(pk=person.pk).update(sign_ins_from=F("sign_ins_from") + 1)
    return _line(actor, person)


def _within(territory: str) -> Q:
    """Rows of a territory and everything below it."""
    return Q(territory=territory) | Q(territory__startswith=territory + ".") if territory else Q()


def _scope(actor: Actor) -> Q:
    """What an administrator sees: the people of their agency, or everybody's, inside their territory."""
    if actor.may(Permission.OPERATE):
        return _within(actor.territory)
    own = agency_named(actor.agency)
    roles = {role.value for role in roles_given_by(actor, branch_of(own))}
    return _within(actor.territory) & Q(agency=own, role__in=roles) if own else Q(pk__in=())


def _people_of(actor: Actor) -> QuerySet[User]:
    """The people this administrator looks after."""
    return User.objects.select_related("agency").filter(_scope(actor))


def _links_of(actor: Actor) -> QuerySet[Invitation]:
    """Their links, newest first."""
    return Invitation.rows.select_related("agency").filter(_scope(actor)).order_by("-made_at", "-pk")


def _one(actor: Actor, username: str) -> User:
    """One of one's people; somebody else's is not found."""
    person = User.objects.select_related("agency").filter(username=username).first()
    if person is not None:
        post = Post(Role(person.role), person.agency.code if person.agency else "", person.territory)
        if looks_after(actor, post, branch_of(person.agency)):
            return person
    raise NotFound(what="orang", name=username)


def _another(actor: Actor, username: str) -> User:
    """One of one's people who is not oneself."""
    person = _one(actor, username)
    if person.pk == actor.user_id:
        raise NotYourself
    return person


def _line(actor: Actor, person: User) -> StaffLine:
    """A person as the list shows them."""
    return StaffLine(
        person.username,
        person.full_name,
        Role(person.role),
        person.agency.name if person.agency else "",
        person.territory,
        person.is_active,
        person.pk == actor.user_id,
        has_second_factor(person.pk),
    )


def _link(row: Invitation, now: datetime) -> LinkLine:
    """A link as the list shows it."""
    return LinkLine(
        row.pk,
        row.full_name,
        Purpose(row.purpose),
        Role(row.role),
        row.agency.name if row.agency else "",
        row.territory,
        row.expires_at,
        row.state(now),
    )
