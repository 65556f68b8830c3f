"""Who may do what: roles, permissions, and the actor every use case is asked by."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What a use case asks of its actor; ``PUBLIC`` is asked of nobody."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    READ_INTERNAL = "read_internal"
    IMPORT_READINGS = "import_readings"
    IMPORT_OUTLINES = "import_outlines"
    IMPORT_STATIONS = "import_stations"
    ENTER_ELECTIONS = "enter_elections"
    REPORT_STAGES = "report_stages"
    START_DRILLS = "start_drills"
    RUN_JOBS = "run_jobs"
    INVITE_PEOPLE = "invite_people"
    OPERATE = "operate"
    READ_AUDIT = "read_audit"
    UPLOAD_EVIDENCE = "upload_evidence"


class Role(StrEnum):
    """A person's office in Siaga; ``NONE`` is somebody who signed in and has no rights yet."""

    KESBANGPOL_SECRETARY = "kesbangpol_secretary"
    KPU_LOGISTICS_OFFICER = "kpu_logistics_officer"
    BAWASLU_OFFICER = "bawaslu_officer"
    BAWASLU_ANALYST = "bawaslu_analyst"
    POLRES_LIAISON = "polres_liaison"
    FKDM_MEMBER = "fkdm_member"
    LIAISON = "liaison"
    MEMBER = "member"
    AGENCY_ADMINISTRATOR = "agency_administrator"
    ADMINISTRATOR = "administrator"
    CONSOLE = "console"
    NONE = "none"


_OFFICE = frozenset({Permission.SIGNED_IN, Permission.READ_INTERNAL, Permission.UPLOAD_EVIDENCE})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.KESBANGPOL_SECRETARY: _OFFICE
    | {Permission.IMPORT_READINGS, Permission.START_DRILLS, Permission.REPORT_STAGES},
    Role.KPU_LOGISTICS_OFFICER: _OFFICE | {Permission.IMPORT_STATIONS, Permission.REPORT_STAGES},
    Role.BAWASLU_OFFICER: _OFFICE | {Permission.IMPORT_READINGS, Permission.REPORT_STAGES},
    Role.BAWASLU_ANALYST: _OFFICE | {Permission.IMPORT_READINGS, Permission.START_DRILLS},
    Role.POLRES_LIAISON: _OFFICE | {Permission.IMPORT_READINGS},
    Role.FKDM_MEMBER: frozenset({Permission.SIGNED_IN, Permission.UPLOAD_EVIDENCE}),
    Role.LIAISON: _OFFICE,
    Role.MEMBER: frozenset({Permission.SIGNED_IN}),
    Role.AGENCY_ADMINISTRATOR: frozenset({Permission.SIGNED_IN, Permission.INVITE_PEOPLE}),
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.CONSOLE: frozenset(Permission),
    Role.NONE: frozenset({Permission.SIGNED_IN}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a signed-in person, the public, or the console of the machine Siaga runs on.

    ``territory`` is an area code ("" is the whole nation); ``agency`` is the agency's code ("" for none).
    ``elevated``: they confirmed a moment ago who they are. ``held_back``: rights wait for a second factor.
    """

    user_id: int | None
    name: str
    role: Role | None = None
    agency: str = ""
    territory: str = ""
    elevated: bool = False
    held_back: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether this actor holds ``permission``."""
        if permission is Permission.PUBLIC:
            return True
        if self.held_back and permission is not Permission.SIGNED_IN:
            return False
        return self.holds(permission)

    def holds(self, permission: Permission) -> bool:
        """Whether this actor's role has ``permission``, also while it waits for a second factor."""
        return self.role is not None and permission in GRANTS[self.role]

    def covers(self, area: str) -> bool:
        """Whether ``area`` (a code) lies in this actor's territory."""
        return not self.territory or area == self.territory or area.startswith(self.territory + ".")


THE_PUBLIC = Actor(user_id=None, name="publik")
THE_CONSOLE = Actor(user_id=None, name="konsol", role=Role.CONSOLE, elevated=True)
