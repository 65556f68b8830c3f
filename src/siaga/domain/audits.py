"""The hash chain of audit entries: the form each entry is hashed in, and what examining a chain finds."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from siaga.domain.problems import Problem

GENESIS = "0" * 64
# Changing the form would break every chain written so far; another form needs another word here.
FORM = "siaga-audit-1"
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did, before it has a place in the chain."""

    actor: str
    user_id: int | None
    role: str
    agency: str
    use_case: str
    sentence: str
    sentence_en: str = ""


@dataclass(frozen=True, slots=True)
class ChainedEntry:
    """One entry in its place: ``previous`` is the digest of the entry before, ``digest`` its own."""

    position: int
    at: datetime
    deed: Deed
    previous: str
    digest: str = ""

    def canonical(self) -> bytes:
        """The bytes that are hashed: a JSON array of fixed order, without spaces, UTF-8, time in UTC."""
        deed = self.deed
        cells = (
            *(FORM, self.previous, self.position, self.at.astimezone(UTC).isoformat(timespec="microseconds")),
            *(
                deed.actor,
                deed.user_id,
                deed.role,
                deed.agency,
                deed.use_case,
                deed.sentence,
                deed.sentence_en,
            ),
        )
        return json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def computed(self) -> str:
        """The digest its contents ask for."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def sealed(self) -> "ChainedEntry":
        """The same entry with its digest."""
        return replace(self, digest=self.computed())


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain; printed or published, it gives away whoever cuts or rewrites what came before."""

    position: int
    at: datetime | None
    digest: str


class HeadNotUnderstood(Problem):
    """A head given to compare with is not POSITION:HASH."""

    indonesian = "Ujung “{head}” tidak terbaca. Tulis POSISI:SIDIK seperti dicetak `siaga audit head`."
    english = "The head “{head}” cannot be read. Write POSITION:HASH as `siaga audit head` prints it."


class ChainFault(Problem):
    """Something is wrong with the chain at ``position``."""


class EntryEdited(ChainFault):
    """An entry's contents and its digest disagree."""

    indonesian = "Entri {position} ({use_case}, {actor}) diubah: isinya tidak cocok dengan sidiknya."
    english = "Entry {position} ({use_case}, {actor}) was edited: its contents do not match its hash."


class EntryMissing(ChainFault):
    """A position, or several, are not there."""

    indonesian = "Entri {position} sampai {last} hilang dari rantai."
    english = "Entries {position} to {last} are missing from the chain."


class LinkBroken(ChainFault):
    """An entry does not follow the one before it."""

    indonesian = (
        "Entri {position} ({use_case}, {actor}) tidak menyambung entri {before}: "
        "di antaranya ada entri yang disisipkan, dihapus, ditukar, atau ditulis ulang."
    )
    english = (
        "Entry {position} ({use_case}, {actor}) does not follow entry {before}: "
        "something was inserted, removed, swapped or rewritten between them."
    )


class PositionTwice(ChainFault):
    """Two entries claim one place."""

    indonesian = "Posisi {position} dipakai dua kali; satu di antaranya disisipkan."
    english = "Position {position} is taken twice; one of them was inserted."


class TailCut(ChainFault):
    """The chain ends before a head that was printed earlier."""

    indonesian = (
        "Rantai berakhir di entri {last}, padahal ujung tercetak ada di {position}: akhirnya dipotong."
    )
    english = "The chain ends at entry {last}, but a printed head stands at {position}: its tail was cut."


class HeadDiffers(ChainFault):
    """The entry a printed head names has another digest now."""

    indonesian = "Entri {position} bersidik lain dari ujung tercetak: rantai sampai situ ditulis ulang."
    english = "Entry {position} has another hash than the printed head: the chain up to it was rewritten."


@dataclass(frozen=True, slots=True)
class Examined:
    """What examining a chain found; no faults means that every entry is as it was written."""

    entries: int
    head: Head
    faults: tuple[ChainFault, ...]


def head_from(text: str) -> Head:
    """The head written as POSITION:HASH."""
    position, _, digest = text.strip().partition(":")
    digest = digest.strip().lower()
    if not position.isdecimal() or len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        raise HeadNotUnderstood(head=text)
    return Head(int(position), None, digest)


def examined(entries: Iterable[ChainedEntry], printed: Head | None = None) -> Examined:
    """Every fault of a chain given in the order of its positions, compared with a printed head if given."""
    faults: list[ChainFault] = []
    head, count, met = Head(0, None, GENESIS), 0, printed is None or printed.position == 0
    for entry in entries:
        count += 1
        if len(faults) < MOST_FAULTS:
            faults += _faults_of(entry, head)
        if printed and entry.position == printed.position and not met:
            met = True
            if entry.digest != printed.digest:
                faults.append(HeadDiffers(position=entry.position))
        head = Head(entry.position, entry.at, entry.digest)
    if printed and not met and printed.position > head.position:
        faults.append(TailCut(position=printed.position, last=head.position))
    return Examined(count, head, tuple(faults))


def _faults_of(entry: ChainedEntry, before: Head) -> list[ChainFault]:
    """What is wrong with one entry after the one before; a gap already explains a link that does not meet."""
    named = {
        "position": entry.position,
        "use_case": entry.deed.use_case,
        "actor": entry.deed.actor,
        "before": before.position,
    }
    found: list[ChainFault] = []
    if entry.position == before.position:
        found.append(PositionTwice(**named))
    elif entry.position > before.position + 1:
        found.append(EntryMissing(position=before.position + 1, last=entry.position - 1))
    elif entry.previous != before.digest:
        found.append(LinkBroken(**named))
    if entry.computed() != entry.digest:
        found.append(EntryEdited(**named))
    return found
