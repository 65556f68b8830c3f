"""Signing in and a person's own profile."""

from dataclasses import dataclass

from siaga.domain.permissions import THE_PUBLIC, Actor, Permission
from siaga.domain.problems import LANGUAGES, NotPermitted, Problem
from siaga.services.use_case import changes, reads
from siaga.store.models import User


class UnknownLanguage(Problem):
    """The interface speaks two languages."""

    indonesian = "Bahasa “{language}” belum ada. Pilih Indonesia (id) atau Inggris (en)."
    english = "There is no language “{language}” yet. Choose Indonesian (id) or English (en)."


@dataclass(frozen=True, slots=True)
class Profile:
    """What Siaga holds about the person who is signed in."""

    username: str
    full_name: str
    role: str
    agency: str
    territory: str
    language: str


def actor_behind(user: object) -> Actor:
    """The actor a web session belongs to: its signed-in person, else the public."""
    return user.actor() if isinstance(user, User) and user.is_active else THE_PUBLIC


@reads(Permission.PUBLIC)
def sign_in_form(_: Actor) -> None:
    """Anybody may see the form to sign in."""


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


def _own_id(actor: Actor) -> int:
    """The signed-in person's row; the console is nobody's account."""
    if actor.user_id is None:
        raise NotPermitted(who=actor.name)
    return actor.user_id
