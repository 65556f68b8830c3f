"""`siaga demo`: everything on one laptop – store, published data, a drill, people, server, browser."""

import os
import shutil
import time
from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path

from siaga.cli.command import Command
from siaga.cli.preparing import prepare_store
from siaga.cli.progress import Bars
from siaga.cli.serving import listening_socket, prepare_folder, run_server
from siaga.domain.problems import Problem
from siaga.domain.spaces import DEFAULT_DRILL_DATE

# What the demo itself makes in its data folder; --reset removes these and nothing else.
_OURS = ("siaga.sqlite3", "siaga.sqlite3-wal", "siaga.sqlite3-shm", "secret-key", "static", "worker.lock")


class NotADate(Problem):
    """The drill clock needs a calendar day."""

    indonesian = "“{text}” bukan tanggal. Tulis tahun-bulan-hari, misalnya --as-of 2024-11-20."
    english = "“{text}” is not a date. Write year-month-day, for example --as-of 2024-11-20."


def configure(parser: ArgumentParser) -> None:
    """Where the data is, which port, which day the drill's clock shows."""
    parser.add_argument("--port", type=int, default=8000, help="port (bawaan 8000)")
    parser.add_argument("--data", metavar="DIR", help="folder data (bawaan $SIAGA_DATA, lalu ./data)")
    parser.add_argument("--reset", action="store_true", help="hapus basis data peragaan dan mulai dari awal")
    parser.add_argument("--no-browser", action="store_true", help="jangan buka peramban")
    parser.add_argument(
        "--as-of", metavar="DATE", help=f"hari pada jam latihan (bawaan {DEFAULT_DRILL_DATE.isoformat()})"
    )


def run(namespace: Namespace) -> int:
    """Set the demonstration up and serve it on this machine only."""
    began = time.monotonic()
    as_of = _day(namespace.as_of)
    # The demo's people have no phones; it listens on this machine only (docs/decisions/0006-accounts.md).
    os.environ.setdefault("SIAGA_REQUIRE_SECOND_FACTOR", "0")
    listener = listening_socket("127.0.0.1", namespace.port)
    folder = prepare_folder(namespace.data)
    if namespace.reset:
        _reset(folder)
    prepare_store(folder, Bars())
    _rehearse(as_of)
    from siaga.services.jobs import start_worker  # noqa: PLC0415 - needs the store

    stop = start_worker()
    _explain(listener.getsockname()[1], time.monotonic() - began)
    run_server(listener, browser=not namespace.no_browser)
    stop()
    return 0


def _day(text: str | None) -> date | None:
    """The day of ``--as-of``."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as reason:
        raise NotADate(text=text) from reason


def _reset(folder: Path) -> None:
    """Remove what an earlier demo made in ``folder``."""
    for name in _OURS:
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _rehearse(as_of: date | None) -> None:
    """Enrol the demo's people and make sure its drill stands on the wanted day."""
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
    from siaga.services.demo import (  # noqa: PLC0415
        DEMO_CITY,
        demo_people_are_enrolled,
        enrol_demo_people,
    )
    from siaga.services.drills import drill_day, generate_drill  # noqa: PLC0415

    if not demo_people_are_enrolled(THE_CONSOLE):
        enrol_demo_people(THE_CONSOLE)
    standing = drill_day(THE_CONSOLE, area=DEMO_CITY)
    if standing is None or (as_of is not None and standing != as_of):
        bars = Bars()
        generate_drill(
            THE_CONSOLE,
            area=DEMO_CITY,
            as_of=as_of or DEFAULT_DRILL_DATE,
            progress=lambda _, done, total: bars("Menyusun latihan Kota Malang", done, total),
        )


def _explain(port: int, seconds: float) -> None:
    """Say where to look and how to sign in."""
    from siaga.services.demo import DEMO_PASSWORD, DEMO_PEOPLE  # noqa: PLC0415 - needs the store

    address = f"http://127.0.0.1:{port}"
    english = os.environ.get("SIAGA_LANGUAGE", "id").startswith("en")
    print(f"\nSiaga {'is ready' if english else 'siap'}: {address}   ({seconds:.1f} s)\n")
    for route, id_text, en_text in _LOOK:
        print(f"  {address}{route:<44} {en_text if english else id_text}")
    print(
        f"\n{'Sign in' if english else 'Masuk'}: {address}/sign-in/   "
        f"{'password for all' if english else 'kata sandi semua akun'}: {DEMO_PASSWORD}"
    )
    for one in DEMO_PEOPLE:
        print(f"  {one.username:<12} {one.full_name}")
    print(f"\n{'Ctrl+C stops' if english else 'Ctrl+C untuk berhenti'}.", flush=True)


_LOOK = (
    (
        "/",
        "peta nasional: siapa menilai apa, menurut edisi mana",
        "the national map: who says what, in which edition",
    ),
    (
        "/areas/35.73/",
        "Kota Malang: bacaan semua lembaga, dan panel LATIHAN",
        "Kota Malang: every agency, and a drill",
    ),
    ("/areas/64/", "Kalimantan Timur: dua sumber, dua angka", "Kalimantan Timur: two sources, two numbers"),
    ("/drills/", "coba latihan untuk kota Anda sendiri", "try a drill for your own city"),
    ("/methods/", "rumus dengan angka terhitung", "the formulas with worked numbers"),
)

COMMAND = Command(
    "demo",
    "siapkan dan jalankan peragaan / set up and run the demonstration",
    configure,
    run,
    use_cases=(
        "siaga.services.packs.load_packs",
        "siaga.services.packs.packs_are_loaded",
        "siaga.services.demo.enrol_demo_people",
        "siaga.services.demo.demo_people_are_enrolled",
        "siaga.services.drills.generate_drill",
        "siaga.services.drills.drill_day",
    ),
)
