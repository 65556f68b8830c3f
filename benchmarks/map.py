"""How long the map's pages and layers take on the server, and how large they are, on a demo store."""

import gzip
import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from siaga.cli.measures import Measure
from siaga.cli.preparing import prepare_store
from siaga.cli.serving import prepare_folder
from siaga.domain.progress import silent

ROUNDS = 15
PAGES = (
    ("/", "first page", 300.0),
    ("/?edition=ikp-2024&level=kabkota", "514 kab/kota as page", 300.0),
    ("/areas/35/", "area page, a province", 300.0),
    ("/areas/35.73/", "area page, Kota Malang", 300.0),
    ("/methods/", "methods", 300.0),
    ("/sources/", "sources", 300.0),
    ("/search/?q=malang", "search “malang”", 300.0),
    ("/map/download.csv?edition=ikp-2024&level=kabkota", "download CSV, 514 rows", 300.0),
    ("/map/download.xlsx?edition=ikp-2024&level=kabkota", "download XLSX, 514 rows", 300.0),
)
LAYERS = (
    ("/layers/provinsi", "layer of provinces", 300.0),
    ("/layers/kabkota", "layer of 514 kab/kota", 300.0),
)
FIRST_PAGE_KB = 600.0


def measure() -> list[Measure]:
    """Medians over rounds in one process; sizes as sent with gzip."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SIAGA_DATA"] = folder
        prepare_store(prepare_folder(folder), silent)
        from siaga.domain.permissions import THE_CONSOLE  # noqa: PLC0415 - needs the store
        from siaga.services.drills import generate_drill  # noqa: PLC0415

        generate_drill(THE_CONSOLE, area="35.73")
        return [*_times(), *_sizes(), *_first_page()]


def _client() -> Callable[[str], bytes]:
    """Asks a page and gives the bytes that would cross the network."""
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"accept-encoding": "gzip"})

    def ask(address: str) -> bytes:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        return b"".join(answer.streaming_content) if answer.streaming else answer.content

    return ask


def _times() -> list[Measure]:
    """Server time of each page and layer: median of warm rounds, beside its budget."""
    ask = _client()
    found = []
    for address, name, budget in (*PAGES, *LAYERS):
        ask(address)
        rounds = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            ask(address)
            rounds.append((time.perf_counter() - began) * 1000)
        found.append(Measure(name, statistics.median(rounds), "ms", "budget", budget))
    return found


def _sizes() -> list[Measure]:
    """Bytes of each layer as sent."""
    ask = _client()
    return [
        Measure(f"{name}, compressed", len(ask(address)) / 1000, "kB", "budget", budget)
        for address, name, budget in LAYERS
    ]


def _first_page() -> list[Measure]:
    """Everything the first page loads with an empty cache: page, style, scripts, the provinces."""
    ask = _client()
    page = ask("/")
    text = gzip.decompress(page).decode()
    names = set(re.findall(r'/static/((?:siaga|borrowed)/[\w./-]+?)(?:\.[0-9a-f]{12})?(\.\w+)"', text))
    wanted = {stem + suffix for stem, suffix in names}
    scripts = [name for name in wanted if name.startswith("siaga/") and name.endswith(".js")]
    while scripts:
        source = _bytes_of(scripts.pop()).decode()
        for found in re.findall(r'from "\./([\w-]+\.js)"', source):
            if f"siaga/{found}" not in wanted:
                wanted.add(f"siaga/{found}")
                scripts.append(f"siaga/{found}")
    static = sum(len(gzip.compress(_bytes_of(name), 9)) for name in wanted)
    total = (len(page) + static + len(ask("/layers/provinsi"))) / 1000
    return [Measure("first page with an empty cache, compressed", total, "kB", "budget", FIRST_PAGE_KB)]


def _bytes_of(name: str) -> bytes:
    """A static file as it lies in the source or in the package that lends it."""
    from django.contrib.staticfiles import finders  # noqa: PLC0415 - needs the settings

    return Path(str(finders.find(name))).read_bytes()
