"""Agencies: the bodies that each hold a piece of the picture; adding one is a row."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from siaga.domain.areas import level_of
from siaga.domain.pack_problems import NamedTwice
from siaga.domain.packs import packs_root, read_table

_COLUMNS = ("code", "name", "name_en", "kind", "territory")


class AgencyKind(StrEnum):
    """What an agency does in an election."""

    ORGANISER = "organiser"
    SUPERVISOR = "supervisor"
    ETHICS = "ethics"
    COURT = "court"
    SECURITY = "security"
    INTELLIGENCE = "intelligence"
    PROSECUTION = "prosecution"
    GOVERNMENT = "government"
    CIVIL_SERVICE = "civil-service"
    PUBLIC_ORDER = "public-order"
    DISASTER = "disaster"
    COMMUNITY = "community"
    RELIGIOUS_HARMONY = "religious-harmony"
    MASS_ORGANISATION = "mass-organisation"
    YOUTH = "youth"
    UNIVERSITY = "university"
    OBSERVER = "observer"
    MEDIA = "media"
    PARTY = "party"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency; ``territory`` is an area code, empty for the nation."""

    code: str
    name: str
    name_en: str
    kind: AgencyKind
    territory: str = ""


@cache
def agencies() -> tuple[Agency, ...]:
    """The packaged agencies, in the order of their table."""
    found: dict[str, Agency] = {}
    for row in read_table(packs_root(), "agencies.csv", _COLUMNS).rows:
        code, territory = row.text("code"), row.text("territory", "")
        if code in found:
            raise NamedTwice(where=row.where, name="code", value=code, first="agencies.csv")
        if territory:
            level_of(territory)
        kind = row.word("kind", AgencyKind)
        found[code] = Agency(code, row.text("name"), row.text("name_en"), kind, territory)
    return tuple(found.values())
