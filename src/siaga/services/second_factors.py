"""Setting up a second factor and passing it: codes of a phone (TOTP), or recovery codes for its loss."""

import secrets
from base64 import b32encode
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from siaga.domain.permissions import Actor, Permission, Role
from siaga.domain.problems import NotPermitted
from siaga.domain.second_factors import (
    MUST_HAVE_ONE,
    RECOVERY_CODES,
    CodeWrong,
    Enrolment,
    NothingBegun,
    SecondFactor,
)
from siaga.services.use_case import changes, reads
from siaga.store.models import RecoveryCode, User

# Without letters and digits that are mistaken for each other on paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def must_enrol(person: User) -> bool:
    """Whether this person's rights wait for a second factor."""
    return (
        settings.REQUIRE_SECOND_FACTOR
        and Role(person.role) in MUST_HAVE_ONE
        and not has_second_factor(person.pk)
    )


def has_second_factor(person: int) -> bool:
    """Whether this person's phone makes codes."""
    return bool(TOTPDevice.objects.filter(user_id=person, confirmed=True).exists())


@reads(Permission.SIGNED_IN)
def own_second_factor(actor: Actor) -> SecondFactor:
    """How it stands with one's own second factor."""
    person = _own_id(actor)
    left = RecoveryCode.rows.filter(person_id=person, used_at=None).count()
    needed = settings.REQUIRE_SECOND_FACTOR and actor.role in MUST_HAVE_ONE
    return SecondFactor(has_second_factor(person), needed, left)


@changes(Permission.SIGNED_IN, "mulai memasang kode kedua", elevated=True)
def begin_second_factor(actor: Actor) -> Enrolment:
    """A new secret for one's phone; it counts once a code of it was given."""
    person = User.objects.get(pk=_own_id(actor))
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return _enrolment(TOTPDevice.objects.create(user=person, name="telepon", confirmed=False))


@reads(Permission.SIGNED_IN)
def begun_second_factor(actor: Actor) -> Enrolment:
    """The secret begun with and not yet confirmed, to be shown again after a wrong code."""
    return _enrolment(_begun(actor))


@reads(Permission.SIGNED_IN)
def code_fits(actor: Actor, *, code: str) -> bool:
    """Whether a code of the phone just set up fits; a wrong one is counted and slows the next."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().get(pk=_begun(actor).pk)
        return bool(device.verify_token(code.replace(" ", "")))


@changes(Permission.SIGNED_IN, "memasang kode kedua", elevated=True)
def confirm_second_factor(actor: Actor) -> tuple[str, ...]:
    """Make the phone that was begun with the second factor; returns recovery codes, shown once."""
    device = _begun(actor)
    if device.last_t < 0:
        raise CodeWrong
    TOTPDevice.objects.filter(user_id=_own_id(actor), confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    return _new_codes(_own_id(actor))


@changes(Permission.SIGNED_IN, "membuat kode pemulihan baru", elevated=True)
def renew_recovery_codes(actor: Actor) -> tuple[str, ...]:
    """Ten new recovery codes; the old ones stop working."""
    return _new_codes(_own_id(actor))


@reads(Permission.PUBLIC)
def second_factor_passes(_: Actor, *, person: int, code: str, now: datetime) -> bool:
    """Whether a code lets ``person`` in, on their way in or when confirming a sensitive step.

    Each code works once: the device's row is locked while it is checked, so of two requests with one code
    one sees it used. Wrong codes are counted on the device, which makes the next guess wait longer each time;
    this is kept even though a refused attempt changes nothing else.
    """
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user_id=person, confirmed=True).first()
        if device is None or not device.verify_is_allowed()[0]:
            return False
        plain = code.replace(" ", "")
        if plain.isdigit():
            return bool(device.verify_token(plain))
        codes = RecoveryCode.rows.filter(person_id=person, digest=RecoveryCode.digest_of(code), used_at=None)
        if codes.update(used_at=now) == 1:
            return True
        device.throttle_increment()
        return False


def _begun(actor: Actor) -> TOTPDevice:
    device = TOTPDevice.objects.filter(user_id=_own_id(actor), confirmed=False).first()
    if device is None:
        raise NothingBegun
    return device


def _enrolment(device: TOTPDevice) -> Enrolment:
    """What the phone needs."""
    return Enrolment(device.config_url, b32encode(device.bin_key).decode())


def _new_codes(person: int) -> tuple[str, ...]:
    """Fresh codes in place of the old ones."""
    RecoveryCode.rows.filter(person_id=person).delete()
    codes = tuple(
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2))
        for _ in range(RECOVERY_CODES)
    )
    RecoveryCode.rows.bulk_create(
        RecoveryCode(person_id=person, digest=RecoveryCode.digest_of(code)) for code in codes
    )
    return codes


def _own_id(actor: Actor) -> int:
    """The signed-in person's row; the console has no phone."""
    if actor.user_id is None:
        raise NotPermitted(who=actor.name)
    return actor.user_id
