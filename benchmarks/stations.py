"""How long a national register of polling stations takes to load, to list, to search and to draw."""

import csv
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from siaga.cli.measures import Measure
from siaga.domain.areas import Area, Level
from siaga.domain.gazetteers import current_areas
from siaga.domain.stations import FIRST_SPECIAL

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
    for area, several in zip(areas, numbers, strict=True):
        for number in range(1, several + 1):
            yield _station(area, FIRST_SPECIAL + number % 9 if number > 60 else number, number, chance)


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
    """SQLite, and PostgreSQL where ``BENCH_DATABASE_URL`` names one; one process a store."""
    from subprocess import run  # noqa: PLC0415

    found: list[Measure] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tps.csv"
        count = write_file(file, NATIONAL)
        addresses = [f"sqlite:///{folder}/siaga.sqlite3", *_postgresql()]
        for address in addresses:
            answer = Path(folder) / "answer.json"
            command = [sys.executable, __file__, str(file), address, str(answer)]
            source = Path(__file__).parents[1] / "src"
            run(command, check=True, env={**os.environ, "PYTHONPATH": str(source)})
            found += _read(answer)
        found.insert(0, Measure("stations in the file", count, "rows"))
    return found


def _postgresql() -> list[str]:
    given = os.environ.get("BENCH_DATABASE_URL", "")
    return [given] if given else []


def _read(answer: Path) -> list[Measure]:
    import json  # noqa: PLC0415

    return [Measure(**one) for one in json.loads(answer.read_text(encoding="utf-8"))]
