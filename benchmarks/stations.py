"""How long a national register of polling stations takes to load, to list, to search and to draw."""

import csv
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from siaga.cli.measures import Measure
from siaga.cli.preparing import prepare_store
from siaga.cli.serving import prepare_folder
from siaga.domain.areas import Area, Level
from siaga.domain.gazetteers import current_areas
from siaga.domain.progress import silent
from siaga.domain.stations import FIRST_SPECIAL

ROOT = Path(__file__).resolve().parents[1]
NATIONAL = 435_296
ELECTION = "pilkada-2024"
DAY = date(2024, 11, 27)
SEED = 20241127
SAMPLE = 2_000
LISTS, TILES = 80, 40
PLACES = ("SDN", "SMPN", "Balai RW", "Balai Desa", "Posyandu", "Lapangan", "Gedung Serbaguna", "Rumah Warga")
HEADER = ("code", "place", "address", "latitude", "longitude", "voters", "source", "date")
Row = tuple[object, ...]


def stations(count: int, seed: int = SEED) -> Iterator[Row]:
    """Simulated stations: real kelurahan with their packaged points, more of them where more people live."""
    chance = random.Random(seed)
    areas = list(current_areas(Level.KELURAHAN, on=DAY))
    base, extra = divmod(count, len(areas))
    weights = [3.0 if area.code[9] == "1" else 1.0 for area in areas]
    numbers = [base // 2] * len(areas)
    for place in chance.choices(range(len(areas)), weights, k=base * len(areas) + extra - sum(numbers)):
        numbers[place] += 1
    for place, (area, several) in enumerate(zip(areas, numbers, strict=True)):
        for number in range(1, several + 1):
            special = number == several and place % 90 == 0
            yield _station(area, FIRST_SPECIAL if special else number, number, chance)


def _station(area: Area, number: int, running: int, chance: random.Random) -> Row:
    special = number >= FIRST_SPECIAL
    latitude = longitude = None
    if area.latitude is not None and area.longitude is not None and chance.random() < 0.93:
        latitude = round(area.latitude + chance.gauss(0, 0.006), 6)
        longitude = round(area.longitude + chance.gauss(0, 0.006), 6)
    place = "Lapas" if special else f"{chance.choice(PLACES)} {running}"
    return (
        f"{area.code}.{number:03d}",
        f"{place} {area.name}",
        f"Jalan Simulasi {chance.randint(1, 200)}",
        *(latitude, longitude, min(600, max(40, round(chance.gauss(466, 70))))),
        *("Simulasi Siaga", "2024-11-01"),
    )


def write_file(path: Path, count: int) -> int:
    """A CSV of simulated stations, codes once each; gives how many rows it has."""
    seen: set[object] = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in stations(count):
            if row[0] not in seen:
                seen.add(row[0])
                writer.writerow(row)
    return len(seen)


def measure() -> list[Measure]:
    """Both stores, each in a process of its own; PostgreSQL where one can be started or is named."""
    found: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tps.csv"
        found.append(Measure("stations in the file", write_file(file, NATIONAL), "rows"))
        found += in_a_process("sqlite", f"sqlite:///{folder}/siaga.sqlite3", file)
        address, stop = postgresql()
        if address:
            try:
                found += in_a_process("postgresql", address, file)
            finally:
                stop()
    return found


def postgresql() -> tuple[str, Callable[[], None]]:
    """A server for this bench alone, by the tests' own starter; none where the tests extra is missing."""
    given = os.environ.get("BENCH_DATABASE_URL", "")
    if given:
        return given, lambda: None
    sys.path.insert(0, str(ROOT))
    try:
        from tests.harness import postgresql as server  # noqa: PLC0415

        running = server.start()
    except Exception as absent:
        print(f"postgresql: {absent}", file=sys.stderr)
        return "", lambda: None
    return running.url, running.stop


def in_a_process(store: str, address: str, file: Path) -> list[Measure]:
    """Measure one store in a fresh process, so that its memory is its own."""
    answer = file.with_suffix(".json")
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    surroundings = {**os.environ, "PYTHONPATH": path, "DATABASE_URL": address, "SIAGA_DATA": str(file.parent)}
    subprocess.run([sys.executable, __file__, store, str(file), str(answer)], check=True, env=surroundings)
    return [Measure(**one) for one in json.loads(answer.read_text(encoding="utf-8"))]


def measure_store(store: str, file: Path) -> list[Measure]:
    """Load, list, search and draw on the store that DATABASE_URL names."""
    prepare_store(prepare_folder(str(file.parent)), silent)
    found = [*load(file), *loaded_otherwise()]
    began = time.perf_counter()
    from siaga.domain.permissions import THE_PUBLIC  # noqa: PLC0415 - needs the store
    from siaga.services.station_selection import StationQuestion  # noqa: PLC0415
    from siaga.services.stations import station_page  # noqa: PLC0415

    station_page(THE_PUBLIC, StationQuestion())
    found.append(Measure("first list after a load", (time.perf_counter() - began) * 1000, "ms"))
    found += [*lists(), *tiles()]
    found.append(Measure("largest memory of the process", peak() / 1024, "MB"))
    return [Measure(f"{store}: {one.name}", one.value, one.unit, one.beside, one.against) for one in found]


def load(file: Path) -> list[Measure]:
    """The whole file through the use cases of `siaga import tps`, then once more with nothing new."""
    from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415
    from siaga.domain.sharing import Label  # noqa: PLC0415
    from siaga.services.imports.plans import Upload  # noqa: PLC0415
    from siaga.services.imports.register_bulk import (  # noqa: PLC0415
        checked_station_file,
        load_station_file,
    )

    upload, now = Upload(file.name, b"", ELECTION, label=Label.PUBLIC), datetime.now(UTC)
    took = []
    for _ in range(2):
        began = time.perf_counter()
        with checked_station_file(THE_CONSOLE, file, upload, now=now) as checked:
            held = time.perf_counter()
            load_station_file(THE_CONSOLE, file=checked, now=now)
        took += [time.perf_counter() - began, time.perf_counter() - held]
    return [
        Measure("import of the file", took[0], "s", "budget", 90.0),
        Measure("of which its one writing transaction", took[1], "s"),
        Measure("import again, nothing new", took[2], "s", "budget", 90.0),
        Measure("memory after the import", peak() / 1024, "MB"),
    ]


def loaded_otherwise() -> list[Measure]:
    """What the writing alone takes by other ways: one ORM row at a time, and the driver's executemany."""
    from django.db import transaction  # noqa: PLC0415

    from siaga.store.models import Station  # noqa: PLC0415
    from siaga.store.station_rows import COLUMNS, _inserted  # noqa: PLC0415

    kept = list(Station.unscoped.values(*COLUMNS, "space_id", "election_id", "label")[:SAMPLE])
    with transaction.atomic():
        Station.unscoped.filter(code__in=[one["code"] for one in kept][:900]).delete()
        began = time.perf_counter()
        for one in kept[:900]:
            Station.unscoped.create(**one)
        row_by_row = (time.perf_counter() - began) / 900 * NATIONAL
        transaction.set_rollback(True)
    with transaction.atomic():
        rows = [
            (*(one[name] for name in COLUMNS), one["space_id"], None, one["label"], one["election_id"], None)
            for one in kept
        ]
        began = time.perf_counter()
        _inserted(iter(rows))
        many = (time.perf_counter() - began) / len(rows) * NATIONAL
        transaction.set_rollback(True)
    return [
        Measure("writing alone, one ORM row at a time, no commit between (from 900)", row_by_row, "s"),
        Measure(f"writing alone, executemany (from {len(rows)})", many, "s"),
    ]


def lists() -> list[Measure]:
    """Pages of random questions, each asked once: areas, words, numbers, special ones, far pages."""
    from siaga.domain.permissions import THE_PUBLIC  # noqa: PLC0415
    from siaga.services.station_selection import StationQuestion  # noqa: PLC0415
    from siaga.services.stations import station_page  # noqa: PLC0415

    chance = random.Random(SEED)
    areas = [area.code for area in current_areas(on=DAY)]
    names = [area.name for area in current_areas(Level.KELURAHAN, on=DAY)]
    codes = [area.code for area in current_areas(Level.KELURAHAN, on=DAY)]
    took = []
    for turn in range(LISTS):
        area = chance.choice(areas)
        question = (
            StationQuestion(within=area),
            StationQuestion(text=chance.choice(names)),
            StationQuestion(number=chance.randint(1, 30), within=area[:2]),
            StationQuestion(special=True, within=area[:5]),
            StationQuestion(text=f"{chance.choice(PLACES)} {chance.choice(names)}"),
            StationQuestion(),
        )[turn % 6]
        after = f"{chance.choice(codes)}.001" if turn % 6 == 5 else ""
        took.append(timed(lambda q=question, a=after: station_page(THE_PUBLIC, q, after=a)))
    return [
        Measure("list, random question, p50", statistics.median(took), "ms", "budget", 150.0),
        Measure("list, random question, p95", percentile(took), "ms", "budget", 150.0),
        Measure("map page, counts of 514 kab/kota", timed(map_counts), "ms", "budget", 150.0),
    ]


def map_counts() -> None:
    """The counts behind the map."""
    from siaga.domain.permissions import THE_PUBLIC  # noqa: PLC0415
    from siaga.services.stations import station_map  # noqa: PLC0415

    station_map(THE_PUBLIC, space="real")


def tiles() -> list[Measure]:
    """Tiles over stations chosen by chance, so that dense places come often."""
    from siaga.domain.permissions import THE_PUBLIC  # noqa: PLC0415
    from siaga.services.station_selection import register_of  # noqa: PLC0415
    from siaga.services.stations import station_tile  # noqa: PLC0415
    from siaga.store.models import Election  # noqa: PLC0415

    arrays = register_of(THE_PUBLIC, Election.rows.get(code=ELECTION), "real").arrays
    chance, found = random.Random(SEED), []
    for zoom in (7, 9, 11, 13):
        took, sizes = [], []
        for _ in range(TILES):
            one = chance.randrange(len(arrays.spot))
            place = (zoom, int(arrays.column[one]) >> 26 - zoom, int(arrays.row[one]) >> 26 - zoom)
            took.append(timed(lambda p=place: station_tile(THE_PUBLIC, ELECTION, p, space="real")))
            sizes.append(len(station_tile(THE_PUBLIC, ELECTION, place, space="real").content))
        found += [
            Measure(f"tile at zoom {zoom}, p50", statistics.median(took), "ms", "budget", 50.0),
            Measure(f"tile at zoom {zoom}, p95", percentile(took), "ms", "budget", 50.0),
            Measure(f"tile at zoom {zoom}, size p95", percentile(sizes) / 1000, "kB"),
        ]
    return [*found, Measure("arrays of the register", arrays.bytes / 1e6, "MB")]


def timed(work: Callable[[], object]) -> float:
    """How many milliseconds ``work`` takes, asked once."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def percentile(values: list[float] | list[int]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(values, n=20)[18]


def peak() -> int:
    """The largest resident memory so far, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    store_name, file_name, answer_name = sys.argv[1:]
    rows = [
        {name: getattr(one, name) for name in ("name", "value", "unit", "beside", "against")}
        for one in measure_store(store_name, Path(file_name))
    ]
    Path(answer_name).write_text(json.dumps(rows), encoding="utf-8")
