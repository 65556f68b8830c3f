"""Importing and administration in a browser, phone and laptop: upload, look, load; axe clean."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from siaga.services.demo import DEMO_PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
WIDTHS = {"phone": (360, 780), "laptop": (1280, 800)}
SPACE = "?space=latihan-35.73"
HEADER = "area;score;class;date;source\n"
BAD = HEADER + "35.73;64,007;tinggi;2024-11-01;x\n35.99;12;rendah;;\n35.07;101;sedang;;\n35.73.02;=1+1;;;\n"
# An area of each width's own, so that both can load.
AREAS = {"phone": "35.73.03", "laptop": "35.73.02"}


def picture(page: "Page", name: str) -> None:
    """Keep a picture to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def assert_good(page: "Page", name: str) -> None:
    """No violation that axe finds, nothing sticks out to the side; and a picture."""
    from axe_playwright_python.sync_playwright import Axe

    picture(page, name)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def sign_in(page: "Page", username: str, width: str) -> None:
    """Sign in at one of the widths."""
    page.set_viewport_size({"width": WIDTHS[width][0], "height": WIDTHS[width][1]})
    page.goto("/sign-in/?next=/imports/")
    page.fill("#id_username", username)
    page.fill("#id_password", DEMO_PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/imports/")


def upload(page: "Page", text: str) -> None:
    """Choose the edition of the drill and a file, and have it checked."""
    page.goto("/imports/readings/" + SPACE)
    page.select_option("#id_target", "latihan-35.73-bawaslu")
    page.set_input_files("#id_file", {"name": "bacaan.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="Periksa berkas").click()
    page.wait_for_url(re.compile(r"/imports/readings/\d+/\?space=latihan-35.73$"))


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_upload_look_correct_load(page: "Page", width: str) -> None:
    sign_in(page, "analis", width)
    assert_good(page, f"imports-desk-{width}")
    page.goto("/imports/readings/" + SPACE)
    assert_good(page, f"imports-form-{width}")
    upload(page, BAD)
    assert page.get_by_text("3 baris belum benar").is_visible()
    assert page.get_by_role("button", name="Muat").count() == 0
    assert_good(page, f"imports-failing-{width}")
    upload(page, f"{HEADER}{AREAS[width]};41,5;sedang;2024-11-01;Rilis\n")
    assert page.get_by_text("Yang akan melihat").is_visible()
    assert_good(page, f"imports-preview-{width}")
    page.get_by_role("button", name="Muat 1 baris").press("Enter")
    page.wait_for_url(re.compile(r"/imports/\?space=latihan-35.73$"))
    assert page.get_by_role("status").inner_text().startswith("Selesai:")
    assert_good(page, f"imports-done-{width}")


@pytest.mark.parametrize("width", sorted(WIDTHS))
def test_an_administrator_enters_an_election(page: "Page", width: str) -> None:
    sign_in(page, "admin", width)
    for address, name in (
        ("/administration/", "register"),
        ("/administration/editions/", "edition"),
        ("/administration/sets/", "set"),
        ("/administration/agencies/", "agency"),
        ("/imports/stations/", "stations"),
        ("/imports/outlines/", "outlines"),
    ):
        page.goto(address)
        assert_good(page, f"administration-{name}-{width}")
    page.goto("/administration/elections/")
    page.fill("#id_code", "Uji Coba")
    page.fill("#id_name", f"Uji coba {width}")
    page.get_by_role("button", name="Simpan").click()
    assert page.get_by_text("Kode memakai huruf kecil").is_visible()
    assert page.input_value("#id_name") == f"Uji coba {width}"
    assert_good(page, f"administration-election-wrong-{width}")
    page.fill("#id_code", f"uji-{width}")
    page.fill("#id_polling_day", "2029-02-14")
    page.fill("#id_source", "PKPU uji")
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/administration/")
    assert page.get_by_role("status").inner_text() == f"Uji coba {width} tercatat."
