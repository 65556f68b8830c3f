"""`siaga invite`: a link for the first administrator, or for anybody, made on the machine itself."""

import uuid
from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.preparing import prepare_store
from siaga.cli.progress import Bars
from siaga.cli.serving import prepare_folder
from siaga.domain.invitations import NewInvitation
from siaga.domain.permissions import THE_CONSOLE, Role

_GIVEN = [role.value for role in Role if role not in {Role.CONSOLE, Role.NONE}]


def configure(parser: ArgumentParser) -> None:
    """Whom, as what, where, and under which address the server is reached."""
    parser.add_argument("name", help="nama lengkap orangnya")
    parser.add_argument("--role", choices=_GIVEN, default=Role.ADMINISTRATOR.value, help="peran")
    parser.add_argument("--agency", default="", help="kode lembaga (kosong hanya untuk administrator)")
    parser.add_argument("--area", default="", help="kode wilayah tugas (kosong berarti nasional)")
    parser.add_argument("--address", default="http://127.0.0.1:8000", help="alamat peladen di tautan")
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")


def run(namespace: Namespace) -> int:
    """Make the link and print it once, as text and as QR."""
    prepare_store(prepare_folder(namespace.data), Bars())
    import segno  # noqa: PLC0415 - only this command draws in the terminal
    from django.utils import timezone  # noqa: PLC0415 - needs the store

    from siaga.services.invitations import invite_person  # noqa: PLC0415

    new = NewInvitation(
        full_name=namespace.name,
        role=Role(namespace.role),
        agency=namespace.agency,
        territory=namespace.area,
        key=str(uuid.uuid4()),
    )
    link = invite_person(THE_CONSOLE, new=new, now=timezone.now())
    address = f"{namespace.address.rstrip('/')}/join/{link.token}/"
    segno.make(address).terminal(compact=True)
    print(f"{link.full_name}: {link.role.value}, {link.agency}, {link.territory}")
    print(f"{address}\n(sekali pakai, sampai {link.expires_at:%Y-%m-%d %H:%M} UTC; tidak disimpan)")
    return 0


COMMAND = Command(
    "invite",
    "undang orang dengan tautan / invite somebody by link",
    configure,
    run,
    use_cases=(
        "siaga.services.packs.load_packs",
        "siaga.services.packs.packs_are_loaded",
        "siaga.services.invitations.invite_person",
    ),
)
