"""A register as large as the nation's: loaded, listed and drawn; by default a twentieth of it."""

import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest
from tests.services.importing import NOW

from siaga.domain.gazetteers import read_areas
from siaga.domain.imports import Effect
from siaga.domain.permissions import THE_CONSOLE, THE_PUBLIC
from siaga.domain.sharing import Label
from siaga.services import pack_rows
from siaga.services.imports.plans import Upload
from siaga.services.imports.register_bulk import checked_station_file, load_station_file
from siaga.services.station_selection import StationQuestion
from siaga.services.stations import station_page, station_tile
from siaga.store.models import Area, Station

BENCH = Path(__file__).parents[2] / "benchmarks" / "stations.py"
SIZES = [pytest.param(20_000, id="sample"), pytest.param(435_296, id="nation", marks=pytest.mark.national)]


def bench() -> ModuleType:
    """The bench's generator of simulated stations."""
    spec = importlib.util.spec_from_file_location("benchmarks_stations", BENCH)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def areas(db: str) -> None:
    """Every kelurahan with its point, and the election."""
    pack_rows.load_agencies()
    pack_rows.load_elections()
    fields = ("code", "name", "parent", "latitude", "longitude", "valid_from", "valid_to")
    Area.rows.bulk_create(
        [
            Area(
                search_name="",
                level=one.level.value,
                point_kind=one.point_kind.value,
                **{field: getattr(one, field) for field in fields},
            )
            for one in read_areas()
        ],
        batch_size=2000,
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_large_file_is_loaded_whole_and_answers(areas: None, tmp_path: Path, size: int) -> None:
    path = tmp_path / "tps.csv"
    count = bench().write_file(path, size)
    upload, began = Upload("tps.csv", b"", "pilkada-2024", label=Label.PUBLIC), time.monotonic()
    with checked_station_file(THE_CONSOLE, path, upload, now=NOW) as file:
        assert (file.failing_rows, file.counts[Effect.ADD]) == (0, count)
        load_station_file(THE_CONSOLE, file=file, now=NOW)
    took = time.monotonic() - began
    assert took < 90, f"{count} stations took {took:.0f} s"
    assert Station.unscoped.count() == count
    page = station_page(THE_PUBLIC, StationQuestion())
    assert (page.found, sum(one.stations for one in page.areas)) == (count, count)
    seen, after = 0, ""
    while page.lines and seen < 1000:
        seen, after = seen + len(page.lines), page.lines[-1].code
        page = station_page(THE_PUBLIC, StationQuestion(), after=after)
    assert page.first == seen + 1
    assert station_tile(THE_PUBLIC, "pilkada-2024", (7, 103, 66), space="real").content
