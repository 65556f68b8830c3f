"""The board of stages in a browser: phone and laptop, real and drill, dark; a decision; axe clean."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from siaga.services.demo import DEMO_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
SIZES = {360: 740, 1280: 800}
PAGES = {
    "tahapan-latihan": "/stages/?space=latihan-35.73",
    "tahapan-pemilu": "/stages/?calendar=pemilu-2024",
}


def violations(page: "Page") -> list[str]:
    """What axe says against the page as it stands."""
    return [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
        for one in Axe().run(page).response["violations"]
    ]


def checked_picture(page: "Page", name: str) -> None:
    """Keep a picture of the whole page; nothing may be wider than the screen, nor inaccessible."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{wide} px wider than the screen"
    assert violations(page) == []


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_the_board_fits_and_is_clean(page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.goto(PAGES[name])
    checked_picture(page, f"{name}-{width}")
    inside = page.evaluate(
        """() => [...document.querySelectorAll('.stage-picture text')]
            .filter((one) => one.getBoundingClientRect().right > window.innerWidth)
            .map((one) => one.textContent)"""
    )
    assert inside == []


def test_dark_and_english(page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(PAGES["tahapan-latihan"])
    page.get_by_role("button", name="English").click()
    page.wait_for_selector("html[lang=en]")
    assert page.locator(".lead").inner_text().startswith("Running now: Campaign")
    checked_picture(page, "tahapan-dark-en")


def test_the_calendar_is_chosen_with_the_keyboard(page) -> None:
    page.goto("/stages/")
    page.locator("#calendar").select_option("pemilu-2024")
    page.locator("#area").fill("94.01")
    page.locator("#area").press("Enter")
    page.wait_for_url("**calendar=pemilu-2024**")
    assert "WIT" in page.locator("header .quiet").last.inner_text()


@pytest.mark.parametrize("width", SIZES)
def test_an_administrator_looks_at_a_decision_in_a_drill(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.goto("/sign-in/?next=/stages/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", DEMO_PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/stages/")
    page.goto("/stages/pilkada-2024/decide/?space=latihan-35.73&stage=pemungutan")
    page.fill("#id_number", "Keputusan uji 1/2024")
    page.fill("#id_decided_on", "2024-11-01")
    page.fill("#id_source", "uji")
    page.fill("#id_first", "2024-12-25")
    page.fill("#id_last", "2024-12-25")
    page.get_by_role("button", name="Lihat dampaknya").click()
    page.wait_for_selector(".stage-preview")
    assert "Hari Raya Natal" in page.locator(".stage-preview").inner_text()
    checked_picture(page, f"keputusan-{width}")
    page.goto("/stages/new/")
    checked_picture(page, f"kalender-baru-{width}")
