"""The area, method and source pages in a real browser: on a phone and a laptop, no overflow, axe clean."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
PAGES = {
    "kota-malang": "/areas/35.73/",
    "kalimantan-timur": "/areas/64/",
    "papua-selatan": "/areas/93/",
    "blimbing-latihan": "/areas/35.73.01/?space=latihan-35.73",
    "klojen": "/areas/35.73.02.1001/",
    "metode": "/methods/",
    "metode-ikp-2024": "/methods/ikp-2024/",
    "sumber": "/sources/",
    "sumber-ikp-2024": "/sources/ikp-2024/",
}
WIDTHS = {360: 740, 1280: 800}


def violations(page: "Page") -> list[str]:
    """What axe says against the page as it stands."""
    return [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
        for one in Axe().run(page).response["violations"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_is_clean_and_is_kept_as_a_picture(page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.goto(PAGES[name])
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px wider than the screen"
    assert violations(page) == []


def test_everything_unfolded_is_clean_too(page) -> None:
    page.goto(PAGES["kalimantan-timur"])
    page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.locator("svg[role=img]").count() >= 3
    assert violations(page) == []


def test_a_citation_leads_to_its_source(page) -> None:
    page.goto(PAGES["kalimantan-timur"])
    page.locator(".lead .cite a").click()
    target = page.evaluate("() => document.querySelector(':target').innerText")
    assert "RMOL" in target


def test_the_drill_panel_alone_is_violet(page) -> None:
    page.goto(PAGES["kota-malang"])
    colours = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
            .filter((one) => !one.closest('.drill-panel'))
            .map((one) => getComputedStyle(one).borderTopColor)
            .filter((colour) => colour === 'rgb(91, 42, 157)').length"""
    )
    assert page.locator(".drill-panel").count() == 1
    assert colours == 0


def test_dark_and_english(page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(PAGES["kalimantan-timur"])
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    page.screenshot(path=SCREENSHOTS / "kalimantan-timur-dark-en.png", full_page=True)
    assert violations(page) == []
