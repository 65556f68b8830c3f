"""Signing in and a person's own profile."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from axes.conf import settings as throttle
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Max

from siaga.domain.permissions import THE_PUBLIC, Actor, Permission
from siaga.domain.problems import LANGUAGES, NotPermitted, Problem
from siaga.services.invitations import refuse_weak
from siaga.services.second_factors import must_enrol
from siaga.services.use_case import changes, reads
from siaga.store.models import User

# Where a session keeps when its person last confirmed who they are, in seconds.
CONFIRMED_AT = "confirmed_at"


class UnknownLanguage(Problem):
    """The interface speaks two languages."""

    indonesian = "Bahasa “{language}” belum ada. Pilih Indonesia (id) atau Inggris (en)."
    english = "There is no language “{language}” yet. Choose Indonesian (id) or English (en)."


class SignInLocked(Problem):
    """Too many wrong passwords for one account from one address, whether or not there is such an account."""

    indonesian = (
        "Terlalu banyak percobaan untuk nama pengguna ini dari tempat Anda. Coba lagi pukul {until}, "
        "atau minta administrator lembaga Anda membuat tautan kata sandi baru."
    )
    english = (
        "Too many attempts for this username from where you are. Try again at {until}, "
        "or ask your agency's administrator for a link to a new password."
    )


class PasswordWrong(Problem):
    """The password given again is not the account's."""

    indonesian = "Kata sandi sekarang tidak cocok. Periksa huruf besar-kecilnya, lalu coba lagi."
    english = "The present password does not match. Check capitals and small letters and try again."


@dataclass(frozen=True, slots=True)
class Profile:
    """What Siaga holds about the person who is signed in."""

    username: str
    full_name: str
    role: str
    agency: str
    territory: str
    language: str


def actor_behind(user: object, session: Mapping[str, Any] | None = None) -> Actor:
    """The actor a web session belongs to: its signed-in person, else the public.

    Somebody whose role must have a second factor and who has none keeps their name and nothing else.
    """
    if not isinstance(user, User) or not user.is_active:
        return THE_PUBLIC
    actor = replace(user.actor(), elevated=is_fresh(session or {}, time.time()))
    return replace(actor, agency="", held_back=True) if must_enrol(user) else actor


def is_fresh(session: Mapping[str, Any], now: float) -> bool:
    """Whether the person of this session confirmed who they are within the last minutes."""
    confirmed = session.get(CONFIRMED_AT)
    return isinstance(confirmed, float) and 0 <= now - confirmed < settings.ELEVATED_SECONDS


@reads(Permission.PUBLIC)
def sign_in_form(_: Actor) -> None:
    """Anybody may see the form to sign in."""


@reads(Permission.PUBLIC)
def person_numbered(_: Actor, *, number: int) -> User | None:
    """The active person a half-finished sign-in belongs to; its code has still to be right."""
    return User.objects.filter(pk=number, is_active=True).first()


@reads(Permission.SIGNED_IN)
def own_profile(actor: Actor) -> Profile:
    """The signed-in person's own profile."""
    user = User.objects.select_related("agency").get(pk=_own_id(actor))
    return Profile(
        user.username,
        user.full_name,
        user.role,
        user.agency.name if user.agency else "",
        user.territory,
        user.language,
    )


@changes(Permission.SIGNED_IN, "memilih bahasa {language}")
def choose_language(actor: Actor, *, language: str) -> None:
    """Keep the language a person wants to be spoken to in."""
    if language not in LANGUAGES:
        raise UnknownLanguage(language=language)
    User.objects.filter(pk=_own_id(actor)).update(language=language)


@reads(Permission.PUBLIC)
def locked_until(_: Actor, *, username: str, address: str) -> datetime | None:
    """When an account that was closed from ``address`` opens again there."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address)
    latest: datetime | None = attempts.aggregate(latest=Max("attempt_time"))["latest"]
    return latest + throttle.AXES_COOLOFF_TIME if latest else None


@changes(Permission.SIGNED_IN, "mengganti kata sandinya sendiri")
def change_password(actor: Actor, *, present: str, new: str) -> User:
    """Set one's own new password; every other session ends, because sessions carry a mark of the old one."""
    person = User.objects.get(pk=_own_id(actor))
    if not person.check_password(present):
        raise PasswordWrong
    refuse_weak(new, person)
    person.set_password(new)
    person.save(update_fields=["password"])
    return person


@changes(Permission.SIGNED_IN, "keluar dari semua perangkat")
def end_sessions(actor: Actor) -> None:
    """Sign out everywhere, this browser included."""
    User.objects.filter(pk=_own_id(actor)).update(sign_ins_from=F("sign_ins_from") + 1)


def _own_id(actor: Actor) -> int:
    """The signed-in person's row; the console is nobody's account."""
    if actor.user_id is None:
        raise NotPermitted(who=actor.name)
    return actor.user_id
