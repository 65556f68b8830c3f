"""``siaga remove drill``: takes a drill (LATIHAN) away with every row of its space."""

from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.starting import add_data, start_store


def configure(parser: ArgumentParser) -> None:
    """The arguments of ``siaga remove``."""
    words = parser.add_subparsers(dest="remove_command", required=True, metavar="COMMAND")
    drill = words.add_parser("drill", help="hapus latihan satu kab/kota / remove the drill of one kab/kota")
    drill.add_argument("--area", required=True, metavar="CODE", help="kode kab/kota, misalnya 35.73")
    add_data(drill)


def run(namespace: Namespace) -> int:
    """Remove the drill and say how much went; real rows are never touched."""
    start_store(namespace.data)
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.drills import remove_drill  # noqa: PLC0415

    removed = remove_drill(THE_CONSOLE, area=namespace.area)
    print(
        f"Latihan {removed.area_name} ({removed.space}) dihapus: {removed.rows} baris simulasi. "
        "Data nyata tidak disentuh."
    )
    return 0


COMMAND = Command(
    "remove",
    "hapus data latihan / remove drill data",
    configure,
    run,
    use_cases=("siaga.services.drills.remove_drill",),
)
