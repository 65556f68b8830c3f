"""The demonstration: one log-in of each kind, and the rule that keeps them off public servers."""

import ipaddress
from dataclasses import dataclass

from django.utils import timezone

from siaga.domain.permissions import Actor, Permission, Role
from siaga.domain.problems import Problem
from siaga.services.use_case import changes, reads
from siaga.store.models import Agency, User

DEMO_PASSWORD = "siaga-demo-2024"  # noqa: S105 - printed for everybody by design; refused off this machine
DEMO_CITY = "35.73"


class DemoPeopleInPublic(Problem):
    """The demo's log-ins are known to everybody."""

    indonesian = (
        "Basis data ini berisi akun peragaan dengan kata sandi yang diketahui umum, jadi tidak boleh "
        "dilayani di {host}. Pakai --host 127.0.0.1, atau mulai dengan folder data baru."
    )
    english = (
        "This store holds the demo's log-ins, whose password everybody knows, so it may not be "
        "served on {host}. Use --host 127.0.0.1, or start with a new data folder."
    )


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One log-in of the demo."""

    username: str
    full_name: str
    role: Role
    agency: str
    territory: str


DEMO_PEOPLE = (
    DemoPerson("kesbangpol", "Sekretaris Kesbangpol", Role.KESBANGPOL_SECRETARY, "kesbangpol", DEMO_CITY),
    DemoPerson("kpu", "Petugas logistik KPU", Role.KPU_LOGISTICS_OFFICER, "kpu", DEMO_CITY),
    DemoPerson("bawaslu", "Petugas Bawaslu", Role.BAWASLU_OFFICER, "bawaslu", DEMO_CITY),
    DemoPerson("analis", "Analis Bawaslu", Role.BAWASLU_ANALYST, "bawaslu", DEMO_CITY),
    DemoPerson("polres", "Penghubung Polres", Role.POLRES_LIAISON, "polri", DEMO_CITY),
    DemoPerson("fkdm", "Anggota FKDM kelurahan", Role.FKDM_MEMBER, "fkdm", DEMO_CITY + ".02.1001"),
    DemoPerson("admin", "Administrator", Role.ADMINISTRATOR, "", ""),
    DemoPerson("tamu", "Tamu tanpa hak", Role.NONE, "", ""),
)


@reads(Permission.OPERATE)
def demo_people_are_enrolled(_: Actor) -> bool:
    """Whether the demo's log-ins exist here."""
    return User.objects.filter(username__in=[one.username for one in DEMO_PEOPLE]).exists()


@changes(Permission.OPERATE, "mendaftarkan {result} akun peragaan")
def enrol_demo_people(_: Actor) -> int:
    """One person of each role, in agencies of the demo's city."""
    for one in DEMO_PEOPLE:
        if User.objects.filter(username=one.username).exists():
            continue
        User.objects.enrol(
            one.username,
            DEMO_PASSWORD,
            one.role,
            full_name=one.full_name,
            agency=_city_agency(one.agency),
            territory=one.territory,
            joined_at=timezone.now(),
        )
    return len(DEMO_PEOPLE)


def _city_agency(kind: str) -> Agency | None:
    """The demo city's branch of a national agency; adding an agency is a row."""
    if not kind:
        return None
    parent = Agency.rows.get(code=kind)
    branch, _ = Agency.rows.get_or_create(
        code=f"{kind}-{DEMO_CITY}",
        defaults={
            "name": f"{parent.name} Kota Malang",
            "name_en": f"{parent.name_en or parent.name} Kota Malang",
            "kind": parent.kind,
            "territory": DEMO_CITY,
        },
    )
    return branch


@reads(Permission.OPERATE)
def refuse_demo_people_in_public(actor: Actor, *, host: str) -> None:
    """Refuse to serve the demo's log-ins on any address but this machine's own."""
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local and demo_people_are_enrolled(actor):
        raise DemoPeopleInPublic(host=host)
