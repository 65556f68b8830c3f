"""Invitations by link or QR: make one, look at it, accept it once, take it back."""

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from siaga.domain.agencies import AgencyKind
from siaga.domain.appointments import Branch, Post, looks_after, refuse_appointment
from siaga.domain.entries import FieldsWrong, TerritoryUnknown
from siaga.domain.invitations import (
    LASTS,
    SHORTEST_PASSWORD,
    Acceptance,
    InvitedAlready,
    IssuedLink,
    LinkExpired,
    LinkRevoked,
    LinkState,
    LinkUnknown,
    LinkUsed,
    NameMissing,
    NewInvitation,
    Offer,
    PasswordWeak,
    Purpose,
    UsernameMalformed,
    UsernameTaken,
)
from siaga.domain.permissions import Actor, Permission, Role
from siaga.domain.problems import NotFound, Problem
from siaga.services.demo import DEMO_PEOPLE
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, Area, Invitation, User

_RESERVED = {person.username for person in DEMO_PEOPLE}
_CLOSED: dict[LinkState, type[Problem]] = {
    LinkState.USED: LinkUsed,
    LinkState.EXPIRED: LinkExpired,
    LinkState.REVOKED: LinkRevoked,
}


def digest_of(token: str) -> str:
    """What is kept of a token: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def branch_of(agency: Agency | None) -> Branch:
    """The agency as appointing sees it."""
    if agency is None:
        return Branch()
    known = agency.kind in {kind.value for kind in AgencyKind}
    kind = AgencyKind(agency.kind) if known else AgencyKind.OTHER
    return Branch(agency.code, agency.name, kind, agency.territory)


def agency_named(code: str) -> Agency | None:
    """The agency of that code; "" is none."""
    if not code:
        return None
    agency = Agency.rows.filter(code=code).first()
    if agency is None:
        raise NotFound(what="lembaga", name=code)
    return agency


def issue(row: Invitation, purpose: Purpose, now: datetime) -> IssuedLink:
    """Give a link its token and keep the row; the token itself is returned and nowhere else."""
    token = secrets.token_urlsafe(32)
    row.digest, row.purpose = digest_of(token), purpose.value
    row.made_at, row.expires_at = now, now + LASTS[purpose]
    row.save()
    agency = row.agency.name if row.agency else "Siaga"
    return IssuedLink(
        token, purpose, row.full_name, Role(row.role), agency, row.territory or "nasional", row.expires_at
    )


@changes(
    Permission.INVITE_PEOPLE,
    "mengundang {result.full_name} sebagai {result.role} di {result.agency}, wilayah {result.territory}",
    elevated=True,
)
def invite_person(actor: Actor, *, new: NewInvitation, now: datetime) -> IssuedLink:
    """Offer somebody a place in an agency; the same form sent twice is one invitation."""
    if not new.full_name:
        raise FieldsWrong({"full_name": NameMissing()})
    if Invitation.rows.filter(key=new.key).exists():
        raise InvitedAlready
    agency = agency_named(new.agency)
    refuse_appointment(actor, Post(new.role, new.agency, new.territory), branch_of(agency))
    if new.territory and not Area.rows.filter(code=new.territory).exists():
        raise FieldsWrong({"territory": TerritoryUnknown(code=new.territory)})
    row = Invitation(
        key=new.key,
        full_name=new.full_name,
        role=new.role.value,
        agency=agency,
        territory=new.territory,
        made_by_id=actor.user_id,
    )
    return issue(row, Purpose.JOIN, now)


@changes(Permission.INVITE_PEOPLE, "mencabut tautan untuk {result}")
def revoke_invitation(actor: Actor, *, number: int, now: datetime) -> str:
    """Take back a link of one's own people; one used in the meantime stays used."""
    row = Invitation.rows.select_related("agency").filter(pk=number).first()
    if row is None or not looks_after(actor, post_of(row), branch_of(row.agency)):
        raise NotFound(what="undangan", name=number)
    if not Invitation.open_at(now).filter(pk=number).update(revoked_at=now):
        raise _closed(row, now)
    return row.full_name


@reads(Permission.PUBLIC)
def open_invitation(_: Actor, *, token: str, now: datetime) -> Offer:
    """What a link offers, while it is open."""
    row = _open_row(token, now)
    return Offer(
        Purpose(row.purpose),
        row.full_name,
        row.person.username if row.person else "",
        Role(row.role),
        row.agency.name if row.agency else "Siaga",
        row.territory,
        row.expires_at,
    )


@changes(Permission.PUBLIC, "{result.full_name} ({result.username}) memakai tautannya")
def accept_invitation(_: Actor, *, token: str, acceptance: Acceptance, now: datetime) -> User:
    """Become a person of Siaga, or set a new password; of two at once only one gets in.

    The claim is one update that must change exactly one row, inside the transaction that makes the person:
    a second request waits for it and then finds the link used.
    """
    row = _open_row(token, now)
    wrong = dict(_wrong(row, acceptance))
    if wrong:
        raise FieldsWrong(wrong)
    if Invitation.open_at(now).filter(pk=row.pk).update(used_at=now) != 1:
        raise LinkUsed
    if row.person is not None:
        person = row.person
        person.set_password(acceptance.password)
        person.save(update_fields=["password"])
        return person
    person = _enrolled(row, acceptance, now)
    Invitation.rows.filter(pk=row.pk).update(person=person)
    return person


def post_of(row: Invitation) -> Post:
    """The place a link is for."""
    return Post(Role(row.role), row.agency.code if row.agency else "", row.territory)


def refuse_weak(password: str, person: User) -> None:
    """Refuse a password that is short, common, or like the person's name."""
    try:
        validate_password(password, person)
    except ValidationError as reason:
        raise PasswordWeak(length=SHORTEST_PASSWORD) from reason


def _open_row(token: str, now: datetime) -> Invitation:
    """The row behind a token; a link whose maker may no longer invite is closed with them."""
    rows = Invitation.rows.select_related("agency", "person", "made_by__agency")
    row = rows.filter(digest=digest_of(token)).first()
    if row is None:
        raise LinkUnknown
    state = row.state(now)
    if state is not LinkState.OPEN:
        raise _closed(row, now)
    maker = row.made_by
    stands = maker is None or (
        maker.is_active
        and maker.actor().may(Permission.INVITE_PEOPLE)
        and looks_after(maker.actor(), post_of(row), branch_of(row.agency))
    )
    if not stands or (row.person is not None and not row.person.is_active):
        raise LinkRevoked
    return row


def _closed(row: Invitation, now: datetime) -> Problem:
    """Why a link does not work; one used meanwhile by another request counts as used."""
    return _CLOSED.get(row.state(now), LinkUsed)()


def _wrong(row: Invitation, acceptance: Acceptance) -> list[tuple[str, Problem]]:
    """Each field that is wrong, with why."""
    found: list[tuple[str, Problem]] = []
    person = row.person or User(username=acceptance.username, full_name=acceptance.full_name)
    if row.person is None:
        if not acceptance.full_name:
            found.append(("full_name", NameMissing()))
        if not acceptance.username_is_sound:
            found.append(("username", UsernameMalformed()))
        elif acceptance.username in _RESERVED or User.objects.filter(username=acceptance.username).exists():
            found.append(("username", UsernameTaken(username=acceptance.username)))
    try:
        refuse_weak(acceptance.password, person)
    except PasswordWeak as weak:
        found.append(("password", weak))
    return found


def _enrolled(row: Invitation, acceptance: Acceptance, now: datetime) -> User:
    """The new person; a username somebody else took this instant is refused like any taken one."""
    try:
        with transaction.atomic():
            return User.objects.enrol(
                acceptance.username,
                acceptance.password,
                Role(row.role),
                full_name=acceptance.full_name,
                agency=row.agency,
                territory=row.territory,
                joined_at=now,
            )
    except IntegrityError as taken:
        raise FieldsWrong({"username": UsernameTaken(username=acceptance.username)}) from taken
