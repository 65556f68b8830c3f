"""``siaga audit``: examines the chain of audit entries, or prints its head."""

import sys
from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.serving import prepare_folder
from siaga.cli.starting import start_store


def configure(parser: ArgumentParser) -> None:
    """Verify or head."""
    words = parser.add_subparsers(dest="what", required=True, metavar="verify|head")
    verify = words.add_parser("verify", help="periksa seluruh rantai / examine the whole chain")
    verify.add_argument("--head", metavar="POSISI:SIDIK", help="bandingkan dengan ujung yang pernah dicetak")
    head = words.add_parser("head", help="cetak ujung rantai / print the chain's head")
    for word in (verify, head):
        word.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")


def run(namespace: Namespace) -> int:
    """Exit code 0 when every entry is as it was written, 1 when not."""
    prepare_folder(namespace.data)
    start_store()
    return _head() if namespace.what == "head" else _verify(namespace.head)


def _head() -> int:
    """Position, time and hash, and how to compare them later."""
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.audits import audit_head  # noqa: PLC0415

    head = audit_head(THE_CONSOLE)
    print(f"{head.position} {head.at.isoformat() if head.at else '-'} {head.digest}")
    print(f"siaga audit verify --head {head.position}:{head.digest}")
    return 0


def _verify(given: str | None) -> int:
    """Say what is wrong, entry by entry."""
    from siaga.cli.main import language  # noqa: PLC0415 - the main module reads the commands
    from siaga.domain.audits import head_from  # noqa: PLC0415
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415
    from siaga.services.audits import verify_audit  # noqa: PLC0415

    found = verify_audit(THE_CONSOLE, printed=head_from(given) if given else None)
    for fault in found.faults:
        print(fault.sentence(language()), file=sys.stderr)
    if found.faults:
        return 1
    if language() == "en":
        print(f"{found.entries} entries, all as they were written. Head: {found.head.position}")
    else:
        print(f"{found.entries} entri, semua seperti ditulis. Ujung: {found.head.position}")
    return 0


COMMAND = Command(
    "audit",
    "periksa catatan audit / examine the audit record",
    configure,
    run,
    use_cases=("siaga.services.audits.verify_audit", "siaga.services.audits.audit_head"),
)
