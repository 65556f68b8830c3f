"""Polling stations in a real browser: list, one station, map and picker; they fit and axe is content."""

import csv
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.harness.server import ROOT, RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
WIDTHS = {360: 740, 1280: 800}
KELURAHAN = ("35.73.02.1001", "35.73.02.1005", "35.73.03.1001")
MALANG = (-7.975, 112.635)
PAGES = {
    "tps": "/stations/",
    "tps-kota-malang": "/stations/?within=35.73",
    "tps-satu": "/stations/35.73.02.1001.001/",
}


@pytest.fixture(scope="module")
def stations(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> RunningServer:
    """Public stations of a few kelurahan, loaded beside the running server."""
    path, chance = tmp_path_factory.mktemp("tps") / "tps.csv", random.Random(1)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "place", "latitude", "longitude", "voters", "source", "date"))
        for area in KELURAHAN:
            for number in (*range(1, 13), 901):
                point = (
                    [round(one + chance.gauss(0, 0.006), 6) for one in MALANG] if number != 12 else ("", "")
                )
                place = f"Balai RW {number}" if number < 900 else "Lapas"
                writer.writerow((f"{area}.{number:03d}", place, *point, 466, "Uji", "2024-11-01"))
    command = [sys.executable, "-m", "siaga", "import", "tps", str(path), "--election", "pilkada-2024"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SIAGA_DATA": str(server.data)}
    surroundings.pop("DATABASE_URL", None)
    done = subprocess.run(
        [*command, "--label", "public", "--yes"],
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return server


def violations(page: "Page") -> list[str]:
    """What axe says against the page as it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}" for one in found]


def overflow(page: "Page") -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_is_clean_and_is_kept_as_a_picture(stations, page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.goto(PAGES[name])
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    assert overflow(page) <= 0
    assert violations(page) == []


def map_at(page: "Page", zoom: float) -> None:
    """Bring Kota Malang into view at a zoom, and wait until everything is drawn."""
    page.evaluate(
        """([zoom, latitude, longitude]) => new Promise((done) => {
            const { map } = document.querySelector("[data-stations]").stationMap;
            map.jumpTo({ center: [longitude, latitude], zoom });
            map.once("idle", done);
        })""",
        [zoom, *MALANG],
    )


def drawn(page: "Page", kind: str) -> int:
    """How many different points of a kind the map shows."""
    return int(
        page.evaluate(
            """(kind) => {
                const { map } = document.querySelector("[data-stations]").stationMap;
                return new Set(map.queryRenderedFeatures({ layers: [kind] }).map((one) => one.id)).size;
            }""",
            kind,
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_map_shades_from_afar_and_shows_points_from_nearby(stations, page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.goto("/stations/map/")
    page.wait_for_selector("[data-shown]")
    assert overflow(page) <= 0
    assert violations(page) == []
    page.screenshot(path=SCREENSHOTS / f"tps-peta-{width}.png")
    map_at(page, 8)
    assert page.locator("[data-stations]").get_attribute("data-shown")
    map_at(page, 12)
    page.screenshot(path=SCREENSHOTS / f"tps-titik-{width}.png")
    if width == 1280:
        assert drawn(page, "ordinary") == 33
        assert drawn(page, "special") == 3
        assert drawn(page, "approximate") == 3


def test_a_station_is_chosen_by_word_or_kept_by_the_page_around(stations, page) -> None:
    page.goto("/stations/map/")
    page.wait_for_selector("[data-shown]")
    page.fill("#cari-tps", "klojen 3")
    link = page.locator(".picker-hits a").first
    link.wait_for()
    assert "TPS 003" in link.inner_text()
    page.evaluate(
        """() => document.addEventListener("station-chosen", (chosen) => {
            chosen.preventDefault();
            document.title = chosen.detail.code;
        }, { once: true })"""
    )
    link.click()
    assert page.title() == "35.73.02.1001.003"
    link.click()
    page.wait_for_url("**/stations/35.73.02.1001.003/**")


def test_a_station_is_chosen_on_the_map(stations, page) -> None:
    page.goto("/stations/map/")
    page.wait_for_selector("[data-shown]")
    map_at(page, 15)
    point = page.evaluate(
        """() => {
            const { map } = document.querySelector("[data-stations]").stationMap;
            const [found] = map.queryRenderedFeatures({ layers: ["ordinary"] });
            const { x, y } = map.project(found.geometry.coordinates);
            return [x, y];
        }"""
    )
    page.locator(".map").click(position={"x": point[0], "y": point[1]})
    page.locator(".station-card a").first.click()
    page.wait_for_url("**/stations/35.73.**")
