"""``siaga evidence verify``: hashes every file of evidence again."""

import sys
from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.serving import prepare_folder
from siaga.cli.starting import start_store

_WORDS = {
    "id": {
        "missing": "Berkas {digest} hilang; dipakai bukti {evidence}. Pulihkan dari cadangan.",
        "changed": "Berkas {digest} berubah isinya; dipakai bukti {evidence}. Pulihkan dari cadangan.",
        "whole": "{files} berkas utuh, {unnamed} berkas tanpa pemilik.",
    },
    "en": {
        "missing": "File {digest} is missing; evidence {evidence} names it. Restore it from a backup.",
        "changed": "File {digest} has changed; evidence {evidence} names it. Restore it from a backup.",
        "whole": "{files} files are whole, {unnamed} belong to nobody.",
    },
}


def configure(parser: ArgumentParser) -> None:
    """Verify only, so far."""
    words = parser.add_subparsers(dest="what", required=True, metavar="verify")
    verify = words.add_parser("verify", help="hitung ulang sidik setiap berkas / hash every file again")
    verify.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")


def run(namespace: Namespace) -> int:
    """Exit code 0 when every file is what its name says, 1 when not."""
    prepare_folder(namespace.data)
    start_store()
    from siaga.cli.main import language  # noqa: PLC0415 - the main module reads the commands
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.evidence import verify_evidence  # noqa: PLC0415

    found, words = verify_evidence(THE_CONSOLE), _WORDS[language()]
    for fault in found.faults:
        keys = ", ".join(str(key) for key in fault.evidence)
        print(words[fault.fault].format(digest=fault.digest, evidence=keys), file=sys.stderr)
    print(words["whole"].format(files=found.files - len(found.faults), unnamed=found.unnamed))
    return 1 if found.faults else 0


COMMAND = Command(
    "evidence",
    "periksa berkas bukti / examine the files of evidence",
    configure,
    run,
    use_cases=("siaga.services.evidence.verify_evidence",),
)
