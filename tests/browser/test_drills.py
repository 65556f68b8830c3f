"""“Coba latihan untuk kota saya” in a browser, phone and laptop: choose, watch, open, remove; axe clean."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from siaga.services.demo import DEMO_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
WIDTHS = {"phone": (360, 780), "laptop": (1280, 800)}
# Cities of the tests' own, so that the demo's drill in Kota Malang stays as other tests know it.
CITIES = {"phone": ("35.09", "Kabupaten Jember"), "laptop": ("73.72", "Kota Parepare")}


def picture(page: "Page", name: str) -> None:
    """Keep a picture to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def assert_accessible(page: "Page") -> None:
    """No violation that axe finds."""
    from axe_playwright_python.sync_playwright import Axe

    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def sign_in(page: "Page", username: str) -> None:
    """Sign in by the form and come back to the drills."""
    page.goto("/sign-in/?next=/drills/")
    page.fill("#id_username", username)
    page.fill("#id_password", DEMO_PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/drills/")


def assert_fits(page: "Page") -> None:
    """Nothing sticks out to the side."""
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_anybody_opens_the_demo_drill(page: "Page", width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    page.goto("/drills/")
    assert_fits(page)
    assert_accessible(page)
    picture(page, f"drills-public-{width}")
    card = page.locator(".drill-card", has_text="Kota Malang")
    card.get_by_role("link", name=re.compile("Buka peta latihan")).click()
    page.wait_for_url("**/?space=latihan-35.73*")
    assert page.locator(".drill-band").is_visible()
    assert "20 November 2024" in page.locator(".drill-band").inner_text()
    picture(page, f"drill-map-{width}")


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_try_a_drill_for_my_city(page: "Page", width: str) -> None:
    code, name = CITIES[width]
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    sign_in(page, "admin")
    page.locator("#find").press_sequentially(name.split()[-1], delay=20)
    page.wait_for_function("code => document.querySelector('#area').value === code", arg=code)
    assert "1 kab/kota cocok" in page.locator("#area_count").inner_text()
    picture(page, f"drills-choose-{width}")
    assert_accessible(page)
    page.get_by_role("button", name="Buat latihan").click()
    page.wait_for_url("**/drills/?job=*")
    picture(page, f"drills-making-{width}")
    page.get_by_role("heading", name=f"Latihan {name} siap").wait_for(timeout=30_000)
    assert_fits(page)
    assert_accessible(page)
    picture(page, f"drills-ready-{width}")
    page.locator("#pekerjaan").get_by_role("link", name="Buka peta latihan").click()
    page.wait_for_url(f"**/?space=latihan-{code}*")
    assert page.locator(".drill-band").is_visible()
    page.goto("/drills/")
    card = page.locator(".drill-card", has_text=name)
    card.get_by_text(re.compile("Hapus latihan")).click()
    picture(page, f"drills-remove-{width}")
    card.get_by_role("button", name="Ya, hapus latihan ini").click()
    page.get_by_text(f"Latihan {name} dihapus.").wait_for()
    assert page.locator(".drill-card", has_text=name).count() == 0


def test_progress_is_shown_while_it_runs_and_accessible(page: "Page") -> None:
    sign_in(page, "analis")
    running = """<div class="panel"><h2>Membuat latihan Kota Uji</h2>
      <p id="langkah">Menulis latihan (3/3)…</p>
      <progress class="progress" aria-labelledby="langkah" max="3" value="2"></progress></div>"""
    page.evaluate("html => { document.querySelector('#pekerjaan').innerHTML = html }", running)
    assert page.get_by_role("progressbar", name=re.compile("Menulis latihan")).is_visible()
    assert_accessible(page)
