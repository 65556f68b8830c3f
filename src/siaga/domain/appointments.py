"""Who may give which role in which agency and territory, and whom they may look after."""

from dataclasses import dataclass

from siaga.domain.agencies import AgencyKind
from siaga.domain.permissions import Actor, Permission, Role
from siaga.domain.problems import Problem


class NotYourAgency(Problem):
    """An agency's administrator looks after their own agency only."""

    indonesian = "{agency} bukan lembaga Anda. Minta administrator lembaga itu, atau administrator Siaga."
    english = "{agency} is not your agency. Ask that agency's administrator, or Siaga's."


class RoleNotOffered(Problem):
    """A role that is not given in this kind of agency, or not by this person."""

    indonesian = "Peran “{role}” tidak bisa Anda berikan di {agency}. Pilih peran lain dari daftar."
    english = "You cannot give the role “{role}” in {agency}. Choose another from the list."


class OutsideYourTerritory(Problem):
    """A territory beyond one's own."""

    indonesian = "Wilayah tugas {territory} di luar wilayah Anda ({own}). Tulis kode di dalam {own}."
    english = "The territory {territory} lies outside yours ({own}). Write a code inside {own}."


class OutsideTheAgency(Problem):
    """A territory beyond the agency's."""

    indonesian = (
        "Wilayah tugas {territory} di luar wilayah kerja {agency} ({own}). Tulis kode di dalam {own}."
    )
    english = "The territory {territory} lies outside that of {agency} ({own}). Write a code inside {own}."


class NotYourself(Problem):
    """Nobody changes their own role or locks themselves out."""

    indonesian = "Peran dan akun Anda sendiri tidak bisa Anda ubah. Minta administrator lain."
    english = "You cannot change your own role or account. Ask another administrator."


@dataclass(frozen=True, slots=True)
class Post:
    """A place in an agency: the role, and the area it is held for ("" is the nation)."""

    role: Role
    agency: str
    territory: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """The agency a post is in, as far as appointing needs it; an empty code is no agency."""

    code: str = ""
    name: str = "Siaga"
    kind: AgencyKind = AgencyKind.OTHER
    territory: str = ""


# What is internal is offered to bodies of the state and the forum beside them, never to parties or media.
_STATE = frozenset(AgencyKind) - {
    AgencyKind.COMMUNITY,
    AgencyKind.MASS_ORGANISATION,
    AgencyKind.YOUTH,
    AgencyKind.UNIVERSITY,
    AgencyKind.OBSERVER,
    AgencyKind.MEDIA,
    AgencyKind.PARTY,
    AgencyKind.OTHER,
}
_OF_KIND: dict[AgencyKind, tuple[Role, ...]] = {
    AgencyKind.ORGANISER: (Role.KPU_LOGISTICS_OFFICER,),
    AgencyKind.SUPERVISOR: (Role.BAWASLU_OFFICER, Role.BAWASLU_ANALYST),
    AgencyKind.SECURITY: (Role.POLRES_LIAISON,),
    AgencyKind.GOVERNMENT: (Role.KESBANGPOL_SECRETARY,),
    AgencyKind.COMMUNITY: (Role.FKDM_MEMBER,),
}


def roles_of(kind: AgencyKind) -> tuple[Role, ...]:
    """The roles people of such an agency can hold."""
    plain = Role.LIAISON if kind in _STATE else Role.MEMBER
    return (*_OF_KIND.get(kind, ()), plain, Role.AGENCY_ADMINISTRATOR)


def roles_given_by(actor: Actor, branch: Branch) -> tuple[Role, ...]:
    """The roles ``actor`` may give there; only administrators make administrators."""
    offered = roles_of(branch.kind) if branch.code else ()
    return (*offered, Role.ADMINISTRATOR) if actor.may(Permission.OPERATE) else offered


def lies_within(territory: str, whole: str) -> bool:
    """Whether an area code lies in another; "" is the nation."""
    return not whole or territory == whole or territory.startswith(whole + ".")


def refuse_appointment(actor: Actor, post: Post, branch: Branch) -> None:
    """Refuse a post that ``actor`` may not give."""
    if not actor.may(Permission.OPERATE) and branch.code != actor.agency:
        raise NotYourAgency(agency=branch.name)
    if post.role not in roles_given_by(actor, branch):
        raise RoleNotOffered(role=post.role.value, agency=branch.name)
    if not lies_within(post.territory, actor.territory):
        raise OutsideYourTerritory(territory=post.territory or "nasional", own=actor.territory)
    if not lies_within(post.territory, branch.territory):
        raise OutsideTheAgency(
            territory=post.territory or "nasional", own=branch.territory, agency=branch.name
        )


def looks_after(actor: Actor, post: Post, branch: Branch) -> bool:
    """Whether somebody in ``post`` is one of the people ``actor`` administers."""
    if not lies_within(post.territory, actor.territory):
        return False
    if actor.may(Permission.OPERATE):
        return True
    return bool(actor.agency) and branch.code == actor.agency and post.role in roles_of(branch.kind)
