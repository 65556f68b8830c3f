"""Invitations by link: what one offers, how long it lasts, and why a link may no longer work."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from siaga.domain.permissions import Role
from siaga.domain.problems import NotFound, Problem

SHORTEST_PASSWORD = 10
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")


class Purpose(StrEnum):
    """What a link lets its holder do."""

    JOIN = "join"
    PASSWORD = "password"  # noqa: S105 - a purpose, not a password


LASTS = {Purpose.JOIN: timedelta(days=7), Purpose.PASSWORD: timedelta(days=1)}


class LinkState(StrEnum):
    """What has become of a link."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


class LinkUnknown(NotFound):
    """A link nobody made."""

    indonesian = "Tautan ini tidak dikenal. Salin tautan utuh dari pengundang Anda, atau minta yang baru."
    english = "This link is not known. Copy the whole link from whoever invited you, or ask for a new one."


class LinkUsed(Problem):
    """A link works once."""

    indonesian = "Tautan ini sudah dipakai. Masuk dengan akun Anda; bila bukan Anda, segera lapor pengundang."
    english = (
        "This link has been used. Sign in with your account; if it was not you, tell whoever invited you."
    )


class LinkExpired(Problem):
    """A link has its time."""

    indonesian = "Tautan ini sudah kedaluwarsa. Minta tautan baru dari pengundang Anda."
    english = "This link has expired. Ask whoever invited you for a new one."


class LinkRevoked(Problem):
    """Somebody took the link back, or may no longer invite."""

    indonesian = "Tautan ini sudah dicabut. Minta tautan baru dari administrator lembaga Anda."
    english = "This link was withdrawn. Ask your agency's administrator for a new one."


class InvitedAlready(Problem):
    """The same form came twice: the link was shown the first time only."""

    indonesian = (
        "Undangan ini sudah dibuat dan tautannya hanya ditampilkan sekali. "
        "Bila tautannya hilang, cabut undangan itu di daftar, lalu buat yang baru."
    )
    english = (
        "This invitation was made already, and its link is shown only once. "
        "If the link is lost, withdraw that invitation in the list and make a new one."
    )


class UsernameMalformed(Problem):
    """A username that would not do."""

    indonesian = "Pakai 3–32 huruf kecil, angka, titik, atau tanda hubung, misalnya budi.santoso."
    english = "Use 3–32 small letters, digits, points or hyphens, such as budi.santoso."


class UsernameTaken(Problem):
    """Somebody else has it."""

    indonesian = "Nama pengguna “{username}” sudah dipakai. Pilih yang lain."
    english = "The username “{username}” is taken. Choose another."


class PasswordWeak(Problem):
    """A password that is guessed quickly."""

    indonesian = (
        "Kata sandi terlalu lemah. Pakai sedikitnya {length} karakter, bukan kata sandi yang lazim, "
        "dan tidak mirip nama Anda."
    )
    english = (
        "The password is too weak. Use at least {length} characters, no common password, "
        "and nothing like your name."
    )


class NameMissing(Problem):
    """Nobody's name."""

    indonesian = "Nama belum diisi. Tulis nama lengkap."
    english = "The name is missing. Write the full name."


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """A place in an agency offered to somebody; ``key`` makes a form sent twice one invitation."""

    full_name: str
    role: Role
    agency: str
    territory: str
    key: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the invited person fills in."""

    username: str
    full_name: str
    password: str

    @property
    def username_is_sound(self) -> bool:
        """Whether the username would do in an address and a list."""
        return bool(_USERNAME.fullmatch(self.username))


@dataclass(frozen=True, slots=True)
class Offer:
    """What an open link shows before it is accepted."""

    purpose: Purpose
    full_name: str
    username: str
    role: Role
    agency: str
    territory: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link just made; the token is told here once and never kept."""

    token: str
    purpose: Purpose
    full_name: str
    role: Role
    agency: str
    territory: str
    expires_at: datetime
