"""The second factor: which roles must have one, and what can be wrong with a code."""

from dataclasses import dataclass

from siaga.domain.permissions import Role
from siaga.domain.problems import NotPermitted, Problem

RECOVERY_CODES = 10

# Who verifies (supervisor's officer), publishes (analyst), agrees (rakor secretary) or appoints people.
MUST_HAVE_ONE = frozenset(
    {
        Role.BAWASLU_OFFICER,
        Role.BAWASLU_ANALYST,
        Role.KESBANGPOL_SECRETARY,
        Role.AGENCY_ADMINISTRATOR,
        Role.ADMINISTRATOR,
    }
)


class SecondFactorMissing(NotPermitted):
    """A role that must have a second factor, without one: its rights wait."""

    indonesian = "Peran Anda memerlukan kode kedua. Pasang dahulu di halaman Kode kedua, lalu ulangi."
    english = "Your role needs a second factor. Set it up on the page Second factor, then try again."


class NotConfirmed(NotPermitted):
    """A sensitive use case, and nothing was confirmed lately."""

    indonesian = "Langkah ini peka: pastikan bahwa ini benar Anda, lalu ulangi."
    english = "This is a sensitive step: confirm that it is you, and try again."


class CodeWrong(Problem):
    """Six digits that do not fit, or fit a moment ago."""

    indonesian = "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di ponsel, lalu coba lagi."
    english = "The code does not match or was used. Wait for the next one on your phone and try again."


class NothingBegun(Problem):
    """A code for a second factor that nobody began to set up."""

    indonesian = "Pemasangan kode kedua belum dimulai. Mulai lagi dari halaman Kode kedua."
    english = "Setting up a second factor was not begun. Begin again on the page Second factor."


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """Whether a person has a second factor, must have one, and how many recovery codes are left."""

    there: bool
    needed: bool
    codes_left: int


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a phone needs to make codes: as an address for a QR code, and as text to type."""

    address: str
    secret: str
