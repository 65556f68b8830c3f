"""What an administrative area is: its Kemendagri code, level, parent, and the days it was valid."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from siaga.domain.problems import Problem

NATION = "ID"
_CODE = re.compile(r"[1-9]\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
_LENGTHS = {2: "provinsi", 5: "kabkota", 8: "kecamatan", 13: "kelurahan"}


class Level(StrEnum):
    """The four levels below the nation, from the widest."""

    PROVINSI = "provinsi"
    KABKOTA = "kabkota"
    KECAMATAN = "kecamatan"
    KELURAHAN = "kelurahan"

    @property
    def depth(self) -> int:
        """1 for a province to 4 for a kelurahan or desa."""
        return list(Level).index(self) + 1


class PointKind(StrEnum):
    """Where an area's point comes from; ``PARENT`` is the point of the area above, for want of its own."""

    SEAT = "seat"
    CENTROID = "centroid"
    CORRECTED = "corrected"
    PARENT = "parent"


class ChangeKind(StrEnum):
    """How one code followed another."""

    SPLIT = "split"
    RECODE = "recode"
    RENAME = "rename"


class InvalidAreaCode(Problem):
    """Text that cannot be an area code."""

    indonesian = (
        "“{code}” bukan kode wilayah. Tulis kode Kemendagri bertitik, misalnya 35 (provinsi), "
        "35.73 (kab/kota), 35.73.02 (kecamatan) atau 35.73.02.1001 (desa/kelurahan)."
    )
    english = (
        "“{code}” is not an area code. Write the dotted Kemendagri code, such as 35 (province), "
        "35.73 (kab/kota), 35.73.02 (kecamatan) or 35.73.02.1001 (desa/kelurahan)."
    )


class UnknownArea(Problem):
    """A well-formed code that no area carries, or carried."""

    indonesian = (
        "Tidak ada wilayah berkode {code}. Periksa kodenya; "
        "`siaga area list --level kabkota` menampilkan daftar."
    )
    english = "No area has the code {code}. Check the code; `siaga area list --level kabkota` shows the list."


class AreaNotValidThen(UnknownArea):
    """A code that was, or became, valid on other days than the one asked for."""

    indonesian = (
        "Kode {code} tidak berlaku pada {on}; masa berlakunya {interval}. "
        "Pakai kode yang berlaku saat itu: {instead}."
    )
    english = (
        "The code {code} is not valid on {on}; its time of validity is {interval}. "
        "Use the codes valid then: {instead}."
    )


class UnknownLevel(Problem):
    """A word that names no level."""

    indonesian = "“{level}” bukan tingkat wilayah. Pilih salah satu: {levels}."
    english = "“{level}” is not a level of areas. Choose one of: {levels}."


def level_of(code: str) -> Level:
    """The level a code belongs to, told by its form alone."""
    if not _CODE.fullmatch(code):
        raise InvalidAreaCode(code=code)
    return Level(_LENGTHS[len(code)])


def level_named(word: str) -> Level:
    """The level called ``word``."""
    try:
        return Level(word)
    except ValueError:
        raise UnknownLevel(level=word, levels=", ".join(Level)) from None


def parent_of(code: str) -> str:
    """The code above: the nation above a province, nothing above the nation."""
    if code == NATION:
        return ""
    level_of(code)
    return code.rpartition(".")[0] or NATION


def lineage_of(code: str) -> tuple[str, ...]:
    """The codes above ``code`` from the province down, without ``code`` itself."""
    parts = code.split(".")
    return tuple(".".join(parts[:depth]) for depth in range(1, len(parts)))


def lies_within(code: str, whole: str) -> bool:
    """Whether ``code`` is ``whole`` or lies below it; everything lies within the nation."""
    return whole in ("", NATION, code) or code.startswith(whole + ".")


@dataclass(frozen=True, slots=True)
class Area:
    """One area in one interval of validity: from ``valid_from`` up to, not including, ``valid_to``.

    Population and ``area_km2`` are one recent vintage for all (expired areas: the sum of their heirs).
    """

    code: str
    name: str
    level: Level
    parent: str
    latitude: float | None
    longitude: float | None
    population: int | None = None
    area_km2: float | None = None
    timezone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    point_kind: PointKind = PointKind.CENTROID

    def valid_on(self, day: date | None) -> bool:
        """Whether this area is valid on ``day``; ``None`` asks for the areas that have not expired."""
        if day is None:
            return self.valid_to is None
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One code's ground passing to another; ``on`` is the day used here, ``enacted`` the day of the law."""

    old: str
    new: str
    on: date
    enacted: date
    kind: ChangeKind
    source: str
