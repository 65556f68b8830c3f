"""Account pages in a real browser: they fit a phone and a laptop, and axe finds nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
WIDTHS = {360: 740, 1280: 800}
PASSWORD = "siaga-demo-2024"


def sign_in(page: "Page") -> None:
    page.goto("/sign-in/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/")


def look(page: "Page", name: str, width: int) -> None:
    """Keep a picture; nothing wider than the screen; axe has nothing to say."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"akun-{name}-{width}.png", full_page=True)
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name}: {wide} px wider than the screen"
    found = Axe().run(page).response["violations"]
    assert not [f"{one['id']}: {[node['target'] for node in one['nodes']][:3]}" for one in found]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_an_administrator(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    sign_in(page)
    for name, path in {
        "profil": "/profile/",
        "kata-sandi": "/profile/password/",
        "kode-kedua": "/profile/second-factor/",
        "orang": "/people/",
        "akun-bawaslu": "/people/accounts/bawaslu/",
        "undang": "/people/invitation/",
    }.items():
        page.goto(path)
        look(page, name, width)
    page.goto("/profile/second-factor/")
    page.get_by_role("button", name="Pasang di ponsel").click()
    page.wait_for_selector(".qr img")
    assert page.evaluate("() => document.querySelector('.qr img').naturalWidth") > 0
    look(page, "ponsel", width)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_invitation_is_followed_in_another_browser(page, browser, server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    sign_in(page)
    page.goto("/people/invitation/")
    page.fill("#id_full_name", "Sari Wulandari")
    page.select_option("#id_agency", "bawaslu-35.73")
    page.select_option("#id_role", "bawaslu_officer")
    page.fill("#id_territory", "35.73")
    page.get_by_role("button", name="Buat undangan").click()
    page.wait_for_selector(".qr img")
    look(page, "tautan", width)
    address = page.input_value("#address")
    page.goto("/people/")
    look(page, "orang-dengan-tautan", width)
    other = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, locale="id-ID").new_page()
    other.goto(address)
    look(other, "bergabung", width)
    other.fill("#id_username", f"sari{width}")
    other.fill("#id_password", "empat lima enam tujuh")
    other.get_by_role("button", name="Buat akun").click()
    other.wait_for_url("**/sign-in/")
    look(other, "masuk", width)
    other.goto(address)
    assert "sudah dipakai" in other.content()
    look(other, "sudah-dipakai", width)
    other.context.close()
