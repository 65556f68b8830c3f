"""``siaga generate drill``: a simulated city (LATIHAN) in a space of its own, for any kabupaten or kota."""

import time
from argparse import ArgumentParser, Namespace

from siaga.cli.command import Command
from siaga.cli.progress import Bars
from siaga.cli.starting import add_data, start_store
from siaga.domain.drills import drill_date, drill_seed
from siaga.domain.spaces import DEFAULT_DRILL_DATE

_STEPS = {
    "areas": "Membaca wilayah dan TPS",
    "simulation": "Menyimulasikan kejadian",
    "rows": "Menulis latihan",
}


def configure(parser: ArgumentParser) -> None:
    """The arguments of ``siaga generate``."""
    words = parser.add_subparsers(dest="generate_command", required=True, metavar="COMMAND")
    drill = words.add_parser("drill", help="latihan satu kab/kota / a drill in one kab/kota")
    drill.add_argument("--area", required=True, metavar="CODE", help="kode kab/kota, misalnya 35.73")
    drill.add_argument(
        "--as-of",
        default="",
        metavar="DATE",
        help=f"hari pada jam latihan (bawaan {DEFAULT_DRILL_DATE.isoformat()})",
    )
    drill.add_argument(
        "--seed", default="", metavar="N", help="benih acak; benih sama, latihan sama (bawaan 1)"
    )
    add_data(drill)


def run(namespace: Namespace) -> int:
    """Make the drill, replacing an older one of the same area, and say what it holds."""
    as_of, seed = drill_date(namespace.as_of), drill_seed(namespace.seed)
    start_store(namespace.data)
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.drills import generate_drill  # noqa: PLC0415

    began, bars = time.monotonic(), Bars()

    def progress(step: str, done: int, total: int) -> None:
        bars(_STEPS[step], done, total)

    kept = generate_drill(THE_CONSOLE, area=namespace.area, as_of=as_of, seed=seed, progress=progress)
    print(
        f"LATIHAN {kept.area_name} ({kept.space}), jam latihan {kept.as_of.isoformat()}, benih {seed}: "
        f"{len(kept.editions)} edisi, {kept.readings} bacaan, {kept.occurrences} baris kejadian, "
        f"semuanya simulasi. {time.monotonic() - began:.1f} s"
    )
    for edition in kept.editions:
        print(f"  {edition}")
    print(f"Peta: /?space={kept.space}&edition={kept.first_edition}&level=kecamatan&within={kept.area}")
    print(f"Hapus: siaga remove drill --area {kept.area}")
    return 0


COMMAND = Command(
    "generate",
    "buat data latihan / generate drill data",
    configure,
    run,
    use_cases=(
        "siaga.services.drills.generate_drill",
        "siaga.services.drills.simulate_drill",
        "siaga.services.drills.keep_drill",
    ),
)
