"""The map in a real browser: mouse, finger, keyboard, no script, no WebGL; its weight; axe."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.harness.browsers import watch
from tests.harness.server import RunningServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREENSHOTS = Path(__file__).with_name("screenshots")
MALANG_IN_DRILL = "/?space=latihan-35.73&within=35.73"
NO_WEBGL = """
const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : real.call(this, kind, ...rest);
};
"""


def wait_for_map(page: "Page", shown: str = "") -> None:
    """Until the map has drawn a level of a place: ``kabkota/35``."""
    wanted = f'[data-shown^="{shown}"]' if shown else "[data-shown]"
    page.wait_for_selector(wanted, timeout=15_000)


def answer(page: "Page") -> str:
    return page.locator("h1").inner_text()


def violations(page: "Page") -> list[str]:
    found: dict[str, Any] = Axe().run(page).response
    return [
        f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
        for one in found["violations"]
    ]


@pytest.fixture
def other(browser: "Browser", server: RunningServer) -> Iterator[Any]:
    """Makes pages with settings of their own, watched like the usual ones."""
    contexts, complaints = [], []

    def make(**settings: Any) -> "Page":
        context = browser.new_context(base_url=server.url, locale="id-ID", **settings)
        contexts.append(context)
        page = context.new_page()
        watch(page, complaints)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def test_the_first_page_is_light_and_quick(other: Any) -> None:
    page = other(viewport={"width": 1280, "height": 800})
    sizes: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda one: sizes.append(one["encodedDataLength"]))
    page.goto("/")
    wait_for_map(page)
    page.wait_for_load_state("networkidle")
    assert sum(sizes) <= 600_000, sum(sizes)
    waits = []
    for _ in range(3):
        page.goto("/")
        waits.append(
            page.evaluate(
                "() => { const [t] = performance.getEntriesByType('navigation');"
                " return t.responseStart - t.requestStart; }"
            )
        )
    assert min(waits) <= 300, waits


def test_by_mouse_into_a_province_and_back(page: "Page") -> None:
    page.goto("/")
    wait_for_map(page, "provinsi/")
    assert answer(page) == "5 provinsi tinggi, 21 sedang, 8 rendah."
    box = page.locator(".map").bounding_box()
    assert box
    spot = page.evaluate(
        "() => { const { map } = document.querySelector('[data-map]').vulnerabilityMap;"
        " const { x, y } = map.project([113.9, -2.0]); return [x, y]; }"
    )
    page.mouse.move(box["x"] + spot[0], box["y"] + spot[1])
    page.wait_for_selector(".map-card:visible")
    assert "Kalimantan Tengah" in page.locator(".map-card").inner_text()
    assert "18,77" in page.locator(".map-card").inner_text()
    page.mouse.click(box["x"] + spot[0], box["y"] + spot[1])
    wait_for_map(page, "kabkota/62")
    assert answer(page).startswith("Kalimantan Tengah: ")
    assert "within=62" in page.url
    page.go_back()
    wait_for_map(page, "provinsi/")
    assert answer(page).startswith("5 provinsi")


def test_by_keyboard_alone(page: "Page") -> None:
    page.goto("/")
    wait_for_map(page)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.locator(".map").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator(".map-says").inner_text()
    page.keyboard.press("ArrowRight")
    second = page.locator(".map-says").inner_text()
    assert first
    assert second
    assert first != second
    page.keyboard.press("Space")
    wait_for_map(page, "kabkota/")
    page.locator(".map").focus()
    page.keyboard.press("Escape")
    wait_for_map(page, "provinsi/")
    page.locator(".map").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/*/")


def test_zooming_changes_the_level_and_keeps_the_view(page: "Page") -> None:
    page.goto("/")
    wait_for_map(page, "provinsi/")
    for _ in range(4):
        page.get_by_role("button", name="Perbesar").click()
        page.wait_for_timeout(500)
    wait_for_map(page, "kabkota/")
    assert page.locator("#tabel tbody tr").count() == 514
    zoom = page.evaluate("() => document.querySelector('[data-map]').vulnerabilityMap.map.getZoom()")
    assert zoom > 6


def test_the_switch_changes_edition_legend_and_table_together(page: "Page") -> None:
    page.goto("/")
    wait_for_map(page)
    before = page.evaluate("() => history.length")
    page.get_by_label("Lembaga dan edisi").select_option("pemetaan-pilkada-2024")
    wait_for_map(page, "provinsi//pemetaan-pilkada-2024")
    assert page.locator("#tabel tbody tr").count() == 38
    assert answer(page) == "5 provinsi tinggi, 28 sedang, 4 rendah. 1 belum ada data."
    assert "edition=pemetaan-pilkada-2024" in page.url
    assert page.evaluate("() => history.length") == before + 1
    page.get_by_role("link", name="Nama").click()
    page.wait_for_selector('#tabel th[aria-sort="ascending"]')
    assert page.locator("#tabel tbody th").first.inner_text() == "Aceh"


def test_searching_by_keyboard_opens_the_area(page: "Page") -> None:
    page.goto("/")
    page.get_by_role("combobox", name="Cari wilayah").press_sequentially("kota malang", delay=10)
    page.wait_for_selector('[role="option"]')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/areas/35.73/")


def test_a_finger_looks_first_and_then_enters(other: Any) -> None:
    page = other(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page.goto("/")
    wait_for_map(page)
    page.locator(".map").scroll_into_view_if_needed()
    box = page.locator(".map").bounding_box()
    spot = page.evaluate(
        "() => { const { map } = document.querySelector('[data-map]').vulnerabilityMap;"
        " const { x, y } = map.project([113.9, -2.0]); return [x, y]; }"
    )
    page.touchscreen.tap(box["x"] + spot[0], box["y"] + spot[1])
    page.wait_for_selector(".map-card-links")
    assert "within" not in page.url
    page.wait_for_timeout(600)  # sooner it would be a double tap, which zooms
    page.touchscreen.tap(box["x"] + spot[0], box["y"] + spot[1])
    wait_for_map(page, "kabkota/62")


def test_without_script_the_page_is_complete(other: Any) -> None:
    page = other(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page.goto("/")
    assert page.locator(".map-frame").is_hidden()
    assert page.get_by_text("Peta memerlukan JavaScript").is_visible()
    assert page.locator("#tabel tbody tr").count() == 34
    page.get_by_label("Lembaga dan edisi").select_option("pemetaan-pilkada-2024")
    page.get_by_role("button", name="Tampilkan").click()
    assert page.locator("#tabel tbody tr").count() == 38
    page.get_by_label("Cari wilayah").fill("malang")
    page.get_by_role("button", name="Cari").click()
    assert page.get_by_role("link", name="Kota Malang").is_visible()


def test_without_webgl_the_table_remains(other: Any) -> None:
    page = other(viewport={"width": 1280, "height": 800})
    page.add_init_script(NO_WEBGL)
    page.goto("/")
    page.wait_for_load_state("networkidle")
    assert page.locator(".map-frame").is_hidden()
    assert page.locator(".map-fallback").is_visible()
    assert page.locator("#tabel tbody tr").count() == 34


def test_the_table_alone_loads_no_map(other: Any) -> None:
    page = other()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/?view=table&level=kabkota")
    assert page.locator("#tabel tbody tr").count() == 514
    assert not [address for address in asked if "maplibre" in address or "/layers/" in address]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address",
    ["/", "/?within=35", "/?view=table&edition=ikp-2024-agregat", "/search/?q=malang", MALANG_IN_DRILL],
)
def test_axe_finds_nothing(other: Any, address: str, scheme: str) -> None:
    page = other(color_scheme=scheme, viewport={"width": 1280, "height": 800})
    page.goto(address)
    if "view=table" not in address and "search" not in address:
        wait_for_map(page)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("address", "look"),
    [
        ("/", "360 740 light"),
        ("/", "360 740 dark"),
        ("/", "1280 800 light"),
        ("/", "1280 800 dark"),
        ("/", "1920 1080 light"),
        ("/", "1920 1080 dark"),
        ("/?level=kabkota", "1280 800 light"),
        ("/?within=35", "360 740 light"),
        ("/?within=35", "1920 1080 dark"),
        (MALANG_IN_DRILL, "360 740 dark"),
        (MALANG_IN_DRILL, "1280 800 light"),
    ],
)
def test_every_width_shows_all_of_it(other: Any, address: str, look: str) -> None:
    width, height, scheme = look.split()
    size = {"width": int(width), "height": int(height)}
    page = other(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    page.goto(address)
    wait_for_map(page)
    page.wait_for_timeout(400)
    SCREENSHOTS.mkdir(exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in address).strip("-") or "nation"
    page.screenshot(path=SCREENSHOTS / f"map-{name}-{width}-{scheme}.png")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".drill-band").is_visible() == ("latihan" in address)
